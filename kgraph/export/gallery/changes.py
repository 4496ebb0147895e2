"""The page that shows what changed.

Old and new pictures side by side, texts as differences of lines.
"""

from __future__ import annotations

import base64
import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice

from kgraph.api.choices import SHOWN_FORMATS
from kgraph.export.gallery.index import page
from kgraph.words import visible

MOST_LINES = 400
_IMAGES = {one.id: one.media_type for one in SHOWN_FORMATS}


@dataclass(frozen=True, slots=True)
class Changed:
    """One file, as it was and as it is now; None where there was or is none."""

    name: str
    old: bytes | None
    new: bytes | None


def changes_page(title: str, changed: Sequence[Changed]) -> str:
    """The page, complete in itself: pictures stand in it, so that it can be sent or kept.

    What changed comes first.
    """
    states = Counter(map(_state, changed))
    counts = [(states[word], word) for word in ("new", "gone", "changed")]
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    lead = f'<p class="lead">{told or "Nothing changed"}.</p>'
    body = [f'<header class="top"><h1>{escape(visible(title))}</h1>{lead}</header>', "<main>"]
    for one in sorted(changed, key=_order):
        body += _section(one)
    return page(title, [*body, "</main>"])


def _state(one: Changed) -> str:
    if one.old is None:
        return "new"
    return "gone" if one.new is None else "changed"


def _order(one: Changed) -> tuple[bool, bool, bool, str]:
    """Changed pictures first, then what is new, then what is gone."""
    return one.new is None, one.old is None, one.name.rpartition(".")[2] not in _IMAGES, one.name


def _section(one: Changed) -> Iterator[str]:
    state = _state(one)
    name = escape(visible(one.name))
    yield f'<section class="change"><h2>{name} <em class="{state}">{state}</em></h2>'
    media = _IMAGES.get(one.name.rpartition(".")[2].lower())
    if media is None:
        yield from _lines(one.old or b"", one.new or b"")
    else:
        images = [
            _image(words, data, media)
            for words, data in (("before", one.old), ("now", one.new))
            if data is not None
        ]
        if one.old is not None and one.new is not None:
            images.append(_difference(one.old, one.new, media))
        yield f'<div class="pair">{"".join(images)}</div>'
    yield "</section>"


def _image(words: str, data: bytes, media: str) -> str:
    caption = f"<figcaption><strong>{words}</strong></figcaption>"
    return f'<figure class="view"><div class="frame">{_img(data, media)}</div>{caption}</figure>'


def _difference(old: bytes, new: bytes, media: str) -> str:
    """The new image over the old one."""
    frame = f'<div class="frame over">{_img(old, media)}{_img(new, media)}</div>'
    words = "<strong>difference</strong> <span>dark where both are alike</span>"
    return f'<figure class="view">{frame}<figcaption>{words}</figcaption></figure>'


def _img(data: bytes, media: str) -> str:
    return f'<img alt="" src="data:{media};base64,{base64.b64encode(data).decode("ascii")}">'


def _lines(old: bytes, new: bytes) -> Iterator[str]:
    try:
        before, after = old.decode("utf-8").splitlines(), new.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        yield f"<p>{len(old):,} bytes before, {len(new):,} now.</p>"
        return
    found = list(
        islice(
            difflib.unified_diff(before, after, "before", "now", lineterm="", n=2), 2, MOST_LINES
        )
    )
    kinds = {"+": "ins", "-": "del"}
    rows = (
        f"<{k}>{escape(line[:400])}</{k}>" if (k := kinds.get(line[:1])) else escape(line[:400])
        for line in found
    )
    yield f"<pre>{chr(10).join(rows)}</pre>"
    if len(found) >= MOST_LINES - 2:
        yield f"<p>The first {MOST_LINES} lines.</p>"
