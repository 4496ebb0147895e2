"""What an export makes: the small config of a folder."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kgraph.api.choices import COLUMNS, FOLLOWING_THEME, SCALES, STANDARD_FORMAT
from kgraph.brief.catalogs import read_catalogs
from kgraph.documents.file_names import is_view_file
from kgraph.documents.located import Located
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.documents.yaml import parse_yaml, read_text, says_nothing
from kgraph.errors import InputError, Problem, nearest, shown

CONFIG = "export.yaml"
BRIEF_DOCUMENTS = ("rationale.md", "architecture.json", "architecture.ttl")
INDEXES = ("index.html", "index.md")
DOCUMENTS = (*BRIEF_DOCUMENTS, *INDEXES)
_DOCUMENTS = Vocabulary("document", DOCUMENTS)
WIDTHS = 64, 4000
_WILD = re.compile(r"[*?\[]")
"""What stands in a pattern for letters that are not said."""


@dataclass(frozen=True, slots=True)
class Export:
    """What to make of a folder's briefs. `views` are ids or patterns, `own` files with views of
    the user's own; `lines` holds where each of the words stands.

    `width` is that of the column, in pixels, for which pictures are composed; 0 where nobody says.
    Of several themes each has files of its own; the first is that of what has one file.
    `thumbnails` is the width in pixels of a PNG of each brief's first view, or None where there
    shall be none. `catalogs` are layers that lie over the catalog for all of them.
    """

    briefs: Path
    title: str = "Architectures"
    views: tuple[str, ...] = ("*",)
    own: tuple[Path, ...] = ()
    formats: tuple[str, ...] = (STANDARD_FORMAT.id,)
    themes: tuple[str, ...] = (FOLLOWING_THEME.id,)
    scale: float | None = None
    width: int = 0
    documents: tuple[str, ...] = ("rationale.md", "index.html")
    thumbnails: int | None = None
    lines: Mapping[str, str] = field(default_factory=dict)
    catalogs: tuple[str, ...] = ()

    def chosen(self, offered: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
        """Those of the offered views that are asked for, in their own order; then others that are
        known, where they are named by their id.
        """
        found = tuple(filter(self._asks_for, offered))
        others = set(known).difference(found).intersection(self.views)
        return (*found, *sorted(others))

    def _asks_for(self, view: str) -> bool:
        return any(fnmatch.fnmatchcase(view, pattern) for pattern in self.views)

    def unknown(self, known: Iterable[str]) -> tuple[Problem, ...]:
        """The ids and patterns that mean none of the views that any brief has, with the nearest
        that is known.
        """
        views = sorted(set(known))
        missed = [pattern for pattern in self.views if not fnmatch.filter(views, pattern)]
        return self._missed(missed, views)

    def never_known(self, whole: Iterable[str], parted: Iterable[str]) -> tuple[Problem, ...]:
        """The ids and patterns that mean no view of whatever brief: neither one of the whole, nor
        one of those that there are of each place or component.
        """
        views = sorted(whole)
        starts = [f"{kind}:" for kind in sorted(parted)]
        missed = [one for one in self.views if not _may_mean(one, views, starts)]
        return self._missed(missed, (*views, *(f"{start}*" for start in starts)))

    def _missed(self, patterns: Iterable[str], views: Sequence[str]) -> tuple[Problem, ...]:
        return tuple(
            Problem(
                self.lines.get(one, CONFIG), f"unknown view '{shown(one)}'", nearest(one, views)
            )
            for one in patterns
        )


def _may_mean(pattern: str, views: Sequence[str], starts: Iterable[str]) -> bool:
    """Whether a pattern may mean one of these views, or one that begins so."""
    if fnmatch.filter(views, pattern):
        return True
    return any(_may_begin(pattern, start) for start in starts)


def _may_begin(pattern: str, start: str) -> bool:
    """Whether a pattern may mean something that begins so, whatever follows."""
    head = _WILD.split(pattern, maxsplit=1)[0]
    return head.startswith(start) or (head != pattern and start.startswith(head))


def read_export(folder: Path, *, formats: Iterable[str], themes: Iterable[str]) -> Export:
    """The config in a folder, or what holds without one; InputError with every problem, each with
    file and line.
    """
    if folder.is_file():
        raise InputError.one(str(folder), "is a file", "name the folder that holds the briefs")
    if not folder.is_dir():
        raise InputError.one(str(folder), "there is no such folder", "check the path")
    path = folder / CONFIG
    if not path.exists():
        return Export(folder)
    text = read_text(path)
    if says_nothing(text):
        return Export(folder)  # everything as it is by default
    keys: Keys = parse_yaml(text, str(path), example="formats: [svg]").value
    known = {
        "formats": Vocabulary("format", tuple(formats)),
        "theme": Vocabulary("theme", tuple(themes)),
    }
    return _export(Reader(str(path)), keys, folder, known)


def _export(reader: Reader, keys: Keys, folder: Path, known: Mapping[str, Vocabulary]) -> Export:
    """What a config says, and the default for what it leaves open."""
    readers: dict[str, Callable[[Located], Any]] = {
        "title": lambda item: reader.text(item, "title"),
        "briefs": lambda item: _folder(reader, item, folder),
        "views": lambda item: _views(reader, item),
        "formats": lambda item: tuple(
            reader.known_words(item, "formats", known["formats"], some=True)
        ),
        "theme": lambda item: tuple(reader.known_words(item, "theme", known["theme"], some=True)),
        "scale": lambda item: reader.number(item, "scale", *SCALES),
        "width": lambda item: int(reader.number(item, "width", *COLUMNS, whole=True)),
        "documents": lambda item: tuple(reader.known_words(item, "documents", _DOCUMENTS)),
        "catalogs": lambda item: read_catalogs(reader, item),
        "thumbnails": lambda item: int(reader.number(item, "thumbnails", *WIDTHS, whole=True)),
    }
    reader.refuse_other_keys(keys, readers)
    changes = {key: read(item) for key, read in readers.items() if (item := said(keys, key))}
    reader.problems.tell()
    own = tuple(folder / word for word in reader.given if is_view_file(word))
    if "theme" in changes:
        changes["themes"] = changes.pop("theme")
    return replace(Export(folder), own=own, lines=reader.given, **changes)


def _folder(reader: Reader, item: Located, beside: Path) -> Path:
    """The folder of the briefs, as seen from that of the config."""
    named = reader.text(item, "briefs", folded=False)
    folder = beside / named
    if named and not os.path.isdir(folder):  # noqa: PTH112 (a name too long for a folder is none; Path.is_dir raises)
        what = f"there is no folder '{shown(named)}'"
        reader.fault(item, what, "name the folder of the briefs, as seen from here")
    return folder


def _views(reader: Reader, item: Located) -> tuple[str, ...]:
    """The ids and patterns of views; those in files of the user's own stand apart."""
    words = reader.words(item, "views", some=True)
    for word, place in words.items():
        reader.note(word, place)
    return tuple("*" if word == "all" else word for word in words if not is_view_file(word))
