"""Data goes to standard output, messages to standard error; colours only on terminals, never from data."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable

import pytest

from curriculum.cli.screen import Screen, visible
from curriculum.errors import Finding
from curriculum.messages import LANGUAGES
from curriculum.schedule import Score
from curriculum.scheduler import Progress

FINDING = Finding(code="pair-of-one", values={"pair": "[bold]x[/bold] \x1b[31m"}, where="row 3", severity="note")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Terminal]:
    """Make both streams one terminal, in an environment that allows colour unless it is told otherwise."""

    def make(**environment: str) -> Terminal:
        stream = Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.delenv("NO_COLOR", raising=False)
        for name, value in ({"TERM": "xterm", "COLUMNS": "200"} | environment).items():
            monkeypatch.setenv(name, value)
        return stream

    return make


def progress(seconds: float, score: Score | None = None, bound: Score | None = None) -> Progress:
    return Progress(seconds, 60 - seconds, score, bound)


def test_data_and_messages_go_different_ways(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen("en")
    screen.show("data")
    screen.talk("talk")
    screen.complain("complaint")
    assert capsys.readouterr() == ("data\n", "talk\ncomplaint\n")


def test_quiet_leaves_data_and_complaints(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen("en", quiet=True)
    screen.show("data")
    screen.talk("talk")
    screen.note(FINDING)
    screen.complain("complaint")
    assert capsys.readouterr() == ("data\n", "complaint\n")


def test_control_characters_are_made_visible_but_lines_stay() -> None:
    assert visible("a\x1b[31m\x9b\x7f\r\tb\nø") == "a\\x1b[31m\\x9b\\x7f\\x0d\tb\nø"


def test_findings_as_json_are_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("da", as_json=True).findings([FINDING])
    assert json.loads(capsys.readouterr().out) == {
        "findings": [
            {
                "code": "pair-of-one",
                "severity": "note",
                "message": 'Ingen anden har parret "[bold]x[/bold] \x1b[31m".',
                "cure": "Ret stavemåden, hvis der menes en makker.",
                "file": None,
                "line": None,
                "where": "row 3",
            }
        ]
    }


def test_a_refusal_goes_to_standard_error_unless_it_is_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("en").refuse([FINDING])
    assert capsys.readouterr().out == ""
    Screen("en", as_json=True).refuse([FINDING])
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "pair-of-one"


def test_a_pipe_gets_no_colour_codes(capsys: pytest.CaptureFixture[str]) -> None:
    Screen("en").findings([FINDING])
    assert capsys.readouterr().out == (
        'note: row 3: Nobody else has the pair "[bold]x[/bold] \\x1b[31m". '
        "Correct the spelling if a partner is meant. [pair-of-one]\n"
    )


def test_a_terminal_gets_colour_but_never_from_data(terminal: Callable[..., Terminal]) -> None:
    stream = terminal()
    Screen("en").findings([FINDING])
    assert stream.getvalue().startswith("\x1b[36mnote\x1b[0m: ")
    assert "[bold]x[/bold] \\x1b[31m" in stream.getvalue()


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_can_forbid_colour(terminal: Callable[..., Terminal], variable: str, value: str) -> None:
    stream = terminal(**{variable: value})
    Screen("en").findings([FINDING])
    assert "\x1b[" not in stream.getvalue()


def test_an_option_can_forbid_colour(terminal: Callable[..., Terminal]) -> None:
    stream = terminal()
    Screen("en", plain=True).findings([FINDING])
    assert "\x1b[" not in stream.getvalue()


def test_an_empty_no_color_forbids_nothing(terminal: Callable[..., Terminal]) -> None:
    stream = terminal(NO_COLOR="")
    Screen("en").findings([FINDING])
    assert "\x1b[36m" in stream.getvalue()


def test_a_stream_that_lacks_a_letter_gets_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    Screen("da").show("nøgle")
    narrow.flush()
    assert narrow.buffer.getvalue() == b"n\\xf8gle\n"


def test_progress_without_a_terminal_is_a_line_once_in_a_while(capsys: pytest.CaptureFixture[str]) -> None:
    with Screen("en").progress(60) as tell:
        assert tell is not None
        for second in (0.5, 5.5, 6, 7, 10.4, 11):
            tell(progress(second, Score(0, 40), Score(0, 30)))
    assert capsys.readouterr().err.splitlines() == [
        "best 0 unfilled, 40 points; bound 30; gap 25.0 %; 55 s left",
        "best 0 unfilled, 40 points; bound 30; gap 25.0 %; 49 s left",
    ]


def test_quiet_asks_for_no_progress() -> None:
    with Screen("en", quiet=True).progress(60) as tell:
        assert tell is None


@pytest.mark.parametrize(
    ("score", "bound", "said"),
    [
        (None, None, "searching, no schedule yet;"),
        (Score(2, 9), None, "best so far: 2 unfilled, 9 points;"),
        (Score(2, 9), Score(1, 0), "best 2 unfilled, 9 points; unfilled places not yet proven;"),
        (Score(2, 9), Score(2, 9), "best 2 unfilled, 9 points; bound 9; gap 0.0 %;"),
    ],
)
def test_the_standing_of_a_search_in_words(score: Score | None, bound: Score | None, said: str) -> None:
    assert Screen("en").standing(progress(1, score, bound)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_standing_and_the_time_left_fit_into_a_narrow_terminal(language: str) -> None:
    screen = Screen(language)
    for bound in (Score(10, 0), Score(11, 12345)):
        standing = screen.standing(progress(1, Score(11, 23456), bound))
        assert len(f"x {standing} {screen.say('cli.progress.left', seconds=1800)}") < 80


def test_a_terminal_shows_the_standing_and_the_time_left(terminal: Callable[..., Terminal]) -> None:
    stream = terminal()
    with Screen("da").progress(30) as tell:
        assert tell is not None
        tell(progress(1, Score(0, 40), Score(0, 30)))
    shown = stream.getvalue()
    assert "bedst 0 ubesatte, 40 point; grænse 30; afstand 25,0 %;" in shown
    assert "30 s tilbage" in shown
