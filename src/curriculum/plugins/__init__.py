"""Plugins: what regions contribute in packages of their own. Nothing of a plugin is imported before it is needed.

Users ask for what plugins bring (:func:`find_catalog`, :func:`installed_catalogs`) and how the plugins fare
(:func:`plugin_states`). Authors write functions marked with :data:`hookimpl` that yield records, such as
:class:`CatalogSource`; the hooks and an example of each are in :mod:`curriculum.plugins.hookspecs`.
"""

from curriculum.plugins.catalogs import catalog_file, find_catalog, installed_catalogs
from curriculum.plugins.hookspecs import CURRICULUM_API, CatalogSource, hookimpl
from curriculum.plugins.states import PluginState, forget_plugins, plugin_states

__all__ = [
    "CURRICULUM_API",
    "CatalogSource",
    "PluginState",
    "catalog_file",
    "find_catalog",
    "forget_plugins",
    "hookimpl",
    "installed_catalogs",
    "plugin_states",
]
