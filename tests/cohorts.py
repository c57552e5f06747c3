"""Tiny random cohorts with every rule and every goal in play.

``tiny(seed)`` is the same cohort for the same seed, for ever. No rule is always there: with all of them at once
nothing but the empty schedule would be legal, and nothing could be seen. ``planted(people)`` is a large one.
"""

from __future__ import annotations

import random
import runpy
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.feasibility import circles
from curriculum.model import Capacity, Choose, Electives, Level, Module, Programme
from curriculum.roster import Participant, Span
from curriculum.rules import Cover, GapDays, Goals, Mixing, Rules
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule

FIRST = date(2026, 3, 2)
HOURS = ((9, 12), (9, 12), (12, 15), (12, 15), (11, 14), (9, 16))
"""Sessions that touch, overlap and contain each other."""
COLUMNS = ("level", "organisation", "ward")
"""Columns to mix and to cover by; ``ward`` is a further one, and often empty."""
REDRAWN = 1_000_000
"""What is added to a seed whose cohort the catalog refuses."""
MOST_PLACES = 28
"""People times runs, which keeps a cohort small enough to try everything."""


def tiny(seed: int) -> Cohort:
    """Compose a cohort of one to seven people; drawn again when its modules could never be taken together."""
    try:
        return _Composer(random.Random(f"tiny/{seed}")).cohort()  # noqa: S311 - no secret
    except InvalidInput as refused:
        if {finding.code for finding in refused.findings} != {"never-together"}:
            raise
        return tiny(seed + REDRAWN)


def planted(people: int) -> Any:
    """Return a cohort of the benchmarks, hard and realistic, with the legal schedule that is planted in it."""
    return runpy.run_path(str(Path(__file__).parents[1] / "benchmarks/instances.py"))["instance"](people, 1)


