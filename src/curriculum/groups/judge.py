"""The judge of groups: is everybody seated once, are the rules kept, is the score true?

It shares no code with the search, and counts in the plainest way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import field, frozen

from curriculum.groups.network import Network
from curriculum.groups.result import GroupMeeting, Groups, GroupScore
from curriculum.messages import say
from curriculum.sequences import as_tuple


@frozen
class GroupViolation:
    """One thing that is wrong with groups.

    Attributes:
        rule: ``meetings`` (they are not those that were asked for), ``seat`` (somebody who comes sits nowhere),
            ``double`` (in more than one group), ``stranger`` (who does not come), ``size`` (groups are not of the
            sizes that were asked for), ``apart``, ``together``, or ``score`` (what the groups say of themselves is
            not so).
        meeting: the meeting's id; empty when it is about all.
        people: ids of the people concerned.
        values: what else the message says.
    """

    rule: str
    meeting: str = ""
    people: tuple[str, ...] = field(default=(), converter=as_tuple)
    values: Mapping[str, str] = field(factory=dict, hash=False)

    def message(self, language: str = "en") -> str:
        """Say what is wrong, in ``language`` (da, sv or en)."""
        people = ", ".join(self.people)
        return say(f"groups.violation.{self.rule}", language, meeting=self.meeting, people=people, **self.values)


def group_score(groups: Sequence[GroupMeeting], values: Mapping[str, str] | None = None) -> GroupScore:
    """Count repeats and unmixed groups anew.

    Args:
        groups: the meetings with their groups.
        values: what the column to be mixed says, by person; None when nothing is to be mixed.

    Example:
        >>> group_score([GroupMeeting("m1", [["a", "b"]]), GroupMeeting("m2", [["a", "b"]])], {"a": "x", "b": "x"})
        GroupScore(repeats=1, unmixed=2)
    """
    times = Counter(
        frozenset(pair)
        for meeting in groups
        for group in meeting.groups
        for pair in combinations(sorted(set(group)), 2)
    )
    unmixed = 0
    if values is not None:
        for meeting in groups:
            for group in meeting.groups:
                unmixed += len({values[person] for person in group if person in values}) < 2  # noqa: PLR2004 - two make a mixture
    return GroupScore(repeats=sum(count - 1 for count in times.values()), unmixed=unmixed)


def group_violations(network: Network, groups: Groups) -> tuple[GroupViolation, ...]:
    """Return everything that is wrong with groups, whoever made them.

    ``apart`` and ``together`` are violations even where no groups could keep them; the groups then say how many of
    those there are, in ``broken``.
    """
    return tuple(_violations(network, groups))


def _violations(network: Network, groups: Groups) -> Iterator[GroupViolation]:
    found = [meeting.id for meeting in groups.meetings]
    if found != list(network.meetings):
        yield GroupViolation("meetings", values={"found": ", ".join(found), "wanted": ", ".join(network.meetings)})
        return
    broken = 0
    for meeting in groups.meetings:
        yield from _seats(network, meeting)
        rules = list(_company(network, meeting))
        broken += len(rules)
        yield from rules
    score = group_score(groups.meetings, network.values)
    for name, said, counted in (
        ("repeats", groups.score.repeats, score.repeats),
        ("unmixed", groups.score.unmixed, score.unmixed),
        ("broken", groups.broken, broken),
    ):
        if said != counted:
            yield GroupViolation("score", values={"name": name, "said": str(said), "counted": str(counted)})


def _seats(network: Network, meeting: GroupMeeting) -> Iterator[GroupViolation]:
    seats = Counter(person for group in meeting.groups for person in group)
    away = set(network.absent.get(meeting.id, ()))
    coming = [person for person in network.people if person not in away]
    for rule, people in (
        ("seat", [person for person in coming if not seats[person]]),
        ("double", sorted(person for person, times in seats.items() if times > 1)),
        ("stranger", sorted(set(seats) - set(coming))),
    ):
        if people:
            yield GroupViolation(rule, meeting.id, people)
    sizes = sorted(len(group) for group in meeting.groups)
    if not sizes:
        return
    uneven = sizes[-1] - sizes[0] > 1
    # As many groups as keep the sizes closest to what was asked for; one group more or fewer must not be closer.
    if uneven or any(
        _off(len(coming), n, network.size) < _off(len(coming), len(sizes), network.size)
        for n in (len(sizes) - 1, len(sizes) + 1)
    ):
        values = {"sizes": ", ".join(map(str, sizes)), "size": str(network.size)}
        yield GroupViolation("size", meeting.id, values=values)


def _off(people: int, groups: int, size: int) -> tuple[bool, int, int]:
    """Say whether groups of so many are too large, and by how much sizes are off: at most, and in all."""
    if groups < 1:
        return True, people, people
    sizes = [people // groups + (number < people % groups) for number in range(groups)]
    return max(sizes) > size + 1, max(abs(n - size) for n in sizes), sum(abs(n - size) for n in sizes)


def _company(network: Network, meeting: GroupMeeting) -> Iterator[GroupViolation]:
    group_of = {person: number for number, group in enumerate(meeting.groups) for person in group}
    for group in meeting.groups:
        for pair in combinations(group, 2):
            if network.are_apart(*pair):
                yield GroupViolation("apart", meeting.id, pair)
    for block in network.together:
        for pair in combinations(block, 2):
            if len({group_of[person] for person in pair if person in group_of}) > 1:
                yield GroupViolation("together", meeting.id, sorted(pair))
