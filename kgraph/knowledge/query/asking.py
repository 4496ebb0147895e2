"""Asking the dataset: queries checked, then run in a process of their own that can be ended.

A query reads nothing but the dataset and the architectures handed over with it; it ends at its time limit, at its
memory limit, and after so many rows. `QueryWorker` is what a page or an HTTP endpoint keeps; `run` is for one question.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.errors import InputError, Problem, QueryRefused, QueryTimeout, nearest
from kgraph.knowledge.query import query_process as worker
from kgraph.knowledge.query import sparql
from kgraph.knowledge.query.results import Result, rows_of
from kgraph.knowledge.store import rows
from kgraph.process.child import JSON, Child, Deadline, pipes, read_frame, write_frame
from kgraph.terms import PREFIXES, tail

TIMEOUT = 10.0
START = 60.0  # seconds to load the dataset
LIMIT = 100_000
MAX_BYTES = 64_000_000  # characters in the values of one result
MAX_LENGTH = 100_000  # characters in one query
MEMORY = 2 << 30

_REFUSALS = {
    "SERVICE": ("asks another server (SERVICE)", "ask the dataset alone; nothing else can be read"),
    "FROM": (
        "names a data set of its own (FROM)",
        "leave FROM out; write GRAPH <iri> { … } for an architecture",
    ),
    "update": (
        "is an update, and the dataset is only read",
        "ask with SELECT, ASK, CONSTRUCT or DESCRIBE",
    ),
    "unreadable": (
        "cannot be checked for SERVICE and FROM",
        "keep to SPARQL 1.1 where these words occur",
    ),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A question kept in the graph: `form` is "select", "ask" or "graph", as in `Result`."""

    id: str
    label: str
    comment: str
    text: str
    form: str


def examples(store: ox.Store) -> tuple[Example, ...]:
    """The example queries in the dataset, sorted by id."""
    found = rows(
        store,
        """SELECT ?x ?label ?comment ?text ?form { VALUES (?how ?form) { (sh:select "select") (sh:ask "ask") (sh:construct "graph") }
        ?x a sh:SPARQLExecutable ; rdfs:label ?label ; rdfs:comment ?comment ; ?how ?text }""",
    )
    return tuple(
        sorted(
            (Example(tail(r["x"]), r["label"], r["comment"], r["text"], r["form"]) for r in found),
            key=lambda e: e.id,
        )
    )


def prepare(text: str, *, timeout: float = TIMEOUT) -> str:
    """The query with our prefixes declared, fit for any engine, after checking its syntax and what it reaches.

    QueryRefused with the line where it is no SPARQL query, is an update, or uses SERVICE or FROM; QueryTimeout where
    the check itself takes too long. It is read in a process of its own: a long query can exhaust a parser's stack.
    """
    text = _sized(text)
    _check(text, timeout)
    return sparql.with_prefixes(text)


