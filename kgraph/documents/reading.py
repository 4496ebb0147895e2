"""One reader for all that people write: each rule once, every problem with its place, and all of
them told together.

What holds wherever it is read: a key with nothing behind it is as good as none; a single word
where a list is wanted is a list of one; no word stands twice in a list; a word that looks like a
number is the text it was written as where a text is wanted; and what is not known is told with the
nearest that is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from kgraph.documents.located import Located
from kgraph.documents.problems import Problems
from kgraph.documents.vocabulary import Vocabulary, day_of, id_refusal, number_of, truth_of
from kgraph.errors import nearest, shown

MAX_TEXT = 300
MAX_WORDS = 1000
Keys = Mapping[str, Located]


def said(keys: Keys, key: str) -> Located | None:
    """What stands behind a key, or None where nothing does."""
    item = keys.get(key)
    return None if item is None or item.value is None else item


class Reader:
    """One reading of one document: what is wrong with it, and where that stands which is right."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems = Problems()
        self.given: dict[str, str] = {}

    # --- places and problems

    def spot(self, item: Located) -> str:
        """Where something stands: file and line."""
        return f"{self.source}:{item.line}"

    def note(self, key: str, item: Located) -> None:
        """Keep where something was said."""
        self.given[key] = self.spot(item)

    def fault(self, item: Located, what: str, remedy: str) -> None:
        """Something is wrong; the reading goes on, so that all is told at once."""
        self.problems.add(self.spot(item), what, remedy)

    # --- one value

    def text(self, item: Located, key: str, *, most: int = MAX_TEXT, folded: bool = True) -> str:
        """A text on one line. `folded` makes one blank of several."""
        found = (item.text or "").strip()
        if not found:
            self.fault(item, f"'{key}' is not a text", f"write '{key}: …'")
            return ""
        found = " ".join(found.split()) if folded else found
        if len(found) > most:
            self.fault(item, f"'{key}' is longer than {most} characters", "shorten it")
        if any(map(_is_control, found)):
            self.fault(item, f"'{key}' holds control characters", "leave them out")
        return found

    def word(
        self, item: Located, key: str, vocabulary: Vocabulary, *, listed: bool = False
    ) -> str | None:
        """One of the words that are known; `listed` where it stands in a list of such."""
        remedy = f"write '{key}: [one, another]'" if listed else f"write '{key}: …'"
        word = self._a_word(item, key, remedy)
        if word is None or word in vocabulary.known:
            return word
        self.fault(item, *vocabulary.refusal(word))
        return None

    def truth(self, item: Located, key: str) -> bool:
        """Whether something is so. In quotes it would be a text."""
        found = None if item.written is None else truth_of(item.written)
        if found is None:
            what = f"'{key}' is neither true nor false"
            self.fault(item, what, f"write '{key}: true', or leave it out")
        return bool(found)

    def number(
        self, item: Located, key: str, least: float, most: float, *, whole: bool = False
    ) -> float:
        """A number within limits. In quotes it would be a text."""
        found = None if item.written is None else number_of(item.written)
        fits = found is not None and least <= found <= most and (not whole or found.is_integer())
        if found is not None and fits:
            return found
        kind = "a whole number" if whole else "a number"
        what = f"'{key}' is not {kind} from {least:g} to {most:g}"
        self.fault(item, what, f"write for example '{key}: {most / 8:g}'")
        return least

    def day(self, item: Located, example: date) -> date | None:
        """A day, written as the example is."""
        day = day_of(item.text or "")
        if day is None:
            what = f"'{_named(item)}' is not a date"
            self.fault(item, what, f"write it as {example.isoformat()}")
        return day

    def own_id(self, item: Located | None, holder: Located, what: str, taken: set[str]) -> str:
        """An id that something gives itself, and nothing beside it has."""
        if item is None:
            self.fault(holder, f"{what} has no 'id'", "add 'id: …'")
            return ""
        id = item.text or ""
        if refusal := id_refusal(id):
            wrong, remedy = refusal
            self.fault(item, f"the id '{_named(item)}' of {what} {wrong}", remedy)
        elif id in taken:
            self.fault(item, f"the id '{shown(id)}' stands twice", "give each its own id")
        taken.add(id)
        return id

    # --- several values

    def mapping(self, item: Located, what: str, keys: Collection[str]) -> Keys:
        """What stands behind each key of a mapping with known keys."""
        if not isinstance(item.value, dict):
            self.fault(item, f"{what} is not a mapping", f"write '- {{{', '.join(keys)}}}'")
            return {}
        self.refuse_other_keys(item.value, keys, f" in {what}")
        return item.value

    def refuse_other_keys(self, there: Keys, keys: Iterable[str], of: str = "") -> None:
        """Every key that is not known is a problem."""
        known = set(keys)
        for key, item in there.items():
            if key not in known:
                self.fault(item, f"unknown key '{shown(key)}'{of}", nearest(key, known))

    def things(self, item: Located | None, things: str, *, most: int, remedy: str) -> list[Located]:
        """The items of a list of mappings with an id each."""
        if item is not None and (key := _key_for_id(item)):
            what = f"the {things} are a mapping, and not a list"
            self.fault(item, what, f"write each as '- {{id: {key}, …}}'")
            return []
        return self.items(item, things, most=most, remedy=remedy)

    def items(self, item: Located | None, things: str, *, most: int, remedy: str) -> list[Located]:
        """The items of a list; what is none is a list of one."""
        if item is None or item.value is None:
            return []
        found: list[Located] = item.value if isinstance(item.value, list) else [item]
        if len(found) > most:
            self.fault(found[most], f"more than {most:,} {things}", remedy)
        return found[:most]

    def words(
        self,
        item: Located | None,
        key: str,
        *,
        some: bool = False,
        most: int = MAX_WORDS,
        remedy: str = "name fewer",
    ) -> dict[str, Located]:
        """The words of a list with their places. `some` where an empty list would mean nothing."""
        found: dict[str, Located] = {}
        for one in self.items(item, f"words under '{key}'", most=most, remedy=remedy):
            word = self._a_word(one, key, f"write '{key}: [one, another]'")
            if word in found:
                self.fault(one, f"'{shown(word)}' stands twice under '{key}'", "name it once")
            elif word is not None:
                found[word] = one
        if some and item is not None and item.value == []:
            self.fault(item, f"'{key}' names nothing", "name at least one")
        return found

    def known_words(
        self, item: Located | None, key: str, vocabulary: Vocabulary, *, some: bool = False
    ) -> dict[str, Located]:
        """The words of a list that are known, with their places; the others are problems."""
        known: dict[str, Located] = {}
        for word, place in self.words(item, key, some=some).items():
            if word in vocabulary.known:
                known[word] = place
            else:
                self.fault(place, *vocabulary.refusal(word))
        return known

    def _a_word(self, item: Located, key: str, remedy: str) -> str | None:
        if item.text is None:
            self.fault(item, f"'{key}' holds {_named(item)} where a word is wanted", remedy)
        return item.text


def _named(item: Located) -> str:
    """What stands somewhere, as messages call it."""
    if isinstance(item.value, dict):
        return "a mapping"
    if isinstance(item.value, list):
        return "a list"
    return "nothing" if item.text is None else shown(item.text)


def _key_for_id(item: Located) -> str:
    """The first key of a mapping of mappings, which other tools ask for in place of a list; empty
    where it is none. Some of them may be left empty.
    """
    if not isinstance(item.value, dict):
        return ""
    kinds = {type(one.value) for one in item.value.values()}
    keyed = kinds <= {dict, type(None)} and kinds != {type(None)}
    return shown(next(iter(item.value), "…")) if keyed else ""


def _is_control(letter: str) -> bool:
    """Whether a picture or page could not hold it: control characters, halves of characters, and
    what is no character.
    """
    code = ord(letter)
    return code < 32 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
