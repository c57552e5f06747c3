"""The page as HTML: the door to jinja2.

Everything that comes from data is escaped, the policy of the page admits no script but its own and no connection
to anything, and equal schedules give equal bytes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cohort import Cohort
from curriculum.errors import MissingExtra
from curriculum.judge import Violation
from curriculum.pictures import Picture, catalog_picture, coverage_picture
from curriculum.pictures.palette import STYLE
from curriculum.pictures.svg import text
from curriculum.report.page.dates import hours_text
from curriculum.report.page.facts import Facts
from curriculum.report.page.meaning import meaning
from curriculum.report.page.search_index import script_json, search_index
from curriculum.schedule import Schedule

if TYPE_CHECKING:
    from jinja2 import Environment

    from curriculum.explaining.told import Told

MOST_DRAWN = 120
"""Modules of a programme that are drawn; a picture of more can no longer be read."""
SECTIONS = ("overview", "calendar", "runs", "people", "unfilled", "wishes", "curriculum", "changes")
"""The sections, in order; each has a template and a sentence of that name."""
_TEMPLATES = Path(__file__).parent / "templates"


class Markup(str):
    """Markup of ours, or text that has been escaped: jinja2 leaves it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def report_page(
    cohort: Cohort,
    schedule: Schedule,
    language: str = "en",
    *,
    before: Schedule | None = None,
    changed_runs: Iterable[str] = (),
    violations: Iterable[Violation] = (),
    advice: Iterable[Told] = (),
) -> bytes:
    """Return the page of a schedule: one HTML file that needs nothing else.

    Args:
        cohort: the cohort; its people are named where it names them.
        schedule: a schedule of that cohort.
        language: da, sv or en.
        before: the last version of the schedule, for what has changed.
        changed_runs: ids of the runs whose time, place, teacher or title has changed since the last report.
        violations: what the judge found wrong with the schedule.
        advice: why places are unfilled and what would help, in words; without it the page says how to ask.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have.
        MissingExtra: jinja2 is not installed (``pip install 'curriculum[office]'``).
    """
    environment = _environment()
    facts = Facts.of(
        cohort, schedule, language, before=before, changed_runs=changed_runs, violations=violations, advice=advice
    )
    style, script = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    page = environment.get_template("page.html").render(
        facts=facts,
        word=facts.word,
        hours=hours_text,
        sections=SECTIONS,
        meaning=list(meaning(facts.schedule, language)),
        pictures=[Markup(picture) for picture in _pictures(cohort, language)],
        style=Markup(style),
        script=Markup(script),
        index=Markup(script_json(search_index(facts))),
        policy=_policy(styles=[style, STYLE], scripts=[script]),
    )
    return page.encode()


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError as missing:
        raise MissingExtra("jinja2", "office") from missing
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: Any) -> Any:
    """Return a value as it stands in the page: escaped, unless it is markup of ours."""
    return value if hasattr(value, "__html__") else Markup(text(str(value)))


def _pictures(cohort: Cohort, language: str) -> Iterable[Picture]:
    """Yield the curriculum map, and what each module does for each competency."""
    if len(cohort.programme.module_ids) > MOST_DRAWN:
        return
    catalog, others = cohort.catalog, cohort.others
    yield catalog_picture(catalog, cohort.programme_id, others=others, language=language)
    if any(module.outcomes for module in cohort.modules.values()):
        yield coverage_picture(catalog, cohort.programme_id, others=others, language=language)


def _policy(*, styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Return a Content-Security-Policy under which nothing but the given styles and scripts has any effect."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(map(_hash, styles))}",
            f"script-src {' '.join(map(_hash, scripts))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(source: str) -> str:
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
