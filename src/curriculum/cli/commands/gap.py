"""``curriculum gap``: how far strategy and practice are apart, by organisation and by level."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("gap")
    parser.argument("cohort", path=True)
    parser.option("--responses", path=True, metavar="FILE", required=True)
    parser.option("--wave", default="before", choices=("before", "after", "follow-up"))
    parser.option("--encoding", metavar="NAME")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Read the answers, and print the gaps."""
    from curriculum.evaluation.gap import gaps, gaps_document, gaps_text
    from curriculum.evaluation.subjects import subjects
    from curriculum.files.responses import Source, load_responses

    cohort = inputs.cohort(arguments)
    registry, (instrument,) = inputs.instruments(["gap"], arguments)
    responses, notes = load_responses(
        [Source(arguments.responses)],
        registry,
        participants=[person.id for person in cohort.participants],
        events=[run.id for run in cohort.runs],
        encoding=arguments.encoding,
    )
    for note in notes:
        screen.note(note)
    levels = [level.id for level in cohort.catalog.levels]
    top = levels[0] if levels else None
    found = gaps(responses, instrument, arguments.wave, subjects(cohort), top=top)
    if screen.as_json:
        screen.document(gaps_document(found))
    else:
        screen.show(gaps_text(found, screen.language))
    return Exit.DONE
