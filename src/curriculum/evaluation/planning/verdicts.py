"""Whether a question can be answered by this schedule, and the cheapest change that would make it so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from attrs import evolve, frozen

from curriculum.evaluation.planning.cells import groups_of, planned_release
from curriculum.evaluation.planning.contrasts import DOSE, Assumptions, Comparison, Prospect, comparisons, prospect
from curriculum.evaluation.planning.people import Leader
from curriculum.evaluation.privacy import Release

Verdict = Literal["answerable", "withheld", "not-estimable", "few-degrees", "too-coarse"]
"""``withheld``: a group is too small to be shown; ``too-coarse``: only larger effects than wanted are found."""
ChangeKind = Literal["baseline", "comparison", "singles", "pairs", "organisations"]
MOST_PEOPLE = 40
"""Changes that take more people than this are not looked for."""


@frozen(kw_only=True)
class Change:
    """A change of the design that makes a question answerable.

    Attributes:
        kind: ``baseline`` (ask before the first session too), ``comparison`` (people who answer and do not
            attend), ``singles`` (further leaders without a partner), ``pairs`` (further leaders with one),
            ``organisations`` (further ones, like the middle one of those there are).
        count: how many of them; 1 for a baseline.
        level: the level of singles and pairs, where one is needed.
        people: how many people it takes; key persons are counted, and a baseline takes none.
    """

    kind: ChangeKind
    count: int
    level: str | None = None
    people: int = 0


@frozen(kw_only=True)
class Question:
    """A question of the evaluation, and whether this schedule can answer it.

    Attributes:
        prospect: what the comparison behind it can show.
        verdict: whether it can be answered.
        cure: the cheapest change, among those tried, after which it can; None where it can already, or none does.
    """

    prospect: Prospect
    verdict: Verdict
    cure: Change | None = None


@frozen(kw_only=True)
class Design:
    """What a verdict depends on.

    Attributes:
        leaders: who is asked.
        levels: ids of the levels that are compared, in the catalog's order.
        modules: ids of the modules that are asked about.
        assumptions: what is guessed.
        baseline: whether people can be asked before their first session.
    """

    leaders: tuple[Leader, ...]
    levels: tuple[str, ...]
    modules: tuple[str, ...]
    assumptions: Assumptions
    baseline: bool = True

    def comparisons(self) -> Iterator[Comparison]:
        """Yield the comparisons that are asked for."""
        return comparisons(self.leaders, self.levels, self.modules)

    def release(self) -> Release:
        """Return which groups may be shown."""
        return planned_release(self.leaders, self.modules)


def questions(design: Design) -> tuple[Question, ...]:
    """Return every question with its verdict and, where it cannot be answered, the cheapest cure."""
    release = design.release()
    return tuple(_question(design, comparison, release) for comparison in design.comparisons())


def _question(design: Design, comparison: Comparison, release: Release) -> Question:
    found, verdict = _verdict(design, comparison, release)
    return Question(
        prospect=found,
        verdict=verdict,
        cure=None if verdict == "answerable" else cheapest_cure(design, comparison.question),
    )


def _verdict(design: Design, comparison: Comparison, release: Release | None) -> tuple[Prospect, Verdict]:
    found = prospect(comparison, design.assumptions, baseline=design.baseline)
    if found.reason not in {None, "few-degrees", "lone-cluster"}:
        return found, "not-estimable"
    if release is None:  # the gate is asked last where it has not been asked yet: it takes longest
        release = design.release() if _is_fine(found, design.assumptions) else None
    if release is not None and not all(release.shows(key) for key in groups_of(found.question)):
        return evolve(found, df=None, detectable=None, reason=None), "withheld"  # they would tell of a small group
    if found.reason is not None:
        return found, "few-degrees" if found.reason == "few-degrees" else "not-estimable"
    return found, "answerable" if _is_fine(found, design.assumptions) else "too-coarse"


def _is_fine(found: Prospect, assumptions: Assumptions) -> bool:
    return found.detectable is not None and found.detectable <= assumptions.effect


def cheapest_cure(design: Design, question: str) -> Change | None:
    """Return the change with the fewest people after which a question can be answered; None when none does.

    Tried is each kind of change by itself, with one, two, three ... and up to :data:`MOST_PEOPLE` people; of
    changes that take equally many, the first kind in the order of :data:`ChangeKind` counts.
    """
    best: Change | None = None
    for changes in _changes(design, question):
        for change, changed in changes:
            if best is not None and change.people >= best.people:
                break
            comparison = next((one for one in changed.comparisons() if one.question == question), None)
            if comparison is not None and _verdict(changed, comparison, None)[1] == "answerable":
                best = change
                break
    return best


def _changes(design: Design, question: str) -> Iterator[Iterable[tuple[Change, Design]]]:
    """Yield changes kind by kind, the smallest of each kind first, each with the design after it."""
    if not design.baseline:
        yield [(Change(kind="baseline", count=1), evolve(design, baseline=True))]
    kind, _, name = question.partition(":")
    if kind in {"module", DOSE}:
        yield _grown(design, "comparison", None, 1, _absent)
    levels: Sequence[str | None] = design.levels or (None,)
    for level in [name] if kind == "level" else levels:
        yield _grown(design, "singles", level, 1, _alone)
        yield _grown(design, "pairs", level, 2, _paired)
    yield _more_organisations(design)


def _more_organisations(design: Design) -> Iterator[tuple[Change, Design]]:
    """Yield the design with one, two, three ... further organisations like the middle one."""
    middle = _middle(design.leaders)
    size = len(middle) + sum(leader.paired for leader in middle)
    for count in range(1, MOST_PEOPLE // size + 1 if middle else 0):
        new = [evolve(leader, organisation=f"new {n}") for n in range(count) for leader in middle]
        change = Change(kind="organisations", count=count, people=size * count)
        yield change, evolve(design, leaders=(*design.leaders, *new))


def _grown(
    design: Design, kind: ChangeKind, level: str | None, each: int, made: Callable[[Leader], Leader]
) -> Iterator[tuple[Change, Design]]:
    """Yield the design with one, two, three ... further people, in each organisation in turn, small ones first."""
    models = _by_organisation(design.leaders)
    for count in range(1, MOST_PEOPLE // each + 1 if models else 0):
        chosen = [made(models[number % len(models)]) for number in range(count)]
        new = [evolve(leader, level=level or leader.level) for leader in chosen]
        change = Change(kind=kind, count=count, level=level, people=each * count)
        yield change, evolve(design, leaders=(*design.leaders, *new))


def _by_organisation(leaders: Sequence[Leader]) -> list[Leader]:
    """Return somebody of each organisation, the smallest organisation first."""
    size = Counter(leader.organisation for leader in leaders)
    somebody = {leader.organisation: leader for leader in reversed(leaders)}
    return [somebody[name] for name in sorted(size, key=lambda name: (size[name], name or ""))]


def _middle(leaders: Sequence[Leader]) -> list[Leader]:
    """Return the leaders of the organisation of middle size; none where organisations are not known."""
    size = Counter(leader.organisation for leader in leaders if leader.organisation)
    ordered = sorted(size, key=lambda name: (size[name], name))
    return (
        [leader for leader in leaders if leader.organisation == ordered[(len(ordered) - 1) // 2]]
        if ordered
        else []
    )


def _alone(leader: Leader) -> Leader:
    return evolve(leader, paired=False)


def _paired(leader: Leader) -> Leader:
    return evolve(leader, paired=True)


def _absent(leader: Leader) -> Leader:
    return evolve(leader, paired=False, modules=frozenset(), hours=0.0)
