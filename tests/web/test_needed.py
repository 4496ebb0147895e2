"""What a selected box needs, and who needs it, as beside the picture."""

from __future__ import annotations

import examples
import pytest

from kgraph import api
from kgraph.web.parts.needs import FEW, Needs


def test_what_a_box_needs_and_who_needs_it_are_two_sides_of_one_thing() -> None:
    demo = examples.architecture("demo")
    told = Needs(demo).of({"eu/main/loki"})
    assert "keeps chunks and index in Google Cloud Storage" in told
    assert "runs on Google Kubernetes Engine" in told
    storage = Needs(demo).met_by({"eu/google-cloud-storage"})
    assert "keeps chunks and index in it: Grafana Loki" in storage


def test_of_several_that_are_each_enough_the_others_are_told() -> None:
    clouds = examples.architecture("three-clouds")
    one = next(one for one in api.dependences(clouds) if len(one.targets) > 1)
    chosen, *others = one.targets
    line = next(
        line for line in Needs(clouds).met_by({chosen}) if line.startswith(f"{one.role} it, or ")
    )
    assert clouds.placement_by_id[others[0]].name in line
    # of all of them together, none is another way out
    everyone = Needs(clouds).met_by(set(one.targets))
    assert any(line.startswith(f"{one.role} it: ") for line in everyone)


@pytest.mark.parametrize("brief", examples.EVERY)
def test_every_need_is_told_at_both_ends(brief: str) -> None:
    architecture = examples.architecture(brief)
    for one in api.dependences(architecture):
        if one.source not in one.targets:
            assert any(line.startswith(one.role) for line in Needs(architecture).of({one.source}))
            for target in one.targets:
                lines = Needs(architecture).met_by({target})
                assert any(line.startswith(f"{one.role} it") for line in lines)


def test_what_stands_for_all_that_need_it_is_needed_by_nobody_else() -> None:
    demo = examples.architecture("demo")
    both = {"eu/main/prometheus", "us/main/prometheus"}
    assert Needs(demo).of(both) == Needs(demo).of({"eu/main/prometheus"})


def test_what_many_need_names_a_few_of_them() -> None:
    demo = examples.architecture("demo")
    runs = [line for line in Needs(demo).met_by({"eu/main/gke"}) if line.startswith("runs on it")]
    assert len(runs) == 1
    assert "more" in runs[0]
    assert runs[0].count(",") <= FEW


def test_what_is_told_as_a_need_is_not_told_again() -> None:
    demo = examples.architecture("demo")
    ids = {"eu/main/loki"}
    flows = list(demo.flows_of(ids))
    rest = list(Needs(demo).besides(flows))
    assert rest
    assert len(rest) < len(flows)
    assert not any(flow.label == "keeps chunks and index in" for flow in rest)
