"""``curriculum gap``: how far strategy and practice are apart, by organisation and by level."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import answers, inputs
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("gap")
    parser.argument("cohort", path=True)
    answers.take_options(parser, required=True)
    parser.option("--wave", default="before", choices=("before", "after", "follow-up"))
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Read the answers, and print the gaps."""
    from curriculum.evaluation.gap import gaps, gaps_document, gaps_text
    from curriculum.evaluation.subjects import subjects

    cohort = inputs.cohort(arguments)
    registry, (instrument,) = inputs.instruments(["gap"], arguments)
    earlier = answers.earlier(arguments)
    responses = answers.load(
        arguments,
        screen,
        registry,
        participants=[person.id for person in cohort.participants],
        events=[run.id for run in cohort.runs],
    )
    levels = [level.id for level in cohort.catalog.levels]
    top = levels[0] if levels else None
    found = gaps(responses, instrument, arguments.wave, subjects(cohort), top=top, earlier=earlier)
    document, text = gaps_document(found), gaps_text(found, screen.language)
    files = {"gap.txt": text, "gap.json": answers.json_text(document)}
    answers.write_report(files, found.release, cohort.id, arguments, screen, before=earlier)
    if screen.as_json:
        screen.document(document)
    else:
        screen.show(text)
    return Exit.DONE
