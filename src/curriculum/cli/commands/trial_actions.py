"""``curriculum trial-actions``: done or not, how soon, and whether it helped to be two."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import answers, inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import day
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("trial-actions")
    parser.argument("cohort", path=True)
    parser.option("--actions", path=True, metavar="FILE", required=True)
    parser.option("--until", type=day(parser.language), metavar="DAY", required=True)
    answers.take_options(parser)
    parser.option("--ask", default="nomad", metavar="INSTRUMENT")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Read actions and answers, and print what came of them."""
    from curriculum.evaluation.actions import actions_document, actions_text, trial_actions
    from curriculum.evaluation.responses import AFTER
    from curriculum.evaluation.subjects import subjects
    from curriculum.files.trial_actions import load_actions

    cohort = inputs.cohort(arguments)
    people = [person.id for person in cohort.participants]
    actions = load_actions(arguments.actions, people, arguments.encoding)
    earlier = answers.earlier(arguments)
    about = None
    if answers.given(arguments):
        registry, (instrument,) = inputs.instruments([arguments.ask], arguments)
        events = [run.id for run in cohort.runs]
        responses = answers.load(arguments, screen, registry, participants=people, events=events)
        about = (responses, instrument, AFTER)
    found = trial_actions(actions, subjects(cohort), until=arguments.until, answers=about, earlier=earlier)
    document, text = actions_document(found), actions_text(found, screen.language)
    files = {"trial-actions.txt": text, "trial-actions.json": answers.json_text(document)}
    answers.write_report(files, found.release, cohort.id, arguments, screen, before=earlier)
    if screen.as_json:
        screen.document(document)
    else:
        screen.show(text)
    return Exit.DONE
