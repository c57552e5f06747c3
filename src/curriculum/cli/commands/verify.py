"""``curriculum verify``: the judge alone."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import inputs, searching
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("verify")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True)
    searching.take_changes(parser)
    parser.option("--encoding", metavar="NAME")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print every violation, and the score that the places give."""
    from curriculum.files import load_schedule
    from curriculum.judge import score, violations
    from curriculum.plaintext import score_text, violations_text

    cohort = searching.changed(inputs.cohort(arguments), arguments)
    schedule = load_schedule(arguments.schedule)
    broken = violations(cohort, schedule)
    judged = score(cohort, schedule)
    if screen.as_json:
        screen.document(
            {
                "violations": [
                    {
                        "rule": violation.rule,
                        "people": violation.people,
                        "runs": violation.runs,
                        "message": violation.message(screen.language),
                    }
                    for violation in broken
                ],
                "score": {"unfilled": judged.unfilled, "points": judged.points},
            }
        )
    elif schedule.score is None and not schedule.places and not broken:
        screen.show(screen.say("cli.verify.nothing", status=schedule.status))
    else:
        screen.show(violations_text(broken, screen.language))
        screen.show(screen.say("cli.verify.score", score=score_text(judged, screen.language)))
    return Exit.FINDINGS if broken else Exit.DONE
