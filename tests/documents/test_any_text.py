"""Whatever stands in a file of any kind, it is read, or refused in words of ours with its place.

Ten thousand texts instead of some: ``pytest tests/documents/test_any_text.py --examples 400``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph import api, resources
from kgraph.api.wiring import known_names
from kgraph.brief.reading import parse_brief
from kgraph.catalog import read_entry
from kgraph.documents import kinds
from kgraph.errors import InputError, QueryTimeout
from kgraph.export.config import read_export
from kgraph.formats.svg import provenance
from kgraph.knowledge.architectures.codec import from_json, from_turtle
from kgraph.model.architecture import Architecture
from kgraph.view.own import read_view

TODAY = date(2026, 11, 23)
SITES = ("eu", "us")
EXPORT = "title: Shops\nviews: [overview, 'site:*']\nformats: [svg, png]\nscale: 2\ntheme: dark\ndocuments: [index.md]\nthumbnails: 400\n"
SELECTION = "title: Data\ncomponents: [prometheus]\nsites: [eu, us]\nflows: storage\nnumbered: yes\narrangement: places\n"
QUERY = "# title: Data\n# along: storage, backup\n# numbered: yes\nCONSTRUCT { ?x a o:Placement } WHERE { ?x a o:Placement }\n"
PIECES = (
    *("[", "]", "{", "}", ": ", ":", "- ", "? ", ", ", '"', "'", "\\", "#", "|", ">", "&a", "*a", "!t", "%", "\n", "\r", "\t", "\n  "),
    *("null", "~", "true", "yes", "1.10", "007", "+5", "1e999", "-", "9" * 50, "[" * 40, "\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\ud800", "é", "𝄞"),
    *("harbor", "operator", "eu", "eu\n", "x" * 400, "2026-13-41", "<", "/>", "&", "<!DOCTYPE x>", "@prefix", ";", ".", "^^", "<http://x/>", "_:b"),
)  # fmt: skip
"""What is put into texts.

All that means something to a parser, and much that should mean nothing.
"""


@cache
def architecture() -> Architecture:
    return api.assemble("name: Small\nas_of: 2026-11-23\n")


@cache
def entry() -> str:
    return (resources.folder("catalog") / "registry" / "harbor.yaml").read_text("utf-8")


def as_file(read: Callable[[Path], object], name: str) -> Callable[[str, Path], object]:
    def written(text: str, folder: Path) -> object:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return read(path)

    return written


def read_as_entry(path: Path) -> object:
    shutil.copy(resources.folder("catalog") / "component.schema.json", path.parent)
    known = frozenset(api.knowledge().components)
    return read_entry(path, names=_names(), components=known)


@cache
def _names() -> dict[str, frozenset[str]]:
    return known_names()


def read_as_config(path: Path) -> object:
    return read_export(path.parent, formats=("svg", "png"), themes=("light", "dark"))


FORMS = {
    "N-Triples": (ox.RdfFormat.N_TRIPLES, kinds.NTRIPLES),
    "TriG": (ox.RdfFormat.TRIG, kinds.TRIG),
    "RDF/XML": (ox.RdfFormat.RDF_XML, kinds.RDFXML),
    "JSON-LD": (ox.RdfFormat.JSON_LD, kinds.JSONLD),
}


def written_as(form: ox.RdfFormat) -> str:
    """The architecture in another form of triples."""
    quads = ox.parse(api.to_turtle(architecture()), format=ox.RdfFormat.TURTLE)
    return (ox.serialize(quads, format=form) or b"").decode()


def as_rdf(kind: str) -> Callable[[str, Path], object]:
    return lambda text, _: from_turtle(text, f"a.{kind}", kind)


READERS: dict[str, tuple[Callable[[], str], Callable[[str, Path], object]]] = {
    "brief": (
        api.demo_brief,
        lambda text, _: parse_brief(text, api.knowledge(), today=TODAY, source="b.yaml"),
    ),
    "export": (lambda: EXPORT, as_file(read_as_config, "export.yaml")),
    "selection": (
        lambda: SELECTION,
        as_file(lambda path: read_view(path, api.knowledge(), sites=SITES), "view.yaml"),
    ),
    "query": (lambda: QUERY, as_file(lambda path: read_view(path, api.knowledge()), "view.rq")),
    "entry": (entry, as_file(read_as_entry, "registry/harbor.yaml")),
    "JSON": (lambda: api.to_json(architecture()), lambda text, _: from_json(text, "a.json")),
    "Turtle": (lambda: api.to_turtle(architecture()), lambda text, _: from_turtle(text, "a.ttl")),
    **{name: (partial(written_as, form), as_rdf(kind)) for name, (form, kind) in FORMS.items()},
    "SPARQL": (lambda: QUERY, lambda text, _: api.query(text)),
    "SVG": (
        lambda: '<svg xmlns="http://www.w3.org/2000/svg"><metadata><a/></metadata></svg>',
        lambda text, _: provenance.read(text, where="p.svg"),
    ),
}


def told(read: Callable[[str, Path], object], text: str, folder: Path) -> tuple[str, ...]:
    """What is said of a text; any other exception is a failure of the test."""
    try:
        read(text, folder)
    except InputError as error:
        return tuple(map(str, error.problems))
    except QueryTimeout as error:
        return (str(error),)
    return ()


def sound(lines: tuple[str, ...]) -> bool:
    return all(
        line.isprintable() and line.count(": ") >= 2 and len(line) < 2000 and "Located" not in line
        for line in lines
    )


@pytest.mark.parametrize("kind", READERS)
@given(text=st.lists(st.characters() | st.sampled_from(PIECES), max_size=30).map("".join))
@example(text="- " * 3000)
@example(text="? " * 3000)
@example(text="a: " + "[" * 3000)
@example(text="[" * 3000)
def test_any_text_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, text: str
) -> None:
    _, read = READERS[kind]
    assert sound(told(read, text, tmp_path_factory.getbasetemp()))


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
def test_what_is_nearly_right_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    make, read = READERS[kind]
    text = make()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from((0, 0, 1, 2, 5, 40)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[start + gone :]
    assert sound(told(read, text, tmp_path_factory.getbasetemp()))


@pytest.mark.parametrize("kind", READERS)
def test_what_is_right_is_read(tmp_path: Path, kind: str) -> None:
    make, read = READERS[kind]
    if kind == "SVG":
        pytest.skip("only a picture says where it comes from")
    assert told(read, make(), tmp_path) == ()
