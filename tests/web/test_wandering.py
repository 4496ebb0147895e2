"""Somebody who uses the pages without a plan never comes to a page that failed."""

from __future__ import annotations

import pytest
from browser import Theme, window
from playwright.sync_api import Browser
from wandering import wandered

STEPS = 25


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "width", "theme"), [(1, 1280, "light"), (2, 1920, "dark"), (3, 390, "light")]
)
def test_whatever_one_does_no_page_fails(
    browser: Browser, address: str, seed: int, width: int, theme: Theme
) -> None:
    with window(browser, width=width, height=900, theme=theme) as opened:
        assert wandered(opened.new_page(), address, seed=seed, steps=STEPS) == ""
