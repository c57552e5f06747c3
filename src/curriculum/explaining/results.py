"""What an explanation holds: verdict, obstacles, conflict, and changes with their computed effect."""

from __future__ import annotations

from typing import Literal

from attrs import evolve, field, frozen

from curriculum.changes import CohortChange
from curriculum.schedule import Conflict, Schedule, Score
from curriculum.sequences import as_tuple

Subject = Literal["place", "run", "wish", "schedule"]
Verdict = Literal["conflict", "possible", "price", "held", "met", "unknown"]


@frozen
class RunObstacles:
    """What stands in the way of one person's joining one run, as everybody is placed now.

    Attributes:
        run: the run's id.
        rules: names of the rules that joining would break; none when nothing stands in the way.
    """

    run: str
    rules: tuple[str, ...] = field(converter=as_tuple)


@frozen
class Effect:
    """What some changes together would do.

    Attributes:
        changes: the changes.
        before: the best known score without them, found like ``after``; None when there is no schedule.
        after: the best score with them; None when there is no legal schedule with them, or none was found.
        proven: whether both scores are proven to be the best; otherwise ``after`` is what can be reached at least.
        impossible: whether it is proven that there is no legal schedule with the changes; in a large cohort, none
            in which only those nearby are moved.
        moved: people who would leave a run that they are in, in the schedule found: of those with that score the
            one that moves the fewest, as far as there was time to look for it.
        effort: how much the changes ask for; see :func:`curriculum.explaining.effort.effort`.
        schedule: the schedule found.
    """

    changes: tuple[CohortChange, ...] = field(converter=as_tuple)
    before: Score | None
    after: Score | None
    proven: bool
    impossible: bool
    moved: tuple[str, ...]
    effort: int
    schedule: Schedule | None = field(default=None, eq=False, repr=False)

    @property
    def filled(self) -> int:
        """How many more places are filled; below 0 when places are lost."""
        return 0 if self.after is None or self.before is None else self.before.unfilled - self.after.unfilled

    @property
    def points(self) -> int:
        """How many points are added; below 0 when some are saved."""
        return 0 if self.after is None or self.before is None else self.after.points - self.before.points

    @property
    def known(self) -> bool:
        """Whether the effect was found out in time."""
        return self.after is not None or self.impossible

    @property
    def helps(self) -> bool:
        """Whether more places are filled, or a schedule exists where none did."""
        return self.after is not None and (self.before is None or self.filled > 0)


@frozen
class Cures:
    """What was found out about changes that could help.

    Attributes:
        effects: of those that help, those that ask least first.
        tried: how many were computed.
        unknown: those of which it was not found out in time, together with what else they are made with.
    """

    effects: tuple[Effect, ...] = field(converter=as_tuple)
    tried: int
    unknown: tuple[tuple[CohortChange, ...], ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class Explanation:
    """The answer to one question.

    Attributes:
        subject: what is asked about: an unfilled place, a run that is not held, a wish, or the whole schedule.
        verdict: ``conflict`` (it cannot be had), ``possible`` (it can: nothing would be lost), ``price`` (it can,
            at a price), ``held`` or ``met`` (it is so already), ``unknown`` (not found out in time).
        people: ids of those whom it is about.
        module: id of the module; None for an elective that could be any.
        run: id of the run.
        obstacles: run by run, what stands in the way of the person.
        conflict: rules, and demands that nobody loses a place (``kept``), that cannot all hold.
        confirmed: whether solving again has shown that they cannot, and the others can without any one of them.
        effects: changes with their effect, those first that ask least for each place that they fill.
        tried: how many changes were computed.
        unknown: changes that could help, of which that was not found out in time.
        nearby: when only a part of a large cohort was looked at, how many people and how many runs.
        alike: ids of those among the people for whom it was found out, in a neighbourhood of their own, that rules
            of the same names stand in the way of them; conflict and changes are those of the others.
        also: further modules (None: electives) in which rules of the same names keep places unfilled, and in which
            the first of the changes fills all of them.
    """

    subject: Subject
    verdict: Verdict
    people: tuple[str, ...] = field(default=(), converter=as_tuple)
    module: str | None = None
    run: str | None = None
    obstacles: tuple[RunObstacles, ...] = field(default=(), converter=as_tuple)
    conflict: tuple[Conflict, ...] = field(default=(), converter=as_tuple)
    confirmed: bool = False
    effects: tuple[Effect, ...] = field(default=(), converter=as_tuple)
    tried: int = 0
    unknown: tuple[tuple[CohortChange, ...], ...] = field(default=(), converter=as_tuple)
    nearby: tuple[int, int] | None = None
    alike: tuple[str, ...] = field(default=(), converter=as_tuple)
    also: tuple[str | None, ...] = field(default=(), converter=as_tuple)

    def with_cures(self, cures: Cures) -> Explanation:
        """Return the same explanation with what was found out about changes."""
        return evolve(self, effects=cures.effects, tried=cures.tried, unknown=cures.unknown)
