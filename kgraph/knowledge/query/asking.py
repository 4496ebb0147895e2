"""Asking the dataset: queries checked, then run in a process of their own that can be ended.

A query reads nothing but the dataset and the architectures handed over with it; it ends at its time
limit, at its memory limit, and after so many rows. `QueryWorker` is what a page or an HTTP endpoint
keeps; `run` is for one question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path

from kgraph.errors import InputError, KgraphError, Problem, QueryRefused, QueryTimeout, nearest
from kgraph.knowledge.query.results import WHOLE, Result, rows_of
from kgraph.knowledge.query.sparql import Frame
from kgraph.knowledge.query.term import Term
from kgraph.process.child import MEMORY, Answer, Child, Limit, Outcome
from kgraph.process.far_side import JSON
from kgraph.terms import PREFIXES

TIMEOUT = 10.0
LIMIT = 100_000
MAX_BYTES = 64_000_000  # characters in the values of one result
MAX_LENGTH = 100_000  # characters in one query
FORMS = "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"

_REFUSALS = {
    "SERVICE": ("asks another server (SERVICE)", "ask the dataset alone; nothing else can be read"),
    "update": (
        "is an update, and the dataset is only read",
        FORMS,
    ),
    "unreadable": (
        "cannot be checked for SERVICE and FROM",
        "keep to SPARQL 1.1 where these words occur",
    ),
}


Dataset = Path | bytes


class QueryWorker:
    """A process that holds the dataset and answers one query after another; safe to share between
    threads.

    `dataset` is N-Triples: a file, or their bytes, or what gives either when a process starts. The
    process starts with the first query, is ended at the deadline of a query that takes too long,
    and starts anew with the next. What looks as if it asked for more than the dataset is first
    judged by another process. Close it, or use it in a ``with`` statement.
    """

    def __init__(self, dataset: Dataset | Callable[[], Dataset], *, memory: int = MEMORY) -> None:
        self._where = str(dataset) if isinstance(dataset, Path) else "dataset"

        def first() -> Frame:
            data = dataset() if callable(dataset) else dataset
            held = {"path": str(data)} if isinstance(data, Path) else {"text": data.decode()}
            return {"do": "load", **held}

        self._store = Child(
            "kgraph.knowledge.query.query_process",
            form=JSON,
            memory=memory,
            first=first,
        )
        self._guard = Child("kgraph.knowledge.query.guard", form=JSON, memory=memory)

    def ask(
        self,
        text: str,
        *,
        timeout: float = TIMEOUT,
        limit: int = LIMIT,
        graphs: Iterable[tuple[str, str]] = (),
        together: bool = False,
        parameters: Mapping[str, Term] | None = None,
        construct: str = "",
    ) -> Result:
        """Run a query. `graphs` are (Turtle, IRI) pairs that it may read as named graphs, and, if
        they are to be seen `together`, without naming them. `parameters` are values of variables.

        The time counts from here, waiting for who asked before and loading the data included. With
        `construct`, which says how to write one, nothing but a CONSTRUCT is run. QueryRefused for
        what is no query of the dataset, with its line; QueryTimeout at the deadline; InputError
        where a graph is not Turtle, or the query needs more memory than there is.
        """
        time, held = Limit(timeout), list(graphs)
        if len(text) > MAX_LENGTH:
            raise _refused(1, f"is longer than {MAX_LENGTH:,} characters", "shorten it")
        request = {
            "do": "query",
            "text": text,
            "graphs": held,
            "together": together,
            "parameters": {name: astuple(term) for name, term in (parameters or {}).items()},
            "limit": limit,
            "bytes": MAX_BYTES,
            "construct": bool(construct),
            "judged": False,
        }
        advice, reply = self._reply(request, time)
        if reply.get("error") == "suspicious":
            self._judge(text, time)
            advice, reply = self._reply({**request, "judged": True}, time)
        if "error" in reply:
            raise self._failure(reply, construct)
        return Result(
            form=reply["form"],
            variables=tuple(reply.get("variables", ())),
            rows=rows_of(reply.get("rows", ())),
            truth=reply.get("truth"),
            turtle=reply.get("turtle"),
            truncated=reply.get("truncated", False),
            notes=(*_advice(advice), *_notes(reply)),
            text=reply.get("text", text),
            graphs=tuple(iri for _, iri in held),
            seconds=reply.get("seconds", 0.0),
        )

    def close(self) -> None:
        """End the processes, if there are any."""
        self._store.close()
        self._guard.close()

    def __enter__(self) -> QueryWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reply(self, request: Frame, time: Limit) -> tuple[str | None, Frame]:
        """Advice on a query, if there is any, and what came of it."""
        answer = self._store.ask(request, time)
        advice = answer.values[0].get("hint") if answer.values else None
        if answer.outcome in (Outcome.BUSY, Outcome.LATE):
            raise _too_late(answer, time, advice)
        if answer.outcome is not Outcome.DONE:
            raise self._ended(loaded=bool(answer.values))
        return advice, answer.values[-1]

    def _judge(self, text: str, time: Limit) -> None:
        """QueryRefused where a query is none, or asks for anything but the dataset.

        A parser is deep in it, and a long query can exhaust its stack: this ends the guard, not the
        process with the data.
        """
        answer = self._guard.ask(text, time)
        if answer.outcome in (Outcome.BUSY, Outcome.LATE):
            raise QueryTimeout(f"query: took longer than {time} to read: shorten it")
        if answer.outcome is not Outcome.DONE:
            raise _refused(
                1,
                "cannot be read within the limits of the parser",
                "shorten it, or nest it less deeply",
            )
        if answer.values[0]:
            raise self._failure(answer.values[0], "")

    def _ended(self, *, loaded: bool) -> InputError:
        """What to say where the process has ended: the system does not tell a deep stack from too
        much memory.
        """
        memory = f"{self._store.memory >> 20:,} MB of memory"
        if not loaded:
            return InputError.one(
                self._where,
                f"cannot be loaded with {memory}",
                "make it anew, or allow more memory",
            )
        return InputError.one(
            "query",
            f"needs more than {memory}, or is too deep",
            "narrow it, or ask for less at once",
        )

    def _failure(self, reply: Frame, construct: str) -> InputError:
        """The error that a reply tells of."""
        kind, what = reply["error"], reply.get("what", "")
        if kind == "syntax":
            return _unreadable(what, reply["unknown"])
        if kind == "outside":
            return _refused(reply["line"], *_REFUSALS[reply["which"]])
        if kind == "blank":
            return _refused(1, "holds no query", construct or FORMS)
        if kind == "from":
            return _refused(reply["line"], what, reply["remedy"])
        if kind == "parameter":
            return InputError.one("parameter", what, reply["remedy"])
        if kind == "form":
            return _refused(reply["line"], f"is not a CONSTRUCT but {reply['form']}", construct)
        if kind == "graph":
            where = f"{reply['graph']}:{reply['line']}"
            return InputError.one(where, "is not Turtle", "mend the syntax there", what)
        if kind == "dataset":
            return InputError.one(self._where, "cannot be loaded", "make it anew", what)
        return InputError.one("query", "cannot be answered", "change the query", what)


def _refused(line: int, what: str, remedy: str, detail: str = "") -> QueryRefused:
    return QueryRefused([Problem(f"query:{line}", what, remedy, detail)])


def _advice(advice: str | None) -> Iterator[Problem]:
    """How to write a query faster, as something to be said of it."""
    if advice:
        yield Problem(WHOLE, "is slow on large data", advice)


def _notes(reply: Frame) -> Iterator[Problem]:
    """What is to be said of the words of a query."""
    for line, what, remedy in reply.get("notes", ()):
        yield Problem(f"query:{line}", what, remedy)


def _too_late(answer: Answer, time: Limit, advice: str | None) -> KgraphError:
    if answer.outcome is Outcome.BUSY:
        return QueryTimeout(
            f"query: had no turn within {time}, others were asked before: try again"
        )
    how = advice or "narrow the query, or allow it more time"
    return QueryTimeout(f"query: ran longer than {time} and was ended: {how}")


def _unreadable(message: str, unknown: tuple[str, int] | None) -> QueryRefused:
    """A syntax error. Of an unknown prefix the parser says only that something else was expected."""
    if unknown:
        prefix, line = unknown
        return _refused(
            line, f"uses the prefix '{prefix}:', which is not declared", nearest(prefix, PREFIXES)
        )
    return _refused(_line_in(message), "is not SPARQL", "mend the syntax there", message)


def _line_in(message: str) -> int:
    """The line that the parser names, in words only: where they are others one day, the first.

    >>> _line_in("error at 3:10: expected …"), _line_in("something is wrong")
    (3, 1)
    """
    found = re.match(r"error at ([0-9]{1,6}):", message)
    return int(found[1]) if found else 1


def run(
    dataset: Dataset,
    text: str,
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
    graphs: Iterable[tuple[str, str]] = (),
    together: bool = False,
    parameters: Mapping[str, Term] | None = None,
    memory: int = MEMORY,
) -> Result:
    """Answer one query over N-Triples (a file, or their bytes) in a process started for it; as
    `QueryWorker.ask`.
    """
    with QueryWorker(dataset, memory=memory) as once:
        return once.ask(
            text,
            timeout=timeout,
            limit=limit,
            graphs=graphs,
            together=together,
            parameters=parameters,
        )
