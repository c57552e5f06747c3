"""What commands that search have in common: their limits, changes on the command line, side-by-side work."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import amount, whole
from curriculum.cli.outputs import foresee
from curriculum.cli.parser import Parser
from curriculum.cli.screen import Screen
from curriculum.messages import say

ENDS = {"optimal": Exit.DONE, "feasible": Exit.DONE, "infeasible": Exit.FINDINGS, "unknown": Exit.NOTHING}
"""The exit code for each status of what was searched for."""

if TYPE_CHECKING:
    from curriculum.changes import CohortChange
    from curriculum.cli.screen import Listener
    from curriculum.cohort import Cohort
    from curriculum.schedule import Schedule


def take_limits(parser: Parser) -> None:
    """Let a command take the limits of a search, and the encoding of the cohort's tables."""
    parser.option("--time-limit", type=amount(parser.language), default=60.0, metavar="S")
    parser.option("--work-limit", type=amount(parser.language), metavar="W")
    parser.option("--seed", type=whole(0, 2**31 - 1, parser.language), default=1, metavar="N")
    parser.option("--encoding", metavar="NAME")


def limits(arguments: Namespace) -> dict[str, Any]:
    """Return the limits as the library takes them."""
    return {
        "seed": arguments.seed,
        "time_limit": arguments.time_limit,
        "work_limit": arguments.work_limit,
    }


def noted_cohort(arguments: Namespace, screen: Screen) -> Cohort:
    """Return the cohort of the command line, after what is perhaps not meant in it has been told.

    Raises:
        InvalidInput: there is no such folder, or something in it is invalid.
    """
    cohort = inputs.cohort(arguments)
    for note in inputs.notes(cohort, arguments):
        screen.note(note)
    return cohort


def take_schedule_to_change(parser: Parser) -> None:
    """Let a command take a cohort, a schedule of it, changes to the cohort and where the new schedule goes."""
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True)
    take_changes(parser)
    parser.list_before_examples(change_forms)
    parser.option("--out", path=True, metavar="DIR")
    take_limits(parser)
    parser.option("--dry-run", action="store_true")


def schedule_to_change(arguments: Namespace, screen: Screen) -> tuple[Cohort, Schedule]:
    """Return the changed cohort and the schedule of the command line, once the new one is known to have a place.

    Raises:
        InvalidInput: with everything that is wrong with the files or with any of the changes.
    """
    from curriculum.files import load_schedule

    cohort = noted_cohort(arguments, screen)
    schedule = load_schedule(arguments.schedule)
    cohort = changed(cohort, arguments)
    if arguments.out:
        foresee(Path(arguments.out))
    return cohort, schedule


def take_changes(parser: Parser) -> None:
    """Let a command take changes to the cohort."""
    parser.option("--with", action="append", default=[], metavar="CHANGE")


def change_forms(language: str) -> str:
    """Return how every kind of change is written, one form a line, under a heading in ``language``."""
    from curriculum.changes import FORMS

    lines = (f"  {form}" for forms in FORMS.values() for form in forms.split(", "))
    return "\n".join((say("cli.changes", language), *lines))


def changed(cohort: Cohort, arguments: Namespace) -> Cohort:
    """Return the cohort with the changes of the command line.

    Raises:
        InvalidInput: with everything that is wrong with any of them.
    """
    from curriculum.changes import with_changes

    return with_changes(cohort, changes(vars(arguments)["with"]))


def changes(words: Sequence[str]) -> tuple[CohortChange, ...]:
    """Return the changes that words of the command line stand for; ``@FILE`` stands for those of a board's file.

    Raises:
        InvalidInput: with everything that is wrong with any of them.
    """
    from curriculum.changes import read_change
    from curriculum.errors import Finding, InvalidInput, raise_if

    read: list[CohortChange] = []
    findings: list[Finding] = []
    for word in words:
        try:
            if word.startswith("@"):
                from curriculum.board.keeping import board_changes

                read += board_changes(word.removeprefix("@"))
            else:
                read.append(read_change(word))
        except InvalidInput as invalid:
            findings += invalid.findings
    raise_if(findings)
    return tuple(read)


@contextmanager
def timed(screen: Screen, seconds: float) -> Iterator[Listener | None]:
    """Show how a search of at most so many seconds gets on, and how long it took; yields what is told of it."""
    began = time.monotonic()
    with screen.progress(seconds) as progress:
        yield progress
    screen.talk(screen.say("cli.schedule.took", seconds=round(time.monotonic() - began, 1)))


@contextmanager
def interruptible() -> Iterator[None]:
    """Make Ctrl-C in a search end the command; for those that have nothing to show before the end."""
    from curriculum.scheduler import Interrupted

    try:
        yield
    except Interrupted:
        raise KeyboardInterrupt from None


@contextmanager
def executor(workers: int | None) -> Iterator[Executor | None]:
    """Provide processes for work that goes side by side; none when one worker is enough."""
    if workers is None or workers == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: the solver has threads of its own.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
        yield processes
