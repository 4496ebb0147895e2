"""The decision record as Markdown.

What it says, that nothing is said twice, that no name can break it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import examples
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgraph import api
from kgraph.api import reports
from kgraph.assembly.rivals import rank
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.reports.document import Document, Figure, Items, Section, Span, code, line, paragraph
from kgraph.reports.document import Item as ListItem
from kgraph.reports.markdown import plain, write
from kgraph.reports.record.others import Considered, runners_up
from kgraph.reports.record.record import record
from kgraph.reports.record.told import told_reasons
from kgraph.reports.risks import risks_document

SECTIONS = [
    "Context and problem",
    "Decision drivers",
    "Questions and answers",
    "Picture",
    "Decision",
    "Alternatives considered",
    "Consequences",
    "Flows",
    "Sources",
]
HOSTILE = (
    "<script>alert(1)</script>",
    "![x](https://evil.example/pixel.png)",
    "[click](javascript:alert(1))",
    "a | b | c",
    "# heading\n- item\n1. one",
    "`code` *bold* _it_ ~~gone~~ $x$ {{x}}",
    "https://evil.example www.evil.example me@evil.example",
    "&lt;b&gt; \\ \u202emirrored\u202c \x07",
    "שלום 🦊 " + "x" * 300,
)


@pytest.fixture(scope="module")
def demo() -> Architecture:
    return examples.architecture("demo")


@pytest.fixture(scope="module")
def text(demo: Architecture) -> str:
    return api.rationale(demo)


def part(text: str, title: str) -> str:
    """What stands under a heading of the second level."""
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def items(text: str, level: int) -> list[str]:
    return [line.strip()[2:] for line in text.splitlines() if re.match(rf"^ {{{level}}}- ", line)]


def cells(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def read(text: str) -> Iterator[Token]:
    """What a parser of Markdown, with tables and with HTML as on repository hosts, makes of it."""
    for token in (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    ):
        yield token
        yield from token.children or ()


def said(token: Token) -> str:
    return "".join(
        child.content for child in token.children or () if child.type in ("text", "text_special")
    )


@pytest.mark.parametrize("brief", examples.EVERY)
def test_every_example_has_all_sections_in_order_and_the_same_bytes_each_time(brief: str) -> None:
    architecture = examples.architecture(brief)
    gathered = reports.gather(architecture)
    text = api.rationale(architecture, (), gathered=gathered)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == SECTIONS
    assert text == api.rationale(architecture, (), gathered=reports.gather(architecture))
    assert not re.search(r"[^\S\n]\n|\n{3}", text), (
        "white space at the end of lines, or too many empty ones"
    )


def test_the_head_says_status_and_the_day_it_holds_for(demo: Architecture, text: str) -> None:
    assert text.startswith(
        f"# {demo.name}\n\n- Status: proposed\n- Date: {demo.as_of.isoformat()}\n"
    )
    broken = (Finding("violation", "eu/main/x", "Rule", "is not there", "Add it."),)
    assert "\n- Status: proposed; breaks 1 rule\n" in api.rationale(demo, broken)


def test_answers_say_where_they_come_from(demo: Architecture, text: str) -> None:
    rows = {row[0]: row for row in cells(part(text, "Questions and answers"))[1:]}
    assert demo.brief is not None
    told = part(text, "Questions and answers")
    alone = re.search(r"^(\d+) defaults ask for nothing: (.*)\.$", told, re.MULTILINE)
    assert alone is not None
    assert len(alone[2].split("; ")) == int(alone[1])
    assert len(rows) + int(alone[1]) == len(demo.answers)
    assert not any(row[2:4] == ["asks for nothing", "default"] for row in rows.values())
    assert rows["How far must the system be spread to stay up?"][1:4] == [
        "several regions",
        "already met by Google Cloud Load Balancing",
        "demo.yaml:10",
    ]
    assert rows["How are the networks laid out?"][1:4] == [
        "flat",
        "already met by Google Cloud VPC",
        "default",
    ]


def test_every_component_is_there_once_with_all_its_places_and_each_reason_once(
    demo: Architecture, text: str
) -> None:
    decision = part(text, "Decision")
    heads = items(decision, 0)
    names = [re.match(r"\*\*(.*?)\*\*", head)[1] for head in heads]  # type: ignore[index]
    assert sorted(names) == sorted({placement.name for placement in demo.placements})
    for placement in demo.placements:
        head = next(head for head in heads if head.startswith(f"**{placement.name}** "))
        assert placement.place in head
    for block in re.split(r"^- ", decision, flags=re.MULTILINE):
        reasons = items(block, 2)
        assert len(reasons) == len(set(reasons))


def test_every_reason_of_every_placement_is_told(demo: Architecture) -> None:
    names = {placement.id: placement.name for placement in demo.placements}
    for placement in demo.placements:
        told = told_reasons([placement], names)
        for reason in placement.reasons:
            who = names.get(reason.because[0], "") if reason.because else ""
            what = reason.text.removeprefix(f"{who} ") if who else reason.text
            if who and what.endswith(" it"):
                what = f"{what.removesuffix(' it')} {placement.name}"
            assert any(
                what in one.text and (not who or who in one.text or what == one.text)
                for one in told
            )
            assert reason.source is None or any(reason.source in one.sources for one in told)


def test_citations_are_numbered_from_one_as_they_are_read_and_lead_to_their_source(
    text: str,
) -> None:
    cited = [
        int(number) for number in re.findall(r"\[\[?(\d+)\\?\]", text.split("\n## Sources\n")[0])
    ]
    seen = list(dict.fromkeys(cited))
    assert seen == list(range(1, len(seen) + 1))
    listed = re.findall(r"^(\d+)\. (.+)$", part(text, "Sources"), re.MULTILINE)
    assert [int(number) for number, _ in listed] == seen
    links = dict(re.findall(r"^\[(\d+)\]: (\S+)$", text, re.MULTILINE))
    assert links
    assert all(dict(listed)[number] == f"<{address}>" for number, address in links.items())


def test_flows_alike_are_one_line_that_names_all_their_places(
    demo: Architecture, text: str
) -> None:
    rows = cells(part(text, "Flows"))[1:]
    told = sum(len(row[4].split(", ")) for row in rows)
    assert len(rows) < told == len(demo.flows)


def test_an_architecture_without_a_brief_says_why_it_has_no_alternatives(
    demo: Architecture,
) -> None:
    text = api.rationale(replace(demo, brief=None))
    assert "not assembled from a brief" in part(text, "Alternatives considered")
    assert "It was not assembled from a brief." in part(text, "Decision")


def test_a_solver_without_time_is_told(demo: Architecture) -> None:
    considered = reports.considered(demo, timeout=0.001)
    assert considered.found == ()
    text = write(record(demo, api.knowledge(), (), considered=considered))
    assert "The solver found none within 0.001 s." in part(text, "Alternatives considered")


def test_a_brief_that_names_what_is_no_longer_known_is_told(demo: Architecture) -> None:
    assert demo.brief is not None
    brief = replace(
        demo.brief,
        use=("no-such-component",),
        given=(*demo.brief.given, ("use.no-such-component", "x:1")),
    )
    considered = reports.considered(replace(demo, brief=brief))
    assert considered.note.startswith("None could be looked for")


def test_there_is_one_row_for_each_decision_what_matters_most_first(
    demo: Architecture, text: str
) -> None:
    found = reports.gather(demo).considered.found
    swaps = [one.swap for one in found if one.swap is not None]
    rows = cells(part(text, "Alternatives considered"))[1:]
    assert len(rows) == len(swaps) == len(found) - 1 > 3
    component, capabilities = api.knowledge().components, api.knowledge().capabilities
    for row, swap in zip(rows, swaps, strict=True):
        assert row[0] == capabilities[swap.capability].label
        assert row[1:3] == [component[swap.chosen].name, component[swap.instead].name]
        assert row[3] == swap.why
    weights = [rank(capabilities[swap.capability]) for swap in swaps]
    assert weights == sorted(weights)


def test_what_is_not_the_best_for_its_brief_says_what_the_best_one_has(demo: Architecture) -> None:
    considered = reports.considered(demo)
    other = considered.found[1]
    text = write(record(other.architecture, api.knowledge(), (), considered=considered))
    told = part(text, "Alternatives considered")
    assert "It is not the best architecture for its brief today. In the best one: " in told
    assert all(api.knowledge().components[id].name in told for id in other.goes)
    assert runners_up(other.architecture, considered) == ()


def test_risks_of_the_architecture_are_consequences(demo: Architecture, text: str) -> None:
    told = part(text, "Consequences")
    for point in api.risks(demo).single_points:
        assert point.name in told
    assert "None: every rule holds." in told


def test_pictures_are_shown_or_linked(demo: Architecture) -> None:
    text = api.rationale(
        demo, (), others=[("Delivery", "delivery view.svg"), ("Site [eu]", "site-eu.svg")]
    )
    pictures = part(text, "Pictures")
    assert f"![Overview of {demo.name}](overview.svg)" in pictures
    assert "- [Delivery](delivery%20view.svg)\n- [Site \\[eu\\]](site-eu.svg)" in pictures
    assert "## Picture" not in api.rationale(demo, (), picture=None)


@pytest.mark.parametrize(
    ("formats", "picture"),
    [
        (("pdf",), "- [overview.pdf](overview.pdf)"),
        (("pdf", "svg"), "![Overview of Booking start-up](overview.svg)"),
    ],
)
def test_a_document_shows_only_what_it_can_show(formats: tuple[str, ...], picture: str) -> None:
    architecture = examples.architecture("start-up")
    text = str(api.results(architecture, formats=formats, findings=())["rationale.md"])
    assert part(text, "Picture").strip() == picture


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(demo: Architecture, name: str) -> None:
    placements = tuple(
        replace(one, name=name) if one.component == "prometheus" else one for one in demo.placements
    )
    finding = Finding("warning", name, name, name, name)
    figures = (Figure(name, f"{name}.svg", shown=True),)
    architecture = replace(demo, name=name, placements=placements)
    document = record(
        architecture, api.knowledge(), [finding], figures=figures, considered=Considered()
    )
    text = write(document)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == SECTIONS
    assert sum(line.startswith("# ") for line in text.splitlines()) == 1
    tokens = list(read(text))
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_block",
        "html_inline",
        "code_inline",
        "fence",
        "code_block",
        "s_open",
        "em_open",
    }
    links = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    known = {component.homepage for component in api.knowledge().components.values()}
    assert links <= known | {
        reason.source for one in demo.placements + demo.flows for reason in one.reasons
    }
    images = [str(token.attrs["src"]) for token in tokens if token.type == "image"]
    assert len(images) == 1
    assert not re.match(r"\w+:|//", images[0])
    visible = " ".join(
        "".join(letter for letter in name if letter not in "\u202e\u202c\x07").split()
    )
    headings = [token for before, token in pairwise(tokens) if before.type == "heading_open"]
    assert said(headings[0]) == visible
    assert "\u202e" not in text
    heads = {
        len(re.findall(r"(?<!\\)\|", line))
        for line in part(text, "Flows").splitlines()
        if line.startswith("|")
    }
    assert heads == {6}


def test_text_that_begins_a_line_makes_no_list() -> None:
    assert plain("- x", start=True) == "\\- x"
    assert plain("12) x", start=True) == "12\\) x"
    assert plain("+ x", start=True) == "\\+ x"
    assert plain("3.11 is a number") == "3.11 is a number"


def test_an_address_cannot_end_its_link() -> None:
    span = Span("x", href='https://a.example/x) "t" <b>\n[y](z')
    text = write(
        Document("t", (), (Section("s", "s", (paragraph(span), Items((ListItem((span,)),)))),))
    )
    assert "https://a.example/x%29%20%22t%22%20%3Cb%3E%0A%5By%5D%28z)" in text


def test_the_day_is_the_only_day_it_says(demo: Architecture) -> None:
    other = replace(demo, as_of=date(2031, 5, 6), brief=None)
    days = set(re.findall(r"\b20\d\d-\d\d-\d\d\b", api.rationale(other, ())))
    assert days == {"2031-05-06"}


def test_no_reason_ends_at_a_word_for_what_stands_above_it(text: str) -> None:
    told = items(part(text, "Decision"), 2)
    assert told
    assert not [one for one in told if re.search(r" it($|:| \[)", one)]


def test_what_a_brief_could_say_is_told_letter_by_letter() -> None:
    bound = "prefer: [{open-source: {at-most: +2 self-run}}]"
    document = Document("x", lead=line("Write ", code(bound), "."))
    assert f"Write `{bound}`." in write(document)


def test_risks_name_workloads_clouds_and_deliveries_in_words(demo: Architecture) -> None:
    told = write(risks_document(api.risks(demo), api.knowledge()))
    assert ", managed service)" in told
    assert ", managed)" not in told
    names = {placement.workload: placement.name for placement in demo.placements}
    stopped = api.risks(demo).single_points[0].lost
    assert all(names[id] in told for id in stopped)
    assert "not reached by" in told
