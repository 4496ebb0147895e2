"""The design page: answer the questions, see the architecture redrawn, read why each box is there.

It is shown view by view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Brief
from kgraph.model.conflict import Diagnosis
from kgraph.web import address, twin, words, work
from kgraph.web.parts import (
    brief_form,
    brief_tables,
    brief_text,
    conflict,
    details,
    downloads,
    here,
    levels,
    own_file,
    reading,
    risks,
    selection,
    sides,
    state,
    svg_view,
    tables,
    take_away,
    views,
)
from kgraph.web.parts.boundary import does, guarded
from kgraph.web.words import escape
from kgraph.words import count

# the key of the picture, and of the part of the page that tells what is selected in it
PICTURE, SIDE = "picture", "details"
LOOKED_BACK = 3
"""So many briefs before one that cannot be met are looked at for one that can."""


@dataclass(frozen=True, slots=True)
class Made:
    """An architecture with the text of its brief, and the hash of all that it says."""

    text: str
    architecture: Architecture
    content: str


@st.fragment
@guarded
def answers(diagnosis: Diagnosis | None) -> None:
    """The brief, as a form or as text. Only this runs anew where a part of it is opened."""
    if state.turned():
        st.rerun()
    reading.no_questions()
    if brief_text.chosen():
        brief_text.show()
    else:
        brief_form.show(diagnosis)
    with st.container(horizontal=True):
        st.button(
            "Start from the example",
            on_click=does(state.apply, api.demo_brief()),
            type="tertiary",
            icon=":material/replay:",
        )
        st.button(
            "Start empty",
            on_click=does(state.apply, "name: My architecture\n"),
            type="tertiary",
            icon=":material/note_add:",
        )
    reading.go_on()


def remember(text: str) -> str | None:
    """Note the brief of the architecture that is shown; the brief of the one shown before it.

    Where none was shown in this session it is the last one of the way that led here before the page
    was loaded anew.
    """
    shown = st.session_state.get("shown")
    if shown != text:
        st.session_state["before"], st.session_state["shown"] = shown, text
    if st.session_state["before"] is None:
        st.session_state["before"] = last_met() or None
    before: str | None = st.session_state["before"]
    return before


def earlier(text: str) -> Architecture | None:
    """The architecture that was shown before that of a brief; none where that is begun anew."""
    before = remember(text)
    if not before or begun_anew(work.brief(before, state.today()), state.brief()):
        return None
    return work.answer(before, state.today()).architecture


def begun_anew(before: Brief, brief: Brief) -> bool:
    """Whether a brief is no change of another: it has another name, and none of its sites."""
    sites = {one.id for one in before.sites}
    return before.name != brief.name and sites.isdisjoint(one.id for one in brief.sites)


def changes(old: Architecture | None, new: Architecture) -> str:
    """One line on what differs from the architecture shown before, as HTML."""
    if old is None:
        return ""
    came, went = words.change(old, new)
    parts = [words.element("span", "plus", f"+ {name}") for name in words.first(came, 3)]
    parts += [words.element("span", "minus", f"− {name}") for name in words.first(went, 3)]
    told = f"Changed: {' · '.join(parts) or 'the same components as before'}"
    return f'{told} · <a href="{compared()}" target="_self">compare</a>'


def compared() -> str:
    """The address of the comparison with the brief that was shown before this one."""
    here, before = address.pack(state.text()), address.pack(st.session_state["before"])
    return escape(state.whole_visit("compare", **{state.WORD: here, sides.WITH: before}))


def came(old: Architecture | None, new: Architecture) -> frozenset[str]:
    """The ids of the placements that were not there before."""
    if old is None:
        return frozenset()
    before = frozenset(one.id for one in old.placements)
    return frozenset(one.id for one in new.placements) - before


def heading(name: str, facts: Sequence[str]) -> Callable[[Sequence[str]], None]:
    """The name of the brief and what is to be said of it; what says it anew."""
    title = words.element("h1", "title", name)
    with st.container(key="heading", gap=None):
        place = st.empty()

    def say(facts: Sequence[str]) -> None:
        told = " · ".join(part for part in facts if part)
        place.html(f'{title}<p class="kg-sub" role="status">{told}</p>')

    say(facts)
    return say


def steps() -> None:
    """Undo and redo: the way that Back and Forward of the browser go too.

    What could not be taken over is undone first.
    """
    trail = state.trail()
    if state.refused():
        _step("Undo", does(state.recover))
    else:
        _step("Undo", does(state.go, trail.before or ""), can=trail.before is not None)
    _step("Redo", does(state.go, trail.after or ""), can=trail.after is not None)


def _step(label: str, on_click: Callable[[], None], *, can: bool = True) -> None:
    key = label.lower()
    st.button(label, key=key, icon=f":material/{key}:", disabled=not can, on_click=on_click)


def share() -> None:
    """How to share what is shown: the address says it all."""
    opened = st.popover("Share", icon=":material/link:", key="share", on_change="rerun")
    if not opened.open:  # what shows code is large
        return
    with opened:
        st.markdown("This address holds the brief, the view, the selected box and the theme.")
        # an address without a brief means another one elsewhere
        here.show("share-here", **{state.WORD: state.word()})
        st.caption("Whoever opens it sees what you see. A brief kept by this server is told by ~.")


@st.fragment
@guarded
def explore(made: Made, new: frozenset[str]) -> None:
    """The chosen view, its picture, and below it the same as tables."""
    if state.turned():
        st.rerun()
    choices = views.of(made.architecture)
    levels.arrive(made.architecture, choices)
    seen = levels.seen(made.architecture, views.show(choices), choices)
    asked = (made.architecture, made.content, seen.view.id)
    with st.spinner("Drawing"):
        shown = twin.twin(work.drawing(*asked, seen.width))
        svg = work.picture(*asked, work.theme(), seen.width)
    st.html(words.element("p", "question", seen.view.definition))
    room = levels.room(made.architecture, seen, choices, PICTURE)
    with st.container(horizontal=True, key="work", gap="small", vertical_alignment="top"):
        with st.container(key="stage", gap=None):
            said = told(shown, seen.view.id)
            fresh = [thing.id for thing in shown.standing_for(new)]
            svg_view.show(svg, said, theme=work.theme(), key=PICTURE, came=fresh, room=room)
        with st.container(key="side", gap="small"):
            side(made, shown)
    views.beneath(shown, choices)
    below(made, seen, shown, words.description(svg))
    reading.settle(work.Sight(seen.view.id, seen.width, work.theme()), views.tabs(choices))


@st.fragment
@guarded
def below(made: Made, seen: levels.Seen, shown: twin.Twin, outline: str) -> None:
    """What is beneath a picture. Only this runs anew where another of its tabs is opened."""
    if state.turned():
        st.rerun()
    architecture, content = made.architecture, made.content
    labels = [
        "The same as a table",
        brief_text.TAB,
        brief_tables.TAB,
        "Risks",
        "Decision record",
        "Rules",
        "Take away",
    ]
    table, brief, lists, lost, record, rules, files = st.tabs(
        labels, key=brief_text.TABS, on_change="rerun"
    )
    # what nobody looks at would be sent and drawn anew with each change all the same
    if table.open:
        with table:
            tables.show(architecture, shown, outline, picture=PICTURE)
    if brief.open:
        with brief:
            brief_text.beside_form()
    if lists.open:
        with lists:
            brief_tables.show()
    if lost.open:
        with lost:
            risks.show(architecture, content)
    if record.open:
        with record, st.spinner("Looking for alternatives"):
            broken = work.findings(made.text, state.today())
            st.markdown(risks.record(architecture, content, broken))
    if rules.open:
        with rules:
            found = work.findings(made.text, state.today())
            tables.show_findings(found, api.rulings(architecture.as_of))
    if files.open:
        with files:
            taken_away(made, seen)


def taken_away(made: Made, seen: levels.Seen) -> None:
    """What can be taken away of the view and of the whole."""
    brief = made.architecture.brief
    downloads.show(
        made.architecture,
        made.content,
        seen.view,
        text=made.text,
        day=state.today(),
        name=brief.name if brief else seen.view.label,
        theme=work.theme(),
        width=seen.width,
    )


@st.fragment(key=SIDE)
@guarded
def side(made: Made, shown: twin.Twin) -> None:
    """What is selected in the picture. Only this runs anew on a click: little is sent."""
    if state.turned():
        st.rerun()
    chosen = selection.shown(shown, made.architecture)
    inside = None if chosen is None else levels.inside_of_selected(made.architecture)
    there = chosen is not None and chosen in (*shown.things, *shown.links)
    marked = chosen.id if chosen is not None and there else None
    take = does(selection.take, PICTURE, shown)
    svg_view.focus(PICTURE, marked, take, inside=inside is not None)
    if chosen is not None:
        beside(made, chosen, shown, inside)


def beside(
    made: Made, chosen: twin.Thing | twin.Link, shown: twin.Twin, inside: str | None
) -> None:
    """The details of what is selected, and the way to close them."""
    details.close()
    if isinstance(chosen, twin.Link):
        details.show_link(chosen, made.architecture)
        return
    if chosen not in shown.things:
        details.elsewhere(chosen, made.architecture, into)
    architecture = made.architecture
    thing = selection.meant(architecture, chosen)
    if thing is not chosen:
        details.within(chosen, selection.choose)
    placements = details.show(architecture, thing, shown, inside=inside, go=into)
    details.members(placements, selection.choose)
    if placements:
        ids = frozenset(one.id for one in placements)
        details.against(work.findings(made.text, state.today()), ids)
        at_risk = partial(risks.lines, architecture, made.content, ids)
        if len({one.component for one in placements}) == 1:
            details.instead(made.text, architecture, placements[0].component, at_risk)


def into(view: str) -> None:
    """Show another view, such as the inside of what is selected. For callbacks."""
    views.go(view)
    state.turn()


def told(shown: twin.Twin, view: str) -> svg_view.Told:
    """What the picture of a view is told of beside its lines."""
    knowledge = api.knowledge()
    kinds = dict.fromkeys(link.kind for link in shown.links)
    labels = [(kind, knowledge.flow_label(kind)) for kind in kinds if kind]
    return svg_view.Told(
        shown.spoken,
        shown.spoken_links,
        shown.entrance(knowledge.main_path),
        labels,
        twin.walk(shown),
        view=view,
    )


def show(text: str, diagnosis: Diagnosis | None) -> None:
    """The answer to a brief: its architecture, or its conflicts above what was there before."""
    brief = state.brief()
    answer = work.answer(text, state.today())
    if diagnosis is not None:
        heading(brief.name, ["no architecture yet"])
        conflict.show(diagnosis, brief)
        downloads.offer([downloads.brief(text, brief.name)], "brief")
        as_of_before()
        return
    architecture = answer.architecture
    if architecture is None:
        heading(brief.name, ["no architecture"])
        for problem in words.problems(answer.error) if answer.error else ():
            st.error(words.markdown(problem), icon=":material/error:")
        return
    old = earlier(text)
    told = partial(facts, architecture, changes(old, architecture))
    say = heading(brief.name, told("checking the rules"))
    explore(Made(text, architecture, answer.content), came(old, architecture))
    say(told(verdict(text)))  # only now: the picture does not wait for it
    st.session_state["good"] = text


def as_of_before() -> None:
    """The last architecture that there was, marked as that of the brief before."""
    text: str = st.session_state.get("good") or last_met()
    answer = work.answer(text, state.today()) if text else None
    if answer is None or answer.architecture is None:
        return
    with st.container(key="stale"):
        st.info("As of before: the last brief that could be met.", icon=":material/history:")
        explore(Made(text, answer.architecture, answer.content), frozenset())


def last_met() -> str:
    """The last brief of the trail that could be met, of the first few before this one; empty where
    none of them could.
    """
    for text in islice(state.texts_before(), LOOKED_BACK):
        if work.answer(text, state.today()).architecture is not None:
            return text
    return ""


def facts(architecture: Architecture, changed: str, judged: str) -> list[str]:
    """The size of the architecture, its day, how it stands with the rules, and what changed."""
    placements = count(len(architecture.placements), "placement")
    components = count(len(architecture.components), "component")
    size = f"{placements} of {components}"
    return [size, f"as of {architecture.as_of.isoformat()}", judged, changed]


def verdict(text: str) -> str:
    """How the architecture of a brief stands with the rules."""
    broken = len(work.findings(text, state.today()))
    return f"{count(broken, 'rule')} broken" if broken else "every rule holds"


def diagnosed(text: str) -> Diagnosis | None:
    """Why the brief cannot be met, where that is so."""
    with st.spinner("Looking for the best architecture"):
        answer = work.answer(text, state.today())
    return work.diagnosis(text, state.today()) if answer.conflict is not None else None


def problems() -> None:
    """What is wrong with the brief that was written or opened last."""
    if not state.problems():
        return
    with st.container(key="problems", gap="small"):
        for problem in state.problems():
            st.error(words.markdown(problem), icon=":material/error:")
        st.caption("The page shows the last brief that could be read.")


def whole() -> None:
    """The page."""
    state.follow()
    state.arrive()
    bar = st.container(key="bar", horizontal=True, gap="small")
    with bar:
        steps()
        own_file.button()
        share()
    problems()
    own_file.tell()
    text = state.text()
    found = diagnosed(text)
    answer = work.answer(text, state.today())
    if answer.architecture is not None:
        shown = work.answered(st.session_state.get("shown", ""), state.today())
        work.begin_drawing(answer.architecture, answer.content, *levels.likely(), shown=shown)
        with bar:
            take_away.show(
                text, answer.architecture, state.brief().name, answer.content, work.theme()
            )
    with st.sidebar:
        answers(found)
    show(text, found)


whole()
