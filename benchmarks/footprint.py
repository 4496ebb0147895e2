"""What a server takes: memory, open files, processor time, with its processes; and what it keeps.

Linux only: it is read from ``/proc``.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.documents.caches import chosen_folder

PAGE, TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Footprint:
    """`own` and `others` are the megabytes of the server and of its processes, `opened` its open
    files, `kept` and `size` the files in its folder and their bytes, `seconds` processor time.
    """

    own: float
    others: float
    opened: int
    kept: int
    size: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.own:.0f} + {self.others:.0f} MB, {self.opened} open, "
            f"{self.kept} files of {self.size / 1e6:.1f} MB"
        )


def server_of(base: str) -> int:
    """The number of the process that serves an address."""
    asked = ["pgrep", "-f", f"kgraph.web.serve {base.rpartition(':')[2]}"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True)
    return int(listed.stdout.split()[0])


def footprint(server: int) -> Footprint:
    """What it takes now."""
    others = list(_children(server))
    folder = [one.stat() for one in chosen_folder().rglob("*") if one.is_file()]
    return Footprint(
        own=_megabytes(server),
        others=sum(map(_megabytes, others)),
        opened=len(list(Path(f"/proc/{server}/fd").iterdir())),
        kept=len(folder),
        size=sum(one.st_size for one in folder),
        seconds=sum(map(_seconds, (server, *others))),
    )


def _children(server: int) -> Iterator[int]:
    """The processes that it has started, and theirs."""
    listed = Path(f"/proc/{server}/task").glob("*/children")
    for task in listed:
        for child in map(int, _text(task).split()):
            yield child
            yield from _children(child)


def _megabytes(process: int) -> float:
    held = _text(Path(f"/proc/{process}/statm")).split()
    return int(held[1]) * PAGE / 1e6 if held else 0.0


def _seconds(process: int) -> float:
    """Processor time, with that of its children that have ended."""
    told = _text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return sum(map(int, told[11:15])) / TICK if told else 0.0


def _text(path: Path) -> str:
    """What is told of a process; nothing of one that has ended."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
