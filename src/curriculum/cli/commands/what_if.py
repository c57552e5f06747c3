"""``curriculum what-if``: cases side by side, and the price of each rule."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import searching
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import whole
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("what-if")
    parser.argument("cohort", path=True)
    parser.argument("schedule", path=True, nargs="?")
    parser.option("--case", action="append", nargs="+", default=[], metavar="CHANGE")
    parser.list_before_examples(searching.change_forms)
    parser.option("--each-rule", action="store_true")
    searching.take_limits(parser)
    parser.option("--workers", type=whole(1, 1024, parser.language), metavar="N")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Work out every case, and print them side by side."""
    from curriculum.errors import Finding
    from curriculum.files import load_schedule
    from curriculum.scenarios import compare_scenarios, rule_cases
    from curriculum.scenarios.documents import scenarios_document
    from curriculum.scenarios.wording import scenarios_text

    if not arguments.case and not arguments.each_rule:
        screen.refuse([Finding(code="no-cases")])
        return Exit.USAGE
    cohort = searching.noted_cohort(arguments, screen)
    before = load_schedule(arguments.schedule) if arguments.schedule else None
    read = searching.changes([word for words in arguments.case for word in words])
    taken = iter(read)
    cases = {"": (), **{", ".join(words): tuple(next(taken) for _ in words) for words in arguments.case}}
    if arguments.each_rule:
        cases |= rule_cases(cohort)
    with searching.interruptible(), searching.executor(arguments.workers) as executor:
        found = compare_scenarios(cohort, cases, before=before, executor=executor, **searching.limits(arguments))
    if screen.as_json:
        screen.document(scenarios_document(found))
    else:
        screen.show(scenarios_text(found, screen.language))
    return Exit.DONE
