"""A version of the board: who is where, what is pinned and barred, and what the judge says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from curriculum import judge
from curriculum.changes import Bar, CohortChange, Pin, Unbar, Unpin
from curriculum.cohort import Cohort
from curriculum.messages import say
from curriculum.schedule import Place, Points, Schedule, Score, Unfilled

Binding = tuple[str, str, str]
"""``pinned`` or ``barred``, a participant's id, a run's id."""


@frozen
class Step:
    """What made a version of the one before it.

    Attributes:
        kind: its sentence is ``board.step.KIND``.
        values: what the sentence's placeholders stand for.
    """

    kind: str
    values: Mapping[str, str] = field(factory=dict)

    def describe(self, language: str) -> str:
        """Say what was done."""
        return say(f"board.step.{self.kind}", language, **self.values)


@frozen(kw_only=True, eq=False)
class Version:
    """One state of the board.

    Attributes:
        step: what made it.
        cohort: the cohort with everything that is pinned and barred.
        places: who attends which run, legal or not, sorted.
        seed: seed of the last search.
        bound: no legal schedule has a score below it; None when nothing is known.
        bound_under: what was pinned and barred when the bound was found.
        score: what the places are worth.
        points: the score's points by goal.
        unfilled: places that are owed and not filled, without ``why``.
        violations: every rule that is broken.
    """

    step: Step
    cohort: Cohort
    places: tuple[Place, ...]
    seed: int
    bound: Score | None
    bound_under: frozenset[Binding]
    score: Score
    points: Points
    unfilled: tuple[Unfilled, ...]
    violations: tuple[judge.Violation, ...]

    def schedule(self) -> Schedule:
        """Return the places as a schedule: ``optimal`` when its score meets the bound."""
        proven = not self.violations and self.score == self.bound
        return Schedule(
            cohort=self.cohort.id,
            programme=self.cohort.programme_name,
            status="optimal" if proven else "feasible",
            score=self.score,
            bound=self.bound,
            points=self.points,
            seed=self.seed,
            places=self.places,
            unfilled=self.unfilled,
        )

    def explained(self) -> Schedule:
        """Return the same schedule with the reason for every place that is not filled, as it is written."""
        return evolve(self.schedule(), unfilled=judge.explained(self.cohort, self.schedule()))


def version(
    step: Step,
    cohort: Cohort,
    places: Iterable[Place],
    *,
    seed: int = 0,
    bound: Score | None = None,
    bound_under: frozenset[Binding] = frozenset(),
) -> Version:
    """Return a version, judged.

    A bound holds as long as everything is still pinned and barred that was when it was found: more of it can only
    make schedules worse.

    Args:
        step: what made it.
        cohort: the cohort with everything that is pinned and barred.
        places: who attends which run; a place that is named twice counts once.
        seed: seed of the last search.
        bound: a bound that was found, and
        bound_under: what was pinned and barred then.
    """
    draft = Schedule(
        cohort=cohort.id,
        programme=cohort.programme_name,
        status="feasible",
        seed=seed,
        places=tuple(dict.fromkeys(places)),
    )
    broken = judge.broken(cohort, draft)
    return Version(
        step=step,
        cohort=cohort,
        places=draft.places,
        seed=seed,
        bound=bound if bound_under <= bindings(cohort) else None,
        bound_under=bound_under,
        score=judge.score(cohort, draft),
        points=judge.points(cohort, draft),
        unfilled=judge.unfilled(cohort, draft),
        violations=tuple(broken),
    )


def bindings(cohort: Cohort) -> frozenset[Binding]:
    """Return everything that is pinned and barred in a cohort."""
    return frozenset(
        (kind, person.id, run)
        for person in cohort.participants
        for kind, runs in (("pinned", person.pinned), ("barred", person.barred))
        for run in runs
    )


def binding_changes(before: Cohort, after: Cohort) -> tuple[CohortChange, ...]:
    """Return the changes that make the pins and bars of one cohort those of the other.

    Args:
        before: the cohort as its files have it.
        after: the same people and runs, with other pins and bars.
    """
    had, has = bindings(before), bindings(after)
    lifted = {"pinned": Unpin, "barred": Unbar}
    made = {"pinned": Pin, "barred": Bar}
    return (
        *(lifted[kind](person, run) for kind, person, run in sorted(had - has)),
        *(made[kind](person, run) for kind, person, run in sorted(has - had)),
    )
