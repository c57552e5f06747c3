"""``curriculum doctor``: what is installed, what is missing, what is found."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from curriculum.cli.commands.plugins import plugin_data, show_plugins
from curriculum.cli.exits import Exit
from curriculum.cli.inputs import allowed_plugins
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.installation import Installation, Requirements

OFFERED = frozenset({"frames", "office", "evaluation", "plots", "board", "dask"})
"""Extras that give a user something; the others serve who builds this library, or gather these."""


def add(add_command: Add) -> None:
    """Say what the command takes."""
    add_command("doctor").set_defaults(run=run, shows_plugins=True)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print what is installed; what is needed always and lacks is a finding, a missing extra is not."""
    from curriculum.installation import installation

    found = installation(only=allowed_plugins(arguments))
    if screen.as_json:
        screen.document(_data(found, screen.language))
    else:
        _show(found, screen)
    if arguments.strict and any(state.faulty for state in found.plugins):
        return Exit.PLUGIN
    return Exit.DONE if found.needed.complete else Exit.FINDINGS


def _data(found: Installation, language: str) -> dict[str, Any]:
    return {
        "python": found.python,
        "system": found.system,
        "version": found.version,
        "folder": str(found.folder),
        "needed": _requirements_data(found.needed),
        "extras": [_requirements_data(extra) for extra in found.extras],
        "plugins": [plugin_data(state, language) for state in found.plugins],
        "files": [str(path) for path in found.files],
    }


def _requirements_data(needed: Requirements) -> dict[str, Any]:
    from attrs import asdict

    return asdict(needed) | {"complete": needed.complete, "cure": needed.cure}


def _show(found: Installation, screen: Screen) -> None:
    screen.show(f"curriculum {found.version}  ({found.folder})")
    screen.show(f"Python {found.python}, {found.system}")
    screen.show(f"\n{screen.say('cli.doctor.needed')}")
    for package in found.needed.packages:
        condition = screen.say(f"cli.doctor.{package.condition}")
        screen.show(f"  {package.name} {package.wanted}: {package.version or '-'}, {condition}")
    if found.needed.cure:
        screen.show(f"  {screen.say('cli.doctor.cure', command=found.needed.cure)}")
    screen.show(f"\n{screen.say('cli.doctor.extras')}")
    for extra in found.extras:
        if extra.extra in OFFERED:
            _show_extra(extra, screen)
    screen.show(f"\n{screen.say('cli.doctor.plugins')}")
    show_plugins(found.plugins, screen)
    screen.show(f"\n{screen.say('cli.doctor.files')}")
    screen.show("\n".join(f"  {path}" for path in found.files) or f"  {screen.say('cli.doctor.no-files')}")


def _show_extra(extra: Requirements, screen: Screen) -> None:
    """Print in one line what an extra gives, whether it is there, and what installs it."""
    condition = next((package.condition for package in extra.packages if package.condition != "ok"), "ok")
    cure = f"; {screen.say('cli.doctor.cure', command=extra.cure)}" if extra.cure else ""
    gives = screen.say(f"cli.doctor.gives.{extra.extra}")
    screen.show(f"  {extra.extra}: {gives}: {screen.say(f'cli.doctor.{condition}')}{cure}")
