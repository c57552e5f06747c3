"""Every id that an entry of a catalog names must exist, and every id must be unique.

A place is written as in the catalog file: ``modules[1].outcomes[0].competency``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from curriculum.errors import Finding, nearest
from curriculum.feasibility import circle_findings_across
from curriculum.known import Known
from curriculum.model import ID, Module, Programme, Scale, duplicate_findings
from curriculum.scales import STANDARD_SCALES

if TYPE_CHECKING:
    from curriculum.catalog import Catalog

TABLES = ("sources", "levels", "scales", "competencies", "modules", "programmes")
"""The tables of entries in a catalog, in the order in which a catalog file has them."""


def entry_findings(catalog: Catalog) -> Iterator[Finding]:
    """Yield every double id and every reference inside the catalog that leads nowhere."""
    for table in TABLES:
        yield from duplicate_findings(getattr(catalog, table), table)
    for finding in _References(catalog).findings():
        if finding is not None:
            yield finding


def foreign_findings(catalog: Catalog, others: Mapping[str, Catalog]) -> Iterator[Finding]:
    """Yield every reference into another catalog that leads nowhere, and every circle through other catalogs.

    Args:
        catalog: a catalog; being one, it is consistent in itself.
        others: the catalogs at hand, by id.
    """
    for index, used in enumerate(catalog.uses):
        if used not in others:
            values = {"catalog": used, "suggestion": nearest(used, others)}
            yield Finding(code="unknown-catalog", values=values, where=f"catalog.uses[{index}]")
    for used, wanted in catalog.uses_at_least.items():
        if used in others and _numbers(others[used].version) < _numbers(wanted):
            values = {"catalog": used, "found": others[used].version, "wanted": wanted}
            yield Finding(code="catalog-too-old", values=values, where=f"catalog.uses_at_least.{used}")
    for finding in _References(catalog, others).findings():
        if finding is not None:
            yield finding
    yield from circle_findings_across(
        catalog.modules, catalog.id, {name: other.modules for name, other in others.items() if name != catalog.id}
    )


class _Index:
    """The entries of one catalog by table and id; the standard scales are in every catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.competencies = {entry.id: entry for entry in catalog.competencies}
        self.scales = {scale.id: scale for scale in (*STANDARD_SCALES, *catalog.scales)}
        self.known = {table: Known(table, [entry.id for entry in getattr(catalog, table)]) for table in TABLES}
        self.known["scales"] = Known("scales", self.scales)


