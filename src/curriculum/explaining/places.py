"""Why places are unfilled, and why no schedule exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from attrs import evolve, frozen

from curriculum import judge
from curriculum.explaining.asking import Asking, modules_of, nearby
from curriculum.explaining.conflicts import Refusal
from curriculum.explaining.effects import moving
from curriculum.explaining.neighbourhood import Neighbourhood, around, clusters, whole
from curriculum.explaining.proposals import proposals
from curriculum.explaining.results import Explanation, RunObstacles
from curriculum.schedule import Unfilled
from curriculum.scheduler.demands import Demands

FOR_FILLING = 0.3
"""Share of the time that may go into filling places without any change."""
ASKED = 5
"""People for whom it is looked up which runs have the least in the way."""


def explain_places(asking: Asking, places: Sequence[Unfilled]) -> tuple[tuple[Explanation, ...], Asking]:
    """Explain why not one more of some places of the same module is filled.

    Places that can be filled are told first. A conflict then holds for all other places at once: no legal schedule
    fills any of them while everybody keeps as many places as now. In a large cohort that is looked at place by
    place; where the same rules stand in the way elsewhere too, it is told once.

    Args:
        asking: the cohort and its schedule.
        places: unfilled places of one basis module, or of electives; one or more.

    Returns:
        The explanations, and what other questions start from: the same, with the places filled that can be.
    """
    module = places[0].module
    everybody = tuple(dict.fromkeys(entry.participant for entry in places))
    filled = _filled(asking, everybody, module)
    questions = [_Question.of(filled, people, module) for people in _divided(filled, everybody, module)]
    told = [*_possible(asking, filled, everybody, module)]
    answers = _answered(filled, questions)
    for left, (question, refused, others) in zip(range(len(answers), 0, -1), answers, strict=True):
        part = evolve(filled, limits=filled.limits.part(1 / left))
        one = _explained(part, question, refused)
        alike = others if refused.conflict else ()
        told.append(evolve(one, people=(*one.people, *others), alike=alike))
    return tuple(told), filled


def _answered(asking: Asking, questions: Sequence[_Question]) -> list[tuple[_Question, Refusal, tuple[str, ...]]]:
    """Find out why questions are refused: each answer with its question, and the people it holds for as well."""
    waiting, answers = list(questions), list[tuple[_Question, Refusal, tuple[str, ...]]]()
    while waiting:
        first, *waiting = (*waiting.pop(0).divided(), *waiting)
        refused = asking.refusal(first.demands, first.within)
        alike = [one for one in waiting if asking.alike(one.demands, one.within, refused)]
        waiting = [one for one in waiting if one not in alike]
        answers.append((first, refused, tuple(who for one in alike for who in one.people)))
    return answers


@frozen(eq=False)
class _Question:
    """Places that are asked about together.

    Attributes:
        places: the places.
        within: who may be moved.
        demands: that one of them is filled and nobody loses any.
    """

    places: tuple[Unfilled, ...]
    within: Neighbourhood
    demands: Demands

    @classmethod
    def of(cls, asking: Asking, people: Collection[str], module: str | None) -> _Question:
        places = tuple(_unfilled(asking, people, module))
        within = around(asking.cohort, asking.schedule, people, modules_of(asking.cohort, [module]))
        return cls(places, within, Demands(asking.schedule.places, places))

    def divided(self) -> tuple[_Question, ...]:
        """Return the question about one person of a part of a large cohort, and that about the others.

        A conflict about one is shorter, and soon found to hold for the others as well.
        """
        if self.within.whole or len(self.people) == 1:
            return (self,)
        one = tuple(entry for entry in self.places if entry.participant == self.people[0])
        return tuple(
            evolve(self, places=places, demands=evolve(self.demands, wanted=places))
            for places in (one, self.places[len(one) :])
        )

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of those who are without a place."""
        return tuple(dict.fromkeys(entry.participant for entry in self.places))


def _unfilled(asking: Asking, people: Collection[str], module: str | None) -> list[Unfilled]:
    """Return the unfilled places of some people in a module."""
    every = judge.unfilled(asking.cohort, asking.schedule)
    return [entry for entry in every if entry.module == module and entry.participant in people]


