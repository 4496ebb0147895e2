"""A company's layer on the pages: named on the command line, shown as its own, and obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import serving, unfold, window
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

from kgraph.cli import app
from kgraph.web import address as packed

pytestmark = pytest.mark.slow

POLICY = "avoid: [docker-hub]\nrequire: [own-registry]\nclouds: [aws]\n"
WORDS = """\
@prefix o: <https://w3id.org/kgraph/ont#> .
@prefix d: <https://w3id.org/kgraph/decision/> .
@prefix opt: <https://w3id.org/kgraph/option/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

d:operations a o:Decision ;
    rdfs:label "operations"@en ; skos:notation "operations" ;
    skos:definition "Who runs your databases?"@en ;
    o:askedOf "brief" ; o:position 90 ; o:section "Databases" ;
    dcterms:source <https://platform.example/databases> ;
    o:default opt:operations.teams ; o:option opt:operations.teams .

opt:operations.teams a o:Option ;
    rdfs:label "each team"@en ; skos:notation "teams" ; o:position 1 ;
    skos:definition "Each team runs its own."@en .
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "company"
    for line in (
        ["catalog", "init", str(folder)],
        ["catalog", "new", "own-registry", "--extends", "harbor", "--in", str(folder)],
    ):
        ended = CliRunner().invoke(app, line)
        assert ended.exit_code == 0, ended.output
    entry = folder / "own-registry.yaml"
    entry.write_text("id: own-registry\nextends: harbor\nname: Own Registry\n")
    (folder / "policy.yaml").write_text(POLICY)
    (folder / "words.ttl").write_text(WORDS)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, company: Path) -> Iterator[Page]:
    brief = company.with_name("shop.yaml")
    brief.write_text("name: Shop\nsites: [{id: eu, cloud: aws}]\ncatalogs: [company]\n")
    with (
        serving("--brief", str(brief), "--catalog", str(company)) as address,
        window(browser, width=1280, height=900) as opened,
    ):
        page = opened.new_page()
        page.goto(f"{address}/design")
        yield page


def test_what_the_policy_rules_is_told_with_the_rules(page: Page) -> None:
    page.get_by_role("tab", name="Rules").click()
    expect(page.get_by_text("What your policies rule")).to_be_visible()
    ruled = page.get_by_role("tabpanel").locator("li", has_text="docker-hub")
    expect(ruled).to_contain_text("holds")
    expect(ruled).to_contain_text("line 1 of company/policy.yaml")


def test_what_is_from_the_layer_is_shown_as_its_own(page: Page) -> None:
    page.locator('g[data-box="eu/main/own-registry"]').dispatch_event("click")
    expect(page.locator(".kg-side .kg-own")).to_have_text("company/")
    page.get_by_role("button", name="Close").click()
    page.locator("summary", has_text="Databases").click()
    expect(page.get_by_text("Who runs your databases? · company/").first).to_be_visible()
    page.get_by_role("link", name="Catalog").click()
    field = page.get_by_role("combobox", name="From the catalog of")
    unfold(field)
    page.get_by_role("option", name="company/ (1)").click()
    expect(page.locator('[class*="st-key-entry-"] .kg-own')).to_have_text(["company/"])
    page.get_by_role("button", name="Own Registry", exact=True).click()
    expect(page.locator(".kg-title")).to_have_text("Own Registry")
    expect(page.locator('[class*="st-key-entry-"]')).to_have_count(0)
    expect(page.locator(".kg-own")).to_have_text("company/")


def test_its_policy_stands_beside_what_clashes_with_it(page: Page) -> None:
    word = packed.pack("name: Abroad\nsites: [{id: a, cloud: gcp}]\n")
    page.goto(f"{page.url.partition('/catalog')[0]}/design?b={word}")
    expect(page.get_by_text("policy of company/: only on aws")).to_be_visible()
    expect(page.get_by_text("line 3 of company/policy.yaml")).to_be_visible()
    expect(page.get_by_text("ruled out by company/policy.yaml:3").first).to_be_visible()
    page.get_by_role("button", name="Put site a on AWS").first.click()
    expect(page.locator('g.box[data-box$="/own-registry"]').first).to_be_visible()
