"""Schedules of tiny random cohorts against brute force, and what a search promises besides.

``python -m pytest tests/test_scheduler.py --cases 2500`` holds more cohorts against brute force.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from fractions import Fraction
from functools import cache

import pytest
from attrs import evolve
from brute_force import Best, best
from cases import cohort as tiny
from cases import decided_by, optimum
from cohorts import stubborn
from conflicts import can_hold
from drawings import catalog, cohort

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.judge import NO_RUN
from curriculum.rules import RULES, Cover, GapDays, Mixing, Rules
from curriculum.schedule import Schedule, Score
from curriculum.scheduler import (
    IllegalSchedule,
    Interrupted,
    Progress,
    parts,
    proving,
    schedule_cohort,
    scheduling,
)
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import BUILDERS, state_rules
from curriculum.scheduler.solving import Limits, core

SOME = range(0, 120, 6)
"""Numbers of tiny cohorts for what need not be tried with all."""
scheduled = cache(lambda number: schedule_cohort(tiny(number)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("--cases")))


def faults(of: Cohort, schedule: Schedule, expected: Best | None) -> list[str]:
    """Return what is wrong with an outcome, given the best schedule there is."""
    if expected is None:
        return [] if schedule.status == "infeasible" else [f"{schedule.status}, and no schedule exists"]
    score = Score(*expected.score)
    found = [] if schedule.status == "optimal" else [schedule.status]
    found += [f"{part} is not {score}" for part in (schedule.score, schedule.bound) if part != score]
    return found + [violation.message() for violation in judge.violations(of, schedule)]


def superfluous(of: Cohort, schedule: Schedule) -> list[str]:
    """Return what is wrong with a conflict: that its rules can hold, or that it could do without one of them."""
    if can_hold(of, schedule.conflict):
        return ["all of these can hold"]
    rests = [(entry, [other for other in schedule.conflict if other is not entry]) for entry in schedule.conflict]
    return [f"{entry} is not needed" for entry, rest in rests if not can_hold(of, rest)]


def test_a_schedule_is_as_good_as_the_best_of_all(number: int):
    of, schedule = tiny(number), scheduled(number)
    assert faults(of, schedule, optimum(number)) == []
    for missing in schedule.unfilled:
        assert missing.why == (NO_RUN,) or (missing.why and set(missing.why) <= set(RULES))
    if schedule.status == "infeasible":
        assert (schedule.score, schedule.bound, schedule.places, schedule.unfilled) == (None, None, (), ())
        assert superfluous(of, schedule) == []
    else:
        assert schedule.conflict == ()


def test_the_second_solver_finds_the_best_of_all_too(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proving, "EARLY_WORK", 0.0)
    for number in range(pytestconfig.getoption("--cases") // 40):
        assert faults(tiny(number), schedule_cohort(tiny(number)), optimum(number)) == [], number


@pytest.mark.parametrize("chosen", SOME)
def test_the_same_seed_gives_the_same_schedule_whatever_the_order_of_the_rows(chosen: int):
    of, draw = tiny(chosen), random.Random(chosen)  # noqa: S311 - no secret
    shuffled = evolve(
        of,
        participants=draw.sample(of.participants, len(of.participants)),
        runs=draw.sample(of.runs, len(of.runs)),
    )
    assert schedule_cohort(of) == scheduled(chosen)
    assert schedule_cohort(shuffled) == scheduled(chosen)


AGAIN = """
from cohorts import tiny
from curriculum.scheduler import schedule_cohort
print([schedule_cohort(tiny(number)) for number in range(0, 120, 6)])
"""


def test_another_process_gives_the_same_schedules():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "1"}
    done = subprocess.run(
        [sys.executable, "-c", AGAIN], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == str([scheduled(number) for number in SOME])


IN_ORDER = """
from drawings import catalog, cohort
from curriculum.requisites import parse
from curriculum.rules import Cover, Rules
from curriculum.scheduler.crowd import Crowd
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.routes import routes
from curriculum.scheduler.rules import state_rules
runs = "A1 a 2@9-12 3@9-12 4@9-12 5@9-12; B1 b 3@9-12 4@9-12 5@9-12 6@9-12; E1 e 9@9-12; F1 f 9@9-12"
needs = catalog(e={"requires": parse("a")}, f={"requires": parse("b")})
rules = Rules(pairs="ignore", cover=[Cover(attribute="team", per_day=1)])
problem = Problem(cohort(runs, "p1 team=x; p2 team=x", catalog=needs, rules=rules), 1)
program = Program(problem)
state_rules(program)
print([route.trunk for route in routes(problem, Crowd(problem).bonds)])
print(program.cp.proto)
"""


def test_the_program_and_the_routes_are_the_same_in_every_process():
    """Strings and dates stand in sets in another order in each of these processes."""
    told = set()
    for order in ("0", "1", "2"):
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": order}
        done = subprocess.run(
            [sys.executable, "-c", IN_ORDER],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        told.add(done.stdout)
    assert len(told) == 1


def test_another_seed_gives_a_schedule_just_as_good_and_sometimes_another():
    others = {number: schedule_cohort(tiny(number), seed=2) for number in SOME}
    for number, other in others.items():
        assert (other.seed, other.status, other.score) == (2, scheduled(number).status, scheduled(number).score)
    assert any(other.places != scheduled(number).places for number, other in others.items())


def test_a_limit_of_work_gives_the_same_schedule_every_time():
    of = stubborn(people=30, runs=4)
    first, second = (schedule_cohort(of, work_limit=0.3) for _ in range(2))
    assert first == second
    assert first.status == "feasible"
    assert 0 < first.score.unfilled < len(of.participants)


def test_a_limit_of_time_is_kept_and_progress_only_ever_gets_better():
    said: list[Progress] = []
    start = time.monotonic()
    schedule = schedule_cohort(stubborn(), time_limit=2, progress=said.append)
    assert time.monotonic() - start < 2 * 1.1 + 2.5  # and as much for a busy machine
    assert schedule.status == "feasible"
    assert judge.violations(stubborn(), schedule) == ()
    scores = [step.score for step in said if step.score]
    bounds = [step.bound for step in said if step.bound]
    assert len(set(scores)) > 1
    assert scores == sorted(scores, reverse=True)
    assert bounds == sorted(bounds)
    assert all(step.score is None or step.bound is None or step.bound <= step.score for step in said)
    assert (schedule.score, schedule.bound) == (scores[-1], bounds[-1])
    assert [step.seconds for step in said] == sorted(step.seconds for step in said)
    assert all(0 <= step.seconds_left <= 2 for step in said)


INTERRUPTED = """
from cohorts import stubborn
from curriculum import judge
from curriculum.scheduler import Interrupted, schedule_cohort

