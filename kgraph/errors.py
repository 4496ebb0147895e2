"""What can go wrong, as one tree of exceptions.

    KgraphError
    ├── InputError (ValueError)      the user's input is wrong; carries every problem found
    │   └── QueryRefused             a query asks for more than the dataset
    ├── OutputError (OSError)        something cannot be written
    ├── QueryTimeout (TimeoutError)  a query ran longer than it may
    ├── SolverTimeout (TimeoutError) the solver found nothing in the time it had
    ├── RenderTimeout (TimeoutError) a picture took longer to paint than it may
    ├── RenderFailed                 a picture cannot be painted: no memory, or its process ended
    └── Unsatisfiable                no architecture answers the brief; carries the conflict

A *finding* (a rule that an architecture breaks) is an answer, not an exception; see
`kgraph.model.finding`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgraph.model.conflict import Conflict


MAX_SHOWN = 60
"""How many characters of a word of the user's a message shows."""
MAX_DETAIL = 160
"""How many characters of a library's message are told as a detail."""
_LIKE = 0.65
"""How like a word another must be to be meant, from 0 to 1."""
_PARTS = re.compile(r"[^a-z0-9]+")
"""What stands between the parts of an id."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with the input: where it stands, what it is, what to do.

    `detail` is what a library says of it. Its words change with its versions, so they stand at the
    end, and nothing may depend on them.
    """

    where: str
    what: str
    remedy: str
    detail: str = ""

    def __str__(self) -> str:
        said = shown(" ".join(self.detail[: 4 * MAX_DETAIL].split()), MAX_DETAIL)
        return f"{self.where}: {self.what}: {self.remedy}{f' ({said})' if said else ''}"


class KgraphError(Exception):
    """The base of everything that kgraph raises on purpose."""


class InputError(KgraphError, ValueError):
    """The input is wrong. `problems` holds everything that was found, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[object, ...]]:
        """It is sent between processes by its problems."""
        return type(self), (self.problems,)

    @classmethod
    def one(cls, where: str, what: str, remedy: str, detail: object = "") -> InputError:
        """An error with a single problem; `detail` is what a library says of it."""
        return cls([Problem(where, what, remedy, str(detail))])


class QueryRefused(InputError):
    """A query asks for something other than the dataset."""


class OutputError(KgraphError, OSError):
    """Something cannot be written: where, what, what to do."""


class QueryTimeout(KgraphError, TimeoutError):
    """A query ran longer than its time limit and was ended."""


class SolverTimeout(KgraphError, TimeoutError):
    """The solver found nothing in the time it had."""


class RenderTimeout(KgraphError, TimeoutError):
    """A picture took longer to paint than its time limit, and its process was ended."""


class RenderFailed(KgraphError):
    """A picture cannot be painted: it needs more memory than there is, or the process that paints
    has ended.
    """


class Unsatisfiable(KgraphError):
    """No architecture answers the brief; `conflict` holds the statements that clash."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        said = "; ".join(statement.text for statement in conflict.statements)
        super().__init__(f"these statements cannot hold together: {said}. {conflict.story}")

    def __reduce__(self) -> tuple[type[Unsatisfiable], tuple[Conflict]]:
        """It is sent between processes by its conflict."""
        return type(self), (self.conflict,)


def shown(text: str, most: int = MAX_SHOWN) -> str:
    """A text of somebody else's as our messages show it: cut, and every character that is not to
    be seen as its escape.

    >>> shown("eu\\n"), shown("a" * 99, 6)
    ('eu\\\\n', 'aaaaa…')
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(map(_visible, cut))


def _visible(letter: str) -> str:
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")


def nearest(word: str, known: Iterable[str], *, prefix: str = "") -> str:
    """A remedy that names what the user may have meant. `prefix` stands before each name as it is
    written, and says nothing of how like two are.

    >>> nearest("multi-regions", ["multi-region", "multi-cloud"])
    "did you mean 'multi-region'?"
    """
    choices = sorted(known)
    if meant := likely(word, choices, prefix=prefix):
        return meant
    told = [f"{prefix}{shown(choice)}" for choice in choices[:12]]
    named = ", ".join(told) + (", …" if len(choices) > 12 else "")
    return f"known are: {named}" if choices else "there is none to choose"


def likely(word: str, choices: Iterable[str], *, prefix: str = "") -> str:
    """The question for what the user may have meant; empty where nothing is like it.

    That is the shortest of which the word is a whole part, else what is written most alike, else
    the longest that is a part of the word. Texts are compared in quadratic time, so what is too
    long to be meant is not.

    >>> likely("multi-regions", ["multi-region", "multi-cloud"]), likely("x", ["multi-region"])
    ("did you mean 'multi-region'?", '')
    >>> likely("region", ["multi-region", "legion"])
    "did you mean 'multi-region'?"
    """
    close = _close(word, sorted(choices)) if len(word) <= MAX_SHOWN else []
    return f"did you mean '{prefix}{shown(close[0])}'?" if close else ""


def _close(word: str, choices: Iterable[str]) -> list[str]:
    """What a word may mean, the likeliest first."""
    short = [choice for choice in choices if len(choice) <= 2 * MAX_SHOWN]
    holding = filter(partial(_is_part, word), short)
    like = difflib.get_close_matches(word, short, n=1, cutoff=_LIKE)
    within = [choice for choice in short if _is_part(choice, word)]
    return [*sorted(holding, key=len), *like, *sorted(within, key=len, reverse=True)]


def _is_part(word: str, of: str) -> bool:
    """Whether a word is a whole part of another."""
    return word.lower() in _PARTS.split(of.lower())
