"""What alternatives cost a user: `kgraph assemble` on the insurer's brief with them and without.

    python benchmarks/alternatives.py [ROUNDS]

The two commands take turns; the middle time of each is told, and how often the plain one the other
takes. With `-o`, where pictures and documents are written, and without. Ends with 1 where one of
them takes more than its limit.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

SCENARIO = Path(__file__).resolve().parent.parent / "tests" / "scenarios" / "insurer.yaml"
LIMIT = 1.5
ROUNDS = 7
ALTERNATIVES = ("--alternatives", "3")


def seconds(*words: str) -> float:
    """What a command and its processes take of processors, whatever else the machine does."""
    begun = _used()
    command = [sys.executable, "-m", "kgraph", "assemble", *words]
    subprocess.run(command, check=True, capture_output=True)
    return _used() - begun


def _used() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def compared(brief: str, rounds: int, *more: str) -> tuple[float, float]:
    """The middle times of the plain command and of the one with alternatives."""
    plain: list[float] = []
    others: list[float] = []
    seconds(brief)  # the first one of all fills the caches
    for _ in range(rounds):
        plain.append(seconds(brief, *more))
        others.append(seconds(brief, *ALTERNATIVES, *more))
    return statistics.median(plain), statistics.median(others)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    most = 0.0
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(folder) / "insurer.yaml"
        brief.write_text(yaml.safe_load(SCENARIO.read_text("utf-8"))["brief"], "utf-8")
        for words in ((), ("-o", str(Path(folder) / "out"))):
            plain, others = compared(str(brief), rounds, *words)
            most = max(most, others / plain)
            what = "written" if words else "told"
            times = f"{others / plain:.2f} times"
            print(f"{what}: plain {plain:.2f} s, three alternatives {others:.2f} s, {times}")
    return int(most > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
