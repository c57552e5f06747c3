"""Structural metrics as HTML for notebooks. Everything that comes from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from curriculum.messages import say
from curriculum.metrics.results import CurriculumMetrics
from curriculum.metrics.wording import facts, table

MOST_ROWS = 100
"""Of a longer table the first rows are shown, and the totals."""


def metrics_html(metrics: CurriculumMetrics, language: str = "en") -> str:
    """Return the table of modules with its totals, and what stands out in the structure.

    Args:
        metrics: the metrics of a curriculum.
        language: language of the headings: da, sv or en.
    """
    head, *rows, total = table(metrics, language)
    body = "".join(_row("td", row) for row in (*rows[:MOST_ROWS], total))
    rest = len(rows) - MOST_ROWS
    more = f"<p>{escape(say('notebook.more', language, count=rest))}</p>" if rest > 0 else ""
    standing_out = "".join(f"<p>{escape(name)}: {escape(value)}</p>" for name, value in facts(metrics, language))
    shown = f"<table><thead>{_row('th', head)}</thead><tbody>{body}</tbody></table>"
    return f"<div><h4>{escape(metrics.name)}</h4>{shown}{more}{standing_out}</div>"


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
