"""Words for the pages: HTML in which every value is text, and our values in plain sentences.

Pure functions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape as html_escaped
from html import unescape

from kgraph import api
from kgraph.errors import InputError
from kgraph.model.architecture import Architecture
from kgraph.model.brief import Statement
from kgraph.model.component import Evidence
from kgraph.model.decisions import Decision
from kgraph.terms import article_section
from kgraph.words import clean, short_name

SHORT = 60
"""A question of more letters than that is told by its id on a button."""


def escape(text: str) -> str:
    """A text as HTML that shows it, without letters that turn what follows.

    >>> escape("a\\u202e<b>")
    'a&lt;b&gt;'
    """
    return html_escaped(clean(text))


def element(tag: str, kind: str, text: str) -> str:
    """An HTML element of one of our styles around a text."""
    return f'<{tag} class="kg-{kind}">{escape(text)}</{tag}>'


def link(address: str | None, text: str) -> str:
    """A link that opens beside the page; only the text where the address is not one of the web."""
    if not address or not address.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(text)}</a>'


def source(address: str | None) -> str:
    """Where a fact comes from, as HTML; empty where nothing is said."""
    if not address:
        return ""
    section = article_section(address)
    if section is not None:
        return escape(f"article, section {section}" if section else "article")
    return link(address, "source")


def evidence(found: Evidence) -> str:
    """Where a fact comes from and when it was looked at, as HTML."""
    if found.unverified:
        return element("span", "soft", f"not verified: {found.unverified}")
    day = f", looked at on {found.checked.isoformat()}" if found.checked else ""
    grade = f" ({found.grade})" if found.grade else ""
    said = f": “{found.quote}”" if found.quote else ""
    where = source(found.source)
    return f'<span class="kg-soft">{where}{escape(grade + day + said)}</span>' if where else ""


def own(layer: str) -> str:
    """The badge of what is from a layer of one's own; empty where it is ours."""
    return element("span", "own", layer) if layer else ""


def spot(where: str) -> str:
    """A place in words: a line of the brief, or of a file beside it.

    >>> spot("brief.yaml:3"), spot("company/policy.yaml:5"), spot("default")
    ('line 3 of the brief', 'line 5 of company/policy.yaml', '')
    """
    file, _, line = where.rpartition(":")
    if not file or not line.isdigit():
        return ""
    return f"line {line} of the brief" if file == api.BRIEF else f"line {line} of {file}"


def bullets(items: Iterable[str]) -> str:
    """A list of items that are HTML already."""
    return f'<ul class="kg-list">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with their values, which are HTML already; those without a value are left out."""
    told = [f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs if value]
    return f'<dl class="kg-facts">{"".join(told)}</dl>'


def markdown(text: str) -> str:
    """A text as Markdown that shows the same text.

    >>> markdown("a *b* <c>")
    'a \\\\*b\\\\* \\\\<c\\\\>'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", clean(text))


def saying(statement: Statement, decisions: Mapping[str, Decision]) -> str:
    """What a statement of the brief says, in the words of the form."""
    kind, *path = statement.id.split(".")
    if kind not in ("answers", "workloads") or len(path) < 2:
        return statement.text
    decision = decisions.get(path[-2])
    option = decision.option(path[-1]) if decision else None
    if decision is None or option is None:
        return statement.text
    whom = f" ({path[0]})" if kind == "workloads" else ""
    return f"{decision.question}{whom} {option.label[:1].upper()}{option.label[1:]}"


def in_names(said: str, names: Mapping[str, str]) -> str:
    """What a fix takes out of a brief, by its name: the brief has its id.

    >>> in_names("take argo-cd out of 'use'", {"argo-cd": "Argo CD"})
    "take Argo CD out of 'use'"
    """
    return re.sub(r"\btake ([\w-]+)", lambda found: f"take {names.get(found[1], found[1])}", said)


def in_answers(said: str, decisions: Mapping[str, Decision]) -> str:
    """What a fix answers, in the words of the form where they are few: the brief has ids."""

    def worded(found: re.Match[str]) -> str:
        decision = decisions.get(found[1])
        option = decision.option(found[2]) if decision else None
        if decision is None or option is None or len(decision.question) > SHORT:
            return found[0]
        return f"answer “{option.label}” to “{decision.question}”"

    return re.sub(r"\banswer '([\w-]+): ([\w-]+)'", worded, said)


def change(before: Architecture, after: Architecture) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the components that came, and of those that went.

    With the number of places where only that differs.
    """
    old, new = _tally(before), _tally(after)
    return tuple(_more(new, old)), tuple(_more(old, new))


def _more(many: Counter[str], few: Counter[str]) -> Iterator[str]:
    """What the first has more of than the second."""
    for name in sorted(many):
        number = many[name] - few[name]
        if number > 1 or (number > 0 and name in few):
            yield f"{name} ×{number}"
        elif number > 0:
            yield name


def _tally(architecture: Architecture) -> Counter[str]:
    """At how many places each component stands."""
    return Counter(placement.name for placement in architecture.placements)


def first(names: Sequence[str], most: int = 5) -> list[str]:
    """The first few of many, and how many more there are.

    >>> first(["a", "b", "c", "d"], most=2)
    ['a', 'b', '2 more']
    """
    rest = len(names) - most
    return [*names[:most], f"{rest} more"] if rest > 1 else list(names)


def notes(items: Iterable[str]) -> str:
    """What there is to say of a picture, item by item, which are HTML already."""
    return element("p", "head", "Notes on this picture") + bullets(items)


def left_out(text: str, views: Sequence[str]) -> str:
    """What a picture leaves out with where it is to be seen, as HTML."""
    return escape(f"{text} (see {', '.join(views)})" if views else text)


def description(svg: str) -> str:
    """The text outline that a picture of ours carries, equal to it in content.

    >>> description('<svg><desc id="d">A &lt;b&gt;</desc></svg>')
    'A <b>'
    """
    found = re.search(r"<desc\b[^>]*>(.*?)</desc>", svg, re.S)
    return unescape(found[1]) if found else ""


def boxes(svg: str) -> tuple[str, ...]:
    """The ids of the boxes in a picture of ours."""
    return tuple(unescape(id) for id in re.findall(r'<g id="(?:k[0-9a-f]{10}-)?node:([^"]*)"', svg))


def problems(error: InputError) -> tuple[str, ...]:
    """Each problem as one sentence, with the line on which it stands."""
    return tuple(
        f"{_spot(problem.where)}{problem.what}: {problem.remedy}" for problem in error.problems
    )


def _spot(where: str) -> str:
    name, _, line = where.rpartition(":")
    return f"Line {line}: " if name and line.isdigit() else f"{where}: "


def file_name(name: str) -> str:
    """A short name for files, of letters, digits and hyphens.

    >>> file_name("Web shop: <b>")
    'web-shop-b'
    """
    return short_name(name)[:60] or "architecture"
