"""The process that runs queries: it holds the dataset and nothing else, and may be ended at any
moment.

A query is a stranger's text: it is read here too, and not where it came in. Once the data is loaded
this process gives up the right to open files and sockets where the system lets it, so that even a
query that slipped through all checks reaches nothing else; so whatever is imported is imported
before.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from time import perf_counter

import pyoxigraph as ox

from kgraph.knowledge.query import binding, graphs, sparql
from kgraph.knowledge.query.sparql import Frame
from kgraph.knowledge.query.unknown_words import notes
from kgraph.terms import PREFIXES

if sys.platform != "win32":
    import resource

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
RDF_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def load(store: ox.Store, request: Frame) -> Frame:
    """Load the dataset from a file or from the request, then close the doors; what went wrong, if
    anything.
    """
    try:
        if request.get("path"):
            store.bulk_load(path=request["path"], format=ox.RdfFormat.N_TRIPLES)
        else:
            store.bulk_load(request["text"], format=ox.RdfFormat.N_TRIPLES)
    except (OSError, SyntaxError) as error:
        return {"error": "dataset", "what": _told(error)}
    close_doors()
    return {}


def close_doors() -> None:
    """No new file or socket from here on, where the system knows such a limit: three are open, and
    three is the most.
    """
    if sys.platform != "win32":
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        except (OSError, ValueError):
            return


def answers(store: ox.Store, request: Frame) -> Iterator[Frame]:
    """What there is to say of a query, first from its text, then from the data.

    A query that may reach outside the dataset, or may be an update, is not run unless the request
    says that it was `judged`.
    """
    text = sparql.normalised(request["text"])
    if fault := _unfit(text, request):
        yield fault
        return
    yield {"hint": sparql.hint(text)}
    found = answer(store, text, request)
    if found.get("error") == "syntax" and not request["judged"] and sparql.may_update(text):
        found = {"error": "suspicious"}
    yield found


def _unfit(text: str, request: Frame) -> Frame:
    """Why a text is not to be run, if it is not."""
    if sparql.is_blank(text):
        return {"error": "blank"}
    form, line = sparql.form_of(text)
    if request["construct"] and form not in ("", "CONSTRUCT"):
        return {"error": "form", "form": form, "line": line}
    if not request["judged"] and sparql.may_reach_outside(text):
        return {"error": "suspicious"}
    if graphs.is_hidden(text):
        return {"error": "outside", "which": "unreadable", "line": 1}
    return {}


def answer(store: ox.Store, text: str, request: Frame) -> Frame:
    """Run one query, with the architectures that come along as named graphs for just this query."""
    added: list[ox.NamedNode] = []
    try:
        for turtle, iri in request["graphs"]:
            graph = ox.NamedNode(iri)
            added.append(graph)
            if fault := _load_graph(store, turtle, graph):
                return fault
        return _found(store, text, request, added)
    except SyntaxError as error:
        return sparql.syntax_fault(text, _told(error))
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": "failed", "what": _told(error)}
    finally:
        for graph in added:
            store.remove_graph(graph)


def _load_graph(store: ox.Store, turtle: str, graph: ox.NamedNode) -> Frame:
    """Load what is handed over as a named graph; what went wrong, if anything."""
    try:
        store.load(turtle, format=ox.RdfFormat.TURTLE, base_iri=graph.value, to_graph=graph)
    except SyntaxError as error:
        return {
            "error": "graph",
            "graph": graph.value,
            "what": _told(error),
            "line": error.lineno or 1,
        }
    return {}


def _found(store: ox.Store, text: str, request: Frame, added: list[ox.NamedNode]) -> Frame:
    """What a query finds in the graphs that it reads, with the values of its parameters."""
    prefixes = PREFIXES | graphs.declared(text)
    read = graphs.read_by(text, added, prefixes, together=request.get("together", False))
    if not isinstance(read, graphs.Read):
        return read
    values = {name: binding.written(*term) for name, term in request.get("parameters", {}).items()}
    if fault := binding.unfit(text, set(values)):
        return fault
    text = binding.bound(text, values)
    # told in any case: a FROM that the engine reads and we do not names nothing then
    begun = perf_counter()
    answer = store.query(
        text, prefixes=PREFIXES, default_graph=read.together, named_graphs=read.named
    )
    found = result(answer, request)
    anything = bool(found.get("truth") or found.get("rows") or found.get("turtle"))
    taken = {"text": text, "seconds": perf_counter() - begun}
    return {**found, **taken, "notes": notes(store, text, found=anything)}


def _told(error: Exception) -> str:
    return str(getattr(error, "msg", None) or error)


def result(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    request: Frame,
) -> Frame:
    """What was found, as plain JSON, cut off at the row and size limits."""
    if isinstance(found, ox.QueryBoolean):
        return {"form": "ask", "truth": bool(found)}
    if isinstance(found, ox.QueryTriples):
        triples = list(islice(found, request["limit"] + 1))
        kept = triples[: request["limit"]]
        return {
            "form": "graph",
            "turtle": turtle(kept),
            "truncated": len(triples) > len(kept),
        }
    rows, truncated = solutions(found, request["limit"], request["bytes"])
    return {
        "form": "select",
        "variables": [variable.value for variable in found.variables],
        "rows": rows,
        "truncated": truncated,
    }


def solutions(
    found: ox.QuerySolutions, limit: int, size: int
) -> tuple[list[list[list[str | None] | None]], bool]:
    """Up to `limit` rows of up to `size` characters in all, and whether there were more. Blank
    nodes are numbered as they come.
    """
    names: dict[str, str] = {}
    rows: list[list[list[str | None] | None]] = []
    for solution in found:
        row = [None if term is None else _plain(term, names) for term in solution]
        size -= sum(len(term[1] or "") for term in row if term)
        if len(rows) == limit or size < 0:
            return rows, True
        rows.append(row)
    return rows, False


def _plain(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, names: dict[str, str]
) -> list[str | None]:
    """Kind, value, datatype and language; a triple used as a value is shown as text."""
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value, None, None]
    if isinstance(term, ox.BlankNode):
        return ["bnode", names.setdefault(term.value, f"b{len(names)}"), None, None]
    if isinstance(term, ox.Triple):
        return ["literal", str(term), None, None]
    datatype = term.datatype.value
    return [
        "literal",
        term.value,
        None if datatype in (XSD_STRING, RDF_LANG_STRING) else datatype,
        term.language,
    ]


def turtle(triples: Iterable[ox.Triple]) -> str:
    """Triples as Turtle: sorted, types first, with the prefixes that are used, the same bytes each
    time.
    """
    graph = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    if any(map(_has_blank, graph)):
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    ordered = sorted((quad.triple for quad in graph), key=_place)
    text = " ".join(map(str, ordered))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    return (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").decode()


def _has_blank(quad: ox.Quad) -> bool:
    """Whether an end of a statement has no name that lasts."""
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _place(triple: ox.Triple) -> tuple[str, bool, str, str]:
    return (
        str(triple.subject),
        triple.predicate.value != RDF_TYPE,
        str(triple.predicate),
        str(triple.object),
    )


def serve(requests: Iterator[Frame], reply: Callable[[Frame], None]) -> None:
    """Answer requests until there are no more: first `load`, then queries."""
    store = ox.Store()
    fault: Frame = {}
    for request in requests:
        if request["do"] == "load":
            fault = load(store, request)
            continue
        for frame in (fault,) if fault else answers(store, request):
            reply(frame)
