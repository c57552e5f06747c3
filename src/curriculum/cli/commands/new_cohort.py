"""``curriculum new cohort``: a cohort to start from; asks on a terminal when nothing is said."""

from __future__ import annotations

import importlib.util
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from shlex import quote

from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write_start
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("cohort")
    parser.argument("name", path=True, nargs="?")
    parser.option("--xlsx", action="store_true")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Write the files of a new cohort, called and made as was said or answered."""
    name, excel = arguments.name, arguments.xlsx
    if name is None and screen.can_ask:
        screen.talk(screen.say("cli.ask.begin"))
        name = _name(screen)
        excel = excel or _excel(screen)
    if name is None:
        from curriculum.errors import Finding

        complaint = screen.say("cli.wrong.missing", names="NAME")
        screen.refuse(
            [Finding(code="wrong-usage", values={"complaint": complaint, "command": "curriculum new cohort"})]
        )
        return Exit.USAGE
    files = _start(excel=excel)(Path(name), screen.language)
    write_start(files, f"curriculum schedule {quote(name)}", screen, dry=arguments.dry_run)
    return Exit.DONE


def _start(*, excel: bool) -> Callable[[Path, str], Mapping[Path, str | bytes]]:
    if excel:
        from curriculum.report.starts import workbook_start

        return workbook_start
    from curriculum.templates import cohort_start

    return cohort_start


def _name(screen: Screen) -> str:
    """Ask for a folder until nothing is in the way of it."""
    from curriculum.errors import InvalidInput

    while True:
        name = screen.ask(screen.say("cli.ask.cohort-name"), screen.say("cli.ask.cohort-name-default"))
        try:
            for excel in {False, _has_excel()}:
                _start(excel=excel)(Path(name), screen.language)
        except InvalidInput as invalid:
            screen.refuse(invalid.findings)
        else:
            return name


def _excel(screen: Screen) -> bool:
    """Ask whether the tables are to be workbooks, where they can be made."""
    return _has_excel() and screen.confirm(screen.say("cli.ask.excel"))


def _has_excel() -> bool:
    return importlib.util.find_spec("xlsxwriter") is not None
