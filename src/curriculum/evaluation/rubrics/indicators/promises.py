"""Indicators of what a programme promises, and keeps."""

from __future__ import annotations

from curriculum.coverage.measuring import measure
from curriculum.evaluation.rubrics.indicators.indicator import Blank, Indicator, Measurement, Situation, share


def guaranteed_coverage(situation: Situation) -> Measurement | Blank:
    """Share of the targets that every admissible selection of electives reaches.

    While a module is not at hand, a target that is not reached may yet be.
    """
    targets = measure(situation.scope, situation.programme).targets
    names = {
        one.index: ".".join(part for part in (one.competency, one.reaches, one.level) if part) for one in targets
    }
    kept = [names[one.index] for one in targets if one.guaranteed]
    broken = [names[one.index] for one in targets if not one.guaranteed]
    unseen = bool(situation.unseen)
    return share("guaranteed", kept, () if unseen else broken, broken if unseen else ())


def levels_promised(situation: Situation) -> Measurement | Blank:
    """Share of the leadership levels of the audience that some target holds for."""
    levels = situation.programme.audience
    if not levels:
        return Blank("not-applicable", "no-audience")
    named = {target.level for target in situation.programme.targets}
    promised = [level for level in levels if level in named or None in named]
    return share("promised", promised, [level for level in levels if level not in promised])


def outcomes_for_targets(situation: Situation) -> Measurement | Blank:
    """Share of the outcomes that build a competency which the programme promises."""
    promised = {target.competency for target in situation.programme.targets}
    outcomes = [
        (f"{name}.{outcome.id}", outcome.competency in promised)
        for name, module in situation.modules.items()
        for outcome in module.outcomes
    ]
    if not promised:
        return Blank("missing-data", "nothing-to-look-at")
    wanted = [name for name, serves in outcomes if serves]
    return share("wanted", wanted, [name for name, serves in outcomes if not serves], situation.unseen)


INDICATORS = (
    Indicator("guaranteed-coverage", "design", guaranteed_coverage),
    Indicator("levels-promised", "design", levels_promised),
    Indicator("outcomes-for-targets", "design", outcomes_for_targets),
)
