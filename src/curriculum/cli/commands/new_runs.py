"""``curriculum new runs``: candidate runs for a cohort, from what can be offered."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.offering import Proposal


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("runs")
    parser.argument("cohort", path=True)
    parser.option("--offer", path=True, metavar="FILE")
    parser.option("--first", metavar="DAY")
    parser.option("--last", metavar="DAY")
    parser.option("--venue", action="append", metavar="NAME[=ROOM,...]")
    parser.option("--teacher", action="append", metavar="NAME[=MODULE,...]")
    parser.option("--runs", path=True, metavar="FILE")
    parser.option("--replace", action="store_true")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Propose runs and write them into the cohort's table."""
    from curriculum.cli.offers import blaming, calendars, offer
    from curriculum.files import runs_file
    from curriculum.offering import places_without_venue, proposal_text, propose_runs

    cohort = inputs.cohort(arguments, planned=False)
    target = Path(arguments.runs or runs_file(arguments.cohort))
    _keep_old(target, arguments)
    offered = offer(arguments, cohort)
    with blaming(arguments):
        proposal = propose_runs(cohort, offered, calendars=calendars(arguments, offered, cohort))
    for place in places_without_venue(cohort, offered):
        screen.note(place)
    write({target: _table(proposal, target)}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document({**proposal.document(screen.language), "written": not arguments.dry_run})
    else:
        screen.show(proposal_text(proposal, screen.language))
    screen.talk(screen.say("cli.new.next", command=f"curriculum schedule {quote(arguments.cohort)}"))
    return Exit.FINDINGS if proposal.short else Exit.DONE


def _table(proposal: Proposal, target: Path) -> str | bytes:
    """Return the proposed runs as a table of the kind that a file's name asks for."""
    from curriculum.files.plan import plan_rows, plan_text

    if target.suffix.lower() != ".xlsx":
        return plan_text(proposal.runs)
    from curriculum.report.starts import filled_table

    return filled_table("runs", plan_rows(proposal.runs))


def _keep_old(target: Path, arguments: Namespace) -> None:
    """Refuse to write over a plan, unless that is asked for.

    Raises:
        InvalidInput: there is one.
    """
    from curriculum.errors import Finding, InvalidInput

    if target.exists() and not (arguments.replace or arguments.dry_run):
        raise InvalidInput([Finding(code="runs-already-there", file=str(target))])
