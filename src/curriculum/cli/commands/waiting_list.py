"""``curriculum waiting-list``: whose turn it is for a place."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from curriculum.cli import searching
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("waiting-list")
    searching.take_schedule_to_change(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Go through the list, and print what each turn brings."""
    from curriculum.files import schedule_text
    from curriculum.scenarios import waiting_list
    from curriculum.scenarios.documents import waiting_document
    from curriculum.scenarios.wording import waiting_text

    cohort, schedule = searching.schedule_to_change(arguments, screen)
    found = waiting_list(cohort, schedule, **searching.limits(arguments))
    if arguments.out:
        path = Path(arguments.out, "schedule.json")
        write({path: schedule_text(found.schedule)}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(waiting_document(found))
    else:
        screen.show(waiting_text(found, screen.language))
    return Exit.DONE