def _divided(asking: Asking, people: Collection[str], module: str | None) -> list[tuple[str, ...]]:
    """Return those of some people who are without a place, in groups that can be looked at together."""
    left = dict.fromkeys(entry.participant for entry in _unfilled(asking, people, module))
    return clusters(asking.cohort, left, modules_of(asking.cohort, [module])) if left else []


def _filled(asking: Asking, people: Collection[str], module: str | None) -> Asking:
    """Fill what can be filled by moving people nearby; return what is asked from then on."""
    limits = asking.limits.part(FOR_FILLING)
    for group in _divided(asking, people, module):
        while left := _unfilled(asking, group, module):
            concerned = dict.fromkeys(entry.participant for entry in left)
            within = around(asking.cohort, asking.schedule, concerned, modules_of(asking.cohort, [module]))
            better = evolve(asking, limits=limits).effects(within, keeping=True).better
            if better is None:
                break
            asking = evolve(asking, schedule=better, computed={})
    return asking


def _possible(before: Asking, after: Asking, people: Sequence[str], module: str | None) -> Iterator[Explanation]:
    """Tell of the places that can be filled without any change."""
    if after.schedule is not before.schedule:
        still = {entry.participant for entry in _unfilled(after, people, module)}
        gained = [who for who in people if who not in still] or people
        gain = moving(before.cohort, before.schedule, after.schedule)
        yield Explanation(subject="place", verdict="possible", people=gained, module=module, effects=[gain])


def _explained(asking: Asking, question: _Question, refused: Refusal) -> Explanation:
    """Tell why places are unfilled, and what would help."""
    cohort, people, module = asking.cohort, question.people, question.places[0].module
    missing = _unfilled(asking, question.within.people, module)
    obstacles = _obstacles(asking, question.places)
    told = Explanation(
        subject="place",
        verdict=refused.verdict,
        people=people,
        module=module,
        obstacles=[RunObstacles(run, rules) for run, rules in obstacles] if len(people) == 1 else [],
        conflict=refused.conflict,
        confirmed=refused.confirmed,
        nearby=nearby(question.within),
    )
    if told.verdict != "conflict":
        return told
    changes = proposals(
        cohort,
        refused.conflict,
        people=people,
        modules=modules_of(cohort, [module]),
        seats=(len(_company(asking, people[0])), len(missing)),
        easy=[run for run, rules in obstacles if len(rules) <= 1],
    )
    return told.with_cures(asking.cures(changes, question.within))


def _obstacles(asking: Asking, places: Sequence[Unfilled]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what keeps the first few people from each run, told once, runs with the least in the way first."""
    cohort, schedule = asking.cohort, asking.schedule
    found = [one for entry in places[:ASKED] for one in judge.obstacles_by_run(cohort, schedule, entry)]
    return sorted(dict.fromkeys(found), key=lambda one: len(one[1]))


def _company(asking: Asking, person: str) -> list[str]:
    """Return the person and, when pairs stay together, the partners."""
    pair = next(one.pair for one in asking.cohort.participants if one.id == person)
    bound = asking.cohort.rules.pairs == "together" and pair
    return [one.id for one in asking.cohort.participants if one.id == person or (bound and one.pair == pair)]


def explain_no_schedule(asking: Asking) -> Explanation:
    """Explain why no schedule exists.

    Args:
        asking: the cohort, and a schedule without places whose status is ``infeasible``.
    """
    within = whole(asking.cohort)
    conflict, confirmed = asking.schedule.conflict, False
    if within.small or not conflict:
        refused = asking.refusal(Demands(()), within)
        if refused.possible is False:
            conflict, confirmed = refused.conflict, refused.confirmed
    people = {who for entry in conflict for who in entry.people}
    modules = [run.module for run in asking.cohort.runs]
    changes = proposals(asking.cohort, conflict, people=people, modules=modules, seats=(1,))
    told = Explanation(subject="schedule", verdict="conflict", conflict=conflict, confirmed=confirmed)
    return told.with_cures(asking.cures(changes, within))
