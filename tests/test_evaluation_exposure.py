"""Nobody can work out from a report what it withholds: neither how many people, nor what they answered."""

from __future__ import annotations

import json
import random
from itertools import product
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from evaluation_cases import LEVELS, Person, cohort, drawn, evaluation, questionnaire, without
from scipy.optimize import linprog

from curriculum import Evaluation
from curriculum.evaluation.documents import evaluation_document
from curriculum.evaluation.instruments import AnswerScale, Instruments, NotApplicable
from curriculum.evaluation.linking import linked_by_codes
from curriculum.evaluation.privacy.coinciding import fewest_apart
from curriculum.evaluation.responses import WAVES, Response, Responses
from curriculum.evaluation.wording import evaluation_text

WIDEST = 4.0
"""Nobody changes by more on a scale from 1 to 5."""


def small(seed: int) -> Evaluation:
    """Return an evaluation with three people of the top level, four who took a module, and some who are silent."""
    people = drawn(seed, size=36)
    tops = [number for number, person in enumerate(people) if person.level == "top"][3:]
    people = [evolve(person, level="ward") if number in tops else person for number, person in enumerate(people)]
    people = [
        evolve(person, modules=("base", "data" if number % 9 else "care")) for number, person in enumerate(people)
    ]
    return evaluation(without(people, 5))


