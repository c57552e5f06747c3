"""The titles of a catalog's levels, as words that a roster may use for their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from curriculum.errors import Finding
from curriculum.files.headings import form
from curriculum.known import Known
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


def with_level_words(
    findings: Iterable[Finding], wording: RosterFormat, levels: Sequence[Level]
) -> Iterator[Finding]:
    """Yield findings about a cohort; those about a roster's unknown levels name every word that may be written.

    What was probably meant is looked for among all of these words, too.

    Args:
        findings: what is wrong with the cohort.
        wording: the words that the roster may use, titles included.
        levels: the catalog's levels.
    """
    words = {level.id: wording.levels.get(level.id, ()) for level in levels}
    told = (f"{name} ({', '.join(others)})" if others else name for name, others in words.items())
    shown = Known("levels", told).shown()
    spelt = {form(word): word for name, others in words.items() for word in (*others, name)}
    known = Known("levels", spelt)
    for finding in findings:
        if finding.code == "unknown-id" and re.fullmatch(r"participants\[\d+\]\.level", finding.where):
            meant = known.meant(form(finding.values["id"]))
            values = {**finding.values, "known": shown, "suggestion": spelt.get(meant, "")}
            yield evolve(finding, values=values)
        else:
            yield finding
