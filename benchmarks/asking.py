"""What asking takes: through kgraph, on its engine directly, and on rdflib's own store.

``python benchmarks/asking.py [SIZE…]``. Each question is asked in turn of the three, and the least
time on the clock of each counts. The process that answers for kgraph is there already, as it is for
a page; what a whole command takes is told by itself, beside a bare import.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import rdflib
from generate import generate, triples
from run import questions, rdflib_answers
from tables import table_lines

from kgraph import terms
from kgraph.knowledge.query.asking import QueryWorker
from kgraph.model.knowledge import Knowledge

SIZES = (5_000, 50_000)
OF_RDFLIB = 5_000
"""The most components that rdflib is given."""
TIMES = 7
COMMANDS = {
    "kgraph query 'ASK {}'": ("-m", "kgraph", "query", "ASK {}"),
    "kgraph query conflicts": ("-m", "kgraph", "query", "conflicts"),
    "import kgraph": ("-c", "import kgraph"),
    "import pyoxigraph": ("-c", "import pyoxigraph"),
    "the library of the command line": ("-c", "import typer.main, typer._adapters"),
}


def least(*works: Callable[[], object]) -> list[float]:
    """The least seconds that each of some works takes, measured in turn."""
    best = [float("inf")] * len(works)
    for _ in range(TIMES):
        for number, work in enumerate(works):
            begun = time.perf_counter()
            work()
            best[number] = min(best[number], time.perf_counter() - begun)
    return best


def direct(store: ox.Store, query: str) -> list[ox.QuerySolution]:
    """All rows, on the engine itself."""
    return list(store.query(terms.prologue() + query))  # type: ignore[arg-type]


def compared(size: int, folder: Path) -> list[tuple[str, ...]]:
    """A line for each question at a size."""
    knowledge: Knowledge = generate(size)[2]
    path = folder / f"{size}.nt"
    held = knowledge.components.values(), knowledge.capabilities.values(), knowledge.clouds
    path.write_text(triples(*held), "utf-8")
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph()
    if size <= OF_RDFLIB:
        graph.parse(path, format="nt")
    found = []
    with QueryWorker(path, memory=0) as worker:
        worker.ask("ASK {}", timeout=600)
        for name, query in questions(knowledge).items():
            rows = len(worker.ask(query, timeout=600).rows)
            assert rows == len(direct(store, query)), name
            ours, engine = least(
                lambda query=query: worker.ask(query, timeout=600),  # type: ignore[misc]
                lambda query=query: direct(store, query),  # type: ignore[misc]
            )
            theirs = "–"
            if size <= OF_RDFLIB:
                begun = time.perf_counter()
                rdflib_answers(graph, terms.prologue() + query)
                theirs = f"{(time.perf_counter() - begun) * 1000:.0f} ms"
            told = f"{ours * 1000:.2f} ms", f"{engine * 1000:.2f} ms", f"{ours / engine:.2f}"
            found.append((f"{size:,}", name, str(rows), *told, theirs))
    return found


def processor(*words: str) -> float:
    """The least seconds of the processor that a command takes, with all that it starts."""
    best = float("inf")
    for _ in range(TIMES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best, taken)
    return best


def main() -> None:
    """Print both tables."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    lines: list[tuple[str, ...]] = []
    with TemporaryDirectory() as folder:
        for size in sizes:
            lines += compared(size, Path(folder))
    head = ("components", "question", "rows", "kgraph", "pyoxigraph", "times", "rdflib")
    print("\n".join(table_lines(head, lines, markdown=False)), end="\n\n")
    whole = [(name, f"{processor(*words):.3f} s") for name, words in COMMANDS.items()]
    print("\n".join(table_lines(("a whole process", "processor"), whole, markdown=False)))


if __name__ == "__main__":
    main()
