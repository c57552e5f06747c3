"""Trial actions: were they done, how soon were they begun, and did it help to be two?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.privacy import Cell, Key, Published, Release, cross_table, pass_gate
from curriculum.evaluation.privacy.cells import NOT_DONE
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.scoring import scores
from curriculum.evaluation.statistics import Coefficient, Estimate, LinearModel
from curriculum.evaluation.statistics.limits import t_interval
from curriculum.evaluation.statistics.proportions import share, share_difference
from curriculum.evaluation.statistics.survival import Waiting, waiting_time
from curriculum.evaluation.subjects import ALONE, KEY_PERSON, PAIR, Subject
from curriculum.sequences import as_tuple

DONE = "done"
_AGREED, _LEADERS = ("trial-action", "agreed"), ("people", "leaders")


@frozen(kw_only=True)
class Action:
    """What somebody agreed to try at home.

    Attributes:
        participant: the person's id.
        agreed: when it was agreed upon.
        started: when it was begun, not before ``agreed``; None when it was not.
        done: when it was done; None when it was not.
    """

    participant: str
    agreed: date
    started: date | None = None
    done: date | None = None


@frozen(kw_only=True)
class Group:
    """The trial actions of some leaders; what is withheld is None.

    Attributes:
        name: ``pair``, ``alone``, or ``all``.
        people: how many leaders.
        done: share of them who have done it.
        start: days until they began.
    """

    name: str
    people: int | None
    done: Estimate | None
    start: Waiting | None


@frozen(kw_only=True)
class Profile:
    """One construct of an instrument about how far the new has become everyday work.

    Attributes:
        construct: its id.
        mean: of all who answered; None when withheld.
        difference: pairs minus those alone, with CR2; None when withheld.
    """

    construct: str
    mean: Estimate | None
    difference: Coefficient | None


@frozen(kw_only=True)
class TrialActions:
    """What came of the trial actions.

    Attributes:
        until: the day up to which is known what was begun and done.
        groups: all leaders, pairs, and those alone.
        done_difference: share of pairs minus share of those alone; None when withheld.
        profile: the constructs of the instrument; empty without answers.
        release: which groups are shown, for the next report's privacy gate.
    """

    until: date
    groups: tuple[Group, ...] = field(converter=as_tuple)
    done_difference: Estimate | None
    profile: tuple[Profile, ...] = field(default=(), converter=as_tuple)
    release: Release = field(factory=Release)


def trial_actions(
    actions: Sequence[Action],
    subjects: Mapping[str, Subject],
    *,
    until: date,
    answers: tuple[Responses, Instrument, str] | None = None,
    earlier: Sequence[Published] = (),
) -> TrialActions:
    """Return what came of the trial actions of leaders; those of key persons are left out.

    Shares have Wilson's interval and their difference Newcombe's. Days until the beginning are Kaplan and Meier's:
    who has not begun by ``until`` may still, and is not counted as never. Groups under five are withheld, and
    shares of which fewer than five did it, or did not.

    Args:
        actions: one for each person.
        subjects: who they are, by id.
        until: the day up to which is known what was begun and done. What came later is not counted.
        answers: answers to an instrument such as NoMAD, and the wave that is looked at.
        earlier: reports that were given out before.
    """
    leading = [one for one in actions if subjects[one.participant].pairing != KEY_PERSON and one.agreed <= until]
    leading.sort(key=lambda one: (one.agreed, one.started or date.max, one.done or date.max))
    counted = cross_table((_values(one, subjects, until) for one in leading), [["pairing", "status"]])
    release = pass_gate((Cell(_key(_AGREED, cell.key), cell.count) for cell in counted), earlier=earlier)
    groups = [_group(name, leading, subjects, release, until) for name in (None, PAIR, ALONE)]
    pair, alone = (_done(name, leading, subjects, until) for name in (PAIR, ALONE))
    profile, answered = _profile(*answers, subjects, earlier) if answers else ([], Release())
    is_shown = groups[1].done is not None and groups[2].done is not None
    return TrialActions(
        until=until,
        groups=groups,
        done_difference=share_difference(pair, alone) if is_shown else None,
        profile=profile,
        release=release.joined(answered),
    )


def _key(population: tuple[str, str], key: Key) -> Key:
    """Return the key of a group of leaders."""
    return tuple(sorted((population, _LEADERS, *key)))


def _values(action: Action, subjects: Mapping[str, Subject], until: date) -> dict[str, str | None]:
    status = DONE if _is_by(action.done, until) else NOT_DONE
    return {"pairing": subjects[action.participant].pairing, "status": status}


def _is_by(day: date | None, until: date) -> bool:
    return day is not None and day <= until


def _done(
    name: str | None, actions: Sequence[Action], subjects: Mapping[str, Subject], until: date
) -> tuple[int, int]:
    mine = [one for one in actions if name in {None, subjects[one.participant].pairing}]
    return sum(_is_by(one.done, until) for one in mine), len(mine)


def _group(
    name: str | None, actions: Sequence[Action], subjects: Mapping[str, Subject], release: Release, until: date
) -> Group:
    mine_only = () if name is None else (("pairing", name),)
    mine = [one for one in actions if name in {None, subjects[one.participant].pairing}]
    title = name or "all"
    if not mine or not release.shows(_key(_AGREED, mine_only)):
        return Group(name=title, people=None if mine else 0, done=None, start=None)
    keys = [_key(_AGREED, (*mine_only, ("status", status))) for status in (DONE, NOT_DONE)]
    hidden = any(key in release.withheld for key in keys)
    days = [((one.started if _is_by(one.started, until) else until) or until) - one.agreed for one in mine]
    return Group(
        name=title,
        people=len(mine),
        done=share(*_done(name, actions, subjects, until)) if not hidden else None,
        start=waiting_time([day.days for day in days], [_is_by(one.started, until) for one in mine]),
    )


def _profile(
    responses: Responses,
    instrument: Instrument,
    wave: str,
    subjects: Mapping[str, Subject],
    earlier: Sequence[Published],
) -> tuple[list[Profile], Release]:
    """Return the constructs, and which groups of those who answered are shown."""
    found, release = [], Release()
    for construct in instrument.constructs:
        answers = [
            (subjects[name], one.value, name)
            for name, one in scores(responses, instrument, wave, construct.id).items()
            if one.value is not None and name in subjects and subjects[name].pairing != KEY_PERSON
        ]
        counted = cross_table(({"pairing": subject.pairing} for subject, _, _ in answers), [["pairing"]])
        population = (f"{instrument.id}/{construct.id}:{wave}", "complete")
        cells = [Cell(_key(population, cell.key), cell.count) for cell in counted]
        passed = pass_gate(cells, earlier=earlier, beside=release)
        paired = all(passed.shows(_key(population, (("pairing", name),))) for name in (PAIR, ALONE))
        shown = passed.shows(_key(population, ()))
        found.append(_construct(construct.id, answers, shown=shown, paired=paired))
        release = release.joined(passed)
    return found, release


def _construct(name: str, answers: Sequence[tuple[Subject, float, str]], *, shown: bool, paired: bool) -> Profile:
    ordered = sorted(answers, key=lambda one: (one[1], one[0].pairing or "", one[0].organisation or ""))
    values = [value for _, value, _ in ordered]
    clusters = [subject.organisation or f"alone {who}" for subject, _, who in ordered]
    columns = [[float(subject.pairing == PAIR) for subject, _, _ in ordered], [1.0] * len(ordered)]
    difference = LinearModel(values, columns, clusters).coefficient(0) if paired else None
    return Profile(construct=name, mean=_mean(values) if shown else None, difference=difference)


def _mean(values: Sequence[float]) -> Estimate | None:
    n = len(values)
    if n < 2:  # noqa: PLR2004 - one person has no spread, and the gate shows no such group
        return None
    mean = sum(values) / n
    spread = (sum((value - mean) ** 2 for value in values) / (n - 1)) ** 0.5
    return t_interval(mean, spread / n**0.5, n - 1, 0.95)
