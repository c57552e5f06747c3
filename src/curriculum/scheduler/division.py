"""A large cohort scheduled part by part, side by side, here or elsewhere, with a bound for the whole.

Every part gets a first schedule before any of them is improved, so that there is a legal schedule of everybody
early, and whatever ends the search, the best of each part is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed, wait
from operator import attrgetter

from attrs import define, evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Score
from curriculum.scheduler.best import Listener, Progress
from curriculum.scheduler.conflict import Contradiction, clash_of_demands
from curriculum.scheduler.filling import filled
from curriculum.scheduler.parts import AREA, areas, asking_only
from curriculum.scheduler.portion import Portion, Portioned, Step, schedule_within
from curriculum.scheduler.prices import Market
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits
from curriculum.scheduler.workplace import Workplace

FOR_BOUND = 0.08
"""Share of the time that the bound of the whole cohort may take."""
FOR_DEMANDS = 0.25
"""Share of the time left that may go to finding out whether the pins and confirmed runs of some parts clash."""
FOR_AREAS = 0.25
"""Share of the time that is kept for what people of different parts can do for each other."""
WRITING_DOWN = 1.2e-5
"""Seconds to write down whether somebody could attend a run."""
FOR_FILLING = 0.05
"""Share of the time that is kept for filling places across parts."""
FOR_PRICES = 10.0
"""Times the seconds that it took to cut the cohort: what the first prices of a bound take, and a little more."""
GRACE = 1.0
"""Seconds at most in which parts that are told to end may hand over what they have found."""
FOR_GRACE = 0.03
"""Share of the time that this may take."""
NOTHING = Portioned((), None)
"""Of a part that was not searched, or whose process has died."""


@frozen
class Whole:
    """What is found for a cohort that was cut into parts.

    Attributes:
        places: the places of all parts.
        bound: no legal schedule of the whole cohort has a score below it.
        complete: whether there is all that pins and confirmed runs ask for.
        contradiction: why that cannot be, if it is known.
    """

    places: tuple[Place, ...]
    bound: Score
    complete: bool
    contradiction: Contradiction | None = None


def schedule_parts(
    cohort: Cohort,
    pieces: Sequence[Cohort],
    limits: Limits,
    seed: int,
    *,
    pace: float,
    workers: int,
    listen: Listener | None,
    executor: Executor | None = None,
) -> Whole:
    """Schedule every part, ``workers`` at a time.

    Args:
        cohort: the whole cohort.
        pieces: its parts.
        limits: what may be spent in all.
        pace: seconds that it took to cut the cohort: they tell how long a look at all of it takes here and now.
        seed: seed of the solvers.
        workers: parts that are searched at the same time; with a limit of work the result does not depend on it.
        listen: is told of progress whenever a part is done.
        executor: where the parts are searched; None for processes of our own.
    """
    whole = Problem(cohort, seed)
    with Workplace(limits, min(workers, len(pieces)), executor) as workplace:
        division = _Division(whole, pieces, limits, pace, workplace, seed, listen, [NOTHING] * len(pieces))
        for_areas = FOR_AREAS if division.worth_looking_across() else 0.0
        try:
            division.search("first", 1 - for_areas)
            division.search("improve", 1 - for_areas)
            if for_areas and division.contradiction is None:
                division = division.by_area()
                division.search("across", 1.0)
        except KeyboardInterrupt:
            limits.stop()
    division.raise_if_nothing_worked()
    found = (place for part in division.found for place in part.places)
    places = sorted(found, key=attrgetter("participant", "module", "run"))
    if division.contradiction is not None:
        return Whole((), division.bound, complete=False, contradiction=division.contradiction)
    return Whole(filled(whole, places, limits), division.bound, _complete(cohort, places))


def _complete(cohort: Cohort, places: Iterable[Place]) -> bool:
    """Tell whether all pins are kept and all confirmed runs are held."""
    attended = {(place.participant, place.run) for place in places}
    pins = {(person.id, run) for person in cohort.participants for run in person.pinned}
    confirmed = {run.id for run in cohort.runs if run.state == "confirmed"}
    return pins <= attended and confirmed <= {run for _, run in attended}


@define
class _Division:
    """The parts, and the best that has been found for each.

    Attributes:
        found: the best so far, part by part.
        bound: no legal schedule of the whole cohort has a score below it.
        contradiction: why pins and confirmed runs cannot all hold, if that is known.
        faults: what has gone wrong at the workplace.
    """

    whole: Problem
    pieces: Sequence[Cohort]
    limits: Limits
    pace: float
    workplace: Workplace
    seed: int
    listen: Listener | None
    found: list[Portioned]
    bound: Score = field(factory=lambda: Score(0, 0))
    contradiction: Contradiction | None = None
    faults: list[BaseException] = field(factory=list)

    def worth_looking_across(self) -> bool:
        """Tell whether the time kept for areas is more than it takes to write down who could attend what."""
        people, runs = len(self.whole.people), len(self.whole.runs)
        here = min(people, AREA)
        turns = math.ceil(math.ceil(people / here) / self.workplace.workers)
        seconds = self.limits.seconds * FOR_AREAS / turns
        return self.limits.work is not None or seconds > 2 * WRITING_DOWN * here * (runs * here / people)

    def by_area(self) -> _Division:
        """Return what is found so far for fewer and larger parts."""
        pieces, found = [], []
        for area, numbers in areas(self.whole.cohort, self.pieces):
            mine = [self.found[number] for number in numbers]
            pieces.append(area)
            scores = [one.score for one in mine if one.score is not None]
            total = Score(sum(score.unfilled for score in scores), sum(score.points for score in scores))
            complete = len(scores) == len(mine)
            found.append(Portioned([place for one in mine for place in one.places], total if complete else None))
        return evolve(self, pieces=pieces, found=found)

    def search(self, step: Step, share: float) -> None:
        """Search every part, and keep what is better than before.

        Args:
            step: ``first`` schedules are found here too; while they are improved on, the bound is sought here.
            share: of the time for searching, after which this step is to be done.
        """
        if self.limits.exhausted:
            return
        until = share * self.limits.seconds * (1 - FOR_FILLING) - self._grace
        portions = dict(self._portions(until, step))
        waiting: dict[Future[Portioned | None], int] = {}
        try:
            while step == "first" and portions and not self.workplace.ready and self.limits.elapsed < until:
                self._search_here(*portions.popitem())
            for number, portion in portions.items():
                waiting[self.workplace.submit(portion, until)] = number
            if step == "first":
                self._lend_a_hand(waiting, portions, until)
            elif step == "improve":
                self._look_at_the_whole(until)
            if self.contradiction is None:
                for future in as_completed(tuple(waiting), timeout=max(until - self.limits.elapsed, 0.0)):
                    self._keep_result(waiting.pop(future), future)
        except KeyboardInterrupt:
            self.limits.interrupted = True
        except (TimeoutError, BrokenExecutor):
            pass  # what is there is kept
        self._end(waiting)

    def _portions(self, until: float, step: Step) -> Iterator[tuple[int, Portion]]:
        count, work = len(self.pieces), self.limits.work
        left = until - self.limits.elapsed
        seconds = left if work is not None else left / -(-count // self.workplace.workers)
        for number, (piece, found) in enumerate(zip(self.pieces, self.found, strict=True)):
            if step != "across" or found.score is not None:
                share = None if work is None else work / count
                yield number, Portion(piece, self.seed, seconds, share, step, found.places)

    def _lend_a_hand(
        self, waiting: dict[Future[Portioned | None], int], portions: Mapping[int, Portion], until: float
    ) -> None:
        """Search parts in this process too, the last one first, while others are busy."""
        for future, number in reversed(list(waiting.items())):
            if self.limits.elapsed < until and future.cancel():
                del waiting[future]
                self._search_here(number, portions[number])

    def _search_here(self, number: int, portion: Portion) -> None:
        self._keep(number, schedule_within(portion, Limits(portion.seconds, portion.work)))

    @property
    def _grace(self) -> float:
        """Seconds in which parts that are told to end may hand over what they have found."""
        return min(GRACE, FOR_GRACE * self.limits.seconds)

    def _look_at_the_whole(self, until: float) -> None:
        """Find out, while others search the parts, why some of them have no schedule, or else a bound."""
        failed = [piece for piece, found in zip(self.pieces, self.found, strict=True) if found.score is None]
        asking = asking_only(self.whole.cohort, failed)
        if failed and Problem(asking, self.seed).demands:
            share = self.limits.part(FOR_DEMANDS, 1)
            self.contradiction = clash_of_demands(asking, share, self.seed)
        if self.limits.work is not None or until - self.limits.elapsed > FOR_PRICES * self.pace:
            self._seek_bound()

    def _seek_bound(self) -> None:
        """Look for the bound of the whole cohort, while others search the parts."""
        limits, began = self.limits, self.limits.elapsed

        def going() -> bool:
            in_time = limits.elapsed - began < FOR_BOUND * limits.seconds
            return not limits.exhausted and (in_time or limits.work is not None)

        self.bound = Market(self.whole).bound(going)
        self._tell()

    def _end(self, waiting: Mapping[Future[Portioned | None], int]) -> None:
        """Cancel what has not begun; of the rest keep what it hands over in a moment."""
        begun = [future for future in waiting if not future.cancel()]
        self.limits.hurry()
        for future in wait(begun, self._grace if self.workplace.executor is None else 0.0).done:
            self._keep_result(waiting[future], future)

    def _keep_result(self, number: int, future: Future[Portioned | None]) -> None:
        """Keep what came of a part elsewhere, if anything did."""
        fault = future.exception()
        if fault is None:
            self._keep(number, future.result() or NOTHING)
        else:
            self.faults.append(fault)

    def _keep(self, number: int, now: Portioned) -> None:
        """Keep what was found for a part if it is better than before."""
        before = self.found[number]
        if now.score is not None and (before.score is None or now.score < before.score):
            self.found[number] = now
            self._tell()

    def _tell(self) -> None:
        """Tell the listener where the search stands; what is yet to come counts as unfilled."""
        if self.listen:
            elapsed = self.limits.elapsed
            filled_places = sum(len(found.places) for found in self.found)
            points = sum(found.score.points for found in self.found if found.score is not None)
            score = Score(self.whole.places_owed - filled_places, points)
            self.listen(Progress(elapsed, max(self.limits.seconds - elapsed, 0.0), score, self.bound))

    def raise_if_nothing_worked(self) -> None:
        """Raise what has gone wrong at the workplace, unless something came of some part."""
        if self.faults and all(found == NOTHING for found in self.found):
            raise self.faults[0]
