"""Questions asked without a browser are answered like those of the ask page."""

from __future__ import annotations

import pytest

from kgraph import api
from kgraph.web import address, answering

SMALL = "name: Small\nanswers: {logs: loki}\n"


def test_a_question_is_answered_in_the_format_that_is_asked_for() -> None:
    found = answering.reply({"example": "breaks-without", "set": "component=harbor"})
    wanted = api.write_result(api.query("breaks-without", params={"component": "harbor"}), "csv")
    assert (found.status, found.media_type) == (200, "text/csv")
    assert found.body.decode() == wanted
    assert answering.reply({"example": "neighbourhood"}).media_type == "text/turtle"


def test_it_is_asked_of_the_briefs_of_the_address() -> None:
    other = SMALL.replace("loki", "elk")
    said = {"example": "other-answers", "b": address.pack(SMALL), "with": address.pack(other)}
    assert b"logs,ELK,Loki" in answering.reply(said).body
    own = {"q": address.pack("ASK { ?x a o:Placement }"), "b": said["b"], "format": "json"}
    assert b"true" in answering.reply({**own, "mine": "true"}).body
    assert b"false" in answering.reply(own).body


@pytest.mark.parametrize("id", ["blast-radius", "leaving", "request-path", "why-here"])
def test_a_question_is_about_something_of_the_architecture_that_is_asked(id: str) -> None:
    text = "name: A\nsites: [{id: a, cloud: aws}]\nworkloads: [{id: till, stores: tables}]\n"
    found = answering.reply({"example": id, "b": address.pack(text), "format": "csv"})
    assert found.status == 200
    assert len(found.body.splitlines()) > 1, found.body


def test_what_is_set_in_a_question_holds() -> None:
    said = {"example": "why-here", "set": "component=argo-cd"}
    brief = api.parse_brief(api.demo_brief())
    wanted = api.query(
        "why-here", params={"component": "argo-cd"}, architectures=(api.assemble(brief),)
    )
    assert answering.reply(said).body.decode() == api.write_result(wanted, "csv")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 400),
        ({"example": "<script>"}, 400),
        ({"example": "bill", "format": "exe"}, 400),
        ({"example": "bill", "b": "~" + "0" * 32}, 400),
        ({"q": address.pack("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")}, 400),
        (
            {
                "example": "bill",
                "b": address.pack("name: X\nuse: [eks]\nsites: [{id: a, cloud: on-premises}]\n"),
            },
            409,
        ),
    ],
)
def test_what_cannot_be_answered_is_told(said: dict[str, str], status: int) -> None:
    found = answering.reply(said)
    assert found.status == status
    assert found.media_type.startswith("text/plain")
    assert b"Traceback" not in found.body
