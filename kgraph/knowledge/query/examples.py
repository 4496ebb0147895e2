"""Questions kept in the graph: each a sentence, a query, and values that it can be asked with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from operator import attrgetter

import pyoxigraph as ox

from kgraph.knowledge.query.binding import bound, written
from kgraph.knowledge.query.term import Term
from kgraph.knowledge.store import rows
from kgraph.terms import tail

EXAMPLES = """
SELECT ?x ?label ?comment ?text ?form ?many {
  VALUES (?how ?form) { (sh:select "select") (sh:ask "ask") (sh:construct "graph") }
  ?x a sh:SPARQLExecutable ; rdfs:label ?label ; rdfs:comment ?comment ; ?how ?text
  OPTIONAL { ?x o:wantsArchitectures ?many }
}"""
PARAMETERS = """
SELECT ?x ?name ?comment ?value ?isIri ?datatype {
  ?x o:parameter ?p . ?p o:variable ?name ; o:defaultValue ?value ; rdfs:comment ?comment
  BIND(ISIRI(?value) AS ?isIri)
  BIND(DATATYPE(?value) AS ?datatype)
}"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of an example that one can set, with the value that it has otherwise."""

    name: str
    comment: str
    default: Term

    @property
    def said(self) -> str:
        """How it is set to its default.

        >>> Parameter("cloud", "", Term("iri", "https://w3id.org/kgraph/cloud/aws")).said
        'cloud=aws'
        """
        value = self.default.value
        return f"{self.name}={tail(value) if self.default.kind == 'iri' else value}"


@dataclass(frozen=True, slots=True)
class Example:
    """A question kept in the graph.

    `form` is "select", "ask" or "graph", as in `Result`. `text` is the query with its parameters at
    their defaults, for any engine; `query` the one that they are still to be set in. It is asked of
    so many `architectures` beside the dataset.
    """

    id: str
    label: str
    comment: str
    text: str
    form: str
    query: str
    parameters: tuple[Parameter, ...] = ()
    architectures: int = 0

    @property
    def defaults(self) -> Mapping[str, Term]:
        """The values of its parameters where none are set."""
        return {one.name: one.default for one in self.parameters}


def examples(store: ox.Store) -> tuple[Example, ...]:
    """The example queries in the dataset, sorted by id."""
    parameters = _parameters(store)
    found = [_example(row, parameters[row["x"]]) for row in rows(store, EXAMPLES)]
    return tuple(sorted(found, key=attrgetter("id")))


def _parameters(store: ox.Store) -> Mapping[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = defaultdict(list)
    for row in sorted(rows(store, PARAMETERS), key=lambda row: row["name"]):
        datatype = row.get("datatype")
        if row["isIri"] == "true":
            default = Term("iri", row["value"])
        else:
            plain = datatype is None or tail(datatype) == "string"
            default = Term("literal", row["value"], None if plain else datatype)
        found[row["x"]].append(Parameter(row["name"], row["comment"], default))
    return found


def _example(row: dict[str, str], parameters: list[Parameter]) -> Example:
    values = {one.name: written(*astuple(one.default)) for one in parameters}
    return Example(
        id=tail(row["x"]),
        label=row["label"],
        comment=row["comment"],
        text=bound(row["text"], values),
        form=row["form"],
        query=row["text"],
        parameters=tuple(parameters),
        architectures=int(row.get("many", "0")),
    )
