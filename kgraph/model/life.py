"""Days in the life of a component, known to the day or within bounds, and the stages it reached."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kgraph.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """A dated fact in the life of a component.

    `day` is the day, or the last on which it can have been. `slack` is how long before it can have
    been; None where nobody knows: then it had been by that day, at some time.

    >>> Event(date(2024, 12, 31), None, Evidence(), timedelta(30)).said
    '2024-12'
    """

    day: date
    note: str | None
    evidence: Evidence
    slack: timedelta | None = timedelta(0)

    @property
    def earliest(self) -> date | None:
        """The first day on which it can have been, where one is known."""
        return None if self.slack is None else self.day - self.slack

    @property
    def first(self) -> date:
        """From when on it may be taken to have been: the first day that is known of it."""
        return self.earliest or self.day

    @property
    def precision(self) -> str:
        """How well it is known: to the ``day``, ``month`` or ``year``, ``between`` days, or ``by``
        one.
        """
        start, end = self.earliest, self.day
        if start is None:
            return "by"
        spans = {(end, end): "day", _year(end): "year", _month(end): "month"}
        return spans.get((start, end), "between")

    @property
    def said(self) -> str:
        """When it was, in words that follow another."""
        day = self.day.isoformat()
        words = {
            "by": f"{day} or earlier",
            "between": f"some day from {self.first.isoformat()} to {day}",
            "month": day[:7],
            "year": day[:4],
        }
        return words.get(self.precision, day)

    def published(self) -> dict[str, object]:
        """The event with its evidence beside it, not within."""
        return {
            "date": self.day if self.precision == "day" else None,
            "earliest": self.earliest,
            "latest": self.day,
            "precision": self.precision,
            "note": self.note,
            **self.evidence.published(),
        }


def _month(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    _, last = monthrange(day.year, day.month)
    return day.replace(day=1), day.replace(day=last)


def _year(day: date) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a component reached, and what it is called.

    One that `closes` leaves nobody who can newly have the component.
    """

    id: str
    label: str
    closes: bool
    event: Event

    @property
    def said(self) -> str:
        """The stage with its day, past or announced."""
        return f"{self.label} from {self.event.said}"

    def published(self) -> dict[str, object]:
        """The stage with its days beside it, not within."""
        return {"stage": self.id, "closes": self.closes, **self.event.published()}
