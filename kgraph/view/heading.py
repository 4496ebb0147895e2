"""The title and subtitle of a picture: what it is of, which question it answers, as of which day."""

from __future__ import annotations

from kgraph.model.knowledge import Knowledge
from kgraph.view.boxes import cloud_of, sites_told
from kgraph.view.excerpt import Excerpt


def heading(excerpt: Excerpt, knowledge: Knowledge) -> tuple[str, str]:
    """The name of the architecture; the kind of view, its scope and its day."""
    whole, definition = excerpt.whole, excerpt.definition
    subject = excerpt.id.partition(":")[2]
    if definition.per and subject:
        site = whole.around(subject)[-2] if definition.per in ("site", "cluster") else ""
        cloud = cloud_of(whole, site, knowledge) if site else ""
        scope = f"{definition.label} {subject}{' · ' + cloud if cloud else ''}"
    else:
        scope = f"{definition.label} · {sites_told(whole, knowledge)}"
    return whole.name, f"{scope} · as of {whole.as_of.isoformat()}"
