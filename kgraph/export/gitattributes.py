"""What Git needs to know, so that it gives files back as an export wrote them."""

from __future__ import annotations

from pathlib import Path

from kgraph.documents.files import write_file

FILE = ".gitattributes"
TEXT = """\
# Written by an export: Git is to change no line end in what was drawn.
/*/* -text
/index.* -text
"""


def leave_alone(output: Path) -> None:
    """Tell Git to leave the files of an export alone; what somebody else has told it there stays.

    OutputError where that cannot be written.
    """
    path = output / FILE
    if not path.exists():
        write_file(path, TEXT)
