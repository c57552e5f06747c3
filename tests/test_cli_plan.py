"""``curriculum plan``."""

from __future__ import annotations

import pytest
from conftest import Command
from curricula_data import public_curriculum

CLASSIC = {8: 17, 10: 14, 12: 17}
"""Terms and optimal heaviest load of the balanced academic curriculum instances (CSPLib problem 030)."""


def test_a_programme_is_put_into_the_fewest_terms(command: Command):
    done = command("plan", "midtjylland:ledelse-i-digitalisering", "--terms", "5", "--json")
    assert done.code == 0
    assert (done.document["status"], done.document["objective"], done.document["bound"]) == ("optimal", 3, 3)
    assert done.document["terms"][:2] == [["basis-1"], ["basis-2"]]


def test_the_terms_are_shown_with_what_is_proven(command: Command):
    done = command("plan", "midtjylland", "--terms", "3", "--lang", "sv")
    assert done.code == 0
    assert done.out.startswith(
        "Bevisat: ingen plan är bättre.\nAnvända terminer: 3 (gräns 3)\n  Termin 1, 0 poäng: basis-1"
    )


def test_too_few_terms_are_a_conflict_in_words(command: Command):
    done = command("plan", "midtjylland", "--terms", "2")
    assert done.code == 1
    assert "basis-2, basis-1" in done.out


def test_limits_that_contradict_each_other_are_refused(command: Command):
    done = command("plan", "midtjylland", "--terms", "2", "--min-modules", "3", "--max-modules", "2", "--json")
    assert (done.code, done.codes) == (3, ["minimum-above-maximum"])


def test_a_programme_that_does_not_exist_is_refused(command: Command):
    done = command("plan", "midtjylland:ledelse", "--terms", "3", "--json")
    assert (done.code, done.codes) == (3, ["no-such-programme"])


@pytest.mark.parametrize("terms", CLASSIC)
def test_the_classic_instances_are_proven(command: Command, terms: int):
    path = public_curriculum(f"bacp{terms}.csv")
    limits = ("--min-credits", "10", "--max-credits", "24", "--min-modules", "2", "--max-modules", "10")
    done = command("plan", str(path), "--terms", str(terms), "--objective", "load", *limits, "--json")
    assert (done.code, done.document["status"], done.document["objective"]) == (0, "optimal", CLASSIC[terms])
