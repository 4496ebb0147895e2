"""Layers of one's own knowledge: laid over the catalog, held to its rules, with policies."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from commands import run
from PIL import Image
from refusals import refusal

from kgraph import api
from kgraph.api.layers import instead, opened, over
from kgraph.api.reports import Gathered
from kgraph.errors import InputError, Unsatisfiable
from kgraph.model.architecture import Architecture
from kgraph.model.knowledge import Knowledge
from kgraph.reports.record.others import Considered

PREFIXES = """@prefix o: <https://w3id.org/kgraph/ont#> .
@prefix k: <https://w3id.org/kgraph/capability/> .
@prefix d: <https://w3id.org/kgraph/decision/> .
@prefix opt: <https://w3id.org/kgraph/option/> .
@prefix view: <https://w3id.org/kgraph/view/> .
@prefix concern: <https://w3id.org/kgraph/concern/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
REGISTRY = {
    "own-registry.yaml": "id: own-registry\nextends: harbor\nname: Own Registry\nvendor: We\n",
    "policy.yaml": "avoid: [docker-hub]\nrequire: [own-registry]\nclouds: [aws]\n",
}
OPERATIONS = f"""{PREFIXES}@prefix dcterms: <http://purl.org/dc/terms/> .
d:operations a o:Decision ;
    rdfs:label "operations"@en ; skos:notation "operations" ;
    skos:definition "Who runs your databases?"@en ;
    o:askedOf "brief" ; o:position 90 ; o:section "Databases" ;
    dcterms:source <https://platform.example/databases> ;
    o:default opt:operations.teams ; o:option opt:operations.teams , opt:operations.platform .
opt:operations.teams a o:Option ;
    rdfs:label "each team"@en ; skos:notation "teams" ; o:position 1 ;
    skos:definition "Each team runs its own."@en .
opt:operations.platform a o:Option ;
    rdfs:label "the platform team"@en ; skos:notation "platform" ; o:position 2 ;
    skos:definition "The platform team runs them."@en .
"""
"""A decision of one's own."""
Lay = Callable[[dict[str, str]], Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """What writes a layer."""

    def written(files: dict[str, str], name: str = "company") -> Path:
        for file, text in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / name

    return written


def known_with(*folders: Path) -> Knowledge:
    with instead(opened(folders)):
        return api.knowledge()


def test_an_entry_has_what_it_extends_and_what_differs(lay: Lay) -> None:
    own = "id: own\nextends: harbor\nname: Own\nremove: {provides: [image-scanning]}\n"
    known = known_with(lay({"any/where/own.yaml": own}))
    base, found = known.components["harbor"], known.components["own"]
    assert (found.name, found.vendor, found.catalog) == ("Own", base.vendor, "company/")
    assert set(base.provides) - set(found.provides) == {"image-scanning"}
    assert {one.id.partition("#")[0] for one in found.needs} == {"own"}
    assert base.catalog == ""
    assert "own" not in api.knowledge().components


def test_the_last_layer_lies_over_all_others(tmp_path: Path, lay: Lay) -> None:
    first = lay({"harbor.yaml": "id: harbor\nextends: harbor\nname: First\n"})
    second = tmp_path / "second"
    second.mkdir()
    (second / "harbor.yaml").write_text("id: harbor\nextends: harbor\nvendor: Second\n", "utf-8")
    found = known_with(first, second).components["harbor"]
    assert (found.name, found.vendor, found.catalog) == ("First", "Second", "second/")


def test_a_brief_names_layers_as_seen_from_its_file(tmp_path: Path, lay: Lay) -> None:
    lay(REGISTRY)
    brief = tmp_path / "shop" / "brief.yaml"
    brief.parent.mkdir()
    brief.write_text("name: Shop\ncatalogs: [../company]\nsites: [{id: eu, cloud: aws}]\n", "utf-8")
    architecture = api.assemble(brief)
    own = next(one for one in architecture.placements if one.component == "own-registry")
    told = [reason.text for reason in own.reasons]
    assert "Own Registry is from catalog company/" in told
    assert any("policy.yaml:2" in why for reason in own.reasons for why in reason.because)
    assert architecture.brief is not None
    assert architecture.brief.use == ()  # the policy asks for it, not the brief
    assert 'catalogs: ["../company"]' in api.brief_text(architecture.brief)
    assert not [one for one in api.check(architecture) if one.rule == "policy"]


@pytest.fixture
def asked(tmp_path: Path, lay: Lay) -> Path:
    """A brief that answers a decision of the layer that it names."""
    lay({**REGISTRY, "words.ttl": OPERATIONS})
    brief = tmp_path / "brief.yaml"
    said = "catalogs: [company]\nsites: [{id: eu, cloud: aws}]\nanswers: {operations: platform}\n"
    brief.write_text(f"name: Shop\n{said}", "utf-8")
    return brief


def test_what_is_asked_about_a_brief_is_asked_with_its_layers(asked: Path) -> None:
    decisions = api.questions(api.read_brief(asked))
    assert "operations" in [one.id for one in decisions]
    assert "operations" not in [one.id for one in api.questions()]
    assert api.answer_effect(asked, "answers.operations").options == ("platform",)
    assert "catalogs: [company]" in api.renew_brief(asked).text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("questions", "operations", "--brief"), "Who runs your databases?"),
        (("query", "SELECT ?name { c:own-registry rdfs:label ?name }", "--with"), "Own Registry"),
    ],
)
def test_a_brief_that_an_option_names_lays_its_layers(
    words: tuple[str, ...], told: str, asked: Path
) -> None:
    result = run(*words, asked)
    assert (result.exit_code, result.stderr) == (0, "")
    assert told in result.stdout


