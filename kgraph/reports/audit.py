"""An audit of a catalog as a document: the counts first, then what each check found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.model.audit import Audit, Check, Grade
from kgraph.reports.document import (
    Block,
    Document,
    Line,
    Section,
    Table,
    line,
    link,
    paragraph,
    strong,
)
from kgraph.words import count


def audit_document(audit: Audit) -> Document:
    """The page of an audit."""
    lead = line(f"What can be checked by a machine in {count(audit.components, 'component')}.")
    sections = (
        Section("counts", "Counts", tuple(_counts(audit))),
        Section("grades", "Sources by grade", (_grades(audit.grades),)),
        *(_section(check) for check in audit.checks if check.faults),
    )
    return Document("Audit of the catalog", sections=sections, lead=lead)


def _counts(audit: Audit) -> Iterator[Block]:
    rows = [
        (line(strong(check.title)), line(str(check.of)), line(str(len(check.faults))))
        for check in audit.checks
    ]
    yield Table(("what must hold", "looked at", "not so"), tuple(rows))
    yield paragraph(audit.held_against)


def _grades(grades: Iterable[Grade]) -> Table:
    head = ("grade", "statements", "quoted", "pages", "looked at first", "looked at last")
    return Table(head, tuple(map(_grade, grades)))


def _grade(grade: Grade) -> tuple[Line, ...]:
    days = [day.isoformat() if day else "" for day in (grade.oldest, grade.newest)]
    figures = map(str, (grade.statements, grade.quoted, grade.pages))
    return tuple(map(line, (grade.label, *figures, *days)))


def _section(check: Check) -> Section:
    """What fails a check."""
    rows = tuple(tuple(map(_cell, fault)) for fault in sorted(check.faults))
    told = f"{len(check.faults)} of {check.of} are not so."
    return Section(check.id, check.title, (paragraph(told), Table(check.head, rows)))


def _cell(text: str) -> Line:
    """A cell; addresses lead where they say."""
    is_address = text.startswith(("https://", "http://"))
    return line(link(text)) if is_address else line(text)
