"""How a command and its processes end: the children of a parent that is killed, and a command that
is told to end.

    python benchmarks/endings.py            how long a child outlives a killed parent, ten rounds each
    python benchmarks/endings.py --signals  what a command does that gets a signal at a random moment

The children are real and in the middle of something long inside a native library. Linux only: it
reads /proc.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve()
BRIEF = HERE.parent.parent / "exports" / "demo" / "brief.yaml"
FILES = {"architecture.json", "architecture.ttl", "overview.png", "overview.svg", "rationale.md"}
PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


# --- parents that are killed


def solve() -> None:
    """The solver on 20,000 components, and on a question without a quick proof once that is
    answered.
    """
    sys.path.insert(0, str(HERE.parent))
    from generate import generate

    from kgraph.assembly import Problem, Solver
    from kgraph.process.child import Limit

    problem = Problem(*generate(20_000))
    solver = Solver()
    _asking(solver._child)
    while True:
        solver.ask("best", problem.facts, limit=Limit(600), statements=problem.statements)


def paint() -> None:
    """A picture of as many pixels as are painted."""
    from kgraph import api
    from kgraph.formats import registry
    from kgraph.formats.options import Options
    from kgraph.formats.painter import Painter

    drawing = api.drawing(api.assemble(api.demo_brief()))
    scale = (99_000_000 / drawing.width / drawing.height) ** 0.5
    module = registry.format_named("png", where="benchmark").module
    painter = Painter(most=1, timeout=600)
    painter.prepare(module)
    _asking(painter._all[0])
    while True:
        painter.render(module, drawing, Options(scale=scale))


def query() -> None:
    """A query that is not at its end before the universe is."""
    from kgraph.knowledge.query.asking import QueryWorker

    data = b"".join(b'<x:s%d> <x:p> "%d" .\n' % (number, number) for number in range(3000))
    worker = QueryWorker(data)
    worker.ask("ASK {}", timeout=600)
    _asking(worker._store)
    worker.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=600)


def guard() -> None:
    """A query that is read by parsers of Python for long: many words that could be those of another
    server.
    """
    from kgraph.knowledge.query.asking import QueryWorker

    worker = QueryWorker(b"")
    worker._guard.start()
    _asking(worker._guard)
    while True:
        worker.ask("ASK { " + "?s ?p ?service . " * 5_000 + "} # service", timeout=600)


PARENTS = {"solve": solve, "paint": paint, "query": query, "guard": guard}


def _asking(child: object) -> None:
    """Tell who will kill us which process it is to watch."""
    print(child._running.process.pid, flush=True)  # type: ignore[attr-defined]


def outlived(name: str, wait: float) -> float:
    """How many seconds a child outlives its parent that is killed so many seconds of work into what
    it is at.
    """
    command = [sys.executable, str(HERE), "--parent", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        if parent.stdout is None:
            raise RuntimeError("a process was started without pipes")
        child = int(parent.stdout.readline())
        end = worked(child) + wait
        while worked(child) < end:
            time.sleep(0.005)
        parent.kill()
        killed = time.monotonic()
        parent.wait()
    while is_there(child):
        if time.monotonic() - killed > PATIENCE:
            os.kill(child, signal.SIGKILL)
            return PATIENCE
        time.sleep(0.001)
    return time.monotonic() - killed


def worked(pid: int) -> float:
    """The seconds of CPU that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def is_there(pid: int) -> bool:
    """Whether a process has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


# --- a command that is told to end


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, what it said, what it wrote, and which of its processes
    were left.
    """

    code: int
    said: str
    files: frozenset[str]
    left: tuple[int, ...]

    def fault(self, number: int) -> str:
        """What is wrong, if anything, with how it took a signal."""
        if self.left:
            return f"left {len(self.left)} processes"
        if self.files not in (frozenset(), FILES):
            return f"left {sorted(self.files)}"
        if self.code == 0:  # the signal came after everything
            return "" if not self.said else f"said {self.said!r}"
        if self.code != 128 + number:
            return f"exit code {self.code}, and said {self.said!r}"
        return "" if self.said == "interrupted\n" else f"said {self.said!r}"


def interrupted(number: int, moment: float) -> Ended:
    """How `kgraph assemble` ends that gets a signal so many seconds after it began to listen."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kgraph", "assemble", str(BRIEF), "-o", f"{folder}/out"]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        while process.poll() is None and not _listens(process.pid):
            time.sleep(0.001)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        children = tuple(_children(process.pid))
        process.send_signal(number)
        _, said = process.communicate(timeout=PATIENCE)
        wait_until = time.monotonic() + PATIENCE
        while any(map(is_there, children)) and time.monotonic() < wait_until:
            time.sleep(0.005)
        out = Path(folder) / "out"
        files = frozenset(path.name for path in out.glob("*")) if out.is_dir() else frozenset()
        left = tuple(filter(is_there, children))
        return Ended(process.returncode, said, files, left)


def _listens(pid: int) -> bool:
    """Whether a process has a handler for SIGTERM, which Python itself has not."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def _children(pid: int) -> Iterator[int]:
    """The processes that a process has started."""
    for task in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = task.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid:
            yield int(task.parent.name)


def usual() -> float:
    """How many seconds the command takes that nobody interrupts."""
    begun = time.monotonic()
    done = interrupted(0, PATIENCE)
    if done.code or done.files != FILES:
        raise RuntimeError(f"the command does not work: {done.said}")
    return time.monotonic() - begun


# --- the tables


def killed(rounds: int = 10) -> None:
    dice = random.Random(1)  # noqa: S311
    print(f"{'child':<8}{'rounds':>8}{'gone after at most':>22}")
    for name in PARENTS:
        seconds = [outlived(name, dice.uniform(0.1, 1.0)) for _ in range(rounds)]
        print(f"{name:<8}{rounds:>8}{max(seconds):>20.3f} s")


def signals(rounds: int = 20) -> None:
    dice = random.Random(1)  # noqa: S311
    whole = min(usual() for _ in range(3))
    print(f"kgraph assemble takes {whole:.1f} s")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        ends = [interrupted(number, dice.uniform(0, whole)) for _ in range(rounds)]
        faults = [fault for end in ends if (fault := end.fault(number))]
        done = sum(end.code == 0 for end in ends)
        print(f"{number.name}: {rounds} times, {done} after its end, {len(faults)} at fault")
        print("".join(f"    {fault}\n" for fault in faults), end="")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--parent"]:
        PARENTS[sys.argv[2]]()
    elif sys.argv[1:] == ["--signals"]:
        signals()
    else:
        killed()
