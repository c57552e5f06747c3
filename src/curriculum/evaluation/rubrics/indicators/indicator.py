"""What an indicator is, what it looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.coverage.scope import Scope
from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.evidence import Kind as EvidenceKind
from curriculum.model import Module, Programme
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple

Needs = Literal["design", "schedule"]


@frozen(kw_only=True, slots=False)
class Situation:
    """What is evaluated: a programme, and perhaps a cohort that goes through it on a schedule.

    Attributes:
        catalog: the catalog that the programme is in.
        programme: the programme.
        others: catalogs that it uses.
        cohort: the cohort.
        schedule: the cohort's schedule; only with a cohort.
    """

    catalog: Catalog
    programme: Programme
    others: tuple[Catalog, ...] = field(default=(), converter=as_tuple)
    cohort: Cohort | None = None
    schedule: Schedule | None = None

    @cached_property
    def scope(self) -> Scope:
        """The catalogs as one."""
        return Scope(self.catalog, self.others)

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """The programme's modules that are at hand, by id."""
        known = self.scope.modules
        return {name: known[name] for name in self.programme.module_ids if name in known}

    @cached_property
    def unseen(self) -> tuple[str, ...]:
        """The programme's modules that are not at hand: their catalog is not."""
        return tuple(name for name in self.programme.module_ids if name not in self.modules)

    @property
    def scheduled(self) -> tuple[Cohort, Schedule]:
        """The cohort and its schedule.

        Raises:
            LookupError: one of them is not there; an indicator that needs them is not asked then.
        """
        if self.cohort is None or self.schedule is None:
            raise LookupError("there is no schedule")
        return self.cohort, self.schedule


@frozen
class Measurement:
    """A number, as far as it is known.

    Attributes:
        value: its bounds.
        evidence: what it rests on.
    """

    value: Bounds
    evidence: tuple[Evidence, ...] = field(default=(), converter=as_tuple)


@frozen
class Blank:
    """Why there is no number.

    Attributes:
        state: ``not-applicable`` when the question does not arise, ``missing-data`` when something is not known.
        reason: name of its sentence.
        evidence: what was looked for.
    """

    state: Literal["not-applicable", "missing-data"]
    reason: str
    evidence: tuple[Evidence, ...] = field(default=(), converter=as_tuple)


@frozen
class Indicator:
    """A number that a rubric can ask for.

    Attributes:
        id: its name in a rubric.
        needs: whether the design suffices, or a cohort with its schedule has to be there.
        find: computes it; only called when what it needs is there.
        brought_by: who brings it: blamed when it raises.
    """

    id: str
    needs: Needs
    find: Callable[[Situation], Measurement | Blank]
    brought_by: str = "curriculum"


def share(
    about: str,
    found: Collection[str],
    lacking: Collection[str],
    unclear: Collection[str] = (),
    *,
    kind: EvidenceKind = "node",
) -> Measurement | Blank:
    """Return which share of some things was found, with the evidence: what was, what was not, what is unclear.

    Args:
        about: name of the sentence about what was found; ``no-`` before it is that about what was not.
        found: those that have it.
        lacking: those that do not.
        unclear: those of which it is not known.
        kind: what the things are.

    Example:
        >>> measured = share("assessed", ["a", "b"], ["c"], ["d"])
        >>> str(measured.value.low), str(measured.value.high), [one.kind for one in measured.evidence]
        ('1/2', '3/4', ['node', 'absence', 'data'])
    """
    every = len(found) + len(lacking) + len(unclear)
    if not every:
        return Blank("missing-data", "nothing-to-look-at", [Evidence("absence", "nothing-found")])
    evidence = []
    if found:
        evidence.append(Evidence(kind, about, found))
    if lacking:
        evidence.append(Evidence("absence", f"no-{about}", lacking))
    if unclear:
        evidence.append(Evidence("data", "unclear", unclear))
    bounds = Bounds(Fraction(len(found), every), Fraction(len(found) + len(unclear), every))
    return Measurement(bounds, evidence)


def ratio(about: str, found: int, every: int) -> Measurement | Blank:
    """Return a share of which only the numbers are shown, for what people wish and get.

    Args:
        about: name of the sentence about the numbers.
        found: how many have it.
        every: how many there are.
    """
    if not every:
        return Blank("missing-data", "nothing-to-look-at", [Evidence("absence", "nothing-found")])
    return Measurement(Bounds.exactly(Fraction(found, every)), [Evidence("data", about, [f"{found} / {every}"])])
