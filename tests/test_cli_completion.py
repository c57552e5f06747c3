"""``curriculum completion`` prints what the shells really complete with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command

BASH = shutil.which("bash")


def completed(script: str, *words: str, folder: Path) -> set[str]:
    """Return what bash offers for the last of the words."""
    ask = """
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _shtab_curriculum
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        [BASH or "bash", "--norc", "-c", f"{script}\n{ask}", "bash", "curriculum", *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    return {line.strip() for line in done.stdout.splitlines() if line.strip()}


@pytest.mark.parametrize("name", ["bash", "zsh", "tcsh"])
def test_every_shell_gets_a_script_with_every_command(command: Command, name: str) -> None:
    done = command("completion", name)
    assert (done.code, done.err) == (0, "")
    assert all(word in done.out for word in ("schedule", "verify", "diff", "check", "doctor", "time-limit"))


def test_the_script_is_one_document_when_asked(shell: Command) -> None:
    document = shell("completion", "bash", "--json").document
    assert document["shell"] == "bash"
    assert "_shtab_curriculum" in document["script"]


@pytest.mark.skipif(BASH is None, reason="needs bash")
def test_bash_completes_commands_options_choices_and_files(command: Command, tmp_path: Path) -> None:
    script = command("completion", "bash").out
    (tmp_path / "my-cohort").mkdir()
    assert completed(script, "sch", folder=tmp_path) == {"schedule"}
    assert completed(script, "new", "co", folder=tmp_path) == {"cohort"}
    assert completed(script, "schedule", "--time", folder=tmp_path) == {"--time-limit"}
    assert completed(script, "--lang", "", folder=tmp_path) >= {"da", "en", "sv"}
    assert completed(script, "schedule", "my", folder=tmp_path) == {"my-cohort"}


def test_a_shell_that_is_not_known_is_wrong_usage(command: Command) -> None:
    assert command("completion", "cmd").code == 2
