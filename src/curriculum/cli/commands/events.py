"""``curriculum events``: what people thought of each event, what is more than chance, and what was changed."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import foresee, write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("events")
    parser.argument("cohort", path=True)
    parser.option("--responses", path=True, metavar="FILE", required=True)
    parser.option("--adaptations", path=True, metavar="FILE")
    parser.option("--ask", default="event", metavar="INSTRUMENT")
    parser.option("--out", path=True, metavar="DIR")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Read the answers, print the series, and draw it if asked to."""
    from curriculum.evaluation.events import Log, event_series, series_document, series_picture, series_text
    from curriculum.files.event_log import load_event_log
    from curriculum.files.responses import Source, load_responses

    cohort = inputs.cohort(arguments)
    days = {run.id: run.start.date() for run in cohort.runs if run.sessions}
    log = load_event_log(arguments.adaptations, days) if arguments.adaptations else Log()
    if arguments.out:
        foresee(Path(arguments.out))
    registry, (instrument,) = inputs.instruments([arguments.ask], arguments)
    responses, notes = load_responses(
        [Source(arguments.responses)],
        registry,
        participants=[person.id for person in cohort.participants],
        events=[*days, *(event.id for event in log.events)],
        encoding=arguments.encoding,
    )
    for note in notes:
        screen.note(note)
    series = event_series(responses, instrument, days, log)
    text = series_text(series, screen.language)
    if arguments.out:
        files = {
            "events.txt": text,
            "events.svg": str(series_picture(series, cohort.id, language=screen.language)),
        }
        write({Path(arguments.out, name): made for name, made in files.items()}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(series_document(series))
    else:
        screen.show(text)
    return Exit.DONE
