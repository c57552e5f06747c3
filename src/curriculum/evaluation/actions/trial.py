"""Trial actions: were they done, how soon were they begun, and did it help to be two?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.privacy import Cell, Key, Published, Release, cross_table, pass_gate
from curriculum.evaluation.privacy.cells import NOT_BEGUN, NOT_DONE
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.scoring import scores
from curriculum.evaluation.statistics import Coefficient, Estimate, LinearModel
from curriculum.evaluation.statistics.means import mean_of
from curriculum.evaluation.statistics.proportions import share, share_difference
from curriculum.evaluation.statistics.survival import Waiting, waiting_time
from curriculum.evaluation.subjects import ALONE, KEY_PERSON, PAIR, Subject
from curriculum.sequences import as_tuple

BEGUN, DONE = "begun", "done"
_TABLES = (("beginning", "status"), ("status",), ("beginning",), ())
"""What may be told of groups beside how large they are, the most first."""
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

    @property
    def begun(self) -> date | None:
        """When it was begun, at the latest; None when it was not."""
        return self.started or self.done


@frozen(kw_only=True)
class Group:
    """The trial actions of some leaders; what is withheld is None.

    Attributes:
        name: ``pair``, ``alone``, or ``all``.
        people: how many leaders.
        done: share of them who have done it.
        start: days until they began; None too where few have begun, or few have not, since days tell of that.
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
    who has not begun by ``until`` may still, and is not counted as never. Groups under five are withheld; so are
    shares where fewer than five did it, or did not, and days where fewer than five have begun, or have not.

    Args:
        actions: one for each person.
        subjects: who they are, by id.
        until: the day up to which is known what was begun and done. What came later is not counted.
        answers: answers to an instrument such as NoMAD, and the wave that is looked at.
        earlier: reports that were given out before.
    """
    leading = [one for one in actions if subjects[one.participant].pairing != KEY_PERSON and one.agreed <= until]
    leading.sort(key=lambda one: (one.agreed, one.begun or date.max, one.done or date.max))
    states = [_states(one, subjects, until) for one in leading]
    release = _released(states, earlier)
    groups = [_group(name, leading, states, release, until) for name in (None, PAIR, ALONE)]
    pair, alone = (_done(name, states) for name in (PAIR, ALONE))
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


def _released(states: Sequence[Mapping[str, str | None]], earlier: Sequence[Published]) -> Release:
    """Return which groups may be shown, with as much beside them as hides none of them."""

    def passed(further: Sequence[str]) -> Release:
        counted = cross_table(states, [["pairing", *further]])
        return pass_gate((Cell(_key(_AGREED, cell.key), cell.count) for cell in counted), earlier=earlier)

    groups = passed(()).shown
    return next(found for found in map(passed, _TABLES) if all(found.shows(cell.key) for cell in groups))


def _states(action: Action, subjects: Mapping[str, Subject], until: date) -> dict[str, str | None]:
    return {
        "pairing": subjects[action.participant].pairing,
        "beginning": BEGUN if _is_by(action.begun, until) else NOT_BEGUN,
        "status": DONE if _is_by(action.done, until) else NOT_DONE,
    }


def _is_by(day: date | None, until: date) -> bool:
    return day is not None and day <= until


def _done(name: str, states: Sequence[Mapping[str, str | None]]) -> tuple[int, int]:
    mine = [one for one in states if one["pairing"] == name]
    return sum(one["status"] == DONE for one in mine), len(mine)


def _group(
    name: str | None,
    actions: Sequence[Action],
    states: Sequence[Mapping[str, str | None]],
    release: Release,
    until: date,
) -> Group:
    mine_only = () if name is None else (("pairing", name),)
    mine = [(one, of) for one, of in zip(actions, states, strict=True) if name in {None, of["pairing"]}]
    title = name or "all"
    if not mine or not release.shows(_key(_AGREED, mine_only)):
        return Group(name=title, people=None if mine else 0, done=None, start=None)

    def told(table: str) -> bool:
        found = {of[table] or "" for _, of in mine}
        return all(release.shows(_key(_AGREED, (*mine_only, (table, state)))) for state in found)

    begun = [of["beginning"] == BEGUN for _, of in mine]
    days = [(min(one.begun or until, until) - one.agreed).days for one, _ in mine]
    done = sum(of["status"] == DONE for _, of in mine)
    return Group(
        name=title,
        people=len(mine),
        done=share(done, len(mine)) if told("status") else None,
        start=waiting_time(days, begun) if told("beginning") else None,
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
    return Profile(construct=name, mean=mean_of(values) if shown and values else None, difference=difference)
