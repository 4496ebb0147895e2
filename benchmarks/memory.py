"""How much memory whole commands take: the most that a process of theirs has held at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import picture
from tables import MET, NOT_MET, table_lines

SIZES = ((5, 24), (24, 48))
"""Sites of two clusters, and workloads: about 300 and 3,000 placements."""
BOUND = 1_000
"""The megabytes that no command may need at the larger size."""
PATIENCE = "600"
"""Seconds that a command may take here: memory is measured, not time."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one command held: megabytes of resident memory, seconds on the clock."""

    command: str
    placements: int
    megabytes: float
    seconds: float


def measure(root: Path) -> Iterator[Held]:
    """Assemble, check and draw at each size, each as a process of its own."""
    for sites, workloads in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            (here / "brief.yaml").write_text(picture.crowded(sites, workloads), "utf-8")
            assembled = ("assemble", "brief.yaml", "-o", ".")
            _held(assembled, here, root)  # fills the cache
            of_all = _held(assembled, here, root)
            placed = _placements(here / "architecture.json")
            yield Held("assemble", placed, *of_all)
            yield Held("check", placed, *_held(("check", "architecture.json"), here, root))
            drawn = ("draw", "architecture.json", "-o", "drawn.svg")
            yield Held("draw", placed, *_held(drawn, here, root))


def _held(words: tuple[str, ...], folder: Path, root: Path) -> tuple[float, float]:
    """The peak of a command and of its children, whichever is larger, and its time."""
    cache = os.environ.get("KGRAPH_CACHE") or str(folder / "cache")
    environment = {**os.environ, "PYTHONPATH": str(root), "KGRAPH_CACHE": cache}
    command = [sys.executable, "-m", "kgraph", *words, "--timeout", PATIENCE]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return used.ru_maxrss * unit / 1e6, time.perf_counter() - begun


def _placements(architecture: Path) -> int:
    return len(json.loads(architecture.read_text("utf-8"))["placements"])


def table(rows: list[Held], markdown: bool) -> str:
    """A line for each command and size."""
    head = ("command", "placements", "memory at its peak", f"under {BOUND:,} MB")
    cells = [
        (
            row.command,
            f"{row.placements:,}",
            f"{row.megabytes:,.0f} MB",
            MET if row.megabytes < BOUND else NOT_MET,
        )
        for row in rows
    ]
    lines = table_lines(head, cells, markdown=markdown)
    return "\n".join(lines)
