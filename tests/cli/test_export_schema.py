"""The schema of export.yaml allows what is read, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

import kgraph
from kgraph.api.choices import FORMATS, THEMES
from kgraph.export.config import read_export

SCHEMA = json.loads(kgraph.export_schema())
ROOT = Path(__file__).parent.parent.parent
SOUND = (
    {},
    {"title": "Ours", "views": "overview", "formats": "svg", "theme": "auto", "scale": 1},
    {"views": ["site:*", "overview"], "formats": ["svg", "png"], "thumbnails": 300},
    {"documents": ["rationale.md", "index.md"], "briefs": "."},
)
WRONG = (
    {"view": "overview"},
    {"formats": ["jpeg"]},
    {"theme": "pink"},
    {"scale": 1000},
    {"thumbnails": 1},
    {"documents": "poem.md"},
)


def is_read(config: dict[str, object], folder: Path) -> bool:
    """Whether the reader takes a config."""
    (folder / "export.yaml").write_text(yaml.safe_dump(config), "utf-8")
    formats, themes = [one.id for one in FORMATS], [one.id for one in THEMES]
    try:
        read_export(folder, formats=formats, themes=themes)
    except kgraph.InputError:
        return False
    return True


@pytest.mark.parametrize("config", [*SOUND, *WRONG], ids=str)
def test_the_schema_and_the_reader_agree(config: dict[str, object], tmp_path: Path) -> None:
    allowed = jsonschema.Draft202012Validator(SCHEMA).is_valid(config)
    assert allowed == is_read(config, tmp_path) == (config in SOUND)


def test_the_gallery_keeps_to_it() -> None:
    config = yaml.safe_load((ROOT / "exports" / "export.yaml").read_text("utf-8"))
    jsonschema.validate(config, SCHEMA)


def test_every_key_that_is_read_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "export.yaml").write_text("nothing-like-it: 1\n", "utf-8")
    formats, themes = [one.id for one in FORMATS], [one.id for one in THEMES]
    with pytest.raises(kgraph.InputError) as caught:
        read_export(tmp_path, formats=formats, themes=themes)
    _, _, known = str(caught.value).partition("known are: ")
    assert known.split(", ") == sorted(SCHEMA["properties"])
