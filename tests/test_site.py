"""The documentation site: everything that can be said is on it, and no link leads nowhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import typer
import yaml

import kgraph
from kgraph.cli import app
from pages import generated
from pages.markdown import as_read, table, words
from pages.rules import Schema

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return generated()


def codes(text: str) -> set[str]:
    """What stands as code in a page."""
    return set(re.findall(r"`([^`\n]+)`", text))


# --- everything is there, counted by other means


def declared(folder: str) -> Iterator[str]:
    """The subjects of the ontology's Turtle that are given a definition."""
    for path in sorted((ROOT / folder).glob("*.ttl")):
        for block in re.split(r"(?<=[.])\s*\n", path.read_text("utf-8")):
            subject = re.match(r"\s*([a-z]+:[A-Za-z][\w.-]*) a ", re.sub(r"(?m)^#.*\n", "", block))
            if subject and "skos:definition" in block:
                yield subject[1]


def test_every_term_with_a_definition_is_told(pages: dict[str, str]) -> None:
    terms = {one for one in declared("ontology") if not one.startswith(("d:", "opt:", "k:"))}
    assert len(terms) > 250
    told = codes(pages["reference/terms.md"])
    told |= {":".join(one.split("/")[-2:]) for one in told if one.startswith("https://w3id.org/")}
    assert terms - told == set()


def test_every_capability_is_told(pages: dict[str, str]) -> None:
    terms = {one for one in declared("ontology") if one.startswith("k:")}
    assert len(terms) > 100
    assert terms - codes(pages["reference/capabilities.md"]) == set()


def test_every_decision_is_told_with_its_options(pages: dict[str, str]) -> None:
    text = pages["reference/decisions.md"]
    assert len(kgraph.questions()) > 30
    for decision in kgraph.questions():
        _, _, section = text.partition(f"\n## {decision.id}\n")
        told = codes(section.partition("\n## ")[0])
        assert {option.id for option in decision.options} <= told, decision.id


def test_every_component_is_told(pages: dict[str, str]) -> None:
    entries = {path.stem for path in (ROOT / "catalog").rglob("*.yaml")}
    chosen = {one.id for one in kgraph.components() if one.choosable}
    assert len(chosen & entries) > 300
    assert chosen - codes(pages["reference/components.md"]) == set()


