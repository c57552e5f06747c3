"""LO: do outcomes say, with a verb, what somebody can be seen to do?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import Patch, setting
from curriculum.checks.registry import Check, Spot
from curriculum.checks.verbs import VerbList, objections, rankings, recommended
from curriculum.checks.walking import cognitive_rank, outcomes

_MOST_SHOWN = 6
"""So many verbs are recommended instead of one that cannot be observed."""


def unobservable(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes that begin with a word that a list advises against, language by language."""
    for where, module, outcome in outcomes(catalog):
        level = cognitive_rank(catalog, outcome.level) or (None, None)
        for language, statement in outcome.statement.by_language(catalog.language).items():
            against = list(objections(statement, language))
            if against:
                better = ", ".join(recommended(language, *level)[:_MOST_SHOWN])
                lists = ", ".join(one.id for one, _ in against)
                values = {"outcome": outcome.id, "module": module.id, "lang": language, "lists": lists}
                yield Spot(f"{where}.statement", {**values, "word": against[0][1], "better": better})


def at_another_level(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes whose verb every list that knows it puts at another level than the outcome's."""
    for where, module, outcome in outcomes(catalog):
        stated = cognitive_rank(catalog, outcome.level)
        if stated is None:
            continue
        for language, statement in outcome.statement.by_language(catalog.language).items():
            said = list(rankings(statement, language, stated[0]))
            if said and all(rank != stated[1] for _, _, rank in said):
                lists = "; ".join(f"{one.id}: {stated[0]}:{rank}" for one, _, rank in said)
                values = {"outcome": outcome.id, "module": module.id, "lang": language, "lists": lists}
                values |= {"verb": said[0][1], "level": str(outcome.level)}
                yield Spot(f"{where}.level", values, _agreed(f"{where}.level", stated[0], said))


def wordy(catalog: Catalog, *, most: float = 40) -> Iterator[Spot]:
    """Yield outcomes with a statement of more than ``most`` words."""
    for where, module, outcome in outcomes(catalog):
        longest = max((len(said.split()) for said in outcome.statement.by_language().values()), default=0)
        if longest > most:
            values = {"outcome": outcome.id, "module": module.id, "count": longest, "most": f"{most:g}"}
            yield Spot(f"{where}.statement", values)


def _agreed(where: str, scale: str, said: list[tuple[VerbList, str, int]]) -> Patch | None:
    """Return the patch to the level that all lists name; None where they disagree."""
    ranks = {rank for _, _, rank in said}
    return setting(where, f"{scale}:{ranks.pop()}") if len(ranks) == 1 else None


CHECKS = (
    Check(code="LO001", severity="warning", find=unobservable),
    Check(code="LO002", severity="note", find=at_another_level),
    Check(code="LO003", severity="note", find=wordy),
)
