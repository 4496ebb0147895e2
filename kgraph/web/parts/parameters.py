"""The values of a question that can be set, each a field with the values that there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from kgraph import api
from kgraph.errors import nearest
from kgraph.terms import shorten
from kgraph.web import asked, subjects, words
from kgraph.web.parts import held, named, owned, wishes
from kgraph.web.parts.boundary import does
from kgraph.web.subjects import Mine, said

if TYPE_CHECKING:
    from kgraph.knowledge.query.examples import Example, Parameter

SET = "set"
"""The parameter of the address that holds the values; its field, which nobody sees, owns them."""


def owner() -> None:
    """The field of the address. Before all else: where one goes back, only now it is known."""
    owned.word(SET)


def values(example: Example, mine: Mine) -> dict[str, str]:
    """The values with which a question is asked and that are not its defaults."""
    return subjects.values(example, mine, asked.unpacked(st.session_state.get(SET, "")))


def show(example: Example, chosen: Mapping[str, str], mine: Mine) -> None:
    """A field for each value that can be set."""
    for one in example.parameters:
        _field(example, one, chosen.get(one.name, said(one)), mine)


def sentence(example: Example, mine: Mine) -> str:
    """A question as it is asked: with what is set in the place of what it names by itself, or after
    it where it does not name that.
    """
    told, beside = example.label, []
    chosen, workloads = values(example, mine), mine.workloads
    for one in example.parameters:
        if one.name in chosen:
            usual, value = (_name(one, id, workloads) for id in (said(one), chosen[one.name]))
            if usual in told:
                told = told.replace(usual, value)
            else:
                beside.append(f"{one.comment}: {value}")
    return f"{told} ({', '.join(beside)})" if beside else told


def _name(one: Parameter, id: str, workloads: Mapping[str, str]) -> str:
    """What a value of a parameter is called, as one says it."""
    if subjects.is_component(one) and id in api.knowledge().components:
        return api.component(id).name
    return _choices(one, workloads).get(id, id)


def _field(example: Example, one: Parameter, value: str, mine: Mine) -> None:
    key = f"set.{example.id}.{one.name}"
    label = one.comment[:1].upper() + one.comment[1:]
    take = does(_take, example, one.name, key, mine)
    choices = _choices(one, mine.workloads)
    if choices:
        st.session_state[key] = value if value in choices else None
        name = named.label(choices)
        st.selectbox(label, list(choices), key=key, format_func=name, on_change=take)
        if value not in choices:
            remedy = nearest(value[:80], choices)
            st.warning(words.markdown(f"“{value[:80]}” is not known: {remedy}"))
    elif (day := _day(value)) is not None:
        st.session_state[key] = day
        first, last = min(date(1990, 1, 1), day), max(date(2100, 12, 31), day)
        st.date_input(
            label, key=key, format="YYYY-MM-DD", min_value=first, max_value=last, on_change=take
        )
    else:
        st.session_state[key] = value
        st.text_input(label, key=key, on_change=take)


def _choices(one: Parameter, workloads: Mapping[str, str]) -> dict[str, str]:
    """The ids of the values that there are, with their names; empty where anything may be said."""
    if one.default.kind != "iri":
        return dict(workloads) if subjects.is_workload(one) else {}
    prefix = shorten(one.default.value).partition(":")[0]
    if subjects.is_component(one):
        known = api.knowledge().components.values()
        return {component.id: wishes.title(component) for component in known}
    ours = [word for word in api.vocabulary() if word.id.startswith(f"{prefix}:")]
    return {word.name: word.label for word in ours}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _take(example: Example, name: str, key: str, mine: Mine) -> None:
    """Put the value of a field into the address. For callbacks."""
    value = st.session_state[key]
    rest = values(example, mine)
    rest.pop(name, None)
    if value is not None and str(value) != "":
        rest[name] = str(value)
    held.put(SET, asked.packed(rest))
