"""What can be taken away; each file is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from kgraph import api
from kgraph.model.architecture import Architecture
from kgraph.web import work
from kgraph.web.words import file_name


def show(text: str, day: date, architecture: Architecture | None, name: str) -> int:
    """A button for each file; how many there are. Without an architecture only the brief."""
    stem = file_name(name)
    files: list[tuple[str, str, str, Callable[[], str | bytes]]] = [
        ("Brief (YAML)", f"{stem}.yaml", "application/yaml", lambda: text)
    ]
    if architecture is not None:
        files = [
            ("Picture (SVG)", f"{stem}.svg", "image/svg+xml", lambda: work.picture(text, day)),
            ("Picture (PNG)", f"{stem}.png", "image/png", lambda: work.drawn(architecture, "png")),
            ("Graph (Turtle)", f"{stem}.ttl", "text/turtle", lambda: api.to_turtle(architecture)),
            ("Architecture (JSON)", f"{stem}.json", "application/json", lambda: api.to_json(architecture)),
            (
                "Rationale (Markdown)",
                f"{stem}.md",
                "text/markdown",
                lambda: api.rationale(architecture, work.findings(text, day), picture=f"{stem}.svg"),
            ),
            *files,
        ]
    for label, file, media_type, data in files:
        st.download_button(
            label,
            data=data,
            file_name=file,
            mime=media_type,
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key=f"download.{label}",
        )
    return len(files)
