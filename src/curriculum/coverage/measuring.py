"""Measuring the coverage of a programme: every selection against every target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from curriculum.coverage.overlap import needed
from curriculum.coverage.reaching import Reach
from curriculum.coverage.results import Choice, Gap, LevelCoverage, ProgrammeCoverage, TargetCoverage
from curriculum.coverage.scope import NO_STEP, NOT_AT_ALL, Scope
from curriculum.coverage.selections import Selections, Way
from curriculum.model import Programme, Target


@frozen
class _Reached:
    """Selections that reach the same, and the rank that they reach of each target's competency."""

    way: Way
    modules: frozenset[str]
    ranks: tuple[int, ...]


def measure(scope: Scope, programme: Programme) -> ProgrammeCoverage:
    """Return the coverage of a programme, its gaps without repairs."""
    reach = Reach(scope, programme.module_ids)
    wanted = frozenset(target.competency for target in programme.targets)
    counted = Selections(reach, programme, wanted, scope.hours)
    reached = [_reached(way, reach, programme) for way in counted.ways()]
    total = sum(one.way.count for one in reached)
    demanded = [scope.rank(target.competency, target.reaches) for target in programme.targets]
    targets = tuple(
        _target_coverage(scope, index, target, [(one.ranks[index], one.way.count) for one in reached])
        for index, target in enumerate(programme.targets)
    )
    choices = _choices(reached, demanded)
    known = all(name in scope.hours for name in programme.module_ids)
    hours = sum((one.way.hours for one in reached), Fraction(0))
    return ProgrammeCoverage(
        catalog=scope.catalog.id,
        programme=programme.id,
        selections=total,
        mean_hours=float(hours / total) if known and total else None,
        targets=targets,
        levels=tuple(_level_coverage(level, programme, choices) for level in (None, *_levels(programme))),
        choices=choices,
        gaps=tuple(_gap(scope, target, reached, choices) for target in targets if not target.guaranteed),
    )


def _reached(way: Way, reach: Reach, programme: Programme) -> _Reached:
    modules = frozenset((*programme.basis, *way.electives))
    ranks = {name: reach.rank(name, modules) for name in {target.competency for target in programme.targets}}
    return _Reached(way, modules, tuple(ranks[target.competency] for target in programme.targets))


def _target_coverage(scope: Scope, index: int, target: Target, ranks: Sequence[tuple[int, int]]) -> TargetCoverage:
    """Return the coverage of one target by selections that reach some rank, each rank with their number."""
    demanded = scope.rank(target.competency, target.reaches)
    total = sum(count for _, count in ranks)
    built = sum(max(rank, NO_STEP) * count for rank, count in ranks)
    lowest = min((rank for rank, _ in ranks), default=NOT_AT_ALL)
    highest = max((rank for rank, _ in ranks), default=NOT_AT_ALL)
    return TargetCoverage(
        index=index,
        competency=target.competency,
        reaches=scope.step(target.competency, demanded) or target.reaches,
        level=target.level,
        met=sum(count for rank, count in ranks if rank >= demanded),
        selections=total,
        lowest=scope.step(target.competency, lowest),
        mean=Fraction(built, total) if total else Fraction(0),
        highest=scope.step(target.competency, highest),
    )


def _choices(reached: Iterable[_Reached], demanded: Sequence[int]) -> tuple[Choice, ...]:
    """Gather the selections by the targets that they miss; those that miss most first."""
    found: dict[tuple[int, ...], Way] = {}
    for one in reached:
        pairs = enumerate(zip(one.ranks, demanded, strict=True))
        missed = tuple(index for index, (rank, wanted) in pairs if rank < wanted)
        found[missed] = found[missed].and_also(one.way) if missed in found else one.way
    ordered = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple(Choice(electives=way.electives, count=way.count, missed=missed) for missed, way in ordered)


def _levels(programme: Programme) -> tuple[str, ...]:
    """Return the levels that the programme is for, and any further ones that it promises something to."""
    named = [target.level for target in programme.targets if target.level is not None]
    return tuple(dict.fromkeys((*programme.audience, *named)))


def _level_coverage(level: str | None, programme: Programme, choices: Sequence[Choice]) -> LevelCoverage:
    own = {
        index for index, target in enumerate(programme.targets) if level is None or target.level in (None, level)
    }
    met = [(len(own - set(choice.missed)), choice.count) for choice in choices]
    total = sum(count for _, count in met)
    return LevelCoverage(
        level=level,
        targets=len(own),
        guaranteed=min((number for number, _ in met), default=0),
        mean=Fraction(sum(number * count for number, count in met), total) if total else Fraction(0),
        best=max((number for number, _ in met), default=0),
    )


def _gap(scope: Scope, target: TargetCoverage, reached: Sequence[_Reached], choices: Sequence[Choice]) -> Gap:
    lacking = []
    for lowest, highest in needed(scope, target.competency, target.reaches):
        for one in reached:
            ranks = {taught.rank for taught in scope.providers(target.competency, one.modules)}
            if not any(lowest <= rank <= highest for rank in ranks):
                lacking.append(scope.step(target.competency, lowest))
                break
    missing = [choice.electives for choice in choices if target.index in choice.missed]
    return Gap(
        target=target,
        lacking=tuple(step for step in lacking if step is not None),
        example=missing[0] if missing else None,
    )
