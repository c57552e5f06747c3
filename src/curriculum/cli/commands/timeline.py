"""``curriculum timeline``: the runs of a cohort along the calendar, as a picture."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs, searching
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import foresee_picture, give_picture
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.cohort import Cohort
    from curriculum.schedule import Schedule


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("timeline")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True, nargs="?")
    searching.take_changes(parser)
    parser.option("--out", path=True, metavar="FILE.svg")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Draw the runs; write the picture, or print it where no file is named. The document has the runs."""
    from curriculum.files import load_schedule
    from curriculum.pictures import timeline_picture

    if arguments.out:
        foresee_picture(arguments.out)
    cohort = searching.changed(inputs.cohort(arguments), arguments)
    schedule = load_schedule(arguments.schedule) if arguments.schedule else None
    picture = timeline_picture(cohort, schedule, language=screen.language)
    give_picture(picture, {"cohort": cohort.id, "runs": _runs(cohort, schedule)}, arguments, screen)
    return Exit.DONE


def _runs(cohort: Cohort, schedule: Schedule | None) -> list[dict[str, Any]]:
    """Return the runs with a session, by the time of the first one."""
    dated = sorted((run for run in cohort.runs if run.sessions), key=lambda run: (run.start, run.id))
    return [
        {
            "run": run.id,
            "module": run.module,
            "state": run.state,
            "sessions": [str(session) for session in run.sessions],
            "people": None if schedule is None else len(schedule.people_in(run.id)),
        }
        for run in dated
    ]
