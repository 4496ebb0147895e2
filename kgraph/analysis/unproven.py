"""Promises that an architecture does not keep, as findings with what to do about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from kgraph.analysis.copies import Gap, gaps, unsaved
from kgraph.analysis.environments import Crossing, crossings
from kgraph.analysis.promises import Promise, excuses
from kgraph.analysis.survival import Fall, falls
from kgraph.model.architecture import Architecture, Placement
from kgraph.model.decisions import Option
from kgraph.model.finding import Finding
from kgraph.model.knowledge import Knowledge

FALLS, GAPS, UNSAVED = "not-survived", "not-copied", "not-saved"
CROSSES = "crosses-environments"
SHOWN = 3


def unproven(architecture: Architecture, knowledge: Knowledge) -> tuple[Finding, ...]:
    """A warning for each part, or each workload, with which a promise falls; one for each cause."""
    told = _Told(architecture, knowledge)
    found = [
        *told.falls(falls(architecture, knowledge)),
        *told.gaps(gaps(architecture, knowledge)),
        *told.unsaved(unsaved(architecture, knowledge)),
        *_crossed(crossings(architecture, knowledge)),
    ]
    return tuple(sorted(found))


def _crossed(found: Iterable[Crossing]) -> Iterator[Finding]:
    """What leans on another environment, one finding for each that it leans on."""
    together: dict[tuple[str, str], list[Crossing]] = defaultdict(list)
    for one in found:
        together[one.target.id, one.environment].append(one)
    for (focus, environment), same in together.items():
        target, other = same[0].target, same[0].other
        told = _some(f"{one.source.name} {one.flow.label} {target.name}" for one in same)
        reason = f"{told} across environments: from {environment} into {other}"
        yield Finding("warning", focus, CROSSES, reason, _apart(target, environment))


def _apart(target: Placement, environment: str) -> str:
    """What to do so that an environment has something to itself."""
    if target.workload is not None:
        return f"let {target.name} run in {environment} too ('at' of the workload)"
    if target.system is not None:
        return f"name a system for {environment} alone"
    return f"let {target.name} stand in {environment} too ('use' with 'at')"


class _Told:
    """The words for what one architecture does not keep."""

    def __init__(self, architecture: Architecture, knowledge: Knowledge) -> None:
        self.architecture, self.knowledge = architecture, knowledge

    def falls(self, found: Iterable[Fall]) -> Iterator[Finding]:
        """What takes workloads down, those that fall for one cause told together."""
        together: dict[tuple[str, str, str], list[Fall]] = defaultdict(list)
        for fall in found:
            focus = fall.culprit.id if fall.culprit is not None else fall.promise.workload
            together[fall.outage.level, fall.outage.id, focus].append(fall)
        for (_, _, focus), same in together.items():
            yield self._fall(focus, same)

    def _fall(self, focus: str, same: list[Fall]) -> Finding:
        first = same[0]
        who = _some(fall.promise.name for fall in same)
        reason = f"{self._cause(first)}, lost with {first.outage.name}: {who} would be down"
        away = excuses(self.knowledge, self._options(lambda option: option.may_be_away))
        remedy = f"{self._mend(first)}, or {_instead(first.promise, away)}"
        return Finding("warning", focus, FALLS, f"{reason} ({_said(first.promise)})", remedy)

    def _cause(self, fall: Fall) -> str:
        """What takes a workload down, as the first half of a sentence."""
        culprit, need = fall.culprit, fall.need
        if not fall.runs_elsewhere:
            return f"{fall.promise.name} runs nowhere but at {self._places(fall)}"
        if culprit is None:
            return "nothing leads to what is left, or works there, without what is"
        if need is None:
            return f"every request passes {culprit.name}"
        names = self.architecture.names
        return f"{culprit.name} is the only {need.wanted} that {names[need.source]} has"

    def _places(self, fall: Fall) -> str:
        copies = (p for p in self.architecture.placements if p.workload == fall.promise.workload)
        return _some(copy.place for copy in copies)

    def _mend(self, fall: Fall) -> str:
        """What to add so that the outage is survived."""
        left = f"that stays when {fall.outage.name} is lost"
        if not fall.runs_elsewhere:
            return f"let {fall.promise.name} run at one more place {left}"
        if fall.culprit is None or fall.need is None:
            return f"lead callers to {fall.promise.name} by a second way {left}"
        return f"add a second {fall.need.wanted} {left}"

    def gaps(self, found: Iterable[Gap]) -> Iterator[Finding]:
        """What is lost for good, workload by workload."""
        for promise, same in _by_promise(found):
            reason = f"{_kept(promise, same)} has no copy that is left without {_lost(same)}"
            remedy = self._answered(promise, same, _answers_gaps)
            yield _gap(GAPS, promise, reason, remedy)

    def unsaved(self, found: Iterable[Gap]) -> Iterator[Finding]:
        """What no backup saves that is asked for, workload by workload."""
        for promise, same in _by_promise(found):
            reason = (
                f"{_kept(promise, same)} has no copy at another site, nor backups there as often"
            )
            copied = self._answered(promise, same, _copies)
            remedy = f"{copied}, or keep it in a store that can keep backups in another region"
            yield _gap(UNSAVED, promise, reason, remedy)

    def _answered(
        self, promise: Promise, same: Sequence[Gap], fits: Callable[[Option], bool]
    ) -> str:
        """What to answer of a workload, as the first words of a remedy: what it has sites enough
        for, and its stores can do.
        """
        sites = self._sites_of(promise.workload)
        able = set.intersection(*(set(gap.store.capabilities) for gap in same))
        fitting = (one for one in self._options(fits) if one.min_sites <= sites)
        options = [one for one in fitting if able.issuperset(_asked(one))]
        return f"write {excuses(self.knowledge, options)} under the workload {promise.workload}"

    def _sites_of(self, workload: str) -> int:
        """At how many sites a workload runs."""
        copies = (one for one in self.architecture.placements if one.workload == workload)
        return len({copy.place.partition("/")[0] for copy in copies})

    def _options(self, fits: Callable[[Option], bool]) -> Iterator[Option]:
        """The options of all decisions that fit."""
        for decision in self.knowledge.decisions:
            yield from filter(fits, decision.options)


def _by_promise(found: Iterable[Gap]) -> Iterable[tuple[Promise, list[Gap]]]:
    """What is lost of each promise."""
    together: dict[Promise, list[Gap]] = defaultdict(list)
    for gap in found:
        together[gap.promise].append(gap)
    return together.items()


def _kept(promise: Promise, same: Iterable[Gap]) -> str:
    """What is lost, as the first half of a sentence."""
    stores = _some(f"{gap.store.name} at {gap.store.place}" for gap in same)
    return f"what {promise.name} keeps in {stores}"


def _lost(same: Iterable[Gap]) -> str:
    """The outages that take it."""
    return _some((gap.outage.name for gap in same), " or ")


def _gap(rule: str, promise: Promise, reason: str, remedy: str) -> Finding:
    return Finding("warning", promise.workload, rule, f"{reason} ({_said(promise)})", remedy)


def _asked(option: Option) -> Iterator[str]:
    """What a store must provide so that an option can be answered."""
    return (demand.wanted for demand in option.qualifies)


def _copies(option: Option) -> bool:
    """Whether with an option what is kept is copied, by the stores or by the workload itself."""
    return _answers_gaps(option) and not option.saved_by


def _answers_gaps(option: Option) -> bool:
    """Whether with an option what is kept is copied, or need not be."""
    if option.may_lose_data:
        return not option.demands or option.excludes != ()
    return option.qualifies != () and option.excludes == ()


def _said(promise: Promise) -> str:
    """The words of the brief that promise it."""
    return f"{promise.decision}: {promise.option}"


def _instead(promise: Promise, away: str) -> str:
    """What to answer where the promise need not be kept."""
    other = f"answer '{promise.decision}' differently"
    return f"{other}, or write {away} under a workload that may be away"


def _some(names: Iterable[str], last: str = " and ") -> str:
    """Some names, each once, the first of them told."""
    each = sorted(set(names))
    told = each if len(each) <= SHOWN else [*each[:SHOWN], f"{len(each) - SHOWN} more"]
    return last.join(filter(None, (", ".join(told[:-1]), told[-1])))
