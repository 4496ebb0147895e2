"""How deep a YAML text nests, seen before any library reads it.

One pass over the text that knows of YAML only what tells a bracket from a letter: quotes,
comments, plain and block texts, and the columns on which blocks begin. It never counts more than a
parser does; what it may count too little (a list that begins in the column of its key) the
parser's own events bring to light, one at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BREAK = r"\r\n\x85\u2028\u2029"
_GAP = rf"[ \t{_BREAK}]"
_END = rf"(?={_GAP}|\Z)"
_COMMENT = rf"\#[^{_BREAK}]*+"
# letters of plain text, outside of brackets and within; a colon is one where nothing ends after it
_LETTER = rf"(?:[^ \t{_BREAK}:]|:(?![ \t{_BREAK}]|\Z))"
_INNER = rf"(?:[^ \t{_BREAK}:,\[\]{{}}]|:(?![ \t{_BREAK},\[\]{{}}]|\Z))"

_TOKEN = re.compile(
    rf"""(?P<newline>\r\n|[{_BREAK}])
    | (?P<blank>[ \t\ufeff]+)
    | (?P<comment>{_COMMENT})
    | (?P<opening>[\[{{])
    | (?P<closing>[\]}}])
    | (?P<quoted>'(?:[^']|'')*+'?|"(?:[^"\\]|\\.)*+"?)
    | (?P<folded>[|>][-+0-9]*+[ \t]*+(?:{_COMMENT})?(?=[{_BREAK}]|\Z))
    | (?P<entry>[-?]{_END})
    | (?P<value>:{_END})
    | (?P<handle>[&*!][^ \t{_BREAK},\[\]{{}}]*+)
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_LINE = re.compile(rf"{_LETTER}++(?:[ \t]++(?!\#){_LETTER}++)*+")
_FLOW = re.compile(rf"{_INNER}++(?:{_GAP}++(?!\#){_INNER}++)*+")
_BETWEEN = re.compile(rf"(?:[ \t]*+(?:\r\n|[{_BREAK}]))++([ \t]*+)")
_ROW = re.compile(rf"( *+)([^{_BREAK}]*+)(?:\r\n|[{_BREAK}]|\Z)")
_MARK = re.compile(rf"(?:---|\.\.\.){_END}")
_BREAKS = re.compile(rf"\r\n|[{_BREAK}]")


def too_deep(text: str, most: int) -> int | None:
    """The line on which a text begins to nest deeper than so many levels, or None."""
    scan = _Scan(text)
    while scan.at < len(text):
        scan.step()
        if scan.flow + len(scan.columns) > most:
            return 1 + sum(1 for _ in _BREAKS.finditer(text, 0, scan.at))
    return None


@dataclass
class _Scan:
    """Where the pass is: open brackets, blocks around, and the column of a possible key."""

    text: str
    at: int = 0
    line: int = 0
    flow: int = 0
    columns: list[int] = field(default_factory=list)
    key: int | None = None

    def step(self) -> None:
        """Go past one token."""
        found = _TOKEN.match(self.text, self.at)
        kind = found.lastgroup if found else None
        if found is None or kind is None:  # every letter is at least "other"
            self.at += 1
        elif kind in ("blank", "comment"):
            self.at = found.end()
        elif kind == "newline":
            self.start_line(found.end())
        else:
            self.leave_blocks()
            getattr(self, f"take_{kind}")(found.end())

    def start_line(self, at: int) -> None:
        self.at = self.line = at
        self.key = None

    @property
    def column(self) -> int:
        return self.at - self.line

    @property
    def around(self) -> int:
        """The column of the innermost block, or -1 outside of all."""
        return self.columns[-1] if self.columns else -1

    def leave_blocks(self) -> None:
        """Blocks end where something begins to the left of them."""
        while not self.flow and self.around > self.column:
            self.columns.pop()

    def enter_block(self, column: int) -> None:
        if column > self.around:
            self.columns.append(column)

    def note_key(self) -> None:
        if not self.flow and self.key is None:
            self.key = self.column

    def take_opening(self, end: int) -> None:
        self.note_key()
        self.flow += 1
        self.at = end

    def take_closing(self, end: int) -> None:
        self.flow = max(0, self.flow - 1)
        self.at = end

    def take_quoted(self, end: int) -> None:
        self.note_key()
        self.skip_to(end)

    def skip_to(self, end: int) -> None:
        """Go on at a place that may be on a later line."""
        for found in _BREAKS.finditer(self.text, self.at, end):
            self.start_line(found.end())
        self.at = end

    def take_handle(self, end: int) -> None:
        """An anchor, an alias or a tag."""
        self.note_key()
        self.at = end

    def take_entry(self, end: int) -> None:
        if not self.flow:
            self.enter_block(self.column)
            self.key = None
        self.at = end

    def take_value(self, end: int) -> None:
        if not self.flow:
            self.enter_block(self.column if self.key is None else self.key)
            self.key = None
        self.at = end

    def take_other(self, end: int) -> None:
        """Plain text, or a letter that means something to others only."""
        if self.flow:
            found = _FLOW.match(self.text, self.at)
            self.skip_to(found.end() if found else end)
            return
        if self.column == 0 and _MARK.match(self.text, self.at):
            self.columns.clear()
            self.at += 3
            return
        self.note_key()
        found = _LINE.match(self.text, self.at)
        self.at = found.end() if found else end
        if found and self.text[found.start()] not in "%@`":
            self.go_on_plain()

    def go_on_plain(self) -> None:
        """Plain text goes on in the next lines while they stand right of the block around."""
        while between := _BETWEEN.match(self.text, self.at):
            start = between.end()
            column = start - between.start(1)
            more = _LINE.match(self.text, start)
            ends = self.text.startswith("#", start) or (
                column == 0 and _MARK.match(self.text, start)
            )
            if column <= self.around or more is None or ends:
                return
            self.start_line(between.start(1))
            self.at = more.end()

    def take_folded(self, end: int) -> None:
        """A text of whole lines: all that stand as far to the right as its first."""
        if self.flow:
            self.at = end
            return
        digits = [int(one) for one in self.text[self.at : end].split("#")[0] if one.isdecimal()]
        left = max(self.around, 0) + digits[0] if digits else 0
        self.at = end
        if newline := _BREAKS.match(self.text, end):
            self.start_line(newline.end())
            self.skip_rows(left)

    def skip_rows(self, left: int) -> None:
        """Skip rows indented by `left`; where that is 0, by as much as the first with words."""
        least = self.around + 1
        while self.at < len(self.text):
            row = _ROW.match(self.text, self.at)
            if row is None:
                return
            indent, words = len(row[1]), row[2]
            if words and not left:
                left = max(indent, least, 1)
            if words and indent < left:
                return
            self.start_line(row.end())
