"""``curriculum new``: a working start."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from shlex import quote

from curriculum.cli.commands import new_cohort, new_runs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write_start
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen


def add(add_command: Add) -> None:
    """Say what the commands take."""
    family = add_command("new").commands(required=True)
    parser = family("catalog")
    parser.argument("name", path=True)
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=new_catalog)
    new_cohort.add(family)
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

    files = catalog_start(Path(arguments.name), screen.language)
    write_start(files, f"curriculum check {quote(arguments.name)}", screen, dry=arguments.dry_run)
    return Exit.DONE


def new_plugin(arguments: Namespace, screen: Screen) -> Exit:
    """Write the files of a plugin's package, or of a folder with a catalog alone."""
    from curriculum.templates import plugin_folder, plugin_start

    if arguments.toml_only:
        return new_catalog(arguments, screen)
    folder = quote(str(plugin_folder(Path(arguments.name))))
    files = plugin_start(Path(arguments.name), screen.language)
    write_start(files, f"pip install -e {folder} && pytest {folder}", screen, dry=arguments.dry_run)
    return Exit.DONE
