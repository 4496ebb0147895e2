"""How fast: ratios taken in one run, beside times.

``python benchmarks/run.py [--only NAME] [--json FILE] [--markdown]``. Run it where kgraph is
installed, or with PYTHONPATH=. in a checkout. Each figure is the middle one of several, ours and
theirs measured in turn, so that a busy machine slows both. Within this process the processor's time
is measured (every measured part has one thread), for whole processes the time on the clock. Nothing
here passes or fails.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from itertools import count
from pathlib import Path

import memory
import picture
import questions as asking
from chained import Generated, with_chains
from generate import DAY, SEED, generate, triples
from legibility import contrasts
from tables import MET, NOT_MET, table_lines

from kgraph import api, terms
from kgraph.assembly.demands import SITES
from kgraph.assembly.engine import Engine, Solution, relevant
from kgraph.assembly.facts import brief_facts, catalog_facts
from kgraph.assembly.problem import Problem
from kgraph.formats import png
from kgraph.formats.options import Options
from kgraph.formats.svg import writer as svg
from kgraph.layout.choosing import draw
from kgraph.layout.legibility.gate import faults
from kgraph.layout.legibility.metrics import measure
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.model.topology import Topology, places
from kgraph.view.completeness import missing

ROOT = Path(__file__).resolve().parent.parent
SIZES = (2_000, 20_000)
CATALOG = 5_000
CHECKED = ((5, 24), (11, 40), (24, 48))
"""Sites of two clusters, and workloads, of the architectures that are checked."""
LIBRARIES = ("clingo", "pyoxigraph", "rdflib", "typer", "pygraphviz", "diagrams")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Seconds of ours, seconds of what it is held against, their ratio as the aim states it.
    """

    what: str
    ours: float
    against: str
    theirs: float
    ratio: float
    aim: str
    met: bool
    note: str = ""


def say(text: str) -> None:
    """Progress, on standard error."""
    print(text, file=sys.stderr, flush=True)


