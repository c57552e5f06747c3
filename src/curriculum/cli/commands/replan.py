"""``curriculum replan``: a schedule mended with as few people moved as possible."""

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
    parser = add_command("replan")
    searching.take_schedule_to_change(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Mend the schedule, write it, print who is moved and every change."""
    from curriculum.files import schedule_text
    from curriculum.scenarios import replan
    from curriculum.scenarios.documents import replan_document
    from curriculum.scenarios.wording import replan_text

    cohort, before = searching.schedule_to_change(arguments, screen)
    with screen.progress(arguments.time_limit) as progress:
        mended = replan(cohort, before, **searching.limits(arguments), progress=progress)
    text = replan_text(mended, before, screen.language)
    if arguments.out and mended.schedule.score is not None:
        files = {"schedule.json": schedule_text(mended.schedule), "changes.txt": text}
        write({Path(arguments.out, name): text for name, text in files.items()}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(replan_document(mended))
    else:
        screen.show(text)
    return Exit.INTERRUPTED if mended.interrupted else searching.ENDS[mended.schedule.status]
