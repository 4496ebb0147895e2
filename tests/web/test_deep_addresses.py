"""An address of several parts is no page: it leads to what it names, or is told to be none."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from kgraph.web.server import OnePart


def answered(path: str) -> tuple[int, dict[bytes, bytes], bytes]:
    """The code, the headers and the words with which a path, perhaps with a query, is answered."""
    path, _, query = path.partition("?")
    told: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "path": path,
        "query_string": query.encode(),
        "method": "GET",
        "headers": [],
    }
    asyncio.run(OnePart(PlainTextResponse("passed on"))(scope, receive, send))
    return told[0]["status"], dict(told[0]["headers"]), told[1]["body"]


def test_a_component_below_the_catalog_leads_to_its_page() -> None:
    code, headers, _ = answered("/catalog/redis & more")
    assert code == 307
    assert headers[b"location"] == b"/catalog?component=redis+%26+more"


def test_what_else_the_address_says_is_kept() -> None:
    _, headers, _ = answered("/catalog/redis?b=a%26b&theme=dark&find=&component=harbor")
    assert headers[b"location"] == b"/catalog?b=a%26b&theme=dark&find=&component=redis"


@pytest.mark.parametrize("path", ["/design/x", "/a/b/c", "//elsewhere/x", "/catalog/redis/x"])
def test_other_addresses_of_several_parts_are_told_to_be_no_page(path: str) -> None:
    code, _, words = answered(path)
    assert code == 404
    assert b"No such page" in words


@pytest.mark.parametrize(
    "path",
    ["/", "/design", "/catalog/", "/_stcore/health", "/static/js/x.js", "/design/_stcore/stream"],
)
def test_pages_and_what_streamlit_has_are_passed_on(path: str) -> None:
    assert answered(path)[2] == b"passed on"
