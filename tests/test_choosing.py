"""Choices of modules, beside trying them all."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_programmes import Selection, met, module, orders, programme, programmes, target

from curriculum.catalog import Catalog
from curriculum.choosing import (
    ChoiceRule,
    ChoiceTask,
    ModuleChoice,
    choice_document,
    choice_size,
    choice_task,
    choice_violations,
    programme_tasks,
)
from curriculum.choosing.wording import choices_text
from curriculum.errors import InvalidInput
from curriculum.messages import LANGUAGES
from curriculum.planner import choose_modules, choosing
from curriculum.planner.conflict import smallest_conflict
from curriculum.planner.switches import Switches
from curriculum.scheduler.solving import Limits

KINDS = ("requires", "corequires", "strict_corequires")


def every_choice(task: ChoiceTask) -> Iterator[tuple[str, ...]]:
    for size in range(len(task.modules) + 1):
        yield from itertools.combinations(task.modules, size)


def is_right(catalog: Catalog, task: ChoiceTask, chosen: tuple[str, ...]) -> bool:
    """Tell slowly whether a choice can be taken in some order and reaches every target."""
    modules = tuple(catalog.module(name) for name in chosen)
    selection = Selection(modules, tuple(orders(modules)))
    keeps = bool(selection.orders) and set(task.keep) <= set(chosen)
    return keeps and all(met(catalog, one, selection) for one in task.targets)


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Catalog, ChoiceTask]:
    catalog = draw(programmes())
    hours = st.sampled_from([0.1, 0.2, 0.3, 7.5, 2, 0])
    catalog = evolve(catalog, modules=[evolve(one, hours=draw(hours)) for one in catalog.modules])
    targets = catalog.programme("p").targets or (target("x1"),)
    whole = draw(st.booleans())
    names = [one.id for one in catalog.modules] if whole else list(catalog.programme("p").module_ids)
    task = choice_task(
        catalog,
        None if whole else "p",
        targets=targets,
        fewest=draw(st.sampled_from(["hours", "modules"])),
        keep=draw(st.sets(st.sampled_from(names), max_size=1)),
    )
    return catalog, task


@settings(max_examples=150, deadline=None)
@given(tasks())
def test_choices_are_all_the_best_ones(case: tuple[Catalog, ChoiceTask]):
    catalog, task = case
    right = [chosen for chosen in every_choice(task) if is_right(catalog, task, chosen)]
    assert [chosen for chosen in every_choice(task) if not choice_violations(task, chosen)] == right
    choice = choose_modules(task, optima=100)
    if not right:
        check_conflicts(task, choice)
        return
    cost = {chosen: (choice_size(task, chosen), len(chosen)) for chosen in right}
    best = {chosen for chosen in right if cost[chosen] == min(cost.values())}
    assert choice.status == "optimal"
    assert choice.size == choice.bound == min(cost.values())[0]
    assert {choice.modules, *choice.others} == best
    assert len(choice.others) == len(best) - 1


def check_conflicts(task: ChoiceTask, choice: ModuleChoice) -> None:
    """Hold each conflict to be one, and to be one no longer without any one of its rules."""
    assert choice.status == "infeasible"
    assert choice.conflicts
    for conflict in choice.conflicts:
        assert not is_possible(task, conflict)
        for rule in conflict:
            assert is_possible(task, [other for other in conflict if other != rule])


def is_possible(task: ChoiceTask, rules: tuple[ChoiceRule, ...] | list[ChoiceRule]) -> bool:
    """Tell whether a choice keeps these rules and no others, by trying."""
    stated = {(rule.rule, rule.subject, rule.needs) for rule in rules}
    modules = []
    for name in task.modules:
        one = task.scope.modules[name]
        kept = {
            kind: " & ".join(f"({needs})" for rule, subject, needs in stated if (rule, subject) == (kind, name))
            for kind in KINDS
        }
        modules.append((one, kept))
    catalog = evolve(task.scope.catalog, programmes=[], modules=[])
    asked = [one for one in task.targets if ("target", one.competency, one.reaches or "") in stated]
    keep = [name for name in task.keep if ("keep", name, "") in stated]
    for chosen in every_choice(task):
        taken = tuple(evolve(one, **kept) for one, kept in modules if one.id in chosen)
        selection = Selection(taken, tuple(orders(taken)))
        if selection.orders and set(keep) <= set(chosen) and all(met(catalog, one, selection) for one in asked):
            return True
    return False


DRAWN = programme("a 1.5h x1;b 7.5h x2 <a;c 3.1h x1 x2 <d/a;d 4.4h y1;e 0h y1 <o;o 1h", "x2 y1@top")


def test_the_cheapest_way_is_found_to_the_last_decimal():
    choice = choose_modules(choice_task(DRAWN, "p"))
    assert (choice.status, choice.modules) == ("optimal", ("c", "d"))
    assert choice.size == choice.bound == Fraction("7.5")


def test_decimals_are_added_up_as_they_are_written():
    drawn = programme("a 0.1h x1;b 0.2h x2;c 0.3h x1 x2;d 0.3h z1", "x2")
    choice = choose_modules(choice_task(drawn, "p"), optima=9)
    assert (choice.size, choice.modules, choice.others) == (Fraction(3, 10), ("c",), ())


def test_every_module_at_hand_can_be_chosen_where_no_programme_is_named():
    task = choice_task(DRAWN, targets=[target("x2"), target("y1")], keep=["o"])
    assert choose_modules(task).modules == ("a", "c", "e", "o")


def test_each_leadership_level_has_its_own_question_where_targets_differ():
    choices = [choose_modules(task) for task in programme_tasks(DRAWN, "p")]
    assert [(one.level, one.modules, one.size) for one in choices] == [
        (None, ("c", "d"), Fraction("7.5")),
        ("top", ("c", "d"), Fraction("7.5")),
        ("low", ("a", "c"), Fraction("4.6")),
    ]
    same = programme("a 1h x1;b 1h y1", "x1 y1")
    assert [task.level for task in programme_tasks(same, "p")] == [None]


def test_a_target_that_no_module_teaches_is_named_with_its_missing_steps():
    choice = choose_modules(choice_task(programme("a 1h x1;b 1h x3 y1", "x3 y1"), "p"))
    assert choice.conflicts == ((ChoiceRule("target", "x", "3", ("2",)),),)
    (rule,) = choice.conflicts[0]
    assert rule.message() == "target: reach x (3); no module to choose from teaches 2"


def test_the_requirement_that_pulls_a_target_out_of_reach_is_named():
    drawn = programme("a 1h x1 <o;b 1h y1 <a;o 1h", "x1 y1")
    choice = choose_modules(choice_task(drawn, "p"))
    pulls = ChoiceRule("requires", "a", "o", ("o",))
    behind = ChoiceRule("requires", "b", "a")
    assert choice.conflicts == (
        (pulls, ChoiceRule("target", "x", "1")),
        (pulls, behind, ChoiceRule("target", "y", "1")),
    )
    assert choices_text([choice]) == (
        "All targets: no choice of modules reaches them; these cannot all hold:\n"
        "  target: reach x (1)\n    a requires o; not to be had: o\n"
        "  target: reach y (1)\n    a requires o; not to be had: o\n    b requires a\n"
    )


def test_hours_are_told_as_the_language_writes_numbers():
    choice = ModuleChoice(
        status="optimal", fewest="hours", targets=[], size=Fraction(15, 2), bound=Fraction(15, 2)
    )
    assert ("7.5" in choices_text([choice]), "7,5" in choices_text([choice], "da")) == (True, True)


def test_modules_that_hold_each_other_up_are_no_choice():
    drawn = programme("a 1h x1 <b/c;b 1h <a/c;c 9h", "x1")
    assert choose_modules(choice_task(drawn, "p")).modules == ("a", "c")


def test_a_module_that_is_left_out_is_not_chosen_and_one_to_keep_is():
    assert choose_modules(choice_task(DRAWN, "p", without=["c"])).modules == ("a", "b", "d")
    assert choose_modules(choice_task(DRAWN, "p", keep=["b"])).modules == ("a", "b", "d")


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"targets": []}, ["choice-no-targets"]),
        (
            {"targets": [target("x9"), target("q")], "keep": ["aa"]},
            ["choice-step", "choice-competency", "choice-module"],
        ),
        ({"without": ["zz"]}, ["choice-module"]),
        ({"fewest": "beauty"}, ["bad-choice"]),
        ({"fewest": "workload"}, ["choice-no-amount"]),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked: dict[str, object], codes: list[str]):
    with pytest.raises(InvalidInput) as raised:
        choice_task(DRAWN, "p", **asked)
    assert [finding.code for finding in raised.value.findings] == codes
    assert all(finding.text(language) for finding in raised.value.findings for language in LANGUAGES)


def test_modules_without_hours_are_named_and_can_be_left_out():
    drawn = programme("a ?h x1;b 2h x1;c ?h", "x1")
    with pytest.raises(InvalidInput, match="These modules do not say their hours: a, c"):
        choice_task(drawn, "p")
    assert choose_modules(choice_task(drawn, "p", without=["a", "c"])).modules == ("b",)
    assert choose_modules(choice_task(drawn, "p", fewest="modules"), optima=2).others


def test_a_choice_of_what_is_not_offered_cannot_be_judged():
    with pytest.raises(ValueError, match="offered"):
        choice_violations(choice_task(DRAWN, "p"), ["o"])


def test_a_choice_is_a_document():
    document = choice_document(choose_modules(choice_task(DRAWN, "p"), seed=4, optima=2))
    assert json.loads(json.dumps(document)) == {
        "status": "optimal",
        "level": None,
        "modules": ["c", "d"],
        "fewest": "hours",
        "objective": 7.5,
        "bound": 7.5,
        "seed": 4,
        "targets": [{"competency": "x", "reaches": "2"}, {"competency": "y", "reaches": "1"}],
    }
    none = choose_modules(choice_task(programme("a 1h", "x1"), "p"))
    assert choice_document(none)["conflicts"] == [
        [{"rule": "target", "subject": "x", "needs": "1", "lacking": ["1"]}]
    ]


def test_without_any_work_nothing_is_known():
    choice = choose_modules(choice_task(DRAWN, "p"), work_limit=0.0)
    assert choice.status in {"unknown", "optimal"}
    assert (choice.modules == ()) == (choice.status == "unknown")


def test_a_hundred_modules_are_chosen_from_with_proof():
    lines = [
        f"{chr(97 + number % 26)}{number} {number % 7 + 1}.5h {'xyz'[number % 3]}{number % 4 + 1}"
        + (f" <{chr(97 + (number - 9) % 26)}{number - 9}" if number > 8 else "")
        for number in range(100)
    ]
    drawn = evolve(programme("a 1h", "x4 y4 z4"), modules=[module(line) for line in lines], programmes=[])
    choice = choose_modules(choice_task(drawn, targets=[target("x4"), target("y4"), target("z4")]))
    assert choice.status == "optimal"


def test_what_is_asked_needs_no_solver():
    code = "import sys, curriculum.choosing; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_only_targets_that_may_be_out_of_reach_are_searched_for_reasons(monkeypatch: pytest.MonkeyPatch):
    asked: list[set[str]] = []

    def noted(switches: Switches[ChoiceRule], limits: Limits, seed: int) -> tuple[ChoiceRule, ...]:
        asked.append({rule.subject for rule in switches.by_rule if rule.rule == "target"})
        return smallest_conflict(switches, limits, seed)

    monkeypatch.setattr(choosing, "smallest_conflict", noted)
    drawn = programme("a 1h x1;b 1h y2;c 1h z1", "x1 y2 z1")
    assert [len(conflict) for conflict in choose_modules(choice_task(drawn, "p")).conflicts] == [1]
    assert asked == [{"y"}]
