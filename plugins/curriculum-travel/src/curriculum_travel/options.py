"""What a cohort says about driving: the table ``[rules.long_drives]``."""

from typing import Literal

from attrs import field, frozen

RULE = "long_drives"


@frozen(kw_only=True)
class Distance:
    """How far apart two places are.

    Attributes:
        place: a venue, or a location of the roster.
        other: another one; the way back is as long.
        km: kilometres by road, one way, 0 or more.
    """

    place: str
    other: str
    km: float

    def __attrs_post_init__(self) -> None:
        if self.km < 0:
            raise ValueError(f"{self.place} and {self.other} cannot be {self.km} km apart")


@frozen(kw_only=True)
class LongDrives:
    """On at most ``days`` days does anybody drive further than ``beyond`` kilometres.

    Attributes:
        beyond: kilometres one way from which a drive is not long yet, 0 or more.
        days: most days with a long drive for one person, 0 or more.
        distances: how far apart places are; from a place to itself it is 0 km.
        unknown: what a distance counts as that is not among them: ``far``, or ``near``. A person without a
            location, and a run without a venue, are near to everything.
    """

    beyond: float
    days: int
    distances: tuple[Distance, ...] = field(default=(), converter=tuple)
    unknown: Literal["far", "near"] = "far"

    def __attrs_post_init__(self) -> None:
        if self.beyond < 0 or self.days < 0:
            raise ValueError("beyond and days must not be below 0")
