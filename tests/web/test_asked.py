"""Questions in addresses, in scripts and on the command line; answers as pictures and charts."""

from __future__ import annotations

import shlex

from typer.testing import CliRunner

import kgraph
from kgraph import api
from kgraph.cli import app
from kgraph.knowledge.query.term import Term
from kgraph.terms import COMPONENT
from kgraph.web import asked
from kgraph.web.asked import Question

WITH = ("c:a'b", 'x "y"')
HOME = "https://cert-manager.io/docs/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_values_outlive_an_address() -> None:
    values = {"cloud": WITH[0], "name": f"{WITH[1]}&=", "empty": "ä"}
    assert asked.unpacked(asked.packed(values)) == values
    assert asked.unpacked("&" * 999) == {}


def test_the_line_of_python_and_that_of_a_shell_answer_alike() -> None:
    question = Question("graduated-on-cloud", {"cloud": "gcp"})
    found = eval(asked.python_line(question), {"kgraph": kgraph})  # noqa: S307 - our own line
    _, *words = shlex.split(asked.command_line(question))
    told = CliRunner().invoke(app, [*words, "--format", "csv"])
    assert found.rows
    assert told.stdout.splitlines() == str(api.write_result(found, "csv")).splitlines()


def test_a_query_of_ones_own_survives_quoting() -> None:
    text = 'SELECT ?x {\n ?x rdfs:label "it\'s \\"so\\""@en }'
    assert shlex.split(asked.command_line(Question(text)))[2] == text
    assert kgraph.query(eval(repr(text))).text == text  # noqa: S307 - our own line


def test_rows_that_count_something_can_be_a_chart() -> None:
    counted = api.query("most-needed")
    assert asked.counts(counted) == ("capability", "users")
    assert asked.counts(api.query("retired-since")) is None
    assert asked.counts(api.query("ASK { ?x ?y ?z }")) is None


def test_a_chart_counts_in_whole_numbers_and_calls_things_in_full() -> None:
    bars = asked.bars("capability", "users")["encoding"]
    assert bars["x"]["axis"]["tickMinStep"] == 1
    assert bars["y"]["axis"]["labelLimit"] == asked.LONGEST
    assert bars["y"]["sort"] is None


def test_a_graph_is_a_picture_of_its_labels() -> None:
    triples = str(api.write_result(api.query("neighbourhood"), "n-triples"))
    drawn = asked.dot(triples)
    assert drawn.startswith("digraph {")
    assert '[label="Harbor"]' in drawn
    assert '[label="goharbor.io"]' in drawn
    assert '[label=""]' not in drawn
    assert 'n1 [label="\\"c"]' in asked.dot('<x#a> <x#b> <x#"c> .')


def test_what_is_labelled_with_nothing_is_called_by_its_address() -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    drawn = asked.dot(f'<x#a> <x#b> <x#c> .\n<x#a> {label} "" .')
    assert 'n0 [label="a"]' in drawn


def test_what_has_one_name_is_not_one_thing_in_the_picture_of_a_graph() -> None:
    drawn = asked.dot("<x#a> <x#b> <x#c> .\n<y#a> <x#b> <x#c> .", names={"<x#b>": "leads to"})
    assert drawn.count('[label="a"]') == 2
    assert 'n0 -> n1 [label="leads to"]' in drawn
    assert 'n2 -> n1 [label="leads to"]' in drawn


def test_addresses_of_others_are_shown_whole() -> None:
    shown = [asked.cell(Term("iri", value)) for value in (HOME, f"{COMPONENT}harbor", LABEL)]
    assert shown == [HOME, "harbor", "rdfs:label"]
    assert asked.cell(Term("literal", "a/b")) == "a/b"
    assert asked.cell(None) == ""
