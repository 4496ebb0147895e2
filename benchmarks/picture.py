"""What is drawn to measure drawing.

A view of 60 boxes, architectures of any size, and any view as DOT with the same content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kgraph import api
from kgraph.formats import icons
from kgraph.model.knowledge import Knowledge
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, LegendLine, View

SITES = ("east", "west", "south")
LANES = (("Observability", 5), ("Delivery", 3), ("Security", 4))
BELOW = 3
GREY = Hue("#475569", "#a8b5c8")
GROWN = {15: (1, 1, 1), 40: (2, 1, 1), 100: (3, 2, 3), 300: (6, 4, 3), 1000: (15, 5, 4)}
"""For about so many placements: sites, clusters at each, workloads."""
ANSWERS = {
    "kubernetes": "managed", "metrics": "pull", "logs": "loki", "tracing": "tracing", "registry": "third-party",
    "volumes": "provider", "deployment": "gitops", "recovery": ["backups"],
}  # fmt: skip


def view() -> View:
    """Three sites with a cluster of 15 boxes and three boxes beside it, six boxes around them."""
    knowledge = api.knowledge()
    boxes = _boxes(knowledge)
    main = [kind.id for kind in knowledge.flow_kinds if kind.main_path]
    others = [kind.id for kind in knowledge.flow_kinds if not kind.main_path]
    around = (
        Block("clients", "", GREY, "below", 0, (next(boxes),)),
        Block("edge", "", GREY, "below", 10, (next(boxes),)),
        Block("routing", "", GREY, "below", 20, (next(boxes),)),
        Block(
            "services",
            "Services",
            Hue("#0f766e", "#4fd1c5"),
            "right",
            30,
            tuple(next(boxes) for _ in range(3)),
        ),
    )
    sites = tuple(_site(site, boxes) for site in SITES)
    arrows = tuple(sorted(_arrows(main, others), key=lambda arrow: arrow.id))
    legend = tuple(
        LegendLine(k.id, k.label, k.definition, k.dash, k.weight, Hue(k.hue, k.dark_hue))
        for k in knowledge.flow_kinds
    )
    return View(
        "overview",
        "Sixty boxes",
        "Three sites, generated",
        (*around, *sites),
        arrows,
        legend,
        (),
        frozenset(main),
    )


def _boxes(knowledge: Knowledge) -> Iterator[Box]:
    """Boxes that look like components of the catalog, those with an icon of their own."""
    known = [
        c
        for id, c in sorted(knowledge.components.items())
        if c.icon and c.icon != "badge" and icons.exists(c.icon)
    ]
    number = 0
    while True:
        component = known[number * 7 % len(known)]
        yield Box(
            f"box-{number}",
            component.name,
            component.vendor,
            component.icon,
            component.name[:1],
            GREY,
            component.homepage,
            component.definition,
        )
        number += 1


def _site(site: str, boxes: Iterator[Box]) -> Frame:
    lanes = tuple(
        Block(
            f"{site}/{name.lower()}",
            name,
            Hue("#7c3aed", "#c4b5fd"),
            "left",
            40 + number,
            tuple(next(boxes) for _ in range(many)),
        )
        for number, (name, many) in enumerate(LANES)
    )
    path = (
        Block(f"{site}/gateway", "", GREY, "below", 30, (next(boxes),)),
        Block(f"{site}/apps", "", GREY, "below", 50, (next(boxes),)),
        Block(f"{site}/mesh", "", GREY, "below", 60, (next(boxes),)),
    )
    cluster = Frame(f"{site}/cluster", "main", "cluster", "", "cluster", "", "", (*path, *lanes))
    data = Block(
        f"{site}/data",
        "Data",
        Hue("#b45309", "#fbbf24"),
        "below",
        80,
        tuple(next(boxes) for _ in range(BELOW)),
    )
    return Frame(site, site.capitalize(), "region", "", "site", "", "", (cluster, data))


def _arrows(main: list[str], others: list[str]) -> Iterator[Arrow]:
    """The path of a request, and what goes beside it, as in a picture of a real brief."""
    yield _arrow("clients", "edge", main[0], "visits")
    yield _arrow("edge", "routing", main[0], "forwards to")
    for site in SITES:
        yield _arrow("routing", f"{site}/gateway", main[0], "balances to")
        yield _arrow(f"{site}/gateway", f"{site}/apps", main[0], "routes to")
        yield _arrow(f"{site}/apps", f"{site}/mesh", main[0], "calls")
        beside = (
            ("apps", "data"), ("observability", "data"), ("delivery", "cluster"), ("observability", "apps"), ("security", "gateway"),
        )  # fmt: skip
        pairs = [(f"{site}/{source}", f"{site}/{target}") for source, target in beside]
        pairs += [("services", f"{site}/delivery"), (f"{site}/observability", "services")]
        for number, (source, target) in enumerate(pairs):
            yield _arrow(source, target, others[number % len(others)], "works with")


def _arrow(source: str, target: str, kind: str, label: str) -> Arrow:
    return Arrow(
        f"{source}--{kind}--{target}", source, target, kind, label, f"{source} {label} {target}"
    )


# --- architectures that grow


def grown(placements: int) -> str:
    """A brief for the product's own catalog that is answered with about so many placements, on three clouds in turn."""
    sites, clusters, workloads = GROWN[placements]
    clouds = [cloud.id for cloud in api.knowledge().clouds if cloud.id != "on-premises"]
    brief = {
        "name": f"About {placements} placements",
        "as_of": "2026-11-23",
        "sites": [
            {
                "id": f"s{n}",
                "cloud": clouds[n % len(clouds)],
                "clusters": [f"c{m}" for m in range(clusters)],
            }
            for n in range(sites)
        ],
        "workloads": [
            {"id": f"w{n}", "exposes": "internal" if n % 2 else "public", "stores": ["tables"]}
            for n in range(workloads)
        ],
        "answers": ANSWERS if placements > min(GROWN) else {"kubernetes": "managed"},
    }
    return json.dumps(brief)


