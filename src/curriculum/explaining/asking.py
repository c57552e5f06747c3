"""One question at a time, answered: the tools that every kind of question uses."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from attrs import evolve, field, frozen

from curriculum.changes import CohortChange
from curriculum.cohort import Cohort
from curriculum.explaining.conflicts import Refusal, refusal, refused_by
from curriculum.explaining.effects import Effects
from curriculum.explaining.effort import effort
from curriculum.explaining.minimal import minimal
from curriculum.explaining.neighbourhood import Neighbourhood
from curriculum.explaining.progress import Telling
from curriculum.explaining.results import Cures, Effect
from curriculum.explaining.tightening import tightened
from curriculum.schedule import Schedule
from curriculum.scheduler.demands import Demands
from curriculum.scheduler.solving import Limits

MOST_WORKERS = 4
"""Changes that are computed at the same time."""
FOR_CONFLICT = 0.5
"""Share of the time that the conflict may take; the rest is for the effects of changes."""


@frozen(eq=False)
class Asking:
    """A cohort, its schedule, and what answers may cost.

    Attributes:
        cohort: the cohort.
        schedule: its schedule; one without places when none exists.
        limits: what all answers together may spend.
        seed: seed of the solvers.
        telling: counts what has been tried and tells who listens.
        computed: what computes effects, by neighbourhood; questions about the same one share what is known.
    """

    cohort: Cohort
    schedule: Schedule
    limits: Limits
    seed: int
    telling: Telling
    computed: dict[tuple[Neighbourhood, bool], Effects] = field(factory=dict, repr=False)

    def refusal(self, demands: Demands, within: Neighbourhood) -> Refusal:
        """Find out whether demands can be met, and if not, a minimal conflict."""
        self.telling.tell()
        limits = self.limits.part(FOR_CONFLICT)
        return refusal(self.cohort, self.schedule, demands=demands, within=within, limits=limits, seed=self.seed)

    def alike(self, demands: Demands, within: Neighbourhood, known: Refusal) -> bool:
        """Tell whether other demands have the same answer: the same names of rules are enough to refuse them."""
        if known.possible is not False:
            return self.limits.exhausted
        return self.refused_by({entry.rule for entry in known.conflict}, demands, within)

    def refused_by(self, names: Collection[str], demands: Demands, within: Neighbourhood) -> bool:
        """Tell whether rules of some names are enough to keep demands from being met."""
        limits = self.limits
        return refused_by(
            names, self.cohort, self.schedule, demands=demands, within=within, limits=limits, seed=self.seed
        )

    def effects(self, within: Neighbourhood, *, keeping: bool = False) -> Effects:
        """Return what computes effects of changes.

        Args:
            within: who may be moved.
            keeping: whether nobody of a part of a large cohort may lose a place.
        """
        known = self.computed.setdefault(
            (within, keeping), Effects(self.cohort, self.schedule, within, self.limits, self.seed, keeping)
        )
        known.limits = self.limits
        return known

    def of_each(
        self, sets: Sequence[tuple[CohortChange, ...]], effects: Effects, *, cure: bool = False
    ) -> list[Effect]:
        """Compute effects of sets of changes, several at a time; when the time is over, they are not known.

        Args:
            sets: changes that are made together; for cures those that ask for less come first.
            effects: what computes them.
            cure: as Effects has it. Sets that ask for more than one which fills every place are then left out:
                for each place they ask for more in any case.
        """
        enough: list[int] = []

        def computed(changes: tuple[CohortChange, ...]) -> Effect | None:
            asked = sum(effort(change, self.cohort) for change in changes)
            if any(asked > least for least in [*enough]):
                return None
            if self.limits.exhausted:
                return Effect(changes, None, None, proven=False, impossible=False, moved=(), effort=asked)
            effect = effects.of(*changes, cure=cure)
            self.telling.computed(effect)
            if cure and effect.after is not None and effect.after.unfilled == 0:
                enough.append(effect.effort)
            return effect

        effects.prepare()
        with ThreadPoolExecutor(min(MOST_WORKERS, os.cpu_count() or 1)) as pool:
            each = [effect for effect in pool.map(computed, sets) if effect is not None]
        return [effect for effect in each if effect.effort <= min(enough, default=effect.effort)]

    def cures(self, changes: Sequence[CohortChange], within: Neighbourhood) -> Cures:
        """Return the changes that help with their effect.

        Those that ask least for each filled place come first. When none helps by itself, several are put together
        of which none can be left out.
        """
        effects = self.effects(within, keeping=True)
        each = self.of_each([(change,) for change in changes], effects, cure=True)
        helpful = [effect for effect in each if effect.helps]
        every = len(each) == len(changes) and all(effect.known for effect in each)
        if not helpful and len(changes) > 1 and every:
            helpful = self._together(changes, effects)
        drawn_back = {self._drawn_back(effect).changes: self._drawn_back(effect) for effect in helpful}
        return _cures(self.nearest(sorted(drawn_back.values(), key=_rank), effects), each)

    def enough(self, changes: Sequence[CohortChange], wanted: Sequence[CohortChange], effects: Effects) -> Cures:
        """Return the changes with which something wanted can be had.

        Each comes with what is wanted, in the best way; those that ask for less come first.

        Args:
            changes: what could make it possible.
            wanted: changes that bring about what is wanted, each by itself.
            effects: what computes effects.
        """
        each = self.of_each([(change, one) for change in changes for one in wanted], effects)
        possible = [(effect.effort, effect.after, effect) for effect in each if effect.after is not None]
        best: dict[CohortChange, Effect] = {}
        for _, _, effect in sorted(possible, key=lambda one: one[:2]):
            best.setdefault(effect.changes[0], effect)
        return _cures(self.nearest([self._drawn_back(effect) for effect in best.values()], effects), each)

    def nearest(self, found: Sequence[Effect], effects: Effects) -> list[Effect]:
        """Return effects with the schedules that move the fewest people, as long as there is time."""
        with ThreadPoolExecutor(min(MOST_WORKERS, os.cpu_count() or 1)) as pool:
            return list(pool.map(effects.nearest, found))

    def _together(self, changes: Sequence[CohortChange], effects: Effects) -> list[Effect]:
        """Return the effect of changes of which none can be left out, if all together help."""
        if self.limits.exhausted or not effects.of(*changes, cure=True).helps:
            return []
        needed = minimal(changes, lambda some: not self.limits.exhausted and effects.of(*some, cure=True).helps)
        found = effects.of(*needed, cure=True)
        return [found] if found.helps else []

    def _drawn_back(self, effect: Effect) -> Effect:
        if effect.schedule is None:
            return effect
        changes = tuple(tightened(change, self.cohort, effect.schedule) for change in effect.changes)
        cost = sum(effort(change, self.cohort) for change in changes)
        return evolve(effect, changes=changes, effort=cost)


def _cures(helpful: Iterable[Effect], each: Sequence[Effect]) -> Cures:
    """Return the effects that help, and what became of all that were looked at."""
    unknown = [effect.changes for effect in each if not effect.known]
    return Cures(helpful, len(each) - len(unknown), unknown)


def _rank(effect: Effect) -> tuple[float, object, str]:
    return effect.effort / max(effect.filled, 1), effect.after, " ".join(map(str, effect.changes))


def nearby(within: Neighbourhood) -> tuple[int, int] | None:
    """Return how many people and runs were looked at, when not all."""
    return None if within.whole else (len(within.people), len(within.runs))


def modules_of(cohort: Cohort, modules: Iterable[str | None]) -> list[str]:
    """Return the modules that are meant; None stands for every elective."""
    electives = cohort.programme.elective_ids
    return list(dict.fromkeys(one for module in modules for one in ([module] if module else electives)))
