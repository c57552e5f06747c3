"""``curriculum new``: a working start."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from shlex import quote

from curriculum.cli.commands import new_runs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the commands take."""
    family = add_command("new").commands(required=True)
    for word, run in (("catalog", new_catalog), ("cohort", new_cohort)):
        parser = family(word)
        parser.argument("name", path=True)
        parser.option("--dry-run", action="store_true")
        parser.set_defaults(run=run)
        if run is new_cohort:
            parser.option("--xlsx", action="store_true")
    add_plugin(family)
    new_runs.add(family)


def add_plugin(add_command: Add, word: str = "plugin") -> None:
    """Say what the command takes that makes a plugin; it is known by two names."""
    parser = add_command(word)
    parser.argument("name", path=True)
    parser.option("--toml-only", action="store_true")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=new_plugin)


def new_catalog(arguments: Namespace, screen: Screen) -> Exit:
    """Write the files of a new catalog."""
    from curriculum.templates import catalog_start

    return _write(catalog_start, f"curriculum check {quote(arguments.name)}", arguments, screen)


def new_cohort(arguments: Namespace, screen: Screen) -> Exit:
    """Write the files of a new cohort."""
    from curriculum.templates import cohort_start

    start: Callable[[Path, str], Mapping[Path, str | bytes]] = cohort_start
    if arguments.xlsx:
        from curriculum.report.starts import workbook_start as start
    return _write(start, f"curriculum schedule {quote(arguments.name)}", arguments, screen)


def new_plugin(arguments: Namespace, screen: Screen) -> Exit:
    """Write the files of a plugin's package, or of a folder with a catalog alone."""
    from curriculum.templates import plugin_folder, plugin_start

    if arguments.toml_only:
        return new_catalog(arguments, screen)
    folder = quote(str(plugin_folder(Path(arguments.name))))
    return _write(plugin_start, f"pip install -e {folder} && pytest {folder}", arguments, screen)


def _write(
    start: Callable[[Path, str], Mapping[Path, str | bytes]], following: str, arguments: Namespace, screen: Screen
) -> Exit:
    files = start(Path(arguments.name), screen.language)
    write(files, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document({"files": [str(path) for path in files], "written": not arguments.dry_run})
    screen.talk(screen.say("cli.new.next", command=following))
    return Exit.DONE
