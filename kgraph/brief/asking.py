"""A first brief from a few answers: which decisions are asked for it, and what the words say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.brief.answers import asked_of
from kgraph.brief.sites import CLUSTERS
from kgraph.documents.vocabulary import MAX_ID, id_refusal
from kgraph.errors import InputError, shown
from kgraph.model.brief import Answers, Site
from kgraph.model.decisions import Decision
from kgraph.model.knowledge import Knowledge
from kgraph.words import short_name

HANDFUL = 6
"""How many decisions of a whole brief are asked for a first one."""
MOST = 1000
"""More clusters than that are not written down to be refused."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said for a first brief, in words as they are typed.

    A site is ``cloud`` or ``cloud/region``, a workload ``name`` or ``name=option``, an answer
    ``decision=option``. Whether the words are known is seen when the brief is read back.
    """

    name: str
    sites: tuple[str, ...]
    clusters: int
    workloads: tuple[str, ...]
    answers: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()


def first_draft(knowledge: Knowledge) -> Draft:
    """What a first brief says where nobody is asked."""
    return Draft("New architecture", (knowledge.clouds[0].id,), 1, ("app",))


def weightiest(knowledge: Knowledge, whom: str, most: int) -> tuple[Decision, ...]:
    """The decisions on which most depends, in the order in which an architect meets them.

    First those that ask for several sites, then those of which one option asks for,
    prefers and rules out the most: many options, as kinds of stores, do not weigh more by number.
    """
    asked = asked_of(knowledge, whom)
    chosen = sorted(asked.values(), key=_weight, reverse=True)[:most]
    return tuple(decision for decision in asked.values() if decision in chosen)


def _weight(decision: Decision) -> tuple[bool, float]:
    options = decision.options
    asked = sum(len(one.demands) + len(one.prefers) + len(one.forbids) for one in options)
    several = any(option.min_sites > 1 for option in options)
    return _of_all(decision) and several, asked / len(options)


def _of_all(decision: Decision) -> bool:
    """Whether a decision is asked of the whole brief."""
    return decision.asked_of == "brief"


def split(text: str) -> tuple[str, ...]:
    """The words of an answer that may name several, separated by commas.

    >>> split("gcp/europe-west1, aws,")
    ('gcp/europe-west1', 'aws')
    """
    words = (word.strip() for word in text.split(","))
    return tuple(word for word in words if word)


def sites_of(draft: Draft) -> tuple[Site, ...]:
    """The sites, each called after its region, or else after its cloud; InputError for a number of
    clusters that is none.
    """
    if draft.clusters < 0:
        what = f"'{draft.clusters}' is no number of clusters"
        raise InputError.one("clusters", what, "write for example 1")
    found: list[Site] = []
    for word in draft.sites:
        cloud, _, region = word.partition("/")
        own = region if region and id_refusal(region) is None else cloud
        taken = {site.id for site in found}
        found.append(Site(_free(own, taken), cloud, region or None, _clusters(draft.clusters)))
    return tuple(found)


def _free(id: str, taken: set[str]) -> str:
    """The id, with a number where it is taken."""
    numbered = (f"{id}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (id, *numbered) if one not in taken)


def _clusters(count: int) -> tuple[str, ...]:
    if count == len(CLUSTERS):
        return CLUSTERS
    return tuple(f"{CLUSTERS[0]}-{number + 1}" for number in range(min(count, MOST)))


def pairs_of(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What stands before and behind the sign of equality; nothing behind where there is none."""
    split_words = (word.partition("=") for word in words)
    return tuple((left.strip(), right.strip()) for left, _, right in split_words)


def workloads_of(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Of each workload the id, its name where that is another, and the option.

    What makes no id stays as it is, to be refused where the brief is read.
    """
    for word, option in pairs_of(draft.workloads):
        id = short_name(word)[:MAX_ID].rstrip("-")
        if id_refusal(word) is None or not id:
            yield word, "", option
        else:
            yield id, word, option


def answers_of(draft: Draft) -> Answers:
    """The answers; InputError where a decision is named and no option.

    The last to a decision counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for decision, options in pairs_of(draft.answers):
        found[decision] = split(options)
        if not found[decision]:
            what = f"'{shown(decision)}' names no option"
            raise InputError.one("answers", what, "write 'decision=option'")
    return tuple(found.items())
