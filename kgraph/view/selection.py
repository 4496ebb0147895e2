"""The query for a selection: placements that can do something, are something or stand somewhere,
with their flows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

_HEAD = "CONSTRUCT { ?placement a o:Placement . ?flow a o:Flow }\nWHERE { "
_FLOW = "GRAPH ?architecture { ?flow a o:Flow ; o:flowKind ?kind }"
_ABLE = "GRAPH ?architecture { ?placement o:provides ?capability }"
_NAMED = "GRAPH ?architecture { ?placement o:component ?component }"
_AT = "GRAPH ?architecture { ?placement o:at/o:within* ?place . ?place rdfs:label ?site }"
_ITS_FLOWS = (
    "{ GRAPH ?architecture { ?flow a o:Flow ; o:from ?placement } } UNION "
    "{ GRAPH ?architecture { ?flow a o:Flow ; o:to ?placement } }"
)


def selecting(
    capabilities: Collection[str],
    components: Collection[str],
    sites: Collection[str],
    kinds: Collection[str],
) -> str:
    """The query for placements that have one of the capabilities or are one of the components, at
    one of the sites, with their flows of these kinds.

    What is empty does not narrow. With nothing but kinds, it is the flows of these kinds.

    >>> print(selecting((), (), (), ("backup",)))
    CONSTRUCT { ?placement a o:Placement . ?flow a o:Flow }
    WHERE { GRAPH ?architecture { ?flow a o:Flow ; o:flowKind ?kind } VALUES ?kind { flow:backup } }
    """
    kind = _values("kind", "flow:", kinds)
    if not (capabilities or components or sites):
        return f"{_HEAD}{_FLOW} {kind}}}"
    lines = ["GRAPH ?architecture { ?placement a o:Placement }"]
    if either := " UNION ".join(_which(capabilities, components)):
        lines.append(either)
    if sites:
        lines.append(_values("site", "", [f'"{id}"' for id in sites]) + _AT)
    flows = f"    GRAPH ?architecture {{ ?flow o:flowKind ?kind }} {kind}"
    lines.append(f"OPTIONAL {{ {_ITS_FLOWS}\n{flows}}}")
    return _HEAD + "\n  ".join(lines) + " }"


def _which(capabilities: Collection[str], components: Collection[str]) -> Iterator[str]:
    if capabilities:
        yield f"{{ {_values('capability', 'k:', capabilities)}{_ABLE} }}"
    if components:
        yield f"{{ {_values('component', 'c:', components)}{_NAMED} }}"


def _values(variable: str, prefix: str, ids: Collection[str]) -> str:
    """The ids that a variable may stand for, with a blank behind, or nothing where it may stand
    for any.
    """
    named = " ".join(f"{prefix}{id}" for id in ids)
    return f"VALUES ?{variable} {{ {named} }} " if named else ""
