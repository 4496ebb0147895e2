"""Pictures are drawn once for all visitors, each for itself while others draw."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from kgraph import api
from kgraph.web import work

DAY = date(2026, 11, 23)
TEXT = "name: Shop\nsites: [{id: a, cloud: gcp}, {id: b, cloud: aws}]\n"


@pytest.fixture
def answer() -> work.Answer:
    return work.answer(TEXT, DAY)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What is really drawn from now on."""
    found: list[tuple[str, str]] = []
    real = api.draw

    def draw(*args: Any, **kwargs: Any) -> bytes:
        found.append((kwargs["view"], kwargs["theme"]))
        return real(*args, **kwargs)

    work._PICTURES.clear()
    monkeypatch.setattr(api, "draw", draw)
    yield found
    work._PICTURES.clear()


def test_a_picture_is_drawn_once_for_each_content_view_and_theme(
    answer: work.Answer, drawn: list[tuple[str, str]]
) -> None:
    assert answer.architecture is not None
    first = work.picture(answer.architecture, answer.content, "storage", "light")
    again = work.answer(TEXT, DAY)
    assert again.architecture is not None
    assert work.picture(again.architecture, again.content, "storage", "light") == first
    assert work.picture(answer.architecture, answer.content, "storage", "dark") != first
    assert work.picture(answer.architecture, answer.content, "delivery", "light") != first
    assert drawn == [("storage", "light"), ("storage", "dark"), ("delivery", "light")]


def test_another_architecture_has_another_content(answer: work.Answer) -> None:
    contents = {work.answer(TEXT.replace("Shop", name), DAY).content for name in ("Shop", "Bazaar")}
    assert len(contents) == 2
    assert answer.content in contents


@pytest.mark.slow
def test_visitors_who_draw_at_the_same_time_see_what_they_would_see_alone(
    answer: work.Answer,
) -> None:
    architecture = answer.architecture
    assert architecture is not None
    jobs = [(view.id, theme) for view in api.views(architecture) for theme in ("light", "dark")]
    work._PICTURES.clear()
    with ThreadPoolExecutor(8) as visitors:
        together = list(
            visitors.map(lambda job: work.picture(architecture, answer.content, *job), jobs)
        )
    alone = [api.draw(architecture, view=view, theme=theme).decode() for view, theme in jobs]
    assert together == alone


def test_the_inside_of_a_component_is_drawn_in_the_theme() -> None:
    light, dark = (work.inside("prometheus", DAY, theme) for theme in ("light", "dark"))
    assert light == api.draw_component("prometheus", day=DAY).decode()
    assert light != dark
