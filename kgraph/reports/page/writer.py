"""The page: views as tabs with inline pictures, a panel of details, search, the decision record.

It needs no network at all. It is one document for readers without scripts and for print: all
pictures one below the other, then the record. The script makes tabs of that. Its data stands in the
page as JSON; the security policy lets nothing else run or load.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from kgraph.documents.plain import to_json_line
from kgraph.formats.options import Options
from kgraph.formats.theme import FOLLOWING
from kgraph.layout.drawing import Drawing
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Risks
from kgraph.reports.document import Document, Figure
from kgraph.reports.html import contents, sections
from kgraph.reports.page.data import data
from kgraph.reports.page.pictures import Pictures
from kgraph.reports.record.alternatives import NOT_LOOKED_FOR
from kgraph.reports.record.others import Considered
from kgraph.reports.record.record import record
from kgraph.words import clean, count

RECORD = "record"
"""The id of the tab that holds the decision record."""
WIDE, UPRIGHT = 1.25, 1_100.0
"""What is wider than high by that much is printed on a page that lies, unless it is so small that
its letters are as large on one that stands, where it can share the page."""
THEMES = tuple(palette.id for palette in FOLLOWING.palettes)
"""What a page can open with, if it is not to follow its reader's system."""


def render_page(
    architecture: Architecture,
    knowledge: Knowledge,
    drawings: Sequence[Drawing],
    *,
    findings: Sequence[Finding] = (),
    considered: Considered = NOT_LOOKED_FOR,
    risks: Risks | None = None,
    options: Options | None = None,
) -> str:
    """The whole page; the same bytes each time.

    `options.theme` is what it opens with: ``light``, ``dark`` or, for anything else, as the
    reader's system.
    """
    asked = options or Options(theme=FOLLOWING.id)
    name = architecture.name
    figures = [Figure(label_of(drawing, name), address(drawing)) for drawing in drawings]
    document = record(
        architecture, knowledge, findings, figures=figures, considered=considered, risks=risks
    )
    pictures = Pictures(drawings)
    parts = [
        *_head(clean(name), asked.theme, pictures),
        "<body>",
        pictures.icons(),
        _header(architecture, drawings),
        "<main>",
        *_views(pictures, drawings, name),
        *_record(document),
        "</main>",
        _file("panel.html"),
        _data_element(data(architecture, knowledge, drawings, considered)),
        f"<script>{_script()}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def label_of(drawing: Drawing, name: str) -> str:
    """What the tab of a picture of the architecture called `name` says.

    It is the title of the picture, if it has one of its own, or its kind.
    """
    view = drawing.view
    kind = view.subtitle.split(" · ")[0].strip()
    return clean((kind or view.id) if view.title == name else view.title)


def address(drawing: Drawing) -> str:
    """Where in the page a picture is."""
    return f"#view={quote(clean(drawing.view.id), safe='/:')}"


def _head(title: str, theme: str, pictures: Pictures) -> Iterator[str]:
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(_script())}'; "
        "style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    yield "<!doctype html>"
    yield f'<html lang="en" data-theme="{theme if theme in THEMES else FOLLOWING.id}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="kgraph">'
    yield f"<title>{escape(title)}</title>"
    yield '<link rel="icon" href="data:,">'
    yield f"<style>{pictures.style()}</style>"
    yield f"<style>{_file('page.css')}</style>"
    yield "</head>"


def _header(architecture: Architecture, drawings: Sequence[Drawing]) -> str:
    name = architecture.name
    tabs = [(one.view.id, label_of(one, name), address(one)) for one in drawings]
    tabs.append((RECORD, "Decision record", f"#view={RECORD}"))
    links = "".join(_tab(number, *tab) for number, tab in enumerate(tabs))
    products = count(len(architecture.components), "component")
    placements = count(len(architecture.placements), "placement")
    about = (
        f"{placements} of {products}, "
        f"{count(len(architecture.flows), 'flow')}, as of {architecture.as_of.isoformat()}"
    )
    return _file("header.html").format(title=escape(clean(name)), about=about, links=links)


def _tab(number: int, id: str, label: str, href: str) -> str:
    view = escape(clean(id))
    return (
        f'<a class="tab" id="tab-{number}" data-view="{view}" href="{escape(href)}">'
        f'<span>{escape(label)}</span><b class="hits" hidden></b></a>'
    )


def _views(pictures: Pictures, drawings: Sequence[Drawing], name: str) -> Iterator[str]:
    """A section for each picture, with its story if it has one."""
    for number, drawing in enumerate(drawings):
        view, label = escape(clean(drawing.view.id)), escape(label_of(drawing, name))
        shape = "view wide" if _lies(drawing) else "view"
        yield (
            f'<section class="{shape}" id="view-{number}" data-view="{view}" aria-label="{label}"'
            f' style="--wide:{drawing.width:g}px">'
            f'<div class="stage">{pictures.picture(number)}</div>{_steps(drawing)}</section>'
        )


def _lies(drawing: Drawing) -> bool:
    """Whether a picture is printed on a page that lies."""
    return drawing.width > max(UPRIGHT, WIDE * drawing.height)


def _steps(drawing: Drawing) -> str:
    """The story of numbered arrows; the script makes each step a button that leads to its arrow."""
    view = drawing.view
    steps = zip(view.numbers, view.steps, strict=True)
    told = "".join(f'<li data-step="{number}">{escape(clean(step))}</li>' for number, step in steps)
    if not told:
        return ""
    summary = "<summary>Step by step</summary>"
    return f'<details class="steps" open>{summary}<ol>{told}</ol></details>'


def _record(document: Document) -> Iterator[str]:
    yield (
        f'<section class="view record" id="view-{RECORD}" data-view="{RECORD}"'
        ' aria-label="Decision record">'
    )
    yield f'<div class="sheet">{contents(document)}<article>{sections(document)}</article></div>'
    yield "</section>"


def _data_element(value: Any) -> str:
    return f'<script type="application/json" id="data">{_json_in_html(value)}</script>'


def _json_in_html(value: Any) -> str:
    """JSON that stands in a script element: nothing in it can end that, whatever the names."""
    text = to_json_line(value)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _script() -> str:
    return _file("page.js")


@cache
def _file(name: str) -> str:
    return files("kgraph.reports.page").joinpath(name).read_text("utf-8").strip()


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
