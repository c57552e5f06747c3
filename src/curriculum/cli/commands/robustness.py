"""``curriculum robustness``: what illness breaks in a schedule."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import searching
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import share, whole
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

_MOST_DRAWS = 1_000_000


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("robustness")
    language = parser.language
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True)
    parser.option("--absence", type=share(language), default=0.05, metavar="SHARE")
    parser.option("--days", type=whole(1, 366, language), default=5, metavar="N")
    parser.option("--draws", type=whole(2, _MOST_DRAWS, language), default=1000, metavar="N")
    parser.option("--seed", type=whole(0, 2**31 - 1, language), default=1, metavar="N")
    parser.option("--workers", type=whole(1, 1024, language), metavar="N")
    parser.option("--encoding", metavar="NAME")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Make the draws, and print what they say."""
    from curriculum.files import load_schedule
    from curriculum.scenarios import robustness
    from curriculum.scenarios.documents import robustness_document
    from curriculum.scenarios.wording import robustness_text

    cohort = searching.noted_cohort(arguments, screen)
    schedule = load_schedule(arguments.schedule)
    asked = {name: getattr(arguments, name) for name in ("absence", "days", "draws", "seed")}
    with searching.executor(arguments.workers) as executor:
        found = robustness(cohort, schedule, executor=executor, **asked)
    if screen.as_json:
        screen.document(robustness_document(found))
    else:
        screen.show(robustness_text(found, screen.language))
    return Exit.DONE