def walked(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield name, command
        return
    for word, inner in command.commands.items():
        yield from walked(inner, f"{name} {word}")


def test_every_command_is_told_with_every_option(pages: dict[str, str]) -> None:
    text = pages["reference/commands.md"]
    every = list(walked(typer.main.get_command(app), "kgraph"))
    assert len(every) > 15
    for name, command in every:
        _, found, section = text.partition(f"\n## {name}\n")
        assert found, name
        told = {word.split()[0] for word in codes(section.partition("\n## ")[0])}
        for option in command.params:
            if option.param_type_name == "option" and option.name != "help":
                assert set(option.opts) <= told, f"{name}: {option.opts}"


def keys_below(rules: Any) -> Iterator[str]:
    """Every key that a schema names, however deep."""
    if isinstance(rules, dict):
        held = rules.get("properties", {})
        conditional = "required" in rules and set(rules) <= {"properties", "required"}
        if not conditional:
            yield from held
        for name, one in rules.items():
            if name not in ("if", "then", "else", "not", "allOf"):
                yield from keys_below(one)
    if isinstance(rules, list):
        for one in rules:
            yield from keys_below(one)


@pytest.mark.parametrize("name", ["brief", "entry", "export", "architecture"])
def test_every_key_is_told(name: str, pages: dict[str, str]) -> None:
    texts = {
        "brief": kgraph.brief_schema(),
        "entry": kgraph.entry_schema(),
        "export": kgraph.export_schema(),
        "architecture": (ROOT / "ontology" / "architecture.schema.json").read_text("utf-8"),
    }
    told = {key for code in codes(pages[f"reference/{name}.md"]) for key in code.split(".")}
    keys = set(keys_below(json.loads(texts[name])))
    assert len(keys) >= 8
    assert keys - told == set()


@pytest.mark.parametrize("name", ["brief", "entry", "export", "architecture"])
def test_every_key_says_what_it_is_for(name: str, pages: dict[str, str]) -> None:
    rows = [line.split(" | ") for line in pages[f"reference/{name}.md"].splitlines()]
    told = [row for row in rows if row[0].startswith("| `")]
    assert len(told) >= 8
    assert [row[0] for row in told if not row[-1].removesuffix("|").strip()] == []


def test_every_question_is_told(pages: dict[str, str]) -> None:
    text = pages["reference/questions.md"]
    assert len(kgraph.examples()) > 10
    for example in kgraph.examples():
        assert f"\n## {example.id}\n" in text


def test_every_example_brief_is_told_with_its_pictures(pages: dict[str, str]) -> None:
    briefs = sorted((ROOT / "ontology" / "briefs").glob("*.yaml"))
    assert len(briefs) > 5
    for path in briefs:
        text = pages[f"examples/{path.stem}.md"]
        assert path.read_text("utf-8").rstrip() in text
        assert f"pictures/{path.stem}-overview.svg" in text


def test_every_record_is_listed(pages: dict[str, str]) -> None:
    for path in (DOCS / "decisions").glob("*.md"):
        assert f"]({path.name})" in pages["decisions/index.md"]


# --- words stay words


@pytest.mark.parametrize("word", ["<b>bold</b>", "a | b", "*stars*", "[link](x)", "`half"])
def test_no_word_is_markup(word: str) -> None:
    from markdown_it import MarkdownIt

    text = table(["x"], [[words(word)]])
    shown = MarkdownIt("commonmark").enable("table").render(text)
    tags = set(re.findall(r"<(\w+)", shown))
    assert tags == {"table", "thead", "tbody", "tr", "th", "td"}


def test_ways_to_say_one_thing_are_told_once() -> None:
    one = {"type": ["string", "number", "boolean"]}
    several = {"type": "array", "items": one}
    schema = Schema({"$defs": {"site": {"type": "object", "properties": {"id": one}}}})
    assert schema.allowed({"anyOf": [one, several, {"type": "null"}]}) == "text; one, or a list"
    assert schema.allowed({"$ref": "#/$defs/site"}) == "[site](#site)"
    assert schema.allowed({"enum": ["a", "b", None]}) == "`a`, `b`"


# --- the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


class Page(HTMLParser):
    """What a page leads to and shows, and where in it one can be led."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = {""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.add(given.get("id") or "")
        for name in ("href", "src"):
            if given.get(name):
                self.targets.append(str(given[name]))


@pytest.mark.slow
def test_no_link_of_the_site_leads_nowhere(site: Path) -> None:
    found = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert len(found) > 80
    seen = 0
    for path, page in found.items():
        for target in page.targets:
            if re.match(r"[a-z]+:|//", target) or path.name == "404.html":
                continue
            name, anchor = urldefrag(unquote(target))
            led = (path.parent / name).resolve() if name else path
            led = led / "index.html" if led.is_dir() else led
            assert led.is_file(), f"{path.relative_to(site)}: {target}"
            if anchor and led in found:
                assert anchor in found[led].anchors, f"{path.relative_to(site)}: {target}"
            seen += 1
    assert seen > 2000


@pytest.mark.slow
def test_no_markup_is_left_in_the_text_of_a_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        article = path.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
        text = re.sub(r"<(pre|code).*?</\1>", "", article, flags=re.DOTALL)
        assert re.findall(r"(?:^|<p>|\n)\s*(?:\* [A-Z`<]|```|\|[- |]{6})", text) == [], path.name


def test_what_belongs_to_an_item_is_indented_as_the_site_reads_it() -> None:
    text = "* one\n\n  more\n* two\n\nafter\n```\n* no item\n  code\n```\n  not listed\n"
    wider = text.replace("  more\n", "    more\n\n")
    assert as_read(text) == wider


def test_the_name_of_a_file_stands_above_its_block() -> None:
    assert as_read("```yaml file=own/a.yaml\nx: 1\n```") == '```yaml title="own/a.yaml"\nx: 1\n```'


@pytest.mark.slow
def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|link|img)[^>]* (?:src|href)="(https?:[^"]+)"', path.read_text()
        )
        assert loaded == [], path


def test_the_navigation_names_what_there_is(pages: dict[str, str]) -> None:
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    named = set(re.findall(r"'([\w/-]+\.md)'", str(listed)))
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} | set(pages)
    assert named <= there
    left_out = {one for one in there - named if not one.startswith("decisions/")}
    assert left_out == set()
