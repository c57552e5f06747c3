"""Changes to rules, goals and the number of electives."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import evolve, field, frozen

from curriculum.changes.change import CohortChange, said, written
from curriculum.changes.leaving_out import without_rule
from curriculum.cohort import Cohort
from curriculum.messages import say
from curriculum.model import Choose
from curriculum.rules import Cover, Mixing, Pairs
from curriculum.sequences import as_tuple

Amount = Literal["groups", "per_group", "max_share", "at_least"]
"""What a mixing rule sets an amount for."""


@frozen
class _Rule(CohortChange):
    """A rule that is set."""

    word: ClassVar[str] = "rule"


@frozen
class LimitRunsPerDay(_Rule):
    """Another number of runs that one person may attend on one day.

    Attributes:
        most: how many; None for any number.
    """

    most: int | None

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return evolve(cohort, rules=evolve(cohort.rules, runs_per_day=self.most))

    def now(self, cohort: Cohort) -> str:
        """Return the number of today."""
        return _shown(cohort.rules.runs_per_day)

    def sentence(self) -> str:
        """Return the name of the sentence, another one when there is no limit."""
        return "rule-runs-per-day" if self.most is not None else "rule-runs-per-day-free"

    def __str__(self) -> str:
        return f"rule:runs_per_day={_shown(self.most)}"


@frozen
class LimitGap(_Rule):
    """Another number of days between a required module and the one that needs it.

    Attributes:
        end: whether the fewest or the most days are set.
        days: how many; None for any number.
    """

    end: Literal["minimum", "maximum"]
    days: int | None

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        days = 0 if self.days is None and self.end == "minimum" else self.days
        end: Mapping[str, Any] = {self.end: days}
        return evolve(cohort, rules=evolve(cohort.rules, gap_days=evolve(cohort.rules.gap_days, **end)))

    def now(self, cohort: Cohort) -> str:
        """Return the days of today."""
        return _shown(getattr(cohort.rules.gap_days, self.end))

    def sentence(self) -> str:
        """Return the name of the sentence, another one when there is no limit."""
        return f"rule-gap-{self.end}" if self.days is not None else f"rule-gap-{self.end}-free"

    def __str__(self) -> str:
        return f"rule:gap_days.{self.end}={_shown(self.days)}"


@frozen
class TreatPairs(_Rule):
    """Pairs attend the same runs, never the same, or as it comes.

    Attributes:
        wish: together, apart or ignore.
    """

    wish: Pairs

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return evolve(cohort, rules=evolve(cohort.rules, pairs=self.wish))

    def sentence(self) -> str:
        """Return the name of the sentence of this wish."""
        return f"rule-pairs-{self.wish}"

    def __str__(self) -> str:
        return f"rule:pairs={self.wish}"


@frozen
class KeepApart(_Rule):
    """Other columns that name somebody with whom a person shares no run.

    Attributes:
        columns: the columns, none for nobody.
    """

    columns: tuple[str, ...] = field(converter=as_tuple)

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return evolve(cohort, rules=evolve(cohort.rules, apart=self.columns))

    def now(self, cohort: Cohort) -> str:
        """Return the columns of today."""
        return str(said(cohort.rules.apart) or "-")

    def sentence(self) -> str:
        """Return the name of the sentence, another one when there are no columns."""
        return "rule-apart" if self.columns else "rule-apart-free"

    def __str__(self) -> str:
        return "rule:apart=" + ("|".join(self.columns) or "none")


@frozen
class MixBy(_Rule):
    """Another amount in the mixing rules about a column; a new rule when there is none about it.

    Of several rules about the column those change that state the amount, or the first if none does.

    Attributes:
        attribute: the column.
        amount: which amount.
        most: the amount; None takes it out.
        value: for ``at_least``, the value whose people are counted.
    """

    attribute: str
    amount: Amount
    most: int | Fraction | None
    value: str | None = None

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        rules = list(cohort.rules.mixing)
        about = [index for index, rule in enumerate(rules) if rule.attribute == self.attribute]
        stating = [index for index in about if self._stated(rules[index]) is not None]
        if not about:
            about = [len(rules)]
            rules.append(Mixing(attribute=self.attribute))
        for index in stating or about[:1]:
            rules[index] = self._set(rules[index])
        return evolve(cohort, rules=evolve(cohort.rules, mixing=rules))

    def _stated(self, rule: Mixing) -> object:
        """Return the amount that a rule states, or None."""
        if self.amount == "at_least":
            return rule.at_least.get(self.value or "")
        return (getattr(rule, self.amount) or None) if self.amount != "per_group" or rule.groups else None

    def _set(self, rule: Mixing) -> Mixing:
        if self.amount == "at_least":
            counts: dict[str, Any] = {
                value: count for value, count in rule.at_least.items() if value != self.value
            }
            return evolve(rule, at_least=counts if self.most is None else {**counts, str(self.value): self.most})
        nothing: Mapping[str, Any] = {"groups": 0, "per_group": 1, "max_share": None}
        set_to: Mapping[str, Any] = {self.amount: nothing[self.amount] if self.most is None else self.most}
        return evolve(rule, **set_to)

    def now(self, cohort: Cohort) -> str:
        """Return the amounts of today."""
        rules = [rule for rule in cohort.rules.mixing if rule.attribute == self.attribute]
        return ", ".join(_shown(stated) for rule in rules if (stated := self._stated(rule)) is not None)

    def sentence(self) -> str:
        """Return the name of the sentence of this amount."""
        return f"rule-{self.amount}" if self.most is not None else f"rule-{self.amount}-free"

    def values(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 - numbers and names of columns
        """Return column, value and amount."""
        return {"attribute": self.attribute, "value": self.value, "most": _shown(self.most)}

    def __str__(self) -> str:
        amount = f"{self.amount}.{self.value}" if self.amount == "at_least" else self.amount
        return f"rule:mixing.{self.attribute}.{amount}={_shown(self.most)}"


@frozen
class LimitAbsence(_Rule):
    """Another number of people with the same value in a column who may be away on the same day.

    Attributes:
        attribute: the column.
        per_day: most people.
    """

    attribute: str
    per_day: int

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        others = [rule for rule in cohort.rules.cover if rule.attribute != self.attribute]
        cover = [*others, Cover(attribute=self.attribute, per_day=self.per_day)]
        return evolve(cohort, rules=evolve(cohort.rules, cover=cover))

    def now(self, cohort: Cohort) -> str:
        """Return the numbers of today."""
        return ", ".join(str(rule.per_day) for rule in cohort.rules.cover if rule.attribute == self.attribute)

    def sentence(self) -> str:
        """Return the name of the sentence."""
        return "rule-cover"

    def values(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 - a number and the name of a column
        """Return column and people."""
        return {"attribute": self.attribute, "people": self.per_day}

    def __str__(self) -> str:
        return f"rule:cover.{self.attribute}={self.per_day}"


@frozen
class WithoutRule(CohortChange):
    """A rule that need not be kept any more.

    Attributes:
        rule: a name of :data:`curriculum.rules.RULES`; ``mixing.COLUMN``, ``cover.COLUMN`` or ``apart.COLUMN``
            for the rules about one column.
    """

    word: ClassVar[str] = "without"
    rule: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return without_rule(cohort, self.rule)

    def values(self, language: str) -> Mapping[str, object]:
        """Return the rule, and what it demands."""
        name = self.rule.partition(".")[0]
        return {"rule": self.rule, "demand": say(f"rule.{name}", language)}


@frozen
class GoalWeight(CohortChange):
    """Another weight of a goal.

    Attributes:
        goal: name of the goal.
        points: its points; for ``preference`` one number a rank.
    """

    word: ClassVar[str] = "goal"
    goal: str
    points: int | tuple[int, ...]

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        weighed: Mapping[str, Any] = {self.goal: self.points}
        return evolve(cohort, goals=evolve(cohort.goals, **weighed))

    def now(self, cohort: Cohort) -> str:
        """Return the points of today."""
        return str(said(getattr(cohort.goals, self.goal)))


@frozen
class ChooseElectives(CohortChange):
    """Another number of electives for everybody.

    Attributes:
        minimum: fewest for a finished programme.
        maximum: how many places are owed.
    """

    word: ClassVar[str] = "choose"
    minimum: int
    maximum: int

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort; a programme without electives stays as it is."""
        programme = cohort.programme
        if programme.electives is None:
            return cohort
        choose = Choose(minimum=self.minimum, maximum=self.maximum)
        chosen = evolve(programme, electives=evolve(programme.electives, choose=choose))
        programmes = [chosen if one.id == programme.id else one for one in cohort.catalog.programmes]
        return evolve(cohort, catalog=evolve(cohort.catalog, programmes=programmes))

    def now(self, cohort: Cohort) -> str:
        """Return the number of today."""
        return _range(cohort.programme.choose.minimum, cohort.programme.choose.maximum)

    def values(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 - numbers
        """Return the number, or the fewest and the most."""
        return {"count": _range(self.minimum, self.maximum)}

    def __str__(self) -> str:
        return f"{self.word}={_range(self.minimum, self.maximum)}"


def _range(minimum: int, maximum: int) -> str:
    return str(maximum) if minimum == maximum else f"{minimum}..{maximum}"


def _shown(amount: object) -> str:
    """Return an amount as it is written; a share as a decimal where there is one that equals it."""
    if isinstance(amount, Fraction) and Fraction(decimal := str(float(amount))) == amount:
        return decimal
    return written(amount)
