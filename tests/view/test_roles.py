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
    ("exposes", "called"),
    [
        ("public", "public workload"),
        ("[internal, public]", "public and internal workload"),
        ("[public, operators, internal]", "public, internal and operator workload"),
    ],
)
def test_a_workload_is_called_by_all_who_reach_it(exposes: str, called: str) -> None:
    brief = (
        "name: X\nas_of: 2026-11-26\nsites: [{id: s, cloud: aws}]\n"
        f"workloads: [{{id: shop, exposes: {exposes}}}]\n"
    )
    known = api.knowledge()
    every = api.assemble(brief).placements
    (placement,) = (one for one in every if "workload" in one.capabilities)
    assert role_of(placement, known.components[placement.component], known) == called


@pytest.mark.parametrize(
    ("exposes", "called"),
    [
        ("public", "public site workload"),
        ("[public, partners]", "public and partner site workload"),
        ("operators", "operator site workload"),
        ("nobody", "site workload"),
    ],
)
def test_that_its_code_runs_is_not_told_of_a_workload(exposes: str, called: str) -> None:
    brief = (
        "name: X\nas_of: 2026-11-30\nsites: [{id: s, cloud: aws, clusters: []}]\n"
        f"workloads: [{{id: shop, exposes: {exposes}, runs-on: virtual-machines}}]\n"
    )
    assert role(brief, "site-workload") == called
