"""The search for a mended schedule: after an illness, a cancelled run, for newcomers.

It begins with what is left of the old places. Only the people concerned are moved at first, then also others in
the modules concerned, then anybody. The first round whose result meets the bounds is the last one, and mostly that
is the first: whoever was in a run that is not held any more has to move, and nobody else does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial

from attrs import define, evolve, field

from curriculum.cohort import Cohort
from curriculum.scenarios.concerned import circles, concerned, placed, remaining
from curriculum.scenarios.floors import Floor
from curriculum.scenarios.moving import Held, fewest_moved, fewest_new, forced_to_move, moved_people
from curriculum.scenarios.reshuffling import reshuffled
from curriculum.schedule import Place, Schedule, Score, Status
from curriculum.scheduler.aims import (
    MODEST,
    Aim,
    Pursuit,
    Reached,
    fewest_points,
    fewest_unfilled,
    least,
    options_of,
    pursue,
    ruled,
)
from curriculum.scheduler.best import Listener, Progress
from curriculum.scheduler.conflict import conflict
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.search import search
from curriculum.scheduler.solving import Limits, OutOfTime

TINY = 1_500
"""Up to so many options anybody may be moved from the beginning."""
FOR_CONCERNED, FOR_MODULES = 0.4, 0.3
"""Of the time and work left, what each of the first two rounds may spend."""
FOR_FLOORS = 0.2
"""Of it, what bounds from single modules may take, each time."""
FOR_FILLING, FOR_RETURNING = 0.5, 0.4
"""Of what they leave, what may go into places that are unfilled for all that, and into moving people back."""


@define
class Mending:
    """The search for a mended schedule, and what is proven so far."""

    cohort: Cohort
    held: Held
    limits: Limits
    seed: int
    listen: Listener | None = None
    best: Pursuit = field(factory=lambda: Pursuit("unknown"))
    unfilled_bound: int = 0
    moved_bound: int = 0
    score_bound: Score | None = None

    @property
    def interrupted(self) -> bool:
        """Whether the user has interrupted the search."""
        return self.limits.interrupted or any(part.interrupted for part in self.limits.parts)

    @property
    def settled(self) -> bool:
        """Whether wider rounds can bring nothing that counts."""
        if not self.best.found:
            return self.best.outcome == "infeasible"
        unfilled, moved, *_ = self.best.reached
        return unfilled.value <= self.unfilled_bound and moved.value <= self.moved_bound

    @cached_property
    def problem(self) -> Problem:
        """The cohort in numbers."""
        return Problem(self.cohort, self.seed)

    def widen(self) -> None:
        """Let ever more people be moved until that brings nothing more.

        Raises:
            OutOfTime: the time is over.
        """
        self.tell()
        begun = self.limits.elapsed
        who = concerned(self.cohort, self.held)
        self.limits.seconds -= self.limits.elapsed - begun  # to judge the new schedule will take as long
        self.moved_bound = len(forced_to_move(self.problem, self.held))
        if (standing := remaining(self.cohort, self.held)) is not None:
            self.offer(placed(self.cohort, standing))
        steps: list[Callable[[], None]] = [partial(self.pursue, 1.0, None)]
        if not self.tiny:
            theirs, there = circles(self.problem, who)
            near = partial(self.pursue, FOR_CONCERNED, theirs)
            more = partial(self.pursue, FOR_MODULES, there)
            floors = self.floors(who.modules)
            fewest = partial(self.raise_bounds, floors, moved=False)
            steps = [near, fewest, more, self.fill, partial(self.raise_bounds, floors, moved=True), *steps]
        for step in steps:
            if not (self.settled or self.interrupted):
                step()

    @property
    def tiny(self) -> bool:
        """Whether anybody may be moved from the beginning."""
        return len(self.problem.options) <= TINY

    def pursue(self, share: float, only: frozenset[int] | None) -> None:
        """Search among the options of one round, all others being as they were; among all when None.

        Raises:
            OutOfTime: the time is over before the round has begun.
        """
        program, theirs = self.stated(only)
        aims = [
            fewest_unfilled(program),
            fewest_moved(program, self.held),
            fewest_new(program, self.held),
            fewest_points(program),
        ]
        limits = self.limits.part(share, share)
        if only is None and limits.work is None and not self.tiny:
            self.relax(program, aims, limits)
            if self.settled or limits.exhausted:
                return
        found = pursue(program, aims, limits, self.seed, start=self.held, only=theirs, legal=self.legal)
        self.limits.spent += limits.spent
        if only is None and found.found:
            unfilled, moved, *_ = found.reached
            self.unfilled_bound = max(self.unfilled_bound, unfilled.bound)
            if unfilled.proven:
                self.moved_bound = max(self.moved_bound, moved.bound)
        if only is None or found.found:
            self.keep(found)

    def stated(self, only: frozenset[int] | None) -> tuple[Program, frozenset[int] | None]:
        """Return the program of one round, of what it may take only, and the options to decide."""
        if only is None:
            return ruled(self.problem, self.limits), None
        numbers = sorted(only | options_of(self.problem, self.held))
        program = ruled(self.problem.among(numbers), self.limits)
        return program, frozenset(index for index, number in enumerate(numbers) if number in only)

    def relax(self, program: Program, aims: Sequence[Aim], limits: Limits) -> None:
        """Raise the bounds to those of the whole cohort's linear relaxation, as far as they are needed.

        Nothing with more unfilled places than the best so far is looked for in the program any more.
        """
        unfilled, moved, *_ = aims
        if not self.best.found or self.best.reached[0].value > self.unfilled_bound:
            self.unfilled_bound = max(self.unfilled_bound, least(program, unfilled, limits, self.seed))
        if not self.settled and self.best.found:
            program.cp.add(unfilled.expression <= self.best.reached[0].value)
            self.moved_bound = max(self.moved_bound, least(program, moved, limits, self.seed))

    def floors(self, modules: frozenset[str]) -> list[Floor]:
        """Return what tells bounds: each basis module concerned by itself, and all electives if one of them is."""
        programme = self.cohort.programme
        groups: list[tuple[str, ...]] = [(module,) for module in programme.basis if module in modules]
        groups += [programme.elective_ids] if modules.intersection(programme.elective_ids) else []
        return [Floor(self.problem, group, self.seed) for group in groups]

    def raise_bounds(self, floors: Sequence[Floor], *, moved: bool) -> None:
        """Raise the bounds to what the modules concerned tell by themselves, as far as they are needed."""
        if self.limits.work is not None or not self.best.found:  # the work of HiGHS cannot be counted
            return
        limits = self.limits.part(FOR_FLOORS)
        unfilled = self.best.reached[0].value
        with suppress(OutOfTime):
            for floor in floors:
                if unfilled > self.unfilled_bound:
                    self.unfilled_bound = max(self.unfilled_bound, floor.unfilled(limits))
                if moved and not self.settled:
                    self.moved_bound = max(self.moved_bound, floor.moved(self.held, unfilled, limits))

    def fill(self) -> None:
        """Fill places that are unfilled by letting anybody move, unless solvers can; then move people back.

        They return to their old runs, or to one that was found for them on the way, so that everybody has only a
        few runs to choose between.

        Raises:
            OutOfTime: the time is over before anybody was moved back.
        """
        if self.legal is None or not self.best.reached[0].value or len(self.problem.options) <= MODEST:
            return
        limits = self.limits.part(FOR_FILLING, FOR_FILLING)
        found = set(self.held)
        for places in reshuffled(self.cohort, self.held, self.legal, limits, self.seed):
            self.offer(places)
            found |= _held(places)
        self.limits.spent += limits.spent
        if not (self.settled or self.interrupted):
            self.pursue(FOR_RETURNING, options_of(self.problem, found))

    def prove(self) -> None:
        """Find out what score no schedule is below, if nobody is moved in the best so far and there is time."""
        if self.legal is not None and not self.best.reached[1].value and not self.limits.exhausted:
            self.score_bound = search(self.problem, self.limits, self.seed, start=self.legal).bound

    @property
    def legal(self) -> Held | None:
        """The best places so far; None when there are none."""
        return _held(self.best.places) if self.best.found else None

    def offer(self, places: Sequence[Place]) -> None:
        """Keep legal places if they are better than the best so far."""
        now = _held(places)
        score = self.score(places)
        values = (score.unfilled, len(moved_people(self.held, now)), len(now - self.held), score.points)
        self.keep(Pursuit("feasible", places, [Reached(value, bound=0) for value in values]))

    def keep(self, found: Pursuit) -> None:
        """Keep what was found if it is better than the best so far."""
        if not self.best.found or (found.found and _values(found) < _values(self.best)):
            self.best = found
        self.tell()

    def score(self, places: Sequence[Place]) -> Score:
        """Return the score of some places."""
        taken = options_of(self.problem, _held(places))
        return self.problem.score([number in taken for number in range(len(self.problem.options))])

    def tell(self) -> None:
        """Tell who listens where the search stands."""
        if self.listen:
            elapsed = self.limits.elapsed
            score = Score(self.best.reached[0].value, self.best.reached[-1].value) if self.best.found else None
            self.listen(Progress(elapsed, max(self.limits.seconds - elapsed, 0.0), score, None))

    def schedule(self, going: Callable[[], bool]) -> Schedule:
        """Return the best schedule, judged, with the reasons that there is time for; or why there is none."""
        if self.best.found:
            return judged(self.cohort, self.best.places, self.score_bound, self.seed, going)
        status: Status = "infeasible" if self.best.outcome == "infeasible" else "unknown"
        nothing = Schedule(
            cohort=self.cohort.id, programme=self.cohort.programme_name, status=status, seed=self.seed
        )
        if status == "infeasible":
            return evolve(nothing, conflict=conflict(self.cohort, self.limits, self.seed))
        return nothing


def _values(found: Pursuit) -> tuple[int, ...]:
    return tuple(aim.value for aim in found.reached)


def _held(places: Sequence[Place]) -> Held:
    return frozenset((place.participant, place.run) for place in places)
