"""What steps are called: branches have letters, which go on until they meet again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import api
from kgraph.view.lettering import Step, lettered


def steps(*told: str) -> list[Step]:
    """Steps such as ``a>b,c``, all of which say the same of what they start at."""
    found = []
    for words in told:
        sources, targets = words.split(">")
        found.append(Step(frozenset(sources.split(",")), frozenset(targets.split(",")), (sources,)))
    return found


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ((), ""),
        (("a>b", "b>c"), "1 2"),
        (("a>b", "b>c", "b>d"), "1 2a 2b"),
        (("a>b", "b>c", "b>d", "z>b"), "1 2a 2b 3"),
        (("a>b", "b>x", "a>c", "c>y", "y>w"), "1a 2a 1b 2b 3b"),
        (("a>b", "b>s", "a>c", "c>s", "s>t"), "1a 2a 1b 2b 3"),
        (("a>b", "b>s", "a>c", "c>s", "c>u"), "1a 2a 1b 2b1 2b2"),
        (("a>b", "b>x", "b>y", "a>c", "c>z"), "1a 2a1 2a2 1b 2b"),
        (("a>b", "b>x", "x>w", "b>y", "a>c"), "1a 2a 3a 4a 1b"),
        (("g>p", "p>q", "g>q", "q>d"), "1a 2a 1b 2b"),
        (("a>b,c", "b,c>d"), "1 2"),
        (("a>b", "z>y", "a>c"), "1 2 3"),
    ],
)
def test_branches_have_letters_until_they_meet_again(told: tuple[str, ...], names: str) -> None:
    assert list(lettered(steps(*told))) == names.split()


def between(source: str, target: str, words: str, *names: str) -> Step:
    """A step of its own site, between things of these names."""
    return Step(frozenset([source]), frozenset([target]), (source[0], words), names)


def test_other_words_between_the_same_at_another_site_are_a_branch() -> None:
    routes = Step(frozenset("g"), frozenset(["w1", "w2"]), ("g",))
    kept = between("w1", "s1", "reads and writes", "w", "s")
    read = between("w2", "s2", "reads from", "w", "s")
    other = between("w2", "t2", "caches in", "w", "t")
    assert lettered([routes, kept, read]) == ("1", "2a", "2b")
    assert lettered([routes, kept, other]) == ("1", "2", "3")


def test_several_who_say_the_same_to_one_thing_have_letters_and_what_it_does_has_none() -> None:
    calls = [between(one, "d", "requests", one, "d") for one in ("c", "i", "o")]
    onward = between("d", "s", "routes to", "d", "s")
    other = between("c", "d", "logs in at", "c", "d")
    assert lettered([*calls, onward]) == ("1a", "1b", "1c", "2")
    assert lettered([calls[0], other, calls[1], onward]) == ("1", "2", "3", "4")


def test_who_joins_within_a_branch_has_a_number_in_it() -> None:
    told = [between(one, door, "requests", one, door) for door in ("d", "e") for one in ("c", "i")]
    onward = between("d", "s", "routes to", "d", "s")
    assert lettered([*told[:2], onward, *told[2:]]) == ("1a1", "1a2", "2a", "1b1", "1b2")


def test_two_things_that_are_done_from_one_place_are_no_branches() -> None:
    once = between("w1", "s1", "reads and writes", "w", "s")
    again = between("w1", "s1", "locks", "w", "s")
    assert lettered([once, again]) == ("1", "2")


def test_sites_come_in_their_order_where_only_their_words_differ() -> None:
    view = api.drawing(api.assemble(api.demo_brief()), "request-path").view
    told = dict(zip(view.numbers, view.steps, strict=True))
    assert told["6a"] == "Web shop reads and writes Cloud SQL"
    assert told["6b"] == "Web shop writes to Cloud SQL"
    assert told["6c"] == "Web shop reads from Cloud SQL"


def test_of_more_branches_than_letters_the_last_have_two() -> None:
    told = [f"a>b{number}" for number in range(28)]
    assert lettered(steps(*told))[-3:] == ("1z", "1aa", "1ab")


PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), unique=True, max_size=14
)


@given(PAIRS)
def test_no_two_steps_are_called_the_same(pairs: list[tuple[str, str]]) -> None:
    names = lettered(steps(*(f"{a}>{b}" for a, b in pairs)))
    assert len(names) == len(set(names)) == len(pairs)


def test_workloads_behind_a_gateway_are_branches() -> None:
    brief = (
        "name: X\nas_of: 2026-11-26\nsites: [{id: eu, cloud: on-premises}]\n"
        "workloads:\n  - {id: a, name: A, exposes: public, stores: tables}\n"
        "  - {id: b, name: B, exposes: public, stores: [tables, cache]}\n"
    )
    view = api.drawing(api.assemble(brief), "request-path").view
    told = dict(zip(view.steps, view.numbers, strict=True))
    routed = {words[-1]: number for words, number in told.items() if "routes to" in words}
    assert {number[-1] for number in routed.values()} == {"a", "b"}
    stores = [number for words, number in told.items() if words.startswith("B caches")]
    assert stores
    assert all(number.endswith("b") for number in stores)
    assert {arrow.number for arrow in view.arrows} == set(view.numbers)


def test_branches_come_in_the_order_in_which_their_places_are_drawn() -> None:
    brief = (
        "name: X\nas_of: 2026-11-26\n"
        "sites: [{id: eu, cloud: aws, clusters: [front, back, tools]}]\n"
        "workloads:\n  - {id: web, name: Web, at: [eu/front], exposes: public, calls: [orders]}\n"
        "  - {id: orders, name: Orders, at: [eu/back], exposes: internal, stores: tables}\n"
        "  - {id: build, name: Build tools, at: [eu/tools], exposes: internal}\n"
    )
    view = api.drawing(api.assemble(brief), "request-path").view
    told = {words: number[-1] for words, number in zip(view.steps, view.numbers, strict=True)}
    letters = {words.split(" routes to ")[1]: told[words] for words in told if "routes to" in words}
    assert letters == {"Web": "a", "Orders": "b", "Build tools": "c"}
    assert told["Web calls Orders"] == "a"
    assert told["Orders reads and writes Amazon RDS"] == "b"
