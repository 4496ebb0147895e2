"""The IRIs that code uses: one base, its namespaces, and the prefixes that every query may use."""

from __future__ import annotations

import re
from urllib.parse import unquote

BASE = "https://w3id.org/kgraph/"
ONT = BASE + "ont#"
COMPONENT = BASE + "component/"
CAPABILITY = BASE + "capability/"
CONCERN = BASE + "concern/"
CLOUD = BASE + "cloud/"
DECISION = BASE + "decision/"
OPTION = BASE + "option/"
PREFERENCE = BASE + "preference/"
FLOW = BASE + "flow/"
PATTERN = BASE + "pattern/"
PROTOCOL = BASE + "protocol/"
SIGNAL = BASE + "signal/"
OUTAGE = BASE + "outage/"
STAGE = BASE + "stage/"
LICENSE = BASE + "license/"
ARCHITECTURE = BASE + "architecture/"
VIEW = BASE + "view/"
EXAMPLE = BASE + "example/"
SOURCE = BASE + "source/"
DATASET = BASE + "dataset"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = {
    "o": ONT,
    "c": COMPONENT,
    "k": CAPABILITY,
    "concern": CONCERN,
    "cloud": CLOUD,
    "d": DECISION,
    "opt": OPTION,
    "pref": PREFERENCE,
    "flow": FLOW,
    "protocol": PROTOCOL,
    "signal": SIGNAL,
    "outage": OUTAGE,
    "stage": STAGE,
    "license": LICENSE,
    "view": VIEW,
    "a": ARCHITECTURE,
    "spdx": "http://spdx.org/licenses/",
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "schema": "https://schema.org/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "sh": SH,
    "xsd": XSD,
}
"""The prefixes that are declared before every query.

`a` here names architectures (``a:web-shop``).
"""


def prologue() -> str:
    """The PREFIX lines for a query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


_LOCAL_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def shorten(iri: str) -> str:
    """An IRI as one types it in a query, or in angle brackets where no prefix fits.

    >>> shorten("https://w3id.org/kgraph/component/harbor")
    'c:harbor'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def word(iri: str) -> str:
    """What an IRI is called where a brief speaks of it: its kind and its id.

    >>> word("https://w3id.org/kgraph/component/harbor")
    'component/harbor'
    """
    return "/".join(iri.split("/")[-2:])


def tail(iri: str) -> str:
    """The part of an IRI after its namespace.

    >>> tail("https://w3id.org/kgraph/component/harbor")
    'harbor'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def article_section(source: str) -> str | None:
    """The section of the article that a source names, if it names the article at all.

    >>> article_section("https://w3id.org/kgraph/source/architecting-kubernetes#CI%20and%20CD")
    'CI and CD'
    """
    if not source.startswith(SOURCE):
        return None
    return unquote(source.partition("#")[2])
