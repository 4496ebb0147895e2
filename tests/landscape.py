"""The CNCF landscape, cut down to what entries can be held against, from a copy of its repository.

Kept are the projects of the foundation, and what has the name or the repository of an entry.

    git clone --depth 1 https://github.com/cncf/landscape
    python tests/landscape.py landscape   # writes ontology/landscape.json and alignments.ttl

The second file says which page of the map is that of which entry.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kgraph import api
from kgraph.analysis.audit.keys import address_key, name_keys
from kgraph.analysis.audit.listing import paired
from kgraph.catalog.landscape import FILE, read_landscape
from kgraph.knowledge.values.claims import claimed

ADDRESS = "https://github.com/cncf/landscape"
DATA = "landscape.yml"
PLACE = Path(__file__).parent.parent / "ontology" / FILE
ALIGNMENTS = PLACE.with_name("alignments.ttl")
PAGES = "https://landscape.cncf.io/?item="
MEMBERS = "cncf-members"
"""What companies are listed under, which are no things to choose."""
HEAD = """@prefix c: <https://w3id.org/kgraph/component/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

# Pages of others about the same things, each found by the repository or the name of an entry.
# Written by tests/landscape.py.

"""
ENTRY = ("incubating", "sandbox")
"""The levels at which the foundation takes projects in."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("repository", type=Path)
    repository = options.parse_args().repository
    commit, day = git(repository, "log", "-1", "--format=%H %cs").split()
    tree = yaml.safe_load(git(repository, "show", f"HEAD:{DATA}"))
    PLACE.write_text(text(tree, commit, day), "utf-8")
    ALIGNMENTS.write_text(alignments(tree), "utf-8")
    print(f"{PLACE}: {commit} of {day}")


def text(tree: dict[str, Any], commit: str, day: str) -> str:
    """The file, an item a line."""
    names, repositories = known()
    kept = [
        json.dumps(entry(item), ensure_ascii=False, sort_keys=True)
        for item in items(tree)
        if item.get("project")
        or not name_keys(item["name"]).isdisjoint(names)
        or address_key(item.get("repo_url") or "") in repositories
    ]
    head = json.dumps({"address": ADDRESS, "commit": commit, "day": day})[:-1]
    return f'{head}, "items": [\n' + ",\n".join(sorted(set(kept))) + "\n]}\n"


def alignments(tree: dict[str, Any]) -> str:
    """The pages of the map that are those of entries, a line each."""
    pages = {(item["name"], item["homepage_url"]): item["page"] for item in items(tree)}
    landscape = read_landscape(PLACE.parent)
    assert landscape is not None
    matched = paired(claimed(api.dataset()), landscape.items)
    told = sorted((one.entry.id, pages[one.item.name, one.item.home]) for one in matched)
    things = [(id, page) for id, page in told if not page.startswith(MEMBERS)]
    return HEAD + "".join(f"c:{id} rdfs:seeAlso <{PAGES}{page}> .\n" for id, page in things)


def slug(*names: str) -> str:
    """What the map calls an item in addresses: category, part of it, name."""
    plain = (re.sub(r"[^a-z0-9+-]", "", name.lower().replace(" ", "-")) for name in names)
    return "--".join(re.sub("-+", "-", name).strip("-") for name in plain)


def known() -> tuple[set[str], set[str]]:
    """The names and repositories of entries, as they are compared."""
    names: set[str] = set()
    repositories: set[str] = set()
    for one in claimed(api.dataset()):
        names |= set().union(*map(name_keys, one.names))
        repositories.add(address_key(one.repository or one.home))
    return names, repositories


def items(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every item of the map, whatever it stands under."""
    for category in tree["landscape"]:
        for part in category["subcategories"]:
            for item in part["items"] or ():
                page = slug(category["name"], part["name"], item["name"])
                yield {**item, "page": page}


def entry(item: dict[str, Any]) -> dict[str, Any]:
    """What is kept of an item; what is as usual is left out."""
    found = {
        "name": item["name"],
        "home": item["homepage_url"],
        "repository": item.get("repo_url"),
        "stage": item.get("project"),
        "stages": stages(item),
        "open_source": item.get("open_source"),
    }
    return {key: value for key, value in found.items() if value not in (None, {})}


def stages(item: dict[str, Any]) -> dict[str, str]:
    """The levels that a project reached with their days; the first is that of its acceptance."""
    told = item.get("extra", {})
    dated = {
        level: str(told[level])
        for level in ("incubating", "graduated", "archived")
        if level in told
    }
    accepted = str(told["accepted"]) if "accepted" in told else None
    if item.get("project") and accepted and accepted not in dated.values():
        reached = "incubating" in dated or item["project"] == "sandbox"
        dated[ENTRY[reached]] = accepted
    return dated


def git(folder: Path, *words: str) -> str:
    """What git says of a repository."""
    return subprocess.check_output(["git", "-C", str(folder), *words], text=True)


if __name__ == "__main__":
    main()
