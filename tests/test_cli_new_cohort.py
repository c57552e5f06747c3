"""``curriculum new cohort`` asks whoever sits at a terminal and says nothing, and never asks in a pipe."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.cli import main
from curriculum.messages import LANGUAGES, say

if TYPE_CHECKING:
    from conftest import Command

WORKBOOKS = ["catalog.toml", "cohort.toml", "participants.xlsx", "runs.xlsx"]
TABLES = ["catalog.toml", "cohort.toml", "participants.csv", "runs.csv"]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


Asked = Callable[..., tuple[int, str]]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Run the command at a terminal where the answers are typed; return exit code and screen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def ask(answers: str, *words: str) -> tuple[int, str]:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal(answers))
        monkeypatch.setattr(sys, "stderr", screen)
        return int(main(["new", "cohort", *words])), screen.getvalue()

    return ask


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_enter_takes_what_stands_in_brackets_in_every_language(
    asked: Asked, tmp_path: Path, language: str
) -> None:
    code, screen = asked("\n\n", "--lang", language)
    assert code == 0
    folder = say("cli.ask.cohort-name-default", language)
    assert f"{say('cli.ask.cohort-name', language)} [{folder}]" in screen
    assert names(tmp_path / folder) == WORKBOOKS


@pytest.mark.parametrize(("language", "no"), [("en", "no"), ("da", "NEJ"), ("sv", "n")])
def test_answers_are_taken_in_the_readers_language(asked: Asked, tmp_path: Path, language: str, no: str) -> None:
    assert asked(f"hold 1\n{no}\n", "--lang", language)[0] == 0
    assert names(tmp_path / "hold 1") == TABLES


def test_what_is_neither_yes_nor_no_is_asked_again(asked: Asked, tmp_path: Path) -> None:
    code, screen = asked("mine\nmaybe\nno\n", "--lang", "en")
    assert (code, names(tmp_path / "mine")) == (0, TABLES)
    assert "Please answer yes or no." in screen


def test_a_folder_that_holds_a_cohort_is_asked_about_again(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "runs.csv").write_text("mine", encoding="utf-8")
    code, screen = asked("mine\nother\n\n", "--lang", "en")
    assert (code, names(tmp_path / "other")) == (0, WORKBOOKS)
    assert "already-there" in screen
    assert names(tmp_path / "mine") == ["runs.csv"]


def test_nothing_is_asked_that_has_been_said(asked: Asked, tmp_path: Path) -> None:
    assert asked("", "mine")[0] == 0
    assert names(tmp_path / "mine") == TABLES
    assert asked("other\n", "--xlsx")[0] == 0
    assert names(tmp_path / "other") == WORKBOOKS


def test_the_end_of_the_input_ends_the_questions_and_writes_nothing(asked: Asked, tmp_path: Path) -> None:
    assert asked("mine\n")[0] == 130
    assert names(tmp_path) == []


@pytest.mark.parametrize("words", [(), ("--json",), ("--quiet",)])
def test_in_a_pipe_nobody_is_asked(shell: Command, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = shell("new", "cohort", *words, cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert done.code == 2
    assert "NAME" in done.out + done.err
    assert names(tmp_path) == []


@pytest.mark.parametrize("word", ["--json", "--quiet"])
def test_scripts_at_a_terminal_are_not_asked(asked: Asked, tmp_path: Path, word: str) -> None:
    assert asked("mine\n\n", word)[0] == 2
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_real_terminal_is_asked(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "curriculum", "new", "cohort", "--lang", "da"]
    started = subprocess.Popen(words, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, b"mit hold\nja\n")
    screen = b""
    while b"curriculum schedule" not in screen and (read := os.read(ours, 4096)):
        screen += read
    assert started.wait(30) == 0
    os.close(ours)
    assert "Hvad skal mappen hedde?" in screen.decode()
    assert names(tmp_path / "mit hold") == WORKBOOKS
