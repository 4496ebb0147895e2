"""What a query found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.errors import InputError, Problem
from kgraph.knowledge.query.term import Term
from kgraph.knowledge.query.values import native
from kgraph.model import notebooks
from kgraph.terms import XSD as XSD
from kgraph.words import count

if TYPE_CHECKING:
    from pandas import DataFrame

Row = tuple[Term | None, ...]
WHOLE = "query"
"""Where something is said of a query as a whole, and not of a line of it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a query found.

    `form` is "select" (`variables` and `rows`), "ask" (`truth`) or "graph" (`turtle`, of CONSTRUCT and DESCRIBE).
    `truncated` says that there was more than the limit allows; `notes` are what is to be said of
    the query itself: words that mean nothing, and how to write it faster, where we know that. As a
    truth value, a result is the answer of an ASK, and of anything else whether something was found.

    >>> bool(Result("ask", truth=False)), bool(Result("select", ("x",), ((None,),)))
    (False, True)
    """

    form: str
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    turtle: str | None = None
    truncated: bool = False
    notes: tuple[Problem, ...] = ()
    text: str = field(default="", compare=False)
    """The query as it was run, with the values of its parameters."""
    graphs: tuple[str, ...] = field(default=(), compare=False)
    """The addresses of what was read beside the dataset."""
    seconds: float = field(default=0.0, compare=False)
    """How long the engine took."""

    @property
    def misread(self) -> tuple[Problem, ...]:
        """What is said of words of the query that mean nothing: what it finds may not be the answer
        to what was meant.
        """
        return tuple(note for note in self.notes if note.where != WHOLE)

    def __repr__(self) -> str:
        if self.form == "ask":
            return f"<Result: {'yes' if self.truth else 'no'}>"
        if self.form == "graph":
            lines = (self.turtle or "").splitlines()
            return f"<Result: a graph, {count(len(lines), 'line')} of Turtle>"
        named = " ".join(f"?{name}" for name in self.variables)
        return f"<Result: {count(len(self.rows), 'row')} of {named}>"

    def _repr_html_(self) -> str | None:
        return notebooks.written("answer", self)

    def __bool__(self) -> bool:
        return bool(self.truth or self.rows or self.turtle)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, object]]:
        """The rows by their variables: days, numbers, truths, text, IRIs as text; None for nothing.

        >>> list(Result("select", ("n",), ((Term("literal", "7", XSD + "integer"),),)))
        [{'n': 7}]
        """
        for row in self.rows:
            yield dict(zip(self.variables, map(native, row), strict=True))

    def to_pandas(self) -> DataFrame:
        """The rows as a table of pandas; InputError where that is not installed."""
        try:
            import pandas
        except ImportError:
            remedy = "install pandas, or go through the rows of the answer"
            raise InputError.one("query", "needs pandas for that table", remedy) from None
        return pandas.DataFrame(list(self), columns=list(self.variables))


def rows_of(values: Iterable[Iterable[list[str | None] | None]]) -> tuple[Row, ...]:
    """Rows from the plain lists in which the worker sends them."""
    return tuple(
        tuple(None if v is None else Term(v[0] or "", v[1] or "", v[2], v[3]) for v in row)
        for row in values
    )
