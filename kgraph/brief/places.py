"""The places that a brief names: its sites, and their clusters by the sites they are in."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.documents.located import Located
from kgraph.documents.reading import Reader
from kgraph.documents.vocabulary import Vocabulary
from kgraph.model.brief import Site


def site_ids(sites: Iterable[Site]) -> Vocabulary:
    """The ids of the sites."""
    return Vocabulary("site", [site.id for site in sites])


def place_ids(sites: Iterable[Site]) -> Vocabulary:
    """The ids of the sites (``eu``) and of their clusters (``eu/main``)."""
    found: list[str] = []
    for site in sites:
        found += [site.id, *(f"{site.id}/{cluster}" for cluster in site.clusters)]
    return Vocabulary("place", found)


def read_places(
    reader: Reader, item: Located | None, key: str, places: Vocabulary
) -> tuple[str, ...]:
    """The places that a list names, sorted."""
    return tuple(sorted(reader.known_words(item, key, places, some=True)))