class _Composer:
    """The draws for one cohort."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.ids = [f"p{number}" for number in range(1, draw.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7]) + 1)]
        draw.shuffle(self.ids)
        self.basis = ["basis-1", "basis-2"][: draw.choice([0, 1, 1, 2, 2])]
        self.electives = ["one", "two", "three"][: draw.choice([0, 1, 2, 3, 3] if self.basis else [2, 3])]
        self.crowded = self.chance(0.35)  # all runs within two days, so that they clash
        self.stages = {name: stage for stage, name in enumerate([*self.basis, *self.electives])}

    def chance(self, probability: float) -> bool:
        return self.draw.random() < probability

    def cohort(self) -> Cohort:
        modules = self.modules()
        runs = self.runs(modules)
        people = self.people(runs)
        levels = [Level(id=name) for name in ("top", "mid", "low")]
        catalog = Catalog(id="cat", levels=levels, modules=modules, programmes=[self.programme()])
        return Cohort(
            id="tiny",
            catalog=catalog,
            programme_id="prog",
            participants=people,
            runs=runs,
            rules=self.rules(),
            goals=self.goals(),
            previous=self.previous(people, runs) if self.chance(0.35) else None,
        )

    # The catalog

    def programme(self) -> Programme:
        if not self.electives:
            return Programme(id="prog", basis=self.basis)
        most = self.draw.choice([number for number in (0, 1, 1, 2, 2, 2, 3) if number <= len(self.electives)])
        choose = Choose(minimum=self.draw.randint(0, most), maximum=most) if self.chance(0.4) else most
        return Programme(id="prog", basis=self.basis, electives=Electives(modules=self.electives, choose=choose))

    def modules(self) -> list[Module]:
        """Compose the programme's modules, and one outside of it."""
        names = [*self.stages, "outside"]
        while True:
            modules = [self.module(name, names) for name in names]
            if not circles(modules):
                return modules

    def module(self, name: str, names: Sequence[str]) -> Module:
        earlier = [*names[: names.index(name)], *(["outside"] if self.chance(0.25) else [])]
        others = [other for other in names[:-1] if other != name]
        return Module(
            id=name,
            capacity=Capacity(
                minimum=self.draw.choice([None, None, None, 1, 2]), maximum=self.draw.choice([2, 3, 4, 6])
            ),
            requires=self.requirement(earlier) if self.chance(0.2 if self.crowded else 0.5) else "",
            corequires=self.requirement(others) if self.chance(0.08) else "",
            strict_corequires=self.requirement(others) if self.chance(0.05) else "",
        )

    def requirement(self, names: Sequence[str]) -> str:
        """Draw an expression over some modules."""
        a, b, c = [*self.draw.sample(list(names), min(len(names), 3)), "", "", ""][:3]
        if c:
            forms = [
                a,
                f"{a} & {b}",
                f"{a} | {b}",
                *[f"2 of ({a}, {b}, {c})"] * 4,
                f"{a} & ({b} | {c})",
                f"{a} | {b} & {c}",
            ]
            return self.draw.choice(forms)
        return self.draw.choice([a, f"{a} & {b}", f"{a} | {b}"]) if b else a

    # The runs

    def runs(self, modules: Sequence[Module]) -> list[Run]:
        found = []
        for module in modules[:-1]:
            found += [self.run(module, number) for number in range(self.draw.choice([1, 2, 2, 3]))]
        self.draw.shuffle(found)
        return found[: MOST_PLACES // len(self.ids)] + ([self.run(modules[-1], 0)] if self.chance(0.1) else [])

    def run(self, module: Module, number: int) -> Run:
        capacity = self.draw.choice([None, None, 1, 2, 3, 5])
        fewest = self.draw.choice([None, None, None, 1, 2, 3])
        most = capacity or module.capacity.maximum or 1
        if (fewest or module.capacity.minimum or 1) > most:
            fewest = 1
        return Run(
            id=f"{module.id} {number}",
            module=module.id,
            sessions=self.sessions(self.stages.get(module.id, 0)),
            venue=self.draw.choice(["Hall", "Hall", "Hall", "Barn", None]),
            room=self.draw.choice(["Blue", "Blue", "Blue", "Red", None]),
            teachers=self.draw.sample(["Ann", "Bo", "Cy"], self.draw.choice([0, 1, 1, 2])),
            capacity=capacity,
            minimum=fewest,
            state=self.draw.choices(["planned", "confirmed", "cancelled"], [12, 0.5, 0.8])[0],
        )

    def sessions(self, stage: int) -> list[Session]:
        """Draw sessions: later modules later as a rule, so that requirements can be met."""
        if self.chance(0.07):
            return []
        first = 0 if self.crowded else self.draw.choice([stage, 2 * stage, self.draw.randrange(6)])
        found: list[Session] = []
        for _ in range(self.draw.choice([1, 1, 1, 1, 2, 3])):
            day = FIRST + timedelta(days=first + self.draw.choice([0, 0, 1]))
            start, end = self.draw.choice(HOURS)
            session = Session(datetime.combine(day, time(start)), datetime.combine(day, time(end)))
            if not any(session.overlaps(other) for other in found):
                found.append(session)
        return found

    # The people

    def people(self, runs: Sequence[Run]) -> list[Participant]:
        size = self.draw.choice([1, 2, 2, 2, 3])
        pairs = self.draw.choices(["x", "y", None], [3, 2, 3], k=len(self.ids))
        while max(pairs.count("x"), pairs.count("y")) > size + 1:
            pairs[pairs.index(self.draw.choice([pair for pair in pairs if pair]))] = None
        return [self.person(name, pair, runs) for name, pair in zip(self.ids, pairs, strict=True)]

    def person(self, name: str, pair: str | None, runs: Sequence[Run]) -> Participant:
        others = [other for other in [*self.ids, "somebody else"] if other != name]
        wishes = self.draw.sample(self.electives, self.draw.randint(0, len(self.electives)))
        pinned = [self.draw.choice(runs).id] if runs and self.chance(0.04) else []
        if pinned and self.chance(0.3):
            pinned = list(dict.fromkeys([*pinned, self.draw.choice(runs).id]))
        return Participant(
            id=name,
            level=self.draw.choice(["top", "mid", "mid", "low", None]),
            organisation=self.draw.choice(["north", "north", "south"]),
            pair=pair,
            manager=self.draw.choice(others) if self.chance(0.35) else None,
            location=self.draw.choice(["Hall", "Barn", None]),
            preferences=wishes,
            unavailable=self.spans() if self.chance(0.25) else [],
            completed=self.draw.sample([*self.stages, "outside"], 1) if self.chance(0.2) else [],
            pinned=pinned,
            barred=[run.id for run in runs if self.chance(0.05)],
            further={
                "ward": self.draw.choice(["a", "a", "b", ""]),
                "mentor": "|".join(self.draw.sample(others, min(len(others), self.draw.choice([0, 0, 1, 2])))),
            },
        )

    def spans(self) -> list[Span]:
        first = FIRST + timedelta(days=self.draw.randrange(8))
        return [Span(first, first + timedelta(days=self.draw.choice([0, 0, 1, 3])))]

    # The rules and the goals

    def rules(self) -> Rules:
        gap = GapDays()
        if self.chance(0.6):
            fewest = self.draw.choice([0, 1, 2, 3])
            gap = GapDays(minimum=fewest, maximum=self.draw.choice([None, fewest, fewest + 1]))
        return Rules(
            pairs=self.draw.choice(["together", "together", "apart", "ignore"]),
            apart=[column for column in ("manager", "mentor") if self.chance(0.35)],
            gap_days=gap,
            runs_per_day=self.draw.choice([None, None, 1, 1, 2]),
            mixing=[self.mixing() for _ in range(self.draw.choice([0, 0, 0, 0, 1, 1, 2]))],
            cover=[
                Cover(attribute=self.draw.choice(COLUMNS), per_day=self.draw.choice([0, 1, 1, 2, 2, 2]))
                for _ in range(self.draw.choice([0, 0, 1, 2]))
            ],
        )

    def mixing(self) -> Mixing:
        attribute = self.draw.choice(COLUMNS)
        values = {"level": ["top", "mid"], "organisation": ["north", "south", "west"], "ward": ["a", "b"]}[
            attribute
        ]
        rule = Mixing(attribute=attribute)
        if self.chance(0.4):
            rule = evolve(rule, groups=self.draw.choice([1, 2]), per_group=self.draw.choice([1, 1, 2]))
        if self.chance(0.3):
            rule = evolve(rule, at_least={self.draw.choice(values): self.draw.choice([0, 1, 1, 2])})
        if self.chance(0.4):
            rule = evolve(
                rule, max_share=Fraction(self.draw.choice(["0", "1/3", "0.5", "0.5", "2/3", "0.75", "0.75"]))
            )
        return rule

    def goals(self) -> Goals:
        points = sorted(self.draw.randrange(12) for _ in range(self.draw.randrange(4)))
        weights = {name: self.draw.choice([0, 1, 4, 9]) for name in ("run", "travel", "change")}
        weights["worst"] = self.draw.choice([0, 4, 9])
        return Goals(preference=points, unranked=self.draw.choice([0, 4, 9]), **weights)

    def previous(self, people: Sequence[Participant], runs: Sequence[Run]) -> Schedule:
        places = [Place(p.id, run.module, run.id) for p in people for run in runs if self.chance(0.3)]
        places.append(Place("somebody else", "one", "gone"))
        return Schedule(cohort="tiny", programme="cat:prog", status="feasible", places=places)


def stubborn(people: int = 50, runs: int = 6) -> Cohort:
    """Compose a cohort whose best schedule nobody proves in a minute: half of all people avoid each other.

    Runs are the colours of a random graph. Schedules are found at once, and better ones again and again.
    """
    draw = random.Random(f"stubborn/{people}/{runs}")  # noqa: S311 - no secret
    ids = [f"p{number:02d}" for number in range(people)]
    roster = [
        Participant(id=name, further={"mentor": "|".join(other for other in ids[:number] if draw.random() < 0.5)})
        for number, name in enumerate(ids)
    ]
    module = Module(id="basis-1", capacity=Capacity(maximum=people))
    catalog = Catalog(id="cat", modules=[module], programmes=[Programme(id="prog", basis=["basis-1"])])
    return Cohort(
        id="stubborn",
        catalog=catalog,
        programme_id="prog",
        participants=roster,
        runs=[Run(id=f"run {number}", module="basis-1") for number in range(runs)],
        rules=Rules(apart=["mentor"]),
        goals=Goals(run=1),
    )
