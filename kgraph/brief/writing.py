"""Briefs as YAML text: the inverse of reading one.

Only what the user said is written; all else is a default.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from kgraph.brief.bounds import ordered_text
from kgraph.model.brief import ANY, OTHERS, Brief, Environment, Network, Site, System, Workload

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*")
_WORDS = ("true", "false", "null")  # plain, these would not be read as text
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Raw, these would break the line or be refused."""


def to_yaml(brief: Brief) -> str:
    """The brief as YAML that reads back as the same brief.

    Answers that are not in `given` are left out.
    """
    given = {key for key, _ in brief.given}
    lines = [f"name: {scalar(brief.name)}"]
    if "as_of" in given:
        lines.append(f"as_of: {brief.as_of.isoformat()}")
    if brief.catalogs:
        lines.append(f"catalogs: {word_list(brief.catalogs)}")
    lines += _sites(brief, given)
    lines += _block("environments", map(_environment, brief.environments))
    lines += _block("systems", map(_system, brief.systems))
    if _has_workloads(brief.workloads, given):
        lines += _block("workloads", (_workload(workload, given) for workload in brief.workloads))
    lines += _answers(brief, given)
    lines += _wishes(brief, given)
    return "\n".join(lines) + "\n"


def _sites(brief: Brief, given: set[str]) -> list[str]:
    """The sites, as far as the user named any; with their clusters, where workloads say what they
    run on.
    """
    named = any(key.startswith("sites.") for key in given)
    run_elsewhere = any(key.endswith(".runs-on") for key in given)
    rows = (site_row(site, run_elsewhere) for site in brief.sites)
    return _block("sites", rows) if named else []


def _wishes(brief: Brief, given: set[str]) -> Iterator[str]:
    """What is to be used, avoided and preferred, as far as the user said it."""
    at = dict(brief.use_at)
    used = [_use(id, at.get(id, ())) for id in brief.use if f"use.{id}" in given]
    if used:
        yield f"use: [{', '.join(used)}]"
    avoided = [id for id in brief.avoid if f"avoid.{id}" in given]
    if avoided:
        yield f"avoid: {word_list(avoided)}"
    yield from _preferences(brief, given)


def _preferences(brief: Brief, given: set[str]) -> Iterator[str]:
    """What the user prefers, in one order or for each of some concerns."""
    preferred = [id for id in brief.prefer if f"prefer.{id}" in given]
    if brief.prefer_in:
        orders = {id: _bounded(brief, order, id) for id, order in brief.prefer_in}
        others = {OTHERS: _bounded(brief, preferred)} if preferred else {}
        yield f"prefer: {{{row(orders | others)}}}"
    elif preferred:
        yield f"prefer: {_bounded(brief, preferred)}"


def _bounded(brief: Brief, order: Sequence[str], concern: str = "") -> str:
    """An order of preferences, those that may cost only so much with their bounds."""
    if all(bound[3] != concern for bound in brief.bounds):
        return word_list(order)
    told = ordered_text(map(scalar, order), brief.bounds, concern)
    return f"[{', '.join(told)}]"


def _answers(brief: Brief, given: set[str]) -> list[str]:
    """The answers that the user gave, if any."""
    rows = [
        f"  {decision}: {options_text(options)}"
        for decision, options in brief.answers
        if f"answers.{decision}" in given
    ]
    return ["answers:", *rows] if rows else []


def _has_workloads(workloads: tuple[Workload, ...], given: set[str]) -> bool:
    """Whether they say more than the one workload that a brief without any has."""
    said = any(key.startswith("workloads.") for key in given)
    stated = [(one.id, one.name, one.at, one.calls) for one in workloads]
    return said or stated != [("app", "app", (), ())]


def _block(key: str, items: Iterable[dict[str, str]]) -> list[str]:
    """The lines of a list of mappings, none where it is empty."""
    rows = [f"  - {{{row(item)}}}" for item in items]
    return [f"{key}:", *rows] if rows else []


def row(item: dict[str, str]) -> str:
    """What stands within the braces of a mapping on one line."""
    return ", ".join(f"{name}: {value}" for name, value in item.items())


def site_row(site: Site, with_clusters: bool = False) -> dict[str, str]:
    """What is written of a site: each key with its value as YAML; its clusters where they are not
    the one that a site has without saying so, or else where that should be said.
    """
    said = {"id": scalar(site.id), "cloud": scalar(site.cloud)}
    if site.region is not None:
        said["region"] = scalar(site.region)
    if with_clusters or site.clusters != ("main",):
        said["clusters"] = word_list(site.clusters)
    if site.networks:
        said["networks"] = _networks(site.networks)
    if site.answers:
        answers = {decision: options_text(options) for decision, options in site.answers}
        said["answers"] = f"{{{row(answers)}}}"
    return said


def _networks(networks: Iterable[Network]) -> str:
    rows = (f"{{{row(_network(one))}}}" for one in networks)
    return f"[{', '.join(rows)}]"


def _network(network: Network) -> dict[str, str]:
    said = {"id": scalar(network.id)}
    if network.clusters or network.holds:
        said["holds"] = word_list((*network.clusters, *network.holds))
    if network.peered_with:
        said["peered-with"] = options_text(network.peered_with)
    if network.egress_through is not None:
        said["egress-through"] = scalar(network.egress_through)
    return said


def _environment(environment: Environment) -> dict[str, str]:
    said = {"id": scalar(environment.id), "holds": options_text(environment.holds)}
    if environment.promotes_to is not None:
        said["promotes-to"] = scalar(environment.promotes_to)
    return said


def _system(system: System) -> dict[str, str]:
    said = {"id": scalar(system.id)}
    if system.name != system.id:
        said["name"] = scalar(system.name)
    if system.at is not None:
        said["at"] = scalar(system.at)
    if system.provides:
        said["provides"] = options_text(system.provides)
    return said


def _use(id: str, places: tuple[str, ...]) -> str:
    """A component to be used: a word, or where it must be too."""
    component = scalar(id)
    return f"{{component: {component}, at: {options_text(places)}}}" if places else component


def _workload(workload: Workload, given: set[str]) -> dict[str, str]:
    said = {"id": scalar(workload.id)}
    if workload.name != workload.id:
        said["name"] = scalar(workload.name)
    if workload.at:
        said["at"] = word_list(workload.at)
    if workload.calls:
        said["calls"] = word_list(workload.calls)
    for decision, options in workload.answers:
        if f"workloads.{workload.id}.{decision}" in given:
            said[decision] = _named_options(options, workload.named_for(decision))
    return said


def _named_options(options: tuple[str, ...], named: dict[str, str]) -> str:
    """Options, each with the component that is named for it where any is."""
    if not named:
        return options_text(options)
    return f"{{{row({option: scalar(named.get(option, ANY)) for option in options})}}}"


def options_text(options: tuple[str, ...]) -> str:
    """Words as YAML: one alone, or a list."""
    return scalar(options[0]) if len(options) == 1 else word_list(options)


def word_list(words: Iterable[str]) -> str:
    """Words as a YAML list on one line."""
    return f"[{', '.join(map(scalar, words))}]"


def scalar(text: str) -> str:
    """A text as a YAML scalar: plain where that is safe everywhere, in double quotes otherwise.

    >>> scalar("Web shop"), scalar("true"), scalar("a: b")
    ('Web shop', '"true"', '"a: b"')
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _HIDDEN.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
