"""``curriculum explain``: why not, and what would help."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import searching
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import amount, whole
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("explain")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True, nargs="?")
    searching.take_changes(parser)
    parser.option("--participant", metavar="ID")
    parser.option("--run", dest="asked_run", metavar="ID")
    parser.option("--time-limit", type=amount(parser.language), default=60.0, metavar="S")
    parser.option("--seed", type=whole(0, 2**31 - 1, parser.language), default=1, metavar="N")
    parser.option("--encoding", metavar="NAME")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Explain what is asked about, or every unfilled place."""
    from curriculum.explaining import explain
    from curriculum.explaining.documents import explanations_document
    from curriculum.explaining.wording import explanations_text
    from curriculum.files import load_schedule
    from curriculum.scheduler import Interrupted

    cohort = searching.changed(searching.noted_cohort(arguments, screen), arguments)
    schedule = load_schedule(arguments.schedule) if arguments.schedule else None
    try:
        with searching.timed(screen, arguments.time_limit) as progress:
            found = explain(
                cohort,
                schedule,
                participant=arguments.participant,
                run=arguments.asked_run,
                seed=arguments.seed,
                time_limit=arguments.time_limit,
                progress=progress,
            )
    except (Interrupted, KeyboardInterrupt):
        screen.complain(screen.say("cli.interrupted"))
        return Exit.INTERRUPTED
    if screen.as_json:
        screen.document(explanations_document(found, cohort, screen.language))
    else:
        screen.show(explanations_text(found, cohort, screen.language))
    if any(one.subject == "schedule" for one in found):
        return Exit.FINDINGS if found[0].verdict == "conflict" else Exit.NOTHING
    return Exit.DONE
