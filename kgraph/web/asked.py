"""A question to the graph as it stands in an address, in a script and on the command line.

Pure functions.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from kgraph.terms import BASE, shorten, tail

if TYPE_CHECKING:
    from kgraph.knowledge.query.results import Result
    from kgraph.knowledge.query.term import Term

LONGEST = 240
"""So many pixels of a name stand beside its bar."""
MOST_ARROWS = 150
"""More than that cannot be looked at as a picture."""
_TRIPLE = re.compile(r"(<[^>]*>|_:\S+) <([^>]*)> (.+) \.")
_LABEL = re.compile(r'"((?:[^"\\]|\\.)*)".*')
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the id of a question or a query, its values, and files it is asked of."""

    asked: str
    values: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()


def packed(values: Mapping[str, str]) -> str:
    """Values as one word of an address.

    >>> packed({"cloud": "aws", "day": "2026-01-01"})
    'cloud=aws&day=2026-01-01'
    """
    return urlencode(values)


def unpacked(word: str) -> dict[str, str]:
    """The values in a word of an address; what is none of that form is left out.

    >>> unpacked("cloud=aws&x")
    {'cloud': 'aws'}
    """
    return dict(parse_qsl(word, max_num_fields=20)) if word.count("&") < 20 else {}


def python_line(question: Question) -> str:
    """The question as a line of Python.

    >>> python_line(Question("leaving", {"component": "argo-cd"}, ("brief.yaml",)))
    "kgraph.query('leaving', params={'component': 'argo-cd'}, architectures=['brief.yaml'])"
    """
    params = f", params={dict(question.values)!r}" if question.values else ""
    files = f", architectures={list(question.files)!r}" if question.files else ""
    return f"kgraph.query({question.asked!r}{params}{files})"


def command_line(question: Question) -> str:
    """The question as a line for a shell.

    >>> command_line(Question("leaving", {"component": "argo-cd"}, ("brief.yaml",)))
    'kgraph query leaving --set component=argo-cd --with brief.yaml'
    """
    words = ["kgraph", "query", question.asked]
    for name, value in question.values.items():
        words += ["--set", f"{name}={value}"]
    for file in question.files:
        words += ["--with", file]
    return shlex.join(words)


def counts(result: Result) -> tuple[str, str] | None:
    """The columns of names and of numbers, where rows count something; None where they do not."""
    columns = dict(zip(result.variables, zip(*result.rows, strict=True), strict=False))
    numeric = [name for name, cells in columns.items() if all(map(_is_number, cells))]
    called = [name for name in columns if name not in numeric and _tells_apart(columns[name])]
    if len(result.rows) < 2 or not numeric or not called:
        return None
    return called[-1], numeric[0]


def cell(term: Term | None) -> str:
    """A value to look at: of our own names the last part, an address of others as it is. What is
    taken away has both whole.
    """
    if term is None or term.kind != "iri":
        return "" if term is None else term.value
    if term.value.startswith(BASE):
        return tail(term.value.rstrip("/#"))
    return shorten(term.value).strip("<>")


def bars(names: str, numbers: str) -> dict[str, Any]:
    """A chart in Vega-Lite with a bar for each row, in their order: names are read in full, and no
    line stands between two whole numbers.
    """
    called = {"field": names, "type": "nominal", "sort": None, "axis": {"labelLimit": LONGEST}}
    counted = {"field": numbers, "type": "quantitative", "axis": {"tickMinStep": 1}}
    told = [{"field": one, "type": "nominal"} for one in (names, numbers)]
    return {"mark": "bar", "encoding": {"y": called, "x": counted, "tooltip": told}}


def _tells_apart(cells: Sequence[Term | None]) -> bool:
    return len(set(cells)) == len(cells)


def _is_number(cell: Term | None) -> bool:
    return cell is not None and cell.kind == "literal" and bool(_NUMBER.fullmatch(cell.value))


def dot(triples: str, ink: str = "black", names: Mapping[str, str] | None = None) -> str:
    """A graph in N-Triples as a picture in DOT: what leads to what, each called by its label.

    `names` are labels of what the triples do not name, by its short form (``c:harbor``).
    """
    read = [found.groups() for found in map(_TRIPLE.fullmatch, triples.splitlines()) if found]
    known = {**(names or {}), **dict(_labels(read))}
    inked = f'color="{ink}" fontcolor="{ink}" fontname="sans-serif"'
    lines = ["digraph {", "rankdir=LR bgcolor=transparent"]
    lines += [f"node [shape=box style=rounded {inked}]", f"edge [{inked} fontsize=11]"]
    arrows = [one for one in read if one[2].startswith(("<", "_:"))][:MOST_ARROWS]
    ends = chain.from_iterable((subject, value) for subject, _, value in arrows)
    ids = {end: f"n{number}" for number, end in enumerate(dict.fromkeys(ends))}
    lines += [f"{id} [label={_quoted(_called(end, known))}]" for end, id in ids.items()]
    for subject, way, value in arrows:
        label = _quoted(_called(f"<{way}>", known))
        lines.append(f"{ids[subject]} -> {ids[value]} [label={label}]")
    return "\n".join([*lines, "}"])


def _called(end: str, known: Mapping[str, str]) -> str:
    """What a node or a property is called: by its label, else by the end of its address.

    An address of the web that is none of our own keeps what is behind its scheme.
    """
    iri = end.strip("<>")
    short = shorten(iri)
    if named := known.get(end) or known.get(short):
        return named
    if short.startswith("<http") and not iri.startswith(BASE):
        return iri.partition("://")[2].rstrip("/")
    return tail(iri)


def _labels(read: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for subject, way, value in read:
        said = _LABEL.fullmatch(value)
        if said and tail(way) == "label":
            yield subject, said[1].replace('\\"', '"')


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
