"""The IRIs of what an architecture holds, and the way back from an IRI to an id."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from kgraph import terms
from kgraph.words import short_name

KINDS = ("place", "flow", "placement", "brief", "preference", "system")
"""First segments below an architecture that do not name a site."""

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def slug(name: str) -> str:
    """The last segment of an architecture's IRI, from its name.

    >>> slug("Web shop, Köln")
    'web-shop-koln'
    """
    return (
        short_name(name)
        or "architecture-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    )


class Names:
    """The IRIs below one architecture.

    A placement stands right below it: ``…/web-shop/eu/main/prometheus``.
    """

    def __init__(self, architecture: str) -> None:
        self.architecture = architecture
        self.base = architecture + "/"

    @classmethod
    def of(cls, name: str) -> Names:
        """The names below the architecture of that name."""
        return cls(terms.ARCHITECTURE + slug(name))

    def place(self, id: str) -> str:
        """The IRI of a place."""
        return f"{self.base}place/{_quoted(id)}"

    def placement(self, id: str) -> str:
        """The IRI of a placement.

        One at a site called like a kind gets that kind's word in front.
        """
        return f"{self.base}{'placement/' if id.split('/')[0] in KINDS else ''}{_quoted(id)}"

    def flow(self, id: str) -> str:
        """The IRI of a flow."""
        return f"{self.base}flow/{_quoted(id)}"

    def brief(self) -> str:
        """The IRI of the brief."""
        return f"{self.base}brief"

    def system(self, id: str) -> str:
        """The IRI of a system of the brief."""
        return f"{self.base}system/{_quoted(id)}"

    def use(self, component: str) -> str:
        """The IRI of what the brief says of a component that must be at some places."""
        return f"{self.base}brief/{_quoted(component)}"

    def preferred(self, concern: str, preference: str) -> str:
        """The IRI of a preference's place in the order of a concern."""
        return f"{self.base}brief/prefer/{_quoted(concern)}/{_quoted(preference)}"

    def environment(self, id: str) -> str:
        """The IRI of an environment of the brief."""
        return f"{self.base}brief/environment/{_quoted(id)}"

    def preference(self, id: str) -> str:
        """The IRI of a preference's place in the ranking."""
        return f"{self.base}preference/{_quoted(id)}"

    def id(self, iri: str) -> str | None:
        """The id of the place, placement or flow with this IRI.

        None where it does not lie below the architecture.
        """
        if not iri.startswith(self.base):
            return None
        first, _, rest = iri[len(self.base) :].partition("/")
        return unquote(
            rest if rest and first in ("place", "flow", "placement") else iri[len(self.base) :]
        )


@lru_cache(1 << 15)
def _quoted(id: str) -> str:
    return quote(id, safe="/-._~")


@lru_cache(4096)
def short(iri: str) -> str | None:
    """An IRI with one of our prefixes, or None where none fits.

    >>> short("https://w3id.org/kgraph/component/harbor")
    'c:harbor'
    """
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None
