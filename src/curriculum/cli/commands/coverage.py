"""``curriculum coverage``: what a programme teaches, what it guarantees, and what would close its gaps."""

from __future__ import annotations

from argparse import Namespace

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("coverage")
    parser.argument("programme", path=True)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print map, coverage, gaps with repairs, single points of failure and overlaps."""
    from curriculum.coverage import curriculum_map, overlaps, programme_coverage, single_points
    from curriculum.coverage.documents import coverage_document
    from curriculum.coverage.wording import coverage_text

    catalog, programme = inputs.programme(arguments)
    others = inputs.used_by(catalog, arguments)
    mapped = curriculum_map(catalog, programme, others=others)
    covered = programme_coverage(catalog, programme, others=others)
    singles = single_points(catalog, programme, others=others)
    doubled = overlaps(catalog, programme, others=others)
    if screen.as_json:
        screen.document(coverage_document(mapped, covered, singles, doubled))
    else:
        screen.show(coverage_text(mapped, covered, singles, doubled, screen.language))
    return Exit.DONE
