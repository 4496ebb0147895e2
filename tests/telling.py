"""The sentences of options, judged over the placements and flows of what is assembled.

Nothing here asks what the engine was asked for: a claim is about who is there, where, and who is
joined with whom. Who is meant is said in words: the id of a capability or component, or `workload`,
several of them joined by `and`, or by `or`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import permutations
from typing import Any

from kgraph.analysis.risks import lose
from kgraph.api import knowledge
from kgraph.documents.plain import to_json_text
from kgraph.model.architecture import Architecture, Flow, Placement

DAY = "2026-11-26"
CLOUDS = ("aws", "azure", "gcp", "on-premises")
ELSEWHERE = {"aws": "gcp", "azure": "aws", "gcp": "azure", "on-premises": "aws"}
"""For briefs over two clouds: which one stands beside each."""
REQUEST, CONTROL = "request", "control"


def brief_of(cloud: str, asked_of: str, answer: tuple[str, str], case: dict[str, Any]) -> str:
    """The smallest brief to judge an option in on a cloud; asked of nobody, the one without it."""
    decision, option = answer
    own = {decision: [*case.get("with", ()), option] if case.get("with") else option}
    workload = {"id": "shop", "name": "Shop", **_workload(cloud, case)}
    answers = dict(case.get("answers", {}))
    said = {"workload": workload, "brief": answers}.get(asked_of, {})
    said.update(own)
    sites = [{"id": f"s{n}", "cloud": one} for n, one in enumerate(_sites(cloud, case))]
    brief = {"name": "Sentence", "as_of": DAY, "sites": sites, "workloads": [workload]}
    return to_json_text({**brief, "answers": answers, **case.get("brief", {})})


def _workload(cloud: str, case: dict[str, Any]) -> dict[str, Any]:
    """What the workload says besides: on some clouds, something else."""
    said: dict[str, Any] = case.get("workload-on", {}).get(cloud, case.get("workload", {}))
    return said


def _sites(cloud: str, case: dict[str, Any]) -> list[str]:
    """The clouds of the sites."""
    sites = case.get("sites", 1)
    if sites == "two clouds":
        return [cloud, ELSEWHERE[cloud]]
    if sites == "and on-premises":
        return [ELSEWHERE[cloud] if cloud == "on-premises" else cloud, "on-premises"]
    return [cloud] * int(sites)


class Judge:
    """One architecture, and whether claims hold of it."""

    def __init__(self, architecture: Architecture, answer: tuple[str, str]) -> None:
        self.architecture = architecture
        self.answer = answer

    def broken(self, claims: Iterable[dict[str, Any]]) -> list[str]:
        """The claims that do not hold."""
        return [f"{word}: {what}" for claim in claims for word, what in self._wrong(claim)]

    def _wrong(self, claim: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for word, what in claim.items():
            if not CLAIMS[word](self, what):
                yield word, what

    # --- who is meant

    def those(self, words: str) -> list[Placement]:
        """The placements that are meant."""
        return [one for one in self.architecture.placements if self._is(one, words)]

    def _is(self, placement: Placement, words: str) -> bool:
        known = {placement.component, *placement.capabilities}
        if placement.workload:
            known.add("workload")
        return any(set(one.split(" and ")) <= known for one in words.split(" or "))

    def flows(self, said: dict[str, Any]) -> list[Flow]:
        """The flows that are meant: by their ends, kind and label, as far as these are said."""
        by_id = self.architecture.placement_by_id
        found = []
        for flow in self.architecture.flows:
            ends = ((said.get("from"), flow.source), (said.get("to"), flow.target))
            told = ((said.get("kind"), flow.kind), (said.get("label"), flow.label))
            if all(words is None or self._is(by_id[end], words) for words, end in ends) and all(
                wanted in (None, there) for wanted, there in told
            ):
                found.append(flow)
        return found

    # --- claims

    def there(self, words: str) -> bool:
        return bool(self.those(words))

    def absent(self, words: str) -> bool:
        return not self.those(words)

    def one(self, words: str) -> bool:
        return len(self.those(words)) == 1

    def at_each_site(self, words: str) -> bool:
        """Each site has such a placement within it."""
        places = [self.architecture.around(one.place) for one in self.those(words)]
        return all(any(site.id in around for around in places) for site in self._sites())

    def only_at(self, said: dict[str, str]) -> bool:
        """All such placements stand at places of that scope, and there are some."""
        found = self.those(said["what"])
        scopes = {self.architecture.place(one.place).scope for one in found}
        return scopes == {said["scope"]}

    def nowhere_at(self, said: dict[str, str]) -> bool:
        """No such placement stands at a place of that scope."""
        found = self.those(said["what"])
        return all(self.architecture.place(one.place).scope != said["scope"] for one in found)

    def flow(self, said: dict[str, Any]) -> bool:
        return bool(self.flows(said))

    def no_flow(self, said: dict[str, Any]) -> bool:
        return not self.flows(said)

    def from_each(self, said: dict[str, Any]) -> bool:
        """Each of those at the start has such a flow, and there are some."""
        starts = {flow.source for flow in self.flows(said)}
        return {one.id for one in self.those(said["from"])} == starts != set()

    def to_each(self, said: dict[str, Any]) -> bool:
        """Such a flow leads to each of those at the end, and there are some."""
        ends = {flow.target for flow in self.flows(said)}
        return {one.id for one in self.those(said["to"])} == ends != set()

    def all_lead(self, said: dict[str, Any]) -> bool:
        """There are such flows, and all lead to who is named at the end."""
        every = self.flows({**said, "to": None})
        return bool(every) and len(every) == len(self.flows(said))

    def between_sites(self, said: dict[str, Any]) -> bool:
        """Such a flow leads from one site to another; `both` says that one leads back."""
        pairs = {self._pair(flow) for flow in self.flows(said)}
        apart = {(a, b) for a, b in pairs if a != b}
        turned = {(b, a) for a, b in apart}
        return bool(apart) and (not said.get("both") or apart == turned)

    def reads_of_others(self, said: dict[str, Any]) -> bool:
        """Of each two of those meant, one has a flow of a kind to the other, or to where that leads
        its own.
        """
        meant = [one.id for one in self.those(said["who"])]
        led: dict[str, set[str]] = {one: {one} for one in meant}
        for flow in self.architecture.flows:
            if flow.kind == said["kind"] and flow.source in led:
                led[flow.source].add(flow.target)
        pairs = list(permutations(meant, 2))
        return bool(pairs) and all((led[one] - {one}) & led[other] for one, other in pairs)

    def hub(self, said: dict[str, Any]) -> bool:
        """Such flows lead to other sites, from one placement alone."""
        away = {one.source for one in self.flows(said) if len(set(self._pair(one))) > 1}
        return len(away) == 1

    def off_the_site(self, said: dict[str, Any]) -> bool:
        """Such a flow leads out of the site where it begins, to another one or to the world."""
        return any(len(set(self._pair(flow))) > 1 for flow in self.flows(said))

    def off_the_cluster(self, said: dict[str, Any]) -> bool:
        """Such a flow leads out of the cluster where it begins."""
        by_id = self.architecture.placement_by_id
        ends = [(by_id[one.source], by_id[one.target]) for one in self.flows(said)]
        return any(start.place not in self.architecture.around(end.place) for start, end in ends)

    def way(self, said: dict[str, str]) -> bool:
        """There is a way of requests, and each passes who is named."""
        return self._passes(said, {one.id for one in self.those(said["past"])})

    def guarded(self, said: dict[str, str]) -> bool:
        """There is a way of requests, and each passes who is named, or whom that one sets up."""
        guards = {one.id for one in self.those(said["past"])}
        led = {one.target for one in self.architecture.flows if one.source in guards}
        joined = {one.source for one in self.architecture.flows if one.target in guards}
        own = {one.id for one in self.those("workload")}
        return self._passes(said, guards | led - own | joined - own)

    def no_way(self, said: dict[str, str]) -> bool:
        """No request gets from one to the other."""
        return not self._reached(said, frozenset())

    def _passes(self, said: dict[str, str], stations: set[str]) -> bool:
        return self._reached(said, frozenset()) and not self._reached(said, stations)

    def _reached(self, said: dict[str, str], without: Iterable[str]) -> bool:
        """Whether a request gets from one to the other without passing some."""
        ends = {one.id for one in self.those(said["to"])}
        closed = set(without)
        reached = {one.id for one in self.those(said["from"])} - closed
        todo = list(reached)
        going = [one for one in self.architecture.flows if one.kind == REQUEST]
        while todo:
            at = todo.pop()
            for flow in going:
                if flow.source == at and flow.target not in reached | closed:
                    reached.add(flow.target)
                    todo.append(flow.target)
        return not ends.isdisjoint(reached)

    def lost_with(self, said: dict[str, Any]) -> bool:
        """Whether losing a place takes the workload everywhere, for each such place."""
        lost = [bool(self._loss(one).workloads) for one in self._losable(said["what"])]
        return bool(lost) and set(lost) == {said["lost"]}

    def asks_nothing(self, _: object) -> bool:
        """Nothing that is there rests on the answer."""
        end = ": ".join(self.answer)
        told = (*self.architecture.placements, *self.architecture.flows)
        reasons = [reason for one in told for reason in one.reasons]
        return not any(ground.endswith(end) for one in reasons for ground in one.because)

    # --- places

    def _sites(self) -> Iterable[Any]:
        return self.architecture.sites

    def _losable(self, what: str) -> list[str]:
        if what == "site":
            return [one.id for one in self._sites()]
        return sorted({str(one.cloud) for one in self._sites()})

    def _loss(self, what: str) -> Any:
        return lose(self.architecture, knowledge(), what)

    def _pair(self, flow: Flow) -> tuple[str, str]:
        by_id = self.architecture.placement_by_id
        ends = (by_id[flow.source].place, by_id[flow.target].place)
        source, target = (place.split("/")[0] for place in ends)
        return source, target


CLAIMS: dict[str, Callable[[Judge, Any], bool]] = {
    "there": Judge.there,
    "absent": Judge.absent,
    "one": Judge.one,
    "at-each-site": Judge.at_each_site,
    "only-at": Judge.only_at,
    "nowhere-at": Judge.nowhere_at,
    "flow": Judge.flow,
    "no-flow": Judge.no_flow,
    "from-each": Judge.from_each,
    "to-each": Judge.to_each,
    "between-sites": Judge.between_sites,
    "reads-of-others": Judge.reads_of_others,
    "hub": Judge.hub,
    "off-the-site": Judge.off_the_site,
    "off-the-cluster": Judge.off_the_cluster,
    "all-lead": Judge.all_lead,
    "way": Judge.way,
    "guarded": Judge.guarded,
    "no-way": Judge.no_way,
    "lost-with": Judge.lost_with,
    "asks-nothing": Judge.asks_nothing,
}
