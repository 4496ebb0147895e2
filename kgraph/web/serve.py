"""The process that serves the browser pages: its options, its start and its end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from kgraph import api
from kgraph.errors import InputError
from kgraph.web import ahead, opened

MISSING = (
    "kgraph serve: the browser pages need Streamlit, which is not installed here: "
    f"install it with {sys.executable} -m pip install 'kgraph-architecture[web]'"
)
"""What is said where only the core is installed."""

THEME = {
    "theme.primaryColor": "#1d4ed8",
    "theme.baseRadius": "medium",
    "theme.light.secondaryBackgroundColor": "#f4f7fb",
    "theme.light.textColor": "#0f172a",
}
"""Also in `.streamlit/config.toml`, for ``streamlit run app.py`` in a checkout."""

DARK = {"theme.dark.primaryColor": "#60a5fa"}
"""The main colour on dark ground, where the other would be too dim to read."""

PATIENCE = 30
"""Seconds after a visitor has gone, or has lost the network, for which their page is kept.

Each page that is kept holds three open files, those of an event loop of Streamlit's. What is over
time is let go when the next visitor leaves; Streamlit keeps the latest 128 at most.
"""

_OPTIONS = {
    "browser.gatherUsageStats": False,
    # the numbers of pages have a first one for Streamlit, and another where the address names it
    "global.disableWidgetStateDuplicationWarning": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,  # a text that stands alone in a script is no part of its page
    "runner.postScriptGC": False,  # a whole collection after each click would hold up everybody
    "secrets.files": [],  # we have none, and a home that cannot be read would end every visit
    "server.disconnectedSessionTTL": PATIENCE,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 1,
}


WRITE = "write"
"""Follows the file of a brief that the pages may write."""


def options(port: int, host: str) -> dict[str, object]:
    """What Streamlit is told, by the names of its options."""
    return {"server.port": port, "server.address": host, **_OPTIONS, **THEME, **DARK}


def main() -> None:
    """``python -m kgraph.web.serve PORT HOST [BRIEF [write]]``: serve until told to end."""
    if find_spec("streamlit") is None:
        print(MISSING, file=sys.stderr)
        raise SystemExit(2)
    _heed_environment()
    port, host, *told = sys.argv[1:]
    _open(told)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    _settle_home()
    sys.argv = [str(api.app_file())]  # what Streamlit takes for its script, beside which it looks

    from kgraph.web.server import app

    app.run(config=options(int(port), host))


def _heed_environment() -> None:
    """End where a variable of the environment says what we do not understand."""
    try:
        ahead.wished()
    except InputError as error:
        print(f"kgraph serve: {error}", file=sys.stderr)
        raise SystemExit(2) from None


def _open(told: Sequence[str]) -> None:
    """Begin with the file that is told, if there is one."""
    if told:
        opened.tell(opened.Opened(Path(told[0]), writes=WRITE in told[1:]))


def _end(_number: int, _frame: object) -> NoReturn:
    """Told to end, which is no failure: whoever asked before has been answered by then."""
    raise SystemExit(0)


def _settle_home() -> None:
    """Give Streamlit, which reads settings in the home of its user, one where there is none."""
    try:
        Path.home()
    except RuntimeError:
        os.environ["HOME"] = os.devnull


if __name__ == "__main__":
    main()
