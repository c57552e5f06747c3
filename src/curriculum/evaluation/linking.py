"""The same people before and after, told by codes that they made up themselves: exact first, then small slips.

A slip is one letter too many, too few or different, or two neighbours swapped (Damerau 1964, *Communications of
the ACM* 7:171-176). It is forgiven only where nobody else could be meant; a code that could be two people's is
linked to none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from curriculum.evaluation.responses import Responses
from curriculum.sequences import as_tuple

SHORTEST = 4
"""Shorter codes are too much alike for slips to be forgiven."""
_JOINTS = re.compile(r"[\W_]+")


@frozen(kw_only=True)
class Linking:
    """Which code at one time belongs to which at another.

    Attributes:
        first: number of codes of the first time.
        second: number of codes of the second time.
        exact: pairs of codes that are the same but for case, spaces and signs.
        slips: pairs that differ by one slip, and nobody else could be meant.
        ambiguous: codes of either time that could be several people's; they are linked to none.
        first_only: codes of the first time without a counterpart.
        second_only: codes of the second time without one.
    """

    first: int
    second: int
    exact: tuple[tuple[str, str], ...] = field(converter=as_tuple)
    slips: tuple[tuple[str, str], ...] = field(converter=as_tuple)
    ambiguous: tuple[str, ...] = field(converter=as_tuple)
    first_only: tuple[str, ...] = field(converter=as_tuple)
    second_only: tuple[str, ...] = field(converter=as_tuple)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All pairs, sorted."""
        return tuple(sorted((*self.exact, *self.slips)))

    @property
    def rate(self) -> float | None:
        """Share of the codes of the first time that were linked; None without any."""
        return len(self.pairs) / self.first if self.first else None


def link(first: Iterable[str], second: Iterable[str]) -> Linking:
    """Link the codes of two times.

    Args:
        first: the codes of one time, each once.
        second: those of another.

    Example:
        >>> found = link(["ANNA03", "KARL11", "LISE07"], ["anna-03", "KALR11", "MIA01"])
        >>> found.exact, found.slips, found.second_only
        ((('ANNA03', 'anna-03'),), (('KARL11', 'KALR11'),), ('MIA01',))
        >>> link(["KARL11", "KARL12"], ["KARL13"]).ambiguous
        ('KARL11', 'KARL12', 'KARL13')
    """
    early, late = sorted(set(first)), sorted(set(second))
    doubled = {code for codes in (early, late) for code in _doubled(codes)}
    forms = {_form(code): code for code in late if code not in doubled}
    twins = {_form(code) for code in doubled}
    exact = [
        (code, forms[_form(code)])
        for code in early
        if code not in doubled and _form(code) in forms and _form(code) not in twins
    ]
    matched = {code for code, _ in exact}, {code for _, code in exact}
    ambiguous = {code for code in (*early, *late) if _form(code) in twins}
    left = [code for code in early if code not in matched[0] | ambiguous]
    right = [code for code in late if code not in matched[1] | ambiguous]
    near = {code: [other for other in right if is_slip(_form(code), _form(other))] for code in left}
    nearby = Counter(other for others in near.values() for other in others)
    slips = [(code, others[0]) for code, others in near.items() if len(others) == 1 and nearby[others[0]] == 1]
    settled = {code for pair in slips for code in pair}
    unclear = {code for code, others in near.items() if others and code not in settled}
    unclear |= {other for others in near.values() for other in others if other not in settled}
    return Linking(
        first=len(early),
        second=len(late),
        exact=exact,
        slips=slips,
        ambiguous=sorted(ambiguous | unclear),
        first_only=[code for code in left if code not in settled | unclear],
        second_only=[code for code in right if code not in settled | unclear],
    )


def is_slip(one: str, other: str) -> bool:
    """Say whether two texts differ by one slip of the pen, and are long enough for that to mean something.

    Example:
        >>> is_slip("karl11", "kalr11"), is_slip("karl11", "karl1"), is_slip("karl", "lark"), is_slip("ab", "ac")
        (True, True, False, False)
    """
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, others = one[start:], other[start:]
    if len(rest) != len(others):
        return rest[1:] == others or rest == others[1:]
    return rest[1:] == others[1:] or (rest[:2] == others[:2][::-1] and rest[2:] == others[2:])


def linked_by_codes(responses: Responses, waves: Sequence[str]) -> tuple[Responses, tuple[Linking, ...]]:
    """Return the answers with one name for each person at all times, and how each later time was linked.

    Args:
        responses: answers under codes that people made up.
        waves: the times, earliest first; answers of other times keep their codes.
    """
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for answer in responses.answers:
        codes[answer.wave].add(answer.participant)
    names: dict[str, Mapping[str, str]] = {wave: {code: code for code in codes[wave]} for wave in codes}
    asked = [wave for wave in waves if codes[wave]]
    linkings = []
    for wave in asked[1:]:
        linking = link(codes[asked[0]], codes[wave])
        back = {later: earlier for earlier, later in linking.pairs}
        # A code that was not linked must not be taken for the same code of the first time.
        names[wave] = {code: back.get(code, f"{code} ({wave})") for code in codes[wave]}
        linkings.append(linking)
    return responses.renamed(names), tuple(linkings)


def _doubled(codes: Sequence[str]) -> list[str]:
    """Return the codes that several of one time are the same as, but for case, spaces and signs."""
    count = Counter(map(_form, codes))
    return [code for code in codes if count[_form(code)] > 1]


def _form(code: str) -> str:
    return _JOINTS.sub("", code).casefold()
