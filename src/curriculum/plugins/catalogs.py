"""The catalogs of plugins, and those of the library itself: each is read when it is asked for, and once."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from curriculum.catalog import Catalog
from curriculum.errors import InvalidInput
from curriculum.files import load_catalog
from curriculum.files.catalog import catalog_path
from curriculum.plugins.discovery import chosen_names
from curriculum.plugins.hookspecs import CATALOGS
from curriculum.plugins.manager import Claim, Plugins
from curriculum.plugins.records import CatalogSource
from curriculum.plugins.shipped import SHIPPED, shipped_catalog, shipped_folder


def find_catalog(catalog_id: str, *, only: Collection[str] | None = None) -> Catalog | None:
    """Return the installed catalog with this id.

    No other catalog is read, except those that this one uses, and faults of other plugins do not matter.

    Args:
        catalog_id: the id, for example ``midtjylland``.
        only: names of the plugins that may be loaded, none for an empty collection; None leaves it to the
            environment variable ``CURRICULUM_PLUGINS``, and without that all may.

    Returns:
        The catalog; None when no plugin that loads brings it and none is called after it. The library's own
        (:data:`curriculum.plugins.shipped.SHIPPED`) are there whatever may be loaded.

    Raises:
        InvalidInput: a plugin brings it or is called after it, but the catalog cannot be used: the file is
            invalid, the plugin does not load or is blocked, or several plugins claim the id.
    """
    return shelf(chosen(only)).find(catalog_id)


def installed_catalogs(*, only: Collection[str] | None = None) -> Mapping[str, Catalog]:
    """Return every catalog of a plugin that can be used, by id, sorted; :func:`plugin_states` tells of the others.

    Args:
        only: as in :func:`find_catalog`.
    """
    return shelf(chosen(only)).usable()


def catalog_file(catalog_id: str, *, only: Collection[str] | None = None) -> str | None:
    """Return the path of an installed catalog's file; None when there is no catalog with this id.

    Args:
        catalog_id: the id.
        only: as in :func:`find_catalog`.
    """
    if catalog_id in SHIPPED:
        return os.fspath(catalog_path(shipped_folder(catalog_id)))
    claim = shelf(chosen(only)).plugins.find(CATALOGS, catalog_id)
    return None if claim is None else os.fspath(catalog_path(claim.record.path))


class Shelf:
    """The catalogs of a set of plugins.

    Attributes:
        plugins: the plugins.
    """

    def __init__(self, plugins: Plugins) -> None:
        self.plugins = plugins
        self._alone: dict[str, Catalog] = {}
        self._checked: dict[str, Catalog] = {}

    def find(self, catalog_id: str) -> Catalog | None:
        """Return a catalog, checked together with those that it uses; see :func:`find_catalog`."""
        if catalog_id in SHIPPED:
            return shipped_catalog(catalog_id)
        if catalog_id not in self._checked:
            alone = self._find_alone(catalog_id)
            claim = self.plugins.find(CATALOGS, catalog_id)
            if alone is None or claim is None:
                return None
            self._checked[catalog_id] = self._read(claim, with_others=True) if alone.uses else alone
        return self._checked[catalog_id]

    def usable(self) -> Mapping[str, Catalog]:
        """Return every catalog that can be used, by id."""
        found: dict[str, Catalog] = {}
        for catalog_id in self.plugins.claims(CATALOGS):
            try:
                catalog = self.find(catalog_id)
            except InvalidInput:
                continue
            if catalog is not None:
                found[catalog_id] = catalog
        return MappingProxyType(found)

    def _find_alone(self, catalog_id: str) -> Catalog | None:
        """Return a catalog that is consistent in itself: catalogs that use each other are no circle here."""
        if catalog_id in SHIPPED:
            return shipped_catalog(catalog_id)
        if catalog_id not in self._alone:
            claim = self.plugins.find(CATALOGS, catalog_id)
            if claim is None:
                return None
            self._alone[catalog_id] = self._read(claim)
        return self._alone[catalog_id]

    def _read(self, claim: Claim[CatalogSource], *, with_others: bool = False) -> Catalog:
        source = claim.record
        blame = claim.plugin.installed.finding
        try:
            with claim.plugin.timed():
                catalog = load_catalog(source.path, self._find_alone if with_others else None)
        except InvalidInput as invalid:
            count = len(invalid.findings)
            first = blame("plugin-bad-catalog", catalog=source.id, path=source.path, count=count)
            raise InvalidInput([first, *invalid.findings]) from invalid
        if catalog.id != source.id:
            values = {"catalog": source.id, "path": source.path, "found": catalog.id}
            raise InvalidInput([blame("plugin-catalog-id", **values)])
        return catalog


def chosen(only: Collection[str] | None) -> frozenset[str] | None:
    """Return the names of the plugins that may be loaded, None for all; not asked for, the environment decides."""
    return chosen_names() if only is None else frozenset(only)


@cache
def shelf(only: frozenset[str] | None) -> Shelf:
    """Return the catalogs of a choice of plugins; found once a process."""
    return Shelf(Plugins(only))
