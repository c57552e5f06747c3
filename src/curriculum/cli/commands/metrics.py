"""``curriculum metrics``: how a curriculum hangs together, in exact numbers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("metrics")
    parser.argument("catalog", path=True)
    parser.option("--write", metavar="FILE", path=True)
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Measure, print the table, write a Curricular Analytics CSV if asked to."""
    from curriculum.interop.curricular_analytics import curriculum_csv, curriculum_of
    from curriculum.metrics import metrics_document, structural_metrics
    from curriculum.metrics.wording import metrics_text

    graph, doubts = inputs.graph(arguments.catalog, arguments)
    for doubt in doubts:
        screen.note(doubt)
    with inputs.blaming(arguments.catalog):
        metrics = structural_metrics(graph)
    if arguments.write:
        curriculum, losses = curriculum_of(graph)
        for loss in losses:
            screen.note(loss)
        write({Path(arguments.write): curriculum_csv(curriculum, metrics)}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(metrics_document(metrics))
    else:
        screen.show(metrics_text(metrics, screen.language))
    return Exit.DONE
