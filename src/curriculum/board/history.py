"""The versions of a board in their order, and which of them is shown."""

from __future__ import annotations

from attrs import evolve, frozen

from curriculum.board.version import Version

MOST_KEPT = 500
"""Versions that can be gone back to."""


@frozen(eq=False)
class History:
    """Versions, oldest first. It is never changed; every step gives another history.

    Attributes:
        versions: all versions that can be gone to, at least one.
        position: index of the one that is shown.
        forgotten: how many older versions are not kept any more.
    """

    versions: tuple[Version, ...]
    position: int = 0
    forgotten: int = 0

    @property
    def current(self) -> Version:
        """The version that is shown."""
        return self.versions[self.position]

    def then(self, version: Version) -> History:
        """Return the history with one more version after the one shown; those that were undone are dropped."""
        versions = (*self.versions[: self.position + 1], version)
        dropped = max(len(versions) - MOST_KEPT, 0)
        return History(versions[dropped:], len(versions) - dropped - 1, self.forgotten + dropped)

    def amended(self, version: Version) -> History:
        """Return the history in which the version shown is known better."""
        versions = (*self.versions[: self.position], version, *self.versions[self.position + 1 :])
        return evolve(self, versions=versions)

    def moved(self, steps: int) -> History:
        """Return the history some steps back (below 0) or forth, as far as there are versions."""
        return evolve(self, position=min(max(self.position + steps, 0), len(self.versions) - 1))
