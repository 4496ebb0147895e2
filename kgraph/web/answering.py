"""Questions asked without a browser, such as by curl: the address of the ask page, answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgraph import api
from kgraph.errors import InputError, KgraphError, QueryTimeout, nearest
from kgraph.web import address, asked

if TYPE_CHECKING:
    from kgraph.model.architecture import Architecture

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
    query, many = _query(said)
    values = asked.unpacked(said.get("set", ""))
    result = api.query(
        query,
        params=values,
        architectures=tuple(_architectures(said, many)),
        timeout=SECONDS,
        limit=MOST_ROWS,
    )
    form = "turtle" if result.form == "graph" else format
    written = api.write_result(result, form)
    body = written.encode("utf-8") if isinstance(written, str) else written
    return Reply(200, TYPES[form], body)


def _query(said: Mapping[str, str]) -> tuple[str, int]:
    """What is asked, and of how many architectures."""
    if said.get("q"):
        return address.unpack(said["q"]), int(said.get("mine") == "true")
    examples = {one.id: one for one in api.examples()}
    named = said.get("example", "")
    if named not in examples:
        what = f"'{named[:80]}' is no question"
        raise InputError.one("example", what, nearest(named[:80], examples))
    return named, examples[named].architectures


def _architectures(said: Mapping[str, str], many: int) -> Iterator[Architecture]:
    """The architectures that are asked: that of the brief of the address last."""
    texts = [address.brief(said.get(word, "")) for word in ("with", "b")]
    for text in texts[len(texts) - many :]:
        yield api.assemble(api.parse_brief(text))


def _refusal(status: int, told: str) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", f"{told}\n".encode())
