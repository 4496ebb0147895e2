"""What editors and the documentation say of the keys of a brief."""

from __future__ import annotations

from typing import Any

Rules = dict[str, Any]
ANYWHERE = "The sites (eu) or clusters (eu/main) where it runs; everywhere without."
SAID: dict[str, dict[str, str]] = {
    "site": {
        "id": "What the rest of the brief calls it.",
        "cloud": "Whose it is.",
        "region": "Which region of that cloud, as it calls it.",
        "clusters": "The ids of its Kubernetes clusters; [] where it has none, one without.",
        "networks": "Its networks, where it is more than one.",
        "answers": "What is decided otherwise here than for the whole brief.",
    },
    "network": {
        "id": "What the rest of the brief calls it, after its site: eu/hub.",
        "holds": "The clusters of the site and the components that stand in it.",
        "peered-with": "The networks that it is joined with: hub, us/hub.",
        "egress-through": "The network through which what stands in it reaches the outside.",
    },
    "environment": {
        "id": "What it is called, such as production.",
        "holds": "The sites and clusters that are in it.",
        "promotes-to": "The environment that takes over what has proven itself in this one.",
    },
    "system": {
        "id": "What workloads call it by.",
        "name": "What it is called in pictures.",
        "at": "The site or cluster where it stands; nowhere in particular without.",
        "provides": "What it can do, so that nothing else need be chosen for that.",
    },
    "workload": {
        "id": "What others call it by.",
        "name": "What it is called in pictures.",
        "at": ANYWHERE,
        "calls": "The workloads and systems that it sends requests to.",
    },
    "use": {
        "component": "What must be there.",
        "at": "The places where it must be there; wherever it fits without.",
    },
}


def with_words(kind: str, keys: Rules) -> Rules:
    """The keys of a mapping, each with what is said of it."""
    said = SAID[kind]
    return {
        key: {"description": said[key], **rules} if key in said else rules
        for key, rules in keys.items()
    }
