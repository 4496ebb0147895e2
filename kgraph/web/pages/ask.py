"""The ask page: questions with values to set, and the text of their queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from kgraph import api
from kgraph.errors import InputError, QueryTimeout, nearest
from kgraph.web import address, subjects, words, work
from kgraph.web.asked import Question, command_line, python_line
from kgraph.web.parts import held, here, owned, parameters, results, sides, state, terms_at_hand
from kgraph.web.parts.boundary import does

if TYPE_CHECKING:
    from kgraph.knowledge.query.examples import Example
    from kgraph.knowledge.query.results import Result

SECONDS = 10.0
# the parameters of the address: the id of a question, or a query of one's own, perhaps of mine too
CHOSEN, OWN, MINE = "example", "q", "mine"
# what the files of briefs are called in the lines that are told
FILE, OTHER_FILE = "brief.yaml", "other.yaml"
ABOUT = (
    "Questions to everything that is known, the components and what joins them, and to your own "
    "architecture. Set what is asked about, or change the query."
)
RULES = f"The usual prefixes are known. Queries only read, and have {SECONDS:g} seconds."


def choose(id: str) -> None:
    """Ask a question. For callbacks."""
    held.put(CHOSEN, id)
    held.put(OWN, "")
    held.put(parameters.SET, "")


def choose_listed() -> None:
    """Ask the question that was picked from the list. For callbacks."""
    choose(st.session_state["question"] or "")


def take_text() -> None:
    """Ask what was written. For callbacks."""
    text = st.session_state["query"].strip()
    held.put(OWN, address.pack(text) if text else "")
    held.put(CHOSEN, "")


def own() -> str:
    """The query of one's own that the address holds."""
    word = owned.word(OWN)
    try:
        return address.unpack(word) if word else ""
    except address.Unreadable as error:
        st.error(words.markdown(str(error).replace("brief", "query")), icon=":material/link_off:")
        return ""


def picked(examples: Mapping[str, Example]) -> Example | None:
    """The question that is chosen: its id is in the address, whose hidden field owns it."""
    named = owned.word(CHOSEN)
    st.session_state["question"] = named if named in examples else None
    labels = {id: one.label for id, one in examples.items()}
    if named in examples:
        labels[named] = parameters.sentence(examples[named], mine(examples[named]))
    st.selectbox(
        "Question",
        list(examples),
        key="question",
        format_func=labels.__getitem__,
        placeholder="Pick a question, or write one",
        on_change=does(choose_listed),
    )
    if named and named not in examples:
        remedy = nearest(named[:80], examples)
        st.warning(words.markdown(f"“{named[:80]}” is no question: {remedy}"))
    return examples.get(named)


def sentences(examples: Sequence[Example]) -> None:
    """Questions to start from, those of one's own architecture apart."""
    for head, wanted in (("To what is known", False), ("To my architecture", True)):
        st.html(words.element("h2", "head", head))
        with st.container(key=f"questions-{int(wanted)}", gap=None):
            for one in examples:
                if bool(one.architectures) == wanted:
                    label, key = words.markdown(one.label), f"example.{one.id}"
                    st.button(label, key=key, type="tertiary", on_click=does(choose, one.id))


def briefs(example: Example | None) -> tuple[str, ...]:
    """The texts of the briefs whose architectures are asked: mine last."""
    label = f"My architecture included: {words.markdown(state.brief().name)}"
    if example is None:
        return (state.text(),) if with_mine(label) else ()
    if example.architectures:
        st.caption(label)
    mine = (state.text(),)
    return (*other(), *mine) if example.architectures > 1 else mine[: example.architectures]


def with_mine(label: str) -> bool:
    """Whether a query of one's own asks my architecture too."""
    with st.container(key="address-mine"):
        said = owned.word(MINE)
    key = owned.kept(MINE, said == owned.ON)
    return st.toggle(label, key=key, on_change=does(owned.take, MINE))


def other() -> tuple[str, ...]:
    """The text of the brief that mine is compared with: its word is in the address, whose hidden
    field owns it. None where that holds no brief.
    """
    with st.container(key="address-other"):
        named = owned.word(sides.WITH)
    labels = sides.briefs()
    word = named or next(iter(labels))
    st.session_state["other"] = word if word in labels else None
    st.selectbox(
        "Compared with",
        list(labels),
        index=None,
        key="other",
        format_func=lambda one: labels.get(one, "another brief"),
        placeholder="another brief, of the address",
        on_change=does(take_other),
    )
    try:
        text = address.unpack(word)
        work.brief(text, state.today())
    except (address.Unreadable, InputError) as error:
        st.error(words.markdown(str(error)), icon=":material/link_off:")
        return ()
    return (text,)


