"""What boxes are called by: what something is there for, and not what it could do."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.view.roles import role_of

BRIEF = "name: X\nas_of: 2026-11-26\nsites: [{id: s, cloud: azure}]\nuse: [velero]\n"


def role(brief: str, component: str) -> str:
    """By what the only placement of a component is called."""
    known = api.knowledge()
    (placement,) = api.assemble(brief).placements_of(component)
    return role_of(placement, known.components[component], known)


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        ("", "cluster backup"),
        (", recovery-time: hour", "off-site backup"),
        (", recovery-point: day", "daily off-site backup"),
        (", recovery-point: hour", "hourly off-site backup"),
    ],
)
def test_what_it_could_do_is_told_only_where_that_is_asked_for(asked: str, called: str) -> None:
    brief = f"{BRIEF}answers: {{recovery: backups}}\nworkloads: [{{id: shop{asked}}}]\n"
    assert role(brief, "velero") == called


def test_of_what_sort_it_is_is_told_in_any_case() -> None:
    brief = "name: X\nas_of: 2026-11-26\nsites: [{id: s, cloud: aws}]\nworkloads: [{id: shop}]\n"
    assert role(brief, "aws-elastic-load-balancing") == "regional load balancing"


def test_who_lets_in_several_is_called_by_all_of_them() -> None:
    """One box that stands for both doors does not look like that of the internet alone."""
    brief = (
        "name: X\nas_of: 2026-11-26\nsites: [{id: s, cloud: aws}]\n"
        "workloads: [{id: shop, exposes: public}, {id: desk, exposes: internal}]\n"
    )
    assert role(brief, "aws-elastic-load-balancing") == "regional and internal load balancing"


@pytest.mark.parametrize(
    ("site", "runs_on", "exposes", "called"),
    [
        ("", "kubernetes", "public", "public workload"),
        ("", "kubernetes", "[internal, public]", "public and internal workload"),
        (
            "",
            "kubernetes",
            "[public, operators, internal]",
            "public, internal and operator workload",
        ),
        # that its code runs is not told of it
        (", clusters: []", "virtual-machines", "public", "public site workload"),
        (
            ", clusters: []",
            "virtual-machines",
            "[public, partners]",
            "public and partner site workload",
        ),
        (", clusters: []", "virtual-machines", "operators", "operator site workload"),
        (", clusters: []", "virtual-machines", "nobody", "site workload"),
    ],
)
def test_a_workload_is_called_by_all_who_reach_it(
    site: str, runs_on: str, exposes: str, called: str
) -> None:
    brief = (
        f"name: X\nas_of: 2026-11-30\nsites: [{{id: s, cloud: aws{site}}}]\n"
        f"workloads: [{{id: shop, exposes: {exposes}, runs-on: {runs_on}}}]\n"
    )
    known = api.knowledge()
    (placement,) = (one for one in api.assemble(brief).placements if one.workload == "shop")
    assert role_of(placement, known.components[placement.component], known) == called
