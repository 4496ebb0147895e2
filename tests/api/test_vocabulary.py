"""The words of the graph: each with its meaning and a use of it that holds."""

from __future__ import annotations

import pyoxigraph as ox
from plainly import ontology
from refusals import refusal

import kgraph
from kgraph import api
from kgraph.terms import ONT, RDF, prologue, shorten

OWL = "http://www.w3.org/2002/07/owl#"
KINDS = {OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property"}


def test_every_class_property_and_concept_of_the_files_is_there() -> None:
    typed = {s: set(kinds) for (s, p), kinds in ontology().items() if p == RDF + "type"}
    ours = {s for s, kinds in typed.items() if kinds & KINDS and s.startswith(ONT)}
    concepts = {
        s for s, kinds in typed.items() if "http://www.w3.org/2004/02/skos/core#Concept" in kinds
    }
    known = {word.id for word in kgraph.vocabulary()}
    assert known == {shorten(iri) for iri in ours | concepts}


def test_every_word_has_a_meaning_and_a_use_that_holds(dataset: ox.Store) -> None:
    for word in kgraph.vocabulary():
        assert word.label
        assert word.definition
        assert word.id in word.use or word.kind == "class"
        if not word.use.startswith("?"):
            assert bool(dataset.query(f"{prologue()} ASK {{ {word.use} }}")), word.use


def test_a_word_is_found_by_name_label_and_meaning() -> None:
    for text in ("provides", "o:provides", "PROVIDES"):
        assert [word.id for word in kgraph.vocabulary(text)] == ["o:provides"]
    assert [word.id for word in kgraph.vocabulary("second source")] == ["o:secondSource"]
    near = kgraph.vocabulary("can replace this one")
    assert [word.id for word in near] == ["o:secondSource"]
    problem = refusal(lambda: kgraph.vocabulary("provids"))
    assert (problem.where, problem.remedy) == ("terms", "did you mean 'provides'?")


def test_a_word_without_a_prefix_is_called_by_the_end_of_its_address() -> None:
    (word,) = kgraph.vocabulary("other-maker")
    assert (word.id, word.name) == ("<https://w3id.org/kgraph/grade/other-maker>", "other-maker")
    assert refusal(lambda: kgraph.vocabulary("othr-maker")).remedy == "did you mean 'other-maker'?"
    assert not [one for one in kgraph.vocabulary() if {*one.name} & {*":/<>"}]


def test_what_may_be_meant_is_told_by_names_that_are_found() -> None:
    remedy = refusal(lambda: kgraph.vocabulary("zzz")).remedy
    named = remedy.removeprefix("known are: ").removesuffix(", …").split(", ")
    assert len(named) > 3
    assert all(kgraph.vocabulary(name) for name in named)


def test_the_words_of_the_examples_are_among_them() -> None:
    known = {word.id for word in kgraph.vocabulary()}
    for example in api.examples():
        used = {
            word.strip("?*+()/^|;.,")
            for word in example.query.replace("|", " ").replace("/", " ").split()
        }
        ours = {word for word in used if word.startswith("o:")}
        assert ours <= known
