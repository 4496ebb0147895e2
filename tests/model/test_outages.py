"""What is lost at once."""

from __future__ import annotations

import pytest

from kgraph.model.brief import Site
from kgraph.model.outages import PROVIDER, REGION, SITE, outages

SITES = (
    Site("a", "x", "north", ()),
    Site("b", "x", "north", ()),
    Site("c", "x", None, ()),
    Site("d", "y", "north", ()),
)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (SITE, [("a", ["a"]), ("b", ["b"]), ("c", ["c"]), ("d", ["d"])]),
        (REGION, [("north", ["a", "b"]), ("c", ["c"]), ("north", ["d"])]),
        (PROVIDER, [("x", ["a", "b", "c"]), ("y", ["d"])]),
    ],
)
def test_sites_are_lost_with_what_they_share(
    level: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert [(one.id, list(one.sites)) for one in outages(SITES, level)] == expected


def test_a_region_without_a_name_is_not_the_one_that_is_called_like_its_site() -> None:
    sites = (Site("a", "x", "b", ()), Site("b", "x", None, ()))
    assert [one.sites for one in outages(sites, REGION)] == [("a",), ("b",)]


def test_an_outage_takes_what_lies_in_its_sites_and_a_provider_its_services() -> None:
    region, provider = outages(SITES, REGION)[0], outages(SITES, PROVIDER)[0]
    assert region.takes("a")
    assert region.takes("b/main")
    assert not region.takes("world")
    assert not region.takes("d/main")
    assert not region.takes("ab")
    assert provider.takes_service(["x"])
    assert not provider.takes_service(["y"])
    assert not provider.takes_service(())
    assert not region.takes_service(["x"])