class _References:
    """The walk over one catalog's references; a reference that is in order yields None."""

    def __init__(self, catalog: Catalog, others: Mapping[str, Catalog] | None = None) -> None:
        self.catalog = catalog
        self.own = _Index(catalog)
        self.at_hand = {prefix: _Index(other) for prefix, other in (others or {}).items()} | {catalog.id: self.own}
        self.uses = Known("uses", catalog.uses)

    def findings(self) -> Iterator[Finding | None]:
        yield from self.of_head()
        for table in ("scales", "competencies", "modules", "programmes"):
            for index, entry in enumerate(getattr(self.catalog, table)):
                yield self.named("sources", entry.source, f"{table}[{index}].source")
        yield from self.of_competencies()
        for index, module in enumerate(self.catalog.modules):
            yield from self.of_module(module, f"modules[{index}]")
        for index, programme in enumerate(self.catalog.programmes):
            yield from self.of_programme(programme, f"programmes[{index}]")

    def of_head(self) -> Iterator[Finding | None]:
        for index, used in enumerate(self.catalog.uses):
            where = f"catalog.uses[{index}]"
            if used == self.catalog.id:
                yield Finding(code="own-prefix", values={"id": used, "local": used}, where=where)
            elif not ID.fullmatch(used):
                yield Finding(code="bad-id", values={"id": used}, where=where)
        for used in self.catalog.uses_at_least:
            if used not in self.catalog.uses:
                values = {"id": used, "catalog": used, "suggestion": self.uses.meant(used)}
                yield Finding(code="unused-catalog", values=values, where=f"catalog.uses_at_least.{used}")

    def of_competencies(self) -> Iterator[Finding | None]:
        broader = {entry.id: entry.broader for entry in self.catalog.competencies}
        for index, competency in enumerate(self.catalog.competencies):
            where = f"competencies[{index}]"
            yield self.named("competencies", competency.broader, f"{where}.broader")
            yield self.named("scales", competency.scale, f"{where}.scale")
        for circle in _circles(broader):
            values = {"circle": " → ".join((*circle, circle[0])), "id": circle[0]}
            where = f"competencies[{list(broader).index(circle[0])}].broader"
            yield Finding(code="broader-circle", values=values, where=where)

    def of_module(self, module: Module, where: str) -> Iterator[Finding | None]:
        for name in ("requires", "corequires", "strict_corequires"):
            for needed in dict.fromkeys(getattr(module, name).modules()):
                yield self.named("modules", needed, f"{where}.{name}")
        for index, outcome in enumerate(module.outcomes):
            spot = f"{where}.outcomes[{index}]"
            yield self.named("competencies", outcome.competency, f"{spot}.competency")
            yield self.reached(outcome.competency, outcome.reaches, f"{spot}.reaches")
            yield self.cognitive(outcome.level, f"{spot}.level")
        outcomes = Known("outcomes", (outcome.id for outcome in module.outcomes))
        for table in ("activities", "assessments"):
            for index, entry in enumerate(getattr(module, table)):
                spot = f"{where}.{table}[{index}]"
                yield self.cognitive(entry.level, f"{spot}.level")
                for number, outcome_id in enumerate(entry.outcomes):
                    if outcome_id not in outcomes:
                        yield outcomes.unknown(outcome_id, f"{spot}.outcomes[{number}]")

    def of_programme(self, programme: Programme, where: str) -> Iterator[Finding | None]:
        for index, level in enumerate(programme.audience):
            yield self.named("levels", level, f"{where}.audience[{index}]")
        seen: dict[str, str] = {}
        for name, ids in (("basis", programme.basis), ("electives.from", programme.elective_ids)):
            for index, module_id in enumerate(ids):
                spot = f"{where}.{name}[{index}]"
                yield self.named("modules", module_id, spot)
                if module_id in seen:
                    yield Finding(
                        code="duplicate-id", values={"id": module_id, "first": seen[module_id]}, where=spot
                    )
                seen.setdefault(module_id, spot)
        size = len(programme.elective_ids)
        if programme.choose.maximum > size:
            values = {"choose": programme.choose.maximum, "size": size}
            yield Finding(code="choose-too-many", values=values, where=f"{where}.electives.choose")
        for index, target in enumerate(programme.targets):
            spot = f"{where}.targets[{index}]"
            yield self.named("competencies", target.competency, f"{spot}.competency")
            yield self.reached(target.competency, target.reaches, f"{spot}.reaches")
            yield self.named("levels", target.level, f"{spot}.level")

    def named(self, table: str, wanted: str | None, where: str) -> Finding | None:
        """Check one reference to an entry of ``table``, of this catalog or of another."""
        if wanted is None:
            return None
        prefix, colon, local = wanted.partition(":")
        if not colon:
            known = self.own.known[table]
            return None if wanted in known else known.unknown(wanted, where)
        if prefix == self.catalog.id:
            return Finding(code="own-prefix", values={"id": wanted, "local": local}, where=where)
        if prefix not in self.uses:
            values = {"id": wanted, "catalog": prefix, "suggestion": self.uses.meant(prefix)}
            return Finding(code="unused-catalog", values=values, where=where)
        if prefix not in self.at_hand or local in self.at_hand[prefix].known[table]:
            return None
        values = {"id": local, "catalog": prefix, "suggestion": self.at_hand[prefix].known[table].meant(local)}
        return Finding(code="unknown-foreign-id", values=values, where=where)

    def reached(self, competency_id: str | None, step: str | None, where: str) -> Finding | None:
        """Check a step on the scale of a competency."""
        if step is None:
            return None
        if competency_id is None:
            return Finding(code="no-scale", values={"step": step, "id": ""}, where=where)
        prefix, _, local = competency_id.rpartition(":")
        home = self.at_hand.get(prefix) if prefix else self.own
        competency = home.competencies.get(local) if home else None
        if home is None or competency is None:
            return None
        if competency.scale is None:
            return Finding(code="no-scale", values={"step": step, "id": competency_id}, where=where)
        return _on_scale(self.scale(competency.scale, home), step, where)

    def cognitive(self, level: str | None, where: str) -> Finding | None:
        """Check a cognitive level, ``scale:step``."""
        if level is None:
            return None
        scale_id, colon, step = level.rpartition(":")
        if not colon:
            return Finding(code="bad-cognitive-level", values={"value": level}, where=where)
        return self.named("scales", scale_id, where) or _on_scale(self.scale(scale_id, self.own), step, where)

    def scale(self, scale_id: str, home: _Index) -> Scale | None:
        """Find a scale that an entry of the catalog ``home`` names; None when it is not at hand."""
        prefix, _, local = scale_id.rpartition(":")
        found = self.at_hand.get(prefix) if prefix else home
        return found.scales.get(local) if found else None


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers in a version, by which it is compared."""
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def _circles(broader: Mapping[str, str | None]) -> Iterator[list[str]]:
    """Yield every circle that the competencies above each other form, from its first member in the catalog on."""
    seen: set[str] = set()
    order = {name: position for position, name in enumerate(broader)}
    for start in broader:
        chain: dict[str, None] = {}
        name = start
        while name in broader and name not in seen and name not in chain:
            chain[name] = None
            name = broader[name] or ""
        seen.update(chain)
        if name in chain:
            members = list(chain)[list(chain).index(name) :]
            first = members.index(min(members, key=order.__getitem__))
            yield members[first:] + members[:first]


def _on_scale(scale: Scale | None, step: str, where: str) -> Finding | None:
    if scale is None or scale.rank(step) is not None:
        return None
    ids = [known.id for known in scale.steps]
    values = {"step": step, "scale": scale.id, "known": ", ".join(ids), "suggestion": nearest(step, ids)}
    return Finding(code="unknown-step", values=values, where=where)
