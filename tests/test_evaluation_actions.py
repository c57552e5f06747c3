"""Trial actions: time to start held against published survival times and statsmodels, shares against Newcombe."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from attrs import evolve
from folders import refused
from statsmodels.duration.survfunc import SurvfuncRight

from curriculum.evaluation.actions import Action, actions_document, actions_text, trial_actions
from curriculum.evaluation.responses import Response, Responses
from curriculum.evaluation.statistics.proportions import share, share_difference
from curriculum.evaluation.statistics.survival import waiting_time
from curriculum.evaluation.subjects import Subject
from curriculum.files.instruments import load_instruments
from curriculum.files.trial_actions import load_actions

if TYPE_CHECKING:
    from conftest import Command

SYDDANMARK = Path(__file__).parents[1] / "examples" / "syddanmark-2024"
AGREED, UNTIL = date(2026, 1, 1), date(2026, 4, 1)

REMISSION = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
"""Freireich et al. (1963), weeks of remission with 6-mercaptopurine; the standard example of the estimate."""


def test_published_survival_times_are_reproduced():
    found = waiting_time(REMISSION, [bool(yes) for yes in RELAPSED])
    assert [(step.time, step.at_risk, round(step.share, 3)) for step in found.steps] == [
        (6, 21, 0.857), (7, 17, 0.807), (10, 15, 0.753), (13, 12, 0.690),
        (16, 11, 0.627), (22, 7, 0.538), (23, 6, 0.448),
    ]  # fmt: skip
    assert (found.median, found.low, found.high) == (23, 13, None)


def test_the_estimate_and_its_limits_are_those_of_statsmodels():
    draw = random.Random(11)  # noqa: S311 - no secret
    for _ in range(25):
        n = draw.randint(8, 30)
        times = [float(draw.randint(1, 40)) for _ in range(n)]
        happened = [draw.random() < 0.7 for _ in range(n)]
        if not any(happened):
            continue
        found, theirs = waiting_time(times, happened), SurvfuncRight(times, [float(yes) for yes in happened])
        at = {step.time: step.share for step in found.steps}
        expected = dict(zip(theirs.surv_times, theirs.surv_prob, strict=True))
        assert all(at[time] == pytest.approx(expected[time]) for time in at)
        if found.median is not None and 0.5 not in at.values():  # at exactly a half they take the next time
            with np.errstate(all="ignore"):
                low, high = theirs.quantile_ci(0.5, method="cloglog")
            assert found.median == theirs.quantile(0.5)
            if all(0 < one < 1 for one in at.values()):  # theirs has no limits where everybody has begun
                assert (found.low, found.high or math.inf) == (low, high)


def test_nobody_censored_is_the_plain_share():
    found = waiting_time([1, 2, 3, 4], [True] * 4)
    assert [step.share for step in found.steps] == pytest.approx([0.75, 0.5, 0.25, 0.0])
    assert found.median == 2


@pytest.mark.parametrize("times", [[-1.0], [float("nan")], [1.0, 2.0]])
def test_a_time_that_is_none_is_refused(times: list[float]):
    with pytest.raises(ValueError, match="time"):
        waiting_time(times, [True])


def test_newcombes_published_examples_are_reproduced():
    published = {
        ((56, 70), (48, 80)): (0.0524, 0.3339),
        ((9, 10), (3, 10)): (0.1705, 0.8090),
        ((6, 7), (2, 7)): (0.0582, 0.8062),
        ((5, 56), (0, 29)): (-0.0381, 0.1926),
        ((0, 10), (0, 20)): (-0.1611, 0.2775),
        ((10, 10), (0, 10)): (0.6075, 1.0),
    }
    for (one, other), (low, high) in published.items():
        found = share_difference(one, other)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_share_of_nobody_has_a_reason():
    assert share(0, 0).reason == share_difference((0, 0), (1, 2)).reason == "no-data"


# Twenty-four leaders


def people(pairs: int = 12, alone: int = 12) -> dict[str, Subject]:
    return {
        f"p{number:02}": Subject(pairing="pair" if number < pairs else "alone", organisation=f"o{number % 6}")
        for number in range(pairs + alone)
    }


def actions(done: int = 6, start: int = 10) -> list[Action]:
    return [
        Action(
            participant=f"p{number:02}",
            agreed=AGREED,
            started=AGREED + timedelta(start + number),
            done=AGREED + timedelta(50) if number % 12 < done else None,
        )
        for number in range(24)
    ]


def test_pairs_and_those_alone_are_told_apart():
    found = trial_actions(actions(), people(), until=UNTIL)
    everybody, pair, alone = found.groups
    assert (everybody.people, pair.people, alone.people) == (24, 12, 12)
    assert (pair.start.median, alone.start.median) == (15, 27)
    assert pair.done.value == 0.5
    assert found.done_difference.value == 0


def test_what_comes_after_the_last_day_is_not_known_yet():
    found = trial_actions(actions(start=200), people(), until=UNTIL)
    assert found.groups[0].start.events == 0
    assert found.groups[0].start.median is None
    assert "no median yet" in actions_text(found)


def test_small_groups_are_withheld_and_so_is_what_would_tell_of_them():
    found = trial_actions(actions()[:15], people(pairs=12, alone=3), until=UNTIL)
    everybody, pair, alone = found.groups
    assert (pair.people, alone.people) == (None, None)
    assert (pair.done, alone.done, found.done_difference) == (None, None, None)
    assert everybody.people == 15
    few = trial_actions(actions(done=2), people(), until=UNTIL)
    assert (few.groups[1].done, few.done_difference) == (None, None)


def test_days_do_not_tell_how_few_have_done_it():
    """Of seven who have not begun by half, at most three can have done it."""
    few = [evolve(one, started=None, done=None) if number > 1 else one for number, one in enumerate(actions()[:7])]
    found = trial_actions(few, people(pairs=0, alone=7), until=UNTIL)
    assert found.groups[0].people == 7
    assert (found.groups[0].done, found.groups[0].start) == (None, None)
    text = actions_text(found)
    assert "How soon they began is withheld" in text
    assert "no median" not in text


@pytest.mark.parametrize("seed", range(12))
def test_nobody_can_count_a_few_from_shares_and_days(seed: int):
    """Who reads a share knows how many have done it; who reads days is taken to know how many have begun."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    given, sizes = [], {"pair": chance.randint(5, 16), "alone": chance.randint(5, 16)}
    for number in range(sum(sizes.values())):
        begun = AGREED + timedelta(chance.randint(1, 60)) if chance.random() < 0.7 else None
        done = begun + timedelta(9) if begun and chance.random() < 0.5 else None
        given.append(Action(participant=f"p{number:02}", agreed=AGREED, started=begun, done=done))
    subjects = people(sizes["pair"], sizes["alone"])
    found = trial_actions(given, subjects, until=UNTIL)
    everybody, pair, alone = found.groups
    for group in found.groups:
        mine = [one for one in given if group.name in {"all", subjects[one.participant].pairing}]
        done = {one.participant for one in mine if one.done}
        begun = {one.participant for one in mine if one.started}
        members = {one.participant for one in mine}
        known = [set(), members] if group.people else [set()]
        known += [done] if group.done else []
        known += [begun] if group.start else []
        assert all(len(one - other) not in range(1, 5) for one in known for other in known)
    for name in ("done", "start"):
        parts = [getattr(group, name) is not None for group in (pair, alone)]
        if getattr(everybody, name) is not None:
            assert len(set(parts)) == 1  # one part of two would tell the other


