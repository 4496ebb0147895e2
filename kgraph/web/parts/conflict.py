"""A brief that cannot be met: every minimal conflict, and what was tried and helps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import streamlit as st

from kgraph import api
from kgraph.model.brief import Brief, Statement
from kgraph.model.conflict import Conflict, Diagnosis, Fix
from kgraph.model.decisions import Decision
from kgraph.web import words
from kgraph.web.parts import own_places, state
from kgraph.web.parts.boundary import does
from kgraph.web.words import escape
from kgraph.words import count


def show(diagnosis: Diagnosis, brief: Brief) -> int:
    """Show the conflicts, each with its statements and its story; then the fixes as buttons.

    How many statements there are.
    """
    many = len(diagnosis.conflicts)
    these = "all of these together" if many == 1 else f"this brief: there are {many} conflicts"
    st.warning(f"No architecture can meet {these}.", icon=":material/link_off:")
    _fixes(diagnosis.fixes, "fix")
    taken: set[str] = set()
    for conflict in diagnosis.conflicts:
        _one(conflict, brief, taken)
    if not diagnosis.complete:
        st.caption("There may be more conflicts than these.")
    return len(taken)


def _fixes(fixes: Iterable[Fix], key: str) -> None:
    """A button for each change that was tried and helps."""
    names = {component.id: component.name for component in api.components()}
    decisions = {decision.id: decision for decision in api.questions()}
    with st.container(horizontal=True, key=f"{key}-row", gap="small"):
        for number, fix in enumerate(fixes):
            st.button(
                words.markdown(label(fix, names, decisions)),
                key=f"{key}.{number}",
                type="primary" if not number else "secondary",
                icon=":material/build:",
                on_click=does(state.change_to, fix.brief),
            )


def label(fix: Fix, names: Mapping[str, str], decisions: Mapping[str, Decision]) -> str:
    """What a fix changes, by the names of components and in the words of questions, and how much
    there is then.
    """
    told = (words.in_answers(one, decisions) for one in fix.change)
    change = words.in_names("; ".join(told), names)
    return f"{change[:1].upper()}{change[1:]} → {count(fix.placements, 'placement')}"


def _one(conflict: Conflict, brief: Brief, taken: set[str]) -> None:
    """One conflict: its story, and its statements; each can be taken back once on the page."""
    decisions = {decision.id: decision for decision in api.questions()}
    with st.container(border=True, gap="xxsmall"):
        st.html(words.element("p", "def", own_places.told(conflict.story)))
        for statement in conflict.statements:
            with st.container(horizontal=True, vertical_alignment="center"):
                said = escape(words.saying(statement, decisions))
                place = words.element("span", "soft", f" · {where(statement)}")
                st.html(f'<p class="kg-def kg-said">{said}{place}</p>')
                if statement.id not in taken and api.taken_back(brief, statement.id) is not None:
                    _take_back(statement)
                taken.add(statement.id)


def where(statement: Statement) -> str:
    """Where a statement stands, in words."""
    return words.spot(own_places.told(statement.where or "")) or "taken by default"


def _take_back(statement: Statement) -> None:
    st.button(
        words.markdown(f"Take it back · {statement.text}"),
        key=f"drop.{statement.id}",
        on_click=does(state.take_back, statement.id),
    )


def beside(diagnosis: Diagnosis, keys: Collection[str], at: str) -> bool:
    """Beside a question of the form: the conflict that its answer makes, with the fixes of it."""
    met = [one for one in diagnosis.conflicts if _speaks_of(one.statements, keys)]
    if not met:
        return False
    for conflict in met:
        st.html(words.element("p", "clash", own_places.told(conflict.story)))
    _fixes([fix for fix in diagnosis.fixes if _speaks_of(fix.drop, keys)], f"fix-{at}")
    return True


def _speaks_of(statements: Iterable[Statement], keys: Collection[str]) -> bool:
    return any(one.id in keys or one.id.rpartition(".")[0] in keys for one in statements)
