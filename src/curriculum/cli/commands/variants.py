"""``curriculum variants``: other schedules to choose among."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import searching
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import whole
from curriculum.cli.outputs import foresee, write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.cohort import Cohort
    from curriculum.schedule import Schedule


def add(add_command: Add) -> None:
    """Say what the commands take."""
    family = add_command("variants").commands(required=True)
    for word, run in (("equal", equal), ("runs", runs), ("fair", fair)):
        parser = family(word)
        parser.argument("cohort", path=True)
        if word == "equal":
            parser.option("--count", type=whole(1, 100, parser.language), default=3, metavar="N")
        parser.option("--out", path=True, metavar="DIR")
        searching.take_limits(parser)
        if word == "runs":
            parser.option("--workers", type=whole(1, 1024, parser.language), metavar="N")
        parser.option("--dry-run", action="store_true")
        parser.set_defaults(run=run)


def equal(arguments: Namespace, screen: Screen) -> Exit:
    """Find schedules that are equally good."""
    from curriculum.scenarios import alternatives
    from curriculum.scenarios.documents import alternatives_document
    from curriculum.scenarios.wording import alternatives_text

    cohort = _cohort(arguments, screen)
    with searching.interruptible():
        found = alternatives(cohort, arguments.count, **searching.limits(arguments))
    _write({str(number): schedule for number, schedule in enumerate(found.schedules, 1)}, arguments, screen)
    if screen.as_json:
        screen.document(alternatives_document(found))
    else:
        screen.show(alternatives_text(found, screen.language))
    return searching.ENDS[found.schedules[0].status]


def runs(arguments: Namespace, screen: Screen) -> Exit:
    """Find the fewest points for every number of runs."""
    from curriculum.scenarios import frontier
    from curriculum.scenarios.documents import frontier_document
    from curriculum.scenarios.wording import frontier_text

    cohort = _cohort(arguments, screen)
    with searching.interruptible(), searching.executor(arguments.workers) as executor:
        found = frontier(cohort, executor=executor, **searching.limits(arguments))
    _write({str(one.runs): one.schedule for one in found.tradeoffs}, arguments, screen)
    if screen.as_json:
        screen.document(frontier_document(found))
    else:
        screen.show(frontier_text(found, screen.language))
    return searching.ENDS[found.status]


def fair(arguments: Namespace, screen: Screen) -> Exit:
    """Find the fairest schedule, and what it costs."""
    from curriculum.scenarios import fair_schedule
    from curriculum.scenarios.documents import fairness_document
    from curriculum.scenarios.wording import fairness_text

    cohort = _cohort(arguments, screen)
    with searching.interruptible():
        found = fair_schedule(cohort, **searching.limits(arguments))
    _write({"": found.fairest}, arguments, screen)
    if screen.as_json:
        screen.document(fairness_document(found))
    else:
        screen.show(fairness_text(found, screen.language))
    return searching.ENDS[found.fairest.status]


def _cohort(arguments: Namespace, screen: Screen) -> Cohort:
    """Return the cohort, once it is clear that the results could be written."""
    cohort = searching.noted_cohort(arguments, screen)
    if arguments.out:
        foresee(Path(arguments.out))
    return cohort


def _write(schedules: Mapping[str, Schedule], arguments: Namespace, screen: Screen) -> None:
    """Write schedules into folders under the one that was asked for; only those that exist."""
    from curriculum.files import schedule_text

    found = {folder: one for folder, one in schedules.items() if one.score is not None}
    if arguments.out and found:
        paths = {Path(arguments.out, folder, "schedule.json"): schedule_text(one) for folder, one in found.items()}
        write(paths, screen, dry=arguments.dry_run)
