"""Briefs that are too long for an address: kept under a short id, the latest of them for a while."""

from __future__ import annotations

import hashlib
import re

KEEP = 500
"""So many briefs are kept; the oldest make room."""
_ID = re.compile("[0-9a-f]{32}")


def keep_brief(text: str) -> str | None:
    """Keep a text; its id, by which everybody who has it finds the text.

    None where nothing can be kept.
    """
    from kgraph.documents import caches

    body = text.encode("utf-8", "surrogatepass")
    id = hashlib.sha256(body).hexdigest()[:32]
    caches.keep(_name(id), body, most=KEEP)
    return id if kept_brief(id) == text else None


def kept_brief(id: str) -> str | None:
    """The text of that id; None where it is not kept, or not any more."""
    from kgraph.documents import caches

    body = caches.read(_name(id)) if _ID.fullmatch(id) else None
    return None if body is None else body.decode("utf-8", "surrogatepass")


def _name(id: str) -> str:
    return f"shared-{id}.yaml"
