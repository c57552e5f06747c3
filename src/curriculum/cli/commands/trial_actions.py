"""``curriculum trial-actions``: done or not, how soon, and whether it helped to be two."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import inputs
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
    parser.option("--responses", path=True, metavar="FILE")
    parser.option("--ask", default="nomad", metavar="INSTRUMENT")
    parser.option("--encoding", metavar="NAME")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Read actions and answers, and print what came of them."""
    from curriculum.evaluation.actions import actions_document, actions_text, trial_actions
    from curriculum.evaluation.responses import AFTER
    from curriculum.evaluation.subjects import subjects
    from curriculum.files.responses import Source, load_responses
    from curriculum.files.trial_actions import load_actions

    cohort = inputs.cohort(arguments)
    people = [person.id for person in cohort.participants]
    actions = load_actions(arguments.actions, people, arguments.encoding)
    answers = None
    if arguments.responses:
        registry, (instrument,) = inputs.instruments([arguments.ask], arguments)
        responses, notes = load_responses(
            [Source(arguments.responses)],
            registry,
            participants=people,
            events=[run.id for run in cohort.runs],
            encoding=arguments.encoding,
        )
        for note in notes:
            screen.note(note)
        answers = (responses, instrument, AFTER)
    found = trial_actions(actions, subjects(cohort), until=arguments.until, answers=answers)
    if screen.as_json:
        screen.document(actions_document(found))
    else:
        screen.show(actions_text(found, screen.language))
    return Exit.DONE
