"""The page: views as tabs with inline pictures, a panel of details, search, the decision record; no network at all.

It is one document for readers without scripts and for print: all pictures one below the other, then the record. The
script makes tabs of that. Its data stands in the page as JSON; the security policy lets nothing else run or load.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from kgraph.formats.options import Options
from kgraph.formats.theme import FOLLOWING
from kgraph.layout.drawing import Drawing
from kgraph.model.architecture import Architecture
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge
from kgraph.model.risks import Risks
from kgraph.reports.document import Figure, clean
from kgraph.reports.html import contents, sections
from kgraph.reports.page.data import data
from kgraph.reports.page.pictures import Pictures
from kgraph.reports.record.alternatives import Considered
from kgraph.reports.record.record import record

RECORD = "record"
"""The id of the tab that holds the decision record."""


def render_page(
    architecture: Architecture,
    knowledge: Knowledge,
    drawings: Sequence[Drawing],
    *,
    findings: Sequence[Finding] = (),
    considered: Considered | None = None,
    risks: Risks | None = None,
    options: Options | None = None,
) -> str:
    """The whole page; the same bytes each time.

    `options.theme` is what the page opens with: light or dark or, for anything else, as the reader's system.
    """
    asked = options or Options(theme=FOLLOWING.id)
    told = considered or Considered(note="Alternatives were not looked for.")
    document = record(
        architecture,
        knowledge,
        findings,
        figures=tuple(Figure(label_of(one, architecture.name), address(one)) for one in drawings),
        considered=told,
        risks=risks,
    )
    pictures = Pictures(drawings, asked.cache_folder)
    script = _file("page.js")
    title = escape(clean(architecture.name))
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    fixed = {palette.id for palette in FOLLOWING.palettes}
    theme = asked.theme if asked.theme in fixed else FOLLOWING.id
    parts = [
        "<!doctype html>",
        f'<html lang="en" data-theme="{theme}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="generator" content="kgraph">',
        f"<title>{title}</title>",
        '<link rel="icon" href="data:,">',
        f"<style>{pictures.style()}</style>",
        f"<style>{_file('page.css')}</style>",
        "</head>",
        "<body>",
        pictures.icons(),
        _header(architecture, drawings, title),
        "<main>",
        *(
            _view(one, number, pictures.picture(number), architecture.name)
            for number, one in enumerate(drawings)
        ),
        f'<section class="view record" id="view-{RECORD}" data-view="{RECORD}" aria-label="Decision record">',
        f'<div class="sheet">{contents(document)}<article>{sections(document)}</article></div>',
        "</section>",
        "</main>",
        _PANEL,
        f'<script type="application/json" id="data">{_json(data(architecture, knowledge, drawings, told))}</script>',
        f"<script>{script}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def label_of(drawing: Drawing, name: str) -> str:
    """What the tab of a picture of the architecture called `name` says: its title, if it has one of its own, or its kind."""
    view = drawing.view
    kind = view.subtitle.split(" · ")[0].strip()
    return clean((kind or view.id) if view.title == name else view.title)


def address(drawing: Drawing) -> str:
    """Where in the page a picture is."""
    return f"#view={quote(clean(drawing.view.id), safe='/:')}"


def _header(architecture: Architecture, drawings: Sequence[Drawing], title: str) -> str:
    tabs = [(one.view.id, label_of(one, architecture.name), address(one)) for one in drawings]
    tabs.append((RECORD, "Decision record", f"#view={RECORD}"))
    links = "".join(
        f'<a class="tab" id="tab-{number}" data-view="{escape(clean(id))}" href="{escape(href)}">'
        f'<span>{escape(label)}</span><b class="hits" hidden></b></a>'
        for number, (id, label, href) in enumerate(tabs)
    )
    products = len({placement.component for placement in architecture.placements})
    about = (
        f"{len(architecture.placements)} placements of {products} components, {len(architecture.flows)} flows, "
        f"as of {architecture.as_of.isoformat()}"
    )
    return _HEADER.format(title=title, about=about, links=links)


def _view(drawing: Drawing, number: int, picture: str, name: str) -> str:
    return (
        f'<section class="view" id="view-{number}" data-view="{escape(clean(drawing.view.id))}" '
        f'aria-label="{escape(label_of(drawing, name))}"><div class="stage">{picture}</div>{_steps(drawing)}</section>'
    )


def _steps(drawing: Drawing) -> str:
    """The story of numbered arrows; the script makes each step a button that leads to its arrow."""
    told = "".join(f"<li>{escape(clean(step))}</li>" for step in drawing.view.steps)
    return (
        f'<details class="steps" open><summary>Step by step</summary><ol>{told}</ol></details>'
        if told
        else ""
    )


def _json(value: Any) -> str:
    """JSON that stands in a script element: nothing in it can end that, whatever the names."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


@cache
def _file(name: str) -> str:
    return files("kgraph.reports.page").joinpath(name).read_text("utf-8").strip()


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


_HEADER = """<header class="top">
<div class="name"><h1>{title}</h1><p>{about}</p></div>
<div class="tools" hidden>
<div class="find" role="search">
<label class="unseen" for="search">Search all views</label>
<input id="search" type="search" placeholder="Search all views" autocomplete="off" spellcheck="false" aria-describedby="found">
<kbd aria-hidden="true">/</kbd>
<span id="found" role="status" aria-live="polite"></span>
<button type="button" id="before" aria-label="Previous match" title="Previous match (Shift+Enter)">‹</button>
<button type="button" id="after" aria-label="Next match" title="Next match (Enter)">›</button>
</div>
<div class="theme" role="group" aria-label="Theme">
<button type="button" data-theme="auto">Auto</button>
<button type="button" data-theme="light">Light</button>
<button type="button" data-theme="dark">Dark</button>
</div>
</div>
<nav class="tabs" aria-label="Views">{links}</nav>
</header>"""

_PANEL = """<div class="zoom" role="group" aria-label="Zoom" hidden>
<button type="button" data-zoom="in" aria-label="Zoom in" title="Zoom in (+)">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out" title="Zoom out (−)">−</button>
<button type="button" data-zoom="fit" aria-label="Show the whole picture" title="Show the whole picture (0)">Fit</button>
</div>
<aside id="panel" aria-labelledby="panel-name" hidden></aside>"""
