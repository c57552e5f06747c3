"""``curriculum report``: a schedule as a page, workbook, calendars and mail merge."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import inputs, searching
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import foresee
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.cohort import Cohort
    from curriculum.explaining.told import Told
    from curriculum.schedule import Schedule

PLOTS = "plots"
FOR_ADVICE = 30.0
"""Seconds for finding out what would help."""


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("report")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True)
    searching.take_changes(parser)
    parser.option("--out", path=True, metavar="DIR", required=True)
    parser.option("--last-version", path=True, metavar="SCHEDULE")
    parser.option("--without-names", action="store_true")
    parser.option("--without-advice", action="store_true")
    parser.option("--plots", action="store_true")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Make the report, write it, and say what there is."""
    from curriculum.files import load_schedule, write_files
    from curriculum.judge import violations
    from curriculum.report import report_files
    from curriculum.report.files import CALENDARS

    folder = Path(arguments.out)
    foresee(folder)
    cohort = searching.changed(inputs.cohort(arguments), arguments)
    schedule = load_schedule(arguments.schedule)
    last = load_schedule(arguments.last_version) if arguments.last_version else cohort.previous
    broken = violations(cohort, schedule)
    told = () if broken or arguments.without_advice else _advice(cohort, schedule, screen)
    files = report_files(
        cohort,
        schedule,
        screen.language,
        before=last,
        calendars_before=_calendars(folder / CALENDARS),
        violations=broken,
        advice=told,
        names=not arguments.without_names,
    )
    if arguments.plots:
        from curriculum.plots import plot_files

        drawn = plot_files(cohort, schedule, screen.language)
        files |= {f"{PLOTS}/{name}": data for name, data in drawn.items()}
    if not arguments.dry_run:
        write_files({folder / path: content for path, content in files.items()})
    _tell(files, folder, arguments, screen)
    return Exit.FINDINGS if broken else Exit.DONE


def _advice(cohort: Cohort, schedule: Schedule, screen: Screen) -> tuple[Told, ...]:
    """Find out why places are unfilled and what would help; Ctrl-C leaves it out."""
    from curriculum.explaining import explain
    from curriculum.explaining.wording import told_explanations
    from curriculum.judge import unfilled
    from curriculum.scheduler import Interrupted

    if schedule.status != "infeasible" and not unfilled(cohort, schedule):
        return ()
    screen.talk(screen.say("cli.report.advice", seconds=round(FOR_ADVICE)))
    try:
        found = explain(cohort, schedule, time_limit=FOR_ADVICE)
    except Interrupted:
        screen.complain(screen.say("cli.report.no-advice"))
        return ()
    return told_explanations(found, cohort, screen.language)


def _calendars(folder: Path) -> dict[str, bytes]:
    """Return the calendars of the last report, by their path in the folder of calendars."""
    paths = sorted(folder.glob("*/*.ics"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def _tell(files: dict[str, bytes], folder: Path, arguments: Namespace, screen: Screen) -> None:
    """Say what was written: single files by name, calendars by their number."""
    key = "cli.file.would-write" if arguments.dry_run else "cli.file.written"
    books = [path for path in files if path.startswith("calendars/")]
    single = [path for path in files if path not in books]
    if screen.as_json:
        screen.document({"files": sorted(files), "written": not arguments.dry_run})
    for path in single:
        screen.talk(screen.say(key, path=folder / path))
    screen.talk(screen.say(key, path=folder / "calendars") + f" ({len(books)})")
