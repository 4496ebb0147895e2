"""One HTML file of an architecture that opens offline: views as tabs, the decision record."""

from __future__ import annotations

from kgraph.reports.page.writer import render_page

__all__ = ["render_page"]
