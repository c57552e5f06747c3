"""A large cohort cut into parts that can be scheduled on their own.

A region's areas are nearly independent: people attend runs near where they work. So people are grouped by
location, locations are gathered or cut until a part has about :data:`PART` people, and every run goes to one part.
Pairs stay together, and so do runs that want a room or a teacher at the same time: whatever schedules the parts
get, together they are legal. Where such runs make long chains, parts without enough of them join the one that has
them; a chain that would tie too many people together loses some of its runs.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, combinations, pairwise

from attrs import define, evolve, field

from curriculum.cohort import Cohort
from curriculum.roster import SINGLE_COLUMNS, Participant
from curriculum.rules import Cover
from curriculum.runs import Run

PART = 280
"""People that one part should have: as many as one search handles well."""
PLENTY = 1.08
"""How many times its share of the seats a part may have before runs at its venue go elsewhere."""
WHOLE = 400
"""Cohorts up to this size are not cut."""
AT_ONCE = 3_000
"""Most people who are searched as one: options grow with the square of the people."""
SCANT = 0.75
"""Share of the seats that are due to a part which it must have, or it is put together with one that has more."""
AREA = 1_300
"""People of parts that are looked at together again in the end, at most."""


@define
class _Part:
    """A part under construction."""

    place: str
    people: list[Participant] = field(factory=list)
    runs: list[Run] = field(factory=list)
    seats: Counter[str] = field(factory=Counter)
    """By module how many seats there are at once, roughly: of runs that exclude each other, one counts."""


def parts(cohort: Cohort, seed: int) -> list[Cohort]:
    """Cut a cohort into parts; a small one, or one that pins or a further rule tie together, stays whole.

    Args:
        cohort: the cohort.
        seed: seed of the draw that decides who goes where when a location is cut.
    """
    if len(cohort.participants) <= WHOLE or not all(one.rule.per_person for one in cohort.rules.further):
        return [cohort]
    draw = random.Random(seed)  # noqa: S311 - a fair draw, not a secret
    made = _gathered(_cut(cohort, draw))
    _deal_runs(_disentangled(cohort), made, draw)
    _follow_pins(made)
    made = _evened([part for part in made if part.people])
    if len(made) == 1 or not _keep_demands(cohort, made):
        return [cohort]
    return [_as_cohort(cohort, [part], made) for part in made]


def asking_only(cohort: Cohort, pieces: Iterable[Cohort]) -> Cohort:
    """Return a cohort with the pins and confirmed runs of some of its parts only."""
    asking = [(piece.participants, piece.runs) for piece in pieces]
    pins = {person.id for people, _ in asking for person in people if person.pinned}
    confirmed = {run.id for _, runs in asking for run in runs if run.state == "confirmed"}
    return evolve(
        cohort,
        participants=[one if one.id in pins else evolve(one, pinned=[]) for one in cohort.participants],
        runs=[
            run if run.state != "confirmed" or run.id in confirmed else evolve(run, state="planned")
            for run in cohort.runs
        ],
    )


def areas(cohort: Cohort, pieces: Sequence[Cohort]) -> list[tuple[Cohort, list[int]]]:
    """Put the parts of a cohort together again as far as many people can be looked at together.

    Args:
        cohort: the whole cohort.
        pieces: its parts.

    Returns:
        Each area with the numbers of its parts; those that are next to each other in ``pieces`` are together.
    """
    people = {person.id: person for person in cohort.participants}
    made = [_Part("", [people[one.id] for one in piece.participants], list(piece.runs)) for piece in pieces]
    found: list[list[int]] = []
    for number, part in enumerate(made):
        if not found or sum(len(made[other].people) for other in found[-1]) + len(part.people) > AREA:
            found.append([])
        found[-1].append(number)
    return [(_as_cohort(cohort, [made[number] for number in numbers], made), numbers) for numbers in found]


def _cut(cohort: Cohort, draw: random.Random) -> list[_Part]:
    """Return a part for each location, several for a large one, each with its share of every level."""
    bonds: dict[str, list[Participant]] = defaultdict(list)
    for person in sorted(cohort.participants, key=lambda person: person.id):
        together = cohort.rules.pairs == "together" and person.pair
        bonds[f"pair {person.pair}" if together else f"person {person.id}"].append(person)
    by_place: dict[str, list[list[Participant]]] = defaultdict(list)
    for bond in bonds.values():
        by_place[next((person.location for person in bond if person.location), "")].append(bond)
    made = []
    for place, there in sorted(by_place.items()):
        count = max(1, round(sum(map(len, there)) / PART))
        pieces = [_Part(place) for _ in range(count)]
        draw.shuffle(there)
        there.sort(key=lambda bond: sorted(person.level or "" for person in bond))
        for number, bond in enumerate(there):
            pieces[number % count].people += bond
        made += pieces
    return made


def _gathered(pieces: Iterable[_Part]) -> list[_Part]:
    """Put small parts together, in the order of their places."""
    made: list[_Part] = []
    for piece in pieces:
        if made and len(made[-1].people) + len(piece.people) <= PART:
            made[-1].people += piece.people
            made[-1].place += f"|{piece.place}"
        else:
            made.append(piece)
    return made


def _deal_runs(cohort: Cohort, made: Sequence[_Part], draw: random.Random) -> None:
    """Give every group of runs to the part at its venue that has the fewest seats for its people.

    If it has plenty already, the part that has the fewest of all gets it.
    """
    groups = _tied(cohort, _bundles(cohort))
    draw.shuffle(groups)
    groups.sort(key=lambda group: sum(map(len, group)), reverse=True)
    seats = [sum((_seats(cohort, bundle) for bundle in group), Counter()) for group in groups]
    in_all = sum(seats, Counter())
    for group, here in zip(groups, seats, strict=True):
        runs = list(chain.from_iterable(group))
        enough = sum(in_all[module] for module in here) / len(cohort.participants)

        def supply(part: _Part) -> float:
            mine = sum(part.seats[module] for module in here) / max(len(part.people), 1)  # noqa: B023
            return mine / enough if enough else 0.0  # noqa: B023

        venues = {run.venue for run in runs}
        near = [part for part in made if venues & set(part.place.split("|")) and supply(part) < PLENTY]
        poorest = min(near or made, key=supply)
        poorest.runs += [evolve(run, capacity=cohort.capacity(run), minimum=cohort.minimum(run)) for run in runs]
        poorest.seats += here


def _seats(cohort: Cohort, bundle: Sequence[Run]) -> Counter[str]:
    """Return the seats that a bundle gives at once, by module: those of its largest run."""
    modules = sorted({run.module for run in bundle})
    largest = max(cohort.capacity(run) or 0 for run in bundle)
    return Counter({module: largest // len(modules) for module in modules})


def _bundles(cohort: Cohort) -> list[list[Run]]:
    """Return the runs in bundles: those that want a room or a teacher at the same time stay together."""
    users: dict[Hashable, list[Run]] = defaultdict(list)
    for run in sorted(cohort.runs, key=lambda run: run.id):
        for wanted in _wants(run):
            users[wanted].append(run)
    bundle_of = {run.id: [run] for run in cohort.runs}
    for sharing in users.values():
        for first, second in combinations(sharing, 2):
            one, other = bundle_of[first.id], bundle_of[second.id]
            if one is not other and _clash(first, second):
                one.extend(other)
                bundle_of.update((moved.id, one) for moved in other)
    return list({id(bundle): bundle for bundle in bundle_of.values()}.values())


def _wants(run: Run) -> Iterator[Hashable]:
    """Yield the teachers and the room that a run wants."""
    for teacher in run.teachers:
        yield "teacher", teacher
    if run.room:
        yield "room", run.venue, run.room


def _clash(first: Run, second: Run) -> bool:
    return any(a.overlaps(b) for a in first.sessions for b in second.sessions)


def _disentangled(cohort: Cohort) -> Cohort:
    """Return the cohort without some runs where more people would stay together than are searched as one.

    Of a bundle that large, runs are kept that want nothing at the same time, those that end first before others;
    and all that are confirmed or that somebody is pinned to.
    """
    most = max(1.0, AT_ONCE * len(cohort.runs) / len(cohort.participants))
    pinned = {run for person in cohort.participants for run in person.pinned}
    left_out: set[str] = set()
    for bundle in _bundles(cohort):
        if len(bundle) > most:
            left_out |= _in_the_way(bundle, [run.state == "confirmed" or run.id in pinned for run in bundle])
    return evolve(cohort, runs=[run for run in cohort.runs if run.id not in left_out])


def _in_the_way(bundle: Sequence[Run], demanded: Sequence[bool]) -> set[str]:
    """Return the runs of a bundle that clash with one that is demanded or ends before."""
    in_turn = sorted(zip(demanded, bundle, strict=True), key=lambda one: (not one[0], one[1].end, one[1].id))
    users: dict[Hashable, list[Run]] = defaultdict(list)
    left_out = set()
    for needed, run in in_turn:
        if not needed and any(_clash(run, other) for wanted in _wants(run) for other in users[wanted]):
            left_out.add(run.id)
        else:
            for wanted in _wants(run):
                users[wanted].append(run)
    return left_out


def _tied(cohort: Cohort, bundles: Sequence[list[Run]]) -> list[list[list[Run]]]:
    """Put bundles together that the pins of one person, or of a pair, lead to."""
    pins: dict[str, list[str]] = defaultdict(list)
    for person in cohort.participants:
        pins[f"pair {person.pair}" if person.pair else f"person {person.id}"] += sorted(person.pinned)
    group_of = {run.id: group for group in ([bundle] for bundle in bundles) for run in group[0]}
    for first, second in chain.from_iterable(map(pairwise, pins.values())):
        one, other = group_of[first], group_of[second]
        if one is not other:
            one.extend(other)
            group_of.update((run.id, one) for bundle in other for run in bundle)
    return list({id(group): group for group in group_of.values()}.values())


def _follow_pins(made: Sequence[_Part]) -> None:
    """Move people who are pinned to runs of another part there, with their pair."""
    home = {run.id: part for part in made for run in part.runs}
    for part in made:
        for person in list(part.people):
            wanted = next((home[run] for run in person.pinned if run in home and home[run] is not part), None)
            if wanted is not None and person in part.people:
                bond = [p for p in part.people if p is person or (person.pair and p.pair == person.pair)]
                for member in bond:
                    part.people.remove(member)
                    wanted.people.append(member)


def _keep_demands(cohort: Cohort, made: Iterable[_Part]) -> bool:
    """Tell whether all pins lead to runs of the same part, and all confirmed runs are in a part with people."""
    confirmed = {run.id for run in cohort.runs if run.state == "confirmed"}
    runs_of = [{run.id for run in part.runs} for part in made]
    return confirmed <= set().union(*runs_of) and all(
        here.issuperset(person.pinned) for part, here in zip(made, runs_of, strict=True) for person in part.people
    )


def _evened(made: Sequence[_Part]) -> list[_Part]:
    """Put parts with hardly any seats together with those that have most, as long as one search can do it."""
    found = list(made)
    enough = sum(map(_all_seats, found)) / sum(len(part.people) for part in found)

    def supply(part: _Part) -> float:
        return _all_seats(part) / (enough * len(part.people))

    while enough:
        poor = min(found, key=supply)
        others = [part for part in found if part is not poor and len(part.people + poor.people) <= AT_ONCE]
        if supply(poor) >= SCANT or not others:
            break
        rich = max(others, key=supply)
        rich.people += poor.people
        rich.runs += poor.runs
        found.remove(poor)
    return found


def _all_seats(part: _Part) -> int:
    return sum(run.capacity or 0 for run in part.runs)


def _as_cohort(cohort: Cohort, mine: Sequence[_Part], made: Sequence[_Part]) -> Cohort:
    """Return a cohort with the people and runs of some parts only; what they say of other runs is left out."""
    here = {run.id: run for part in mine for run in part.runs}
    # A column that a rule names stays known, even if nobody here has a value in it.
    nothing = {column: "" for column in cohort.columns if column not in SINGLE_COLUMNS}
    kept = [
        evolve(
            person,
            barred=[run for run in person.barred if run in here],
            pinned=[run for run in person.pinned if run in here],
            further={**nothing, **person.further},  # type: ignore[arg-type]  # mypy loses the converter's type
        )
        for person in sorted((one for part in mine for one in part.people), key=lambda person: person.id)
    ]
    rules = evolve(cohort.rules, cover=[_share(rule, mine, made) for rule in cohort.rules.cover])
    return evolve(cohort, rules=rules, participants=kept, runs=[run for _, run in sorted(here.items())])


def _share(rule: Cover, mine: Sequence[_Part], made: Sequence[_Part]) -> Cover:
    """Return the share of some parts of a service rule.

    All parts together keep the rule if each of them keeps its share; so they do if some keep one in common.
    """
    here, everywhere = _sharers(rule, mine), _sharers(rule, made)
    shares = (rule.per_day * count // everywhere[value] for value, count in here.items())
    return evolve(rule, per_day=min(shares, default=rule.per_day))


def _sharers(rule: Cover, made: Iterable[_Part]) -> Counter[str]:
    """Return in how many parts there is somebody with each value that a service rule looks at."""
    values = ({person.value(rule.attribute) for person in part.people} for part in made)
    return Counter(value for there in values for value in there if value is not None)
