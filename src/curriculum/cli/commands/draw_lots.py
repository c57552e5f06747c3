"""``curriculum draw-lots``: who of several people gets which of several runs that suit them equally."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import whole
from curriculum.cli.outputs import foresee, write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("draw-lots")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True)
    parser.option("--out", path=True, metavar="DIR")
    parser.option("--seed", type=whole(0, 2**31 - 1, parser.language), default=1, metavar="N")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Draw, write the schedule and the record of the draw, and print who drew what."""
    from curriculum.evaluation.planning import draw_lots, draw_text
    from curriculum.files import load_schedule, schedule_text

    if arguments.out:
        foresee(Path(arguments.out))
    cohort = inputs.cohort(arguments)
    draw = draw_lots(cohort, load_schedule(arguments.schedule), seed=arguments.seed)
    if arguments.out:
        record = json.dumps(draw.document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        files = {"schedule.json": schedule_text(draw.schedule), "draw.json": record}
        write({Path(arguments.out, name): text for name, text in files.items()}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(draw.document())
    else:
        screen.show(draw_text(draw, screen.language))
    return Exit.DONE
