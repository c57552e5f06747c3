"""What is examined: one catalog, as a plugin brings it or as it lies in a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from attrs import evolve, frozen

from curriculum.catalog import Catalog
from curriculum.errors import Finding, InvalidInput, nearest
from curriculum.evaluation.instruments import Instrument
from curriculum.files.catalog import Draft, FindCatalog, draft_catalog, used_catalogs
from curriculum.files.drafts import STAND_IN_ID
from curriculum.files.instruments import load_instrument
from curriculum.plugins.catalogs import Shelf
from curriculum.plugins.discovery import Installed
from curriculum.plugins.examining import examined
from curriculum.plugins.hookspecs import CATALOGS, HOOKS, INSTRUMENTS
from curriculum.plugins.isolation import Plugin, RegionFolder
from curriculum.plugins.manager import Claim, Plugins
from curriculum.plugins.packages import PYPROJECT, plugins_in
from curriculum.plugins.records import CatalogSource


@frozen(kw_only=True, eq=False, slots=False)
class Subject:
    """One catalog to be examined.

    Attributes:
        path: its file, or a folder with a ``catalog.toml``; None for a plugin that brings something else.
        find: gives the catalogs that it uses.
        faults: what is wrong with the plugin that brings it, its files apart.
        package: the folder of the plugin's code; None for a catalog that comes without.
        snapshot: a file with the analysis as it was; None when it is not compared.
        instruments: the questionnaires that come with it, as far as they can be read, each with its file.
    """

    path: Path | None
    find: FindCatalog
    faults: tuple[Finding, ...] = ()
    package: Path | None = None
    snapshot: Path | None = None
    instruments: tuple[tuple[Path, Instrument], ...] = ()

    def compared_with(self, snapshot: Path) -> Subject:
        """Return the same subject, its analysis to be compared with a file."""
        return evolve(self, snapshot=snapshot)

    @cached_property
    def draft(self) -> Draft | None:
        """The catalog's file as it was read, sound or not; None when it cannot be read at all."""
        try:
            return None if self.path is None else draft_catalog(self.path)
        except InvalidInput:
            return None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that the reader of catalogs has to complain about."""
        if self.path is None:
            return ()
        try:
            drafted = self.draft or draft_catalog(self.path)
        except InvalidInput as invalid:
            return invalid.findings
        _, findings = used_catalogs(drafted, self.find)
        return (*drafted.complaints.located(), *findings)

    @cached_property
    def catalog(self) -> Catalog | None:
        """The catalog; None when it is invalid."""
        return None if self.findings or self.draft is None else self.draft.catalog

    @cached_property
    def others(self) -> tuple[Catalog, ...]:
        """The catalogs that it uses, as far as they are at hand."""
        return () if self.draft is None else tuple(used_catalogs(self.draft, self.find)[0].values())


def subjects(word: str | Path, plugins: Plugins) -> tuple[Subject, ...]:
    """Return what there is to examine.

    Args:
        word: the name of an installed plugin, a folder with a ``catalog.toml``, or the folder of a plugin's
            package, which need not be installed.
        plugins: the installed plugins.

    Raises:
        InvalidInput: there is no such plugin or folder, or the package announces no plugin.
    """
    path = Path(word)
    if (path / PYPROJECT).is_file():
        return tuple(subject for plugin in plugins_in(path) for subject in _brought(plugin, plugins))
    if path.exists():
        return (_lying(path, plugins),)
    named = [plugin for plugin in plugins.all if plugin.name == word]
    if not named:
        known = [plugin.name for plugin in plugins.all]
        values = {"word": word, "known": ", ".join(known) or "-", "suggestion": nearest(str(word), known)}
        raise InvalidInput([Finding(code="no-such-plugin", values=values)])
    owners = [plugin for plugin in named if plugin.installed.refusal is None]
    return tuple(subject for plugin in owners or named for subject in _brought(plugin, plugins))


def _lying(path: Path, plugins: Plugins) -> Subject:
    """Return a catalog that lies in a folder, with what lies beside it and has its id."""
    shelf = Shelf(plugins)
    alone = Subject(path=path, find=shelf.find)
    if not path.is_dir() or alone.draft is None or alone.draft.catalog.id == STAND_IN_ID:
        return alone
    catalog = alone.draft.catalog
    region = RegionFolder(Installed(catalog.id, str(path), catalog.version, None, folder=path.absolute()))
    return evolve(alone, faults=tuple(_faults(region, plugins, shelf)), instruments=tuple(_instruments(region)))


def _brought(plugin: Plugin, plugins: Plugins) -> Iterator[Subject]:
    """Yield the catalogs that a plugin brings; one that brings none is a subject without a file."""
    shelf = Shelf(plugins)
    sources = plugin.records(CATALOGS)
    faults = tuple(_faults(plugin, plugins, shelf))
    paths: list[Path | None] = [source.path for source in sources]
    for path in paths or [None]:
        yield Subject(
            path=path,
            find=shelf.find,
            faults=faults,
            package=_package(plugin),
            instruments=tuple(_instruments(plugin)),
        )


def _faults(plugin: Plugin, plugins: Plugins, shelf: Shelf) -> Iterator[Finding]:
    """Yield what is wrong with a plugin; what its catalogs say, their ids apart, is looked at by itself."""
    for hook in HOOKS:
        for record in plugin.records(hook):
            if isinstance(record, CatalogSource):
                yield from _other_id(plugin, record)
            else:
                yield from examined(shelf, Claim(plugin, record), hook.name)
        yield from (fault for blamed, fault in plugins.disputes(hook) if blamed is plugin)
    yield from (finding for finding in plugin.findings if finding.severity == "error")


def _instruments(plugin: Plugin) -> Iterator[tuple[Path, Instrument]]:
    """Yield the instruments that can be read; of the others the faults tell."""
    for record in plugin.records(INSTRUMENTS):
        with suppress(InvalidInput):
            yield record.path, load_instrument(record.path)


def _other_id(plugin: Plugin, source: CatalogSource) -> Iterator[Finding]:
    """Yield a complaint when a plugin announces a catalog by another id than it has in its file."""
    with suppress(InvalidInput):
        found = draft_catalog(source.path).catalog.id
        if found not in (source.id, STAND_IN_ID):
            values = {"catalog": source.id, "path": source.path, "found": found}
            yield plugin.installed.finding("plugin-catalog-id", **values)


def _package(plugin: Plugin) -> Path | None:
    """Return the folder that a plugin's code lies in."""
    point = plugin.installed.entry_point
    file = None if point is None else getattr(sys.modules.get(point.module), "__file__", None)
    return None if file is None else Path(file).parent
