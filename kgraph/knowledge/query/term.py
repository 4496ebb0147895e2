"""One value of an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One value: `kind` is "iri", "literal" or "bnode".

    A plain string has neither datatype nor language.
    """

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None
