"""Where the layers of one's own lie is no matter of visitors: they are told the names of these."""

from __future__ import annotations

from pathlib import Path

from kgraph import api


def told(text: str) -> str:
    """A text in which files of layers are told by the names of these, such as
    ``company/policy.yaml``.
    """
    for layer in api.in_force():
        folder = Path(layer.folder).as_posix()
        text = text.replace(f"{folder}/", layer.name)
    return text
