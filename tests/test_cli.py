"""Whatever happens in a command, it ends with the right exit code and says why."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from argparse import Namespace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.cli import Exit, Screen, main
from curriculum.cli.commands import doctor
from curriculum.errors import Finding, InvalidInput, MissingExtra
from curriculum.messages import LANGUAGES

if TYPE_CHECKING:
    from conftest import Command

HEAVY = {
    "ortools",
    "pandas",
    "numpy",
    "networkx",
    "scipy",
    "matplotlib",
    "rich",
    "shtab",
    "pluggy",
    "cattrs",
    "attrs",
}
PROGRAM = Path(sysconfig.get_path("scripts"), "curriculum")


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let ``curriculum doctor`` raise an error."""

    def run(_: Namespace, __: Screen) -> Exit:
        raise error

    monkeypatch.setattr(doctor, "run", run)


def test_without_a_command_the_help_is_shown_and_the_usage_was_wrong(command: Command) -> None:
    done = command()
    assert done.code == Exit.USAGE == 2
    assert done.out == ""
    assert "curriculum new cohort mine" in done.err


def test_the_version_is_printed(command: Command) -> None:
    assert command("--version") == (0, f"curriculum {version('curriculum')}\n", "")
    assert command("--json", "--version").document == {"name": "curriculum", "version": version("curriculum")}


@pytest.mark.parametrize(("language", "word"), [("en", "usage:"), ("da", "brug:"), ("sv", "användning:")])
def test_help_is_data_in_the_readers_language(command: Command, language: str, word: str) -> None:
    done = command("--help", "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(word)


def test_wrong_usage_shows_the_usage_and_the_complaint(command: Command) -> None:
    done = command("verify", "mine")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "usage: curriculum verify [--with CHANGE] [--encoding NAME] COHORT SCHEDULE",
        "error: Missing: SCHEDULE. See: curriculum verify --help [wrong-usage]",
    ]


def test_wrong_usage_is_one_document_too(command: Command) -> None:
    done = command("verfy", "--json")
    assert (done.code, done.err, done.codes) == (2, "", ["wrong-usage"])
    assert done.document["findings"][0]["cure"] == 'Did you mean "verify"? See: curriculum --help'


def test_invalid_input_ends_with_3_and_every_finding(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = [
        Finding(code="bad-id", values={"id": "Ø"}, file="a.toml", line=7, where="x"),
        Finding(code="no-steps", values={"id": "s"}),
    ]
    failing(monkeypatch, InvalidInput(findings))
    done = command("doctor")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith('error: a.toml:7: x: "Ø" is not an id.')
    assert len(done.err.splitlines()) == 2
    done = command("doctor", "--json")
    assert (done.code, done.err, done.codes) == (3, "", ["bad-id", "no-steps"])


def test_a_missing_extra_ends_with_3_and_its_cure(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, MissingExtra("pandas", "frames"))
    done = command("doctor", "--lang", "da")
    assert done.code == 3
    assert "Pakken pandas mangler. Installer den med: pip install 'curriculum[frames]'" in done.err


def test_a_refusing_file_system_ends_with_3_and_the_path(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, PermissionError(13, "Permission denied", "out/schedule.json"))
    done = command("doctor")
    assert done.code == 3
    assert done.err.startswith("error: out/schedule.json: The file system refuses: Permission denied.")


def test_ctrl_c_ends_with_130(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    assert command("doctor") == (130, "", "Interrupted.\n")
    done = command("doctor", "--json")
    assert (done.code, done.err, done.codes) == (130, "", ["interrupted"])


def test_no_command_is_wrong_usage_and_one_document_too(command: Command) -> None:
    done = command()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: curriculum")
    done = command("--json")
    assert (done.code, done.err, done.codes) == (2, "", ["wrong-usage"])
    assert done.document["findings"][0]["cure"] == "See: curriculum --help"


def test_a_fault_of_ours_ends_with_70_in_one_line_that_repeats_no_data(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, RuntimeError("Nomen Nescio"))
    done = command("doctor")
    assert (done.code, len(done.err.splitlines())) == (70, 1)
    assert "RuntimeError" in done.err
    assert "-v" in done.err
    assert "Nomen" not in done.err
    done = command("doctor", "--json")
    assert (done.code, done.codes) == (70, ["program-fault"])


def test_a_fault_of_ours_shows_its_traceback_when_asked(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, RuntimeError("details"))
    done = command("doctor", "-v")
    assert done.code == 70
    assert "Traceback" in done.err
    assert "RuntimeError: details" in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_can_be_said_in_every_language(
    command: Command, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    for error in (
        MissingExtra("pandas", "frames"),
        OSError(28, "No space left"),
        ValueError(),
        KeyboardInterrupt(),
    ):
        failing(monkeypatch, error)
        assert command("doctor", "--lang", language).err


def test_a_reader_that_goes_away_is_no_trouble() -> None:
    with subprocess.Popen(
        [sys.executable, PROGRAM, "doctor"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == Exit.READER_GONE == 141


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "curriculum", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"curriculum {version('curriculum')}\n"


def test_help_loads_nothing_that_it_does_not_need() -> None:
    script = "import sys; from curriculum.cli import main; main(['--help']); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "curriculum" in loaded
    assert loaded & HEAVY == set()


def test_main_takes_the_words_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["curriculum", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("curriculum ")
