"""An explanation in words, in its parts; whoever shows it lays them out."""

from __future__ import annotations

from attrs import field, frozen

from curriculum.sequences import as_tuple


@frozen(kw_only=True)
class Told:
    """What an explanation says, in somebody's language. Ids stand for people.

    Attributes:
        heading: what was asked, and the answer.
        notes: what it holds for.
        obstacles: run by run, what stands in the way; the first says so.
        conflict: what cannot all hold; the first says so.
        changes: what would help, each with its effect; the first says so.
        unknown: what could help, too, but was not found out in time; the first says so.
    """

    heading: str
    notes: tuple[str, ...] = field(default=(), converter=as_tuple)
    obstacles: tuple[str, ...] = field(default=(), converter=as_tuple)
    conflict: tuple[str, ...] = field(default=(), converter=as_tuple)
    changes: tuple[str, ...] = field(default=(), converter=as_tuple)
    unknown: tuple[str, ...] = field(default=(), converter=as_tuple)
