"""Everything about one architecture: every view in every format that is wanted, and its documents.

The files are those that an export makes of the same brief, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from kgraph.api.architectures import to_json, to_turtle
from kgraph.api.checks import check
from kgraph.api.choices import PAGE_FORMAT, SHOWN_FORMATS, format_named
from kgraph.api.excerpts import described, views
from kgraph.api.origins import origin
from kgraph.api.pictures import drawing, rationale
from kgraph.api.reports import Gathered, gather, page
from kgraph.documents.file_names import file_names
from kgraph.documents.plain import to_json_text

if TYPE_CHECKING:
    from kgraph.formats.options import Provenance
    from kgraph.layout.drawing import Drawing
    from kgraph.model.architecture import Architecture
    from kgraph.model.finding import Finding

BRIEF = "brief.yaml"
EXPORT = "export.yaml"
"""The files that an export makes all others of: one beside them, the other above."""
Make = Callable[[], str | bytes]


def file_makers(
    architecture: Architecture,
    *,
    text: str,
    formats: Sequence[str],
    theme: str,
    lay_out: Callable[[str], Drawing] | None = None,
) -> dict[str, Make]:
    """What makes each file, by its name: pictures first, then documents, the brief of that text.

    What several need is made once. `lay_out` gives the drawing of a view by its id, where there is
    a better way than to make it here. InputError names the known formats.
    """
    chosen = [format_named(one, where="formats") for one in formats]
    pictures = [one.id for one in chosen if not one.whole]
    shared = _Shared(architecture, lay_out or partial(drawing, architecture))
    whence = origin(architecture, source=BRIEF, brief=text)
    found: dict[str, Make] = {}
    for view, stem in _stems(architecture).items():
        for format in pictures:
            found[f"{stem}.{format}"] = partial(shared.picture, whence, view, format, theme)
    found |= _documents(shared, pictures)
    if len(pictures) < len(chosen):
        found[f"architecture.{PAGE_FORMAT.id}"] = partial(shared.whole, theme)
    return {**found, BRIEF: lambda: text}


def packing_config(architecture: Architecture, *, formats: Sequence[str], theme: str) -> str:
    """The text of the config with which an export makes the same."""
    told = {
        "title": to_json_text(architecture.name).strip(),
        "views": "all",
        "formats": f"[{', '.join(formats)}]",
        "theme": theme,
        "documents": "[rationale.md, architecture.json, architecture.ttl]",
    }
    return "".join(f"{key}: {value}\n" for key, value in told.items())


class _Shared:
    """What several files of an architecture need, made once when it is needed first."""

    def __init__(self, architecture: Architecture, lay_out: Callable[[str], Drawing]) -> None:
        self.architecture = architecture
        self.drawing: Callable[[str], Drawing] = cache(lay_out)
        self.gathered: Callable[[], Gathered] = cache(partial(gather, architecture))
        self.findings: Callable[[], tuple[Finding, ...]] = cache(self._found)

    def _found(self) -> tuple[Finding, ...]:
        return tuple(check(self.architecture))

    def picture(self, whence: Provenance, view: str, format: str, theme: str) -> bytes:
        """A view in a format."""
        from kgraph.formats.options import Options
        from kgraph.formats.rendering import render

        name, query = described(self.architecture, view)
        options = Options(theme, None, replace(whence, view=name, query=query))
        return render(self.drawing(view), format_named(format, where="formats"), options)

    def record(self, pictures: Sequence[tuple[str, str]]) -> str:
        """The decision record, which shows the first of these pictures and links the others."""
        first, *others = pictures or [("", "")]
        return rationale(
            self.architecture,
            self.findings(),
            picture=first[1] or None,
            others=others,
            gathered=self.gathered(),
        )

    def whole(self, theme: str) -> str:
        """All views on one page."""
        from kgraph.formats.options import Options

        return page(
            self.architecture,
            [self.drawing(view.id) for view in views(self.architecture)],
            findings=self.findings(),
            gathered=self.gathered(),
            options=Options(theme),
        )


def _documents(shared: _Shared, formats: Sequence[str]) -> Mapping[str, Make]:
    """The documents of an architecture whose pictures are in these formats."""
    ending = next((one.id for one in SHOWN_FORMATS if one.id in formats), "")
    stems = _stems(shared.architecture)
    shown = [(view.label, f"{stems[view.id]}.{ending}") for view in views(shared.architecture)]
    return {
        "rationale.md": partial(shared.record, shown if ending else []),
        "architecture.json": lambda: to_json(shared.architecture, shared.findings()),
        "architecture.ttl": lambda: to_turtle(shared.architecture),
    }


def _stems(architecture: Architecture) -> dict[str, str]:
    """The name of the files of each view, without a suffix."""
    return file_names(view.id for view in views(architecture))
