"""The first versions in the repositories of entries, by their tags, from a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from kgraph.model.first_tag import FirstTag

FILE = "first-tags.json"


def read_first_tags(folder: Path) -> dict[str, FirstTag]:
    """The first tags by the addresses of their repositories; none where the file is missing."""
    path = folder / FILE
    if not path.exists():
        return {}
    told = json.loads(path.read_text("utf-8"))
    return {
        address: FirstTag(one["tag"], date.fromisoformat(one["day"]), one.get("of"))
        for address, one in told.items()
    }
