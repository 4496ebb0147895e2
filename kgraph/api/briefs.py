"""Briefs as files that people keep: a first one from a few answers, an old one renewed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph import resources
from kgraph.api.layers import named_by, over
from kgraph.api.wiring import knowledge
from kgraph.brief import asking
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.brief.asking import Draft
    from kgraph.brief.renewing import Renewed
    from kgraph.model.brief import Brief
    from kgraph.model.decisions import Decision

FIRST = "brief"
"""Where a problem of a first brief is said to be, if nothing else is said."""


def example_briefs() -> tuple[tuple[str, str], ...]:
    """The ids and the texts of the briefs that come with the ontology, sorted by id."""
    folder = resources.folder("ontology") / "briefs"
    paths = sorted(folder.glob("*.yaml"))
    return tuple((path.stem, path.read_text("utf-8")) for path in paths)


def first_draft() -> Draft:
    """What a first brief says where nobody is asked: take it, and replace what is."""
    return asking.first_draft(knowledge())


def first_questions() -> tuple[Decision, ...]:
    """The few decisions of a whole brief on which most depends."""
    return asking.weightiest(knowledge(), "brief", asking.HANDFUL)


def workload_question() -> Decision:
    """The decision of each workload on which most depends."""
    (found,) = asking.weightiest(knowledge(), "workload", 1)
    return found


def words_of(text: str) -> tuple[str, ...]:
    """The words of an answer that may name several, separated by commas."""
    return asking.split(text)


def first_brief(draft: Draft, *, schema: str | None = None, where: str = FIRST) -> str:
    """A commented brief of what is said, which reads back without a fault.

    `schema` is where an editor finds the schema of briefs. InputError with what is wrong in the
    words: `where` is what they are said to be.
    """
    from kgraph.brief import reading
    from kgraph.brief.answers import asked_by
    from kgraph.brief.first import first_text

    known = knowledge()
    text = first_text(draft, known, schema=schema)
    try:
        brief = reading.parse_brief(text, known, today=date.today(), source=where)
    except InputError as error:
        # nobody has seen the lines yet
        raise InputError(replace(one, where=where) for one in error.problems) from None
    # what is left out depends on what is said: it is written once that has been read
    return first_text(draft, known, schema=schema, asked=asked_by(brief, known))


def renew_brief(path: Path | str) -> Renewed:
    """A brief in the newest form, all else letter by letter as it was, with what was assumed.

    InputError where the brief is not sound.
    """
    from kgraph.brief.renewing import renewed
    from kgraph.documents.yaml import text_as_written
    from kgraph.words import clean

    path = Path(path)
    text = text_as_written(path)
    with over(named_by(path)):
        return renewed(text, knowledge(), today=date.today(), source=clean(str(path)))


def brief_schema() -> str:
    """The JSON Schema of briefs, for editors, made from the ontology and the catalog."""
    from kgraph.brief import schema
    from kgraph.documents.plain import to_json_text

    return to_json_text(schema.brief_schema(knowledge()), sort_keys=False)


def taken_back(brief: Brief, id: str) -> Brief | None:
    """A brief without one of its statements, by the id of the statement.

    None where nobody said it, or where no brief would stay.
    """
    from kgraph.brief.taking_back import taken_back as without

    return without(brief, id)


def restated(before: Brief, after: Brief, *, where: str = FIRST) -> Brief:
    """A brief made by changing another, such as that of a fix, so that its text says the change."""
    from kgraph.brief.taking_back import restated as as_said

    return as_said(before, after, where)


def changed_text(
    text: str, before: Brief, after: Brief, *, read: Callable[[str], Brief] | None = None
) -> str:
    """The text of a brief changed to say another one, with the comments and the order of what
    stays; the other one written anew where that cannot be done.

    It is read again to be sure; `read` does that where a text is not to be read twice.
    """
    from kgraph.api.architectures import brief_text, parse_brief
    from kgraph.brief.rewriting import rewritten

    wanted = brief_text(after)
    found = rewritten(text, brief_text(before), wanted)
    try:
        there = read(found) if read else parse_brief(found, today=after.as_of)
    except InputError:
        return wanted
    return found if brief_text(there) == wanted else wanted


def said_in_full(brief: Brief) -> Brief:
    """A brief in which everything counts as said, such as that of an architecture in a file: its
    text leaves nothing to defaults.
    """
    told = [f"sites.{site.id}" for site in brief.sites]
    told += [f"answers.{decision}" for decision, _ in brief.answers]
    for one in brief.workloads:
        told += [f"workloads.{one.id}.{decision}" for decision, _ in one.answers]
    for verb in ("use", "avoid", "prefer"):
        told += [f"{verb}.{word}" for word in getattr(brief, verb)]
    return replace(brief, given=tuple((key, FIRST) for key in sorted({"as_of", *told})))
