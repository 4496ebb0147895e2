"""The list of the decision records."""

from __future__ import annotations

from collections.abc import Mapping

from pages.markdown import DOCS, page


def pages() -> Mapping[str, str]:
    """One page that links each record."""
    found = sorted((DOCS / "decisions").glob("*.md"))
    links = [
        f"* [{path.stem[:4]}: {_title(path.read_text('utf-8'))}]({path.name})" for path in found
    ]
    intro = "Why things are as they are: one short record a decision."
    return {"decisions/index.md": page("Decision records", intro, "\n".join(links))}


def _title(text: str) -> str:
    """The heading of a record, without its number."""
    head = text.splitlines()[0].lstrip("# ")
    return head.lstrip("0123456789.: ") or head
