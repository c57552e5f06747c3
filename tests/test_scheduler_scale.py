"""What large cohorts need: prices that bound, negotiation, parts in processes of their own; and sudden ends."""

from __future__ import annotations

import random

import numpy as np
import pytest
from cases import cohort as tiny
from cases import optimum
from drawings import cohort

from curriculum import judge
from curriculum.rules import Rules
from curriculum.schedule import Score
from curriculum.scheduler import Interrupted, Progress, parts, schedule_cohort, search
from curriculum.scheduler.crowd import Crowd
from curriculum.scheduler.negotiation import negotiated
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.process import Process
from curriculum.scheduler.solving import Limits
from curriculum.scheduler.tasks import solve

LEGAL = [number for number in range(0, 120, 5) if optimum(number) is not None]


@pytest.mark.parametrize("number", LEGAL[::2])
def test_the_crowd_counts_right_whoever_comes_and_goes(number: int):
    problem, draw = Problem(tiny(number), 1), random.Random(number)  # noqa: S311
    crowd = Crowd(problem)
    for _ in range(30):
        bond = draw.randrange(len(crowd.bonds))
        crowd.leave(bond)
        open_to = sorted(crowd.options[bond])
        crowd.join(bond, tuple(draw.sample(open_to, min(len(open_to), 2))))
    fresh = Crowd(problem)
    for bond, runs in enumerate(crowd.attended):
        fresh.join(bond, runs)
    assert np.array_equal(crowd.heads, fresh.heads)
    assert crowd.broken() == pytest.approx(fresh.broken())


@pytest.mark.parametrize("number", LEGAL[::2])
def test_negotiation_is_no_obstacle_to_the_best_schedule(number: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search, "SMALL", 0)
    monkeypatch.setattr(Process, "ask", lambda _, task, *__, **___: solve(task))  # HiGHS here, without its process
    schedule = schedule_cohort(tiny(number), time_limit=20)
    assert (schedule.status, schedule.score) == ("optimal", Score(*optimum(number).score))
    assert judge.violations(tiny(number), schedule) == ()


def test_negotiation_fills_every_seat_without_breaking_a_rule():
    runs = "; ".join(
        f"{module.upper()}{n} {module} {n + first}@9-12 capacity=2"
        for module, first in (("a", 2), ("b", 6), ("e", 10), ("f", 14))
        for n in range(3)
    )
    problem = Problem(cohort(runs, "; ".join(f"p{n}" for n in range(6))), 1)
    worked = iter(np.linspace(0, 1, 40))
    chosen = negotiated(problem, 1, lambda: next(worked))
    heads = [0] * len(problem.runs)
    for number in chosen:
        heads[problem.options[number].run] += 1
    assert heads == [2] * 12


def test_a_limit_of_work_gives_the_same_bytes_with_any_number_of_workers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 3)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    of = tiny(LEGAL[1])
    one, two = (schedule_cohort(of, work_limit=0.5, workers=workers) for workers in (1, 2))
    assert one == two
    monkeypatch.setattr(parts, "WHOLE", 400)
    monkeypatch.setattr(search, "SMALL", 0)
    assert schedule_cohort(of, work_limit=0.5) == schedule_cohort(of, work_limit=0.5)


def test_ctrl_c_while_the_schedule_is_judged_keeps_it(monkeypatch: pytest.MonkeyPatch):
    score, pressed = judge.score, []

    def interrupted(*of: object) -> Score:
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        return score(*of)

    monkeypatch.setattr(judge, "score", interrupted)
    with pytest.raises(Interrupted) as stopped:
        schedule_cohort(tiny(LEGAL[0]))
    kept = stopped.value.schedule
    assert kept.score == Score(*optimum(LEGAL[0]).score)
    assert judge.violations(tiny(LEGAL[0]), kept) == ()


def test_ctrl_c_keeps_what_the_parts_have_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    of = cohort(
        "A1 a 2@9-12 venue=Hall; A2 a 2@9-12 venue=Barn", "p1 location=Hall; p2 location=Barn", rules=Rules()
    )
    said: list[Progress] = []

    def listen(progress: Progress) -> None:
        said.append(progress)
        if len(said) == 2:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        schedule_cohort(of, progress=listen, workers=1)
    assert judge.violations(of, stopped.value.schedule) == ()
    assert stopped.value.schedule.places


def test_a_process_that_dies_gives_no_answer_and_is_started_again():
    process = Process()
    try:
        assert process.ask("what it does not understand", Limits(60.0), 60.0) is None
        assert process.ask("what it does not understand", Limits(60.0), 60.0) is None
        assert process.running is None
    finally:
        process.stop()


def test_parts_whose_process_dies_stay_empty(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    monkeypatch.setattr(Process, "ask", lambda *_, **__: None)
    of = cohort("A1 a 2@9-12 venue=Hall; A2 a 2@9-12 venue=Barn", "p1 location=Hall; p2 location=Barn")
    schedule = schedule_cohort(of)
    assert judge.violations(of, schedule) == ()
    assert schedule.score.unfilled == 6  # what is left over is filled one by one
