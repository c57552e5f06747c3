"""The gap between strategy and practice: how large in each organisation, and whether those at the top see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.privacy import Cell, Part, Published, Release, cross_table, pass_gate
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.scoring import scores
from curriculum.evaluation.statistics import Estimate
from curriculum.evaluation.statistics.means import mean_difference, mean_of
from curriculum.evaluation.subjects import Subject
from curriculum.sequences import as_tuple

TOP, BELOW = "top", "below"
STRATEGIC, OPERATIVE = "strategic", "operative"


@frozen(kw_only=True)
class Gap:
    """The gap in one organisation, or in all.

    Attributes:
        organisation: its name; None for all.
        people: how many answered about both sides; None when withheld.
        gap: mean of strategy minus practice, in points of the scale; None when withheld, or nobody answered.
        between_levels: the gap as the top level sees it minus as the others do, by Welch (1947); None when one of
            the two is withheld or missing.
    """

    organisation: str | None
    people: int | None
    gap: Estimate | None
    between_levels: Estimate | None


@frozen
class Gaps:
    """The gaps of a programme.

    Attributes:
        all: the gap of all together, then of each organisation.
        release: which groups are shown, for the next report's privacy gate.
    """

    all: tuple[Gap, ...] = field(converter=as_tuple)
    release: Release


@frozen
class _Answer:
    """One person's gap."""

    value: float
    organisation: str | None
    position: str | None


def gaps(
    responses: Responses,
    instrument: Instrument,
    wave: str,
    subjects: Mapping[str, Subject],
    *,
    top: str | None,
    earlier: Sequence[Published] = (),
) -> Gaps:
    """Return the gap of all, and of each organisation.

    A person's gap is the score on strategy minus that on practice, of those who have both. Organisations and
    levels in them with fewer than five people are withheld, and whatever would give them away.

    Args:
        responses: the answers.
        instrument: one with the constructs ``strategic`` and ``operative``.
        wave: when they were given.
        subjects: who the people are, by id.
        top: id of the level that counts as the top; None when levels are not known.
        earlier: reports that were given out before.

    Raises:
        ValueError: the instrument lacks one of the constructs.
    """
    if not {STRATEGIC, OPERATIVE} <= {construct.id for construct in instrument.constructs}:
        raise ValueError("the instrument has to ask about strategy and about practice")
    sides = [scores(responses, instrument, wave, construct) for construct in (STRATEGIC, OPERATIVE)]
    answers = []
    for name in sides[0].keys() & sides[1].keys() & subjects.keys():
        strategic, operative = (side[name].value for side in sides)
        if strategic is not None and operative is not None:
            subject = subjects[name]
            position = None if subject.level is None else TOP if subject.level == top else BELOW
            answers.append(_Answer(strategic - operative, subject.organisation, position))
    answers.sort(key=lambda one: (one.organisation or "", one.position or "", one.value))
    tables = ({"organisation": one.organisation, "position": one.position} for one in answers)
    answered = (f"{instrument.id}/{STRATEGIC}/{OPERATIVE}:{wave}", "complete")
    counted = cross_table(tables, [["organisation", "position"]])
    cells = [Cell(tuple(sorted((answered, *cell.key))), cell.count) for cell in counted]
    release = pass_gate(cells, earlier=earlier)
    names = sorted({one.organisation for one in answers if one.organisation})
    return Gaps([_gap(name, answers, release, answered) for name in (None, *names)], release)


def _gap(name: str | None, answers: Sequence[_Answer], release: Release, answered: Part) -> Gap:
    mine = [one for one in answers if name is None or one.organisation == name]
    key = (answered,) if name is None else (answered, ("organisation", name))
    if not mine or not release.shows(key):
        return Gap(organisation=name, people=None if mine else 0, gap=None, between_levels=None)
    values = {place: [one.value for one in mine if one.position == place] for place in (TOP, BELOW)}
    shown = all(found and release.shows((*key, ("position", place))) for place, found in values.items())
    return Gap(
        organisation=name,
        people=len(mine),
        gap=mean_of([one.value for one in mine]),
        between_levels=mean_difference(values[TOP], values[BELOW]) if shown else None,
    )
