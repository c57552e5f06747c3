"""Catalogs, cohorts and schedules as HTML for notebooks.

Everything that comes from data is escaped: a title such as ``<script>`` shows itself and does nothing. People
appear as ids and numbers, never by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from curriculum.messages import decimal, say
from curriculum.plaintext import outcome_text
from curriculum.text import Text

if TYPE_CHECKING:
    from curriculum.catalog import Catalog
    from curriculum.cohort import Cohort
    from curriculum.schedule import Schedule

MOST_ROWS = 100
"""Longer tables are cut, and say so."""


def catalog_html(catalog: Catalog, language: str = "en") -> str:
    """Return a catalog's modules and programmes as HTML.

    Args:
        catalog: the catalog.
        language: language of the titles and headings: da, sv or en.
    """

    def title(text: Text | None) -> str:
        return text.said(language, catalog.language) if text else ""

    modules = [
        (module.id, title(module.title), module.kind or "", str(module.requires), _number(module.hours, language))
        for module in catalog.modules
    ]
    programmes = [
        (
            programme.id,
            title(programme.title),
            ", ".join(programme.basis),
            ", ".join(programme.elective_ids),
            _range(programme.choose.minimum, programme.choose.maximum),
        )
        for programme in catalog.programmes
    ]
    return _page(
        _heading(title(catalog.title) or catalog.id, f"{catalog.id} {catalog.version}"),
        _table(("programme", "title", "basis", "electives", "choose"), programmes, language),
        _table(("module", "title", "kind", "requires", "hours"), modules, language),
    )


def cohort_html(cohort: Cohort, language: str = "en") -> str:
    """Return a cohort's runs, and its people by level in numbers, as HTML.

    Args:
        cohort: the cohort.
        language: language of the headings: da, sv or en.
    """
    runs = [
        (
            run.id,
            run.module,
            ", ".join(str(day) for day in sorted(run.dates)),
            run.venue or "",
            _range(cohort.minimum(run), cohort.capacity(run) or 0),
            run.state,
        )
        for run in cohort.runs
    ]
    levels = Counter(person.level or "-" for person in cohort.participants)
    return _page(
        _heading(cohort.id, cohort.programme_name),
        _table(("level", "people"), [(level, str(count)) for level, count in sorted(levels.items())], language),
        _table(("run", "module", "dates", "venue", "people", "state"), runs, language),
    )


def schedule_html(schedule: Schedule, language: str = "en") -> str:
    """Return a schedule's status, score and runs as HTML.

    Args:
        schedule: the schedule.
        language: language of the headings: da, sv or en.
    """
    people: dict[tuple[str, str], list[str]] = {}
    for place in schedule.places:
        people.setdefault((place.module, place.run), []).append(place.participant)
    runs = [
        (run, module, str(len(members)), ", ".join(members)) for (module, run), members in sorted(people.items())
    ]
    missing = [
        (entry.participant, entry.module or entry.kind, ", ".join(entry.why)) for entry in schedule.unfilled
    ]
    return _page(
        _heading(schedule.cohort, schedule.programme),
        f"<pre>{escape(outcome_text(schedule, language))}</pre>",
        _table(("run", "module", "people", "who"), runs, language),
        _table(("unfilled", "module", "why"), missing, language),
    )


def _page(*parts: str) -> str:
    return f"<div>{''.join(parts)}</div>"


def _heading(title: str, further: str) -> str:
    return f"<h4>{escape(title)} <small>{escape(further)}</small></h4>"


def _table(columns: Sequence[str], rows: Sequence[Iterable[str]], language: str) -> str:
    """Return a table, its columns named by sentences; nothing when there are no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{escape(say(f'notebook.{column}', language))}</th>" for column in columns)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in rows[:MOST_ROWS])
    rest = len(rows) - MOST_ROWS
    more = f"<p>{escape(say('notebook.more', language, count=rest))}</p>" if rest > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cells(row: Iterable[str]) -> str:
    return "".join(f"<td>{escape(cell)}</td>" for cell in row)


def _number(amount: float | None, language: str) -> str:
    return "" if amount is None else decimal(f"{amount:g}", language)


def _range(lowest: int, highest: int) -> str:
    return str(highest) if lowest == highest else f"{lowest}-{highest}"
