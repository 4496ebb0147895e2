"""A view that has one of everything, whose every word is hostile to some format.

And what any format must hold of a view.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from kgraph.view.view import Arrow, Block, Box, Frame, Hue, LeftOut, LegendLine, View

BLUE, AMBER = Hue("#1d4ed8", "#7aa5ff"), Hue("#b45309", "#fbbf24")
ICON = "onprem/monitoring/prometheus"
GLYPH = "M3 12A9 9 0 0 1 21 12A9 9 0 0 1 3 12Z M3 12H21"
NAMES = (
    "<script>alert(1)</script> & \"quoted\" 'single' &amp; &#34; ]]> -->",
    'two\nlines\r\n"""and\ttabs"""',
    "emoji 🚀👩‍🚀, עברית שלום עולם, العربية, 注文",
    "three hundred letters " * 13 + "and more",
    "x" * 300,
    "${HOME} $HOME `id` $$x^2$$ %%{init: {'theme': 'dark'}}%% %% no comment",
    "ends in a backslash \\",
    "\\N \\G \\l \\T {a|b} [c] (d) #hash; // no /* comment */",
    "end",
    "1. first",
    "- dash",
    "->",
    "=",
    "{",
    "style: a:#b; classDef c:#d;",
    "control \x00\x07\x1b\x85\x9f and a half \ud800 letter \u2028 and ﬂ°°59¶ß",
    "---\ntitle: other\n---",
    "image=data:x;shape=ellipse;",
    "&#x1; <b ![i](j.png) [k](javascript:l) `m` ***",
)


def hostile() -> View:
    """The view; the same each time. Ids differ only in what formats cannot write."""
    boxes = tuple(
        Box(
            f"a/{'b' * number}-é",
            name,
            NAMES[-number],
            "",
            GLYPH,
            AMBER,
            f"https://e.example/?q={name}",
            f"{name}\n{name}",
        )
        for number, name in enumerate(NAMES)
    )
    alone = Block(
        "block:alone",
        "",
        BLUE,
        "below",
        0,
        (Box("a/b", NAMES[0], "", ICON, "", BLUE, "javascript:alert(1)", "", 3, "added"),),
    )
    other = Block(
        "block:other",
        "",
        BLUE,
        "below",
        0,
        (Box("a_b", NAMES[0], "", "no/such", "oops", BLUE, "", "", 1, "removed"),),
    )
    twins = Block(
        "block:twins",
        NAMES[1],
        BLUE,
        "below",
        0,
        (Box("t1", "Twin", "", "", "", BLUE, "", ""), Box("t2", "Twin", "", "", "", BLUE, "", "")),
    )
    empty = Frame(
        "frame:empty", NAMES[3], NAMES[0], ICON, "cluster", "https://e.example", NAMES[0], ()
    )
    inner = Frame(
        "frame:inner",
        NAMES[0],
        NAMES[5],
        ICON,
        "network",
        "https://e.example/'\"",
        NAMES[1],
        (other, twins, empty),
        "added",
    )
    outer = Frame(
        "frame:outer",
        NAMES[4],
        "",
        "",
        "site",
        "",
        "",
        (Block("block:names", NAMES[7], AMBER, "left", 0, boxes), inner),
    )
    arrows = (
        Arrow(
            "one",
            "block:alone",
            "frame:inner",
            "request",
            NAMES[0],
            NAMES[1],
            steps=(1, 3),
            number="1, 3",
        ),
        Arrow(
            "two", "block:twins", "frame:empty", "storage", "", NAMES[6], both=True, mark="added"
        ),
        Arrow(
            "three",
            "frame:inner",
            "block:names",
            "request",
            NAMES[9],
            "",
            count=4,
            steps=(2,),
            number="2a",
        ),
        Arrow("four", "block:alone", "block:other", "request", NAMES[5], ""),
        Arrow("five", "block:alone", "block:other", "storage", NAMES[5], "", mark="removed"),
        Arrow("six", "block:other", "block:alone", "told by no legend", NAMES[7], NAMES[7]),
    )
    legend = (
        LegendLine("request", NAMES[0], NAMES[1], "solid", 1.6, BLUE),
        LegendLine("storage", NAMES[5], NAMES[6], "8 3 1.5 3", 2.4, AMBER),
    )
    left_out = tuple(LeftOut(name, ("storage",)) for name in NAMES)
    return View(
        'odd:id/"<',
        NAMES[0],
        NAMES[6],
        (alone, outer),
        arrows,
        legend,
        left_out,
        frozenset({"request"}),
        "places",
        NAMES[:3],
        numbers=("1", "2a", "3"),
    )


@dataclass(frozen=True)
class Thing:
    """What must be found of a box or container: its names, and what it lies in."""

    title: str
    subtitle: str
    parent: str
    holds: bool


def things(view: View) -> dict[str, Thing]:
    """Every box and container of a view by its id.

    A block of one box that has no title is no container.
    """
    found: dict[str, Thing] = {}

    def walk(node: Frame | Block, parent: str) -> None:
        if isinstance(node, Frame):
            found[node.id] = Thing(node.title, node.subtitle, parent, bool(node.children))
            for child in node.children:
                walk(child, node.id)
            return
        if node.title:
            found[node.id] = Thing(node.title, "", parent, True)
        for box in node.boxes:
            found[box.id] = Thing(box.title, box.subtitle, node.id if node.title else parent, False)

    for node in view.children:
        walk(node, "")
    return found


def ends(view: View) -> dict[str, tuple[str, str]]:
    """Where each arrow begins and ends, by its id."""
    alone = {block.id: block.boxes[0].id for block in view.blocks() if not block.title}
    return {
        a.id: (alone.get(a.source, a.source), alone.get(a.target, a.target)) for a in view.arrows
    }


def bare(text: str) -> str:
    """The letters of a text that every format can show, without spaces."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def tells(shown: str, wanted: str) -> bool:
    """Whether what is shown is the wanted text, or a beginning of it with an ellipsis where something is left away."""
    parts = [bare(part) for part in shown.split("…")]
    text = bare(wanted)
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return sum(map(len, parts)) >= min(len(text), 3) and ("…" in shown or bare(shown) == text)


def words_of(markup: str) -> str:
    """The words in a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "\n", markup))
