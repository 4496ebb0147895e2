"""What is no brief, where one is wanted, is told as what it is: one line, whatever it holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.brief.mistaken import OTHERS, Other
from kgraph.brief.reading import KEYS, parse_brief
from kgraph.errors import InputError

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 12, 1)
MISTAKEN = {
    "exports/demo/architecture.json": "is an architecture",
    "exports/demo/architecture.ttl": "holds triples",
    "exports/demo/overview.svg": "is a picture or a page",
    "exports/index.html": "is a picture or a page",
    "exports/export.yaml": "says what an export writes",
    "catalog/storage/redis.yaml": "is an entry of a catalog",
    "ontology/views.ttl": "holds triples",
}


def refused(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_brief(text, api.knowledge(), today=TODAY, source="given")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("path", MISTAKEN)
def test_another_document_is_named(path: str) -> None:
    (said,) = refused((ROOT / path).read_text("utf-8"))
    assert said.startswith(f"given: {MISTAKEN[path]}, not a brief: ")


def test_no_key_of_a_brief_is_of_another_document() -> None:
    for other in OTHERS:
        assert other.keys.isdisjoint(KEYS)


def test_a_brief_with_a_key_too_many_is_still_one() -> None:
    (said,) = refused("name: Shop\nplacements: []\n")
    assert said.startswith("given:2: unknown key 'placements'")


@given(st.sampled_from(OTHERS), st.lists(st.sampled_from(KEYS), unique=True))
def test_what_else_it_says_does_not_matter(other: Other, keys: list[str]) -> None:
    text = "\n".join(f"{key}: x" for key in (*keys, *sorted(other.keys)))
    (said,) = refused(text)
    assert "not a brief" in said
