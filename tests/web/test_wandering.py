"""Who wanders over the pages sees one that failed, and says what led there."""

from __future__ import annotations

import random

import pytest
from browser import window
from playwright.sync_api import Browser
from wandering import WRONG, Wanderer

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("word", ["All is well", *WRONG])
def test_a_page_that_says_what_none_may_say_is_told(browser: Browser, word: str) -> None:
    with window(browser, width=390, height=800) as opened:
        page = opened.new_page()
        page.set_content(
            '<div class="stApp" data-test-script-state="notRunning">'
            f"<button onclick=\"this.nextSibling.textContent = '{word}'\">Go</button><p></p></div>"
        )
        wanderer = Wanderer(page, "nowhere", random.Random(1))  # noqa: S311 - no secret
        assert wanderer.failed() == ""
        wanderer.click()
        failure = wanderer.failed()
        assert (word in failure) == (word in WRONG)
        assert ("click 'Go'" in failure) == (word in WRONG)
