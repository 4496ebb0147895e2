"""Days as entries write them: to the day, the month or the year, or within bounds."""

from __future__ import annotations

from calendar import monthrange
from typing import Any


def bounded(statement: dict[str, Any]) -> dict[str, Any]:
    """A dated statement with the first and the last day on which it can have been.

    >>> bounded({"date": "2024-02"})
    {'earliest': '2024-02-01', 'latest': '2024-02-29'}
    >>> bounded({"latest": "2018-10-17"})
    {'latest': '2018-10-17'}
    """
    if "date" not in statement:
        return statement
    first, last = _days(statement["date"])
    kept = {key: value for key, value in statement.items() if key != "date" or first == last}
    return kept | {"earliest": first, "latest": last}


def _days(text: str) -> tuple[str, str]:
    """The first and the last day of a year, a month or a day."""
    year, *rest = text.split("-")
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if len(rest) == 1:
        _, last = monthrange(int(year), int(rest[0]))
        return f"{text}-01", f"{text}-{last:02}"
    return text, text
