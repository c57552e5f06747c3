"""``--export NAME``: further forms of a schedule, as plugins bring them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli.inputs import allowed_plugins
from curriculum.cli.outputs import write
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.cohort import Cohort
    from curriculum.plugins import Exporter
    from curriculum.schedule import Schedule


def asked_for(arguments: Namespace) -> list[Exporter]:
    """Return the exporters that are asked for.

    Raises:
        InvalidInput: there is no such exporter, or no folder for its files.
    """
    from curriculum.errors import Finding, InvalidInput, nearest
    from curriculum.plugins import find_exporter, known_exporters

    only, found = allowed_plugins(arguments), []
    if arguments.export and not arguments.out:
        raise InvalidInput([Finding(code="export-without-folder", values={"exporter": arguments.export[0]})])
    for word in dict.fromkeys(arguments.export):
        if (exporter := find_exporter(word, only=only)) is None:
            known = known_exporters(only=only)
            values = {"exporter": word, "known": ", ".join(known) or "-", "suggestion": nearest(word, known)}
            raise InvalidInput([Finding(code="no-such-exporter", values=values)])
        found.append(exporter)
    return found


def written(
    exporters: Sequence[Exporter], cohort: Cohort, schedule: Schedule, arguments: Namespace, screen: Screen
) -> bool:
    """Write what exporters make of a schedule; tell what went wrong, and whether nothing did.

    One that fails does not keep the others from writing.
    """
    from curriculum.errors import InvalidInput

    whole = True
    for exporter in exporters:
        try:
            made = exporter.export(cohort, schedule)
            contents = {Path(arguments.out, name): content for name, content in made.items()}
            write(contents, screen, dry=arguments.dry_run)
        except InvalidInput as invalid:
            whole = False
            for finding in invalid.findings:
                screen.complain(finding.text(screen.language))
    return whole
