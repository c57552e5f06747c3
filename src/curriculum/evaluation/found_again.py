"""How many of the codes that people made up were found again, as far as that exposes nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from curriculum.evaluation.privacy import THRESHOLD, Cell, Part, Release
from curriculum.evaluation.publication import COMPLETE, Gate
from curriculum.evaluation.responses import WAVES, Responses

People = frozenset[str]


@frozen
class FoundAgain:
    """How many codes of the first time were found again at each later one.

    Attributes:
        told: how many were, and of how many; None where that is withheld.
        release: what the privacy gate lets through.
    """

    told: tuple[tuple[int, int] | None, ...] = ()
    release: Release = field(factory=Release)


def found_again(responses: Responses, complete: Mapping[str, People], gate: Gate) -> FoundAgain:
    """Return how many codes were found again, where neither that number nor what is left of others is small.

    Args:
        responses: the answers, everybody under one name at all times.
        complete: the people that each measurement is of, by population.
        gate: what is decided already of the report.
    """
    people = {wave: frozenset(one.participant for one in responses.answers if one.wave == wave) for wave in WAVES}
    asked = [wave for wave in WAVES if people[wave]]
    if not asked:
        return FoundAgain()
    first = people[asked[0]]
    linked = {wave: first & people[wave] for wave in asked[1:]}
    telling = {
        wave: again
        for wave, again in linked.items()
        if not any(_few(whole - again) for whole in (first, people[wave]))
        and not any(_few(again - scored) for scored in complete.values() if scored <= again)
    }
    groups = {_part(asked[0]): first, **{_part(wave): again for wave, again in telling.items()}}
    cells = [Cell((part,), len(inside)) for part, inside in groups.items()] if telling else []
    release = evolve(gate, within=[*gate.within, *_within(groups, complete)]).passed(cells)

    def told(wave: str) -> tuple[int, int] | None:
        shown = all(release.shows((_part(one),)) for one in (asked[0], wave))
        return (len(linked[wave]), len(first)) if wave in telling and shown else None

    return FoundAgain(tuple(map(told, linked)), release)


def _part(wave: str) -> Part:
    return f"codes:{wave}", COMPLETE


def _few(people: People) -> bool:
    return 0 < len(people) < THRESHOLD


def _within(groups: Mapping[Part, People], complete: Mapping[str, People]) -> Iterator[tuple[Part, Part]]:
    """Yield which people are all among those whose codes are counted."""
    scored = {(population, COMPLETE): people for population, people in complete.items()}
    for narrow, some in {**groups, **scored}.items():
        for wide, others in groups.items():
            if narrow != wide and some <= others:
                yield narrow, wide
