"""From answers to scores: each person's score on an instrument, or on one of its constructs, at one time."""

from __future__ import annotations

from collections.abc import Mapping

from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.statistics import Score, score


def scores(
    responses: Responses, instrument: Instrument, wave: str, construct: str | None = None
) -> Mapping[str, Score]:
    """Return the score of everybody who answered anything of an instrument at one time, by id.

    Items that are worded the other way round are turned, an answer "not applicable" is no answer on the scale, and
    nobody has a score who answered fewer than half of the items: nothing that is missing counts as a low answer.

    Args:
        responses: the answers.
        instrument: what they are to.
        wave: when they were given.
        construct: id of the construct; None for all items.

    Example:
        >>> from curriculum.evaluation.responses import Response
        >>> from curriculum.files.instruments import load_instruments
        >>> nomad = load_instruments().find("nomad")
        >>> answers = [
        ...     Response(participant="p1", instrument="nomad", item=item, wave="before", value=value)
        ...     for item, value in (("9", 4), ("10", 2), ("11", "not-yet"), ("12", 3), ("13", 5))
        ... ]
        >>> scores(Responses(answers), nomad, "before", "collective-action")["p1"].value
        4.0
    """
    items = instrument.items_of(construct)
    turned = {position for position, item in enumerate(items) if item.id in instrument.reversed}
    codes = {answer.id for answer in instrument.answers.not_applicable}
    return {
        participant: score(
            [given.get(item.id) for item in items],
            low=instrument.answers.low,
            high=instrument.answers.high,
            reversed_items=turned,
            not_applicable=codes,
        )
        for participant, given in responses.given(instrument.id, wave).items()
    }
