"""``curriculum coverage``: what a programme teaches, what it guarantees, and what would close its gaps."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import foresee_picture, write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("coverage")
    parser.argument("programme", path=True)
    parser.option("--out", path=True, metavar="FILE.svg")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print map, coverage, gaps with repairs, single points of failure and overlaps; draw the map where asked."""
    from curriculum.coverage import curriculum_map, overlaps, programme_coverage, single_points
    from curriculum.coverage.documents import coverage_document
    from curriculum.coverage.wording import coverage_text
    from curriculum.pictures import coverage_picture

    if arguments.out:
        foresee_picture(arguments.out)
    catalog, programme = inputs.programme(arguments)
    others = inputs.used_by(catalog, arguments, arguments.programme)
    mapped = curriculum_map(catalog, programme, others=others)
    covered = programme_coverage(catalog, programme, others=others)
    singles = single_points(catalog, programme, others=others)
    doubled = overlaps(catalog, programme, others=others)
    if arguments.out:
        picture = coverage_picture(catalog, programme, others=others, language=screen.language)
        write({Path(arguments.out): picture}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document(coverage_document(mapped, covered, singles, doubled))
    else:
        screen.show(coverage_text(mapped, covered, singles, doubled, screen.language))
    return Exit.DONE