def take_other() -> None:
    """Compare with what was chosen. For callbacks."""
    held.put(sides.WITH, st.session_state["other"] or "")


def answered(query: str, values: Mapping[str, str], texts: tuple[str, ...]) -> Result | None:
    """The answer; None where there is none, and it was told why."""
    day = state.today()
    unmet = [text for text in texts if work.answer(text, day).architecture is None]
    if unmet:
        name = words.markdown(work.brief(unmet[0], day).name)
        st.warning(f"There is no architecture to ask: {name} cannot be met. See Design.")
        return None
    try:
        with st.spinner("Asking"):
            return work.asked(query, tuple(values.items()), texts, day, SECONDS)
    except QueryTimeout:
        st.error(
            f"The query took longer than {SECONDS:g} seconds and was ended. "
            "Narrow it, and ask again.",
            icon=":material/timer_off:",
        )
    except InputError as error:
        for problem in words.problems(error):
            st.error(words.markdown(f"The query was not run. {problem}."), icon=":material/block:")
    return None


def lines(question: Question) -> None:
    """The question as a link, as a line of curl, of Python, and of the command line."""
    with st.expander(
        "As a link, in Python, for curl, on the command line", icon=":material/terminal:"
    ):
        st.html(words.element("p", "head", "Link"))
        here.show("ask-here")
        st.html(words.element("p", "head", "curl"))
        here.curl("ask-curl")
        for head, line in (
            ("Python", python_line(question)),
            ("Command line", command_line(question)),
        ):
            st.html(words.element("p", "head", head))
            st.code(line, language=None, wrap_lines=True)
        if question.files:
            st.caption(f"{FILE} is your brief: Design, Take away.")


def page() -> None:
    """The page."""
    st.html(words.element("h1", "title", "Ask") + words.element("p", "sub", ABOUT))
    text = own()
    parameters.owner()
    left, right = st.columns([1, 2], gap="large")
    with left:
        example = pick(text)
        values = parameters.values(example, mine(example)) if example else {}
        if example:
            about(example, values)
        texts = briefs(example)
        more(example, asked=bool(example or text))
    with right:
        place = st.container()
        query = example.id if example else text
        whole = example is None or len(texts) == example.architectures
        answer = answered(query, values, texts) if query and whole else None
        with place:
            field(shown(answer, example, text))
        if answer is not None:
            results.show(answer)
            files = (OTHER_FILE, FILE)[-len(texts) :] if texts else ()
            lines(Question(query, values, files))


def pick(text: str) -> Example | None:
    """The question that is chosen; none beside a query of one's own."""
    if not text:
        return picked({one.id: one for one in api.examples()})
    back = "Back to the questions"
    st.button(back, on_click=does(choose, ""), icon=":material/arrow_back:")
    return None


def about(example: Example, values: Mapping[str, str]) -> None:
    """What a question is about, and what can be set in it."""
    st.html(words.element("p", "def", example.comment))
    parameters.show(example, values, mine(example))


def mine(example: Example) -> subjects.Mine:
    """What a question can be about in my architecture, if it asks that."""
    brief = state.brief()
    if not example.architectures:
        return subjects.mine(brief, None)
    return subjects.mine(brief, work.answer(state.text(), state.today()).architecture)


def more(example: Example | None, *, asked: bool) -> None:
    """The other questions; folded where one is asked."""
    rest = [one for one in api.examples() if one is not example]
    if not asked:
        sentences(rest)
        return
    with st.expander("More questions", icon=":material/help:"):
        sentences(rest)


def shown(answer: Result | None, example: Example | None, text: str) -> str:
    """The text of the query: as it was run, where it was."""
    if answer is not None:
        return answer.text
    return example.text if example else text


def field(text: str) -> None:
    """The text of the query, to be changed, with the terms at hand."""
    st.session_state["query"] = text
    st.text_area(
        "Query",
        key="query",
        height=220,
        on_change=does(take_text),
        help="Ctrl+Enter asks.",
        placeholder="SELECT ?name { ?component a o:Component ; rdfs:label ?name } LIMIT 10",
    )
    with st.container(key="ask-row", horizontal=True, vertical_alignment="center", gap="medium"):
        st.button("Ask", type="primary", icon=":material/play_arrow:", key="ask")
        st.html(words.element("p", "soft", RULES))
    terms_at_hand.show()


page()
