"""Plugins: what regions contribute in packages of their own. Nothing of a plugin is imported before it is needed.

Users ask for what plugins bring (:func:`find_catalog`, :func:`installed_catalogs`, :func:`find_rule` ...) and how
the plugins fare (:func:`plugin_states`). Authors write functions marked with :data:`hookimpl` that yield records,
such as :class:`CatalogSource`; the hooks and an example of each are in :mod:`curriculum.plugins.hookspecs`.
"""

from curriculum.further_rules import Attendance, Breach, FurtherRule, Limits
from curriculum.plugins.catalogs import catalog_file, find_catalog, installed_catalogs
from curriculum.plugins.contributions import (
    check_faults,
    find_calendar,
    find_exporter,
    find_instrument,
    find_roster_format,
    find_rubric,
    find_rule,
    installed_checks,
    installed_instruments,
    known_exporters,
    rubric_files,
)
from curriculum.plugins.hookspecs import CURRICULUM_API, hookimpl
from curriculum.plugins.records import (
    CalendarFile,
    CatalogSource,
    CheckFamily,
    Exporter,
    InstrumentFile,
    RubricFile,
)
from curriculum.plugins.states import PluginState, forget_plugins, plugin_states
from curriculum.roster_format import RosterFormat

__all__ = [
    "CURRICULUM_API",
    "Attendance",
    "Breach",
    "CalendarFile",
    "CatalogSource",
    "CheckFamily",
    "Exporter",
    "FurtherRule",
    "InstrumentFile",
    "Limits",
    "PluginState",
    "RosterFormat",
    "RubricFile",
    "catalog_file",
    "check_faults",
    "find_calendar",
    "find_catalog",
    "find_exporter",
    "find_instrument",
    "find_roster_format",
    "find_rubric",
    "find_rule",
    "forget_plugins",
    "hookimpl",
    "installed_catalogs",
    "installed_checks",
    "installed_instruments",
    "known_exporters",
    "plugin_states",
    "rubric_files",
]
