"""IRIs and prefixes."""

from __future__ import annotations

import pyoxigraph
import pytest

from kgraph import terms


def test_every_namespace_of_ours_lies_below_the_base() -> None:
    ours = [
        terms.ONT,
        terms.COMPONENT,
        terms.CAPABILITY,
        terms.DECISION,
        terms.OPTION,
        terms.FLOW,
        terms.ARCHITECTURE,
        terms.PREFERENCE,
    ]
    assert all(iri.startswith(terms.BASE) and iri[-1] in "#/" for iri in ours)
    assert len(set(terms.PREFIXES.values())) == len(terms.PREFIXES)


def test_the_prologue_declares_every_prefix() -> None:
    store = pyoxigraph.Store()
    asked = " ".join(f"{prefix}:x" for prefix in terms.PREFIXES)
    query = f"{terms.prologue()} SELECT ?x {{ VALUES ?x {{ {asked} }} }}"
    found = {row["x"].value for row in store.query(query)}
    assert found == {f"{iri}x" for iri in terms.PREFIXES.values()}


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (terms.COMPONENT + "harbor", "harbor"),
        (terms.ONT + "Component", "Component"),
        ("https://w3id.org/kgraph/component/harbor#needs-db", "needs-db"),
        (terms.OPTION + "stores.tables", "stores.tables"),
        ("plain", "plain"),
    ],
)
def test_the_tail_is_what_follows_the_namespace(iri: str, expected: str) -> None:
    assert terms.tail(iri) == expected
