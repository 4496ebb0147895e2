"""Everything as one zip, and the command line that makes the same."""

from __future__ import annotations

import shlex
from functools import partial

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.web import words, work

BRIEF = "brief.yaml"
"""The file of the brief in the zip, which the command reads."""


def show(text: str, architecture: Architecture, name: str) -> None:
    """A button for the zip, and the command."""
    opened = st.popover("Take away", icon=":material/download:", key="take-away", on_change="rerun")
    if not opened.open:  # what shows code is large
        return
    with opened:
        st.markdown(
            "The overview in every format, a page of all views, the decision record, the graph and "
            "the brief. Single files of the view that is shown are under the picture."
        )
        st.download_button(
            "Everything as one zip",
            data=partial(zipped, text, architecture),
            file_name=f"{words.file_name(name)}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/folder_zip:",
            key="download.zip",
        )
        st.markdown(f"The same on the command line, beside `{BRIEF}`, in any folder:")
        st.code(command(architecture), language="bash", wrap_lines=True)


def zipped(text: str, architecture: Architecture) -> bytes:
    """What the command writes, with the brief that it reads."""
    return api.zipped({BRIEF: text, **work.results(architecture, BRIEF)})


def command(architecture: Architecture) -> str:
    """The command line that writes what is in the zip, beside its brief."""
    formats = [f"--format {one.id}" for one in api.FORMATS]
    day = f"--as-of {architecture.as_of.isoformat()}"
    return f"kgraph assemble {shlex.quote(BRIEF)} -o . {day} {' '.join(formats)}"
