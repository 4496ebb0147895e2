"""What a layer costs: start-up and assembly beside none, as whole commands.

    python benchmarks/layers.py [ENTRIES]

Each command runs with an empty cache first, then several times; the least processor time counts.
Of the entries a quarter extend components of the catalog, one in twenty with a need of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kgraph import api

RUNS = 3
BRIEF = "name: Shop\nsites: [{id: eu, cloud: aws}]\nworkloads: [{id: shop, exposes: public}]\n"


def write_layer(folder: Path, count: int) -> Path:
    """A layer of so many entries, like the catalog in what they provide."""
    components = [one for one in api.components() if one.choosable and not one.form_of]
    for number in range(count):
        base = components[number % len(components)]
        id = f"own-{number}"
        lines = [f"id: {id}", f"extends: {base.id}", f"name: Own {number}"]
        if number % 4:
            lines = api.new_entry(id, provides=base.provides[:1]).splitlines()
        if not number % 20:
            need = f"{{id: {id}#cache, role: caches in, flow: storage, capability: key-value-cache"
            lines.append(f"add: {{needs: [{need}, optional: true, unverified: ours}}]}}")
        (folder / f"{id}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def timed(command: list[str], cache: Path) -> tuple[float, float]:
    """Seconds of processor time, and by the clock, of a whole command with all its children."""
    here = {**os.environ, "KGRAPH_CACHE": str(cache)}
    before, begun = os.times(), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "kgraph", *command],
        env=here,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = os.times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system, time.monotonic() - begun


def main(count: int) -> None:
    """Print a row for each command without and with the layer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "layer").mkdir()
        layer = write_layer(folder / "layer", count)
        brief = folder / "brief.yaml"
        brief.write_text(BRIEF, "utf-8")
        commands = {
            "catalog list": ["catalog", "list", "harbor"],
            "query": ["query", "ASK { c:harbor a o:Component }"],
            "assemble": ["assemble", str(brief)],
        }
        print(f"{'command':14}{'layer':>7}{'first':>8}{'then':>8}{'clock':>8}")
        for what, command in commands.items():
            for size, option in ((0, []), (count, ["--catalog", str(layer)])):
                cache = folder / f"cache-{what}-{size}"
                first, _ = timed([*command, *option], cache)
                then, clock = min(timed([*command, *option], cache) for _ in range(RUNS))
                print(f"{what:14}{size:7}{first:8.2f}{then:8.2f}{clock:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
