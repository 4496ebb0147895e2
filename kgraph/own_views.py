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

from kgraph.documents import Located, read_text, read_yaml
from kgraph.errors import InputError, Problem, nearest
from kgraph.model.knowledge import Knowledge, ViewDefinition

KEYS = ("title", "capabilities", "components", "sites", "flows", "arrangement", "along", "numbered")
ARRANGEMENTS = ("places", "layers")
_COMMENT = re.compile(r"#\s*(title|arrangement|along|numbered)\s*:\s*(.*?)\s*$")
_WORD = re.compile(r"[A-Za-z0-9_-]+$")


def read_view(path: Path, knowledge: Knowledge) -> ViewDefinition:
    """The view in a file: a query (.rq, .sparql) or a selection (.yaml, .yml); InputError with file and line of every problem."""
    suffix = path.suffix.lower()
    if suffix in (".rq", ".sparql"):
        return _query(path, knowledge)
    if suffix in (".yaml", ".yml"):
        return _selection(path, knowledge)
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

    def known(self, words: Iterable[tuple[int, str]], known: Iterable[str], kind: str) -> tuple[str, ...]:
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

    def definition(
        self, title: str, query: str, arrangement: tuple[int, str] | None, along: tuple[str, ...], numbered: bool
    ) -> ViewDefinition:
        arranged = self.known([arrangement], ARRANGEMENTS, "arrangement") if arrangement else ()
        if self.problems:
            raise InputError(self.problems)
        label = title or self.path.stem
        return ViewDefinition(self.path.stem, label, label, 0, query, (arranged or ("layers",))[0], along, "", numbered)


def _query(path: Path, knowledge: Knowledge) -> ViewDefinition:
    text = read_text(path)
    reader = _Reader(path, knowledge)
    said: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := _COMMENT.match(line):
            said[found[1]] = (number, found[2])
    along = (
        [(said["along"][0], word) for word in re.split(r"[,\s]+", said["along"][1]) if word] if "along" in said else []
    )
    numbered = said.get("numbered", (0, ""))[1].lower() in ("true", "yes")
    return reader.definition(
        said.get("title", (0, ""))[1], text, said.get("arrangement"), reader.kinds(along), numbered
    )


def _selection(path: Path, knowledge: Knowledge) -> ViewDefinition:
    root: dict[str, Located] = read_yaml(path).value
    reader = _Reader(path, knowledge)
    for key, item in root.items():
        if key not in KEYS:
            reader.fault(item.line, f"unknown key '{key}'", nearest(key, KEYS))
    capabilities = reader.known(
        _words(root.get("capabilities"), reader, "capabilities"), knowledge.capabilities, "capability"
    )
    components = reader.known(_words(root.get("components"), reader, "components"), knowledge.components, "component")
    kinds = reader.kinds(_words(root.get("flows"), reader, "flows"))
    along = reader.kinds(_words(root.get("along"), reader, "along"))
    sites = tuple(word for _, word in _words(root.get("sites"), reader, "sites"))
    if not (capabilities or components or kinds or sites) and not reader.problems:
        reader.fault(1, "selects nothing", "name capabilities, components, sites or flows")
    arrangement = root.get("arrangement")
    return reader.definition(
        str(root["title"].value) if "title" in root else "",
        selecting(capabilities, components, sites, kinds),
        (arrangement.line, str(arrangement.value)) if arrangement else None,
        along or kinds,
        "numbered" in root and root["numbered"].value is True,
    )


def _words(item: Located | None, reader: _Reader, key: str) -> list[tuple[int, str]]:
    """A word or a list of words, each with its line."""
    if item is None:
        return []
    items = item.value if isinstance(item.value, list) else [item]
    words = [(one.line, str(one.value)) for one in items]
    for line, word in words:
        if not _WORD.match(word):
            reader.fault(
                line, f"'{key}' holds '{word}', which is no id", "write ids, such as those of `kgraph questions`"
            )
    return [(line, word) for line, word in words if _WORD.match(word)]


def selecting(
    capabilities: Iterable[str], components: Iterable[str], sites: Iterable[str], kinds: Iterable[str]
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
