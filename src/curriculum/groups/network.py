"""What is asked for: who comes to which meeting, how large groups are to be, who is to be mixed or kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import combinations

from attrs import field, frozen

from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.known import Known
from curriculum.roster import LIST_COLUMNS, Participant
from curriculum.rules import Pairs
from curriculum.sequences import as_tuple


def _pairs(pairs: Iterable[Collection[str]]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in pairs)


def _blocks(blocks: Iterable[Collection[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(block) for block in blocks)


@frozen(kw_only=True)
class Network:
    """People who meet several times, in small groups that are to change.

    Attributes:
        people: ids of the people, each once.
        size: people wanted in a group, 1 or more.
        meetings: ids of the meetings, in their order, each once.
        values: what the column to be mixed says, by person; None when nothing is to be mixed. A person without a
            value makes no group mixed.
        apart: people of whom no two share a group, as columns: values by person. Equal values sit apart.
        apart_pairs: two people each who share no group.
        together: people who sit together at every meeting that they come to.
        absent: who does not come, by meeting.

    Raises:
        InvalidInput: with every double id, every id of nobody, every number below 1.
    """

    people: tuple[str, ...] = field(converter=as_tuple)
    size: int
    meetings: tuple[str, ...] = field(converter=as_tuple)
    values: Mapping[str, str] | None = None
    apart: tuple[Mapping[str, str], ...] = field(default=(), converter=as_tuple)
    apart_pairs: frozenset[frozenset[str]] = field(default=frozenset(), converter=_pairs)
    together: tuple[tuple[str, ...], ...] = field(default=(), converter=_blocks)
    absent: Mapping[str, Collection[str]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield everything that makes the question impossible to ask."""
        for where, count in (("size", self.size), ("people", len(self.people)), ("meetings", len(self.meetings))):
            if count < 1:
                yield Finding(code="too-small", values={"value": count, "lowest": 1}, where=where)
        for where, ids in (("people", self.people), ("meetings", self.meetings)):
            for repeated in (label for label, times in Counter(ids).items() if times > 1):
                yield Finding(code="named-twice", values={"id": repeated}, where=where)
        yield from self._strangers()

    def _strangers(self) -> Iterator[Finding]:
        named = {*(self.values or {}), *(person for block in self.together for person in block)}
        named = named.union(*self.apart, *self.apart_pairs, *self.absent.values())
        for where, wanted, ids in (("people", named, self.people), ("meetings", self.absent, self.meetings)):
            known = Known(where, ids)
            yield from (known.unknown(label, where) for label in sorted(wanted) if label not in known)

    @cached_property
    def together_pairs(self) -> frozenset[frozenset[str]]:
        """Every two people who sit together."""
        return _pairs(pair for block in self.together for pair in combinations(block, 2))

    def present(self, meeting: str) -> tuple[str, ...]:
        """Return the ids of those who come to a meeting, in the order of the people."""
        away = set(self.absent.get(meeting, ()))
        return tuple(person for person in self.people if person not in away)

    def are_apart(self, one: str, other: str) -> bool:
        """Say whether two people must not share a group. People who sit together are never kept apart."""
        pair = frozenset((one, other))
        if pair in self.together_pairs:
            return False
        return pair in self.apart_pairs or any(
            one in column and column[one] == column.get(other) for column in self.apart
        )


def numbered_network(people: int, *, size: int, meetings: int) -> Network:
    """Return a network of people ``p1``, ``p2`` ... about whom nothing is known.

    Args:
        people: how many, 1 or more.
        size: people wanted in a group, 1 or more.
        meetings: how many, 1 or more; they are called ``m1``, ``m2`` ...

    Example:
        >>> numbered_network(3, size=2, meetings=1).people
        ('p1', 'p2', 'p3')
    """
    return Network(people=[f"p{number}" for number in range(1, people + 1)], size=size, meetings=_ids(meetings))


