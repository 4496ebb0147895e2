"""Make the small font files, the table of widths and the list of all letters from the Roboto of the
`font-roboto` wheel.

Run by hand when the wheel or the choice of letters changes:
``python -m kgraph.layout.fonts.generate``. Pictures embed the small files; layout reads the table,
so that nobody needs a font library at run time. Roboto is Apache-2.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x20AC,
    0x2190,
    0x2191,
    0x2192,
    0x2193,
]
HERE = Path(__file__).parent


def main() -> None:
    """Write ``roboto-*.woff2``, ``widths.json`` and ``letters.json`` beside this file."""
    import font_roboto
    from fontTools import subset
    from fontTools.ttLib import TTFont

    widths = {}
    letters: set[int] = set()
    for name, path in (("regular", font_roboto.Roboto), ("medium", font_roboto.RobotoMedium)):
        font = TTFont(path)
        units, cmap, metrics = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
        widths[name] = {
            chr(code): round(metrics[cmap[code]][0] / units, 4) for code in LETTERS if code in cmap
        }
        letters = letters & set(cmap) if letters else set(cmap)
        options = subset.Options(flavor="woff2", layout_features=["kern"], hinting=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=LETTERS)
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(HERE / f"roboto-{name}.woff2")
    (HERE / "widths.json").write_text(
        json.dumps(widths, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8"
    )
    whole = json.dumps(list(_ranges(letters)), separators=(",", ":"))
    (HERE / "letters.json").write_text(f"{whole}\n", "utf-8")


def _ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers as ranges, from the first of each to its last."""
    ordered = enumerate(sorted(codes))
    for _, run in groupby(ordered, key=lambda pair: pair[1] - pair[0]):
        first, *others = (code for _, code in run)
        yield first, others[-1] if others else first


if __name__ == "__main__":
    main()
