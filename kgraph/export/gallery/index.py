"""The index of an export: one page that shows every architecture with all its views and documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from kgraph.reports.markdown import plain
from kgraph.words import count

STYLE = Path(__file__).parent / "gallery.css"
POLICY = "default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Picture:
    """One view: what it is called, the question it answers, its image (if one can be shown), and its files by format."""

    label: str
    definition: str
    image: str
    width: float
    height: float
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One architecture: its folder, name, what the brief says of it, its numbers, its documents and its pictures.

    `thumbnail` is an image of the first for hosts that show no SVG, if there is one.
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
            f"<title>{escape(title)}</title>",
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
    contents = [
        f'<li><a href="#{escape(_anchor(entry.folder))}">{escape(entry.name)}</a></li>'
        for entry in entries
    ]
    return page(
        title,
        [
            '<header class="top">',
            f"<h1>{escape(title)}</h1>",
            f'<p class="lead">{told}</p>',
            *(
                ['<nav aria-label="Architectures"><ol>', *contents, "</ol></nav>"]
                if len(entries) > 1
                else []
            ),
            "</header>",
            "<main>",
            *(line for entry in entries for line in _section(entry)),
            "</main>",
        ],
    )


def _section(entry: Entry) -> list[str]:
    first, *others = entry.pictures or (None,)
    anchor = escape(_anchor(entry.folder))
    return [
        f'<section id="{anchor}" aria-labelledby="{anchor}-name">',
        '<div class="intro">',
        f'<h2 id="{anchor}-name"><a href="#{anchor}">{escape(entry.name)}</a></h2>',
        *([f"<p>{escape(entry.comment)}</p>"] if entry.comment else []),
        '<dl class="facts">',
        *(
            f"<div><dt>{escape(what)}</dt><dd>{escape(value)}</dd></div>"
            for what, value in entry.facts
        ),
        "</dl>",
        '<ul class="links">',
        *(
            f'<li><a href="{_href(entry.folder, href)}">{escape(label)}</a></li>'
            for label, href in entry.links
        ),
        "</ul>",
        "</div>",
        *(_figure(entry, first, "main") if first else []),
        *(
            [
                '<div class="views">',
                *(line for one in others for line in _figure(entry, one, "view")),
                "</div>",
            ]
            if others
            else []
        ),
        "</section>",
    ]


def _figure(entry: Entry, picture: Picture, css: str) -> list[str]:
    target = _href(entry.folder, picture.files[0][1]) if picture.files else ""
    words = f"{picture.label} of {entry.name}"
    image = (
        f'<img loading="lazy" src="{_href(entry.folder, picture.image)}" width="{picture.width:.0f}" height="{picture.height:.0f}" alt="{escape(words)}">'
        if picture.image
        else '<span class="blank" aria-hidden="true"></span>'
    )
    formats = " ".join(
        f'<a href="{_href(entry.folder, file)}">{escape(format)}</a>'
        for format, file in picture.files
    )
    return [
        f'<figure class="{css}">',
        f'<a class="frame" href="{target}">{image}</a>'
        if target
        else f'<span class="frame">{image}</span>',
        f"<figcaption><strong>{escape(picture.label)}</strong> <span>{escape(picture.definition)}</span>"
        f"{f' <small>{formats}</small>' if len(picture.files) > 1 else ''}</figcaption>",
        "</figure>",
    ]


def index_md(title: str, entries: Sequence[Entry]) -> str:
    """The index as Markdown, for hosts of repositories that show it beside the files."""
    parts = [f"# {plain(title, start=True)}"]
    for entry in entries:
        parts.append(f"## {plain(entry.name, start=True)}")
        if entry.comment:
            parts.append(plain(entry.comment, start=True))
        first = entry.pictures[0] if entry.pictures else None
        image = entry.thumbnail or (first.image if first else "")
        if first and image:
            target = first.image or image
            shown = f"![{plain(first.label)}]({_href(entry.folder, image)})"
            parts.append(f"[{shown}]({_href(entry.folder, target)})")
        views = [
            f"[{plain(one.label)}]({_href(entry.folder, one.files[0][1])})"
            for one in entry.pictures
            if one.files
        ]
        links = [f"[{plain(label)}]({_href(entry.folder, href)})" for label, href in entry.links]
        parts.append("  \n".join(" · ".join(row) for row in (views, links) if row))
    return "\n\n".join(part for part in parts if part) + "\n"


def _anchor(folder: str) -> str:
    return "-".join(folder.split())


def _href(folder: str, file: str) -> str:
    """A relative address: a file of the entry's folder, escaped for addresses and for HTML."""
    return escape(
        quote(f"{folder}/{file}" if not file.startswith("../") else file.removeprefix("../")),
        quote=True,
    )
