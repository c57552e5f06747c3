"""``curriculum events``: what people thought of each event, what is more than chance, and what was changed."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import answers, inputs
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("events")
    parser.argument("cohort", path=True)
    answers.take_options(parser, required=True)
    parser.option("--adaptations", path=True, metavar="FILE")
    parser.option("--ask", default="event", metavar="INSTRUMENT")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Read the answers, print the series, and draw it if asked to."""
    from curriculum.evaluation.events import Log, event_series, series_document, series_picture, series_text
    from curriculum.files.event_log import load_event_log

    cohort = inputs.cohort(arguments)
    days = {run.id: run.start.date() for run in cohort.runs if run.sessions}
    log = load_event_log(arguments.adaptations, days) if arguments.adaptations else Log()
    earlier = answers.earlier(arguments)
    registry, (instrument,) = inputs.instruments([arguments.ask], arguments)
    responses = answers.load(
        arguments,
        screen,
        registry,
        participants=[person.id for person in cohort.participants],
        events=[*days, *(event.id for event in log.events)],
    )
    series = event_series(responses, instrument, days, log, earlier)
    text = series_text(series, screen.language)
    drawn = str(series_picture(series, cohort.id, language=screen.language)) if arguments.out else ""
    files = {"events.txt": text, "events.svg": drawn}
    answers.write_report(files, series.release, cohort.id, arguments, screen, before=earlier)
    if screen.as_json:
        screen.document(series_document(series))
    else:
        screen.show(text)
    return Exit.DONE
