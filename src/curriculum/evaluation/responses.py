"""Answers that people gave: who, to which item of which instrument, when, and what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from attrs import evolve, field, frozen

BEFORE, AFTER, FOLLOW_UP, THEN = "before", "after", "follow-up", "then"
WAVES = (BEFORE, AFTER, FOLLOW_UP, THEN)
"""Times of asking in the order in which people are asked; ``then`` is how it was before, asked afterwards.

Any other wave is the id of an event: a run or a meeting.
"""


@frozen(kw_only=True)
class Response:
    """One answer.

    Attributes:
        participant: the person's id, or the code that the person made up.
        instrument: the instrument's id.
        item: the item's id.
        wave: one of :data:`WAVES`, or the id of an event.
        value: a number on the instrument's scale, not turned round; or the id of a "not applicable".
        day: when it was given.
    """

    participant: str
    instrument: str
    item: str
    wave: str
    value: float | str
    day: date | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What there is one answer for: person, instrument, wave and item."""
        return self.participant, self.instrument, self.wave, self.item


def _in_order(answers: Iterable[Response]) -> tuple[Response, ...]:
    return tuple(sorted(answers, key=lambda answer: answer.key))


@frozen
class Responses:
    """All answers of a cohort, whatever order they came in.

    Attributes:
        answers: sorted by person, instrument, wave and item.

    Raises:
        ValueError: there are two answers by one person to one item at one time.

    Example:
        >>> answer = Response(participant="p1", instrument="nomad", item="1", wave="before", value=4)
        >>> Responses([answer]).given("nomad", "before")["p1"]["1"]
        4
    """

    answers: tuple[Response, ...] = field(converter=_in_order)

    def __attrs_post_init__(self) -> None:
        if len({answer.key for answer in self.answers}) < len(self.answers):
            raise ValueError("there are two answers by one person to one item at one time")

    @cached_property
    def _by_asking(self) -> Mapping[tuple[str, str], Mapping[str, Mapping[str, float | str]]]:
        found: defaultdict[tuple[str, str], dict[str, dict[str, float | str]]] = defaultdict(dict)
        for answer in self.answers:
            people = found[answer.instrument, answer.wave]
            people.setdefault(answer.participant, {})[answer.item] = answer.value
        return MappingProxyType(found)

    def given(self, instrument: str, wave: str) -> Mapping[str, Mapping[str, float | str]]:
        """Return the answers to an instrument at one time, by person and item."""
        return self._by_asking.get((instrument, wave), {})

    def waves(self, instrument: str) -> tuple[str, ...]:
        """Return the times at which an instrument was answered: the waves in their order, then events by id."""
        asked = {wave for name, wave in self._by_asking if name == instrument}
        return tuple(sorted(asked, key=lambda wave: (WAVES.index(wave) if wave in WAVES else len(WAVES), wave)))

    @property
    def instruments(self) -> tuple[str, ...]:
        """Ids of the instruments that somebody answered, sorted."""
        return tuple(sorted({answer.instrument for answer in self.answers}))

    @property
    def participants(self) -> tuple[str, ...]:
        """Ids of the people who answered anything, sorted."""
        return tuple(sorted({answer.participant for answer in self.answers}))

    def renamed(self, people: Mapping[str, Mapping[str, str]]) -> Responses:
        """Return the answers under other names.

        Args:
            people: by wave, the name that replaces a person's; whoever is not named there is left out.
        """
        return Responses(
            evolve(answer, participant=people[answer.wave][answer.participant])
            for answer in self.answers
            if answer.participant in people.get(answer.wave, {})
        )
