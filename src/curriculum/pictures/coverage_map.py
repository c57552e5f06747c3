"""The coverage heat map: what each module does for each competency, and what the programme promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.coverage.mapping import LETTERS, CurriculumMap, MapCell, curriculum_map
from curriculum.coverage.scope import Scope
from curriculum.messages import say
from curriculum.model import Target
from curriculum.pictures.boxes import BOLD, step_text
from curriculum.pictures.lettering import width, wrapped
from curriculum.pictures.svg import Picture, element, group, line_of_text, picture
from curriculum.text import Text

_MARGIN, _HEAD = 24.0, 58.0
_ROW, _LABEL, _PROMISE = 40.0, 216.0, 200.0
_WIDE, _NARROW = 128.0, 46.0
_MOST_WIDE = 8
_TALL = 150.0
TAUGHT = "taught"


def coverage_picture(
    catalog: Catalog, programme_id: str | None = None, *, others: Iterable[Catalog] = (), language: str = "en"
) -> Picture:
    """Draw which module introduces, reinforces and masters which competency, what is assessed, and the targets.

    The darker a cell, the further its module brings somebody; the letters say the same. A cell that reaches the
    step of a target has a thick frame.

    Args:
        catalog: the catalog.
        programme_id: id of the programme; every module of the catalog, and no targets, when None.
        others: catalogs that it uses, for their modules and scales.
        language: language of titles and legend: da, sv or en.

    Raises:
        KeyError: there is no such programme.
    """
    others = tuple(others)
    mapped = curriculum_map(catalog, programme_id, others=others)
    named = catalog if programme_id is None else catalog.programme(programme_id)
    targets = () if programme_id is None else catalog.programme(programme_id).targets
    heading = named.title.said(language, catalog.language) if named.title else named.id
    return _Sheet(Scope(catalog, others), mapped, targets, heading, language).drawn()


def map_picture(mapped: CurriculumMap, language: str = "en") -> Picture:
    """Draw a curriculum map by itself: with what it knows, which is neither titles of modules nor targets.

    Args:
        mapped: the map.
        language: language of titles and legend: da, sv or en.
    """
    return _Sheet(Scope(Catalog(id="map")), mapped, (), say("coverage.heading.map", language), language).drawn()


@frozen
class _Sheet:
    """Everything that one heat map shows."""

    scope: Scope
    mapped: CurriculumMap
    targets: Sequence[Target]
    heading: str
    language: str

    @property
    def column(self) -> float:
        """How wide the column of a module is; of many modules it is narrow, and the titles stand upright."""
        return _WIDE if len(self.mapped.modules) <= _MOST_WIDE else _NARROW

    def drawn(self) -> Picture:
        """Return the picture."""
        mapped = self.mapped
        tops, bottom = self._rows(_HEAD + self._head_height())
        right = _MARGIN + _LABEL + len(mapped.modules) * self.column
        parts = [line_of_text(self.heading, _MARGIN, 34, "head"), *self._headings(_HEAD + self._head_height() - 8)]
        for row, (top, height) in tops.items():
            parts += self._row(row, top, height, right)
        legend, edge = self._legend(bottom + 28)
        promised = _PROMISE if self.targets else 0
        full = max(right + promised, edge, _MARGIN + width(self.heading, 18)) + _MARGIN
        description = say(
            "picture.coverage-described", self.language, rows=len(mapped.rows), modules=len(mapped.modules)
        )
        return picture(self.heading, description, full, bottom + 50, *parts, *legend)

    def _said(self, text: Text | None, otherwise: str) -> str:
        return (text.said(self.language, self.scope.catalog.language) if text else "") or otherwise

    def _title(self, row: str) -> str:
        return self._said(self.mapped.titles.get(row), row)

    def _module_title(self, name: str) -> str:
        module = self.scope.modules.get(name)
        return self._said(module.title if module else None, name)

    def _upright(self) -> bool:
        return self.column == _NARROW

    def _head_lines(self, name: str) -> list[str]:
        if self._upright():
            return wrapped(self._module_title(name), _TALL - 8, 11, most=2)
        return wrapped(self._module_title(name), self.column - 10, BOLD, most=5)

    def _head_height(self) -> float:
        if self._upright():
            return _TALL
        return 15.0 * max((len(self._head_lines(name)) for name in self.mapped.modules), default=0) + 10

    def _headings(self, bottom: float) -> list[str]:
        parts = []
        for number, name in enumerate(self.mapped.modules):
            lines = self._head_lines(name)
            left = _MARGIN + _LABEL + number * self.column
            words = []
            for place, line in enumerate(lines):
                if self._upright():
                    x = left + self.column / 2 + 5 + (place - (len(lines) - 1) / 2) * 14
                    turn = f"rotate(-90 {x:g} {bottom:g})"
                    words.append(line_of_text(line, x, bottom, "small", transform=turn))
                else:
                    y = bottom - 15 * (len(lines) - 1 - place)
                    words.append(line_of_text(line, left + self.column / 2, y, "strong middle"))
            parts.append(group(*words, title=f"{self._module_title(name)} - {name}"))
        if self.targets:
            left = _MARGIN + _LABEL + len(self.mapped.modules) * self.column + 14
            parts.append(line_of_text(say("picture.promised", self.language), left, bottom, "strong"))
        return parts

    def _rows(self, top: float) -> tuple[dict[str, tuple[float, float]], float]:
        """Return where each row begins and how high it is, and where the last one ends."""
        found = {}
        for row in self.mapped.rows:
            lines = max(len(self._row_lines(row)), len(self._promises(row)))
            height = max(_ROW, 14.0 * lines + 12)
            found[row] = top, height
            top += height
        return found, top

    def _row_lines(self, row: str) -> list[str]:
        return wrapped(self._title(row), _LABEL - 14, 12, most=3)

    def _row(self, row: str, top: float, height: float, right: float) -> list[str]:
        lines = self._row_lines(row)
        middle = top + height / 2 + 4
        label = [
            line_of_text(line, _MARGIN, middle + 14 * (place - (len(lines) - 1) / 2))
            for place, line in enumerate(lines)
        ]
        parts = [group(*label, title=f"{self._title(row)} - {row}")]
        for number, name in enumerate(self.mapped.modules):
            parts.append(self._cell(row, name, _MARGIN + _LABEL + number * self.column, top, height))
        promises = self._promises(row)
        for place, promise in enumerate(promises):
            y = middle + 14 * (place - (len(promises) - 1) / 2)
            parts.append(line_of_text(promise, right + 14, y, "small"))
        return parts

    def _cell(self, row: str, name: str, left: float, top: float, height: float) -> str:
        cell = self.mapped.cell(row, name)
        frame = {"x": left + 2, "y": top + 2, "width": self.column - 4, "height": height - 4, "rx": 4}
        if cell is None:
            return element("rect", class_="none", **frame)
        middle = left + self.column / 2
        strongest = cell.coverage[-1] if cell.coverage else TAUGHT
        steps = wrapped(self._highest(cell), self.column - 8, 10.5, most=1) if not self._upright() else []
        parts = [
            element("rect", class_=strongest, **frame),
            line_of_text(cell.letters, middle, top + height / 2 + (-2 if steps else 4), "strong middle"),
            *(line_of_text(step, middle, top + height / 2 + 12, "small middle") for step in steps),
        ]
        if self._is_aimed_at(cell):
            parts.append(element("rect", class_="aimed", **frame))
        told = f"{self._module_title(name)} / {self._title(row)}: {', '.join((cell.letters, *cell.steps))}"
        return group(*parts, title=told)

    def _highest(self, cell: MapCell) -> str:
        return step_text(self.scope, cell.row, self._rank(cell), self.language)

    def _rank(self, cell: MapCell) -> int:
        return max((self.scope.rank(cell.row, step) for step in cell.steps), default=0)

    def _own_targets(self, row: str) -> list[Target]:
        return [target for target in self.targets if target.competency == row]

    def _is_aimed_at(self, cell: MapCell) -> bool:
        wanted = {self.scope.rank(cell.row, target.reaches) for target in self._own_targets(cell.row)}
        return any(self.scope.rank(cell.row, step) in wanted for step in cell.steps)

    def _promises(self, row: str) -> list[str]:
        """Return what is promised of a competency: each step, with the leadership levels that it holds for."""
        levels: dict[str, list[str]] = {}
        for target in self._own_targets(row):
            step = step_text(self.scope, row, self.scope.rank(row, target.reaches), self.language)
            levels.setdefault(step or say("picture.built", self.language), []).append(target.level or "")
        told = []
        for step, named in levels.items():
            shown = ", ".join(self._level(level) for level in named if level)
            told += wrapped(f"{step}: {shown}" if shown else step, _PROMISE - 14, 10.5, most=6)
        return told

    def _level(self, level: str) -> str:
        title = next((one.title for one in self.scope.catalog.levels if one.id == level), None)
        return self._said(title, level)

    def _legend(self, top: float) -> tuple[list[str], float]:
        """Return what letters and colours mean, and where that ends on the right."""
        shown = {letter for cell in self.mapped.cells for letter in cell.letters}
        samples: list[tuple[str, str]] = [(letter, coverage) for coverage, letter in LETTERS.items()]
        samples += [("T", TAUGHT), ("A", "none"), *([("", "aimed")] if self.targets else [])]
        parts, left = [], _MARGIN
        for letter, style in samples:
            if letter and letter not in shown:
                continue
            parts.append(element("rect", x=left, y=top - 9, width=22, height=18, rx=3, class_=style))
            parts.append(line_of_text(letter, left + 11, top + 4, "strong middle"))
            words = say(f"picture.cell.{'assessed' if letter == 'A' else style}", self.language)
            parts.append(line_of_text(words, left + 29, top + 4, "small"))
            left += 29 + width(words, 10.5) + 20
        return parts, left
