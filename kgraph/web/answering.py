"""Questions asked without a browser, such as by curl: the address of the ask page, answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph import api
from kgraph.errors import InputError, KgraphError, QueryTimeout, nearest
from kgraph.web import address, asked, subjects

if TYPE_CHECKING:
    from kgraph.knowledge.query.examples import Example

PATH = "/answer"
"""Where they are asked; the parameters are those of the ask page, and `format`."""
SECONDS, MOST_ROWS = 10.0, 20_000
TYPES = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
}
"""The formats that can be asked for, with what they are called on the web."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: a status of HTTP, what the body is, and the body."""

    status: int
    media_type: str
    body: bytes


def reply(said: Mapping[str, str]) -> Reply:
    """The answer to the parameters of an address.

    A graph is in Turtle, whatever is asked for.
    """
    try:
        return _answer(said)
    except QueryTimeout:
        return _refusal(503, f"The query took longer than {SECONDS:g} seconds: narrow it.")
    except (InputError, address.Unreadable) as error:
        return _refusal(400, str(error))
    except KgraphError as error:
        return _refusal(409, str(error))


def _answer(said: Mapping[str, str]) -> Reply:
    format = said.get("format", "csv")
    if format not in TYPES:
        raise InputError.one("format", f"unknown format '{format[:80]}'", nearest(format, TYPES))
    example = None if said.get("q") else _example(said)
    query = address.unpack(said["q"]) if example is None else example.id
    many = int(said.get("mine") == "true") if example is None else example.architectures
    briefs = tuple(map(api.parse_brief, _texts(said, many)))
    architectures = tuple(map(api.assemble, briefs))
    values = asked.unpacked(said.get("set", ""))
    if example is not None and briefs:
        values = subjects.values(example, subjects.mine(briefs[-1], architectures[-1]), values)
    result = api.query(
        query,
        params=values,
        architectures=architectures,
        timeout=SECONDS,
        limit=MOST_ROWS,
    )
    form = "turtle" if result.form == "graph" else format
    written = api.write_result(result, form)
    body = written.encode("utf-8") if isinstance(written, str) else written
    return Reply(200, TYPES[form], body)


def _example(said: Mapping[str, str]) -> Example:
    """The question that the parameters of an address name."""
    examples = {one.id: one for one in api.examples()}
    named = said.get("example", "")
    if named not in examples:
        what = f"'{named[:80]}' is no question"
        raise InputError.one("example", what, nearest(named[:80], examples))
    return examples[named]


def _texts(said: Mapping[str, str], many: int) -> list[str]:
    """The briefs whose architectures are asked: that of the address last."""
    texts = [address.brief(said.get(word, "")) for word in ("with", "b")]
    return texts[len(texts) - many :]


def _refusal(status: int, told: str) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", f"{told}\n".encode())
