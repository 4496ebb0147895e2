"""What an SVG says of its origin: written into its metadata, with a seal, and read back."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from xml.etree.ElementTree import ParseError, XMLParser

from kgraph.errors import InputError
from kgraph.formats.markup import verbatim
from kgraph.formats.options import Provenance
from kgraph.formats.theme import STANDARD

NAMESPACE = "https://w3id.org/kgraph/ont#"
MAX_CHARACTERS = 20_000_000
MAX_SCALE = 100.0
_ORIGIN = tuple(field.name for field in fields(Provenance))
_FIELDS = (*_ORIGIN, "theme", "scale")
_OPEN, _CLOSE = "<metadata>", "</metadata>"
_SEAL = re.compile(r"(<o:seal>)([0-9a-f]{64})(</o:seal>)")


@dataclass(frozen=True, slots=True)
class Origin:
    """What an SVG says of its origin.

    `untouched` tells whether it is as it was written, to the byte but for line ends.
    """

    provenance: Provenance
    theme: str
    scale: float
    untouched: bool


def write(svg: str, provenance: Provenance, *, theme: str, scale: float) -> str:
    """The SVG with its origin in its metadata, just before its end."""
    said = {name: getattr(provenance, name) for name in _ORIGIN}
    said |= {"theme": theme, "scale": f"{scale:g}"}
    told = [name for name in _FIELDS if said[name]]
    lines = "".join(f"<o:{name}>{verbatim(said[name])}</o:{name}>\n" for name in told)
    blank = f"<o:seal>{'0' * 64}</o:seal>"
    picture = f'<o:picture xmlns:o="{NAMESPACE}">\n{lines}{blank}</o:picture>'
    body, end, rest = svg.rpartition("</svg>")
    if not end:
        raise ValueError("an SVG ends in </svg>")
    text = f"{body}{_OPEN}{picture}{_CLOSE}\n{end}{rest}"
    return _SEAL.sub(lambda found: f"{found[1]}{_hash(text)}{found[3]}", text)


def _hash(text: str) -> str:
    """The hash of the whole file with its own seal blank; line ends may be
    those of any system, and the last one may be gone."""
    plain = _SEAL.sub(rf"\g<1>{'0' * 64}\g<3>", text).replace("\r\n", "\n")
    plain = plain.removeprefix("\ufeff")
    plain = plain if plain.endswith("\n") else plain + "\n"
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def untouched(svg: str) -> bool:
    """Whether an SVG is as it was written, to the byte but for line ends, and ours."""
    seal = _SEAL.search(svg)
    return seal is not None and seal[2] == _hash(svg)


def read(svg: str, *, where: str = "picture.svg") -> Origin:
    """What an SVG says of its origin.

    InputError, with the line where possible, for a file that is damaged, too large, declares a
    document type (entities could be hidden there), or has no origin.
    """
    if len(svg) > MAX_CHARACTERS:
        raise InputError.one(
            where, f"is larger than {MAX_CHARACTERS:,} characters", "name a picture drawn by kgraph"
        )
    found = _parsed(svg, where)
    if "seal" not in found or "view" not in found:
        raise InputError.one(
            where, "does not say what it was made from", "name an SVG drawn by `kgraph draw`"
        )
    said = {name: found[name] for name in _ORIGIN if name in found}
    theme, scale = found.get("theme", STANDARD.id), _scale(found.get("scale", "1"))
    return Origin(Provenance(**said), theme, scale, found["seal"] == _hash(svg))


def _scale(said: str) -> float:
    """The scale, or 1 where somebody wrote something else."""
    try:
        scale = float(said)
    except ValueError:
        return 1.0
    return scale if 0 < scale <= MAX_SCALE else 1.0


def _parsed(svg: str, where: str) -> dict[str, str]:
    reader = _Reader(where)
    # a document type, and so every entity, is refused as it opens
    parser = XMLParser(target=reader)  # noqa: S314
    try:
        # text, not bytes: what encoding it claims for itself no longer matters
        parser.feed(svg.removeprefix("\ufeff").encode("utf-8", "replace").decode("utf-8"))
        parser.close()
    except ParseError as error:
        remedy = "draw it again, or take it from version control"
        raise InputError.one(f"{where}:{error.position[0]}", "is damaged", remedy, error) from None
    if reader.root != "{http://www.w3.org/2000/svg}svg":
        raise InputError.one(where, "is not an SVG", "name a picture drawn by kgraph")
    return {name: "".join(pieces) for name, pieces in reader.pieces.items()}


class _Reader:
    """Takes from a stream of XML what stands in our own elements; nothing else is kept."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.root = ""
        self.pieces: dict[str, list[str]] = {}
        self._own = f"{{{NAMESPACE}}}"
        self._path: list[str] = []

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type."""
        raise InputError.one(
            self.where, "declares a document type", "remove the <!DOCTYPE>; our pictures have none"
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self.root = self.root or tag
        self._path.append(tag)

    def end(self, tag: str) -> None:
        """An element closes."""
        self._path.pop()

    def data(self, text: str) -> None:
        """Text; ours stands in svg, metadata, picture, field."""
        if len(self._path) != 4:
            return
        *_, picture, field = self._path
        if picture == f"{self._own}picture" and field.startswith(self._own):
            name = field.removeprefix(self._own)
            self.pieces.setdefault(name, []).append(text)

    def close(self) -> None:
        """The end of the file."""