class Attacker:
    """Somebody who has the published document and nothing else, and computes with real numbers.

    Unknown are how many people there are of each combination of all values, and the sum of their changes.
    """

    def __init__(self, document: dict[str, Any], measurement: str) -> None:
        self.cells = [cell for cell in document["cells"] if cell["group"]["measurement"] == measurement]
        values: dict[str, set[str]] = {}
        for cell in self.cells:
            for name, value in cell["group"].items():
                values.setdefault(name, set()).add(value)
        self.names = sorted(values)
        self.atoms = list(product(*(sorted(values[name]) for name in self.names)))
        self.rows: list[np.ndarray] = []
        self.known: list[float] = []
        self.about: list[np.ndarray] = []
        self.nearly: list[tuple[float, float]] = []
        for cell in self.cells:
            if "people" in cell:
                self._know(self.people(cell["group"]), cell["people"])
        for answer in document["answers"]:
            if answer["measurement"] == measurement:
                self._learn(answer)

    def _learn(self, answer: dict[str, Any]) -> None:
        """Turn every mean that is told into a sum of changes."""
        if answer["by"] == "overall" and answer["people"] is not None:
            self._sum({"answered": "complete"}, answer["people"], answer["estimate"]["value"])
        dimension = {"module": f"module:{answer['module']}"}.get(answer["by"], answer["by"])
        for group in answer["groups"]:
            if group["change"] is not None and group["name"] != "others":
                where = {"answered": "complete", dimension: group["name"]}
                self._sum(where, group["people"], group["change"]["value"])

    def _sum(self, group: dict[str, str], people: int, mean: float) -> None:
        """Note a sum of changes, as closely as a mean of four digits tells it."""
        self.about.append(self.changes(group))
        self.nearly.append((people * mean, people * abs(mean) * 1e-3))

    def _know(self, row: np.ndarray, value: float) -> None:
        self.rows.append(row)
        self.known.append(value)

    def people(self, group: dict[str, str]) -> np.ndarray:
        return np.concatenate([self._inside(group), np.zeros(len(self.atoms))])

    def changes(self, group: dict[str, str]) -> np.ndarray:
        return np.concatenate([np.zeros(len(self.atoms)), self._inside(group)])

    def _inside(self, group: dict[str, str]) -> np.ndarray:
        return np.array(
            [float(all(atom[self.names.index(name)] == group[name] for name in group)) for atom in self.atoms]
        )

    def width(self, aim: np.ndarray) -> float:
        """Return how far apart the largest and the smallest value are that the document leaves open."""
        size = len(self.atoms)
        bounds = [(0, None)] * size + [(None, None)] * size
        within = np.vstack([np.hstack([-WIDEST * np.eye(size), sign * np.eye(size)]) for sign in (1, -1)])
        ends = []
        for sign in (1, -1):
            sums = np.array(self.about)
            most = [total + doubt for total, doubt in self.nearly]
            least = [doubt - total for total, doubt in self.nearly]
            found = linprog(
                sign * aim,
                A_eq=np.array(self.rows),
                b_eq=np.array(self.known),
                A_ub=np.vstack([within, sums, -sums]),
                b_ub=np.concatenate([np.zeros(2 * size), most, least]),
                bounds=bounds,
                method="highs",
            )
            if found.status == 3:
                return float("inf")
            assert found.status == 0
            ends.append(sign * found.fun)
        return float(ends[1] - ends[0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_attacker_narrows_neither_the_size_nor_the_answers_of_a_withheld_group(seed: int):
    document = json.loads(json.dumps(evaluation_document(small(seed))))
    attacker = Attacker(document, "q:before-after")
    assert attacker.about
    withheld = [cell["group"] for cell in attacker.cells if cell.get("withheld")]
    assert any(group.get("level") == "top" for group in withheld)
    for group in withheld:
        assert attacker.width(attacker.people(group)) >= 5 - 1e-6
        assert attacker.width(attacker.changes(group)) >= 5


def test_the_means_that_are_told_leave_the_mean_of_a_withheld_group_open():
    """By the rule of the mean: two unknown groups share what is left of the total, whatever each of them is."""
    document = evaluation_document(small(1))
    level = next(answer for answer in document["answers"] if answer["by"] == "level")
    overall = next(answer for answer in document["answers"] if answer["by"] == "overall")
    assert overall["people"] is not None
    withheld = [group for group in level["groups"] if group["withheld"]]
    assert {"top"} < {group["name"] for group in withheld}
    assert all(group["change"] is group["shrunken"] is None for group in withheld)
    others = next(group for group in level["groups"] if group["name"] == "others")
    assert others["people"] >= 5


def test_how_people_are_divided_among_withheld_levels_changes_no_figure():
    found = small(1)
    document = evaluation_document(found)
    (effect,) = found.effect("level")
    hidden = {group.name for group in effect.groups if group.people is None}
    people = {person.id: person for person in found.cohort.participants}
    inside = [person for person in people.values() if person.level in hidden and person.role == "leader"]
    answered = {answer.participant for answer in found.responses.answers}
    swapped = sorted((person for person in inside if person.id in answered), key=lambda person: person.id)
    levels = [person.level for person in swapped]
    turned = dict(zip([person.id for person in swapped], levels[1:] + levels[:1], strict=True))
    assert levels != levels[1:] + levels[:1]
    roster = [evolve(person, level=turned.get(person.id, person.level)) for person in people.values()]
    other = evolve(found, cohort=evolve(found.cohort, participants=roster))
    numbers = [
        {key: answer[key] for key in ("estimate", "p", "groups", "people", "clustered")}
        for answer in document["answers"]
    ]
    assert [
        {key: answer[key] for key in ("estimate", "p", "groups", "people", "clustered")}
        for answer in evaluation_document(other)["answers"]
    ] == numbers


def test_nothing_is_said_of_a_module_that_nearly_those_took_who_came_in_pairs():
    """One leader who came alone took it too: the means of both groups together would tell how that one changed."""
    people = drawn(3)
    one = next(number for number, person in enumerate(people) if not person.paired)
    taken = {number for number, person in enumerate(people) if person.paired or number == one}
    people = [
        evolve(person, modules=("base", "data" if number in taken else "care"))
        for number, person in enumerate(people)
    ]
    found = evaluation(people)
    (pairing,) = found.effect("pairing")
    assert pairing.groups[0].people == len(taken) - 1
    assert {effect.module: effect.strength for effect in found.effect("module")} == {
        "base": "unanswerable", "data": "withheld", "care": "withheld",
    }  # fmt: skip
    assert [effect.strength for effect in found.effect("dose")] == ["withheld"]
    dimensions = {name for cell in evaluation_document(found)["cells"] for name in cell["group"]}
    assert {"module:data", "dose"}.isdisjoint(dimensions)


def test_nothing_is_said_of_a_module_that_nearly_two_levels_took_together():
    """No level is nearly those who took it; the means of two levels and of it still tell how two have changed."""
    people = [evolve(person, level=LEVELS[number % 3]) for number, person in enumerate(drawn(3, size=45))]
    below = [number for number, person in enumerate(people) if person.level != "top"]
    taken = {*below[2:]}
    people = [
        evolve(person, modules=("base", "data" if number in taken else "care"))
        for number, person in enumerate(people)
    ]
    found = evaluation(people)
    (level,) = found.effect("level")
    assert [group.people for group in level.groups] == [15, 15, 15]
    assert {effect.strength for effect in found.effect("module") if effect.module != "base"} == {"withheld"}
    apart = evaluation(
        [evolve(one, modules=("base", "data" if n % 2 else "care")) for n, one in enumerate(people)]
    )
    assert "withheld" not in {effect.strength for effect in apart.effect("module")}


@pytest.mark.parametrize("seed", range(40))
def test_by_how_few_people_groups_of_two_divisions_differ_is_found_as_by_trying_all(seed: int):
    chance = random.Random(seed)  # noqa: S311 - no secret
    size = chance.randint(0, 14)
    one = [chance.randrange(1 + seed % 4) for _ in range(size)]
    other = [group if chance.random() < 0.8 else chance.randrange(4) for group in one]

    def choices(division: list[int]) -> list[set[int]]:
        names = sorted({*division})
        chosen = product((False, True), repeat=len(names))
        return [{n for n, group in enumerate(division) if of[names.index(group)]} for of in chosen]

    apart = [len(some ^ others) for some in choices(one) for others in choices(other) if some != others]
    assert fewest_apart(one, other) == min((number for number in apart if number < size), default=size or None)


@pytest.mark.parametrize("seed", range(6))
def test_no_two_groups_that_are_told_of_differ_by_a_few(seed: int):
    """Whoever knows who took what can subtract the sum of one group's changes from that of another."""
    people = [
        evolve(person, modules=("base", "data" if person.level == "ward" or number % 11 == seed else "care"))
        for number, person in enumerate(drawn(seed, size=36))
    ]
    found = evaluation(people)
    (publication,) = found.publications
    told = []
    for effect in found.effects:
        dimension = f"module:{effect.module}" if effect.module else effect.by
        names = [group.name for group in effect.groups if group.change is not None]
        labels = publication.labels(dimension) if names else []
        told += [{place for place, label in enumerate(labels) if label == name} for name in names]
    assert told
    assert not [len(one ^ other) for one in told for other in told if len(one ^ other) in range(1, 5)]


def of_levels(sizes: list[tuple[str | None, bool, int]]) -> list[Person]:
    return [
        Person(before=2 + number % 7 / 4, after=3 + number % 5 / 4, level=level, paired=paired, organisation=None)
        for level, paired, size in sizes
        for number in range(size)
    ]


def test_that_levels_go_with_pairs_is_not_told_of_levels_that_are_withheld():
    """With how many came in pairs it would tell how many there are of two levels of three."""
    people = of_levels(
        [("top", True, 3), ("front", True, 3), ("middle", False, 6), ("ward", True, 9), (None, False, 11)]
    )
    (pairing,) = evaluation(people).effect("pairing")
    assert [group.people for group in pairing.groups] == [15, 17]
    assert "goes-with-level" not in {caveat.kind for caveat in pairing.caveats}
    large = [evolve(person, level="ward") if person.level in {"top", "front"} else person for person in people]
    (pairing,) = evaluation(large).effect("pairing")
    assert "goes-with-level" in {caveat.kind for caveat in pairing.caveats}


def test_pairs_are_not_told_of_where_all_but_three_of_them_are_the_people_of_levels_that_are():
    """Pairs less the wards and those without a level are the three at the top, whose level is withheld."""
    people = of_levels(
        [("top", True, 3), ("middle", False, 6), ("ward", True, 9), ("front", False, 11), (None, True, 10)]
    )
    found = evaluation(people)
    assert [group.people for group in found.effect("level")[0].groups] == [11, 9, 9, None, None]
    assert [effect.strength for effect in found.effect("pairing")] == ["withheld"]


def by_codes(both: int, skipped: int = 0, before: int = 0, after: int = 0) -> Evaluation:
    """Return the evaluation of people under codes of their own; those who skipped gave no answer on the scale."""
    answers = []
    for number in range(both + before + after):
        value = "none" if number < skipped else 2.0 + number % 3
        for wave in ("before", "after"):
            if number < both or (wave == "before") == (number < both + before):
                given = {"participant": f"{number:02}" * 3, "instrument": "q", "item": "i", "wave": wave}
                answers.append(Response(**given, value=value))
    linked, linkings = linked_by_codes(Responses(answers), WAVES)
    scale = AnswerScale(low=1, high=5, not_applicable=[NotApplicable(id="none", title="none")])
    asked = Instruments([questionnaire(answers=scale)])
    return Evaluation(cohort=cohort({}), responses=linked, instruments=asked, linkings=linkings)


@pytest.mark.parametrize(
    ("programme", "links"),
    [
        ({"both": 12}, (12, 12)),
        ({"both": 12, "before": 6, "after": 7}, (12, 18)),
        ({"both": 12, "before": 3}, None),
        ({"both": 12, "after": 3}, None),
        ({"both": 12, "skipped": 2}, None),  # with how many the change is of
        ({"both": 12, "skipped": 6}, (12, 12)),
        ({"both": 6, "skipped": 3, "before": 9, "after": 9}, None),
    ],
)
def test_how_many_codes_were_found_again_tells_of_no_few(programme: dict[str, int], links: tuple[int, int] | None):
    assert by_codes(**programme).links == (links,)


def test_codes_found_again_are_held_against_an_earlier_report():
    first = by_codes(both=12, before=12)
    assert first.links == ((12, 24),)
    later = by_codes(both=14, before=10)
    assert later.links == ((14, 24),)
    assert evolve(later, earlier=[first.published("spring")]).links == (None,)


def test_of_four_people_nothing_at_all_is_told():
    people = [Person(before=2 + number / 10, after=3.0, organisation="AB"[number % 2]) for number in range(4)]
    document = evaluation_document(evaluation(people))
    assert {answer["strength"] for answer in document["answers"]} == {"withheld"}
    assert not any("people" in cell for cell in document["cells"] if cell["group"].get("answered") == "complete")
    told = [answer[key] for answer in document["answers"] for key in ("people", "estimate", "p", "detectable")]
    assert set(map(str, told)) == {"None"}


def test_a_group_that_has_gained_two_people_since_the_last_report_is_withheld():
    people = [evolve(person, paired=False) for person in drawn(1)]
    before = evaluation(without(without(people, 0), 1))
    after = evaluation(people)
    assert after.effect("overall")[0].people == 40
    again = evolve(after, earlier=[before.published("spring")])
    assert again.effect("overall")[0].people is None
    assert again.effect("overall")[0].strength == "withheld"
    same = evolve(before, earlier=[before.published("spring")])
    assert evaluation_document(same) == evaluation_document(before)


def test_who_is_silent_is_told_by_level_only_where_no_number_is_small():
    people = [evolve(person, paired=False) for person in drawn(1, size=60)]
    few = evaluation(without(people, 0))
    assert {flow.by for flow in few.flows} == {None}
    people = [evolve(person, level="ward" if number % 2 else "top") for number, person in enumerate(people)]
    silent = [evolve(person, after=None) if number % 3 == 0 else person for number, person in enumerate(people)]
    rows = evaluation(silent).flows
    assert {flow.by for flow in rows} == {None, "level", "pairing"}
    assert (rows[0].invited, rows[0].complete, rows[0].incomplete) == (60, 40, 20)
    for flow in rows:
        assert flow.invited == (flow.complete or 0) + (flow.incomplete or 0)


def test_no_id_of_anybody_is_in_a_report():
    found = small(2)
    report = json.dumps(evaluation_document(found)) + evaluation_text(found, "da")
    assert not [person.id for person in found.cohort.participants if person.id in report]


def test_without_answers_there_is_a_report_that_says_so():
    found = evolve(evaluation(drawn(1)), responses=Responses([]))
    assert evaluation_document(found)["answers"] == []
    assert "Nobody has answered yet." in evaluation_text(found)
