"""The file that the pages were opened with: saved back, and told where it has changed."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from kgraph import api
from kgraph.errors import InputError, OutputError
from kgraph.web import opened, words
from kgraph.web.opened import Opened
from kgraph.web.parts import state
from kgraph.web.parts.boundary import does
from kgraph.words import count

_KNOWN, _SAID = "file-known", "file-said"
"""What this visitor has seen of the file, and what there is to say of the last try to save it."""


def button() -> None:
    """Save the brief into the file, where the pages may."""
    file = opened.file()
    if file is None or not file.writes:
        return
    saved = _known(file) == state.text()
    st.button(
        "Saved" if saved else "Save",
        key="save",
        icon=":material/save:",
        help=words.markdown(f"Write the brief into {file.path.name}."),
        disabled=saved,
        on_click=does(_save, file),
    )


def tell() -> None:
    """How it stands with the file, where that is worth a line."""
    file = opened.file()
    if file is None:
        return
    known = _known(file)
    said = st.session_state.pop(_SAID, "")
    if said:
        st.error(words.markdown(said), icon=":material/save:")
    if _on_disk(file) not in (known, None):
        _tell_changed(file)
    lost = _comments(known) - _comments(state.text())
    if file.writes and lost and known != state.text():
        these = count(len(lost), "line")
        st.caption(
            words.markdown(
                f"{file.path.name} has {these} of comments that saving would leave out: the form "
                "keeps none. Change the brief as text to keep them."
            )
        )


def _tell_changed(file: Opened) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="file-changed"):
        said = f"{file.path.name} holds something else than what was opened here."
        st.warning(words.markdown(said), icon=":material/sync_problem:")
        st.button(
            "Open what it holds now",
            key="file-take",
            help="Undo brings back what you see here.",
            on_click=does(_take, file),
        )


def _known(file: Opened) -> str:
    """What this visitor has seen of the file.

    At first what it holds, if that is shown. Who comes with another brief, or reloads, has seen
    what it was made of; where nobody knows that, see `_unseen`.
    """
    if _KNOWN not in st.session_state:
        text, held = state.text(), _on_disk(file) or ""
        seen = held if held == text else opened.seen_by(text)
        st.session_state[_KNOWN] = _unseen(file, held) if seen is None else seen
    found: str = st.session_state[_KNOWN]
    opened.remember(state.text(), found)
    return found


def _unseen(file: Opened, held: str) -> str:
    """What a visitor with another brief is taken to have seen of a file that holds this.

    All of it, where only a later change would be worth a line. Nothing, where to save would write
    over what nobody has looked at: what the file holds is told first.
    """
    return "" if file.writes else held


def _on_disk(file: Opened) -> str | None:
    """What the file holds; None where it cannot be read."""
    try:
        return api.text_in(file.path)
    except InputError:
        return None


def _save(file: Opened) -> None:
    """Write what is shown, if the file holds what this visitor has seen. For callbacks."""
    text = state.text()
    try:
        api.save_brief(file.path, text, before=_known(file))
    except InputError as error:
        _say(file, words.problems(error))
    except OutputError as error:
        _say(file, [str(error)])
    else:
        st.session_state[_KNOWN] = text


def _take(file: Opened) -> None:
    """Show what the file holds now; what was shown is one step back. For callbacks."""
    try:
        text = api.text_in(file.path)
    except InputError as error:
        _say(file, words.problems(error))
        return
    st.session_state[_KNOWN] = text
    state.apply(text)


def _say(file: Opened, problems: Iterable[str]) -> None:
    """Tell next what the last try to save or to open the file came to."""
    st.session_state[_SAID] = file.told(" ".join(problems))


def _comments(text: str) -> set[str]:
    """The lines of a text that are comments."""
    stripped = (line.strip() for line in text.splitlines())
    return {line for line in stripped if line.startswith("#")}
