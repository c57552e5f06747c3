"""All plugins together: who contributes what, and who has an id that several claim.

An id belongs to the plugin that is called after it: the catalog ``skane`` to the plugin ``skane``, whoever else
yields one. Where no plugin is called so, an id that several yield is nobody's; what the library has itself, no
plugin can have. So the order in which plugins lie on a disk decides nothing, and a catalog does not change hands
unnoticed because its plugin is broken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from attrs import frozen

from curriculum.errors import Finding, InvalidInput
from curriculum.plugins.discovery import installed_plugins
from curriculum.plugins.hookspecs import GROUP, Hook
from curriculum.plugins.isolation import Plugin, RegionFolder
from curriculum.plugins.records import Record

R = TypeVar("R", bound=Record)


@frozen
class Claim(Generic[R]):
    """A record, and the plugin that yields it."""

    plugin: Plugin
    record: R


class Plugins:
    """The installed plugins, each loaded when it is needed, once.

    Attributes:
        all: every installed plugin and every region's folder, those that must not be loaded included, by name and
            distribution.
    """

    def __init__(self, only: Collection[str] | None = None) -> None:
        self.all = tuple(
            Plugin(installed) if installed.folder is None else RegionFolder(installed)
            for installed in installed_plugins(only)
        )
        self._claims: dict[str, Mapping[str, Sequence[Claim[Any]]]] = {}

    def claims(self, hook: Hook[R]) -> Mapping[str, Sequence[Claim[R]]]:
        """Return who yields what for a hook, by the records' ids, sorted. This loads every plugin."""
        if hook.name not in self._claims:
            found: dict[str, list[Claim[R]]] = defaultdict(list)
            for plugin in self.all:
                for record in plugin.records(hook):
                    found[record.id].append(Claim(plugin, record))
            self._claims[hook.name] = dict(sorted(found.items()))
        return self._claims[hook.name]

    def held(self, hook: Hook[R], record_id: str) -> Claim[R] | None:
        """Return the record that has an id, if any has.

        The plugin called after the id is asked first, and nobody else is loaded when it has it.
        """
        if record_id in hook.taken:
            return None
        namesakes = self._namesakes(record_id)
        own = [Claim(plugin, record) for plugin in namesakes for record in plugin.records(hook)]
        own = [claim for claim in own if claim.record.id == record_id]
        if len(own) == 1:
            return own[0]
        if any(plugin.failed(hook) for plugin in namesakes):
            return None
        claims = self.claims(hook).get(record_id, ())
        return claims[0] if len(claims) == 1 else None

    def find(self, hook: Hook[R], record_id: str) -> Claim[R] | None:
        """Return the record that has an id.

        Returns:
            The record and its plugin; None when there is no such id.

        Raises:
            InvalidInput: the id is in dispute, or the plugin called after it does not load.
        """
        if (held := self.held(hook, record_id)) is not None:
            return held
        namesakes = self._namesakes(record_id) or [plugin for plugin in self.all if plugin.name == record_id]
        findings = [finding for plugin in namesakes if plugin.failed(hook) for finding in plugin.findings]
        findings += [finding for _, finding in self._disputes(hook, record_id)]
        if findings:
            raise InvalidInput(findings)
        return None

    def usable(self, hook: Hook[R]) -> Iterator[Claim[R]]:
        """Yield the records of a hook that have their id, sorted by it. This loads every plugin."""
        for record_id in self.claims(hook):
            if (held := self.held(hook, record_id)) is not None:
                yield held

    def disputes(self, hook: Hook[R]) -> Iterator[tuple[Plugin, Finding]]:
        """Yield a complaint for each record that does not get its id, with the plugin it is about."""
        for record_id in self.claims(hook):
            yield from self._disputes(hook, record_id)

    def _disputes(self, hook: Hook[R], record_id: str) -> Iterator[tuple[Plugin, Finding]]:
        held = self.held(hook, record_id)
        claims = self.claims(hook).get(record_id, ())
        parties = {plugin.distribution for plugin in self._namesakes(record_id)}
        parties |= {claim.plugin.distribution for claim in claims}
        if record_id in hook.taken:
            parties.add(GROUP)
        for claim in claims:
            if claim != held:
                values = {"label": hook.label(record_id), "parties": ", ".join(sorted(parties))}
                yield claim.plugin, claim.plugin.installed.finding("plugin-id-taken", **values)

    def _namesakes(self, record_id: str) -> list[Plugin]:
        """Return the plugins that an id belongs to by their name.

        What is blocked counts as not installed; whoever claims a name that is another's has no say.
        """
        named = [plugin for plugin in self.all if plugin.name == record_id and not plugin.installed.blocked]
        return [plugin for plugin in named if plugin.installed.refusal is None] or named
