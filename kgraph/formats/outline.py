"""A picture in words, equal in content: what is where, what leads where, its steps, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.view.view import Arrow, Block, Box, Frame, View


def outline(view: View) -> str:
    """The view as an outline of lines: places with what they hold, arrows, steps, what is left out."""
    lines = [view.subtitle] if view.subtitle else []
    names: dict[str, str] = {}

    def walk(nodes: Iterable[Frame | Block], depth: int) -> None:
        for node in nodes:
            pad = "  " * depth
            if isinstance(node, Block):
                boxes = ", ".join(_told(box) for box in node.boxes)
                names[node.id] = node.title or node.boxes[0].title
                lines.append(f"{pad}- {node.title + ': ' if node.title else ''}{boxes}")
            else:
                names[node.id] = f"{node.title} {node.subtitle}".strip()
                lines.append(f"{pad}- {marked(names[node.id], node.mark)}:")
                walk(node.children, depth + 1)

    walk(view.children, 0)
    lines += [_leads(arrow, names) for arrow in view.arrows]
    if view.steps:
        lines += ["Steps:", *(f"{number}. {step}" for number, step in enumerate(view.steps, 1))]
    return "\n".join([*lines, *map(str, view.left_out)])


def marked(words: str, mark: str) -> str:
    """Words with the mark of what they name."""
    return f"{words} [{mark}]" if mark else words


def _leads(arrow: Arrow, names: dict[str, str]) -> str:
    number = f"({', '.join(map(str, arrow.steps))}) " if arrow.steps else ""
    ends = f"{names[arrow.source]} {'and' if arrow.both else '→'} {names[arrow.target]}"
    return marked(f"{number}{ends}: {arrow.label or arrow.kind}", arrow.mark)


def _told(box: Box) -> str:
    many = f"{box.title} ×{box.count}" if box.count > 1 else box.title
    return marked(f"{many} ({box.subtitle})" if box.subtitle else many, box.mark)
