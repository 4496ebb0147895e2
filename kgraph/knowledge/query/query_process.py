"""The process that runs queries: it holds the dataset and nothing else, and may be ended at any moment.

It is loaded by its path, so that starting it imports nothing of kgraph but this file; whatever starts it hands it requests
and sends its replies, and keeps the limit of memory. Once the data is loaded it gives up the right to open files and
sockets where the system lets it, so that even a query that slipped through all checks reaches nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pyoxigraph as ox

if sys.platform != "win32":
    import resource
    import signal

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
RDF_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
GRACE = 2.0  # seconds after which a process that nobody ended ends itself

Frame = dict[str, Any]


def load(store: ox.Store, request: Frame) -> Frame:
    """Load the dataset from a file or from the request, then close the doors."""
    try:
        if request.get("path"):
            store.bulk_load(path=request["path"], format=ox.RdfFormat.N_TRIPLES)
        else:
            store.bulk_load(request["text"], format=ox.RdfFormat.N_TRIPLES)
    except (OSError, SyntaxError) as error:
        return {"error": "dataset", "what": _told(error)}
    close_doors()
    return {"triples": len(store)}


def close_doors() -> None:
    """No new file or socket from here on, where the system knows such a limit: three are open, and three is the most."""
    if sys.platform != "win32":
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        except (OSError, ValueError):
            return


def answer(store: ox.Store, request: Frame, prefixes: dict[str, str]) -> Frame:
    """Run one query, with the architectures that come along as named graphs for just this query."""
    added = []
    try:
        for turtle, iri in request["graphs"]:
            graph = ox.NamedNode(iri)
            added.append(graph)
            try:
                store.load(turtle, format=ox.RdfFormat.TURTLE, base_iri=iri, to_graph=graph)
            except SyntaxError as error:
                return {
                    "error": "graph",
                    "graph": iri,
                    "what": _told(error),
                    "line": error.lineno or 1,
                }
        return result(store.query(request["text"], prefixes=prefixes), request, prefixes)
    except SyntaxError as error:
        return {"error": "syntax", "what": _told(error)}
    except MemoryError:
        return {"error": "memory"}
    except (OSError, RuntimeError, ValueError) as error:
        return {"error": "failed", "what": _told(error)}
    finally:
        for graph in added:
            store.remove_graph(graph)


def _told(error: Exception) -> str:
    return str(getattr(error, "msg", None) or error)


def result(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    request: Frame,
    prefixes: dict[str, str],
) -> Frame:
    """What was found, as plain JSON, cut off at the row and size limits."""
    if isinstance(found, ox.QueryBoolean):
        return {"form": "ask", "truth": bool(found)}
    if isinstance(found, ox.QueryTriples):
        triples = list(islice(found, request["limit"] + 1))
        kept = triples[: request["limit"]]
        return {
            "form": "graph",
            "turtle": turtle(kept, prefixes),
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
    """Up to `limit` rows of up to `size` characters in all, and whether there were more. Blank nodes are numbered as they come."""
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


def turtle(triples: Iterable[ox.Triple], prefixes: dict[str, str]) -> str:
    """Triples as Turtle: sorted, types first, with the prefixes that are used, the same bytes each time."""
    graph = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    if any(
        isinstance(term, ox.BlankNode) for quad in graph for term in (quad.subject, quad.object)
    ):
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    ordered = sorted((quad.triple for quad in graph), key=_place)
    text = " ".join(str(term) for t in ordered for term in (t.subject, t.predicate, t.object))
    used = {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}" in text}
    return (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").decode()


def _place(triple: ox.Triple) -> tuple[str, bool, str, str]:
    return (
        str(triple.subject),
        triple.predicate.value != RDF_TYPE,
        str(triple.predicate),
        str(triple.object),
    )


def end_by_itself(seconds: float) -> None:
    """Have the system end this process after so long (0: never), in case whoever started it is no longer there to do so."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def serve(requests: Iterator[Frame], reply: Callable[[Frame], None]) -> None:
    """Answer requests until there are no more: first `load`, then queries."""
    store = ox.Store()
    prefixes: dict[str, str] = {}
    for request in requests:
        if request["do"] == "load":
            prefixes = request["prefixes"]
            answered = load(store, request)
        else:
            end_by_itself(request["seconds"] + GRACE)
            answered = answer(store, request, prefixes)
            end_by_itself(0)
        reply(answered)