def listen(progress):
    if progress.score and progress.score.unfilled < len(stubborn().participants):
        print("found", progress.score.unfilled, flush=True)

try:
    schedule_cohort(stubborn(), progress=listen)
except Interrupted as stopped:
    kept = stopped.schedule
    print("kept", kept.status, kept.score.unfilled, len(judge.violations(stubborn(), kept)), flush=True)
"""


def test_ctrl_c_keeps_the_best_schedule():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        found = [process.stdout.readline().split()]
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
    *more, kept = [line.split() for line in said.splitlines()]
    assert all(word == "found" for word, _ in [*found, *more])
    assert kept == ["kept", "feasible", [*found, *more][-1][1], "0"]
    assert process.returncode == 0


def test_ctrl_c_while_nothing_is_found_yet_is_told_as_such(monkeypatch: pytest.MonkeyPatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scheduling, "Problem", interrupted)
    with pytest.raises(Interrupted) as stopped:
        schedule_cohort(tiny(0))
    assert (stopped.value.schedule.status, stopped.value.schedule.places) == ("unknown", ())


@pytest.mark.parametrize(
    ("of", "status", "unfilled"),
    [
        (cohort("A1 a 2@9-12"), "optimal", 0),  # nobody
        (cohort("", ""), "optimal", 0),  # nothing at all
        (cohort("", "p1; p2"), "optimal", 8),  # no runs
        (cohort("A1 a 2@9-12", "p1 completed=a|b|e|f"), "optimal", 0),  # nobody is owed anything
        (cohort("A1 a 2@9-12 capacity=1", "p1; p2"), "optimal", 7),
        (cohort("A1 a 2@9-12 state=confirmed minimum=2; X1 x 3@9-12", "p1; p2 completed=a"), "infeasible", None),
        (cohort("A1 a 2@9-12 state=confirmed"), "infeasible", None),  # confirmed, and nobody to attend
        (cohort("X1 x 3@9-12 state=confirmed", "p1"), "infeasible", None),  # outside the programme
        (cohort("A1 a 2@9-12", "p1 completed=a pinned=A1"), "infeasible", None),
        (cohort("X1 x 3@9-12", "p1 pinned=X1"), "infeasible", None),
        (cohort("A1 a; B1 b; E1 e; F1 f", "p1"), "optimal", 0),  # runs without sessions
    ],
)
def test_odd_cohorts(of: Cohort, status: str, unfilled: int | None):
    schedule = schedule_cohort(of)
    assert faults(of, schedule, best(of)) == []
    assert (schedule.status, schedule.score and schedule.score.unfilled) == (status, unfilled)
    if status == "infeasible":
        assert superfluous(of, schedule) == []
    assert schedule.cohort == of.id


NORTH = "p1 organisation=n; p2 organisation="


@pytest.mark.parametrize(
    ("rules", "unfilled"),
    [
        (Rules(mixing=[Mixing(attribute="organisation", max_share=Fraction(1, 2))]), 7),  # p2 alone is no group
        (Rules(mixing=[Mixing(attribute="organisation", groups=2)]), 8),
        (Rules(cover=[Cover(attribute="organisation", per_day=1)]), 6),
    ],
)
def test_an_empty_cell_is_no_value(rules: Rules, unfilled: int):
    of = cohort("A1 a 2@9-12", NORTH, rules=rules)
    assert faults(of, schedule_cohort(of), best(of)) == []
    assert schedule_cohort(of).score == Score(unfilled, 0)


COUNTED = [
    cohort("A1 a 2@9-12; B1 b 3@9-12; B2 b 4@9-12", "p1 pinned=B1|B2", catalog=catalog(b={"requires": "a"})),
    cohort(
        "E1 e 2@9-12; F1 f 1@9-10; F2 f 2@14-15; G1 g 5@9-12",
        "p1 pinned=G1 barred=E1",
        catalog=catalog(choose=3, g={"requires": "2 of (e, f, x)"}),
    ),
    cohort(
        "A1 a 2@9-10; A2 a 2@11-12",
        "p1 organisation=n pinned=A1|A2; p2 organisation=n",
        rules=Rules(cover=[Cover(attribute="organisation", per_day=1)]),
    ),
]
"""No schedule exists: somebody would need two places in one module, or two places in one module would not help."""


@pytest.mark.parametrize("of", COUNTED)
def test_a_conflict_counts_two_places_in_a_module_once(of: Cohort):
    schedule = schedule_cohort(of)
    assert faults(of, schedule, best(of)) == []
    assert superfluous(of, schedule) == []


@pytest.mark.parametrize("of", [COUNTED[0], COUNTED[2]])
def test_two_places_in_a_module_break_no_other_rule_than_owed(of: Cohort, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(BUILDERS, "owed")
    program = Program(Problem(of, 1, together=False, keep_forbidden=True), explaining=True)
    state_rules(program)
    assert core(program.cp, program.switches, Limits(seconds=10), 1) is None


NEEDED = {
    "place": cohort("X1 x 3@9-12 state=confirmed", "p1"),
    "cancelled": cohort("A1 a 3@9-12 state=cancelled", "p1 pinned=A1"),
    "unavailable": cohort("A1 a 3@9-12", "p1 pinned=A1 unavailable=3"),
    "barred": cohort("A1 a 3@9-12", "p1 pinned=A1 barred=A1"),
    "owed": cohort("A1 a 3@9-12; A2 a 4@9-12", "p1"),
}
"""Cohorts that need the builders which only conflicts need, and the one of what brute force never leaves out."""


def needing(rule: str) -> Cohort:
    """Return a cohort whose outcome is wrong when a rule is not stated."""
    if rule in NEEDED:
        return NEEDED[rule]
    stated = {
        "requires": lambda of: of.rules.gap_days == GapDays(),  # else gap_days says the same, and more
        "pairs": lambda of: of.rules.pairs == "apart",  # people who stay together are one party
    }
    return next(of for of in map(tiny, decided_by(rule)) if stated.get(rule, bool)(of))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_needs_its_builder(rule: str, monkeypatch: pytest.MonkeyPatch):
    of = needing(rule)
    assert faults(of, schedule_cohort(of), best(of)) == []
    monkeypatch.delitem(BUILDERS, rule)
    try:
        schedule = schedule_cohort(of)
    except IllegalSchedule:
        return
    assert faults(of, schedule, best(of)) + superfluous(of, schedule) != []


CUT = ("A1 a 2@9-12 venue=Hall state=confirmed; A2 a 3@9-12 venue=Barn; B1 b 4@9-12 venue=Barn;"
       "A3 a 4@13-14 venue=Town")  # fmt: skip
DIVIDED = {
    "nobody is left for a confirmed run": cohort(
        CUT, "p1 location=Hall pinned=B1; p2 location=Barn; p3 location=Town"
    ),
    "a pair is pinned here and there": cohort(
        CUT,
        "p1 location=Hall pair=x pinned=A2; p2 location=Barn pair=x pinned=A3; p3 location=Town",
        rules=Rules(pairs="ignore"),
    ),
    "a column that one part does not have": cohort(
        CUT,
        "p1 location=Hall ward=north; p2 location=Barn ward=north; p3 location=Town",
        rules=Rules(pairs="ignore", mixing=[Mixing(attribute="ward", max_share=Fraction(3, 4))]),
    ),
}


def assert_divided_well(of: Cohort, expected: Best | None) -> None:
    schedule = schedule_cohort(of)
    if expected is None:
        assert schedule.status == "infeasible"
        return
    assert judge.violations(of, schedule) == ()
    assert schedule.bound <= Score(*expected.score) <= schedule.score
    assert (schedule.status == "optimal") == (schedule.bound == schedule.score)


def test_a_cohort_in_parts_gets_a_legal_schedule_and_a_bound_that_holds(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    for number in range(pytestconfig.getoption("--cases") // 40):
        assert_divided_well(tiny(number), optimum(number))


@pytest.mark.parametrize("of", DIVIDED.values(), ids=DIVIDED)
def test_a_cohort_that_is_hard_to_cut_into_parts(of: Cohort, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    assert_divided_well(of, best(of))
