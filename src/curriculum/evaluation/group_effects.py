"""The effects by level, pairing, module and dose, computed of the groups that may be shown and of nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from curriculum.evaluation.effects import By, Caveat, Effect, Group, excludes_zero
from curriculum.evaluation.hours import step_of
from curriculum.evaluation.judging import (
    aliases,
    change_of,
    detectable,
    judged,
    organisations,
    places_of,
    shortcomings,
    unanswered,
)
from curriculum.evaluation.measurement import Row
from curriculum.evaluation.privacy.cells import UNKNOWN
from curriculum.evaluation.publication import DID_NOT, DOSE, TOOK, Publication
from curriculum.evaluation.statistics import (
    Coefficient,
    LinearModel,
    change_by_level,
    compare_groups,
    wild_cluster_test,
)
from curriculum.evaluation.subjects import ALONE, PAIR


def by_level(publication: Publication) -> Effect:
    """Ask once, for all levels together, whether they changed differently."""
    if publication.people is None or "level" in publication.left_out:
        return unanswered(publication, "level")
    labels = publication.labels("level")
    chosen = [(row, label) for row, label in zip(publication.rows, labels, strict=True) if label != UNKNOWN]
    counts = publication.groups("level")
    if len({label for _, label in chosen}) < 2:  # noqa: PLR2004 - one level cannot be compared
        withheld = None in counts.values()
        reason = "levels-withheld" if withheld else "one-level"
        return unanswered(publication, "level", reason, groups=_counted(counts))
    chosen.sort(key=lambda one: one[1])
    rows, levels = [row for row, _ in chosen], [label for _, label in chosen]
    places = places_of(rows)
    found = change_by_level([row.before for row in rows], [row.after for row in rows], levels, places)
    shrunken = {one.level: one.shrunken for one in found.shrunken.levels}
    groups = [
        Group(
            name=str(one.level),
            people=one.n,
            change=one.effect.estimate,
            shrunken=shrunken.get(one.level),
        )
        for one in found.levels
    ]
    hidden = [Group(name=name, people=None) for name, count in counts.items() if count is None]
    two = sorted(groups, key=lambda group: (-(group.people or 0), group.name))[:2]
    contrast = _two_levels(rows, levels, [group.name for group in two])
    caveats = _not_concluded(publication, rows, levels, "level")
    if hidden:
        caveats.append(Caveat(kind="levels-together", values={"levels": ", ".join(one.name for one in hidden)}))
    effect = evolve(
        _effect(publication, "level", rows, contrast), p=found.interaction.p, groups=[*groups, *hidden]
    )
    sure = found.interaction.p.value is not None and found.interaction.p.value <= 0.05  # noqa: PLR2004 - usual
    return judged(effect, caveats, sure=sure)


def _two_levels(rows: Sequence[Row], levels: Sequence[str], two: Sequence[str]) -> Coefficient:
    """Return how much more the first of two levels changed than the second."""
    chosen = [(row, level) for row, level in zip(rows, levels, strict=True) if level in two]
    changes = [change_of(row) for row, _ in chosen]
    first = [float(level == two[0]) for _, level in chosen]
    places = places_of([row for row, _ in chosen])
    model = LinearModel(changes, [[1.0] * len(chosen), first], places)
    return model.coefficient(1, "equal" if places is None else "CR2")


def by_pairing(publication: Publication) -> Effect:
    """Compare leaders who come with somebody with those who come alone."""
    return _of_two(publication, "pairing", "pairing", (PAIR, ALONE))


def by_module(publication: Publication, module: str) -> Effect:
    """Compare those who took a module with those who did not."""
    effect = _of_two(publication, "module", f"module:{module}", (TOOK, DID_NOT))
    return evolve(effect, module=module)


def _of_two(publication: Publication, by: By, dimension: str, names: tuple[str, str]) -> Effect:
    if publication.people is None or dimension in publication.left_out:
        return unanswered(publication, by)
    counts = publication.groups(dimension)
    groups = _counted({name: count for name, count in counts.items() if name in names})
    if set(counts) == {UNKNOWN}:
        return unanswered(publication, by, "not-known")
    if any(name not in counts for name in names):
        return unanswered(publication, by, "one-group", groups=groups)
    if any(counts[name] is None for name in names):
        return unanswered(publication, by, groups=groups)
    chosen = [
        (row, values[dimension])
        for row, values in zip(publication.rows, publication.values, strict=True)
        if values.get(dimension) in names
    ]
    rows, treated = [row for row, _ in chosen], [value == names[0] for _, value in chosen]
    before, after = [row.before or 0.0 for row in rows], [row.after or 0.0 for row in rows]
    places = places_of(rows)
    found = compare_groups(before, after, treated, places, unequal=places is None)
    wild = None
    if places is not None and found.ancova.estimate.complete:
        columns = [[1.0] * len(rows), before, [float(one) for one in treated]]
        wild = wild_cluster_test(after, columns, places, [0.0, 0.0, 1.0])
    caveats = _not_concluded(publication, rows, treated, dimension)
    effect = evolve(
        _effect(publication, by, rows, found.ancova),
        standardised=found.d_ppc2,
        wild=wild,
        comparison=found,
        groups=[_group(name, rows, [value == name for _, value in chosen]) for name in names],
    )
    if found.ancova.estimate.complete and found.decidable is False:
        caveats.insert(0, Caveat(kind="estimators-disagree"))
        return evolve(effect, strength="undecidable", caveats=caveats)
    return judged(effect, caveats, sure=excludes_zero(effect.estimate))


def by_dose(publication: Publication) -> Effect:
    """Ask what one more hour of teaching goes with."""
    if publication.people is None or DOSE in publication.left_out:
        return unanswered(publication, "dose")
    counts = publication.groups(DOSE)
    if set(counts) == {UNKNOWN}:
        return unanswered(publication, "dose", "not-known")
    if None in counts.values():
        return unanswered(publication, "dose", groups=_counted(counts))
    if len(counts) == 1:
        return unanswered(publication, "dose", "same-hours", groups=_counted(counts))
    rows = publication.rows
    hours = [float(step_of(row.subject.hours or publication.steps[0].low, publication.steps).mean) for row in rows]
    before, after = [row.before or 0.0 for row in rows], [row.after or 0.0 for row in rows]
    places = places_of(rows)
    model = LinearModel(after, [[1.0] * len(rows), before, hours], places)
    effect = evolve(
        _effect(publication, "dose", rows, model.coefficient(2, "CR2")),
        groups=[
            _group(step.name, rows, [label == step.name for label in publication.labels(DOSE)])
            for step in publication.steps
        ],
    )
    caveats = _not_concluded(publication, rows, hours, DOSE)
    return judged(effect, caveats, sure=excludes_zero(effect.estimate))


def _effect(publication: Publication, by: By, rows: Sequence[Row], found: Coefficient) -> Effect:
    """Return an effect with its estimate and what that rests on."""
    return Effect(
        measurement=publication.measurement,
        by=by,
        strength="open",
        people=len(rows),
        organisations=organisations(rows),
        estimate=found.estimate,
        p=found.p,
        df=found.df,
        detectable=detectable(found.estimate, found.df),
    )


def _not_concluded(
    publication: Publication, rows: Sequence[Row], what: Sequence[object], dimension: str
) -> list[Caveat]:
    return [
        Caveat(kind="not-drawn-by-lot"),
        *aliases(publication, rows, what, dimension),
        *shortcomings(publication, rows),
    ]


def _group(name: str, rows: Sequence[Row], inside: Sequence[bool]) -> Group:
    """Return how a group has changed; where people come from several organisations, these are the clusters."""
    mine = [row for row, chosen in zip(rows, inside, strict=True) if chosen]
    places = None if places_of(rows) is None else [row.subject.organisation for row in mine]
    model = LinearModel([change_of(row) for row in mine], [[1.0] * len(mine)], places)
    change = model.coefficient(0, "equal" if places is None else "CR2")
    return Group(name=name, people=len(mine), change=change.estimate)


def _counted(counts: dict[str, int | None]) -> list[Group]:
    return [Group(name=name, people=count) for name, count in counts.items()]
