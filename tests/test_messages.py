"""Every sentence in three languages, every sentence used, every name of a sentence in the source known."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from curriculum.cli import whole_parser
from curriculum.errors import Finding
from curriculum.judge import CHECKS, STORED_CHECKS
from curriculum.messages import LANGUAGES, say, sentences
from curriculum.references import TABLES

SOURCES = sorted((Path(__file__).parents[1] / "src").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
GENERIC = {"{}.message", "{}.cure"}
"""How a finding makes the names of its sentences from its code."""


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def calls() -> Iterator[ast.Call]:
    for tree in TREES.values():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def constants(node: ast.expr | None) -> Iterator[str]:
    """Yield the texts that an expression can be, as far as they are written out: a constant, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def codes() -> Iterator[tuple[str, ast.Call]]:
    """Yield every code of a finding that the source spells out, with the call that it stands in."""
    for call in calls():
        for keyword in call.keywords:
            if keyword.arg == "code":
                yield from ((code, call) for code in constants(keyword.value))


def said() -> set[str]:
    """Return every name of a sentence that is said outright."""
    return {
        name
        for call in calls()
        if call.args and isinstance(call.func, ast.Name) and call.func.id in {"say", "in_words"}
        for name in constants(call.args[0])
    }


def spelled_out() -> set[str]:
    """Return every text in the source, docstrings apart."""
    docstrings = {
        id(node.value) for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }
    return {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


def patterns(shape: str) -> list[re.Pattern[str]]:
    """Return what the names look like that the source puts together, such as ``summary.goal.{}``."""
    made = {
        "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
    }
    return [
        re.compile(re.escape(name).replace(r"\{\}", r"[\w-]+"))
        for name in sorted(made - GENERIC)
        if re.fullmatch(shape, name)
    ]


@pytest.mark.parametrize("key", sorted(sentences()))
def test_a_sentence_is_in_every_language_with_the_same_placeholders(key: str):
    by_language = sentences()[key]
    assert set(by_language) == set(LANGUAGES)
    assert all(sentence.strip() for sentence in by_language.values())
    first, *others = (placeholders(by_language[language]) for language in LANGUAGES)
    assert all(other == first for other in others)


@pytest.mark.parametrize("key", sorted(sentences()))
def test_a_sentence_of_some_length_is_translated(key: str):
    by_language = sentences()[key]
    if len(re.sub(r"\{.*?\}", "", by_language["en"]).split()) > 3:
        assert all(by_language[language] != by_language["en"] for language in LANGUAGES if language != "en")


def test_every_code_in_the_source_has_a_message_and_a_cure():
    spelled = {code for code, _ in codes()}
    assert len(spelled) > 40
    assert {f"{code}.{part}" for code in spelled for part in ("message", "cure")} - set(sentences()) == set()


def test_every_sentence_said_in_the_source_exists():
    assert said()
    assert said() - set(sentences()) == set()


def test_a_finding_brings_the_values_that_its_sentences_ask_for():
    lacking = []
    for code, call in codes():
        (values,) = [keyword.value for keyword in call.keywords if keyword.arg == "values"] or [None]
        if isinstance(values, ast.Dict) and all(isinstance(key, ast.Constant) for key in values.keys):
            given = {key.value for key in values.keys if isinstance(key, ast.Constant)}
            needed = placeholders(say_raw(f"{code}.message")) | placeholders(say_raw(f"{code}.cure"))
            lacking += [f"{code}: {name}" for name in sorted(needed - given)]
    assert lacking == []


def say_raw(key: str) -> str:
    return sentences()[key]["en"]


def test_every_sentence_is_used():
    spelled = spelled_out()
    made = patterns(r"[a-z][a-z-]*\.[a-z{}.-]*")
    details = patterns(r"\{\}-[a-z-]{4,}|[a-z-]{4,}-\{\}")
    rules = {*CHECKS, *STORED_CHECKS}

    def used(key: str) -> bool:
        area, _, rest = key.partition(".")
        if area == "violation":
            rule, _, detail = rest.partition(".")
            return rule in rules and (
                not detail or detail in spelled or any(pattern.fullmatch(detail) for pattern in details)
            )
        return (
            key in spelled
            or re.sub(r"\.(message|cure)$", "", key) in spelled
            or any(pattern.fullmatch(key) for pattern in made)
        )

    assert [key for key in sentences() if not used(key)] == []


def test_every_help_text_is_of_a_command_or_an_option_that_exists():
    commands, options = set(), set()
    waiting = [whole_parser("en")]
    while waiting:
        command = waiting.pop()
        commands.add("-".join(command.words) or "curriculum")
        for action in command._actions:
            options.add(action.dest.replace("_", "-"))
            waiting += action.choices.values() if isinstance(action, argparse._SubParsersAction) else []
    keys = [key.split(".") for key in sentences() if key.startswith("cli.")]
    texts = {words[1] for words in keys if words[2:] in (["help"], ["examples"])} - {"option"}
    assert texts == commands
    assert {words[2] for words in keys if words[1] == "option"} <= options


def test_an_unknown_language_gets_english():
    assert say("did-you-mean", "fi", suggestion="basis-1") == 'Did you mean "basis-1"?'


@pytest.mark.parametrize(
    ("language", "one", "three"),
    [("en", "1 person", "3 people"), ("da", "1 person", "3 personer"), ("sv", "1 person", "3 personer")],
)
def test_a_number_has_the_word_that_goes_with_it(language: str, one: str, three: str):
    said = [say("evaluation.group.counted", language, name="B-1", people=people) for people in (1, "1", 3)]
    assert said == [f"B-1: {one}", f"B-1: {one}", f"B-1: {three}"]


@pytest.mark.parametrize(("language", "said"), [("da", "blandt modulerne"), ("sv", "bland modulerna")])
def test_a_name_that_the_code_uses_is_said_in_the_language_of_the_reader(language: str, said: str):
    assert said in say("unknown-id.message", language, id="x", table="modules")


@pytest.mark.parametrize(
    ("language", "degrees", "load"),
    [("en", "has 3.2 degrees", "7.5 credits for 1.3 hours"), ("sv", "har 3,2 fri", "7,5 poäng för 1,3 timmar")],
)
def test_a_number_in_a_finding_has_the_decimal_sign_of_the_reader(language: str, degrees: str, load: str):
    few = Finding(code="eva-few-degrees", values={"question": "x", "df": "3.2", "fewest": "4"})
    values = {"module": "a", "credits": "7.5", "per_credit": "1.3", "least": "25", "most": "30"}
    assert degrees in few.message(language)
    assert load in Finding(code="LOD004", values=values).message(language)


def test_a_name_without_a_word_is_said_as_it_is():
    assert say(
        "violation.mixing.at_least", "da", runs="B-1", attribute="afdeling", value="7", count=1, needed=2
    ) == ('Holdet B-1 har for få deltagere med afdeling "7": 1, krævet: 2.')


def test_every_kind_of_thing_that_can_be_unknown_has_a_word():
    kinds = {
        name
        for call in calls()
        if call.args and isinstance(call.func, ast.Name) and call.func.id == "Known"
        for name in constants(call.args[0])
    } - {"uses"}  # only what was meant is asked of these
    assert len(kinds) > 10
    assert {f"word.{kind}" for kind in (*kinds, *TABLES)} - set(sentences()) == set()


def test_a_sentence_that_does_not_exist_is_a_fault():
    with pytest.raises(KeyError):
        say("no-such-sentence")


@pytest.mark.parametrize("folder", ["src", "plugins"])
def test_no_sentence_is_asked_for_with_its_language_as_a_value(folder: str):
    """``say`` takes the language by its place; by name it would be a value of the sentence, said in English."""
    calls = re.compile(r"(?:\bsay\(|partial\(say,)[^()]*\blanguage=")
    sources = (Path(__file__).parents[1] / folder).rglob("*.py")
    assert [path.name for path in sources if calls.search(path.read_text(encoding="utf-8"))] == []
