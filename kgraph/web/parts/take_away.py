"""Everything as one zip, and the command line that makes the same."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.web import words, work
from kgraph.web.parts import named
from kgraph.web.parts.boundary import does, guarded

USUAL = (*(one.id for one in api.SHOWN_FORMATS), api.PAGE_FORMAT.id)
"""The formats that are chosen at first."""
AGAIN = "again"
"""The folder into which the command that is told writes."""
_WANTED = "zip-wanted"
_ALONE = threading.Semaphore(1)
"""All views in several formats take many seconds of work: one visitor at a time."""
_WAIT, _WAITING = 0.3, "Waiting for others"
Make = Callable[[], str | bytes]


def show(text: str, architecture: Architecture, name: str, content: str, theme: str) -> None:
    """The formats, a button that makes the zip and another that takes it, and the command."""
    opened = st.popover("Take away", icon=":material/download:", key="take-away", on_change="rerun")
    if not opened.open:  # what shows code is large
        return
    with opened:
        _choose(text, architecture, name, content, theme)


@st.fragment
@guarded
def _choose(text: str, architecture: Architecture, name: str, content: str, theme: str) -> None:
    """What stands in the drawer. Only this runs anew where it is used."""
    st.markdown(
        "Every view in the formats chosen, the decision record, the graph and the brief. Single "
        "files of the view that is shown are under the picture."
    )
    labels = {one.id: one.label for one in api.FORMATS}
    chosen = st.multiselect(
        "Formats",
        list(labels),
        default=list(USUAL),
        key="zip-formats",
        format_func=named.label(labels),
    )
    formats = tuple(id for id in labels if id in chosen)
    place = st.empty()
    st.markdown("The same on the command line, where the zip is unpacked:")
    st.code(command(architecture), language=None, wrap_lines=True)
    if not formats:
        place.caption("Choose a format, and the zip can be made.")
        return
    made = _made(content, text, formats, theme)
    wanted = (content, formats, theme)
    if not made and st.session_state.get(_WANTED) == wanted:
        made.append(
            _packed(
                zipped_files(text, architecture, name, content, formats=formats, theme=theme), place
            )
        )
    if made:
        _taker(place, made[0], words.file_name(name))
    else:
        place.button(
            "Make the zip",
            on_click=does(_want, wanted),
            icon=":material/folder_zip:",
            type="primary",
            key="zip-make",
        )


def _taker(place: DeltaGenerator, packed: bytes, stem: str) -> None:
    """The button that takes the zip."""
    place.download_button(
        f"Everything as one zip ({len(packed) / 1_000_000:.1f} MB)",
        data=lambda: packed,
        file_name=f"{stem}.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/folder_zip:",
        type="primary",
        key="download.zip",
    )


def _want(what: object) -> None:
    """Make the zip of that. For callbacks."""
    st.session_state[_WANTED] = what


@st.cache_resource(max_entries=4, show_spinner=False)
def _made(content: str, text: str, formats: tuple[str, ...], theme: str) -> list[bytes]:
    """Where the zip of that is kept once it is made, for all who ask for the same."""
    return []


def _packed(files: Mapping[str, Make], place: DeltaGenerator) -> bytes:
    """The zip, made while a bar tells how far it is; given up where the visitor does otherwise."""
    bar = place.progress(0.0, _WAITING)
    with _alone(bar):
        packed: dict[str, str | bytes] = {}
        for number, (file, make) in enumerate(files.items()):
            bar.progress(number / len(files), f"{number} of {len(files)}: {file}")
            packed[file] = make()
        bar.progress(1.0, "Packing")
        return api.zipped(packed)


@contextmanager
def _alone(bar: DeltaGenerator) -> Iterator[None]:
    """While this lasts nobody else makes a zip; who waits may do otherwise meanwhile."""
    while not _ALONE.acquire(timeout=_WAIT):
        bar.progress(0.0, _WAITING)
    try:
        yield
    finally:
        _ALONE.release()


def zipped_files(
    text: str,
    architecture: Architecture,
    name: str,
    content: str,
    *,
    formats: Sequence[str],
    theme: str,
) -> dict[str, Make]:
    """What makes each file of the zip, by its name there."""
    folder = words.file_name(name)
    lay_out = partial(work.drawing, architecture, content)
    made = api.file_makers(
        architecture, text=text, formats=formats, theme=theme, lay_out=lay_out, do=_apart
    )
    config = api.packing_config(architecture, formats=formats, theme=theme)
    return {api.EXPORT: lambda: config, **{f"{folder}/{file}": make for file, make in made.items()}}


def _apart(use_case: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Do a use case of the api beside the process that answers everybody."""
    return api.apart_at_length(use_case.__name__, *given, **named)


def command(architecture: Architecture) -> str:
    """The command line that makes the same of the brief and the config in the zip."""
    names = [state.rpartition(" ")[0] for state in architecture.catalogs]  # a hash ends each
    layers = [f"--catalog {shlex.quote(name)}" for name in names]
    return " ".join(["kgraph export . -o", AGAIN, *layers])
