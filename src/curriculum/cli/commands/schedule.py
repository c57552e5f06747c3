"""``curriculum schedule``: from a cohort to its best schedule."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import exports, inputs, searching
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import amount, whole
from curriculum.cli.outputs import foresee, write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.cohort import Cohort
    from curriculum.schedule import Schedule


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("schedule")
    parser.argument("cohort", path=True)
    searching.take_changes(parser)
    parser.option("--out", path=True, metavar="DIR")
    parser.option("--time-limit", type=amount(parser.language), default=60.0, metavar="S")
    parser.option("--work-limit", type=amount(parser.language), metavar="W")
    parser.option("--seed", type=whole(0, 2**31 - 1, parser.language), default=1, metavar="N")
    parser.option("--workers", type=whole(1, 1024, parser.language), metavar="N")
    parser.option("--encoding", metavar="NAME")
    parser.option("--export", metavar="NAME", action="append", default=[])
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Schedule, write what was asked for, print the summary."""
    cohort = inputs.cohort(arguments)
    for note in inputs.notes(cohort, arguments):
        screen.note(note)
    cohort = searching.changed(cohort, arguments)
    exporters = exports.asked_for(arguments)
    if arguments.out:
        foresee(Path(arguments.out))
    schedule, interrupted = _search(cohort, arguments, screen)
    files = _files(cohort, schedule, screen.language)
    if arguments.out and schedule.status != "unknown":
        write({Path(arguments.out, name): text for name, text in files.items()}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.text(files["schedule.json"])
    else:
        screen.show(files["summary.txt"])
    if schedule.score is not None and not exports.written(exporters, cohort, schedule, arguments, screen):
        return Exit.PLUGIN if arguments.strict else Exit.INVALID
    return Exit.INTERRUPTED if interrupted else searching.ENDS[schedule.status]


def _search(cohort: Cohort, arguments: Namespace, screen: Screen) -> tuple[Schedule, bool]:
    """Return the best schedule, and whether the search for it was interrupted."""
    from curriculum.scheduler import Interrupted, schedule_cohort

    try:
        with searching.timed(screen, arguments.time_limit) as progress:
            schedule = schedule_cohort(
                cohort,
                seed=arguments.seed,
                time_limit=arguments.time_limit,
                work_limit=arguments.work_limit,
                workers=arguments.workers,
                progress=progress,
            )
    except Interrupted as stop:
        screen.complain(screen.say("cli.schedule.kept" if stop.schedule.score else "cli.interrupted"))
        return stop.schedule, True
    return schedule, False


def _files(cohort: Cohort, schedule: Schedule, language: str) -> Mapping[str, str]:
    from curriculum.files import schedule_text
    from curriculum.plaintext import outcome_text, summary_text
    from curriculum.summary import summarise

    text = outcome_text(schedule, language)
    if schedule.score is not None:
        text += "\n" + summary_text(summarise(cohort, schedule), language)
    return {"schedule.json": schedule_text(schedule), "summary.txt": text}
