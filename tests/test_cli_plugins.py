"""``curriculum plugins list`` shows every plugin and what is wrong with it; ``--strict`` makes faults errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from curriculum.errors import Finding
from curriculum.plugins import PluginState

if TYPE_CHECKING:
    from conftest import Command

CONTRACT = ("name", "distribution", "version", "state", "provides", "reason")
"""What scripts may rely on."""
REASON = Finding(code="no-steps", values={"id": "s"}, file="skane/catalog.toml", line=7)


def plugin(name: str, state: str, *findings: Finding) -> PluginState:
    return PluginState(
        name=name,
        distribution=f"curriculum-{name}",
        version="1.2",
        state=state,
        provides=(f"catalog {name}",),
        findings=findings,
        milliseconds=12.3,
    )


GOOD = plugin("midt", "active")
BAD = plugin("skane", "broken", REASON)
BLOCKED = plugin("oslo", "blocked", Finding(code="no-steps", values={"id": "o"}))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[PluginState]:
    """Let exactly the plugins of a list be installed."""
    states: list[PluginState] = []
    monkeypatch.setattr("curriculum.plugins.plugin_states", lambda **_: tuple(states))
    return states


def test_the_real_command_lists_what_is_installed(shell: Command) -> None:
    done = shell("plugins", "list", "--json")
    assert done.code == 0
    assert all(set(one) == {*CONTRACT, "kind", "milliseconds"} for one in done.document["plugins"])


def test_without_plugins_all_are_blocked(shell: Command) -> None:
    listed = shell("plugins", "list", "--json", "--no-plugins").document["plugins"]
    assert {one["state"] for one in listed} <= {"blocked"}


def test_plugins_are_told_with_state_and_reason(command: Command, installed: list[PluginState]) -> None:
    installed += [GOOD, BAD]
    assert command("plugins", "list").out.splitlines() == [
        "  midt: active, curriculum-midt 1.2, 12 ms",
        "    catalog midt",
        "  skane: broken, curriculum-skane 1.2, 12 ms",
        "    catalog skane",
        f"    {REASON.text()}",
    ]


def test_plugins_are_one_document(command: Command, installed: list[PluginState]) -> None:
    installed += [BAD]
    assert command("plugins", "list", "--json", "--lang", "da").document == {
        "plugins": [
            {
                "name": "skane",
                "distribution": "curriculum-skane",
                "version": "1.2",
                "state": "broken",
                "provides": ["catalog skane"],
                "reason": REASON.text("da"),
                "kind": "package",
                "milliseconds": 12.3,
            }
        ]
    }


def test_no_plugins_are_said_to_be_none(command: Command, installed: list[PluginState]) -> None:
    assert installed == []
    assert command("plugins", "list").out == "  No plugins are installed.\n"


@pytest.mark.parametrize("words", [("plugins", "list"), ("doctor",)])
def test_commands_that_show_plugins_show_them_and_end_with_5_when_strict(
    command: Command, installed: list[PluginState], words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.installation.plugin_states", lambda **_: tuple(installed))
    installed += [GOOD, BLOCKED]
    assert command(*words, "--strict").code == 0
    installed += [BAD]
    assert command(*words).code == 0
    done = command(*words, "--strict", "--json")
    assert done.code == 5
    assert [one["name"] for one in done.document["plugins"]] == ["midt", "oslo", "skane"]


def test_other_commands_do_not_even_begin_when_strict(command: Command, installed: list[PluginState]) -> None:
    installed += [BAD, BLOCKED]
    done = command("completion", "bash", "--strict", "--json")
    assert (done.code, done.codes) == (5, ["no-steps"])
    assert command("completion", "bash").code == 0
