"""The pictures on the cards of the start page: the top of each example's overview, in both themes.

python tests/cards.py     # writes kgraph/web/thumbnails/
"""

from __future__ import annotations

import io
import json

from PIL import Image

from kgraph import api
from kgraph.web import cards

WIDTH, HEIGHT = 680, 420
"""Twice as many pixels as a card has points."""
COLOURS = 128


def card(picture: bytes) -> bytes:
    """The top of a picture, as wide as a card, in few colours."""
    with Image.open(io.BytesIO(picture)) as opened:
        whole = opened.convert("RGB")
    high = round(whole.height * WIDTH / whole.width)
    small = whole.resize((WIDTH, high), Image.Resampling.LANCZOS).crop(
        (0, 0, WIDTH, min(high, HEIGHT))
    )
    out = io.BytesIO()
    small.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Write the pictures, and of which texts they are; how many there are."""
    cards.FOLDER.mkdir(exist_ok=True)
    themes = [api.theme_beside(dark=dark).id for dark in (False, True)]
    examples = dict(api.example_briefs())
    for id, text in examples.items():
        architecture = api.assemble(text)
        drawn = api.drawing(architecture, "overview")
        for theme in themes:
            picture = api.draw(architecture, format="png", theme=theme, drawn=drawn)
            cards.file(id, theme).write_bytes(card(picture))
    stamps = {id: cards.stamp(text) for id, text in examples.items()}
    cards.INDEX.write_text(json.dumps(stamps, indent=2, sort_keys=True) + "\n", "utf-8")
    return len(examples) * len(themes)


if __name__ == "__main__":
    print(f"{main()} pictures")
