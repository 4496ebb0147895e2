"""The inside of a component.

Every part and every flow is drawn or said to be missing, on any day and in any architecture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.architecture import Architecture
from kgraph.model.component import Component, InnerEnd, InnerFlow
from kgraph.model.knowledge import Knowledge
from kgraph.view.completeness import missing
from kgraph.view.inside import MAX_BOXES, inside
from kgraph.view.inside.casting import flow_id
from kgraph.view.view import Block, Box, Frame, View, blocks_in, frames_in

TODAY = date(2026, 11, 23)
DAYS = (date(2019, 6, 1), date(2021, 1, 28), TODAY)
OPENED = sorted(c.id for c in api.knowledge().components.values() if c.parts)

SHOP = """
name: Shop
as_of: 2026-11-23
sites: [{id: eu, cloud: gcp}, {id: us, cloud: aws}]
workloads:
  - {id: shop, name: Shop, exposes: public, stores: tables}
  - {id: desk, name: Desk, exposes: internal}
answers: {availability: multi-cloud, metrics: pull, logs: loki, recovery: backups, tracing: tracing}
use: [prometheus, velero, grafana, jaeger, elasticsearch]
"""


@pytest.fixture(scope="module")
def shop() -> Architecture:
    """An architecture on two clouds that has several components with an inside."""
    return api.assemble(SHOP)


def boxes(view: View) -> dict[str, Box]:
    return {box.id: box for block in view.blocks() for box in block.boxes}


def titles(view: View) -> set[str]:
    return {box.title for box in boxes(view).values()}


def within(view: View) -> set[str]:
    """The titles of what stands inside the frame."""
    (frame,) = (node for node in view.children if isinstance(node, Frame))
    boxed = {box.title for block in blocks_in(frame.children) for box in block.boxes}
    return boxed | {inner.title for inner in frames_in(frame.children)}


def said(view: View) -> set[str]:
    """The ids of everything that the view says it does not show."""
    return {id for line in view.left_out for id in line.covers}


def drawn(view: View) -> set[str]:
    """The ids of the flows that have an arrow."""
    return {id for arrow in view.arrows for id in arrow.covers}


def meant(
    box: Box, end: InnerEnd, knowledge: Knowledge, architecture: Architecture | None = None
) -> bool:
    """Whether a box is what an end of a flow means.

    The part, the component, or what has the capability.
    """
    if end.kind == "part":
        return box.covers == (end.id,)
    wanted = {end.id, *(knowledge.providers[end.id] if end.kind == "capability" else ())}
    placed = (
        {p.id: {p.component, *p.capabilities} for p in architecture.placements}
        if architecture
        else {}
    )
    return all(wanted & placed.get(id, {id}) for id in box.covers)


def check_ends(
    view: View, component: Component, knowledge: Knowledge, architecture: Architecture | None = None
) -> None:
    """Every arrow leads from what its flows start at to what they lead to, and no box of its blocks is there for nothing."""
    blocks = {block.id: block for block in view.blocks()}
    flows = {flow_id(flow): flow for flow in component.inner_flows}
    for arrow in view.arrows:
        own = [flows[id] for id in arrow.covers]
        assert {flow.kind for flow in own} == {arrow.kind}
        for block, ends in (
            (arrow.source, [f.source for f in own]),
            (arrow.target, [f.target for f in own]),
        ):
            if block not in blocks:
                assert {f"frame:{end.id}" for end in ends} == {block}
                continue
            for box in blocks[block].boxes:
                assert any(meant(box, end, knowledge, architecture) for end in ends), (
                    f"{box.id} at {arrow.id}"
                )
            for end in ends:
                assert any(
                    meant(box, end, knowledge, architecture) for box in blocks[block].boxes
                ), f"{end} at {arrow.id}"


def views(knowledge: Knowledge, id: str) -> Iterator[tuple[Component, date, View]]:
    component = knowledge.components[id]
    for day in DAYS:
        if component.available(day):
            yield component, day, inside(id, knowledge, day=day)


@pytest.mark.parametrize("id", OPENED)
def test_every_part_is_drawn_or_said_to_be_missing(knowledge: Knowledge, id: str) -> None:
    for component, day, view in views(knowledge, id):
        there = {part.name for part in component.parts if part.holds(day)}
        assert within(view) == there
        missing = {part.id for part in component.parts if not part.holds(day)}
        assert missing <= said(view)
        words = " ".join(map(str, view.left_out))
        assert all(part.name in words for part in component.parts if part.id in missing)


@pytest.mark.parametrize("id", OPENED)
def test_every_flow_is_an_arrow_or_said(knowledge: Knowledge, id: str) -> None:
    for component, _, view in views(knowledge, id):
        flows = {flow_id(flow) for flow in component.inner_flows}
        assert drawn(view) | (said(view) & flows) == flows
        assert not drawn(view) & said(view)


@pytest.mark.parametrize("id", OPENED)
def test_arrows_lead_from_the_source_of_their_flows_to_the_target(
    knowledge: Knowledge, id: str
) -> None:
    for component, _, view in views(knowledge, id):
        check_ends(view, component, knowledge)


@pytest.mark.parametrize("id", OPENED)
def test_arrows_have_words_and_sentences_and_there_is_one_of_a_kind_between_two_blocks(
    knowledge: Knowledge, id: str
) -> None:
    for _, _, view in views(knowledge, id):
        between = [(arrow.source, arrow.target, arrow.kind) for arrow in view.arrows]
        assert len(between) == len(set(between))
        for arrow in view.arrows:
            assert arrow.tooltip.endswith(".")
            assert arrow.label in arrow.tooltip
        assert {line.kind for line in view.legend} == {arrow.kind for arrow in view.arrows}


@pytest.mark.parametrize("id", OPENED)
def test_no_neighbour_stands_alone_and_none_stands_twice(knowledge: Knowledge, id: str) -> None:
    for _, _, view in views(knowledge, id):
        ends = {end for arrow in view.arrows for end in (arrow.source, arrow.target)}
        outside = [node for node in view.children if isinstance(node, Block)]
        assert all(block.id in ends for block in outside)
        covered = [id for box in boxes(view).values() for id in box.covers]
        assert len(covered) == len(set(covered))
        assert len(boxes(view)) <= MAX_BOXES


def test_harbor_of_2019_scans_with_clair_and_harbor_of_today_with_trivy(
    knowledge: Knowledge,
) -> None:
    then, now = (inside("harbor", knowledge, day=day) for day in (DAYS[0], TODAY))
    assert {"Clair", "Notary server and signer"} <= within(then)
    assert "Trivy" not in within(then)
    assert "Trivy" in within(now)
    assert not {"Clair", "Notary server and signer"} & within(now)
    (line,) = now.left_out
    assert line.text.startswith("Not there on 2026-11-23: ")
    assert "Clair (until 2021-02-23)" in line.text
    assert "Trivy (since 2020-05-13)" in then.left_out[0].text


def test_a_neighbour_that_was_not_there_yet_is_said_to_be_missing(knowledge: Knowledge) -> None:
    then = inside("jaeger", knowledge, day=DAYS[1])
    assert "OpenSearch" not in titles(then)
    assert any("OpenSearch (since 2021" in line.text for line in then.left_out)
    assert "OpenSearch" in titles(inside("jaeger", knowledge, day=TODAY))


def test_choices_of_one_need_that_do_the_same_share_a_block_and_its_arrows(
    knowledge: Knowledge,
) -> None:
    view = inside("jaeger", knowledge, day=TODAY)
    (block,) = (block for block in view.blocks() if len(block.boxes) > 1)
    assert {box.title for box in block.boxes} == {"Apache Cassandra", "Elasticsearch", "OpenSearch"}
    assert block.title
    (arrow,) = (a for a in view.arrows if a.source == "block:jaeger#query")
    assert len(arrow.covers) == 3
    assert (
        arrow.tooltip
        == "Query service reads traces from Apache Cassandra or Elasticsearch or OpenSearch."
    )


def test_whoever_has_a_capability_is_told_with_examples_of_the_day(knowledge: Knowledge) -> None:
    harbor = boxes(inside("harbor", knowledge, day=TODAY))
    assert harbor["capability:key-value-cache"].title == "Key-value cache"
    assert harbor["capability:key-value-cache"].subtitle == "such as Redis, Valkey"
    then = boxes(inside("harbor", knowledge, day=DAYS[0]))
    assert "Valkey" not in then["capability:key-value-cache"].subtitle


def test_the_heading_tells_component_day_and_source(knowledge: Knowledge) -> None:
    view = inside("velero", knowledge, day=TODAY)
    assert view.id == "inside:velero"
    for words in ("Velero", "2026-11-23", "velero.io"):
        assert words in view.subtitle


def test_in_an_architecture_the_neighbours_are_its_placements(
    knowledge: Knowledge, shop: Architecture
) -> None:
    for id in ("prometheus", "velero", "jaeger", "loki"):
        component = knowledge.components[id]
        view = inside(id, knowledge, architecture=shop, day=TODAY)
        assert shop.name in view.subtitle
        placements = {p.id: p for p in shop.placements}
        flows = {flow_id(flow) for flow in component.inner_flows}
        assert drawn(view) | (said(view) & flows) == flows
        check_ends(view, component, knowledge, shop)
        assert not missing(view, shop)
        for box in boxes(view).values():
            for id in box.covers:
                known = (
                    id in placements or "#" in id or knowledge.components[id].delivery == "actor"
                )
                assert known, f"{id} is not in the architecture"
            assert box.count == len(box.covers)


def test_providers_on_two_clouds_share_a_block_titled_by_what_they_do(
    knowledge: Knowledge, shop: Architecture
) -> None:
    view = inside("velero", knowledge, architecture=shop, day=TODAY)
    (block,) = (block for block in view.blocks() if block.title == "Object storage")
    clouds = {place.id: place.cloud for place in shop.places}
    covered = {id for box in block.boxes for id in box.covers}
    assert {clouds[p.place] for p in shop.placements if p.id in covered} == {"gcp", "aws"}
    assert all(box.href for box in block.boxes)


def test_what_an_architecture_lacks_is_said(knowledge: Knowledge, shop: Architecture) -> None:
    view = inside("jaeger", knowledge, architecture=shop, day=TODAY)
    assert "Apache Kafka" not in titles(view)
    assert any(
        line.text.startswith("Neighbours that are not in Shop: ") and "Apache Kafka" in line.text
        for line in view.left_out
    )


def test_a_component_that_an_architecture_lacks_is_shown_in_general(
    knowledge: Knowledge, shop: Architecture
) -> None:
    view = inside("harbor", knowledge, architecture=shop, day=TODAY)
    assert view.children == inside("harbor", knowledge, day=TODAY).children
    assert "Shop has none" in view.subtitle


def test_flows_of_one_kind_between_the_same_ends_share_an_arrow(knowledge: Knowledge) -> None:
    ceph = knowledge.components["ceph"]
    ends = InnerEnd("part", "ceph#mgr"), InnerEnd("part", "ceph#mon")
    more = tuple(
        InnerFlow(*ends, "control", label) for label in ("asks", "sends a rather long word to")
    )
    for extra, label in ((more[:1], "asks, reads cluster map of"), (more, "")):
        changed = replace(ceph, inner_flows=(*ceph.inner_flows, *extra))
        view = inside(
            "ceph",
            replace(knowledge, components={**knowledge.components, "ceph": changed}),
            day=TODAY,
        )
        (arrow,) = (
            a for a in view.arrows if (a.source, a.target) == ("block:ceph#mgr", "block:ceph#mon")
        )
        assert arrow.label == label
        assert arrow.count == 1 + len(extra)
        assert len(arrow.tooltip.splitlines()) == arrow.count


def test_of_too_many_neighbours_those_with_the_fewest_flows_are_named_instead_of_drawn(
    knowledge: Knowledge,
) -> None:
    ceph = knowledge.components["ceph"]
    mon = InnerEnd("part", "ceph#mon")
    crowd = sorted(
        c.id for c in knowledge.components.values() if c.concern == "storage" and c.available(TODAY)
    )[:30]
    flows = tuple(
        InnerFlow(InnerEnd("component", id), mon, "control", "asks") for id in crowd if id != "ceph"
    )
    changed = replace(ceph, inner_flows=(*ceph.inner_flows, *flows))
    view = inside(
        "ceph", replace(knowledge, components={**knowledge.components, "ceph": changed}), day=TODAY
    )
    assert len(boxes(view)) == MAX_BOXES
    assert "Ceph CSI" in titles(view)
    assert any(line.text.startswith("Too many for one picture: ") for line in view.left_out)
    assert drawn(view) | said(view) >= {flow_id(flow) for flow in changed.inner_flows}


@pytest.mark.parametrize(
    ("id", "day", "says"),
    [
        ("promethius", TODAY, ("unknown component 'promethius'", "'prometheus'")),
        ("grafana", TODAY, ("'grafana'", "prometheus", "velero")),
        ("tempo", DAYS[0], ("'tempo' is not there on 2019-06-01", "since 2020")),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_remedy(
    knowledge: Knowledge, id: str, day: date, says: tuple[str, ...]
) -> None:
    with pytest.raises(InputError) as caught:
        inside(id, knowledge, day=day)
    assert all(words in str(caught.value) for words in says)


def test_an_inside_of_which_no_part_is_there_is_refused(knowledge: Knowledge) -> None:
    velero = knowledge.components["velero"]
    gone = replace(
        velero, parts=tuple(p for p in velero.parts if p.until is not None), inner_flows=()
    )
    with pytest.raises(InputError, match=r"no part of 'velero'.*until 2022-11-23"):
        inside(
            "velero",
            replace(knowledge, components={**knowledge.components, "velero": gone}),
            day=TODAY,
        )


def test_parts_of_a_part_stand_in_its_frame(knowledge: Knowledge) -> None:
    view = inside("container-storage-interface", knowledge, day=TODAY)
    whole, *frames = view.frames()
    held = {frame.title: {b.boxes[0].title for b in blocks_in((frame,))} for frame in frames}
    assert held["Node part"] == {"Kubelet", "CSI node plugin", "Node driver registrar"}
    assert "External attacher" in held["Controller part"]
    assert "API server" in {box.title for block in blocks_in(whole.children) for box in block.boxes}
    assert "API server" not in set.union(*held.values())


def test_what_is_true_of_all_parts_of_a_part_is_one_arrow_to_its_frame(
    knowledge: Knowledge,
) -> None:
    view = inside("rook", knowledge, day=TODAY)
    started = [arrow for arrow in view.arrows if arrow.label == "starts and watches"]
    assert [(a.source, a.target) for a in started] == [
        ("block:rook#operator", "frame:rook#daemons")
    ]
    assert started[0].tooltip == "Rook operator starts and watches Daemons."


def test_arrows_stand_in_the_order_in_which_one_comes_along_them(knowledge: Knowledge) -> None:
    arrows = inside("github-actions", knowledge, day=TODAY).arrows
    ids = [(arrow.source.partition(":")[2], arrow.target.partition(":")[2]) for arrow in arrows]
    pushes = ids.index(("developer", "github"))
    starts = ids.index(("github", "github-actions#workflow"))
    reports = ids.index(("github-actions#preview", "github"))
    assert pushes < starts < reports
    assert len(ids) == len(arrows)


def test_what_begins_by_itself_is_last_in_that_order(knowledge: Knowledge) -> None:
    arrows = inside("velero", knowledge, day=TODAY).arrows
    sources = [arrow.source for arrow in arrows]
    assert sources[0] == "block:operator"
    assert sources.index("block:velero#schedule-controller") > sources.index("block:velero#objects")


def test_words_of_one_arrow_say_once_what_all_of_them_say(knowledge: Knowledge) -> None:
    bucket, part = InnerEnd("component", "ceph"), InnerEnd("part", "velero#cli")
    labels = ("creates disks in", "creates shares in")
    flows = tuple(InnerFlow(part, bucket, "storage", label) for label in labels)
    velero = replace(knowledge.components["velero"], inner_flows=flows)
    told = replace(knowledge, components={**knowledge.components, "velero": velero})
    assert [a.label for a in inside("velero", told, day=TODAY).arrows] == [
        "creates disks and shares in"
    ]


def test_a_part_has_the_badge_of_what_it_acts_as(knowledge: Knowledge) -> None:
    parts = boxes(inside("prometheus", knowledge, day=TODAY))
    store, rules = parts["prometheus#tsdb"], parts["prometheus#rules"]
    assert store.glyph
    assert rules.glyph
    assert store.glyph != rules.glyph
    assert store.hue == rules.hue


@pytest.mark.parametrize("id", OPENED)
def test_few_parts_look_alike(knowledge: Knowledge, id: str) -> None:
    component = knowledge.components[id]
    held = {part.within for part in component.parts}
    shown = [part.icon or part.glyph for part in component.parts if part.id not in held]
    most = max(shown.count(one) for one in shown)
    assert most <= 5
    assert len(set(shown)) >= min(3, len(shown))


def test_a_part_that_is_only_with_something_is_left_out_without_it(
    knowledge: Knowledge, shop: Architecture
) -> None:
    view = inside("jaeger", knowledge, architecture=shop, day=TODAY)
    assert "Ingester" not in within(view)
    assert any("Ingester (only with Apache Kafka)" in line.text for line in view.left_out)
    in_general = boxes(inside("jaeger", knowledge, day=TODAY))
    assert in_general["jaeger#ingester"].subtitle == "only with Apache Kafka"


def test_a_flow_that_is_only_without_something_is_there_without_it(knowledge: Knowledge) -> None:
    shop = api.assemble(api.demo_brief())
    view = inside("tempo", knowledge, architecture=shop, day=TODAY)
    assert "Block-builder" not in within(view)
    told = {arrow.id for arrow in view.arrows}
    pushed = "block:tempo#distributor--telemetry--block:tempo#"
    assert {f"{pushed}live-store", f"{pushed}metrics-generator"} <= told
    in_general = inside("tempo", knowledge, day=TODAY)
    assert "Block-builder" in within(in_general)
    assert not any(arrow.id.startswith(pushed) for arrow in in_general.arrows)


def test_examples_of_a_capability_are_of_use_to_the_whole(knowledge: Knowledge) -> None:
    database = boxes(inside("harbor", knowledge, day=TODAY))["capability:relational-database"]
    assert "PostgreSQL" in database.subtitle