# --- the same for Graphviz


def dot(view: View) -> str:
    """The view as DOT: frames and titled blocks are clusters, arrows end at their borders."""
    hues = {line.kind: line.hue.light for line in view.legend}
    first: dict[str, str] = {}
    around: dict[str, tuple[str, ...]] = {}
    lines = [
        "digraph {",
        'graph [compound=true, rankdir=TB, fontname="Roboto", nodesep=0.3, ranksep=0.6];',
    ]
    lines += [
        'node [shape=box, style=rounded, fontname="Roboto", fontsize=12, imagescale=true, imagepos=tc, labelloc=b];',
        'edge [fontname="Roboto", fontsize=10];',
    ]
    lines += _nodes(view.children, (), first, around)
    clusters = {frame.id for frame in view.frames()} | {
        block.id for block in view.blocks() if block.title
    }
    for arrow in view.arrows:
        ends = "".join(
            f', {key}="cluster_{end}"'
            for key, end, other in (
                ("ltail", arrow.source, arrow.target),
                ("lhead", arrow.target, arrow.source),
            )
            if end in clusters
            and end
            not in around[other]  # Graphviz ends no arrow at the border of what holds its other end
        )
        lines.append(
            f'"{first[arrow.source]}" -> "{first[arrow.target]}" '
            f'[label="{_said(arrow.label)}", color="{hues[arrow.line]}"{ends}];'
        )
    return "\n".join([*lines, "}"])


def _nodes(
    children: Iterable[Frame | Block],
    outer: tuple[str, ...],
    first: dict[str, str],
    around: dict[str, tuple[str, ...]],
) -> Iterator[str]:
    """The lines of these; `first` gets the box that stands for each, `around` what holds it."""
    for child in children:
        whole = isinstance(child, Frame) or bool(child.title)
        around[child.id] = outer
        if whole:
            yield f'subgraph "cluster_{child.id}" {{ label="{_said(child.title)}";'
        if isinstance(child, Frame):
            yield from _nodes(child.children, (*outer, child.id), first, around)
            first[child.id] = next((first[inner.id] for inner in child.children), child.id)
            if not child.children:  # Graphviz draws no cluster without a node
                yield f'"{child.id}" [style=invis];'
        else:
            first[child.id] = child.boxes[0].id
            yield from map(_node, child.boxes)
        if whole:
            yield "}"


def _node(box: Box) -> str:
    title, under = _said(box.title), _said(box.subtitle)
    image = f'image="{icons.folder() / f"{box.icon}.png"}", ' if box.icon else ""
    return f'"{box.id}" [label="{title}\\n{under}", {image}width=2, height=1, tooltip="{title}", URL="{box.href}"];'


def _said(text: str) -> str:
    return text.replace("\\", "/").replace('"', "'")


def crowded(sites: int, workloads: int) -> str:
    """A brief of so many sites with two clusters each, on every kind of cloud in turn, and workloads without answers."""
    clouds = ("gcp", "aws", "azure", "on-premises")
    placed = [
        {"id": f"s{number}", "cloud": clouds[number % len(clouds)], "clusters": ["c0", "c1"]}
        for number in range(sites)
    ]
    running = [{"id": f"w{number}"} for number in range(workloads)]
    return json.dumps(
        {"name": "Crowded", "as_of": "2026-11-23", "sites": placed, "workloads": running}
    )
