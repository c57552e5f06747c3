"""How each plugin fares: what ``curriculum plugins list`` shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from functools import cache
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding
from curriculum.plugins import catalogs
from curriculum.plugins.examining import examined
from curriculum.plugins.hookspecs import CATALOGS, HOOKS
from curriculum.plugins.isolation import Plugin

State = Literal["active", "broken", "conflict", "incompatible", "blocked"]

_STATES: Mapping[str, State] = {
    "plugin-blocked": "blocked",
    "plugin-name-taken": "conflict",
    "plugin-id-taken": "conflict",
    "folder-name-taken": "conflict",
    "folder-id-taken": "conflict",
    "plugin-api-newer": "incompatible",
}
"""The state that a fault puts a plugin in; every other fault makes it broken."""


@frozen(kw_only=True)
class PluginState:
    """How one plugin fares.

    Attributes:
        name: the plugin's name.
        distribution: name of the distribution that brings it, to be blamed and updated.
        version: the distribution's version.
        state: ``active``; ``broken``: it, or part of what it brings, cannot be used; ``conflict``: somebody else
            has the same name, or brings something with the same id; ``incompatible``: written for a newer
            interface; ``blocked``: not to be loaded.
        provides: what it contributes and can be used, such as ``catalog midtjylland``.
        findings: everything that is wrong, the reason for the state first; an active plugin can have warnings.
        milliseconds: time spent in its code and on its files.
        kind: ``package``, or ``folder`` for a region without Python: ``distribution`` is then the folder's path,
            and ``version`` the catalog's.
    """

    name: str
    distribution: str
    version: str
    state: State
    provides: tuple[str, ...]
    findings: tuple[Finding, ...]
    milliseconds: float = field(eq=False)
    kind: Literal["package", "folder"] = "package"

    @property
    def reason(self) -> Finding | None:
        """Why the plugin is in its state, or what it is warned of; None when all is well."""
        return self.findings[0] if self.findings else None

    @property
    def faulty(self) -> bool:
        """Whether something must be mended; a plugin that somebody blocked is not at fault."""
        return self.state not in ("active", "blocked")


def plugin_states(*, only: Collection[str] | None = None) -> tuple[PluginState, ...]:
    """Return the state of every installed plugin, by name and distribution.

    Loads all plugins that may be loaded, and reads what they bring.

    Args:
        only: names of the plugins that may be loaded; see :func:`curriculum.plugins.find_catalog`.
    """
    return _states(catalogs.chosen(only))


def forget_plugins() -> None:
    """Forget which plugins are installed and what they brought, so that they are looked for anew.

    Python itself keeps the modules of plugins that it has imported.
    """
    _states.cache_clear()
    catalogs.shelf.cache_clear()


@cache
def _states(only: frozenset[str] | None) -> tuple[PluginState, ...]:
    shelf = catalogs.shelf(only)
    provides: dict[Plugin, list[str]] = defaultdict(list)
    faults: dict[Plugin, list[Finding]] = defaultdict(list)
    for hook in HOOKS:
        for plugin, finding in shelf.plugins.disputes(hook):
            faults[plugin].append(finding)
        for claim in shelf.plugins.usable(hook):
            found = examined(shelf, claim, hook.name)
            faults[claim.plugin] += found
            if not found:
                provides[claim.plugin].append(hook.label(claim.record.id))
    return tuple(
        _state(
            plugin,
            _version(plugin, provides[plugin], shelf),
            provides[plugin],
            [*plugin.findings, *faults[plugin]],
        )
        for plugin in shelf.plugins.all
    )


def _version(plugin: Plugin, provides: Container[str], shelf: catalogs.Shelf) -> str:
    """Return a distribution's version; of a folder that of its catalog, as far as that is known."""
    if plugin.installed.folder is None or CATALOGS.label(plugin.name) not in provides:
        return plugin.installed.version
    catalog = shelf.find(plugin.name)
    return plugin.installed.version if catalog is None else catalog.version


def _state(plugin: Plugin, version: str, provides: Iterable[str], findings: Iterable[Finding]) -> PluginState:
    found = sorted(findings, key=lambda finding: finding.severity != "error")
    state: State = "active"
    if found and found[0].severity == "error":
        state = _STATES.get(found[0].code, "broken")
    return PluginState(
        name=plugin.name,
        distribution=plugin.distribution,
        version=version,
        state=state,
        provides=tuple(provides),
        findings=tuple(found),
        milliseconds=plugin.milliseconds,
        kind="package" if plugin.installed.folder is None else "folder",
    )