def test_a_text_names_no_folder_to_read(lay: Lay) -> None:
    folder = lay(REGISTRY)
    text = f"name: Shop\ncatalogs: [{folder}]\nsites: [{{id: eu, cloud: aws}}]\n"
    with pytest.raises(InputError, match="no file from which to see it"):
        api.read_brief(text)
    with over(opened([folder])):
        assert api.read_brief(text).catalogs == (str(folder),)


def test_the_environment_names_layers(lay: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(api.CATALOG_VARIABLE, os.pathsep.join([str(lay(REGISTRY))]))
    assert api.knowledge().components["own-registry"].catalog == "company/"
    answer = api.query("ASK { c:own-registry o:catalog 'company/' }")
    assert answer.truth is True


def test_a_conflict_names_the_line_of_a_policy(lay: Lay) -> None:
    text = "name: Shop\nsites: [{id: eu, cloud: gcp}]\nuse: [docker-hub]\n"
    with over(opened([lay(REGISTRY)])):
        with pytest.raises(Unsatisfiable):
            api.assemble(text)
        conflicts = api.diagnose(text).conflicts
    told = {(one.text, Path(one.where or "").name) for it in conflicts for one in it.statements}
    assert ("policy of company/: only on aws", "policy.yaml:3") in told
    assert ("policy of company/: avoid docker-hub", "policy.yaml:1") in told
    assert any("Site eu is on Google Cloud, ruled out by" in one.story for one in conflicts)


def test_an_architecture_made_without_a_policy_is_held_to_it(lay: Lay) -> None:
    architecture = api.assemble("name: Shop\nsites: [{id: eu, cloud: gcp}]\nuse: [docker-hub]\n")
    assert not [one for one in api.check(architecture) if one.rule == "policy"]
    with over(opened([lay(REGISTRY)])):
        found = [one for one in api.check(architecture) if one.rule == "policy"]
    assert {one.focus for one in found} == {"Shop", "eu", "world/docker-hub"}
    assert all("policy.yaml:" in one.reason for one in found)


def test_licences_are_allowed_or_forbidden(lay: Lay) -> None:
    folder = lay({"policy.yaml": "licences: {forbid: [source-available]}\n"})
    with over(opened([folder])):
        why = api.why("name: Shop", "vault")
    assert why.otherwise.conflict is not None
    assert "policy.yaml:1 (under BUSL-1.1)" in why.otherwise.conflict.story


def words(text: str) -> dict[str, str]:
    return {"words.ttl": PREFIXES + text}


HOSTILE: dict[str, tuple[dict[str, str], str]] = {
    "a circle": (
        {"a.yaml": "id: a\nextends: b\n", "b.yaml": "id: b\nextends: a\n"},
        r"b\.yaml:2: a circle: a extends b extends a",
    ),
    "an alias": ({"a.yaml": "id: &x a\nextends: *x\n"}, "anchor or alias"),
    "an unknown base": ({"a.yaml": "id: a\nextends: habor\n"}, "did you mean 'harbor'"),
    "ours unawares": ({"harbor.yaml": "id: harbor\nname: Mine\n"}, "in the catalog already"),
    "a name that is none": ({"a.yaml": "id: b\nextends: harbor\n"}, "write 'id: a'"),
    "a long line of heirs": (
        {f"e{i}.yaml": f"id: e{i}\nextends: {f'e{i - 1}' if i else 'harbor'}\n" for i in range(30)},
        "more than 20 entries extend each other",
    ),
    "a heavy heir": (
        {"a.yaml": f"id: a\nextends: harbor\nadd: {{aliases: {list(range(6000))}}}\n"},
        "more than 5,000 values",
    ),
    "a control letter": (
        {"a.yaml": 'id: a\nextends: harbor\nname: "a\\u0007b"\n'},
        r"a\.yaml:3: .* holds control characters",
    ),
    "an icon elsewhere": (
        {"a.yaml": "id: a\nextends: harbor\nicon: ../../etc/x\n"},
        "is no path of an icon",
    ),
    "a thing not there to remove": (
        {"a.yaml": "id: a\nextends: harbor\nremove: {provides: [x]}\n"},
        "is not under 'provides' of what it extends",
    ),
    "a query": (
        words('view:x a o:View ; o:query "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }" .'),
        "is of no kind that a layer may have",
    ),
    "a cost in disguise": (
        words('k:x a o:Capability , o:Preference ; o:costQuery "SELECT 1" .'),
        "is of no kind that a layer may have",
    ),
    "ours twisted": (words("k:image-registry o:scope o:cluster ."), "which is there already"),
    "a word nobody knows": (words("k:x a o:Capability ; o:skope o:site ."), "mean 'scope'"),
    "a bare capability": (words("k:x a o:Capability ."), "'k:x': the capability has no scope"),
    "a thing without a name": (words("[] a o:Capability ."), "without a name"),
    "deep Turtle": (words("k:x rdfs:label " + "(" * 99_999 + ")" * 99_999 + " ."), "more than"),
    "no Turtle": (words("k:x a o:Capability ;; ."), r"words\.ttl:9: .*|is not Turtle"),
    "an unknown rule": ({"policy.yaml": "run: rm\n"}, "unknown key 'run'"),
    "wishes at odds": (
        {"policy.yaml": "avoid: [harbor]\nrequire: [harbor]\n"},
        "'harbor' is required and avoided",
    ),
    "an unknown cloud": ({"policy.yaml": "clouds: [awz]\n"}, "did you mean 'aws'"),
    "a large file": ({"a.yaml": "id: a\n# " + "x" * 1_000_001}, "larger than 1,000,000 bytes"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_layers_are_refused_with_their_place(name: str, lay: Lay) -> None:
    files, told = HOSTILE[name]
    with pytest.raises(InputError, match=told) as caught:
        api.check_file(lay(files))
    assert all(problem.remedy for problem in caught.value.problems)


def test_a_folder_with_an_architecture_is_told_in_one_line(lay: Lay) -> None:
    folder = lay({"architecture.ttl": api.to_turtle(api.assemble("name: Small"))})
    problem = refusal(lambda: api.check_file(folder))
    assert problem.where == str(folder / "architecture.ttl")
    assert problem.what == "holds an architecture, which is no word of a layer"
    assert problem.remedy.startswith("name the file itself to have it checked")


def test_a_link_out_of_a_layer_is_refused(tmp_path: Path, lay: Lay) -> None:
    folder = lay({"policy.yaml": "avoid: [harbor]\n"})
    (tmp_path / "secret.yaml").write_text("id: secret\n", "utf-8")
    (folder / "secret.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(InputError, match="leads out of the layer"):
        api.check_file(folder)


def test_a_pipe_in_a_layer_is_refused_not_waited_for(lay: Lay) -> None:
    folder = lay({"policy.yaml": "avoid: [harbor]\n"})
    os.mkfifo(folder / "pipe.yaml")
    with pytest.raises(InputError, match="is no plain file"):
        api.check_file(folder)


def test_too_many_files_are_not_read(lay: Lay) -> None:
    folder = lay({"policy.yaml": "avoid: [harbor]\n"})
    for number in range(5001):
        (folder / f"{number}.txt").touch()
    with pytest.raises(InputError, match="more than 5,000 files"):
        api.check_file(folder)


def test_a_difference_tells_what_becomes_of_briefs(tmp_path: Path, lay: Lay) -> None:
    old = lay({"own.yaml": "id: own\nextends: harbor\nname: Own\n"})
    new = tmp_path / "new"
    new.mkdir()
    (new / "policy.yaml").write_text("require: [harbor]\n", "utf-8")
    briefs = tmp_path / "briefs"
    briefs.mkdir()
    (briefs / "small.yaml").write_text("name: Small\n", "utf-8")
    found = api.catalog_difference(old, new, briefs=briefs)
    told = {(one.change, one.kind, one.id) for one in found.changes}
    assert told == {("gone", "component", "own"), ("new", "policy", "require harbor")}
    assert ["main/main/harbor" in one.comes for one in found.briefs] == [True]


def test_a_new_layer_is_sound_and_so_are_its_new_entries(tmp_path: Path) -> None:
    folder = tmp_path / "begun"
    api.write(folder, api.first_layer(folder))
    texts = {
        "heir": api.new_entry("heir", extends="harbor"),
        "own": api.new_entry("own", provides=["image-registry"]),
    }
    for id, text in texts.items():
        (folder / f"{id}.yaml").write_text(text, "utf-8")
    assert {one.severity for one in api.check_file(folder)} <= {"info"}
    with pytest.raises(InputError, match="is there and not empty"):
        api.first_layer(folder)


def png(side: int) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def test_an_icon_of_a_layer_is_in_its_pictures(lay: Lay) -> None:
    own = "id: own\nextends: harbor\nname: Own\nicon: icons/own.png\n"
    folder = lay({"own.yaml": own, "policy.yaml": "require: [own]\n"})
    (folder / "icons").mkdir()
    (folder / "icons" / "own.png").write_bytes(png(40))
    with over(opened([folder])):
        architecture = api.assemble("name: Small")
        picture = api.draw(architecture).decode()
        assert api.knowledge().components["own"].icon.startswith("data:image/png;base64,")
    assert picture.count("data:image/png;base64,") >= 1
    assert "icons/own.png" not in picture


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"GIF89a", "is no PNG"), (png(600), "more than 512 pixels"), (b"x" * 30_001, "larger than")],
)
def test_an_icon_that_is_none_is_refused(content: bytes, told: str, lay: Lay) -> None:
    folder = lay({"own.yaml": "id: own\nextends: harbor\nicon: icons/own.png\n"})
    with pytest.raises(InputError, match=r"own\.yaml:3: there is no picture"):
        api.check_file(folder)
    (folder / "icons").mkdir()
    (folder / "icons" / "own.png").write_bytes(content)
    with pytest.raises(InputError, match=told):
        api.check_file(folder)


# --- what an architecture was made with


@pytest.fixture
def kept(tmp_path: Path, lay: Lay) -> tuple[Path, Path]:
    """A layer, and a folder with an architecture that was made with it, in both forms."""
    folder = lay(REGISTRY)
    with over(opened([folder])):
        architecture = api.assemble(
            "name: Shop\nas_of: 2026-11-23\nsites: [{id: eu, cloud: aws}]\n"
        )
    (state,) = architecture.catalogs
    assert state == f"company/ {opened([folder])[0].digest[:16]}"
    with over(opened([folder])):
        (tmp_path / "a.json").write_text(api.to_json(architecture), "utf-8")
        (tmp_path / "a.ttl").write_text(api.to_turtle(architecture), "utf-8")
    return folder, tmp_path


def layers_told(path: Path) -> list[str]:
    told = api.assumed(api.read_architecture(path))
    return [finding.reason for finding in told if finding.rule == "catalogs"]


@pytest.mark.parametrize("name", ["a.json", "a.ttl"])
def test_an_architecture_says_which_layers_it_was_made_with(
    name: str, kept: tuple[Path, Path]
) -> None:
    folder, files = kept
    read = api.read_architecture(files / name)
    assert read.catalogs == (opened([folder])[0].state,)
    assert layers_told(files / name) == [
        "made with the catalog company/, which is not laid over ours"
    ]
    with over(opened([folder])):
        assert layers_told(files / name) == []
    (folder / "policy.yaml").write_text("avoid: [docker-hub]\n", "utf-8")
    with over(opened([folder])):
        (told,) = layers_told(files / name)
    assert told == "made with the catalog company/ as it was before or is elsewhere"


def test_an_architecture_without_layers_says_nothing_of_them() -> None:
    architecture = api.assemble("name: Small")
    assert architecture.catalogs == ()
    assert "catalogs" not in api.to_data(architecture)
    assert "madeWith" not in api.to_turtle(architecture)


def test_what_holds_without_layers_stays_while_others_are_asked_for(tmp_path: Path) -> None:
    before = api.knowledge()
    for number in range(6):
        folder = tmp_path / f"own{number}"
        api.write(folder, {"policy.yaml": f"# {number}\navoid: [velero]\n"})
        with instead(opened([folder])):
            assert api.knowledge() is not before
    assert api.knowledge() is before


UNKNOWN_BRIEF = """name: Shop
as_of: 2026-11-23
sites: [{id: eu, cloud: aws}]
workloads: [{id: shop, stores: tables}]
systems: [{id: sign-in, provides: [identity-provider]}]
use: [harbor]
prefer: {storage: [managed]}
"""


def of_another_catalog(made: Architecture) -> dict[str, Architecture]:
    """An architecture with words of one kind that nobody knows, by the kind."""
    brief = made.brief
    assert brief is not None
    (shop,), (system,) = brief.workloads, brief.systems
    asked = replace(shop, answers=(("stored", ("tables",)),))
    odd = tuple(replace(one, component=f"{one.component}-x") for one in made.placements)
    able = tuple(replace(one, capabilities=("x",), serves=("x",)) for one in made.placements)
    said = {
        "decisions": replace(brief, answers=(("operations", ("platform",)),)),
        "decisions of workloads": replace(brief, workloads=(asked,)),
        "preferences": replace(brief, prefer=("x",)),
        "concerns": replace(brief, prefer_in=(("x", ("managed",)),)),
        "preferences of concerns": replace(brief, prefer_in=(("storage", ("x",)),)),
        "wishes": replace(brief, use=("x",)),
        "systems": replace(brief, systems=(replace(system, provides=("x",)),)),
    }
    return {
        "components": replace(made, placements=odd),
        "capabilities": replace(made, placements=able),
        "flows": replace(made, flows=tuple(replace(one, kind="x") for one in made.flows)),
        **{kind: replace(made, brief=one) for kind, one in said.items()},
    }


JUDGED = {"components", "capabilities", "flows", "decisions of workloads"}
"""The kinds of unknown words of which the rules speak; others only leave out what they meant."""


def test_words_of_an_architecture_that_are_not_known_here_are_passed_over() -> None:
    """As those of a layer that is not laid: that it is not, is told."""
    known = api.assemble(UNKNOWN_BRIEF)
    for kind, architecture in of_another_catalog(known).items():
        gathered = Gathered(Considered(), api.risks(architecture))
        assert api.risks_text(gathered.risks), kind
        assert api.blast_radius(architecture, "eu").lost, kind
        told = {one.rule for one in api.check(architecture)}
        assert told == {one.rule for one in api.check_turtle(api.to_turtle(architecture))}, kind
        assert bool(told) is (kind in JUDGED), kind
        assert api.compare(known, architecture).after == "Shop", kind
        assert api.page(architecture, (), gathered=gathered), kind


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_layer_whose_names_are_no_text_is_told_by_what_can_be_shown(lay: Lay) -> None:
    own = {os.fsdecode(b"\xe9/own-registry.yaml"): REGISTRY["own-registry.yaml"]}
    folder = lay({**own, "policy.yaml": "require: [own-registry]\n"}, os.fsdecode(b"l\xe9"))
    with over(opened([folder])):
        architecture = api.assemble("name: Small")
        (state,) = api.to_data(architecture)["catalogs"]
        assert state.startswith("l\\udce9/ ")
        assert api.to_turtle(architecture).encode("utf-8")
        assert b"<o:catalogs>l\\udce9/ " in api.draw(architecture)


def test_what_a_layer_asks_is_told_of_an_architecture_that_is_read_without_it(
    lay: Lay, tmp_path: Path
) -> None:
    """Also where somebody looks for what made the difference, which takes new assemblies."""
    files = (tmp_path / "first.json", tmp_path / "second.json")
    answered = "name: Shop\nsites: [{id: eu, cloud: aws}]\nanswers: {operations: platform}\n"
    texts = (answered, f"{answered}use: [harbor]\nprefer: [mature]\n")
    with over(opened([lay(words(OPERATIONS))])):
        for path, text in zip(files, texts, strict=True):
            path.write_text(api.to_json(api.assemble(text)), "utf-8")
    told = [one.rule for one in api.check_file(files[0])]
    assert "catalogs" in told
    found = api.compare(*files)
    assert {one.id for one in found.statements} >= {"use.harbor", "prefer"}
    assert found.causes == ()
