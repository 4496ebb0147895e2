"""The form of a brief: sites, workloads, systems, and every question with its options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.conflict import Diagnosis
from kgraph.model.decisions import Decision
from kgraph.web import form, words
from kgraph.web.parts import conflict, named, reading, state, wishes
from kgraph.web.parts.boundary import does
from kgraph.web.words import escape

_FIELD = state.FIELD
SECTION = "section."
"""With its label the key of a part of the form, which says whether it is open."""
_OPENED = "sections-opened"
"""The brief for which the parts with clashes have been opened."""


def show(diagnosis: Diagnosis | None = None) -> Brief:
    """Draw the form, with conflicts beside the answers that make them; the brief that it shows."""
    state.fill()
    clashing = _clashing(diagnosis)
    brief, decisions = state.brief(), state.questions()
    _text("Name", "name")
    _day(brief.as_of)
    of_workloads = [decision for decision in decisions if decision.asked_of == "workload"]
    _section("Sites", partial(_sites, brief), icon=":material/location_on:")
    _section("Workloads", partial(_workloads, brief, of_workloads), icon=":material/deployed_code:")
    _section("Systems outside", partial(_systems, brief), icon=":material/domain:")
    wished = partial(wishes.show, brief, diagnosis)
    _section("Wishes", wished, icon=":material/tune:", clash=wishes.clash(clashing))
    st.html(words.element("p", "head", "Questions"))
    asked = [decision for decision in decisions if decision.asked_of == "brief"]
    for section in dict.fromkeys(decision.section for decision in asked):
        within = [decision for decision in asked if decision.section == section]
        met = any(f"answers.{decision.id}" in clashing for decision in within)
        _section(section, partial(_questions, "answer", within, diagnosis), clash=met)
    st.session_state[_OPENED] = state.text()
    return brief


def _section(
    label: str, fill: Callable[[], None], *, icon: str | None = None, clash: bool = False
) -> None:
    """A part of the form: its fields are made only where it is open.

    The browser tells the value of every field there is with each click. One with a clash is opened
    once for each brief.
    """
    key = SECTION + label
    if clash and st.session_state.get(_OPENED) != state.text():
        st.session_state[key] = True
    drawer = st.expander(label, key=key, icon=icon, on_change="rerun")
    if drawer.open:
        with drawer:
            fill()


def _clashing(diagnosis: Diagnosis | None) -> frozenset[str]:
    """The keys of what clashes: of each statement, and of the decision that it answers."""
    keys: set[str] = set()
    for one in diagnosis.conflicts if diagnosis else ():
        for statement in one.statements:
            keys |= {statement.id, statement.id.rpartition(".")[0]}
    return frozenset(keys)


def help_text(decision: Decision) -> str:
    """What each option means, as Markdown."""
    lines = [
        f"**{words.markdown(option.label)}**: {words.markdown(option.definition)}"
        for option in decision.options
    ]
    usual = ", ".join(option.label for option in decision.options if option.id in decision.defaults)
    return "\n\n".join([*lines, f"Without an answer: {words.markdown(usual or 'none of them')}."])


def _of(kind: str, id: str) -> str:
    """What follows the label of a field of a site, workload or system: whose it is.

    An id has no letter that Markdown or HTML would read as one of theirs, and labels are read out
    as they are written: with what escapes them.
    """
    return f" · {kind} {id}"


def _text(label: str, key: str, *, help: str | None = None, placeholder: str | None = None) -> None:
    st.text_input(
        label, key=_FIELD + key, on_change=does(state.edit), help=help, placeholder=placeholder
    )


def _day(chosen: date) -> None:
    st.date_input(
        "As of",
        key=_FIELD + "as_of",
        format="YYYY-MM-DD",
        on_change=does(state.edit),
        min_value=min(date(1990, 1, 1), chosen),
        max_value=max(date(2100, 12, 31), chosen),
        help="The architecture is made of what could be had on this day.",
    )


def _sites(brief: Brief) -> None:
    clouds = api.knowledge().cloud_labels
    for at, site in enumerate(brief.sites):
        with st.container(border=True):
            of = _of("site", site.id)
            _text(f"Short name{of}", f"site.{at}.id", help="Small letters, digits and hyphens.")
            st.selectbox(
                f"Where{of}",
                list(clouds),
                key=f"{_FIELD}site.{at}.cloud",
                format_func=named.label(clouds),
                on_change=does(state.edit),
            )
            _text(f"Region{of}", f"site.{at}.region", placeholder="not named")
            _text(
                f"Clusters{of}", f"site.{at}.clusters", help="Short names with commas between them."
            )
            if len(brief.sites) > 1:
                _button(
                    f"Remove this site{of}",
                    f"site.{at}.remove",
                    does(_without_site, at),
                    ":material/delete:",
                )
    _button("Add a site", "site.add", does(_with_site), ":material/add:")


def _workloads(brief: Brief, decisions: Sequence[Decision]) -> None:
    places = named.places(brief)
    for at, workload in enumerate(brief.workloads):
        with st.container(border=True):
            of = _of("workload", workload.id)
            _text(f"Name{of}", f"workload.{at}.name")
            _text(f"Short name{of}", f"workload.{at}.id", help="Small letters, digits and hyphens.")
            if len(places) > 1:
                st.multiselect(
                    f"Runs at{of}",
                    places,
                    key=f"{_FIELD}workload.{at}.at",
                    placeholder="every site",
                    on_change=does(state.edit),
                )
            _calls(brief, at, of)
            _questions(f"workload.{at}.answer", decisions, of=of)
            if len(brief.workloads) > 1:
                _button(
                    f"Remove this workload{of}",
                    f"workload.{at}.remove",
                    does(_without_workload, at),
                    ":material/delete:",
                )
    _button("Add a workload", "workload.add", does(_with_workload), ":material/add:")


def _calls(brief: Brief, at: int, of: str) -> None:
    """What a workload sends requests to: other workloads and systems, if there are any."""
    names = named.called(brief, by=at)
    if names:
        st.multiselect(
            f"Calls{of}",
            list(names),
            key=f"{_FIELD}workload.{at}.calls",
            format_func=named.label(names),
            placeholder="nothing of this brief",
            on_change=does(state.edit),
        )


def _systems(brief: Brief) -> None:
    """What is there already and not ours to choose."""
    places = named.places(brief)
    labels = {one.id: one.label for one in api.knowledge().capabilities.values()}
    for at, system in enumerate(brief.systems):
        with st.container(border=True):
            of = _of("system", system.id)
            _text(f"Name{of}", f"system.{at}.name")
            _text(f"Short name{of}", f"system.{at}.id", help="Small letters, digits and hyphens.")
            st.selectbox(
                f"Stands at{of}",
                places,
                index=None,
                key=f"{_FIELD}system.{at}.at",
                placeholder="nowhere in particular",
                on_change=does(state.edit),
            )
            st.multiselect(
                f"Provides{of}",
                list(labels),
                key=f"{_FIELD}system.{at}.provides",
                format_func=named.label(labels),
                placeholder="nothing that is chosen here",
                on_change=does(state.edit),
            )
            taken_out = does(_without_system, at)
            out = f"Remove this system{of}"
            _button(out, f"system.{at}.remove", taken_out, ":material/delete:")
    _button("Add a system", "system.add", does(_with_system), ":material/add:")


def _questions(
    prefix: str, decisions: Iterable[Decision], diagnosis: Diagnosis | None = None, *, of: str = ""
) -> None:
    given = {key for key, _ in state.brief().given}
    for decision in decisions:
        reading.question(f"{prefix}.{decision.id}", decision)
        labels = named.options(decision)
        key, help, question = (
            f"{_FIELD}{prefix}.{decision.id}",
            help_text(decision),
            _asked(decision, given) + of,
        )
        if decision.multiple:
            st.multiselect(
                question,
                list(labels),
                key=key,
                format_func=named.label(labels),
                placeholder="none of them",
                help=help,
                on_change=does(state.edit),
            )
        else:
            empty = None if decision.defaults else "not answered"
            st.selectbox(
                question,
                list(labels),
                key=key,
                format_func=named.label(labels),
                placeholder=empty,
                help=help,
                on_change=does(state.edit),
            )

        _brings(decision, st.session_state.get(key), of)
        if diagnosis is not None:
            conflict.beside(diagnosis, {f"answers.{decision.id}"}, decision.id)


def _asked(decision: Decision, given: set[str]) -> str:
    """The question; one that somebody answered is told from one that takes its default."""
    mark = "● " if f"answers.{decision.id}" in given else ""
    layer = api.own_words().get(f"d:{decision.id}")
    return mark + decision.question + (f" · {layer}" if layer else "")


def _brings(decision: Decision, chosen: str | Sequence[str] | None, of: str) -> None:
    """What the chosen answer means, to be read without a hover; then what each does, which is told
    from that of other questions where it is read out.
    """
    wanted = [chosen] if isinstance(chosen, str) else chosen or ()
    lines = [option.definition for option in decision.options if option.id in wanted]
    if lines:
        st.html(words.element("p", "brings", " ".join(lines)))
    each = [f"<b>{escape(one.label)}</b>: {escape(one.definition)}" for one in decision.options]
    called = escape(f"What each brings: {decision.question}{of}")
    told = f'<summary aria-label="{called}">What each brings</summary>{words.bullets(each)}'
    st.html(f'<details class="kg-each">{told}</details>')


def _button(label: str, key: str, on_click: Callable[[], None], icon: str) -> None:
    st.button(label, key=f"button.{key}", icon=icon, type="tertiary", on_click=on_click)


def _with_site() -> None:
    state.edit(lambda brief: form.with_site(brief, state.default()))


def _without_site(at: int) -> None:
    state.edit(lambda brief: form.without_site(brief, at, state.default()))


def _with_workload() -> None:
    state.edit(lambda brief: form.with_workload(brief, state.default()))


def _without_workload(at: int) -> None:
    state.edit(lambda brief: form.without_workload(brief, at))


def _with_system() -> None:
    state.edit(form.with_system)


def _without_system(at: int) -> None:
    state.edit(lambda brief: form.without_system(brief, at))
