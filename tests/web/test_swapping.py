"""One component in the place of another: by one click, and nothing else of the brief changes."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from kgraph import api, web

PAGE = Path(web.__file__).parent / "pages" / "design.py"
BOX = "world/google-cloud-load-balancing"


def swapped() -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=600)
    test.session_state["box"] = BOX
    test.session_state["instead"] = True
    test.run()
    assert not test.exception
    told = "\n".join(element.proto.body for element in test.get("html"))
    assert "more services of other vendors" in told, "what it costs is told before"
    test.button(key="swap.0").click().run()
    assert not test.exception
    return test


def test_who_takes_the_place_of_what_was_selected_is_selected() -> None:
    swap = api.why(api.parse_brief(api.demo_brief()), BOX.rpartition("/")[2]).swaps[0]
    assert swapped().session_state["box"].rpartition("/")[2] == swap.instead


def test_what_went_with_a_swap_is_not_told_as_a_mistake() -> None:
    test = swapped()
    assert not test.toast
    test.session_state["box"] = "nothing-such"
    test.run()
    assert "not in this picture" in test.toast[0].value


def test_a_swap_changes_the_line_that_it_concerns_alone() -> None:
    text = swapped().session_state["brief-text"]
    swap = api.why(api.parse_brief(api.demo_brief()), BOX.rpartition("/")[2]).swaps[0]
    before, after = (one.splitlines() for one in (api.demo_brief(), text))
    gone, new = (set(a) - set(b) for a, b in ((before, after), (after, before)))
    assert len(gone) == 1
    assert all(line.startswith("use: ") for line in gone)
    assert any(swap.instead in line for line in new)
    components = api.assemble(text).components
    assert swap.instead in components
    assert swap.chosen not in components
    needless = api.parse_brief(text.replace(f"avoid: [{swap.chosen}]\n", ""))
    assert (f"avoid: [{swap.chosen}]" in new) == (swap.chosen in api.assemble(needless).components)
