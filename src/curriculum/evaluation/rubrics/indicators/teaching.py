"""Indicators of how a programme teaches: alignment, practice, trial actions, exchange, progression."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction

from curriculum.checks.walking import all_known, avoidable
from curriculum.coverage import Alignment, alignments, progressions
from curriculum.coverage.alignment import Fit
from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.indicators.indicator import Blank, Indicator, Measurement, Situation, share
from curriculum.model import Module

AT_WORK = frozenset({"practice", "trial-action"})
"""Activities that are done at work, between sessions."""
TOGETHER = frozenset({"network", "knowledge-sharing", "reflection", "case", "workshop"})
"""Activities in which participants learn from each other."""


def _of_programme(situation: Situation) -> Iterable[Alignment]:
    own = set(situation.modules)
    others = [one for one in situation.others if any(name.startswith(f"{one.id}:") for name in own)]
    for home in (situation.catalog, *others):
        prefix = "" if home is situation.catalog else f"{home.id}:"
        around = situation.others if home is situation.catalog else (situation.catalog, *situation.others)
        for found in alignments(home, others=[one for one in around if one is not home]):
            if f"{prefix}{found.module}" in own:
                yield found


def _aligned(situation: Situation, about: str, fit: Callable[[Alignment], Fit]) -> Measurement | Blank:
    fits = [(f"{one.module}.{one.outcome}", fit(one)) for one in _of_programme(situation)]
    return share(
        about,
        [name for name, found in fits if found == "met"],
        [name for name, found in fits if found in {"none", "too-low"}],
        (*(name for name, found in fits if found == "unknown"), *situation.unseen),
    )


def outcomes_practised(situation: Situation) -> Measurement | Blank:
    """Share of the outcomes that an activity trains, at most one step below their level."""
    return _aligned(situation, "practised", lambda one: one.trained)


def outcomes_assessed(situation: Situation) -> Measurement | Blank:
    """Share of the outcomes that an assessment tests, at their level or above."""
    return _aligned(situation, "assessed", lambda one: one.tested)


def outcomes_aligned(situation: Situation) -> Measurement | Blank:
    """Share of the outcomes that are both trained and tested."""

    def both(one: Alignment) -> Fit:
        fits = {one.trained, one.tested}
        return next((worst for worst in ("none", "too-low", "unknown") if worst in fits), "met")

    return _aligned(situation, "aligned", both)


def assessments_per_outcome(situation: Situation) -> Measurement | Blank:
    """Mean number of assessments that test an outcome."""
    counts = [
        sum(outcome.id in assessment.outcomes for assessment in module.assessments)
        for module in situation.modules.values()
        for outcome in module.outcomes
    ]
    if not counts or situation.unseen:
        return Blank("missing-data", "modules-not-at-hand" if situation.unseen else "nothing-to-look-at")
    bare = [
        f"{name}.{outcome.id}"
        for name, module in situation.modules.items()
        for outcome in module.outcomes
        if not any(outcome.id in assessment.outcomes for assessment in module.assessments)
    ]
    evidence = [Evidence("data", "assessments", [f"{sum(counts)} / {len(counts)}"])]
    if bare:
        evidence.append(Evidence("absence", "no-assessed", bare))
    return Measurement(Bounds.exactly(Fraction(sum(counts), len(counts))), evidence)


def practice_between_sessions(situation: Situation) -> Measurement | Blank:
    """Share of the steps from a module to one that requires it in which there is something to do at work.

    There is when the earlier module has a practice or a trial action. Where no module requires another, anything
    may follow anything, and the modules themselves are counted. A programme of one module has nothing in between.
    """
    if len(situation.programme.module_ids) == 1:
        return Blank("not-applicable", "one-module")
    homework = {name for name, module in situation.modules.items() if _has(module, AT_WORK)}
    steps = [
        (before, after)
        for after, module in situation.modules.items()
        for before in dict.fromkeys(module.requires.modules())
        if before in situation.modules
    ]
    if not steps:
        return _share_of_modules(situation, "practice", AT_WORK)
    written = {step: f"{step[0]} > {step[1]}" for step in steps}
    return share(
        "practice-between",
        [written[step] for step in steps if step[0] in homework],
        [written[step] for step in steps if step[0] not in homework],
        situation.unseen,
        kind="edge",
    )


def trial_actions(situation: Situation) -> Measurement | Blank:
    """1 when nobody can finish the programme without a trial action, 1/2 when somebody can, 0 without any."""
    trying = {name for name, module in situation.modules.items() if _has(module, {"trial-action"})}
    if not all_known(situation.catalog, situation.programme):
        certain = trying & set(situation.programme.basis)
        bounds = Bounds.exactly(1) if certain else Bounds(Fraction(bool(trying), 2), Fraction(1))
        return Measurement(bounds, [Evidence("data", "unclear", situation.unseen)])
    if not trying:
        return Measurement(Bounds.exactly(0), [Evidence("absence", "no-trial", situation.modules)])
    without = avoidable(situation.catalog, situation.programme, frozenset(trying))
    found = Evidence("node", "trial", trying)
    if without is None:
        return Measurement(Bounds.exactly(1), [found])
    way = " > ".join((*situation.programme.basis, *without))
    return Measurement(Bounds.exactly(Fraction(1, 2)), [found, Evidence("path", "without-trial", [way])])


def exchange(situation: Situation) -> Measurement | Blank:
    """Share of the modules in which participants learn from each other."""
    return _share_of_modules(situation, "exchange", TOGETHER)


def _share_of_modules(situation: Situation, about: str, kinds: Collection[str]) -> Measurement | Blank:
    having = [name for name, module in situation.modules.items() if _has(module, kinds)]
    return share(about, having, [name for name in situation.modules if name not in having], situation.unseen)


def _has(module: Module, kinds: Collection[str]) -> bool:
    return any(activity.kind in kinds for activity in module.activities)


def progression(situation: Situation) -> Measurement | Blank:
    """Share of the steps from a module to the one that builds on it in which the cognitive level does not fall."""
    compared = [
        one
        for one in progressions(situation.catalog, others=situation.others)
        if one.competency is None and one.module in situation.modules and one.move != "starts"
    ]
    if not compared:
        return Blank("not-applicable", "nothing-follows")
    falling = {f"{name} > {one.module}" for one in compared if one.move == "falls" for name in one.highest}
    rising = {f"{name} > {one.module}" for one in compared if one.move != "falls" for name in one.highest}
    return share("progression", rising, falling, kind="edge")


INDICATORS = tuple(
    Indicator(name, "design", find)
    for name, find in (
        ("outcomes-practised", outcomes_practised),
        ("outcomes-assessed", outcomes_assessed),
        ("outcomes-aligned", outcomes_aligned),
        ("assessments-per-outcome", assessments_per_outcome),
        ("practice-between-sessions", practice_between_sessions),
        ("trial-actions", trial_actions),
        ("exchange", exchange),
        ("progression", progression),
    )
)
