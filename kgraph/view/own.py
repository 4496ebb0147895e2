"""Views of the user's own: a SPARQL CONSTRUCT with a few words on how to show it, or a selection in YAML.

A query may begin with comments that say how it is shown::

    # title: Who talks to the database
    # arrangement: layers
    # along: storage
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kgraph.documents.yaml import Located, parse_yaml, read_text
from kgraph.errors import InputError, Problem, nearest
from kgraph.model.knowledge import Knowledge, ViewDefinition

SHOWING = ("title", "arrangement", "along", "numbered")
KEYS = ("title", "capabilities", "components", "sites", "flows", "arrangement", "along", "numbered")
ARRANGEMENTS = ("places", "layers")
_COMMENT = re.compile(rf"\s*#\s*({'|'.join(SHOWING)})\s*:\s*(.*?)\s*", re.IGNORECASE)
_HEAD = re.compile(r"\s*(#|PREFIX\b|BASE\b|\Z)", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z0-9_-]+")
_TRUTHS = {"true": True, "false": False}


def read_view(
    path: Path, knowledge: Knowledge, *, sites: Iterable[str] | None = None
) -> ViewDefinition:
    """The view in a file: a query (.rq, .sparql) or a selection (.yaml, .yml); InputError with file and line of every problem.

    `sites` are those of the architecture that it is to be drawn of: with them, a selection that names another is refused.
    """
    suffix = path.suffix.lower()
    if suffix in (".rq", ".sparql"):
        return _query(path, knowledge)
    if suffix in (".yaml", ".yml"):
        return _selection(path, knowledge, sites)
    raise InputError.one(
        str(path),
        f"'{suffix or path.name}' is not a kind of file that holds a view",
        "name a query (.rq) or a selection (.yaml)",
    )


class _Reader:
    """What is said of how a view is shown, with the problems met."""

    def __init__(self, path: Path, knowledge: Knowledge) -> None:
        self.path, self.knowledge = path, knowledge
        self.problems: list[Problem] = []

    def fault(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self.path}:{line}", what, remedy))

    def known(
        self, words: Iterable[tuple[int, str]], known: Iterable[str], kind: str
    ) -> tuple[str, ...]:
        """The words that are known; the others are problems."""
        choices = sorted(known)
        found = []
        for line, word in words:
            if word in choices:
                found.append(word)
            else:
                self.fault(line, f"unknown {kind} '{word}'", nearest(word, choices))
        return tuple(dict.fromkeys(found))

    def kinds(self, words: Iterable[tuple[int, str]]) -> tuple[str, ...]:
        return self.known(words, (kind.id for kind in self.knowledge.flow_kinds), "kind of flow")

    def words(self, key: str, item: Located | None) -> list[tuple[int, str]]:
        """An id or a list of ids, each with its line; anything else is a problem."""
        if item is None:
            return []
        items = item.value if isinstance(item.value, list) else [item]
        odd = [one for one in items if _word(one.value) is None]
        if odd or not items:
            what = (
                f"'{key}' holds '{str(odd[0].plain())[:60]}', which is no id"
                if odd
                else f"'{key}' names nothing"
            )
            self.fault(
                odd[0].line if odd else item.line,
                what,
                f"write '{key}: [one, another]', or leave it out",
            )
        return [(one.line, word) for one in items if (word := _word(one.value)) is not None]

    def text(self, key: str, item: Located | None) -> str:
        """A line of text, or nothing where none is given."""
        if item is None:
            return ""
        if not isinstance(item.value, str | int | float) or isinstance(item.value, bool):
            self.fault(
                item.line, f"'{key}' is not text", f"write '{key}: some words', or leave it out"
            )
            return ""
        return " ".join(str(item.value).split())

    def truth(self, key: str, item: Located | None) -> bool:
        """Whether something is so; it is not where nothing is said."""
        if item is None or isinstance(item.value, bool):
            return item is not None and item.value
        self.fault(
            item.line, f"'{key}' is neither true nor false", f"write '{key}: true', or leave it out"
        )
        return False

    def definition(
        self, query: str, said: dict[str, Located], along: tuple[str, ...]
    ) -> ViewDefinition:
        """The view with this query, shown as is said; InputError where there was any problem."""
        arrangement = said.get("arrangement")
        named = [(arrangement.line, str(arrangement.plain()))] if arrangement else []
        arranged = self.known(named, ARRANGEMENTS, "arrangement") or ("layers",)
        title = self.text("title", said.get("title")) or self.path.stem
        numbered = self.truth("numbered", said.get("numbered"))
        if self.problems:
            raise InputError(dict.fromkeys(self.problems))
        return ViewDefinition(
            self.path.stem, title, title, 0, query, arranged[0], along, "", numbered
        )


def _word(value: Any) -> str | None:
    """An id, where it can be one: a number can, since a site may be called like that."""
    word = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return word if _ID.fullmatch(word) else None


def _query(path: Path, knowledge: Knowledge) -> ViewDefinition:
    text = read_text(path)
    reader = _Reader(path, knowledge)
    said: dict[str, Located] = {}
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        if not _HEAD.match(line):
            break
        if found := _COMMENT.fullmatch(line):
            key, value = found[1].lower(), found[2]
            if key in said:
                reader.fault(
                    number, f"'{key}' stands twice (first on line {said[key].line})", "keep one"
                )
            said[key] = Located(
                _TRUTHS.get(value.lower(), value) if key == "numbered" else value, number
            )
    along = said.get("along")
    words = (
        [(along.line, word) for word in re.split(r"[,\s]+", along.value) if word] if along else []
    )
    return reader.definition(text, said, reader.kinds(words))


def _selection(path: Path, knowledge: Knowledge, sites: Iterable[str] | None) -> ViewDefinition:
    text = read_text(path)
    if not any(line.partition("#")[0].strip() for line in text.splitlines()):
        raise InputError.one(f"{path}:1", "is empty", "write for example 'flows: [storage]'")
    root: dict[str, Located] = parse_yaml(text, str(path)).value
    reader = _Reader(path, knowledge)
    for key, item in root.items():
        if key not in KEYS:
            reader.fault(item.line, f"unknown key '{key}'", nearest(key, KEYS))
    words = {
        key: reader.words(key, root.get(key))
        for key in ("capabilities", "components", "sites", "flows", "along")
    }
    capabilities = reader.known(words["capabilities"], knowledge.capabilities, "capability")
    components = reader.known(words["components"], knowledge.components, "component")
    kinds, along = reader.kinds(words["flows"]), reader.kinds(words["along"])
    known_sites = (word for _, word in words["sites"]) if sites is None else sites
    places = reader.known(words["sites"], known_sites, "site")
    if not (capabilities or components or kinds or places) and not reader.problems:
        reader.fault(1, "selects nothing", "name capabilities, components, sites or flows")
    return reader.definition(
        selecting(capabilities, components, places, kinds), root, along or kinds
    )


def selecting(
    capabilities: Iterable[str],
    components: Iterable[str],
    sites: Iterable[str],
    kinds: Iterable[str],
) -> str:
    """The query for placements that have one of the capabilities or are one of the components, at one of the sites, with their flows of these kinds.

    What is empty does not narrow. With nothing but kinds, it is the flows of these kinds.

    >>> print(selecting((), (), (), ("backup",)))
    CONSTRUCT { ?placement a o:Placement . ?flow a o:Flow }
    WHERE { GRAPH ?architecture { ?flow a o:Flow ; o:flowKind ?kind } VALUES ?kind { flow:backup } }
    """
    head = "CONSTRUCT { ?placement a o:Placement . ?flow a o:Flow }\nWHERE { "
    kind = f"VALUES ?kind {{ {' '.join(f'flow:{id}' for id in kinds)} }} " if kinds else ""
    able, named = (tuple(ids) for ids in (capabilities, components))
    if not (able or named or sites):
        return f"{head}GRAPH ?architecture {{ ?flow a o:Flow ; o:flowKind ?kind }} {kind}}}"
    lines = ["GRAPH ?architecture { ?placement a o:Placement }"]
    either = (
        [
            f"{{ VALUES ?capability {{ {' '.join(f'k:{id}' for id in able)} }} GRAPH ?architecture {{ ?placement o:provides ?capability }} }}"
        ]
        if able
        else []
    )
    either += (
        [
            f"{{ VALUES ?component {{ {' '.join(f'c:{id}' for id in named)} }} GRAPH ?architecture {{ ?placement o:component ?component }} }}"
        ]
        if named
        else []
    )
    if either:
        lines.append(" UNION ".join(either))
    if sites:
        labels = " ".join(f'"{id}"' for id in sites)
        lines.append(
            f"VALUES ?site {{ {labels} }} GRAPH ?architecture {{ ?placement o:at/o:within* ?place . ?place rdfs:label ?site }}"
        )
    lines.append(
        "OPTIONAL { { GRAPH ?architecture { ?flow a o:Flow ; o:from ?placement } } UNION { GRAPH ?architecture { ?flow a o:Flow ; o:to ?placement } }\n"
        f"    GRAPH ?architecture {{ ?flow o:flowKind ?kind }} {kind}}}"
    )
    return head + "\n  ".join(lines) + " }"
