"""How much is looked at in search of repairs, counted and not timed: the same answer on every machine."""

from __future__ import annotations

from attrs import define

MOST_LOOKS = 300_000
"""So many looks are taken for the repairs of one gap."""
EACH_MODULE = 4
"""Measuring one case of electives takes as long as so many looks at a need for each module."""


class TooMuchWork(Exception):
    """What is left would take too long to look at."""


@define
class Effort:
    """What is still to be spent.

    Attributes:
        left: the number of looks.
    """

    left: int = MOST_LOOKS

    def spend(self, looks: int) -> None:
        """Take some looks.

        Raises:
            TooMuchWork: not so many are left.
        """
        if looks > self.left:
            raise TooMuchWork
        self.left -= looks
