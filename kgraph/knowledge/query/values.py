"""Values as scripts and the command line have them, to terms of a query and back."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from kgraph import terms
from kgraph.errors import InputError, shown
from kgraph.knowledge.query.term import Term

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LANGUAGE = re.compile(r"@[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_SPACES = {space[len(terms.BASE) : -1]: space for space in terms.PREFIXES.values()}
"""Our namespaces by what their names are: of a variable called so, a bare word is one of them."""
Value = str | bool | int | float | Decimal | date | Term


class Iri(str):
    """An IRI among the values of a row: text, with the form that one types in a query.

    >>> Iri("https://w3id.org/kgraph/component/harbor").short
    'c:harbor'
    """

    __slots__ = ()

    @property
    def short(self) -> str:
        """The IRI with one of our prefixes, or in angle brackets."""
        return terms.shorten(self)

    @property
    def id(self) -> str:
        """The last part of the IRI."""
        return terms.tail(self)


# --- in


def term_of(name: str, value: Value, like: Term | None = None) -> Term:
    """The term that a value stands for, as the value of a variable of some name.

    Text with a prefix of ours is an IRI, and so is a name where the variable is called like one of
    our namespaces; other text stays as it is. `like` is a default, whose kind the value then has.
    """
    if isinstance(value, Term):
        return value
    if isinstance(value, Iri):
        return _iri(name, value)
    if isinstance(value, str) and like is not None:
        return _read_like(name, value, like)
    if isinstance(value, str):
        return _named(name, value) or Term("literal", value)
    return _plain(name, value)


def _plain(name: str, value: object) -> Term:
    """A number, a truth or a day; InputError for anything else."""
    for form, kind in _KINDS:
        if isinstance(value, form):
            text = value.isoformat() if isinstance(value, date) else str(value).lower()
            return Term("literal", text, terms.XSD + kind)
    what = f"'{shown(name)}' has a value of the type {type(value).__name__}"
    raise InputError.one("parameter", what, "give text, a number, a truth or a day")


_KINDS = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "double"),
    (Decimal, "decimal"),
    (datetime, "dateTime"),
    (date, "date"),
)
"""The types of values with their datatypes, the narrower before the wider."""


def read(name: str, word: str) -> Term:
    """What a word means as the value of a variable.

    An IRI in angle brackets or with a prefix of ours; a day, a number or a truth; of a variable
    called like one of our namespaces a name in it; else text. Quotes make it text in any case, with
    a language after them where it has one.

    >>> terms.shorten(read("cloud", "aws").value), read("since", "2026-01-01").datatype[-4:]
    ('cloud:aws', 'date')
    """
    if word.startswith("<") and word.endswith(">"):
        return _iri(name, word[1:-1])
    if word.startswith('"') and (quoted := _quoted(word)):
        return quoted
    return _named(name, word) or Term("literal", word, _datatype(word))


def _named(name: str, word: str) -> Term | None:
    """Something that a word names, with a prefix or by what the variable is called; InputError
    where it should and nothing is given.
    """
    if name in _SPACES and not word.strip():
        raise _without_value(name, f"name one; see 'kgraph terms {name}'")
    prefix, _, local = word.partition(":")
    if prefix in terms.PREFIXES and _LOCAL.fullmatch(local):
        return Term("iri", terms.PREFIXES[prefix] + local)
    if name in _SPACES and _LOCAL.fullmatch(word):
        return Term("iri", _SPACES[name] + word)
    return None


def _iri(name: str, text: str) -> Term:
    if not _IRI.fullmatch(text):
        what = f"'{shown(name)}' has the value '{shown(text)}', which is no IRI"
        raise InputError.one("parameter", what, "write one such as c:harbor or <https://…>")
    return Term("iri", text)


def _quoted(word: str) -> Term | None:
    """Text in quotes, perhaps with its language."""
    text, end, after = word[1:].rpartition('"')
    if end and not after:
        return Term("literal", text)
    return Term("literal", text, language=after[1:]) if _LANGUAGE.fullmatch(after) else None


def _datatype(word: str) -> str | None:
    """The datatype that the look of a word implies; none of a word that is just text."""
    if re.fullmatch(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", word):
        return terms.XSD + ("decimal" if "." in word else "integer")
    if word in ("true", "false"):
        return terms.XSD + "boolean"
    return terms.XSD + "date" if _is_day(word) else None


def _is_day(word: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        return False
    with contextlib.suppress(ValueError):
        return bool(date.fromisoformat(word))
    return False


def _read_like(name: str, word: str, like: Term) -> Term:
    """A word as something of the kind of a default; InputError where it cannot be."""
    if not word.strip():
        raise _without_value(name, f"give one such as {terms.tail(like.value)}")
    if like.kind == "iri":
        return _name_like(name, word, like.value)
    if like.datatype is None:
        return Term("literal", word, language=like.language)
    found = Term("literal", word, _datatype(word))
    if found.datatype != like.datatype:
        what = (
            f"'{shown(name)}' has the value '{shown(word)}', which is no {_called(like.datatype)}"
        )
        raise InputError.one("parameter", what, f"write one such as {like.value}")
    return found


def _name_like(name: str, word: str, like: str) -> Term:
    """A name in the namespace of a default, or with a prefix; InputError for any other text."""
    if _LOCAL.fullmatch(word):
        return Term("iri", re.sub(r"[^/#]*\Z", "", like) + word)
    found = read(name, word)
    if found.kind != "iri":
        what = f"'{shown(name)}' has the value '{shown(word)}', which is no name"
        raise InputError.one("parameter", what, f"write one such as {terms.tail(like)}")
    return found


def _without_value(name: str, remedy: str) -> InputError:
    """Nothing is given where a value must be: it would find nothing, and nobody would know why."""
    return InputError.one("parameter", f"'{shown(name)}' has no value", remedy)


def _called(datatype: str) -> str:
    return {"date": "day", "integer": "whole number"}.get(
        terms.tail(datatype), terms.tail(datatype)
    )


# --- out


def native(term: Term | None) -> object:
    """The value of a term: a day, a number, a truth, text or an `Iri`; None for nothing.

    What is not as its datatype says stays text.
    """
    if term is None:
        return None
    if term.kind == "iri":
        return Iri(term.value)
    if term.kind == "bnode":
        return f"_:{term.value}"
    reader = _READERS.get(term.datatype or "", str)
    with contextlib.suppress(ValueError, ArithmeticError):
        return reader(term.value)
    return term.value


_READERS: dict[str, Callable[[str], object]] = {
    terms.XSD + "boolean": lambda text: text in ("true", "1"),
    terms.XSD + "integer": int,
    terms.XSD + "decimal": Decimal,
    terms.XSD + "double": float,
    terms.XSD + "float": float,
    terms.XSD + "date": date.fromisoformat,
    terms.XSD + "dateTime": datetime.fromisoformat,
}
