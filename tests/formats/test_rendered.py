"""Texts as their own tools draw them: Mermaid in a browser, D2 by its compiler, DOT by Graphviz.

Where a tool is not at hand, what needs it is skipped.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from format_cases import drawing_of
from playwright.sync_api import Browser, Page
from test_dot import read

from kgraph.formats import d2, mermaid
from kgraph.formats.options import Options

pytestmark = pytest.mark.slow
DRAWINGS = ("demo", "article-2021", "on-premises", "three-clouds", "start-up")
BOXES = """query => [...document.querySelectorAll(query)].map(one => {
    const {left, top, right, bottom} = one.getBoundingClientRect();
    return [one.textContent.trim(), left, top, right, bottom];
})"""


@dataclass(frozen=True)
class Placed:
    """Something in a page, and where it is."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Placed) -> bool:
        """Whether the two share more than their edges."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1


def placed(page: Page, query: str) -> list[Placed]:
    return [Placed(*one) for one in page.evaluate(BOXES, query)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    found = browser.new_page(viewport={"width": 1600, "height": 1200})
    yield found
    found.close()


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_words_of_mermaids_legend_lie_on_its_samples(
    page: Page, parsers: Path, name: str
) -> None:
    drawing = drawing_of(name)
    page.set_content("<body></body>")
    page.add_script_tag(path=parsers / "node_modules" / "mermaid" / "dist" / "mermaid.min.js")
    drawn = page.evaluate(
        "async text => (await mermaid.render('drawn', text)).svg",
        mermaid.render(drawing, Options()),
    )
    page.set_content(f"<body>{drawn}</body>")
    words = placed(page, "[id*=-legend_] .nodeLabel, .edgeLabel")
    samples = [one for one in placed(page, "path[id*=legend_]") if one.right > one.left]
    said = {one.text for one in words}
    assert {line.label for line in drawing.view.legend} <= said
    assert len(samples) == len(drawing.view.legend)
    for sample in samples:
        assert not [one for one in words if one.text and one.covers(sample)]


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_badge_of_d2_covers_a_title(
    page: Page, parsers: Path, name: str, tmp_path: Path
) -> None:
    drawing = drawing_of(name)
    file = tmp_path / "a.d2"
    file.write_text(d2.render(drawing, Options()), "utf-8")
    command = ["node", str(parsers / "d2.mjs"), "--svg", str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    page.set_content(f"<body>{Path(f'{file}.svg').read_text('utf-8')}</body>")
    badges = placed(page, ".appendix-icon")
    titles = {block.title.text for block in drawing.blocks if block.title is not None}
    words = [one for one in placed(page, "text") if one.text in titles]
    assert badges
    assert {one.text for one in words} == titles
    for title in words:
        assert not [one for one in badges if one.covers(title)]


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_legend_does_not_widen_what_graphviz_draws(name: str) -> None:
    drawing = drawing_of(name)
    whole = read(drawing)
    bare = read(drawing)
    bare.graph_attr["label"] = ""
    widths = []
    for graph in (whole, bare):
        svg = graph.draw(format="svg", prog="dot").decode()
        found = re.search(r'width="(\d+)pt"', svg)
        assert found
        widths.append(int(found[1]))
    assert widths[0] <= max(widths[1] * 1.02, 700)
    assert not [node for node in whole.nodes() if re.match(r"legend_\d", node)]
