"""What a measured criterion makes of people's answers, as a rubric file says it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.sequences import as_tuple

_TWO = 2


@frozen(kw_only=True)
class Measure:
    """One number from the answers to an instrument.

    A person's score is that on one construct, or on the whole instrument; less the score on a second construct
    where ``minus`` names one; less the same at an earlier time where ``since`` names one. The number is the
    mean of the scores, or the absolute difference between the means of two groups where ``between`` names them.

    Attributes:
        instrument: id of the instrument.
        construct: id of the construct; None for all items.
        minus: id of a construct whose score is subtracted.
        wave: when people were asked: ``before``, ``after``, ``follow-up`` or an event; the mean over all times
            when None.
        since: the time whose score is subtracted; only with ``wave``.
        attribute: the column of the roster that tells groups apart.
        between: two groups, or none.
    """

    instrument: str
    construct: str | None = None
    minus: str | None = None
    wave: str | None = None
    since: str | None = None
    attribute: str = "level"
    between: tuple[str, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    @property
    def population(self) -> str:
        """A name for the people who have a score: ``INSTRUMENT/CONSTRUCT/MINUS:SINCE-WAVE``."""
        what = "/".join(filter(None, (self.instrument, self.construct, self.minus)))
        return f"{what}:{'-'.join(filter(None, (self.since, self.wave)))}"

    def shares(self, population: str) -> bool:
        """Tell whether the scores of a population, by such a name, are made of some of the same answers."""
        instrument, *constructs = population.partition(":")[0].split("/")
        mine = {self.construct, self.minus} - {None}
        return instrument == self.instrument and (
            not mine or not constructs or "*" in constructs or bool(mine & {*constructs})
        )

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the measure."""
        if self.since is not None and self.wave in (None, self.since):
            yield Finding(code="change-without-wave", values={"since": self.since}, where="since")
        if self.minus is not None and self.construct in (None, self.minus):
            yield Finding(code="minus-without-construct", values={"minus": self.minus}, where="minus")
        if self.between and not len(set(self.between)) == len(self.between) == _TWO:
            yield Finding(code="not-two-groups", where="between")
