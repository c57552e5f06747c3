"""Curriculum maps and coverage as HTML for notebooks. Everything that comes from data is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from curriculum.coverage.wording import level_cells, target_cells
from curriculum.messages import say

if TYPE_CHECKING:
    from curriculum.coverage.mapping import CurriculumMap
    from curriculum.coverage.results import ProgrammeCoverage

_SHADES = {"M": "#9ecae1", "R": "#c6dbef", "I": "#e7f1fa", "T": "#eeeeee"}
"""The further a module brings somebody, the darker the cell; the letters say the same."""


def map_html(found: CurriculumMap, language: str = "en") -> str:
    """Return a curriculum map as an HTML table.

    Args:
        found: the map.
        language: language of titles and headings: da, sv or en.
    """
    head = _cells("th", (say(f"coverage.rows.{found.by}", language), *found.modules))
    rows = []
    for row in found.rows:
        title = found.titles.get(row)
        cells = "".join(_shaded(found.letters(row, module)) for module in found.modules)
        rows.append(f'<th title="{escape(title.said(language) if title else "")}">{escape(row)}</th>{cells}')
    return _table(head, rows) + f"<p>{escape(say('coverage.legend', language))}</p>"


def coverage_html(found: ProgrammeCoverage, language: str = "en") -> str:
    """Return the coverage of a programme as HTML tables, by level and by target.

    Args:
        found: the coverage.
        language: language of headings: da, sv or en.
    """
    levels = _table(
        _headings(("level", "targets", "guaranteed", "mean", "best"), language),
        [_cells("td", level_cells(level, language)) for level in found.levels],
    )
    targets = _table(
        _headings(("rows.competency", "step", "level", "met-by", "lowest", "highest"), language),
        [_cells("td", target_cells(target, language)) for target in found.targets],
    )
    return f"<div><h4>{escape(found.catalog)}:{escape(found.programme)}</h4>{levels}{targets}</div>"


def _shaded(letters: str) -> str:
    shade = next((colour for letter, colour in _SHADES.items() if letter in letters), "")
    style = f' style="background:{shade};color:#000"' if letters else ""
    return f"<td{style}>{escape(letters)}</td>"


def _headings(names: Sequence[str], language: str) -> str:
    return _cells("th", (say(f"coverage.{name}", language) for name in names))


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def _table(head: str, rows: Iterable[str]) -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
