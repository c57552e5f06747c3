"""The words of the command line: help, global options, and complaints in the reader's language."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Iterator

import pytest

from curriculum.cli import whole_parser
from curriculum.cli.parser import GLOBAL, Parser
from curriculum.cli.usage import WrongUsage, in_words, probably_meant
from curriculum.messages import LANGUAGES


def parsers(parser: Parser) -> Iterator[Parser]:
    """Yield a parser and those of all commands under it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


ALL = {parser.prog: parser for parser in parsers(whole_parser("en"))}
COMMANDS = [prog for prog, parser in ALL.items() if parser.get_default("run")]


def read(*words: str) -> Namespace:
    return whole_parser("en").parse_args(words, Namespace(**GLOBAL))


def complaint(*words: str, language: str = "en") -> str:
    with pytest.raises(WrongUsage) as wrong:
        whole_parser(language).parse_args(words)
    return in_words(wrong.value.complaint, language)


def test_the_commands_are_those_that_scripts_rely_on() -> None:
    assert COMMANDS == [
        "curriculum schedule",
        "curriculum verify",
        "curriculum report",
        "curriculum timeline",
        "curriculum board",
        "curriculum diff",
        "curriculum explain",
        "curriculum replan",
        "curriculum what-if",
        "curriculum variants equal",
        "curriculum variants runs",
        "curriculum variants fair",
        "curriculum waiting-list",
        "curriculum robustness",
        "curriculum groups",
        "curriculum draw-lots",
        "curriculum evaluation-plan",
        "curriculum evaluate",
        "curriculum events",
        "curriculum trial-actions",
        "curriculum gap",
        "curriculum improve",
        "curriculum check",
        "curriculum coverage",
        "curriculum map",
        "curriculum metrics",
        "curriculum plan",
        "curriculum compare",
        "curriculum convert",
        "curriculum new catalog",
        "curriculum new cohort",
        "curriculum new plugin",
        "curriculum new runs",
        "curriculum columns",
        "curriculum plugins list",
        "curriculum plugins check",
        "curriculum plugins new",
        "curriculum doctor",
        "curriculum completion",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("prog", ALL)
def test_every_help_text_says_what_it_does_and_gives_an_example(prog: str, language: str) -> None:
    help_text = next(parser for parser in parsers(whole_parser(language)) if parser.prog == prog).format_help()
    assert "curriculum" in help_text.rpartition(":\n")[2] or prog == "curriculum"
    assert help_text.count("\n\n") >= 3
    assert max(map(len, help_text.splitlines())) <= 115


@pytest.mark.parametrize("prog", COMMANDS)
def test_every_command_takes_the_global_options(prog: str) -> None:
    help_text = ALL[prog].format_help()
    for option in ("--json", "--lang", "-q", "-v", "--no-plugins", "--strict", "--no-color", "--help"):
        assert f" {option}" in help_text


@pytest.mark.parametrize(
    "prog",
    [f"curriculum {command}" for command in ("schedule", "coverage", "map", "plan", "new catalog", "new cohort")],
)
def test_every_command_that_writes_can_do_so_for_show(prog: str) -> None:
    assert "--dry-run" in ALL[prog].format_help()


@pytest.mark.parametrize(
    "words", [("--json", "--lang", "da", "-q", "doctor"), ("doctor", "--json", "--lang", "da", "-q")]
)
def test_global_options_may_stand_before_or_after_the_command(words: tuple[str, ...]) -> None:
    found = read(*words)
    assert (found.json, found.lang, found.quiet, found.verbose) == (True, "da", True, False)


def test_global_options_on_both_sides_are_joined() -> None:
    found = read("-v", "plugins", "--json", "list", "--strict")
    assert (found.verbose, found.json, found.strict) == (True, True, True)


def test_the_defaults_of_schedule_are_those_of_the_library() -> None:
    found = read("schedule", "mine")
    assert (found.time_limit, found.work_limit, found.seed, found.workers) == (60.0, None, 1, None)


def test_words_are_never_guessed_from_their_beginning() -> None:
    assert complaint("schedule", "mine", "--time", "5") == "Unknown: --time 5."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify"], "Missing: COHORT, SCHEDULE."),
        (["doctor", "--fast"], "Unknown: --fast."),
        (["schedule", "mine", "--seed"], "--seed needs a value."),
        (["doctor", "--json=yes"], "--json takes no value: yes."),
        (["schedule", "mine", "--seed", "-1"], '--seed: "-1" is not a whole number from 0 to 2147483647.'),
        (["schedule", "mine", "--seed", "2147483648"], '--seed: "2147483648" is not a whole number from 0 to'),
        (["schedule", "mine", "--seed", "1.5"], '--seed: "1.5" is not a whole number'),
        (["schedule", "mine", "--workers", "0"], '--workers: "0" is not a whole number from 1 to 1024.'),
        (["schedule", "mine", "--time-limit", "0"], '--time-limit: "0" is not a number above 0.'),
        (["schedule", "mine", "--time-limit", "nan"], '--time-limit: "nan" is not a number above 0.'),
        (["schedule", "mine", "--work-limit", "inf"], '--work-limit: "inf" is not a number above 0.'),
        (["completion", "fish"], 'SHELL: "fish" is none of bash, zsh, tcsh.'),
        (["doctor", "--lang", "fi"], '--lang: "fi" is none of da, en, sv.'),
        (["new"], "Missing: COMMAND."),
    ],
)
def test_complaints_say_what_is_wrong(words: list[str], said: str) -> None:
    assert complaint(*words).startswith(said)


@pytest.mark.parametrize(("language", "said"), [("da", "Mangler: COHORT."), ("sv", "Saknas: COHORT.")])
def test_complaints_are_in_the_readers_language(language: str, said: str) -> None:
    assert complaint("schedule", language=language) == said


def test_a_complaint_of_a_later_python_is_passed_on() -> None:
    assert in_words("something new", "da") == "something new"


def test_numbers_may_have_a_decimal_comma() -> None:
    assert read("schedule", "mine", "--time-limit", "2,5").time_limit == 2.5


def test_a_mistyped_command_is_guessed() -> None:
    with pytest.raises(WrongUsage) as wrong:
        read("shedule", "mine")
    assert probably_meant(wrong.value.complaint) == "schedule"


def test_a_later_python_may_hand_more_to_the_parsers_of_commands() -> None:
    assert Parser(("doctor",), prog="curriculum doctor", color=True).format_usage() == "usage: curriculum doctor\n"


def test_usage_leaves_out_the_options_that_every_command_has() -> None:
    assert (
        ALL["curriculum verify"].format_usage()
        == "usage: curriculum verify [--with CHANGE] [--encoding NAME] COHORT SCHEDULE\n"
    )
