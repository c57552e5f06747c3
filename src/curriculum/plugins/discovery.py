"""Which plugins are installed, and which of them may be loaded. Nothing of a plugin is imported here.

A plugin is an entry point of the group ``curriculum``; the entry point's name is the plugin's name. A region's
folder that needs no Python (:mod:`curriculum.plugins.folders`) stands beside the plugins, under its own name. A
name belongs to the distribution that is called after it: where several distributions announce a plugin
``skane``, the one called ``curriculum-skane`` has it, and where none is called so, nobody has. So one that takes a
name that is not its own cannot switch off the plugin that the name belongs to.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path

from attrs import evolve, frozen

from curriculum.errors import Finding
from curriculum.files.catalog import FILE_NAME
from curriculum.model import ID
from curriculum.plugins.folders import region_folders
from curriculum.plugins.hookspecs import GROUP

CHOICE = "CURRICULUM_PLUGINS"
"""Environment variable with the names of the plugins that may be loaded, split by commas; unset means all."""

_OF_FOLDERS = {
    "plugin-name-taken": "folder-name-taken",
    "plugin-id-taken": "folder-id-taken",
    "plugin-bad-catalog": "folder-bad-catalog",
    "plugin-catalog-id": "folder-catalog-id",
    "plugin-bad-file": "folder-bad-file",
    "plugin-file-id": "folder-file-id",
}
"""The codes of complaints that are told otherwise of a folder than of a package."""


@frozen
class Installed:
    """A plugin as its distribution announces it.

    Attributes:
        name: the plugin's name.
        distribution: name of the distribution that brings it.
        version: that distribution's version.
        entry_point: where its code is; None when the announcement cannot be read.
        refusal: why it must not be loaded, if so.
        folder: the region's folder, of one that comes without Python; ``distribution`` is then its path.
    """

    name: str
    distribution: str
    version: str
    entry_point: EntryPoint | None
    refusal: Finding | None = None
    folder: Path | None = None

    def finding(self, code: str, **values: object) -> Finding:
        """Return a complaint that blames this plugin, or this folder, for which other cures hold."""
        blamed = {"plugin": self.name, "distribution": self.distribution, "version": self.version}
        told = code if self.folder is None else _OF_FOLDERS.get(code, code)
        return Finding(code=told, values=blamed | values)

    @property
    def blocked(self) -> bool:
        """Whether it must not be loaded because somebody chose so."""
        return self.refusal is not None and self.refusal.code == "plugin-blocked"

    @property
    def owns_name(self) -> bool:
        """Whether the distribution is called after the plugin."""
        return self.folder is None and _normal(self.distribution) == _normal(f"{GROUP}-{self.name}")


def chosen_names() -> frozenset[str] | None:
    """Return the names in the environment variable :data:`CHOICE`; None when it is not set."""
    value = os.environ.get(CHOICE)
    if value is None:
        return None
    return frozenset(name.strip() for name in value.split(",") if name.strip())


def installed_plugins(only: Collection[str] | None = None) -> list[Installed]:
    """Return every plugin that is installed, sorted by name and distribution.

    Args:
        only: names of the plugins that may be loaded; all when None. The others are returned with a refusal, and
            so are those whose name is in dispute.
    """
    by_name: dict[str, list[Installed]] = defaultdict(list)
    for plugin in (*_announced(), *_lying_there()):
        by_name[plugin.name].append(plugin)
    return [
        evolve(plugin, refusal=plugin.refusal or _refusal(plugin, same_name, only))
        for _, same_name in sorted(by_name.items())
        for plugin in sorted(same_name, key=lambda plugin: plugin.distribution)
    ]


def _refusal(plugin: Installed, same_name: list[Installed], only: Collection[str] | None) -> Finding | None:
    if only is not None and plugin.name not in only:
        return plugin.finding("plugin-blocked", chosen=", ".join(sorted(only)) or "-")
    owners = [other for other in same_name if other.owns_name]
    if len(same_name) == 1 or owners == [plugin]:
        return None
    others = sorted({other.distribution for other in same_name if other is not plugin})
    return plugin.finding("plugin-name-taken", others=", ".join(others))


def _announced() -> Iterator[Installed]:
    """Yield what the distributions announce; of one that is on the path twice the first counts, as for imports."""
    seen: set[str] = set()
    for distribution in distributions():
        text = _entry_points_text(distribution)
        if not any(line.strip() == f"[{GROUP}]" for line in text.splitlines()):
            continue
        name = _name_of(distribution)
        if name is not None and _normal(name) not in seen:
            seen.add(_normal(name))
            yield from _announced_by(distribution, name)


def _lying_there() -> Iterator[Installed]:
    """Yield the regions that lie in folders, each folder once."""
    for folder in dict.fromkeys(region_folders()):
        lying = Installed(folder.name, str(folder), "-", None, folder=folder)
        if not (folder / FILE_NAME).is_file():
            yield evolve(lying, refusal=lying.finding("folder-without-region"))
        elif not ID.fullmatch(folder.name):
            yield evolve(lying, refusal=lying.finding("folder-bad-name"))
        else:
            yield lying


def _entry_points_text(distribution: Distribution) -> str:
    """Return a distribution's entry points as they are written: reading this is quick, all else is not."""
    try:
        return distribution.read_text("entry_points.txt") or ""
    except Exception:  # noqa: BLE001 - one damaged distribution must not hide all the others
        return ""


def _name_of(distribution: Distribution) -> str | None:
    """Return a distribution's name; None for the remains of one, which have none."""
    try:
        name: str | None = distribution.metadata["Name"]
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is nobody's plugin
        return None
    return name


def _announced_by(distribution: Distribution, name: str) -> Iterator[Installed]:
    try:
        version = distribution.version or "?"
        found = [point for point in distribution.entry_points if point.group == GROUP]
    except Exception as error:  # noqa: BLE001 - one damaged distribution must not hide all the others
        damaged = Installed(name, name, "?", None)
        yield evolve(damaged, refusal=damaged.finding("plugin-metadata", error=f"{type(error).__name__}: {error}"))
        return
    for point in found:
        yield Installed(point.name, name, version, point)


def _normal(name: str) -> str:
    """Return a distribution's name in the form that is compared: case and ``-_.`` do not count."""
    return re.sub(r"[-_.]+", "-", name).lower()