def cohort_network(
    cohort: Cohort,
    *,
    size: int,
    meetings: int,
    mix: str | None = None,
    apart: Sequence[str] = (),
    pairs: Pairs | None = None,
    dates: Sequence[date] = (),
) -> Network:
    """Return the people of a cohort as a network.

    Args:
        cohort: the cohort.
        size: people wanted in a group, 1 or more.
        meetings: how many, 1 or more; they are called ``m1``, ``m2`` ...
        mix: a column whose values are to be mixed in every group.
        apart: columns, beside those of the cohort's rule ``apart``. A column that names people (``manager``, one
            of the rule's, or any in which an id of the cohort stands) keeps a person from those named; any other
            keeps people with the same value from each other.
        pairs: whether people with the same ``pair`` sit together, apart, or as it comes (``ignore``). None: apart
            when the cohort's rules say so, otherwise as it comes. ``together`` in a cohort is about runs; at the
            tables it would be a repeat at every meeting.
        dates: the days of the meetings, if they are known; who is not available then does not come.

    Raises:
        InvalidInput: a column does not exist or holds lists, or there are not as many dates as meetings.
    """
    names = _ids(meetings)
    raise_if(_question_findings(cohort, [mix] if mix else [], apart, len(dates), meetings))
    naming, valued = _kinds(cohort, apart)
    wanted = pairs or ("apart" if cohort.rules.pairs == "apart" else "ignore")
    blocks: dict[str, list[str]] = {}
    for participant in cohort.participants:
        if participant.pair and wanted != "ignore":
            blocks.setdefault(participant.pair, []).append(participant.id)
    columns = [_values(cohort, column) for column in valued]
    return Network(
        people=[participant.id for participant in cohort.participants],
        size=size,
        meetings=names,
        values=_values(cohort, mix) if mix else None,
        apart=[*columns, _values(cohort, "pair")] if wanted == "apart" else columns,
        apart_pairs=_named_pairs(cohort, naming),
        together=[block for block in blocks.values() if len(block) > 1] if wanted == "together" else (),
        absent={name: _away(cohort.participants, day) for name, day in zip(names, dates, strict=False)},
    )


def _ids(meetings: int) -> list[str]:
    return [f"m{number}" for number in range(1, meetings + 1)]


def _question_findings(
    cohort: Cohort, mix: Sequence[str], apart: Sequence[str], dates: int, meetings: int
) -> Iterator[Finding]:
    known = Known("columns", cohort.columns)
    for option, column in (*(("mix", name) for name in mix), *(("apart", name) for name in apart)):
        if column in LIST_COLUMNS:
            yield Finding(code="list-column", values={"column": column}, where=option)
        elif column not in known:
            yield known.unknown(column, option)
    if dates not in {0, meetings}:
        yield Finding(code="groups-dates", values={"dates": dates, "meetings": meetings}, where="dates")


def _kinds(cohort: Cohort, apart: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split columns into those that name people and those that hold values."""
    ids = {participant.id for participant in cohort.participants}
    columns = dict.fromkeys((*cohort.rules.apart, *apart))
    naming = [
        column
        for column in columns
        if column == "manager"
        or column in cohort.rules.apart
        or any(ids.intersection(cohort.named_in(participant, column)) for participant in cohort.participants)
    ]
    return naming, [column for column in columns if column not in naming]


def _values(cohort: Cohort, column: str) -> dict[str, str]:
    said = {participant.id: participant.value(column) for participant in cohort.participants}
    return {person: value for person, value in said.items() if value}


def _named_pairs(cohort: Cohort, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    ids = {participant.id for participant in cohort.participants}
    for column in columns:
        for participant in cohort.participants:
            for other in cohort.named_in(participant, column):
                if other in ids and other != participant.id:
                    yield participant.id, other


def _away(participants: Iterable[Participant], day: date) -> frozenset[str]:
    return frozenset(person.id for person in participants if any(day in span for span in person.unavailable))


def read_days(words: str) -> tuple[date, ...]:
    """Read days written as ``2026-03-02,2026-04-13``.

    Raises:
        InvalidInput: one of them is no day.
    """
    days, wrong = [], []
    for word in (part.strip() for part in words.split(",")):
        try:
            days.append(date.fromisoformat(word))
        except ValueError:
            wrong.append(Finding(code="groups-no-date", values={"value": word}, where="dates"))
    if wrong:
        raise InvalidInput(wrong)
    return tuple(days)
