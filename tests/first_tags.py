"""The first tag that names a version, in the repository of each entry, from clones of these.

    python tests/first_tags.py CLONES     # writes ontology/first-tags.json

CLONES has a folder a repository, called OWNER+NAME or OWNER/NAME, itself a clone or with one in it.
What is not there is kept as it was.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from kgraph import api
from kgraph.catalog.first_tags import FILE
from kgraph.knowledge.values.claims import claimed

PLACE = Path(__file__).parent.parent / "ontology" / FILE
HUB = "https://github.com/"
VERSION = re.compile(r"(?:[a-z-]+[-_])?v?[0-9]+(?:\.[0-9]+)+")
"""A version, perhaps with a name in front; none that is only a candidate."""
OF = {
    "cloudnative-pg/cloudnative-pg": "what it was before it was published",
    "envoyproxy/gateway": "its documents, before there was a program",
    "kong/kubernetes-ingress-controller": "the controller of which it began as a copy",
}
"""What a first tag names where that is not what an entry is about."""
TAGS = ("for-each-ref", "--sort=creatordate", "refs/tags")
FORMAT = "--format=%(refname:short) %(creatordate:short)"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("clones", type=Path)
    clones = options.parse_args().clones
    kept = json.loads(PLACE.read_text("utf-8")) if PLACE.exists() else {}
    found = kept | dict(first_tags(clones))
    lines = (f" {json.dumps(key)}: {json.dumps(found[key])}" for key in sorted(found))
    PLACE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(f"{PLACE}: {len(found)} repositories")


def first_tags(clones: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each repository that is there, with its first tag and the day of that."""
    there = {path.name.lower().replace("+", "/"): path for path in clones.iterdir()}
    there |= {f"{path.parent.name}/{path.name}".lower(): path for path in clones.glob("*/*")}
    for one in claimed(api.dataset()):
        address = (one.repository or "").rstrip("/")
        name = address.removeprefix(HUB).lower()
        if address.startswith(HUB) and name in there:
            of = {"of": OF[name]} if name in OF else {}
            yield from ((address, told | of) for told in first_tag(there[name]))


def first_tag(clone: Path) -> Iterator[dict[str, str]]:
    """The first tag of a clone that names a version, if there is one."""
    folder = clone / "repo" if (clone / "repo").is_dir() else clone
    for line in git(folder, *TAGS, FORMAT).splitlines():
        tag, _, day = line.rpartition(" ")
        if VERSION.fullmatch(tag):
            yield {"tag": tag, "day": day}
            return


def git(folder: Path, *words: str) -> str:
    """What git says of a repository."""
    return subprocess.check_output(["git", "-C", str(folder), *words], text=True)


if __name__ == "__main__":
    main()
