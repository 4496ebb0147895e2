"""A picture in words, equal in content: what is where, what leads where, what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.view.view import Arrow, Block, Box, Frame, View


def outline(view: View) -> str:
    """The view as lines: places with what they hold, arrows, steps, what is left out."""
    return "\n".join(_lines(view))


def _lines(view: View) -> Iterator[str]:
    if view.subtitle:
        yield view.subtitle
    names: dict[str, str] = {}
    yield from _places(view.children, 0, names)
    for arrow in view.arrows:
        yield _leads(arrow, names)
    if view.steps:
        yield "Steps:"
    for number, step in zip(view.numbers, view.steps, strict=True):
        yield f"{number}. {step}"
    yield from map(str, view.left_out)


def _places(nodes: Iterable[Frame | Block], depth: int, names: dict[str, str]) -> Iterator[str]:
    """Frames and blocks with what they hold; `names` learns what they are called."""
    pad = "  " * depth
    for node in nodes:
        if isinstance(node, Block):
            boxes = ", ".join(map(_told, node.boxes))
            names |= {box.id: box.title for box in node.boxes}
            names[node.id] = node.title or node.boxes[0].title
            yield f"{pad}- {node.title}: {boxes}" if node.title else f"{pad}- {boxes}"
        else:
            names[node.id] = f"{node.title} {node.subtitle}".strip()
            yield f"{pad}- {marked(names[node.id], node.mark)}:"
            yield from _places(node.children, depth + 1, names)


def marked(words: str, mark: str) -> str:
    """Words with the mark of what they name."""
    return f"{words} [{mark}]" if mark else words


def _leads(arrow: Arrow, names: dict[str, str]) -> str:
    number = f"({arrow.number}) " if arrow.number else ""
    between = "and" if arrow.both else "→"
    ends = f"{names[arrow.source]} {between} {names[arrow.target]}"
    return marked(f"{number}{ends}: {arrow.label or arrow.kind}", arrow.mark)


def _told(box: Box) -> str:
    many = f"{box.title} ×{box.count}" if box.count > 1 else box.title
    return marked(f"{many} ({box.subtitle})" if box.subtitle else many, box.mark)
