"""Views of the user's own: a SPARQL CONSTRUCT with a few words on how to show it, or a selection
in YAML.

A query may begin with comments that say how it is shown::

    # title: Who talks to the database
    # arrangement: layers
    # along: storage
    # numbered: yes
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from kgraph.documents.file_names import QUERIES, SELECTIONS
from kgraph.documents.kinds import without_comments
from kgraph.documents.located import Located, scalar
from kgraph.documents.reading import Keys, Reader, said
from kgraph.documents.vocabulary import Vocabulary
from kgraph.documents.yaml import parse_yaml, read_text
from kgraph.errors import InputError, shown
from kgraph.model.knowledge import Knowledge
from kgraph.model.pictures import ViewDefinition
from kgraph.view.selection import selecting

SHOWING = ("title", "arrangement", "along", "numbered")
SELECTING = ("capabilities", "components", "sites", "flows")
ARRANGEMENTS = Vocabulary("arrangement", ("places", "layers"))
_LINE_END = re.compile(r"\r\n?|\n")
_BETWEEN = re.compile(r"[,\s]+")
_QUERIES = re.compile(r"(?:PREFIX|BASE|CONSTRUCT|SELECT|ASK|DESCRIBE)\b(?!\s*:)", re.IGNORECASE)
_DECLARES = re.compile(r"(?:PREFIX|BASE)\b", re.IGNORECASE)
_SITE = re.compile(r"[A-Za-z0-9_-]+")
"""What a query can name a site by: whoever wrote the architecture chose its ids."""


def read_view(
    path: Path, knowledge: Knowledge, *, sites: Iterable[str] | None = None
) -> ViewDefinition:
    """The view in a file: a query (.rq, .sparql) or a selection (.yaml, .yml), or what the text
    shows it to be where no suffix says so; InputError with file and line of every problem.

    `sites` are those of the architecture that it is to be drawn of: with them, a selection that
    names another is refused.
    """
    suffix = path.suffix.lower()
    if suffix and suffix not in QUERIES + SELECTIONS:
        what = f"'{shown(suffix)}' is not a kind of file that holds a view"
        raise InputError.one(str(path), what, "name a query (.rq) or a selection (.yaml)")
    if suffix in QUERIES or (not suffix and _begins_query(read_text(path))):
        return _query(path, knowledge)
    return _selection(path, knowledge, sites)


def _begins_query(text: str) -> bool:
    """Whether a text that no suffix names is a query: by its first word."""
    return _QUERIES.match(without_comments(text)) is not None


# --- queries


def _query(path: Path, knowledge: Knowledge) -> ViewDefinition:
    text = read_text(path)
    reader = Reader(str(path))
    keys = _comments(reader, text)
    along = tuple(reader.known_words(said(keys, "along"), "along", _kinds(knowledge)))
    return _definition(reader, path, keys, text, along)


def _comments(reader: Reader, text: str) -> Keys:
    """What the comments at the beginning of a query say of how it is shown."""
    keys: dict[str, Located] = {}
    for number, line in enumerate(map(str.strip, _LINE_END.split(text)), 1):
        if not (line == "" or line.startswith("#") or _DECLARES.match(line)):
            break
        word, _, value = line.removeprefix("#").partition(":")
        key = word.strip().lower()
        if not line.startswith("#") or key not in SHOWING:
            continue
        item = _commented(key, value.strip(), number)
        if key in keys:
            what = f"the key '{shown(key)}' stands twice (first on line {keys[key].line})"
            reader.fault(item, what, "keep one")
        keys[key] = item
    return keys


def _commented(key: str, value: str, line: int) -> Located:
    """What a comment says, as if it stood in YAML; several kinds of flow need no brackets."""
    if key != "along":
        return scalar(value, line)
    words = filter(None, _BETWEEN.split(value))
    return Located([scalar(word, line) for word in words] or None, line)


# --- selections


def _selection(path: Path, knowledge: Knowledge, sites: Iterable[str] | None) -> ViewDefinition:
    keys: Keys = parse_yaml(read_text(path), str(path), example="flows: [storage]").value
    reader = Reader(str(path))
    reader.refuse_other_keys(keys, ("title", *SELECTING, "arrangement", "along", "numbered"))
    known = {
        "capabilities": Vocabulary("capability", knowledge.capabilities),
        "components": Vocabulary("component", knowledge.components),
        "flows": _kinds(knowledge),
        "along": _kinds(knowledge),
    }
    named = {
        key: tuple(reader.known_words(keys.get(key), key, vocabulary, some=True))
        for key, vocabulary in known.items()
    }
    places = _places(reader, keys, sites)
    kinds = named["flows"]
    if not any(said(keys, key) for key in SELECTING) and not reader.problems:
        what, remedy = "selects nothing", "name capabilities, components, sites or flows"
        reader.problems.add(f"{path}:1", what, remedy)
    query = selecting(named["capabilities"], named["components"], places, kinds)
    return _definition(reader, path, keys, query, named["along"] or kinds)


def _places(reader: Reader, keys: Keys, sites: Iterable[str] | None) -> tuple[str, ...]:
    """The sites that a selection names; any that can be one, where it is not known which there
    are.
    """
    words = reader.words(keys.get("sites"), "sites", some=True)
    known = Vocabulary("site", frozenset(words if sites is None else sites))
    for word, place in words.items():
        if not _SITE.fullmatch(word):
            remedy = "use letters, digits, hyphens and underscores"
            reader.fault(place, f"'{shown(word)}' is no id of a site", remedy)
        elif word not in known.known:
            reader.fault(place, *known.refusal(word))
    return tuple(words)


# --- both


def _kinds(knowledge: Knowledge) -> Vocabulary:
    return Vocabulary("kind of flow", [kind.id for kind in knowledge.flow_kinds])


def _definition(
    reader: Reader, path: Path, keys: Keys, query: str, along: tuple[str, ...]
) -> ViewDefinition:
    """The view with this query, shown as its keys say; InputError where there was any problem."""
    title, arrangement, numbered = (said(keys, key) for key in ("title", "arrangement", "numbered"))
    label = path.stem if title is None else reader.text(title, "title")
    arranged = arrangement and reader.word(arrangement, "arrangement", ARRANGEMENTS)
    in_steps = numbered is not None and reader.truth(numbered, "numbered")
    reader.problems.tell()
    return ViewDefinition(
        id=path.stem,
        label=label,
        definition=label,
        position=0,
        query=query,
        arrangement=arranged or "layers",
        along=along,
        numbered=in_steps,
    )
