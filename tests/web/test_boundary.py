"""What a visitor sees where a part of a page, or what a button of it does, is wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kgraph import web

ROOT = Path(web.__file__).parent
SOURCES = sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("parts/*.py")])


def callbacks(source: str) -> Iterator[ast.expr]:
    """What is given for `on_click`, `on_change` and the like."""
    for call in ast.walk(ast.parse(source)):
        for keyword in call.keywords if isinstance(call, ast.Call) else ():
            if (keyword.arg or "").startswith("on_"):
                yield keyword.value


def bare(source: str) -> list[str]:
    """The callbacks that name a function of ours, which may need more than it is given."""
    made = {name for name, value in assigned(source) if of_does(value)}
    return [
        ast.unparse(one)
        for one in callbacks(source)
        if not of_does(one) and not handed_on(one) and ast.unparse(one) not in made
    ]


def assigned(source: str) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def of_does(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) == "does"


def handed_on(value: ast.expr) -> bool:
    """A word of Streamlit, or what came by the same name."""
    return isinstance(value, ast.Constant) or ast.unparse(value).rpartition(".")[2].startswith(
        "on_"
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_callback_has_all_that_it_needs_before_somebody_clicks(path: Path) -> None:
    assert bare(path.read_text("utf-8")) == []


def test_one_that_is_not_checked_is_found() -> None:
    source = "st.button('x', on_click=partial(take, 1))\nst.button('y', on_click=take)\n"
    assert bare(source) == ["partial(take, 1)", "take"]


def failing() -> None:
    import streamlit as st

    from kgraph.web.parts.boundary import does, guarded

    def break_down(what: str) -> None:
        raise ValueError(what)

    st.button("Break", on_click=does(break_down, "a secret of ours"))
    st.button("Break in its part", on_click=does(guarded(break_down), "a secret of ours"))
    st.text("The rest")


@pytest.mark.parametrize("button", [0, 1])
def test_what_a_button_does_wrong_is_told_and_the_page_goes_on(button: int) -> None:
    page = AppTest.from_function(failing).run()
    page.button[button].click().run()
    assert [one.value.partition(".")[0] for one in page.error] == ["This part of the page failed"]
    assert not page.exception
    assert page.text[0].value == "The rest"
