"""The command line that starts the browser pages."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

from kgraph import api

MISSING = (
    "kgraph serve: the browser pages need Streamlit, which is not installed here: "
    f"install it with {sys.executable} -m pip install 'kgraph-architecture[web]'"
)
"""What is said where only the core is installed."""

THEME = {
    "theme.primaryColor": "#2563eb",
    "theme.baseRadius": "medium",
    "theme.light.secondaryBackgroundColor": "#f4f7fb",
    "theme.light.textColor": "#0f172a",
}
"""Also in `.streamlit/config.toml`, for ``streamlit run app.py`` in a checkout."""

DARK = {"theme.dark.primaryColor": "#60a5fa"}
"""The main colour on dark ground, where the other would be too dim to read."""

_OPTIONS = {
    "browser.gatherUsageStats": "false",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": "1",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}


def command(port: int = 8501, host: str = "127.0.0.1", headless: bool = True) -> list[str]:
    """The program and its arguments; run it as a child process, or in place of this one."""
    options = {
        "server.port": str(port),
        "server.address": host,
        "server.headless": str(headless).lower(),
        **_OPTIONS,
        **THEME,
        **DARK,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(api.app_file())]
    for name, value in options.items():
        command += [f"--{name}", value]
    return command


def main() -> None:
    """``python -m kgraph.web.serve PORT HOST``: become the process that serves."""
    if find_spec("streamlit") is None:
        print(MISSING, file=sys.stderr)
        raise SystemExit(2)
    port, host = sys.argv[1:3]
    words = command(int(port), host)
    os.execv(words[0], words)  # noqa: S606


if __name__ == "__main__":
    main()
