"""A file that was dropped: a brief, or an architecture whose brief is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph import api
from kgraph.errors import InputError
from kgraph.web import words

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

TYPES = ("yaml", "yml", "json", "ttl")
"""How the files end that can be dropped."""


def read(file: UploadedFile) -> tuple[str, tuple[str, ...]]:
    """The text of its brief, and what is wrong with the file: one of both."""
    try:
        return api.brief_given(file.getvalue(), file.name), ()
    except InputError as error:
        return "", words.problems(error)
