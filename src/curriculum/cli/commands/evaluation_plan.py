"""``curriculum evaluation-plan``: what is asked of whom and when, and what can come of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import day, within
from curriculum.cli.outputs import foresee, write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.evaluation.instruments import Instrument
    from curriculum.evaluation.planning import Assumptions, EvaluationPlan, FrozenPlan

_LARGEST = 0.99


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("evaluation-plan")
    language = parser.language
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True)
    parser.option("--out", path=True, metavar="DIR")
    parser.option("--check", path=True, metavar="PLAN")
    parser.option("--from", dest="asked_from", type=day(language), metavar="DAY")
    parser.option("--ask", action="append", default=[], metavar="INSTRUMENT")
    parser.option("--draw", path=True, metavar="FILE")
    parser.option("--effect", type=within(0.01, 10, language), default=1.0, metavar="SD")
    parser.option("--correlation", type=within(0, _LARGEST, language), default=0.6, metavar="R")
    parser.option("--intraclass", type=within(0, _LARGEST, language), default=0.05, metavar="R")
    parser.option("--response", type=within(0.01, 1, language), default=1.0, metavar="SHARE")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Make the plan and write it, or hold one that was frozen against it."""
    from curriculum.evaluation.planning import plan_files, plan_text

    if arguments.check:
        return _check(_frozen(arguments.check), arguments, screen)
    if arguments.out:
        foresee(Path(arguments.out))
    instruments = inputs.instruments(arguments.ask, arguments)[1]
    plan = _plan(arguments, instruments, _assumptions(arguments))
    if arguments.out:
        files = plan_files(plan, instruments, screen.language)
        write({Path(arguments.out, name): made for name, made in files.items()}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(plan.document())
    else:
        screen.show(plan_text(plan, screen.language))
    return Exit.DONE


def _check(stored: FrozenPlan, arguments: Namespace, screen: Screen) -> Exit:
    """Tell whether a frozen plan holds for the schedule as it is now."""
    from curriculum.evaluation.planning import check_plan

    arguments.asked_from = stored.earliest
    now = _plan(arguments, inputs.instruments([*stored.instruments], arguments)[1], stored.assumptions)
    findings = tuple(check_plan(stored, now))
    holds = all(finding.severity == "note" for finding in findings)
    if screen.as_json:
        screen.document({"holds": holds, "findings": [screen.as_data(finding) for finding in findings]})
    else:
        screen.findings(findings)
        screen.show(screen.say("evaluation-plan.holds" if holds else "evaluation-plan.holds-not"))
    return Exit.DONE if holds else Exit.FINDINGS


def _plan(arguments: Namespace, instruments: tuple[Instrument, ...], assumptions: Assumptions) -> EvaluationPlan:
    from curriculum.evaluation.planning import evaluation_plan
    from curriculum.files import load_schedule

    cohort = inputs.cohort(arguments)
    schedule = load_schedule(arguments.schedule)
    draw = _draw(arguments.draw)
    return evaluation_plan(
        cohort,
        schedule,
        instruments,
        assumptions=assumptions,
        earliest=arguments.asked_from,
        draw=draw,
    )


def _assumptions(arguments: Namespace) -> Assumptions:
    from curriculum.evaluation.planning import Assumptions

    names = ("effect", "correlation", "intraclass", "response")
    return Assumptions(**{name: getattr(arguments, name) for name in names})


def _frozen(path: str) -> FrozenPlan:
    """Return a plan that was frozen.

    Raises:
        InvalidInput: it cannot be read, or is no plan.
    """
    from curriculum.errors import raise_if
    from curriculum.evaluation.planning import FrozenPlan
    from curriculum.files.json_file import read_json

    document, complaints = read_json(path)
    raise_if(complaints.located())
    return FrozenPlan.read(document)


def _draw(path: str | None) -> Mapping[str, Any] | None:
    """Return the record of a draw."""
    from curriculum.errors import raise_if
    from curriculum.files.json_file import read_json

    if path is None:
        return None
    record, complaints = read_json(path)
    raise_if(complaints.located())
    read: Mapping[str, Any] = record
    return read
