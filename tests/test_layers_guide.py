"""What the guide of layers says works: its files are written, its commands run in their order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "layers.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    here = {key: value for key, value in os.environ.items() if key != "KGRAPH_CATALOG"}
    return subprocess.run(
        command.replace("kgraph ", f"{sys.executable} -m kgraph ", 1),
        shell=True,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**here, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.mark.slow
def test_the_guide_works_from_its_first_line_to_its_last(tmp_path: Path) -> None:
    told = {}
    for language, file, text in _BLOCK.findall(GUIDE):
        if file:
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif language == "sh":
            for line in text.splitlines():
                told[line] = _run(line, tmp_path)
                assert told[line].returncode == 0, (line, told[line].stderr)
    assert "from catalog company/" in told["kgraph why shop/brief.yaml company-operator"].stdout
    different = told["kgraph catalog diff company company-new --briefs shop"].stdout
    assert "new component company-vault" in different
    picture = (tmp_path / "out" / "overview.svg").read_text("utf-8")
    assert re.search(r"<o:catalogs>company/ [0-9a-f]{16}</o:catalogs>", picture)
    assert "Company Registry" in picture
