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
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve()
BRIEF = HERE.parent.parent / "exports" / "demo" / "brief.yaml"
EXPORT = "views: [overview, storage]\ndocuments: [rationale.md, architecture.json]\n"
DRAFT = ".kgraph-draft-"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
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
    _asking(solver._pool._free[-1])
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
class Work:
    """A command that writes anew what an earlier one wrote: its words, with what was there before
    and what is there when it is done.
    """

    name: str
    words: tuple[str, ...]
    old: Path
    new: Path


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, what it said, what is wrong with its files, and which of
    its processes were left.
    """

    code: int
    said: str
    harm: str
    left: tuple[int, ...]

    def fault(self, number: int) -> str:
        """What is wrong, if anything, with how it took a signal."""
        if self.left:
            return f"left {len(self.left)} processes"
        if self.harm:
            return self.harm
        if self.code == 0:  # the signal came after everything
            return "" if not self.said else f"said {self.said!r}"
        if number == signal.SIGKILL:
            return "" if self.code == -number else f"exit code {self.code}"
        if self.code != 128 + number:
            return f"exit code {self.code}, and said {self.said!r}"
        return "" if self.said == "interrupted\n" else f"said {self.said!r}"


def works(folder: Path) -> tuple[Work, Work]:
    """The commands that are told to end, each with what it writes, made in a folder of ours."""
    return _work(folder, "assemble", BRIEF.name), _work(folder, "export", "briefs")


def _work(folder: Path, name: str, what: str) -> Work:
    """A command on the brief of the demo: what was there is of the same brief by an older name."""
    words = ("--format", "svg") if name == "assemble" else ()
    old, new = folder / name / "old", folder / name / "new"
    for place, title in ((old, "Before"), (new, "After")):
        (place / "briefs").mkdir(parents=True)
        text = re.sub("^name:.*", f"name: {title}", BRIEF.read_text(), flags=re.MULTILINE)
        (place / BRIEF.name).write_text(text)
        for number in range(3):
            (place / "briefs" / f"{number}.yaml").write_text(text)
        (place / "briefs" / "export.yaml").write_text(EXPORT)
        command = [sys.executable, "-m", "kgraph", name, what, *words, "-o", "out"]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL)
    return Work(name, (name, what, *words, "-o", "out"), old, new)


def contents(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, drafts of a killed command included."""
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in every}


def interrupted(work: Work, number: int, moment: float) -> Ended:
    """How a command ends that gets a signal so many seconds after it began to listen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "here"
        shutil.copytree(work.new, folder)
        shutil.rmtree(folder / "out")
        shutil.copytree(work.old / "out", folder / "out")
        command = [sys.executable, "-m", "kgraph", *work.words]
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
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
        harm = harmed(work, folder / "out", killed=process.returncode == -signal.SIGKILL)
        if not harm and process.returncode:
            harm = _unmended(work, command, folder)
        left = tuple(filter(is_there, children))
        return Ended(process.returncode, said, harm, left)


def harmed(work: Work, out: Path, *, killed: bool) -> str:
    """What is wrong with the files that an ended command has left, if anything.

    Each is the old or the new one, whole. Who was not killed leaves no drafts, and the files of one
    answer are all old or all new.
    """
    old, new, now = contents(work.old / "out"), contents(work.new / "out"), contents(out)
    drafts = {name for name in now if DRAFT in name}
    whole = {name for name in now.keys() - drafts if now[name] in (old.get(name), new.get(name))}
    if drafts and not killed:
        return f"left drafts: {sorted(drafts)}"
    if missing := (old.keys() & new.keys()) - now.keys():
        return f"lost {sorted(missing)}"
    if half := now.keys() - drafts - whole:
        return f"left {sorted(half)} neither old nor new"
    changed = {Path(name).parent for name in whole if now[name] != old.get(name)}
    kept = {Path(name).parent for name in whole if now[name] != new.get(name)}
    if (changed & kept) and not killed:  # an answer has a folder of its own
        return f"mixed old and new in {sorted(map(str, changed & kept))}"
    return ""


def _unmended(work: Work, command: Sequence[str], folder: Path) -> str:
    """What the same command, given again, does not put right, if anything."""
    again = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if again.returncode:
        return f"given again, it fails: {again.stderr}"
    if contents(folder / "out") != contents(work.new / "out"):
        return "given again, it does not write the same"
    return ""


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


def usual(work: Work) -> float:
    """How many seconds a command takes that nobody interrupts."""
    begun = time.monotonic()
    done = interrupted(work, 0, PATIENCE)
    if done.code or done.harm:
        raise RuntimeError(f"the command does not work: {done.said}{done.harm}")
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
    with tempfile.TemporaryDirectory() as folder:
        for work in works(Path(folder)):
            whole = min(usual(work) for _ in range(3))
            print(f"kgraph {work.name} takes {whole:.1f} s")
            for number in SIGNALS:
                ends = [interrupted(work, number, dice.uniform(0, whole)) for _ in range(rounds)]
                faults = [fault for end in ends if (fault := end.fault(number))]
                done = sum(end.code == 0 for end in ends)
                told = f"{rounds} times, {done} after its end, {len(faults)} at fault"
                print(f"{number.name}: {told}", flush=True)
                print("".join(f"    {fault}\n" for fault in faults), end="")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--parent"]:
        PARENTS[sys.argv[2]]()
    elif sys.argv[1:] == ["--signals"]:
        signals()
    else:
        killed()