@functools.lru_cache(maxsize=256)
def _check(text: str, timeout: float) -> None:
    suspicious = sparql.may_reach_outside(text) or sparql.may_update(text)
    request = {"text": text, "suspicious": suspicious, "prefixes": PREFIXES}
    try:
        done = subprocess.run(
            _command("guard.py"),
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryTimeout(f"query: took longer than {timeout:g} s to read: shorten it") from None
    if done.returncode:
        raise _refused(
            1,
            "cannot be read within the limits of the parser",
            "shorten it, or nest it less deeply",
        )
    verdict: dict[str, Any] = json.loads(done.stdout)
    if "syntax" in verdict:
        raise _unreadable(verdict["syntax"], text)
    if outside := verdict.get("outside"):
        raise _refused(
            sparql.line_of(outside, text) if outside in ("SERVICE", "FROM") else 1,
            *_REFUSALS[outside],
        )


def _sized(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise _refused(1, f"is longer than {MAX_LENGTH:,} characters", "shorten it")
    return sparql.normalised(text)


def _refused(line: int, what: str, remedy: str, detail: str = "") -> QueryRefused:
    return QueryRefused([Problem(f"query:{line}", what, remedy, detail)])


def _unreadable(message: str, text: str) -> QueryRefused:
    """A syntax error. Of an unknown prefix the parser says only that something else was expected."""
    if unknown := sparql.unknown_prefix(text):
        prefix, line = unknown
        return _refused(
            line, f"uses the prefix '{prefix}:', which is not declared", nearest(prefix, PREFIXES)
        )
    return _refused(_line_in(message), "is not SPARQL", "mend the syntax there", message)


def _line_in(message: str) -> int:
    """The line that the parser names. It does so in words only: where they are others one day, it is the first line.

    >>> _line_in("error at 3:10: expected …"), _line_in("something is wrong")
    (3, 1)
    """
    found = re.match(r"error at ([0-9]{1,6}):", message)
    return int(found[1]) if found else 1


def _command(script: str) -> list[str]:
    """The call of a script beside this file, without that folder on its module path."""
    return [sys.executable, "-P", str(Path(__file__).with_name(script))]


class QueryWorker(Child):
    """A process that holds the dataset and answers one query after another; safe to share between threads.

    `dataset` is N-Triples: a file, or their bytes. The process starts with the first query, is ended at the deadline of
    a query that takes too long, and starts anew with the next. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, dataset: Path | bytes, *, memory: int = MEMORY) -> None:
        super().__init__(Path(__file__).with_name("query_process.py"), form=JSON, memory=memory)
        self._dataset = dataset
        self._memory = memory

    def ask(
        self,
        text: str,
        *,
        timeout: float = TIMEOUT,
        limit: int = LIMIT,
        graphs: Iterable[tuple[str, str]] = (),
    ) -> Result:
        """Run a query. `graphs` are (Turtle, IRI) pairs that it may read as named graphs.

        QueryRefused for what is no query of the dataset, with its line; QueryTimeout at the deadline; InputError where
        a graph is not Turtle, or the query needs more memory than there is.
        """
        text = _sized(text)
        if sparql.may_reach_outside(text):
            _check(text, timeout)
        request = {
            "do": "query",
            "text": text,
            "graphs": list(graphs),
            "limit": limit,
            "bytes": MAX_BYTES,
            "seconds": timeout,
        }
        with self._lock:
            reply = self._exchange(self._running(), request, timeout)
        if reply is None:
            advice = sparql.hint(text) or "narrow the query, or allow it more time"
            raise QueryTimeout(f"query: ran longer than {timeout:g} s and was ended: {advice}")
        if "error" in reply:
            raise _failure(reply, text, self._memory)
        return Result(
            form=reply["form"],
            variables=tuple(reply.get("variables", ())),
            rows=rows_of(reply.get("rows", ())),
            truth=reply.get("truth"),
            turtle=reply.get("turtle"),
            truncated=reply.get("truncated", False),
            hint=sparql.hint(text),
        )

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started and loaded where there is none."""
        if process := self._alive():
            return process
        process = self._start()
        data = (
            {"path": str(self._dataset)}
            if isinstance(self._dataset, Path)
            else {"text": self._dataset.decode()}
        )
        reply = self._exchange(process, {"do": "load", "prefixes": PREFIXES, **data}, START)
        if reply is None or "error" in reply:
            self._discard()
            where = str(self._dataset) if isinstance(self._dataset, Path) else "dataset"
            what = reply.get("what") if reply else f"took longer than {START:g} s"
            raise InputError.one(
                where,
                "cannot be loaded",
                "make it anew, or allow more memory",
                what or "out of memory",
            )
        return process

    def _exchange(
        self, process: subprocess.Popen[bytes], request: worker.Frame, seconds: float
    ) -> worker.Frame | None:
        """Send a request and await its reply; None where the process had to be ended at the deadline."""
        questions, replies = pipes(process)
        deadline = Deadline(process, seconds)
        try:
            with self._until(deadline):
                write_frame(questions, request, JSON)
                reply: worker.Frame = read_frame(replies, JSON)
                return reply
        except (EOFError, OSError):
            return {"error": "ended"} if deadline.met() else None

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._discard()

    def __enter__(self) -> QueryWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _failure(reply: worker.Frame, text: str, memory: int) -> InputError:
    """The error that a worker's reply tells of."""
    kind, what = reply["error"], reply.get("what", "")
    if kind == "syntax":
        if sparql.may_update(text):
            try:
                _check(text, TIMEOUT)  # raises the same, or that it is an update
            except InputError as error:
                return error
        return _unreadable(what, text)
    if kind == "graph":
        spot = f"{reply['graph']}:{reply['line']}"
        return InputError.one(spot, "is not Turtle", "mend the syntax there", what)
    if kind == "failed":
        return InputError.one("query", "cannot be answered", "change the query", what)
    return InputError.one(
        "query",
        f"needs more than {memory >> 20:,} MB of memory, or is too deep",
        "narrow it, or ask for less at once",
    )


def run(
    dataset: Path | bytes,
    text: str,
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
    graphs: Iterable[tuple[str, str]] = (),
    memory: int = MEMORY,
) -> Result:
    """Answer one query over N-Triples (a file, or their bytes) in a process started for it; as `QueryWorker.ask`."""
    with QueryWorker(dataset, memory=memory) as once:
        return once.ask(text, timeout=timeout, limit=limit, graphs=graphs)
