"""The curriculum map: what each module does for each competency or outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.coverage.scope import Scope
from curriculum.model import Coverage, LearningOutcome
from curriculum.text import Text

if TYPE_CHECKING:
    import pandas as pd

Rows = Literal["competency", "outcome"]
LETTERS: Mapping[Coverage, str] = {"introduced": "I", "reinforced": "R", "mastered": "M"}
"""Introduced, reinforced, mastered, as curriculum maps have it."""
ASSESSED = "A"
TAUGHT = "T"
"""Taught, where the outcome does not say how."""


@frozen(kw_only=True)
class MapCell:
    """What one module does for one competency or outcome.

    Attributes:
        row: id of the competency; or ``module/outcome``.
        module: id of the module.
        outcomes: ids of the module's outcomes that bear on it.
        steps: ids of the steps that they reach, lowest first.
        coverage: introduced, reinforced and mastered, whichever the outcomes say.
        assessed: whether an assessment tests one of the outcomes.
    """

    row: str
    module: str
    outcomes: tuple[str, ...]
    steps: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    assessed: bool

    @property
    def letters(self) -> str:
        """The cell in letters: ``I``, ``R``, ``M`` (or ``T``, taught), then ``A`` when it is assessed."""
        said = "".join(letter for coverage, letter in LETTERS.items() if coverage in self.coverage)
        return (said or TAUGHT) + (ASSESSED if self.assessed else "")


@frozen(kw_only=True)
class CurriculumMap:
    """Competencies or outcomes by module.

    Attributes:
        by: what the rows are.
        rows: their ids, in the catalog's order.
        titles: their titles or statements, where there are any, by id.
        modules: ids of the modules, in the order of the programme, or of the catalog.
        cells: the cells that are not empty, row by row.
    """

    by: Rows
    rows: tuple[str, ...]
    titles: Mapping[str, Text]
    modules: tuple[str, ...]
    cells: tuple[MapCell, ...]

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], MapCell]:
        return {(cell.row, cell.module): cell for cell in self.cells}

    def cell(self, row: str, module: str) -> MapCell | None:
        """Return one cell; None when it is empty."""
        return self._by_place.get((row, module))

    def letters(self, row: str, module: str) -> str:
        """Return one cell in letters, an empty text when it is empty."""
        cell = self.cell(row, module)
        return cell.letters if cell else ""

    def to_frame(self) -> pd.DataFrame:
        """Return the map in letters as a pandas data frame, a column for each module.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from curriculum.frames import frame

        rows = [[row, *(self.letters(row, module) for module in self.modules)] for row in self.rows]
        return frame([self.by, *self.modules], rows)

    def _repr_html_(self) -> str:
        from curriculum.coverage.pages import map_html

        return map_html(self)

    def _repr_svg_(self) -> str:
        from curriculum.pictures import map_picture

        return map_picture(self)


def curriculum_map(
    catalog: Catalog, programme_id: str | None = None, *, by: Rows = "competency", others: Iterable[Catalog] = ()
) -> CurriculumMap:
    """Return the map of a programme, or of all modules of a catalog.

    Args:
        catalog: a catalog.
        programme_id: id of one of its programmes; all modules of the catalog when None.
        by: a row for each competency (those of the catalog, then others that are taught), or for each outcome.
        others: catalogs that it uses, for their modules and scales.

    Raises:
        KeyError: there is no such programme.

    Example:
        >>> from curriculum import Competency, LearningOutcome, Module
        >>> lead = LearningOutcome(id="lead", statement="Lead.", competency="change", coverage="introduced")
        >>> change = Competency(id="change")
        >>> mine = Catalog(id="mine", competencies=[change], modules=[Module(id="m", outcomes=[lead])])
        >>> curriculum_map(mine).letters("change", "m")
        'I'
    """
    scope = Scope(catalog, others)
    names = scope.programme_modules(catalog.programme(programme_id) if programme_id is not None else None)
    if by == "outcome":
        return _by_outcome(scope, names)
    return _by_competency(scope, names)


def _by_competency(scope: Scope, names: tuple[str, ...]) -> CurriculumMap:
    titles = {one.id: one.title for one in scope.catalog.competencies}
    taught = [one.competency for name in names for one in scope.taught(name)]
    rows = tuple(dict.fromkeys((*titles, *taught)))
    cells = []
    for row in rows:
        for name in names:
            module = scope.modules.get(name)
            own = [outcome for outcome in module.outcomes if outcome.competency == row] if module else []
            if own:
                cells.append(_cell(scope, row, name, own))
    return CurriculumMap(
        by="competency",
        rows=rows,
        titles={row: title for row, title in titles.items() if title},
        modules=names,
        cells=tuple(cells),
    )


def _by_outcome(scope: Scope, names: tuple[str, ...]) -> CurriculumMap:
    placed = [
        (f"{name}/{outcome.id}", name, outcome)
        for name in names
        if name in scope.modules
        for outcome in scope.modules[name].outcomes
    ]
    return CurriculumMap(
        by="outcome",
        rows=tuple(row for row, _, _ in placed),
        titles={row: outcome.statement for row, _, outcome in placed},
        modules=names,
        cells=tuple(_cell(scope, row, name, [outcome]) for row, name, outcome in placed),
    )


def _cell(scope: Scope, row: str, name: str, outcomes: list[LearningOutcome]) -> MapCell:
    ids = tuple(outcome.id for outcome in outcomes)
    reached = {(scope.rank(one.competency, one.reaches), one.reaches) for one in outcomes if one.competency}
    said = {outcome.coverage for outcome in outcomes}
    return MapCell(
        row=row,
        module=name,
        outcomes=ids,
        steps=tuple(step for _, step in sorted(reached, key=lambda one: one[0]) if step is not None),
        coverage=tuple(coverage for coverage in LETTERS if coverage in said),
        assessed=any(set(ids) & set(one.outcomes) for one in scope.modules[name].assessments),
    )
