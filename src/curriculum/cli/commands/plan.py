"""``curriculum plan``: modules into terms, or modules for targets, proven."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import amount, whole
from curriculum.cli.outputs import foresee_picture, write
from curriculum.cli.parser import Add
from curriculum.cli.plan_words import chain, fixed_term, ids, target
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.choosing import ChoiceTask
    from curriculum.design import Plan, PlanTask
    from curriculum.graph import RequisiteGraph

_ENDS = {"optimal": Exit.DONE, "feasible": Exit.DONE, "infeasible": Exit.FINDINGS, "unknown": Exit.NOTHING}
_OBJECTIVES = ("terms", "balance", "distance", "load")
_FEWEST = ("hours", "workload", "credits", "modules")


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("plan")
    language = parser.language
    parser.argument("curriculum", path=True)
    parser.option("--terms", type=whole(1, 1000, language), metavar="N")
    parser.option("--objective", choices=_OBJECTIVES, default="terms")
    for flag in ("--min-credits", "--max-credits"):
        parser.option(flag, type=amount(language), metavar="C")
    for flag in ("--min-modules", "--max-modules"):
        parser.option(flag, type=whole(0, 10**6, language), metavar="K")
    parser.option("--fix", type=fixed_term(language), action="append", default=[], metavar="MODULE=TERM")
    parser.option("--consecutive", type=chain(language), action="append", default=[], metavar="A,B")
    parser.option("--alternate", action="store_true")
    for flag in ("--theory", "--practice"):
        parser.option(flag, type=ids, action="extend", default=[], metavar="MODULES")
    parser.option("--choose", action="store_true")
    parser.option("--reach", type=target, action="append", metavar="COMPETENCY=STEP")
    parser.option("--fewest", choices=_FEWEST, default="hours")
    for flag in ("--keep", "--without"):
        parser.option(flag, type=ids, action="extend", default=[], metavar="MODULES")
    parser.option("--optima", type=whole(1, 1000, language), default=1, metavar="K")
    parser.option("--out", path=True, metavar="FILE.svg")
    parser.option("--dry-run", action="store_true")
    parser.option("--time-limit", type=amount(language), default=60.0, metavar="S")
    parser.option("--work-limit", type=amount(language), metavar="W")
    parser.option("--seed", type=whole(0, 2**31 - 1, language), default=1, metavar="N")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Choose modules, put modules into terms, or the one and then the other; print what came out."""
    from curriculum.errors import Finding

    if (arguments.theory or arguments.practice) and not arguments.alternate:
        screen.refuse([Finding(code="plan-alternate-missing")])
        return Exit.USAGE
    if (arguments.reach or arguments.keep or arguments.without) and not arguments.choose:
        screen.refuse([Finding(code="plan-choose-missing")])
        return Exit.USAGE
    if arguments.terms is None and (arguments.out or not arguments.choose):
        screen.refuse([Finding(code="plan-terms-missing")])
        return Exit.USAGE
    if arguments.out:
        foresee_picture(arguments.out)
    return _choose(arguments, screen) if arguments.choose else _put_into_terms(arguments, screen)


def _put_into_terms(arguments: Namespace, screen: Screen) -> Exit:
    from curriculum.design import plan_document
    from curriculum.design_wording import plan_text
    from curriculum.metrics import circle_findings

    graph, doubts = inputs.graph(arguments.curriculum, arguments, programmes=True, language=screen.language)
    for doubt in doubts:
        screen.note(doubt)
    task, plan = _plan(graph, arguments)
    if plan.status == "infeasible":
        for circle in inputs.blamed(circle_findings(graph), arguments.curriculum):
            screen.note(circle)
    _draw(graph, task, plan, arguments, screen)
    if screen.as_json:
        screen.document(plan_document(plan))
    else:
        screen.show(plan_text(graph, task, plan, screen.language))
    return _ENDS[plan.status]


def _choose(arguments: Namespace, screen: Screen) -> Exit:
    from curriculum.choosing import choice_document
    from curriculum.choosing.wording import choices_text
    from curriculum.design import plan_document
    from curriculum.design_wording import plan_text
    from curriculum.graph import catalog_graph, part_of
    from curriculum.planner import choose_modules

    tasks = _questions(arguments)
    limits = _limits(arguments)
    choices = [choose_modules(task, optima=arguments.optima, **limits) for task in tasks]
    document: dict[str, Any] = {"choices": [choice_document(choice) for choice in choices]}
    text = choices_text(choices, screen.language)
    ends = [_ENDS[choice.status] for choice in choices]
    if arguments.terms is not None and choices[0].size is not None:
        graph = part_of(catalog_graph(tasks[0].scope.catalog, language=screen.language), choices[0].modules)
        task, plan = _plan(graph, arguments)
        _draw(graph, task, plan, arguments, screen)
        document |= plan_document(plan)
        text += "\n" + plan_text(graph, task, plan, screen.language)
        ends.append(_ENDS[plan.status])
    if screen.as_json:
        screen.document(document)
    else:
        screen.show(text)
    return max(ends)


def _questions(arguments: Namespace) -> Sequence[ChoiceTask]:
    """Return what is asked: about the targets that are named, or those of the programme, by leadership level."""
    from curriculum.choosing import choice_task, programme_tasks
    from curriculum.errors import Finding, InvalidInput
    from curriculum.model import Target

    if inputs.is_csv(arguments.curriculum):
        raise InvalidInput([Finding(code="choice-no-outcomes", file=arguments.curriculum)])
    asked = {"fewest": arguments.fewest, "keep": arguments.keep, "without": arguments.without}
    if not arguments.reach:
        catalog, programme = inputs.programme(arguments, arguments.curriculum)
        others = inputs.used_by(catalog, arguments, arguments.curriculum)
        return programme_tasks(catalog, programme, others=others, **asked)
    catalog, wanted = inputs.catalog_or_programme(arguments, arguments.curriculum)
    targets = [Target(competency=competency, reaches=step) for competency, step in arguments.reach]
    others = inputs.used_by(catalog, arguments, arguments.curriculum)
    return [choice_task(catalog, wanted, targets=targets, others=others, **asked)]


def _plan(graph: RequisiteGraph, arguments: Namespace) -> tuple[PlanTask, Plan]:
    from curriculum.design import LIMITS, PlanTask
    from curriculum.planner import plan_terms

    task = PlanTask(
        terms=arguments.terms,
        objective=arguments.objective,
        fixed=dict(arguments.fix),
        consecutive=[pair for modules in arguments.consecutive for pair in pairwise(modules)],
        alternate=arguments.alternate,
        theory=arguments.theory,
        practice=arguments.practice,
        **{name: getattr(arguments, name) for name in LIMITS},
    )
    return task, plan_terms(graph, task, optima=arguments.optima, **_limits(arguments))


def _limits(arguments: Namespace) -> dict[str, Any]:
    return {"seed": arguments.seed, "time_limit": arguments.time_limit, "work_limit": arguments.work_limit}


def _draw(graph: RequisiteGraph, task: PlanTask, plan: Plan, arguments: Namespace, screen: Screen) -> None:
    """Write the picture, where one was asked for and there is a plan to draw."""
    from curriculum.pictures import plan_picture

    if arguments.out and plan.terms:
        picture = plan_picture(plan, graph, task, language=screen.language)
        write({Path(arguments.out): picture}, screen, dry=arguments.dry_run)
