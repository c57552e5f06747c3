"""The expression in ``requires``: what is read, what is printed, and where a fault is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import refused

from curriculum.messages import LANGUAGES
from curriculum.requisites import NOTHING, AtLeast, One, Requirement, all_of, any_of, parse

often = settings(max_examples=60, deadline=None)
IDS = ["a", "b", "c", "2", "10", "of", "2-of", "or", "and", "x:a", "x:2", "of:of"]


def two_parts_or_more(inner: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    parts = st.lists(inner, min_size=2, max_size=4)
    some = st.lists(inner, min_size=3, max_size=5).flatmap(
        lambda chosen: st.integers(2, len(chosen) - 1).map(lambda count: AtLeast(count, tuple(chosen)))
    )
    return parts.map(lambda chosen: all_of(*chosen)) | parts.map(lambda chosen: any_of(*chosen)) | some


REQUIREMENTS = st.recursive(st.sampled_from(IDS).map(One), two_parts_or_more, max_leaves=12) | st.just(NOTHING)
DONE = st.frozensets(st.sampled_from(IDS))


@often
@given(REQUIREMENTS)
def test_what_is_printed_is_read_as_the_same(requirement: Requirement):
    assert parse(str(requirement)) == requirement


@often
@given(REQUIREMENTS, st.sampled_from(["", " ", "  ", "\n", "\t"]))
def test_space_around_signs_says_nothing(requirement: Requirement, space: str):
    spaced = str(requirement).replace(" of (", " of(")
    for sign in "&|(),":
        spaced = spaced.replace(f" {sign} ", sign).replace(sign, f"{space}{sign}{space}")
    assert parse(spaced) == requirement


@often
@given(REQUIREMENTS, DONE, DONE)
def test_more_completed_modules_never_unmeet_a_requirement(
    requirement: Requirement, done: frozenset, more: frozenset
):
    assert requirement.met(done) <= requirement.met(done | more)


@often
@given(REQUIREMENTS)
def test_all_modules_mentioned_meet_a_requirement(requirement: Requirement):
    assert requirement.met(set(requirement.modules()))


@often
@given(REQUIREMENTS, DONE)
def test_renaming_changes_the_ids_and_nothing_else(requirement: Requirement, done: frozenset):
    renamed = requirement.renamed(lambda module: f"{module}-new")
    assert list(renamed.modules()) == [f"{module}-new" for module in requirement.modules()]
    assert renamed.met({f"{module}-new" for module in done}) is requirement.met(done)


A, B, C, D = map(One, "abcd")


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        ("", NOTHING),
        (" \n\t", NOTHING),
        ("a", A),
        ("2", One("2")),
        ("of", One("of")),
        ("other:a", One("other:a")),
        ("a & b", AtLeast(2, (A, B))),
        ("a | b", AtLeast(1, (A, B))),
        ("a & b | c & d", AtLeast(1, (AtLeast(2, (A, B)), AtLeast(2, (C, D))))),
        ("a | b & c", AtLeast(1, (A, AtLeast(2, (B, C))))),
        ("(a | b) & c", AtLeast(2, (AtLeast(1, (A, B)), C))),
        ("2 of (a, b, c)", AtLeast(2, (A, B, C))),
        ("2 of (a & b, b | c, d)", AtLeast(2, (AtLeast(2, (A, B)), AtLeast(1, (B, C)), D))),
        ("2 of (1 of (a, b), 2 of (a, b, c), d)", AtLeast(2, (AtLeast(1, (A, B)), AtLeast(2, (A, B, C)), D))),
        ("2 & of", AtLeast(2, (One("2"), One("of")))),
        ("2 of (2, of, b)", AtLeast(2, (One("2"), One("of"), B))),
        ("of | 2 of (a, b, c)", AtLeast(1, (One("of"), AtLeast(2, (A, B, C))))),
    ],
)
def test_and_binds_tighter_than_or_and_numbers_count_only_before_of(text: str, requirement: Requirement):
    assert parse(text) == requirement


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("((a))", "a"),
        ("a&(b&c)", "a & b & c"),
        ("a|(b|c)", "a | b | c"),
        ("(a&b)|c", "a & b | c"),
        ("1 of (a)", "a"),
        ("1 of (a, b)", "a | b"),
        ("2 of (a, b)", "a & b"),
        ("2 of (a, b) & c", "a & b & c"),
        ("1 of (a, b) & c", "(a | b) & c"),
        ("2 of ((a | b), (c), d)", "2 of (a | b, c, d)"),
        ("02 of (a, b, c)", "2 of (a, b, c)"),
    ],
)
def test_equal_requirements_are_printed_the_same(text: str, canonical: str):
    assert str(parse(text)) == canonical


@pytest.mark.parametrize(
    ("done", "said"), [("", "no"), ("a", "no"), ("ab", "no"), ("ac", "met"), ("bc", "no"), ("abcd", "met")]
)
def test_some_of_several_are_counted(done: str, said: str):
    assert parse("2 of (a, a & b & d, c)").met(set(done)) is (said == "met")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("requirement-syntax", "a b"),
        ("requirement-syntax", "»&"),
        ("requirement-syntax", "a &»"),
        ("requirement-syntax", "a & »| b"),
        ("requirement-syntax", "a »b"),
        ("requirement-syntax", "a»)"),
        ("requirement-syntax", "(»)"),
        ("requirement-syntax", "a», b"),
        ("requirement-syntax", "a»+b"),
        ("requirement-syntax", "a  »Å"),
        ("requirement-syntax", "»Basis-1"),
        ("requirement-syntax", "»-a"),
        ("requirement-syntax", "a»: b"),
        ("requirement-syntax", "a:b»:c"),
        ("requirement-syntax", "2 of (a,»)"),
        ("requirement-syntax", "2 of (»)"),
        ("requirement-syntax", "2 »2 of (a, b, c)"),
        ("requirement-expected", "2 of»"),
        ("requirement-expected", "2 of »a"),
        ("requirement-expected", "(a»"),
        ("requirement-expected", "(a »b)"),
        ("requirement-expected", "2 of (a, b»"),
        ("requirement-count", "»0 of (a, b)"),
        ("requirement-count", "a & »3 of (a, b)"),
        ("requirement-count", "»99999999999999999999 of (a, b)"),
    ],
)
def test_a_fault_is_shown_at_its_place(code: str, shown: str):
    (finding,) = refused(parse, shown.replace("»", ""))
    expected = shown if "»" in shown else shown.replace(" ", " »")
    assert (finding.code, finding.values["text"]) == (code, expected)
    assert len({finding.message(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_a_missing_sign_is_named():
    assert refused(parse, "2 of a")[0].values["expected"] == "("
    assert refused(parse, "2 of (a, b")[0].values["expected"] == ")"


def test_fifty_brackets_are_read_and_one_more_is_not():
    assert parse("(" * 50 + "a" + ")" * 50) == A
    assert parse("1 of (" * 25 + "(" * 25 + "a" + ")" * 50) == A
    assert [finding.code for finding in refused(parse, "(" * 51 + "a" + ")" * 51)] == ["requirement-too-deep"]
    assert [finding.code for finding in refused(parse, "1 of (" * 100_000)] == ["requirement-too-long"]


def test_brackets_side_by_side_are_not_deep():
    assert parse(" & ".join(["(a | b)"] * 60)) == all_of(*[any_of(A, B)] * 60)


def test_a_text_of_the_greatest_length_is_read_and_a_longer_one_is_not():
    assert parse(" " * 10_000 + "a" * 10_000) == One("a" * 10_000)
    assert [finding.code for finding in refused(parse, "a" * 10_001)] == ["requirement-too-long"]


def test_whatever_can_be_read_can_be_read_again_as_it_is_printed():
    longest = parse("&".join("a" * 5_000))
    assert parse(str(longest)) == longest


def test_the_ways_of_meeting_a_requirement_are_its_choices():
    ways = {"".join(sorted(way)) for way in parse("a & (b | 2 of (c, d, e))").ways()}
    assert ways == {"ab", "acd", "ace", "ade"}
    assert list(NOTHING.ways()) == [frozenset()]


@often
@given(st.text("ab2:of-()&|, \n»Å", max_size=30))
def test_every_text_is_either_read_or_refused_with_one_finding(text: str):
    findings = refused(parse, text)
    assert len(findings) <= 1
    if not findings:
        assert parse(str(parse(text))) == parse(text)
