"""``curriculum groups``: who sits with whom at each network meeting."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.numbers import amount, whole
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from curriculum.cohort import Cohort
    from curriculum.groups import Groups, Network

_MOST_PEOPLE, _MOST_MEETINGS = 20_000, 1_000


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("groups")
    language = parser.language
    parser.argument("cohort", path=True, nargs="?")
    parser.option("--people", type=whole(1, _MOST_PEOPLE, language), metavar="N")
    parser.option("--size", type=whole(1, _MOST_PEOPLE, language), required=True, metavar="S")
    parser.option("--meetings", type=whole(1, _MOST_MEETINGS, language), required=True, metavar="M")
    parser.option("--mix", metavar="COLUMN")
    parser.option("--apart", action="append", default=[], metavar="COLUMN")
    parser.option("--pairs", choices=("together", "apart", "ignore"))
    parser.option("--dates", metavar="DAYS")
    parser.option("--out", path=True, metavar="PATH")
    parser.option("--time-limit", type=amount(language), default=60.0, metavar="S")
    parser.option("--seed", type=whole(0, 2**31 - 1, language), default=1, metavar="N")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Arrange the groups, write what was asked for, print them."""
    from curriculum.errors import Finding
    from curriculum.files import groups_text
    from curriculum.groups.network import read_days
    from curriculum.groups.wording import describe_groups
    from curriculum.report import group_table, mail_merge

    if _is_unclear(arguments):
        screen.refuse([Finding(code="groups-who")])
        return Exit.USAGE
    cohort = _cohort(arguments, screen)
    dates = read_days(arguments.dates) if arguments.dates else ()
    network = _network(cohort, dates, arguments)
    groups, interrupted = _search(network, arguments, screen)
    if arguments.out:
        table = mail_merge(group_table(groups, cohort, screen.language, dates=dates))
        write(_files(arguments.out, groups_text(groups), table), screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.text(groups_text(groups, absent=network.absent))
    else:
        screen.show(describe_groups(groups, screen.language, absent=network.absent))
    return Exit.INTERRUPTED if interrupted else Exit.DONE


def _is_unclear(arguments: Namespace) -> bool:
    """Say whether it cannot be told who meets, or something is asked about people of whom nothing is known."""
    about_people = arguments.mix or arguments.apart or arguments.pairs or arguments.dates
    numbered = arguments.people is not None
    return numbered == (arguments.cohort is not None) or bool(numbered and about_people)


def _files(out: str, text: str, table: bytes) -> dict[Path, str | bytes]:
    """Return what is written: ``groups.json`` and a table in a folder, or a named file alone."""
    if out.endswith(".json"):
        return {Path(out): text}
    return {Path(out, "groups.json"): text, Path(out, "groups.csv"): table}


def _cohort(arguments: Namespace, screen: Screen) -> Cohort | None:
    """Return the cohort that is named, if any, its doubtful cells noted; its runs need not be there yet."""
    if arguments.cohort is None:
        return None
    _refuse_lists(Path(arguments.cohort))
    cohort = inputs.cohort(arguments, planned=False)
    for note in inputs.notes(cohort, arguments):
        screen.note(note)
    return cohort


def _refuse_lists(path: Path) -> None:
    """Say what to write beside a list of people, or into a folder, that has no cohort file.

    Raises:
        InvalidInput: the path is there, and it is neither a cohort file nor a folder with one.
    """
    from curriculum.errors import Finding, InvalidInput
    from curriculum.files.settings import FILE_NAME

    is_list = path.is_file() and path.suffix != ".toml"
    if is_list or (path.is_dir() and not (path / FILE_NAME).exists()):
        values = {"file": FILE_NAME, "list": path.name if is_list else "participants.csv"}
        raise InvalidInput([Finding(code="groups-no-cohort", values=values, file=str(path))])


def _network(cohort: Cohort | None, dates: Sequence[date], arguments: Namespace) -> Network:
    from curriculum.groups import cohort_network, numbered_network

    size, meetings = arguments.size, arguments.meetings
    if cohort is None:
        return numbered_network(arguments.people, size=size, meetings=meetings)
    return cohort_network(
        cohort,
        size=size,
        meetings=meetings,
        mix=arguments.mix,
        apart=arguments.apart,
        pairs=arguments.pairs,
        dates=dates,
    )


def _search(network: Network, arguments: Namespace, screen: Screen) -> tuple[Groups, bool]:
    """Return the best groups, and whether the search for them was interrupted."""
    from curriculum.groups import GroupsInterrupted, arrange_groups

    began = time.monotonic()
    try:
        groups = arrange_groups(network, seed=arguments.seed, time_limit=arguments.time_limit)
    except GroupsInterrupted as stop:
        screen.complain(screen.say("cli.groups.kept"))
        return stop.groups, True
    screen.talk(screen.say("cli.schedule.took", seconds=round(time.monotonic() - began, 1)))
    return groups, False
