"""What an export makes: the small config of a folder, its briefs, and the names of the files they become."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kgraph.api.choices import FOLLOWING_THEME, SCALES, STANDARD_FORMAT
from kgraph.documents.yaml import Located, parse_yaml, read_text
from kgraph.errors import InputError, Problem, nearest

CONFIG = "export.yaml"
KEYS = ("title", "briefs", "views", "formats", "theme", "scale", "documents", "thumbnails")
BRIEF_DOCUMENTS = ("rationale.md", "architecture.json", "architecture.ttl")
INDEXES = ("index.html", "index.md")
DOCUMENTS = (*BRIEF_DOCUMENTS, *INDEXES)
WIDTHS = 64, 4000


@dataclass(frozen=True, slots=True)
class Export:
    """What to make of a folder's briefs. `views` are ids or patterns, `own` files with views of the user's own; `lines` holds
    where each of the words stands.

    `thumbnails` is the width in pixels of a PNG of each brief's first view, or None where there shall be none.
    """

    briefs: Path
    title: str = "Architectures"
    views: tuple[str, ...] = ("*",)
    own: tuple[Path, ...] = ()
    formats: tuple[str, ...] = (STANDARD_FORMAT.id,)
    theme: str = FOLLOWING_THEME.id
    scale: float | None = None
    documents: tuple[str, ...] = ("rationale.md", "index.html")
    thumbnails: int | None = None
    lines: Mapping[str, str] = field(default_factory=dict)

    def chosen(self, known: Iterable[str]) -> tuple[str, ...]:
        """Those of the known views that are asked for, in their own order."""
        return tuple(
            id for id in known if any(fnmatch.fnmatchcase(id, pattern) for pattern in self.views)
        )

    def unknown(self, known: Iterable[str]) -> tuple[Problem, ...]:
        """The ids and patterns that mean none of the views that any brief has, with the nearest that is known."""
        views = sorted(set(known))
        missed = [pattern for pattern in self.views if not fnmatch.filter(views, pattern)]
        return tuple(
            Problem(self.lines.get(one, CONFIG), f"unknown view '{one}'", nearest(one, views))
            for one in missed
        )


def read_export(folder: Path, *, formats: Iterable[str], themes: Iterable[str]) -> Export:
    """The config in a folder, or what holds without one; InputError with every problem, each with file and line."""
    if folder.is_file():
        raise InputError.one(str(folder), "is a file", "name the folder that holds the briefs")
    if not folder.is_dir():
        raise InputError.one(str(folder), "there is no such folder", "check the path")
    path = folder / CONFIG
    if not path.exists():
        return Export(folder)
    text = read_text(path)
    if not re.search(r"^\s*[^#\s]", text, re.M):
        return Export(folder)  # nothing but comments: everything as it is by default
    return _Reader(
        parse_yaml(text, str(path)), str(path), folder, tuple(formats), tuple(themes)
    ).export()


class _Reader:
    """One reading of one config: gathers problems instead of stopping at the first."""

    def __init__(
        self,
        root: Located,
        source: str,
        folder: Path,
        formats: tuple[str, ...],
        themes: tuple[str, ...],
    ) -> None:
        self.root, self.source, self.folder = root, source, folder
        self.formats, self.themes = formats, themes
        self.problems: list[Problem] = []

    def export(self) -> Export:
        found = Export(self.folder)
        for key, item in self.root.value.items():
            read = getattr(self, f"_{key}", None) if key in KEYS else None
            if read is None:
                self.fault(item, f"unknown key '{key}'", nearest(key, KEYS))
            elif item.value is not None:
                found = replace(found, **{key: read(item)})
        if self.problems:
            raise InputError(self.problems)
        if "views" not in self.root.value:
            return found
        words = self._words(self.root.value["views"], "views")
        own = tuple(self.folder / str(one.value) for one in words if is_file(str(one.value)))
        return replace(
            found, own=own, lines={str(one.value): f"{self.source}:{one.line}" for one in words}
        )

    def fault(self, item: Located, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self.source}:{item.line}", what, remedy))

    def _title(self, item: Located) -> str:
        return self._text(item, "title")

    def _briefs(self, item: Located) -> Path:
        folder = self.folder / self._text(item, "briefs")
        if not self.problems and not folder.is_dir():
            self.fault(
                item,
                f"there is no folder '{item.value}'",
                "name the folder of the briefs, as seen from here",
            )
        return folder

    def _text(self, item: Located, key: str) -> str:
        if (
            isinstance(item.value, (dict, list))
            or not str(item.value).strip()
            or "\x00" in str(item.value)
        ):
            self.fault(item, f"'{key}' is not a text", f"write '{key}: …'")
            return ""
        return str(item.value).strip()

    def _words(self, item: Located, key: str) -> list[Located]:
        items = item.value if isinstance(item.value, list) else [item]
        if not items or any(
            isinstance(one.value, (dict, list)) or one.value is None for one in items
        ):
            self.fault(
                item, f"'{key}' is not a list of words", f"write '{key}: [ … ]', or leave it out"
            )
            return []
        return items

    def _known(self, item: Located, key: str, what: str, known: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for one in self._words(item, key):
            word = str(one.value)
            if word not in known:
                self.fault(one, f"unknown {what} '{word}'", nearest(word, known))
            elif word not in found:
                found.append(word)
        return tuple(found)

    def _views(self, item: Located) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(str(one.value) for one in self._words(item, "views")))
        return tuple("*" if word == "all" else word for word in words if not is_file(word))

    def _formats(self, item: Located) -> tuple[str, ...]:
        return self._known(item, "formats", "format", self.formats)

    def _theme(self, item: Located) -> str:
        return next(iter(self._known(item, "theme", "theme", self.themes)), "")

    def _documents(self, item: Located) -> tuple[str, ...]:
        if item.value == []:
            return ()
        return self._known(item, "documents", "document", DOCUMENTS)

    def _scale(self, item: Located) -> float:
        return float(self._number(item, "scale", SCALES, (int, float)))

    def _thumbnails(self, item: Located) -> int:
        return int(self._number(item, "thumbnails", WIDTHS, (int,)))

    def _number(
        self, item: Located, key: str, limits: tuple[float, float], kinds: tuple[type[float], ...]
    ) -> float:
        value: Any = item.value
        least, most = limits
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            what = "a whole number" if float not in kinds else "a number"
            self.fault(
                item,
                f"'{key}' is not {what} from {least:g} to {most:g}",
                f"write for example '{key}: {most / 8:g}'",
            )
            return least
        return float(value)


def is_file(word: str) -> bool:
    """Whether a view is named by the file that holds it, not by its id."""
    return word.lower().endswith((".rq", ".sparql", ".yaml", ".yml"))


def find_briefs(
    folder: Path, *, ours: Iterable[Path] = ()
) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """The briefs by name, sorted: the YAML files of a folder, and ``<name>/brief.yaml`` one level down.

    `ours` are copies that an export has written. Names that several files share are left out, and told as problems.
    InputError where there is no brief at all, or the folder cannot be read.
    """
    try:
        files = sorted(_brief_files(folder, set(ours)))
    except OSError as error:
        raise InputError.one(
            str(folder), f"cannot be read ({error.strerror})", "check its permissions"
        ) from None
    if not files:
        raise InputError.one(
            str(folder),
            "holds no brief",
            f"put .yaml briefs there, or name their folder in {CONFIG}",
        )
    by_name: dict[str, list[tuple[str, Path]]] = {}
    for name, path in files:
        by_name.setdefault(name.casefold(), []).append((name, path))
    problems = [
        Problem(
            str(paths[1][1]),
            f"has the name of {paths[0][1]}",
            "rename one: each brief has a folder of its name",
        )
        for paths in by_name.values()
        if len(paths) > 1
    ]
    return dict(paths[0] for paths in by_name.values() if len(paths) == 1), tuple(problems)


def _brief_files(folder: Path, ours: set[Path]) -> Iterator[tuple[str, Path]]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name == CONFIG:
            continue
        inner = [path / "brief.yaml", path / "brief.yml"] if path.is_dir() else []
        name = path.name if inner else path.stem
        yield from ((name, one) for one in inner or [path] if _is_brief(one) and one not in ours)


def _is_brief(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml") and path.is_file()


def comment(text: str) -> str:
    """The comment with which a brief begins, as one paragraph, without the line that is meant for editors.

    >>> comment("# A small start:\\n# one region.\\nname: X\\n# more")
    'A small start: one region.'
    """
    lines: list[str] = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#"):
            if line.strip() or lines:
                break
            continue
        words = line.lstrip("#").strip()
        if not words.startswith(("yaml-language-server:", "!", "vim:", "SPDX-")):
            lines.append(words)
    return " ".join(" ".join(lines).split())[:600]
