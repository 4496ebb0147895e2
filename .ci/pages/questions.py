"""The example questions that lie in the graph."""

from __future__ import annotations

from collections.abc import Mapping

from pages.asking import Row, asked
from pages.markdown import fenced, page, words

QUERY = """
SELECT ?example ?comment ?text {
  VALUES ?form { sh:select sh:ask sh:construct }
  ?example ?form ?text ; rdfs:comment ?comment .
  FILTER(STRSTARTS(STR(?example), "https://w3id.org/kgraph/example/"))
} ORDER BY ?example
"""


def every_question() -> list[Row]:
    """Each question with its id, its sentence and its text."""
    rows = asked(QUERY)
    return [row | {"id": row["example"].rpartition("/")[2]} for row in rows]


def pages() -> Mapping[str, str]:
    """One page of all questions."""
    intro = (
        "Questions to start from. `kgraph query ID` asks one; copy its text and change the names "
        "in it to ask another. Prefixes are declared already."
    )
    sections = map(_section, every_question())
    return {"reference/questions.md": page("Questions", intro, *sections)}


def _section(question: Row) -> str:
    text = fenced(question["text"].strip("\n"), "sparql")
    return f"## {question['id']}\n\n{words(question['comment'])}\n\n{text}"
