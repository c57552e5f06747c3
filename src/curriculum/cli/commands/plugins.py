"""``curriculum plugins``: which plugins are installed, how they fare, whether they conform; and a new one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from curriculum.cli.commands.new import add_plugin
from curriculum.cli.exits import Exit
from curriculum.cli.inputs import allowed_plugins
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.conformance import Examined
    from curriculum.plugins import PluginState


def add(add_command: Add) -> None:
    """Say what the commands take."""
    family = add_command("plugins").commands(required=True)
    family("list").set_defaults(run=list_plugins, shows_plugins=True)
    parser = family("check")
    parser.argument("plugin", path=True)
    parser.set_defaults(run=check_plugin, shows_plugins=True)
    add_plugin(family, "new")


def list_plugins(arguments: Namespace, screen: Screen) -> Exit:
    """Print every plugin with its state, and what is wrong with it."""
    from curriculum.plugins import plugin_states

    states = plugin_states(only=allowed_plugins(arguments))
    if screen.as_json:
        screen.document({"plugins": [plugin_data(state, screen.language) for state in states]})
    else:
        show_plugins(states, screen)
    faulty = any(state.faulty for state in states)
    return Exit.PLUGIN if arguments.strict and faulty else Exit.DONE


def check_plugin(arguments: Namespace, screen: Screen) -> Exit:
    """Put every demand of the conformance kit to a plugin or a folder."""
    from curriculum.conformance import DEMANDS, examine, subjects
    from curriculum.plugins.catalogs import chosen
    from curriculum.plugins.manager import Plugins

    found = subjects(arguments.plugin, Plugins(chosen(allowed_plugins(arguments))))
    examined = [examine(subject, demand) for demand in DEMANDS for subject in found]
    findings = [finding for one in examined for finding in one.findings]
    if screen.as_json:
        data = [_demand_data(one, screen) for one in examined]
        screen.document({"demands": data, "conforms": not findings})
    else:
        for one in examined:
            kept = "broken" if one.findings else "kept" if one.applicable else "inapplicable"
            screen.show(f"  {screen.say(f'conformance.{one.demand}')}: {screen.say(f'cli.plugins-check.{kept}')}")
            for finding in one.findings:
                screen.show(f"    {finding.text(screen.language)}")
    return Exit.FINDINGS if findings else Exit.DONE


def _demand_data(examined: Examined, screen: Screen) -> dict[str, Any]:
    """Return what came of a demand as data."""
    return {
        "demand": examined.demand,
        "applicable": examined.applicable,
        "findings": [screen.as_data(finding) for finding in examined.findings],
    }


def plugin_data(state: PluginState, language: str) -> dict[str, Any]:
    """Return what is told of a plugin as data."""
    return {
        "name": state.name,
        "distribution": state.distribution,
        "version": state.version,
        "state": state.state,
        "provides": state.provides,
        "reason": state.reason.text(language) if state.reason else None,
        "kind": state.kind,
        "milliseconds": round(state.milliseconds, 1),
    }


def show_plugins(states: Iterable[PluginState], screen: Screen) -> None:
    """Print a line a plugin, and under it what is wrong with it."""
    lines = []
    for state in states:
        word = screen.say(f"cli.plugins.{state.state}")
        took = f"{state.milliseconds:.0f} ms"
        home = f"{state.distribution} {state.version}"
        if state.kind == "folder":
            home = screen.say("cli.plugins.folder", folder=state.distribution, version=state.version)
        lines.append(f"  {state.name}: {word}, {home}, {took}")
        lines += [f"    {provided}" for provided in state.provides]
        lines += [f"    {finding.text(screen.language)}" for finding in state.findings]
    screen.show("\n".join(lines) or f"  {screen.say('cli.plugins.none')}")
