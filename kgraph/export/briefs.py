"""The briefs of an export: which files they are, and the comment with which each begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kgraph.errors import InputError, Problem
from kgraph.export.config import CONFIG


def find_briefs(
    folder: Path, *, ours: Iterable[Path] = ()
) -> tuple[dict[str, Path], tuple[Problem, ...]]:
    """The briefs by name, sorted: the YAML files of a folder, and ``<name>/brief.yaml`` one level
    down.

    `ours` are copies that an export has written. Names that several files share are left out, and
    told as problems. InputError where there is no brief at all, or the folder cannot be read.
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
    """The comment with which a brief begins, as one paragraph, without the line that is meant for
    editors.

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
