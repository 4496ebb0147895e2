"""The foundation's map of the field, as far as entries can be held against it, from its file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from kgraph.model.landscape import Landscape, Listed

FILE = "landscape.json"


def read_landscape(folder: Path) -> Landscape | None:
    """The map that lies in a folder; None where none does."""
    path = folder / FILE
    if not path.exists():
        return None
    told = json.loads(path.read_text("utf-8"))
    items = tuple(listed(item) for item in told["items"])
    return Landscape(told["address"], told["commit"], date.fromisoformat(told["day"]), items)


def listed(item: dict[str, Any]) -> Listed:
    """One item of the file."""
    stages = item.get("stages", {})
    return Listed(
        name=item["name"],
        home=item["home"],
        repository=item.get("repository"),
        stage=item.get("stage"),
        stages={level: date.fromisoformat(day) for level, day in stages.items()},
        open_source=item.get("open_source", True),
    )
