"""Who leads to whom, and what is come to no more without some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set


class Ways:
    """Who leads to whom."""

    def __init__(self) -> None:
        self._after: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, list[str]] = defaultdict(list)

    def __contains__(self, id: str) -> bool:
        return id in self._after or id in self._before

    def add(self, source: str, target: str) -> None:
        """The one leads to the other."""
        self._after[source].append(target)
        self._before[target].append(source)

    def after(self, id: str) -> Sequence[str]:
        """Where it leads to."""
        return self._after.get(id, ())

    def before(self, id: str) -> Sequence[str]:
        """What leads to it."""
        return self._before.get(id, ())


def beyond(leads: Callable[[str], Iterable[str]], begun: Iterable[str]) -> set[str]:
    """What can be come to from some placements in one step or more."""
    found: set[str] = set()
    fresh = list(begun)
    while fresh:
        for one in leads(fresh.pop()):
            if one not in found:
                found.add(one)
                fresh.append(one)
    return found


def cut_off(path: Ways, starts: Set[str], reached: Set[str], gone: Set[str]) -> set[str]:
    """What is come to no more from the starts without what is gone, of all that was reached.

    Only what lies behind that is looked at, so that asking it of every part stays cheap.
    """
    behind = beyond(path.after, gone & reached) - gone
    lost = behind | gone
    left = {id for id in behind if id in starts or _is_fed(path.before(id), reached, lost)}
    return behind - left - beyond(lambda id: set(path.after(id)) & behind, left)


def _is_fed(before: Iterable[str], reached: Set[str], lost: Set[str]) -> bool:
    """Whether something is left of what leads there and is reached."""
    return any(one in reached and one not in lost for one in before)
