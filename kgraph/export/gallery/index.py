"""The index of an export.

One page that shows every architecture with all its views and documents.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from kgraph.reports.markdown import plain
from kgraph.words import count, visible

STYLE = Path(__file__).parent / "gallery.css"
POLICY = "default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Picture:
    """One view: what it is called and the question it answers.

    Its image, if one can be shown, and its files by format.
    """

    label: str
    definition: str
    image: str
    width: int
    height: int
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One architecture: its folder, its name, and what the brief says of it.

    Then its numbers, its documents and its pictures. `thumbnail` is an image of the first for hosts
    that show no SVG, if there is one.
    """

    folder: str
    name: str
    comment: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    thumbnail: str = ""


def page(title: str, body: Iterable[str]) -> str:
    """A page with our style, light and dark, that loads nothing but the pictures beside it."""
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="generator" content="kgraph">',
            f"<title>{escape(visible(title))}</title>",
            f"<style>\n{STYLE.read_text('utf-8')}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>\n",
        ]
    )


def index_html(title: str, entries: Sequence[Entry]) -> str:
    """The index as HTML; all links are relative."""
    views = sum(len(entry.pictures) for entry in entries)
    shown = f"{count(len(entries), 'architecture')} in {count(views, 'picture')}"
    told = f"{shown}, drawn by kgraph from their briefs."
    body = [
        '<header class="top">',
        f"<h1>{escape(title)}</h1>",
        f'<p class="lead">{told}</p>',
        *_contents(entries),
        "</header>",
        "<main>",
    ]
    for entry in entries:
        body += _section(entry)
    return page(title, [*body, "</main>"])


def _contents(entries: Sequence[Entry]) -> list[str]:
    """A list of the architectures, where there are several."""
    if len(entries) < 2:
        return []
    items = [
        f'<li><a href="#{escape(_anchor(entry.folder))}">{escape(entry.name)}</a></li>'
        for entry in entries
    ]
    return ['<nav aria-label="Architectures"><ol>', *items, "</ol></nav>"]


def _section(entry: Entry) -> list[str]:
    """One architecture: what it is, its first picture large, the others beside each other."""
    anchor = escape(_anchor(entry.folder))
    lines = [
        f'<section id="{anchor}" aria-labelledby="{anchor}-name">',
        '<div class="intro">',
        f'<h2 id="{anchor}-name"><a href="#{anchor}">{escape(entry.name)}</a></h2>',
        *_comment(entry),
        *_facts(entry),
        *_links(entry),
        "</div>",
    ]
    for first in entry.pictures[:1]:
        lines += _figure(entry, first, "main")
    lines += _others(entry)
    return [*lines, "</section>"]


def _comment(entry: Entry) -> list[str]:
    return [f"<p>{escape(entry.comment)}</p>"] if entry.comment else []


def _facts(entry: Entry) -> list[str]:
    rows = [
        f"<div><dt>{escape(what)}</dt><dd>{escape(value)}</dd></div>" for what, value in entry.facts
    ]
    return ['<dl class="facts">', *rows, "</dl>"]


def _links(entry: Entry) -> list[str]:
    rows = [
        f'<li><a href="{_href(entry.folder, href)}">{escape(label)}</a></li>'
        for label, href in entry.links
    ]
    return ['<ul class="links">', *rows, "</ul>"]


def _others(entry: Entry) -> list[str]:
    """The pictures after the first."""
    figures: list[str] = []
    for picture in entry.pictures[1:]:
        figures += _figure(entry, picture, "view")
    return ['<div class="views">', *figures, "</div>"] if figures else []


def _figure(entry: Entry, picture: Picture, css: str) -> list[str]:
    label, definition = escape(picture.label), escape(picture.definition)
    caption = f"<strong>{label}</strong> <span>{definition}</span>{_formats(entry, picture)}"
    return [
        f'<figure class="{css}">',
        _frame(entry, picture),
        f"<figcaption>{caption}</figcaption>",
        "</figure>",
    ]


def _frame(entry: Entry, picture: Picture) -> str:
    """The image, which leads to the first of the picture's files."""
    image = _image(entry, picture)
    if not picture.files:
        return f'<span class="frame">{image}</span>'
    return f'<a class="frame" href="{_href(entry.folder, picture.files[0][1])}">{image}</a>'


def _image(entry: Entry, picture: Picture) -> str:
    if not picture.image:
        return '<span class="blank" aria-hidden="true"></span>'
    source = _href(entry.folder, picture.image)
    size = f'width="{picture.width:.0f}" height="{picture.height:.0f}"'
    words = escape(f"{picture.label} of {entry.name}")
    return f'<img loading="lazy" src="{source}" {size} alt="{words}">'


def _formats(entry: Entry, picture: Picture) -> str:
    """Links to all files of a picture, where there are several."""
    if len(picture.files) < 2:
        return ""
    links = [
        f'<a href="{_href(entry.folder, file)}">{escape(format)}</a>'
        for format, file in picture.files
    ]
    return f" <small>{' '.join(links)}</small>"


def index_md(title: str, entries: Sequence[Entry]) -> str:
    """The index as Markdown, for hosts of repositories that show it beside the files."""
    parts = [f"# {plain(title, start=True)}"]
    for entry in entries:
        parts += _section_md(entry)
    return "\n\n".join(filter(None, parts)) + "\n"


def _section_md(entry: Entry) -> list[str]:
    """The paragraphs of one architecture; those with nothing to say are empty."""
    views = [
        f"[{plain(one.label)}]({_href(entry.folder, one.files[0][1])})"
        for one in entry.pictures
        if one.files
    ]
    links = [f"[{plain(label)}]({_href(entry.folder, href)})" for label, href in entry.links]
    rows = [" · ".join(row) for row in (views, links) if row]
    return [
        f"## {plain(entry.name, start=True)}",
        plain(entry.comment, start=True) if entry.comment else "",
        _picture_md(entry),
        "  \n".join(rows),
    ]


def _picture_md(entry: Entry) -> str:
    """The first picture, which leads to itself; a thumbnail stands for it where there is one."""
    if not entry.pictures:
        return ""
    first = entry.pictures[0]
    image = entry.thumbnail or first.image
    if not image:
        return ""
    shown = f"![{plain(first.label)}]({_href(entry.folder, image)})"
    return f"[{shown}]({_href(entry.folder, first.image or image)})"


def _anchor(folder: str) -> str:
    """The id of an entry's section, whatever bytes its folder has for a name."""
    return visible("-".join(folder.split()))


def _href(folder: str, file: str) -> str:
    """A relative address: a file of the entry's folder, escaped for addresses and for HTML."""
    path = file.removeprefix("../") if file.startswith("../") else f"{folder}/{file}"
    return escape(quote(os.fsencode(path)), quote=True)  # a name may be no text
