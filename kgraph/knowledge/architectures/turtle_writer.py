"""An architecture as Turtle that is pleasant to read: sorted, prefixed, without blank nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph import terms
from kgraph.knowledge.architectures.naming import Names, short
from kgraph.knowledge.architectures.statements import DATE, TYPE, About, Iri, Term, sections
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge

_USED = ("o", "a", "c", "k", "cloud", "opt", "pref", "flow", "rdfs", "dcterms", "xsd")
_RELATIVE = re.compile(r"[a-z0-9-]+(/[A-Za-z0-9%_-]+)*(#[0-9]+)?")
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}


def to_turtle(architecture: Architecture, knowledge: Knowledge) -> str:
    """The architecture as Turtle.

    `knowledge` gives the order of the answers and the names of the clouds.
    """
    return "\n".join(_lines(architecture, knowledge)) + "\n"


def _lines(architecture: Architecture, knowledge: Knowledge) -> Iterator[str]:
    base = Names.of(architecture.name).base
    size = f"{len(architecture.placements)} placements, {len(architecture.flows)} flows"
    yield f"@base <{base}> ."
    brief = architecture.brief
    own = ("concern",) if brief is not None and brief.prefer_in else ()
    yield from (f"@prefix {prefix}: <{terms.PREFIXES[prefix]}> ." for prefix in (*_USED, *own))
    yield ""
    yield _comment(f"{architecture.name} as of {architecture.as_of.isoformat()}: {size}.")
    yield ""
    for section in sections(architecture, knowledge):
        if section.title:
            yield from ("", _comment(f"--- {section.title}"), "")
        yield from (_block(about, base) for about in section.subjects)


def _block(about: About, base: str) -> str:
    """The statements about one subject; predicates without objects are left out."""
    stated = [_stated(predicate, objects, base) for predicate, objects in about.said if objects]
    return f"{_iri(about.subject, base)} " + " ;\n    ".join(stated) + " ."


def _stated(predicate: str, objects: Sequence[Term], base: str) -> str:
    word = "a" if predicate == TYPE else _iri(predicate, base)
    return f"{word} " + " ,\n        ".join(_term(one, base) for one in objects)


def _term(term: Term, base: str) -> str:
    if isinstance(term, Iri):
        return f"<{term.iri}>" if term.address else _iri(term.iri, base)
    if term.datatype == DATE:
        return f'"{term.text}"^^xsd:date'
    return term.text if term.datatype else text(term.text)  # numbers and truths stand as they are


def _iri(iri: str, base: str) -> str:
    """An IRI as it is written here.

    Relative below the architecture, or with a prefix, or in full.
    """
    below = iri.removeprefix(base)
    if below != iri and _RELATIVE.fullmatch(below):
        return f"<{below}>"
    return short(iri) or f"<{iri}>"


def text(value: str) -> str:
    """A string literal."""
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return letter if letter >= " " and letter != "\x7f" else f"\\u{ord(letter):04X}"


def _comment(value: str) -> str:
    return f"# {' '.join(value.split())}"
