"""Hard rules, which a schedule must keep, and soft goals, which cost points.

What each rule means in equations is in ``docs/rules.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.further_rules import AppliedRule
from curriculum.model import choice_findings
from curriculum.sequences import APART, as_tuple

Pairs = Literal["together", "apart", "ignore"]
RULES = (
    "place",
    "owed",
    "capacity",
    "minimum",
    "confirmed",
    "cancelled",
    "room",
    "teacher",
    "overlap",
    "unavailable",
    "runs_per_day",
    "requires",
    "gap_days",
    "corequires",
    "strict_corequires",
    "pairs",
    "apart",
    "mixing",
    "cover",
    "pinned",
    "barred",
)
"""Names of the library's rules: the judge, the solver, the documents and the messages use these and no others."""

STORED = ("score", "unfilled", "cohort")
"""What the judge calls a false statement of a schedule about itself; no rule has such a name."""


@frozen(kw_only=True)
class GapDays:
    """Days between a required module's last session and the dependent's first.

    Attributes:
        minimum: fewest days, 0 or more.
        maximum: most days, not below the minimum; None means any number.
    """

    minimum: int = 0
    maximum: int | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the two numbers."""
        if self.minimum < 0:
            yield Finding(code="bad-amount", values={"value": self.minimum}, where="minimum")
        if self.maximum is not None and self.maximum < max(self.minimum, 0):
            values = {"minimum": self.minimum, "maximum": self.maximum}
            yield Finding(code="minimum-above-maximum", values=values, where="maximum")


@frozen(kw_only=True)
class Mixing:
    """How the people of every run that is held are to be mixed.

    Attributes:
        attribute: a column of the roster.
        groups: how many different values there must be at least, each with ``per_group`` people.
        per_group: people of each of those values, at least; without ``groups`` it says nothing.
        at_least: for named values, how many people of them there must be.
        max_share: no value may have more than this share of the people who have one; 0 to 1, exact.
    """

    attribute: str
    groups: int = 0
    per_group: int = 1
    at_least: Mapping[str, int] = field(factory=dict, converter=dict)
    max_share: Fraction | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the rule's own fields."""
        for name, value, lowest in (("groups", self.groups, 0), ("per_group", self.per_group, 1)):
            if value < lowest:
                yield Finding(code="too-small", values={"value": value, "lowest": lowest}, where=name)
        for key, count in self.at_least.items():
            if count < 0:
                yield Finding(code="too-small", values={"value": count, "lowest": 0}, where=f"at_least.{key}")
        if self.max_share is not None and not 0 <= self.max_share <= 1:
            yield Finding(code="bad-share", values={"value": float(self.max_share)}, where="max_share")


@frozen(kw_only=True)
class Cover:
    """Service: how many people with the same value may be away on the same day.

    Attributes:
        attribute: a column of the roster.
        per_day: most people, 0 or more.
    """

    attribute: str
    per_day: int

    def __attrs_post_init__(self) -> None:
        if self.per_day < 0:
            values = {"value": self.per_day, "lowest": 0}
            raise_if([Finding(code="too-small", values=values, where="per_day")])


def _by_name(applied: Iterable[AppliedRule]) -> tuple[AppliedRule, ...]:
    return tuple(sorted(applied, key=lambda one: one.rule.id))


@frozen(kw_only=True)
class Rules:
    """What a schedule must keep.

    Attributes:
        pairs: people of a pair attend the same runs (together), never the same (apart), or as it comes (ignore).
        apart: columns that name somebody with whom the person shares no run.
        gap_days: days between a required module and its dependent; None means any number from 0.
        runs_per_day: most runs of one person on one day; None means any number.
        mixing: how people are mixed in every run.
        cover: how many may be away at the same time.
        further: rules that a plugin adds, by name; a file has a table ``[rules.NAME]`` for each.
    """

    pairs: Pairs = "together"
    apart: tuple[str, ...] = field(default=(), converter=as_tuple)
    gap_days: GapDays = GapDays()
    runs_per_day: int | None = None
    mixing: tuple[Mixing, ...] = field(default=(), converter=as_tuple)
    cover: tuple[Cover, ...] = field(default=(), converter=as_tuple)
    further: tuple[AppliedRule, ...] = field(default=(), converter=_by_name, metadata=APART)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the rules' own fields."""
        yield from choice_findings(self.pairs, Pairs, "pairs")
        if self.runs_per_day is not None and self.runs_per_day < 1:
            values = {"value": self.runs_per_day, "lowest": 1}
            yield Finding(code="too-small", values=values, where="runs_per_day")


MOST_POINTS = 1_000_000
"""The highest weight of a goal."""


@frozen(kw_only=True)
class Goals:
    """What a schedule should reach, in points; fewer is better, a weight of 0 leaves the goal out.

    Attributes:
        preference: points of an elective place by its rank in the person's list, best first.
        unranked: points of an elective place that has no such rank.
        run: points of each held run.
        worst: times the highest preference points that any one person carries.
        travel: points of each place away from the person's location.
        change: points of each place that the previous schedule does not have.
    """

    preference: tuple[int, ...] = field(default=(), converter=as_tuple)
    unranked: int = 0
    run: int = 0
    worst: int = 0
    travel: int = 0
    change: int = 0

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield every weight that is below 0 or absurdly high."""
        singles = [(name, getattr(self, name)) for name in ("unranked", "run", "worst", "travel", "change")]
        for name, value in (*((f"preference[{i}]", v) for i, v in enumerate(self.preference)), *singles):
            if not 0 <= value <= MOST_POINTS:
                yield Finding(code="bad-points", values={"value": value, "limit": MOST_POINTS}, where=name)
