"""The main path above sites: what stands beside it, and what stands over what it leads to."""

from __future__ import annotations

import pytest

from kgraph.layout.arrange.places import Composition, place
from kgraph.view.view import Arrow, Block, Box, Frame, Hue, View

GREY = Hue("#888888", "#888888")


def block(id: str, band: str = "") -> Block:
    return Block(id, "", GREY, band, 0, (Box(f"{id}/box", id, "", "", "", GREY, "", ""),))


def arrow(source: str, target: str) -> Arrow:
    return Arrow(f"{source}-{target}", source, target, "request", "", "")


def view(sites: int, *heads: Block, arrows: tuple[Arrow, ...]) -> View:
    frames = tuple(
        Frame(f"s{at}", f"s{at}", "", "", "site", "", "", (block(f"door{at}"),))
        for at in range(sites)
    )
    along = frozenset({"request"})
    return View("network", "", "", (*heads, *frames), arrows, (), (), along)


def middle(view: View, id: str) -> float:
    return place(view, Composition()).at[id].middle[0]


HEADS = block("operators", "right"), block("clients"), block("balancer")
STEPS = arrow("clients", "balancer"), arrow("balancer", "door0"), arrow("operators", "door0")


def test_beside_the_steps_of_others() -> None:
    both = view(2, *HEADS, arrows=(*STEPS, arrow("balancer", "door1"), arrow("operators", "door1")))
    assert middle(both, "clients") == middle(both, "balancer")
    assert middle(both, "operators") > middle(both, "door1")


def test_in_the_row_of_others_over_one_site() -> None:
    one = view(1, *HEADS, arrows=STEPS)
    at = place(one, Composition()).at
    assert at["operators"].middle[1] == at["clients"].middle[1]
    assert at["operators"].x < at["clients"].x


@pytest.mark.parametrize("sites", [2, 3])
def test_over_the_middle_where_nothing_leads_step_by_step(sites: int) -> None:
    into = tuple(arrow("callers", f"door{at}") for at in range(sites))
    alone = view(sites, block("callers", "right"), arrows=into)
    spread = place(alone, Composition())
    assert spread.at["callers"].middle[0] == pytest.approx(spread.w / 2)


def entered() -> View:
    """A site with a load balancer before a cluster that holds a lane beside its workload."""
    cluster = Frame("c", "main", "", "", "cluster", "", "", (block("lane"), block("shop")))
    site = Frame("s", "eu", "", "", "site", "", "", (block("balancer"), cluster))
    steps = arrow("clients", "balancer"), arrow("balancer", "shop")
    return View("network", "", "", (block("clients"), site), steps, (), (), frozenset({"request"}))


def test_lined_the_main_path_leads_straight_down() -> None:
    at = place(entered(), Composition(lined=True)).at
    middles = {at[id].middle[0] for id in ("clients", "balancer", "shop")}
    assert len(middles) == 1
    assert middles != {at["s"].middle[0]}


def test_else_it_stands_in_the_middle() -> None:
    at = place(entered(), Composition()).at
    assert at["balancer"].middle[0] == at["s"].middle[0] != at["shop"].middle[0]
