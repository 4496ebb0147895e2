"""A small drawing that has one of everything.

Levels, counts, marks, steps, an icon, a glyph, neither; and hostile words.
"""

from __future__ import annotations

from dataclasses import replace

from kgraph.layout.choosing import draw
from kgraph.layout.drawing import Drawing, Rect, Text
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, LeftOut, LegendLine, View

BLUE, AMBER = Hue("#1d4ed8", "#7aa5ff"), Hue("#b45309", "#fbbf24")
GLYPH = "M3 12A9 9 0 0 1 21 12A9 9 0 0 1 3 12Z M3 12H21"
HOSTILE = '<script>alert(1)</script> & "quoted" \' ]]> Ω 注文 🚀 שלום \u0000\ud800 &amp;'
ICON = "onprem/monitoring/prometheus"


def box(id: str, title: str, **more: object) -> Box:
    """A box with a glyph, a link and a tooltip."""
    plain = Box(
        id, title, "a role", "", GLYPH, BLUE, "https://example.org/?a=1&b=2", f"why {title}"
    )
    return replace(plain, **more)


def sample(title: str = "Sample") -> Drawing:
    """The drawing; the same each time."""
    client = Block(
        "block:client", "", BLUE, "below", 0, (box("client", "Client", icon=ICON, mark="added"),)
    )
    entry = Block(
        "block:entry", "", AMBER, "below", 1, (box("entry", "Entry point", hue=AMBER, count=3),)
    )
    lane = Block(
        "block:lane",
        "Storage & data",
        AMBER,
        "below",
        2,
        (
            box(
                "plain",
                "Plain Store",
                icon="",
                glyph="",
                href="javascript:alert(1)",
                hue=AMBER,
                mark="removed",
            ),
            box("odd", title, icon="no/such/icon", glyph="M0 0 oops", count=12, hue=AMBER),
            box("twin", "Twin", icon=ICON),
        ),
    )
    cluster = Frame(
        "frame:cluster",
        "Cluster",
        "cluster main",
        ICON,
        "cluster",
        "https://example.org",
        "c",
        (entry, lane),
    )
    network = Frame("frame:network", "Network", "", "", "network", "", "n", (cluster,), "added")
    site = Frame("frame:site", "eu", "region", "", "site", "", "s", (network,))
    arrows = (
        Arrow(
            "a1",
            "block:client",
            "block:entry",
            "request",
            "asks",
            "Client asks Entry",
            steps=(1,),
            number="1",
        ),
        Arrow(
            "a2",
            "block:entry",
            "block:lane",
            "storage",
            "keeps",
            "Entry keeps",
            both=True,
            mark="added",
            steps=(2,),
            number="2",
        ),
    )
    legend = (
        LegendLine("request", "request", 'A "request" <goes>.', "solid", 1.6, BLUE),
        LegendLine("storage", "storage", "Data is kept.", "7 4", 2.4, AMBER),
    )
    view = View(
        "overview", title, "A subtitle", (client, site), arrows, legend, (LeftOut("Not drawn: Alertmanager", ("storage",)),),
        frozenset({"request"}), steps=("Client asks the entry.", "The entry keeps data."),
        numbers=("1", "2"),
    )  # fmt: skip
    drawing = draw(view)
    numbered = tuple(
        replace(arrow, number=str(i), number_at=arrow.points[0])
        for i, arrow in enumerate(drawing.arrows, 1)
    )
    marks = tuple(
        (mark, Rect(30, 30, 34, 20), Text(76, 44, f"{mark}: so", "legend"))
        for mark in ("added", "removed")
    )
    return replace(drawing, arrows=numbered, marks=marks)