def taken(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds that the work takes, once."""
    begun = clock()
    work()
    return clock() - begun


def in_turn(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    times: int,
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, float]:
    """The middle times of both, measured one after the other, after a first go of each that does not count."""
    ours(), theirs()
    pairs = [(taken(ours, clock), taken(theirs, clock)) for _ in range(times)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


# --- the whole process


def process() -> Iterator[Row]:
    """`kgraph assemble` of the demo brief against a process that imports the same libraries and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        cache = {**os.environ, "KGRAPH_CACHE": f"{folder}/cache"}
        brief = str(ROOT / "ontology" / "briefs" / "demo.yaml")
        command = ["-m", "kgraph", "assemble", brief, "-o", f"{folder}/out", "--format", "svg"]
        run(command, cache)  # fills the cache
        libraries = third_party(run(["-X", "importtime", *command], cache))
        say(f"  libraries: {', '.join(sorted({name.split('.')[0] for name in libraries}))}")
        # a few modules are only ever made by others, and cannot be imported by name
        bare = f"import contextlib, importlib\nfor name in {libraries!r}:\n with contextlib.suppress(ImportError): importlib.import_module(name)"
        ours, theirs = in_turn(
            lambda: run(command, cache), lambda: run(["-c", bare], cache), 9, time.perf_counter
        )
    ratio = ours / theirs
    yield Row(
        "`kgraph assemble` of the demo brief, to SVG and rationale",
        ours,
        "importing its libraries",
        theirs,
        ratio,
        "at most 2.5 times",
        ratio <= 2.5,
    )


def run(arguments: list[str], environment: dict[str, str]) -> str:
    """What a Python process writes to standard error; its exit code must be 0."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stderr


def third_party(import_times: str) -> list[str]:
    """The modules of other projects that a run has imported, in that order."""
    names = [
        line.split("|")[2].strip()
        for line in import_times.splitlines()
        if line.startswith("import time:") and line.count("|") == 2
    ]
    known = {
        *sys.stdlib_module_names,
        "kgraph",
        "sitecustomize",
        "usercustomize",
        "_distutils_hack",
    }
    return [
        name
        for name in dict.fromkeys(names)
        if name.split(".")[0] not in known and name.replace(".", "").isidentifier()
    ]


# --- queries

QUERIES = {
    "closure": "SELECT ?x {{ <{leaf}> o:dependsOn+ ?x }} ORDER BY ?x",
    "match": """SELECT ?x ?name {{ ?x o:provides <{capability}> ; o:cloud <{cloud}> ; rdfs:label ?name }} ORDER BY ?name""",
    "gap": """SELECT ?x ?k {{ ?x o:requires ?k ; o:cloud ?on MINUS {{ ?p o:provides ?k ; o:cloud ?on ; o:delivery o:managed }} }}""",
    "group": """SELECT ?k (COUNT(?x) AS ?many) (AVG(?layer) AS ?mean)
        {{ ?x o:provides ?k ; o:requires ?below . ?below o:layer ?layer }} GROUP BY ?k ORDER BY DESC(?many) ?k""",
    "text": """SELECT ?x ?name {{ ?x a o:Component ; rdfs:label ?name ; skos:definition ?words FILTER(CONTAINS(LCASE(?words), "{word}")) }}
        ORDER BY ?name LIMIT 50""",
}
"""The five questions of the published comparison, in our vocabulary."""


def queries() -> Iterator[Row]:
    """The five queries on pyoxigraph against rdflib's own store, on the same generated data, results compared first."""
    import pyoxigraph as ox
    import rdflib

    _, _, knowledge = generate(CATALOG)
    text = triples(knowledge.components.values(), knowledge.capabilities.values(), knowledge.clouds)
    say(f"  {CATALOG:,} components, {text.count(chr(10)):,} triples, seed {SEED}")
    store, graph = ox.Store(), rdflib.Graph()
    loaded = (
        taken(lambda: store.bulk_load(text.encode(), format=ox.RdfFormat.N_TRIPLES)),
        taken(lambda: graph.parse(data=text, format="nt")),
    )
    say(f"  load: {loaded[0]:.2f} s, rdflib {loaded[1]:.2f} s")
    ratios, total, other = [], 0.0, 0.0
    for name, query in questions(knowledge).items():
        full = terms.prologue() + query
        ours, theirs = answers(store, full), rdflib_answers(graph, full)
        assert ours == theirs, f"{name}: {len(ours)} rows, rdflib {len(theirs)}"
        mine, its = in_turn(partial(answers, store, full), partial(rdflib_answers, graph, full), 3)
        ratios.append(its / mine)
        total, other = total + mine, other + its
        say(
            f"  {name}: {len(ours)} rows, {mine * 1000:.2f} ms, rdflib {its * 1000:.1f} ms, {its / mine:.0f} times"
        )
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    each = ", ".join(f"{name} {ratio:.0f}" for name, ratio in zip(QUERIES, ratios, strict=True))
    yield Row(
        f"five queries on {CATALOG:,} components",
        total,
        "rdflib's own store",
        other,
        mean,
        "20 times faster (geometric mean)",
        mean >= 20,
        each,
    )


def questions(knowledge: Knowledge) -> dict[str, str]:
    """The queries with names filled in: a component with a deep closure, what is offered most."""
    components = knowledge.components.values()
    after = {
        c.id: [need.alternatives[0] for need in c.needs if len(need.alternatives) == 1]
        for c in components
    }
    leaf = max(sorted(after), key=lambda id: len(reached(id, after)))
    (capability, cloud), _ = Counter(
        (p, cloud) for c in components for p in c.provides for cloud in c.clouds
    ).most_common(1)[0]
    words = {
        "leaf": terms.COMPONENT + leaf,
        "capability": terms.CAPABILITY + capability,
        "cloud": terms.CLOUD + cloud,
        "word": f"{CATALOG // 100}",
    }
    return {name: query.format(**words) for name, query in QUERIES.items()}


def reached(id: str, after: dict[str, list[str]]) -> set[str]:
    """Everything that follows from a component."""
    found: set[str] = set()
    todo = list(after[id])
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += after[one]
    return found


def answers(store: object, query: str) -> list[tuple[str, ...]]:
    """The rows as plain values, sorted."""
    found = store.query(query)  # type: ignore[attr-defined]
    return sorted(tuple(plain(row[v].value) for v in found.variables) for row in found)


def rdflib_answers(graph: object, query: str) -> list[tuple[str, ...]]:
    """The same with rdflib."""
    return sorted(tuple(plain(str(value)) for value in row) for row in graph.query(query))  # type: ignore[attr-defined]


def plain(value: str) -> str:
    """Decimals cut to nine digits: the engines carry different precision."""
    try:
        return f"{float(value):.9g}"
    except ValueError:
        return value


# --- assembly


def optimum(facts: list[str], statements: list[str]) -> Solution | None:
    """The best placements: what is not relevant left out, the rest grounded and solved."""
    return Engine(facts).best(statements)


def assembly() -> Iterator[Row]:
    """From facts in memory to the proven optimum, at two sizes: grounding and solving."""
    times: dict[int, float] = {}
    for size in SIZES:
        brief, said, knowledge = generate(size)
        topology = Topology(places(brief))
        widest = {id: knowledge.widest(component) for id, component in knowledge.components.items()}
        facts = [
            *catalog_facts(
                knowledge.components.values(), knowledge.capabilities.values(), DAY, widest
            ),
            *brief_facts(brief, said, topology, knowledge),
        ]
        statements = [*(s.id for s in said), SITES]
        best = optimum(facts, statements)
        assert best is not None, f"no architecture at {size} components: choose another seed"
        each = [taken(partial(optimum, facts, statements)) for _ in range(7)]
        times[size] = statistics.median(each)
        say(
            f"  {size:,} components (seed {SEED}): {len(facts):,} facts, {len(relevant(facts)):,} of them relevant, {len(best.placements)} placements, "
            f"costs {[cost for _, cost in best.costs]}: {times[size]:.3f} s (fastest {min(each):.3f})"
        )
    small, large = (times[size] for size in SIZES)
    yield Row(
        f"assembly on {SIZES[1]:,} components, facts in memory to proven optimum", large, f"{SIZES[0]:,} components", small, large / small,
        "under 0.6 s and under 10 times", large < 0.6 and large < 10 * small,
    )  # fmt: skip


# --- pictures


def pictures() -> Iterator[Row]:
    """A picture of 60 boxes in SVG, against Graphviz alone on the same boxes, groups, arrows and icons."""
    import pygraphviz

    view = picture.view()
    dot = picture.dot(view)
    boxes = sum(len(block.boxes) for block in view.blocks())
    say(f"  {boxes} boxes, {len(view.arrows)} arrows")
    ours, theirs = in_turn(
        lambda: svg.render(draw(view), Options()),
        lambda: pygraphviz.AGraph(string=dot).draw(format="svg", prog="dot"),
        15,
    )
    yield Row(
        f"SVG of {boxes} boxes",
        ours,
        "Graphviz alone",
        theirs,
        ours / theirs,
        "at most 1.5 times",
        ours <= 1.5 * theirs,
    )


def all_views() -> Iterator[Row]:
    """All views of an architecture of 40 placements in SVG, against Graphviz alone on the same views as DOT."""
    import pygraphviz

    architecture = api.assemble(picture.grown(40))
    names = [view.id for view in api.views(architecture)]
    dots = {name: picture.dot(api.drawing(architecture, name).view) for name in names}
    rounds = count()

    def ours() -> None:
        fresh = replace(
            architecture, name=f"round {next(rounds)}"
        )  # what is remembered of one helps no other
        for name in names:
            api.draw(fresh, view=name)

    def theirs() -> None:
        for dot in dots.values():
            pygraphviz.AGraph(string=dot).draw(format="svg", prog="dot")

    mine, its = in_turn(ours, theirs, 5)
    each = {name: taken(partial(api.draw, architecture, view=name)) for name in names}
    slowest = ", ".join(
        f"{name} {seconds(each[name])}" for name in sorted(each, key=lambda n: -each[n])[:3]
    )
    yield Row(
        f"all {len(names)} views of {len(architecture.placements)} placements as SVG",
        mine,
        "Graphviz alone",
        its,
        mine / its,
        "at most 1.5 times",
        mine <= 1.5 * its,
        f"slowest: {slowest}",
    )


def growth() -> Iterator[Row]:
    """The overview of architectures of 15 to 1,000 placements as SVG, the PNG of it, and whether it meets the gate."""
    for size in picture.GROWN:
        architecture = api.assemble(picture.grown(size))
        drawing = api.drawing(architecture)
        metrics = measure(drawing)
        wrong = [*faults(metrics, contrasts(drawing)), *missing(drawing.view, architecture)]
        mine, painted = in_turn(
            overview_drawer(architecture), partial(png.render, drawing, Options()), 3
        )
        views = len(api.views(architecture))
        say(
            f"  {len(architecture.placements):,} placements: SVG {seconds(mine)}, PNG {seconds(painted)}, {views} views"
        )
        yield Row(
            f"overview of {len(architecture.placements):,} placements as SVG",
            mine,
            "painting it as PNG",
            painted,
            mine / painted,
            "meets the gate",
            not wrong,
            f"one of {views} views; {metrics.boxes} boxes, {metrics.arrows} arrows; gate: {'; '.join(wrong) or 'met'}",
        )


def overview_drawer(architecture: Architecture) -> Callable[[], object]:
    """Draws the overview of an architecture under another name each time, so that nothing remembered of it helps."""
    rounds = count()
    return lambda: api.draw(replace(architecture, name=f"round {next(rounds)}"))


def checks() -> Iterator[Row]:
    """Judging architectures of about 300, 1,000 and 3,000 placements: time of the processor, on the clock, growth."""
    taken_before, placed_before = 0.0, 0
    for sites, workloads in CHECKED:
        architecture = api.assemble(picture.crowded(sites, workloads))
        placed = len(architecture.placements)
        begun = time.perf_counter()
        spent = taken(partial(api.check, architecture))
        clock = time.perf_counter() - begun
        growth = spent / taken_before if taken_before else 1.0
        size = placed / placed_before if placed_before else 1.0
        say(f"  {placed:,} placements: {spent:.2f} s of the processor, {clock:.2f} s on the clock")
        yield Row(
            f"check of {placed:,} placements",
            spent,
            f"{placed_before:,} placements" if placed_before else "itself",
            taken_before or spent,
            growth,
            "3 s at 3,000",
            spent <= 3,
            f"{size:.1f} times the placements; {clock:.2f} s on the clock",
        )
        taken_before, placed_before = spent, placed


# --- chains


def chains() -> Iterator[Row]:
    """The optimum with six chains, against the same brief that asks for their players alone."""
    size, wanted = 20_000, 5
    pairs: list[tuple[float, float]] = []
    for seed in count(1):
        found = _chained(generate(size, seed), seed)
        pairs += [found] if found else []
        if len(pairs) == wanted:
            break
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = math.exp(statistics.fmean(math.log(one / other) for one, other in pairs))
    each = ", ".join(f"{one / other:.2f}" for one, other in pairs)
    yield Row(
        f"the optimum at {size:,} components with six chains",
        ours,
        "without the chains",
        theirs,
        ratio,
        "at most 1.5 times",
        ratio <= 1.5,
        f"geometric mean over {wanted} seeds ({each}); what the chains need is asked for in both",
    )


def _chained(generated: Generated, seed: int) -> tuple[float, float] | None:
    """The times with chains and without; None where no way leads through some chain."""
    alone, joined = (
        Problem(*with_chains(generated, seed, joined=asked)) for asked in (False, True)
    )
    if Engine(joined.facts).best(joined.statements) is None:
        return None
    return in_turn(
        lambda: Engine(joined.facts).best(joined.statements),
        lambda: Engine(alone.facts).best(alone.statements),
        5,
    )


# --- the table

MEASURES: dict[str, Callable[[], Iterator[Row]]] = {
    "process": process,
    "queries": queries,
    "assembly": assembly,
    "chains": chains,
    "picture": pictures,
    "views": all_views,
    "growth": growth,
    "check": checks,
}


def machine() -> str:
    """What it was measured on."""
    cpu = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        cpu = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    where = (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )
    return f"{where}, {libraries}; seed {SEED}; shares of a catalog of {len(api.knowledge().components)}"


def seconds(value: float) -> str:
    """A time for people."""
    return (
        f"{value:.2f} s"
        if value >= 1
        else f"{value * 1000:.0f} ms"
        if value >= 0.01
        else f"{value * 1000:.1f} ms"
    )


def table(rows: list[Row], markdown: bool) -> str:
    """The rows as Markdown, or as columns."""
    head = ("what", "ours", "against", "theirs", "ratio", "aim", "")
    cells = [
        (
            r.what,
            seconds(r.ours),
            r.against,
            seconds(r.theirs),
            f"{r.ratio:.1f}",
            r.aim,
            MET if r.met else NOT_MET,
        )
        for r in rows
    ]
    lines = table_lines(head, cells, markdown=markdown)
    return "\n".join(
        [*lines, "", *(f"{r.what}: {r.note}" for r in rows if r.note), f"Measured on {machine()}."]
    )


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description="Measure kgraph against what it is built on.")
    parser.add_argument(
        "--only", choices=[*MEASURES, "memory", "questions"], help="measure one thing"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file too")
    parser.add_argument(
        "--markdown", action="store_true", help="print the table as Markdown, for the README"
    )
    options = parser.parse_args()
    rows: list[Row] = []
    for name in [options.only] if options.only else MEASURES:
        if name in MEASURES:
            say(f"{name} …")
            rows += MEASURES[name]()
    held: list[memory.Held] = []
    if options.only in (None, "memory"):
        say("memory …")
        held = list(memory.measure(ROOT))
    answered = []
    if options.only in (None, "questions"):
        say(f"questions (seed {SEED}) …")
        answered = [asking.measure(size, SEED) for size in asking.SIZES]
    if rows:
        print(table(rows, options.markdown))
    if held:
        print(f"\n{memory.table(held, options.markdown)}\n\nMeasured on {machine()}.")
    if answered:
        print(f"\n{asking.table(answered, options.markdown)}\n\nMeasured on {machine()}.")
    if options.json:
        figures = {
            "machine": machine(),
            "seed": SEED,
            "rows": [asdict(row) for row in rows],
            "questions": answered,
            "memory": [asdict(row) for row in held],
        }
        options.json.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
