"""What-if: the same cohort under several changes, side by side; and what each rule costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

from attrs import field, frozen

from curriculum.changes import CohortChange, WithoutRule, with_changes
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.rules import RULES
from curriculum.scenarios.replanning import Replan, replan
from curriculum.scenarios.spreading import spread
from curriculum.schedule import Schedule
from curriculum.scheduler import schedule_cohort
from curriculum.sequences import as_tuple


@frozen
class Scenario:
    """What comes of one set of changes.

    Attributes:
        name: the case's name.
        changes: the changes.
        schedule: its best schedule; when there was a schedule to begin with, the one that moves the fewest people.
        replan: how little is moved, when there was a schedule to begin with.
    """

    name: str
    changes: tuple[CohortChange, ...] = field(converter=as_tuple)
    schedule: Schedule
    replan: Replan | None = None


@frozen
class _Case:
    """One scenario to be worked out, perhaps in another process."""

    name: str
    changes: tuple[CohortChange, ...]
    cohort: Cohort
    before: Schedule | None
    seed: int
    seconds: float
    work: float | None


def compare_scenarios(
    cohort: Cohort,
    cases: Mapping[str, Sequence[CohortChange]],
    *,
    before: Schedule | None = None,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
    executor: Executor | None = None,
) -> tuple[Scenario, ...]:
    """Work out several cases of changes to a cohort.

    Args:
        cohort: the cohort as it is.
        cases: the changes of each case, by its name; no changes at all for the cohort as it is.
        before: a schedule to stay close to. With it every case is mended as ``replan`` does, without it every case
            is scheduled anew.
        seed: seed of the search, 0 or more.
        time_limit: seconds of wall-clock time for each case, above 0.
        work_limit: deterministic work for each case; None means no such limit.
        executor: where the cases are worked out side by side; the result is the same wherever that is, if the
            schedules are optimal or the work is limited.

    Returns:
        The scenarios in the order of the cases.

    Raises:
        InvalidInput: a change cannot be made; all cases are looked at before anything is searched for.
        Interrupted: Ctrl-C was pressed while a case was scheduled anew.
        KeyboardInterrupt: Ctrl-C was pressed while a schedule was mended.
    """
    changed = _changed(cohort, cases)
    work = [_Case(name, tuple(cases[name]), changed[name], before, seed, time_limit, work_limit) for name in cases]
    return tuple(spread(executor, _worked_out, work))


def rule_cases(cohort: Cohort) -> dict[str, tuple[WithoutRule, ...]]:
    """Return for every rule that says anything about a cohort the case without it.

    A rule about several columns has a case for each of them. Rules that say what a place is are in no case, and
    neither are rules whose removal would leave the cohort as it is.
    """
    columns = [f"mixing.{rule.attribute}" for rule in cohort.rules.mixing]
    columns += [f"cover.{rule.attribute}" for rule in cohort.rules.cover]
    columns += [f"apart.{column}" for column in cohort.rules.apart]
    single = [rule for rule in RULES if rule not in {"mixing", "cover", "apart"}]
    cases = {rule: WithoutRule(rule) for rule in dict.fromkeys([*single, *columns])}
    return {f"without {rule}": (change,) for rule, change in cases.items() if _matters(cohort, change)}


def _matters(cohort: Cohort, change: CohortChange) -> bool:
    try:
        return change.apply(cohort) != cohort
    except InvalidInput:  # a rule that stays
        return False


def _changed(cohort: Cohort, cases: Mapping[str, Sequence[CohortChange]]) -> dict[str, Cohort]:
    """Return the cohort of every case, or raise everything that is wrong with any of them."""
    changed: dict[str, Cohort] = {}
    findings: list[Finding] = []
    for name, changes in cases.items():
        try:
            changed[name] = with_changes(cohort, changes)
        except InvalidInput as invalid:
            findings += invalid.findings
    raise_if(findings)
    return changed


def _worked_out(case: _Case) -> Scenario:
    seed, seconds, work = case.seed, case.seconds, case.work
    if case.before is None:
        found = schedule_cohort(case.cohort, seed=seed, time_limit=seconds, work_limit=work)
        return Scenario(case.name, case.changes, found)
    mended = replan(case.cohort, case.before, seed=seed, time_limit=seconds, work_limit=work)
    if mended.interrupted:
        raise KeyboardInterrupt
    return Scenario(case.name, case.changes, mended.schedule, mended)
