"""Scheduling rules that a plugin adds to those of the library: switched on in a cohort by ``[rules.NAME]``.

Such a rule is stated twice, like every rule: for the solver by a builder, for the judge by a check that shares no
code with it. Both see the cohort through the two small interfaces here, and neither sees a solver: a builder adds
linear limits over people's places and over runs that are held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from attrs import field, frozen, has

from curriculum.errors import Finding, raise_if
from curriculum.messages import LANGUAGES, filled
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Place
from curriculum.sequences import as_tuple

if TYPE_CHECKING:
    from curriculum.cohort import Cohort

NAME = re.compile(r"[a-z][a-z0-9_]*")
"""A rule's name: small letters, digits and ``_``."""
Texts = Mapping[str, Mapping[str, str]]
"""Sentences by part and language."""
_PARTS = ("title", "violation")


class Attendance(Protocol):
    """Who attends what, as a rule's check sees it."""

    @property
    def cohort(self) -> Cohort:
        """The cohort, with its catalog."""

    @property
    def people(self) -> Sequence[Participant]:
        """The people asked about; those whose rule depends on somebody else are looked up in the cohort."""

    @property
    def runs(self) -> Sequence[Run]:
        """The runs asked about, held or not."""

    def runs_of(self, person: str, /) -> Sequence[Run]:
        """Return the runs in which a person has a place, by the person's id."""

    def people_in(self, run: str, /) -> Sequence[str]:
        """Return the ids of the people who have a place in a run, by the run's id."""


class Limits(Protocol):
    """Where a rule's builder states what must not happen."""

    @property
    def cohort(self) -> Cohort:
        """The cohort, with its catalog."""

    @property
    def places(self) -> Sequence[Place]:
        """Every place that somebody could be given."""

    def at_most(self, weights: Mapping[Place | str, int], most: int) -> None:
        """State that a weighted sum is not above a limit.

        Args:
            weights: a whole number for each place, counted when it is given, or for each run by its id, counted
                when the run is held. A place that nobody can be given counts nothing.
            most: the limit, 0 or more: a schedule without any places must stay possible.
        """


@frozen(kw_only=True)
class Breach:
    """One case in which a further rule is not kept.

    Attributes:
        people: ids of the participants concerned.
        runs: ids of the runs concerned.
        values: what else the sentence about it says; never a name or an address.
    """

    people: tuple[str, ...] = field(default=(), converter=as_tuple)
    runs: tuple[str, ...] = field(default=(), converter=as_tuple)
    values: Mapping[str, object] = field(factory=dict)


@frozen(kw_only=True)
class FurtherRule:
    """A rule that a plugin adds.

    Attributes:
        id: the rule's name, ``[a-z][a-z0-9_]*``; a cohort switches it on with ``[rules.NAME]``.
        options: an attrs class; its fields are the keys of that table, read as their annotations say.
        texts: ``title``, what the rule demands, and ``violation``, what is said when it is broken, each by
            language; ``violation`` may use ``{people}``, ``{runs}`` and the values of a :class:`Breach`.
        build: states the rule for the solver, given the :class:`Limits` and the options.
        check: yields every :class:`Breach`, given the :class:`Attendance` and the options.
        per_person: whether the rule looks at each person's own places only; then the people of a large cohort can
            be scheduled in parts.

    Raises:
        InvalidInput: the name is none or is the library's, the options are no attrs class, or a sentence is
            missing.
    """

    id: str
    options: type
    texts: Texts
    build: Callable[[Limits, Any], None]
    check: Callable[[Attendance, Any], Iterable[Breach]]
    per_person: bool = False

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the rule's own fields."""
        if not NAME.fullmatch(self.id):
            yield Finding(code="bad-rule-name", values={"id": self.id}, where="id")
        if not (isinstance(self.options, type) and has(self.options)):
            yield Finding(code="options-no-class", values={"id": self.id}, where="options")
        for part in _PARTS:
            if LANGUAGES[0] not in self.texts.get(part, {}):
                values = {"id": self.id, "part": part, "spoken": LANGUAGES[0]}
                yield Finding(code="text-missing", values=values, where=f"texts.{part}")

    def said(self, part: str, language: str, values: Mapping[str, object]) -> str:
        """Return one of the rule's sentences, in English if not in ``language``.

        Args:
            part: ``title`` or ``violation``.
            language: da, sv or en.
            values: what its placeholders stand for; a sentence that asks for others is returned as it is.
        """
        by_language = self.texts[part]
        return filled(by_language.get(language, by_language[LANGUAGES[0]]), values)


@frozen
class AppliedRule:
    """A further rule that a cohort has switched on.

    Attributes:
        rule: the rule.
        options: what the cohort's ``[rules.NAME]`` says, an object of the rule's own class.
    """

    rule: FurtherRule
    options: Any
