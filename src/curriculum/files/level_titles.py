"""The titles of a catalog's levels, as words that a roster may use for their ids."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from curriculum.files.headings import form
from curriculum.model import Level
from curriculum.roster_format import RosterFormat


def with_level_titles(found: RosterFormat, levels: Sequence[Level]) -> RosterFormat:
    """Return the words of a staff system with the levels' titles, in every language, among those for levels.

    Ids and the staff system's own words come first: a title that is one of them for another level is left out, and
    so is one that two levels share.

    Example:
        >>> from curriculum.roster_format import USUAL
        >>> mid = Level(id="mid", title={"da": "Afdelingsledelse", "en": "Department management"})
        >>> with_level_titles(USUAL, [mid]).levels
        {'mid': ('Afdelingsledelse', 'Department management')}
    """
    ids = [level.id for level in levels]
    titles = {level.id: [text for _, text in level.title.entries] for level in levels if level.title}
    meant: dict[str, set[str]] = {}
    for name, words in [*((name, [name]) for name in ids), *found.levels.items(), *titles.items()]:
        for word in words:
            meant.setdefault(form(word), set()).add(name)
    known = dict(found.levels)
    for name, texts in titles.items():
        clear = [text for text in texts if form(text) and meant[form(text)] == {name}]
        if clear:
            known[name] = tuple(dict.fromkeys([*known.get(name, ()), *clear]))
    return evolve(found, levels=known)
