"""Briefs in addresses: what is packed comes back, and nothing else is taken for one."""

from __future__ import annotations

import base64
import contextlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamed import page
from streamlit.testing.v1 import AppTest

from kgraph import api
from kgraph.web import address
from kgraph.web.trail import Trail, walked


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_a_text_comes_back(text: str) -> None:
    word = address.pack(text)
    assert address.unpack(word) == text
    assert all(letter.isalnum() or letter in "-_" for letter in word)


def test_the_example_takes_less_than_a_thousand_letters() -> None:
    assert len(address.pack(api.demo_brief())) < 1000


@given(st.text(max_size=80))
def test_any_word_is_a_text_or_is_told(word: str) -> None:
    with contextlib.suppress(address.Unreadable):  # anything else is a failure
        assert len(address.unpack(word)) <= address.MOST


@pytest.mark.parametrize(("id", "text"), api.example_briefs())
def test_the_id_of_an_example_means_its_brief(id: str, text: str) -> None:
    assert address.brief(id) == text
    assert address.brief(address.pack(text)) == text


def test_without_a_word_the_first_example_is_meant() -> None:
    assert address.brief("") == api.demo_brief()


@pytest.mark.parametrize(
    ("word", "meant"), [("start-upp", "start-up"), ("three-cloud", "three-clouds")]
)
def test_who_writes_the_id_of_an_example_wrong_is_told_which_there_is(
    word: str, meant: str
) -> None:
    with pytest.raises(address.Unreadable, match=f"did you mean '{meant}'"):
        address.brief(word)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"#" * 60_000_000, 9)).decode().rstrip("=")
    with pytest.raises(address.Unreadable):
        address.unpack(bomb)


def test_a_long_brief_goes_by_a_short_id_and_what_was_swept_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path))
    rows = "\n".join(f"# {zlib.crc32(bytes([n % 256, n // 256]))}" for n in range(4000))
    text = f"name: Long\n{rows}\n"
    word = address.pack(text)
    assert len(word) < 40
    assert address.unpack(word) == text
    monkeypatch.setenv("KGRAPH_CACHE", f"{tmp_path}/elsewhere")
    with pytest.raises(address.Unreadable, match="does not keep"):
        address.unpack(word)


def test_kept_briefs_are_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    from kgraph.api import shelf

    monkeypatch.setenv("KGRAPH_CACHE", str(tmp_path))
    monkeypatch.setattr(shelf, "KEEP", 3)
    ids = [api.keep_brief(f"name: N{number}\n") for number in range(6)]
    assert len([id for id in ids if id is not None and api.kept_brief(id)]) <= 3


@given(st.lists(st.sampled_from("abc"), min_size=1))
def test_one_stands_where_one_has_walked_to(words: list[str]) -> None:
    trail = Trail()
    for word in words:
        trail = walked(trail, word)
        assert trail.words[trail.at] == word


@pytest.mark.parametrize("name", ["start", "design", "catalog", "compare", "ask"])
def test_every_word_that_a_page_takes_from_its_address_is_known(name: str) -> None:
    test = page(name)
    assert {one.key for one in test.text_input if one.key == one.label} <= address.NAMES


def test_a_name_in_an_address_that_no_page_knows_is_told_once() -> None:
    test = AppTest.from_file(str(api.app_file()), default_timeout=600)
    test.query_params["foo"] = "bar"
    test.run()
    assert [one.value for one in test.toast if "“foo”" in one.value.replace("\\", "")]
    test.run()
    assert not test.toast


@pytest.mark.parametrize("name", ["utm_source", "utm_campaign", "gclid", "fbclid"])
def test_what_counts_clicks_in_a_link_is_not_told(name: str) -> None:
    assert address.strange([name]) == []


@pytest.mark.parametrize("name", ["utm", "gclid2", "my_utm_source", "FBCLID"])
def test_what_is_only_called_like_that_is_told(name: str) -> None:
    assert len(address.strange([name])) == 1
