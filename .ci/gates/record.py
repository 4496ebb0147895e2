"""Figures written down, and what is measured held against them.

What is recorded may only become less.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from gates.figures import Figure

FILE = ".ci/ratchet.toml"
_HEAD = """\
# The least that each figure of the code has come to: none may become more. It is rewritten by
# `.ci/gates/run --tighten` alone, which refuses where a figure is worse; docs/decisions/0017.
"""

Record = Mapping[str, float]


def read(path: Path) -> Record:
    """The recorded figures by id; nothing where there is no record yet."""
    try:
        return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        remedy = "where two branches met, keep the lesser of each figure"
        raise SystemExit(f"{path}: cannot be read: {remedy} ({error})") from None


def write(path: Path, record: Record) -> None:
    """Record these figures, one a line, sorted."""
    lines = [f"{id} = {value}\n" for id, value in sorted(record.items())]
    path.write_text(_HEAD + "".join(lines), "utf-8")


def worse(figures: Iterable[Figure], record: Record) -> tuple[Figure, ...]:
    """Those that are more than was recorded, unless they keep to their goal."""
    return tuple(one for one in figures if one.id in record and one.value > _most(one, record))


def _most(figure: Figure, record: Record) -> float:
    return max(record[figure.id] + figure.slack, figure.goal)


def better(figures: Iterable[Figure], record: Record) -> tuple[Figure, ...]:
    """Those that are less than was recorded, or were not recorded yet."""
    return tuple(one for one in figures if one.id not in record or one.value < record[one.id])


def tightened(figures: Iterable[Figure], record: Record) -> Record:
    """The record with what is better, without what is not measured any more."""
    return {one.id: min(one.value, record.get(one.id, one.value)) for one in figures}