def test_key_persons_are_left_out():
    subjects = people() | {"p00": Subject(pairing="key-person")}
    assert trial_actions(actions(), subjects, until=UNTIL).groups[0].people == 23


def test_the_profile_has_four_constructs_with_pairs_against_alone():
    nomad = load_instruments().find("nomad")
    given = [
        Response(
            participant=name,
            instrument="nomad",
            item=item.id,
            wave="after",
            value=float(
                (2 if item.id in nomad.reversed else 4) if subject.pairing == "pair" or int(name[1:]) % 2 else 3
            ),
        )
        for name, subject in people().items()
        for item in nomad.items_of()
    ]
    found = trial_actions(actions(), people(), until=UNTIL, answers=(Responses(given), nomad, "after"))
    assert [one.construct for one in found.profile] == [one.id for one in nomad.constructs]
    assert [one.difference.estimate.value for one in found.profile] == pytest.approx([0.5] * 4)
    assert [one.mean.value for one in found.profile] == pytest.approx([3.75] * 4)
    for language, mean in (("en", ": 3.75 [3."), ("da", ": 3,75 [3,"), ("sv", ": 3,75 [3,")):
        assert actions_text(found, language).count(mean) == 4


def test_names_and_order_change_nothing():
    names = {name: f"x{99 - int(name[1:])}" for name in people()}
    renamed = [evolve(one, participant=names[one.participant]) for one in actions()[::-1]]
    other = {names[name]: subject for name, subject in people().items()}
    first, second = trial_actions(actions(), people(), until=UNTIL), trial_actions(renamed, other, until=UNTIL)
    assert actions_document(first) == actions_document(second)


def test_everything_wrong_with_a_table_is_told_at_once(tmp_path: Path):
    path = tmp_path / "actions.csv"
    rows = ["participant,agreed,started,done", "p1,2026-01-01,2025-12-01,", "p1,2026-01-01,,", "px,2026-01-01,,"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found = refused(load_actions, path, ["p1", "p2"])
    assert [(one.code, one.line) for one in found] == [
        ("action-before-agreed", 2), ("double-action", 3), ("unknown-id", 4),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_command_tells_of_southern_denmark(command: Command, tmp_path: Path, language: str):
    roster = (SYDDANMARK / "participants.csv").read_text(encoding="utf-8").splitlines()[1:]
    ids = [line.partition(",")[0] for line in roster]
    rows = [f"{name},2024-02-01,{date(2024, 2, 2) + timedelta(2 * n)}," for n, name in enumerate(ids)]
    path = tmp_path / "handlinger.csv"
    path.write_text("\n".join(["deltager,aftalt,begyndt,gjort", *rows]) + "\n", encoding="utf-8")
    words = ["trial-actions", SYDDANMARK, "--actions", path, "--until", "2024-12-31", "--lang", language]
    done = command(*words)
    assert done.code == 0
    assert str(len(ids)) in done.out
    document = command(*words, "--json").document
    assert document["groups"][0]["people"] == len(ids)
    assert document["groups"][0]["start"]["median"] == len(ids) - 1
    assert "events" not in document["groups"][0]["start"]  # those who have not begun may be few
