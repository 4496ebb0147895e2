"""Words of a layer: Turtle that adds to the ontology, and takes nothing of it away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kgraph import terms
from kgraph.documents.problems import MAX_PROBLEMS, in_order
from kgraph.documents.yaml import read_text
from kgraph.errors import InputError, Problem, nearest, shown
from kgraph.knowledge.shacl.compiler import Rule
from kgraph.knowledge.shacl.judge import Judge
from kgraph.knowledge.store import copy, rows
from kgraph.words import clean

_WORD = re.compile(r"[^\s<>:/#;,()\[\]\"]+")
"""What Turtle writes between its marks: the names of things, without their prefixes."""
_TYPE = ox.NamedNode(f"{terms.RDF}type")
_CONCEPT = f"{terms.SKOS}Concept"
_ARCHITECTURE = ox.NamedNode(f"{terms.ONT}Architecture")
_CATALOG = ox.NamedNode(f"{terms.ONT}catalog")
_OWNABLE = "SELECT ?x { ?x o:inLayers true }"
_KNOWN = """SELECT DISTINCT ?x {
  VALUES ?kind { rdf:Property owl:ObjectProperty owl:DatatypeProperty } ?x a ?kind }"""
_FOREIGN = (terms.RDF, terms.RDFS, terms.SKOS, terms.DCTERMS)
"""Vocabularies of others, of which every word may be said."""
MAX_TRIPLES = 100_000
Node = ox.NamedNode | ox.BlankNode | ox.Triple | ox.Literal


def with_words(
    ontology: ox.Store, files: Iterable[Path], layer: str
) -> tuple[ox.Store, dict[str, str]]:
    """The ontology with the words of a layer, each told to be from there; and where each stands.

    InputError for what a layer cannot say.
    """
    store = copy(ontology)
    lines: dict[str, str] = {}
    problems: list[Problem] = []
    for path in files:
        text = read_text(path)
        told = _parsed(text, path)
        problems += _of_an_architecture(told, path) or _faults(ontology, told, text, path)
        for subject in {triple.subject for triple in told}:
            if isinstance(subject, ox.NamedNode):
                lines.setdefault(subject.value, _spot(text, path, subject))
        store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in told)
        store.bulk_extend(_origins(told, layer))
    if problems:
        raise InputError(in_order(problems)[:MAX_PROBLEMS])
    return store, lines


def _parsed(text: str, path: Path) -> list[ox.Triple]:
    found: list[ox.Triple] = []
    try:
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=terms.BASE):
            found.append(quad.triple)
            if len(found) > MAX_TRIPLES:
                what = f"says more than {MAX_TRIPLES:,} things"
                raise InputError.one(f"{path}:1", what, "split the layer")
    except SyntaxError as error:
        spot = f"{path}:{error.lineno or 1}"
        raise InputError.one(spot, "is not Turtle", "mend the syntax there", error.msg) from None
    return found


def _of_an_architecture(told: Iterable[ox.Triple], path: Path) -> list[Problem]:
    """That a file holds an architecture: then none of what it says is a word, and it is told once
    of the file, not of each thing in it.
    """
    if not any(one.predicate == _TYPE and one.object == _ARCHITECTURE for one in told):
        return []
    what = "holds an architecture, which is no word of a layer"
    remedy = "name the file itself to have it checked, or take it out of the layer"
    return [Problem(str(path), what, remedy)]


def _faults(ontology: ox.Store, told: list[ox.Triple], text: str, path: Path) -> Iterator[Problem]:
    """What a layer says that it cannot say, each subject and word once."""
    ownable = {row["x"] for row in rows(ontology, _OWNABLE)}
    known = {row["x"] for row in rows(ontology, _KNOWN)}
    for subject, said in _by_subject(told).items():
        spot = _spot(text, path, subject)
        if not isinstance(subject, ox.NamedNode):
            yield Problem(spot, "says something of a thing without a name", "give it an address")
            continue
        there = next(ontology.quads_for_pattern(subject, None, None), None) is not None
        if there:
            yield from _changes(subject, said, ownable, spot)
        else:
            yield from _of_no_kind(subject, said, ownable, spot)
        yield from _unknown(said, known, spot)
        yield from _unfit(said, spot)


def _of_no_kind(
    subject: ox.NamedNode, said: Iterable[ox.Triple], ownable: set[str], spot: str
) -> Iterator[Problem]:
    """That a new thing is of another kind than a layer may have, or of none."""
    typed = (one.object for one in said if one.predicate == _TYPE)
    kinds = {kind.value for kind in typed if isinstance(kind, ox.NamedNode)}
    if not kinds or not kinds <= ownable | {_CONCEPT}:
        what = f"'{_called(subject)}' is of no kind that a layer may have"
        names = sorted(filter(str.istitle, map(terms.tail, ownable)))
        yield Problem(spot, what, f"say 'a o:…', one of {', '.join(names)}")


def _unfit(said: Iterable[ox.Triple], spot: str) -> Iterator[Problem]:
    """Texts that pictures and pages cannot hold."""
    for one in said:
        if isinstance(one.object, ox.Literal) and clean(one.object.value) != one.object.value:
            what = f"'{shown(one.object.value)}' holds control characters"
            yield Problem(spot, what, "leave them out")


def _changes(
    subject: ox.NamedNode, said: Iterable[ox.Triple], allowed: set[str], spot: str
) -> Iterator[Problem]:
    """What is said anew of what is there: only what may have several values."""
    for one in said:
        if one.predicate.value not in allowed:
            what = (
                f"says '{_called(one.predicate)}' of '{_called(subject)}', which is there already"
            )
            remedy = "give yours another address; a component is changed by an entry with 'extends'"
            yield Problem(spot, what, remedy)


def _unknown(said: Iterable[ox.Triple], known: set[str], spot: str) -> Iterator[Problem]:
    """Words that the ontology does not have."""
    for one in said:
        word = one.predicate.value
        if word not in known and not word.startswith(_FOREIGN):
            what = f"unknown word '{_called(one.predicate)}'"
            yield Problem(spot, what, nearest(terms.tail(word), map(terms.tail, known)))


def _origins(told: Iterable[ox.Triple], layer: str) -> Iterator[ox.Quad]:
    """For each thing that is new, from which layer it is."""
    said = ox.Literal(layer)
    for one in told:
        if one.predicate == _TYPE:
            yield ox.Quad(one.subject, _CATALOG, said)


def refuse_unsound(store: ox.Store, lines: Mapping[str, str], rules: Iterable[Rule]) -> None:
    """InputError for what the rules of the ontology find in the words of layers, in a dataset."""
    if not lines:
        return
    by_name = {_called(ox.NamedNode(iri)): iri for iri in lines}
    problems = []
    for found in Judge(lambda: copy(store), rules).findings():
        iri = by_name.get(found.focus, found.focus.strip("<>"))
        if iri in lines:
            what = f"'{shown(found.focus)}': {found.reason}"
            problems.append(Problem(lines[iri], what, found.remedy))
    if problems:
        raise InputError(in_order(problems)[:MAX_PROBLEMS])


def _by_subject(told: Iterable[ox.Triple]) -> dict[Node, list[ox.Triple]]:
    found: dict[Node, list[ox.Triple]] = defaultdict(list)
    for one in told:
        found[one.subject].append(one)
    return found


def _called(node: ox.NamedNode) -> str:
    """A thing as Turtle calls it, where one of our prefixes fits."""
    for prefix, start in terms.PREFIXES.items():
        if node.value.startswith(start):
            return shown(f"{prefix}:{node.value.removeprefix(start)}")
    return shown(node.value)


def _spot(text: str, path: Path, node: Node) -> str:
    """The file and the line on which a thing is named first."""
    at = text.find("[")
    if isinstance(node, ox.NamedNode):
        at = _named_at(text, terms.tail(node.value))
    line = text.count("\n", 0, max(at, 0)) + 1
    return f"{path}:{line}"


def _named_at(text: str, id: str) -> int:
    """Where a word stands that is this id, or else where its letters do; -1 where nowhere."""
    words = (found for found in _WORD.finditer(text) if found.group().rstrip(".") == id)
    first = next(words, None)
    return text.find(id) if first is None else first.start()
