"""Pages as Streamlit runs them in a test: opened, changed, and what they show."""

from __future__ import annotations

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from kgraph import api, web
from kgraph.model.architecture import Architecture
from kgraph.web.parts import brief_form
from kgraph.web.twin import Twin, twin

CLASH = "name: X\nanswers:\n  kubernetes: managed\nsites:\n- {id: a, cloud: on-premises}\n"
PAGES = Path(web.__file__).parent / "pages"
HOSTILE = "<script>alert(1)</script><b>x"


def page(name: str, **query: str) -> AppTest:
    """A page that has run, with this in its address, and all sections of its form open."""
    test = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=600)
    for key, value in query.items():
        test.query_params[key] = value
    for section in ("Sites", "Workloads", "Wishes", *(one.section for one in api.questions())):
        test.session_state[brief_form.SECTION + section] = True
    test.run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    """All that a page shows as HTML of its own."""
    return "\n".join(element.proto.body for element in test.get("html"))


def switch(test: AppTest, way: str) -> None:
    """Edit the brief as a form or as text."""
    test.session_state["way"] = way
    test.run()


def taken_away() -> AppTest:
    """The design page with the tab open that has its files."""
    test = page("design")
    test.session_state["below"] = "Take away"
    test.run()
    return test


def take(test: AppTest, text: str) -> AppTest:
    """Write the brief as text, and take it over."""
    switch(test, "Text")
    test.text_area(key="brief-edited").set_value(text).run()
    assert not test.exception
    return test


def listed(test: AppTest, key: str) -> list[dict[str, str]]:
    """The rows of a table of what the picture shows; none where there is no such table."""
    for one in test.get("bidi_component"):
        if one.proto.id.endswith(f"-{key}"):
            told = json.loads(one.proto.json)
            return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
    return []


def pictures(test: AppTest) -> int:
    """How many pictures there are."""
    told = [one.proto.component_name for one in test.get("bidi_component")]
    return told.count("kgraph_svg_view")


def table(test: AppTest) -> list[str]:
    """What the table of boxes names, with its number where a box stands for several."""
    return sorted(row["Component"] for row in listed(test, "table-boxes"))


def shown(architecture: Architecture, view: str) -> list[str]:
    """The same of the drawing itself: its boxes, and the frames that are components too."""
    drawn = api.drawing(architecture, view).view
    boxes = [(box.title, box.count) for block in drawn.blocks() for box in block.boxes]
    frames = [(frame.title, len(frame.covers)) for frame in drawn.frames() if frame.covers]
    return sorted(f"{title} ×{count}" if count > 1 else title for title, count in (*boxes, *frames))


def choose(test: AppTest, view: str) -> AppTest:
    """Show a view."""
    test.session_state["view"] = view
    test.run()
    assert not test.exception
    return test


def select(test: AppTest, box: str) -> AppTest:
    """Select a box."""
    test.session_state["box"] = box
    test.run()
    assert not test.exception
    return test


def view_of(test: AppTest) -> str:
    """The view that is shown, by what its tabs and its box say."""
    found = test.session_state["view-tab"] or test.session_state["view-more"]
    assert isinstance(found, str)
    return found


def question(id: str) -> str:
    """The key of the field of a decision."""
    return f"field.answer.{id}"


def entries(test: AppTest) -> list[str]:
    """The ids of the components that are listed."""
    keys = (one.key or "" for one in test.button)
    return [key.removeprefix("entry.") for key in keys if key.startswith("entry.")]


def overview() -> Twin:
    """What the overview of the example shows."""
    return twin(api.drawing(api.assemble(api.demo_brief()), "overview"))


def button(test: AppTest, label: str) -> Button:
    """The first button that says this."""
    return next(one for one in test.button if one.label == label)
