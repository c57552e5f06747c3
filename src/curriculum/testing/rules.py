"""Whether both statements of a further rule say the same: small random cohorts, every schedule of each tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import Any, ClassVar

import pytest

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.further_rules import AppliedRule, FurtherRule
from curriculum.model import Module, Programme
from curriculum.roster import Participant
from curriculum.rules import STORED, Goals, Rules
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule

SEEDS = range(16)
MODULES = ("a", "b")


class RuleConformance:
    """Tests of a further scheduling rule, to be inherited by a class whose name begins with ``Test``.

    For each of several small random cohorts the best schedule that the rule's check lets pass is found by trying
    them all; the solver, which knows the rule from its builder, has to find one as good. A builder that allows too
    much makes schedules that the check complains about; one that forbids too much misses the best.

    Attributes:
        rule: the rule.
        locations: where people work and runs are held; None for unknown.
    """

    rule: ClassVar[FurtherRule]
    locations: ClassVar[tuple[str | None, ...]] = ("Here", "There", "Elsewhere", None)

    def options(self, draw: Random) -> Any:  # noqa: ARG002 - for those who override it
        """Draw options for one cohort: an object of ``rule.options``. Let them bite about every other time.

        Override it where the rule has options: without that they are always those that hold where none is given.

        Args:
            draw: gives random numbers; the same for the same test.
        """
        return self.rule.options()

    def people(self, draw: Random) -> list[Participant]:
        """Draw three people. Override it where the rule looks at something else of them."""
        return [
            Participant(
                id=f"p{number}",
                role=draw.choice(["leader", "key-person"]),
                organisation=draw.choice(["north", "south"]),
                pair=pair,
                location=draw.choice(self.locations),
            )
            for number, pair in enumerate(draw.choice([("x", "x", None), (None, None, None)]))
        ]

    def runs(self, draw: Random) -> list[Run]:
        """Draw two runs of each of the modules ``a`` and ``b``, of a day or two. Override it as :meth:`people`."""
        return [
            Run(
                id=f"{module}{number}",
                module=module,
                venue=draw.choice(self.locations),
                sessions=[_on(day) for day in draw.sample(range(40), draw.choice([1, 2]))],
                capacity=draw.choice([2, 3]),
            )
            for module in MODULES
            for number in (1, 2)
        ]

    @pytest.mark.parametrize("seed", SEEDS)
    def test_solver_and_judge_say_the_same(self, seed: int) -> None:
        """What the solver finds best is the best of all that the judge lets pass."""
        from curriculum import schedule_cohort, score

        cohort = self._cohort(seed)
        best = min(score(cohort, one) for one in _every_schedule(cohort) if not _broken(cohort, one))
        found = schedule_cohort(cohort)
        if found.score != best:
            pytest.fail(
                f"{self.rule.id}, seed {seed}, {cohort.rules.further[0].options}: the best that the check lets"
                f" pass is {best}, the best that the builder lets pass is {found.score}",
                pytrace=False,
            )

    def test_the_rule_forbids_something(self) -> None:
        """In one of the cohorts at least; otherwise the comparison says nothing: draw other options."""
        cohorts = map(self._cohort, SEEDS)
        assert any(self.rule.id in _broken(cohort, one) for cohort in cohorts for one in _every_schedule(cohort))

    def _cohort(self, seed: int) -> Cohort:
        draw = Random(seed)  # noqa: S311 - the same cohort for the same seed
        catalog = Catalog(
            id="drawn",
            modules=[Module(id=module) for module in MODULES],
            programmes=[Programme(id="p", basis=MODULES)],
        )
        return Cohort(
            id="drawn",
            catalog=catalog,
            programme_id="p",
            participants=self.people(draw),
            runs=self.runs(draw),
            rules=Rules(further=[AppliedRule(self.rule, self.options(draw))]),
            goals=Goals(run=3, travel=1),
        )


def _every_schedule(cohort: Cohort) -> Iterator[Schedule]:
    """Yield every way to give people places, rules or no rules."""
    owed = [(person.id, module) for person in cohort.participants for module in MODULES]
    choices = [[None, *(run.id for run in cohort.runs if run.module == module)] for _, module in owed]
    for chosen in product(*choices):
        places = [Place(*who, run) for who, run in zip(owed, chosen, strict=True) if run is not None]
        yield Schedule(cohort=cohort.id, programme="drawn:p", status="feasible", places=places)


def _broken(cohort: Cohort, schedule: Schedule) -> set[str]:
    """Return the rules that places break; what a schedule file says of itself is not asked for."""
    from curriculum import violations

    return {violation.rule for violation in violations(cohort, schedule)} - set(STORED)


def _on(day: int) -> Session:
    start = datetime(2027, 3, 1, 9) + timedelta(days=day)  # noqa: DTZ001 - sessions are in local time
    return Session(start, start + timedelta(hours=6))
