"""The text of a brief once the fields of its form say something else. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from kgraph import api
from kgraph.model.brief import Brief
from kgraph.model.decisions import Decision
from kgraph.web import form, listed

EMPTY = "name: Architecture\n"
"""The text of a brief that says nothing."""


def edited(
    text: str,
    values: Mapping[str, Any],
    read: Callable[[str], Brief],
    change: Callable[[Brief], Brief] | None = None,
) -> str:
    """The text changed to say what fields of these values say, perhaps after a change of that.

    `read` is how texts are read.
    """
    before = read(text)
    said = form.read(values, before, read(EMPTY), api.questions(before))
    after = change(said) if change else said
    return api.changed_text(text, before, after, read=read)


def relisted(text: str, stem: str, change: listed.Change, read: Callable[[str], Brief]) -> str:
    """The text after a change of the table of one of its lists; see `kgraph.web.listed`."""
    default = read(EMPTY)
    less = partial(listed.without, stem=stem, gone=change.gone, default=default)
    text = edited(text, listed.values(stem, change.cells), read, less)
    for row in change.new:
        number = listed.size(read(text), stem)
        text = edited(text, {}, read, partial(listed.one_more, stem=stem, default=default))
        called_by_id = {"name": None, **row}
        text = edited(text, listed.values(stem, {number: called_by_id}), read)
    return text


def choices(
    questions: Sequence[tuple[str, Decision]], values: Mapping[str, Any], last: str = ""
) -> Iterator[tuple[str, Any]]:
    """Every single change of questions, each told with the key of its field: that key, and the
    value that the field then has.

    In their order, from the one whose field was changed `last` on.
    """
    keys = [key for key, _ in questions]
    begin = keys.index(last) if last in keys else 0
    for key, decision in (*questions[begin:], *questions[:begin]):
        for value in _other_answers(decision, values.get(key)):
            yield key, value


def _other_answers(decision: Decision, given: Any) -> Iterator[Any]:
    """What a field says after each one choice of another option: where several can be given, one
    more or one less.
    """
    for option in decision.options:
        if decision.multiple:
            chosen = list(given or ())
            without = [one for one in chosen if one != option.id]
            yield without if option.id in chosen else [*chosen, option.id]
        elif option.id != given:
            yield option.id
