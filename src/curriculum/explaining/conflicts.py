"""The smallest set of rules, people and runs that together keep something from happening, confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.explaining.minimal import minimal, minimal_by_level
from curriculum.explaining.neighbourhood import Neighbourhood
from curriculum.explaining.results import Verdict
from curriculum.rules import RULES
from curriculum.schedule import Conflict, Schedule
from curriculum.scheduler.demands import Demands, Trial
from curriculum.scheduler.keeping import KEPT
from curriculum.scheduler.program import Instance
from curriculum.scheduler.solving import Limits, OutOfTime

ANSWER = 10.0
"""Seconds that one question to the solver may take; a set whose questions take longer may be too large."""
_FIRST = (
    "confirmed", "pinned", "capacity", "minimum", "mixing", "unavailable", "barred", "cancelled", "cover",
    "runs_per_day", "requires", "gap_days", "room", "teacher", "apart", "pairs",
)  # fmt: skip
"""Where there is a choice, the conflict is told with these rules: something can be done about them. Requirements
come before the days after them: where the former are enough, giving up the latter would not help."""
_ACROSS = {"requires", "gap_days", "corequires", "strict_corequires", "confirmed", "pinned"}
"""Rules because of which a place in one module can need places in others."""


@frozen
class Refusal:
    """Whether what is wanted can be had, and if not, why.

    Attributes:
        possible: whether a legal schedule gives what is wanted; None when that could not be found out in time.
        conflict: when not possible, rules and demands that cannot all hold.
        confirmed: whether solving again has shown that they cannot, and the others can without any one of them.
    """

    possible: bool | None
    conflict: tuple[Conflict, ...] = ()
    confirmed: bool = False

    @property
    def verdict(self) -> Verdict:
        """The verdict of an explanation that says no more."""
        return "unknown" if self.possible is None else "possible" if self.possible else "conflict"


def refusal(
    cohort: Cohort, schedule: Schedule, *, demands: Demands, within: Neighbourhood, limits: Limits, seed: int
) -> Refusal:
    """Find out whether some demands can be met, and if not, a minimal conflict.

    It is looked for among the modules in which something is wanted first. Without the rules that tie modules
    together, what is impossible there is impossible in the whole, and the other way round: places elsewhere can be
    left out, no rule that is left asks for them.

    Args:
        cohort: the cohort.
        schedule: a legal schedule; those outside the neighbourhood stay as they are in it.
        demands: what is wanted.
        within: who may be moved.
        limits: what may be spent.
        seed: seed of the solver.
    """
    search = _Search(cohort, schedule, demands, within, limits, seed)
    nearest = [(search.modules, {*RULES} - _ACROSS | search.own)] if search.modules else []
    try:
        for modules, names in [*nearest, (None, None)]:
            trial = search.trial(modules, names)
            if trial.impossible(trial.items):
                return search.shrunk(trial, modules)
    except OutOfTime:
        return Refusal(None)
    return Refusal(None if trial.doubtful else True)


def refused_by(
    names: Collection[str],
    cohort: Cohort,
    schedule: Schedule,
    *,
    demands: Demands,
    within: Neighbourhood,
    limits: Limits,
    seed: int,
) -> bool:
    """Tell whether rules of some names are enough to keep demands from being met; otherwise as :func:`refusal`."""
    search = _Search(cohort, schedule, demands, within, limits, seed)
    across = not _ACROSS.isdisjoint(names) or any(name.startswith(KEPT) for name in {*names} - search.own)
    try:
        trial = search.trial(None if across else search.modules, names)
    except OutOfTime:
        return False
    return trial.impossible(trial.items)


@frozen
class _Search:
    """The search for one conflict."""

    cohort: Cohort
    schedule: Schedule
    demands: Demands
    within: Neighbourhood
    limits: Limits
    seed: int

    @property
    def modules(self) -> set[str]:
        """Ids of the modules in which something is wanted."""
        electives = self.cohort.programme.elective_ids
        wanted = {one for entry in self.demands.wanted for one in ([entry.module] if entry.module else electives)}
        runs = {*self.demands.held, *(run for _, run in self.demands.joined)}
        return wanted | {run.module for run in self.cohort.runs if run.id in runs}

    @property
    def own(self) -> set[str]:
        """Names of the demands that nobody loses a place in these modules."""
        electives = set(self.cohort.programme.elective_ids)
        return {KEPT if module in electives else f"{KEPT}.{module}" for module in self.modules}

    def trial(self, modules: Collection[str] | None, names: Collection[str] | None) -> Trial:
        """Return what tells whether rules and demands of some names can hold, with places in some modules only.

        Raises:
            OutOfTime: the time was over before all of them were stated.
        """
        if self.limits.exhausted:
            raise OutOfTime
        chosen = modules
        if chosen is not None and KEPT in self.own:
            chosen = {*chosen, *self.cohort.programme.elective_ids}
        problem = self.within.problem(self.cohort, self.schedule, self.seed, explaining=True, modules=chosen)
        return Trial.of(problem, self.demands, self.limits, ANSWER, self.seed, names=names)

    def position(self, rule: str) -> tuple[int, str]:
        """Return where a rule stands; those in front stay in the conflict where there is a choice."""
        if rule in self.own:
            return -1, rule
        return (_FIRST.index(rule) if rule in _FIRST else len(_FIRST) + (rule not in RULES)), rule

    def is_near(self, item: Instance) -> bool:
        """Tell whether something is about the neighbourhood, or a demand; the rest holds as it is."""
        runs, people = self.within.runs, self.within.people
        return item.rule.partition(".")[0] == KEPT or not (
            runs.isdisjoint(item.runs) if item.runs else people.isdisjoint(item.people)
        )

    def kinds(self) -> dict[str, str]:
        """Return for each run its module, for each person what mixing rules ask for."""
        asked = {(rule.attribute, value) for rule in self.cohort.rules.mixing for value in rule.at_least}
        people = {
            person.id: "|".join(sorted(value for column, value in asked if person.value(column) == value))
            for person in self.cohort.participants
        }
        return people | {run.id: run.module for run in self.cohort.runs}

    def shrunk(self, trial: Trial, modules: Collection[str] | None) -> Refusal:
        """Leave out what is not needed: first whole rules, then what they say about single people and runs."""
        by_name: dict[str, list[Instance]] = defaultdict(list)
        for item in trial.items:
            by_name[item.rule].append(item)

        def impossible_by_name(names: Sequence[str]) -> bool:
            return not self.limits.exhausted and trial.impossible(i for name in names for i in by_name[name])

        needed = minimal(sorted(by_name, key=self.position), impossible_by_name)
        try:
            short = self.trial(modules, needed)
        except OutOfTime:
            return Refusal(possible=False, conflict=merged(i for name in needed for i in by_name[name]))

        def impossible(some: Sequence[Instance]) -> bool:
            return not self.limits.exhausted and short.impossible(some)

        items = sorted(short.items, key=lambda item: (self.position(item.rule), item))
        near = [item for item in items if self.is_near(item)]
        items = near if impossible(near) else items
        kinds = self.kinds()

        def kind(item: Instance) -> Hashable:
            return item.rule, frozenset(kinds[subject] for subject in (*item.people, *item.runs))

        found = minimal_by_level(items, [kind, lambda item: (item.rule, item.people)], impossible)
        if _confirmed(short, found, self.limits):
            conflict = [Conflict(item.rule, item.people, item.runs) for item in found]
            return Refusal(possible=False, conflict=tuple(conflict), confirmed=True)
        return Refusal(possible=False, conflict=merged(found), confirmed=False)


def merged(items: Iterable[Instance | Conflict]) -> tuple[Conflict, ...]:
    """Return one entry a rule, with all people and runs."""
    people: dict[str, set[str]] = defaultdict(set)
    runs: dict[str, set[str]] = defaultdict(set)
    for item in items:
        people[item.rule].update(item.people)
        runs[item.rule].update(item.runs)
    return tuple(Conflict(rule, sorted(people[rule]), sorted(runs[rule])) for rule in people)


def _confirmed(trial: Trial, found: Sequence[Instance], limits: Limits) -> bool:
    """Solve once more: all together impossible, all but one possible."""
    trial.doubtful = False
    if limits.exhausted or not trial.impossible(found):
        return False
    for item in found:
        if limits.exhausted or trial.impossible([other for other in found if other != item]):
            return False
    return not trial.doubtful
