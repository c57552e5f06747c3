"""``curriculum plan``: modules into terms, proven."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import amount, whole
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

_ENDS = {"optimal": Exit.DONE, "feasible": Exit.DONE, "infeasible": Exit.FINDINGS, "unknown": Exit.NOTHING}
_OBJECTIVES = ("terms", "balance", "distance", "load")


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("plan")
    parser.argument("curriculum", path=True)
    parser.option("--terms", type=whole(1, 1000, parser.language), required=True, metavar="N")
    parser.option("--objective", choices=_OBJECTIVES, default="terms")
    for flag in ("--min-credits", "--max-credits"):
        parser.option(flag, type=amount(parser.language), metavar="C")
    for flag in ("--min-modules", "--max-modules"):
        parser.option(flag, type=whole(0, 10**6, parser.language), metavar="K")
    parser.option("--time-limit", type=amount(parser.language), default=60.0, metavar="S")
    parser.option("--work-limit", type=amount(parser.language), metavar="W")
    parser.option("--seed", type=whole(0, 2**31 - 1, parser.language), default=1, metavar="N")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Plan, and print the terms."""
    from curriculum.design import LIMITS, PlanTask, plan_document
    from curriculum.design_wording import plan_text
    from curriculum.planner import plan_terms

    graph, doubts = inputs.graph(arguments.curriculum, arguments, programmes=True)
    for doubt in doubts:
        screen.note(doubt)
    limits = {name: getattr(arguments, name) for name in LIMITS}
    task = PlanTask(terms=arguments.terms, objective=arguments.objective, **limits)
    spent = {"time_limit": arguments.time_limit, "work_limit": arguments.work_limit}
    plan = plan_terms(graph, task, seed=arguments.seed, **spent)
    if screen.as_json:
        screen.document(plan_document(plan))
    else:
        screen.show(plan_text(graph, task, plan, screen.language))
    return _ENDS[plan.status]
