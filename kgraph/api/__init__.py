"""The use cases, each a function: what the command line, the browser pages and scripts call.

Which module holds which name is written once, in `__init__.pyi`; it is loaded when it is first
asked for.
"""

from typing import Any

import lazy_loader

from kgraph.model import notebooks as _notebooks

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def _late(name: str) -> _notebooks.Writer:
    """The use case of that name, loaded when it is called."""

    def written(value: Any) -> str:
        text: str = __getattr__(name)(value)
        return text

    return written


_notebooks.lend("architecture", _late("overview_svg"))
_notebooks.lend("findings", _late("findings_table"))
_notebooks.lend("answer", _late("answer_table"))
