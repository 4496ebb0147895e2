"""How legible the pictures are: a line for each view, with what breaks the gate.

``python benchmarks/legibility.py [BRIEF…]``. Without briefs it takes those of the examples; with
``--generated 200`` architectures of briefs that are drawn at random, the same ones each time.
Nothing here passes or fails; tests/layout/test_gate.py asks for no faults of the same pictures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tables import table_lines

from kgraph import api
from kgraph.errors import Unsatisfiable
from kgraph.formats.contrast import contrast
from kgraph.formats.theme import THEMES
from kgraph.layout.drawing import Drawing
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import Metrics, measure
from kgraph.model.architecture import Architecture
from kgraph.view.completeness import missing

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261123
TRIES = 2
"""How many briefs are drawn for each architecture that is wanted: about one in five has none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One picture: what it is of, its metrics, and what is wrong with it."""

    brief: str
    view: str
    placements: int
    metrics: Metrics
    faults: tuple[str, ...]


def line(name: str, architecture: Architecture, view: str) -> Line:
    """One view of an architecture, drawn and judged."""
    return judged(name, architecture, view, api.drawing(architecture, view))


def judged(name: str, architecture: Architecture, view: str, drawing: Drawing) -> Line:
    """A drawing of a view of an architecture, judged."""
    metrics = measure(drawing)
    found = faults(metrics, contrasts(drawing))
    if gone := missing(drawing.view, architecture):
        found = (*found, f"{len(gone)} neither drawn nor declared, such as {gone[0]}")
    return Line(name, view, len(architecture.placements), metrics, found)


def contrasts(drawing: Drawing) -> Iterator[tuple[str, float, float]]:
    """What is drawn on what in each theme, how strong its contrast is and must be."""
    pairs = of_tests("contrasts").pairs
    for theme in THEMES:
        if theme.night is None:  # the others are made of these
            for pair in pairs(drawing, theme):
                yield pair.what, contrast(pair.foreground, pair.ground), pair.needed


def of_tests(name: str) -> ModuleType:
    """A module that lies with the tests."""
    folder = str(ROOT / "tests")
    if folder not in sys.path:
        sys.path.append(folder)
    return import_module(name)


def lines(
    name: str, architecture: Architecture, *, turn: int = 0, every: int = 1
) -> Iterator[Line]:
    """The overview of an architecture and one in `every` of its other views.

    Which of them goes by `turn`.
    """
    for view in some_views(architecture, turn=turn, every=every):
        yield line(name, architecture, view)


def some_views(architecture: Architecture, *, turn: int, every: int) -> list[str]:
    """The views that `lines` draws."""
    return [
        view.id
        for number, view in enumerate(api.views(architecture))
        if number == 0 or (number + turn) % every == 0
    ]


def generated(count: int) -> tuple[Architecture, ...]:
    """Architectures of briefs drawn at random, the same each time.

    Briefs that nothing can answer are passed over.
    """
    from hypothesis import HealthCheck, Phase, given, seed, settings

    brief_texts = of_tests("strategies").brief_texts
    found: dict[str, Architecture] = {}

    @seed(SEED)
    @settings(
        max_examples=TRIES * count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(brief_texts(api.knowledge()))
    def collect(text: str) -> None:
        if len(found) < count and text not in found:
            try:
                found[text] = api.assemble(text)
            except Unsatisfiable:
                return

    collect()
    return tuple(found.values())


# --- the table

HEAD = (
    "brief",
    "view",
    "placed",
    "boxes",
    "arrows",
    "x/arrow",
    "angle",
    "line",
    "frames",
    "bends",
    "aspect",
    "px",
    "unsaid",
    "faults",
)


def cells(one: Line) -> tuple[str, ...]:
    """What the table says of a picture.

    Beside the gate, pairs of arrows on one line, arrows through foreign frames, labels not set.
    """
    m = one.metrics
    return (
        one.brief, one.view, str(one.placements), str(m.boxes), str(m.arrows), f"{m.crossings_per_arrow:.2f}", f"{m.least_angle:.0f}", str(m.shared_lines),
        str(m.through_frames), f"{m.bends:.1f}", f"{m.aspect:.2f}", f"{m.letters:.1f}", str(m.labels_missing), "; ".join(one.faults),
    )  # fmt: skip


def table(found: Iterable[Line]) -> str:
    """The lines as columns."""
    return "\n".join(table_lines(HEAD, [*map(cells, found)], markdown=False))


def summary(found: list[Line]) -> str:
    """How many pictures break the gate, by kind of view, and the worst of each metric."""
    kinds = Counter(one.view.split(":")[0] for one in found)
    broken = Counter(one.view.split(":")[0] for one in found if one.faults)
    told = ", ".join(f"{kind} {broken[kind]} of {many}" for kind, many in kinds.items())
    worst = {
        "crossings per arrow": max(found, key=lambda one: one.metrics.crossings_per_arrow),
        "arrows on one line": max(found, key=lambda one: one.metrics.shared_lines),
        "widest": max(found, key=lambda one: one.metrics.aspect),
        "tallest": min(found, key=lambda one: one.metrics.aspect),
        "smallest letters": min(found, key=lambda one: one.metrics.letters),
    }
    ends = [f"  {what}: " + "  ".join(cells(one)) for what, one in worst.items()]
    return "\n".join(
        [f"{sum(broken.values())} of {len(found)} pictures break the gate: {told}", *ends]
    )


def main() -> None:
    """Draw, measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure how legible the pictures are.")
    parser.add_argument(
        "briefs", nargs="*", type=Path, help="briefs to draw instead of the examples"
    )
    parser.add_argument(
        "--generated",
        type=int,
        default=0,
        metavar="N",
        help="draw N generated architectures instead",
    )
    parser.add_argument(
        "--every",
        type=int,
        default=1,
        metavar="K",
        help="of each only the overview and one in K of the other views",
    )
    parser.add_argument("--broken", action="store_true", help="list only what breaks the gate")
    options = parser.parse_args()
    if options.generated:
        named = [
            (f"generated {number}", a) for number, a in enumerate(generated(options.generated))
        ]
    else:
        briefs = options.briefs or sorted((ROOT / "ontology" / "briefs").glob("*.yaml"))
        named = [(path.stem, api.assemble(path)) for path in briefs]
    found = [
        one
        for turn, (name, a) in enumerate(named)
        for one in lines(name, a, turn=turn, every=options.every)
    ]
    print(table(one for one in found if one.faults or not options.broken))
    print(f"\n{summary(found)}")


if __name__ == "__main__":
    main()
