"""One plugin, kept apart from all the others: whatever it does wrong stays here and becomes a finding.

Every plugin has a pluggy manager to itself. So one that is refused leaves nothing behind, one that raises stops
nobody else's hooks, and a misspelt hook is blamed on the one who misspelt it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from types import TracebackType
from typing import TypeVar, cast

import pluggy
from attrs import evolve

from curriculum.errors import Finding, InvalidInput, nearest
from curriculum.plugins import hookspecs
from curriculum.plugins.discovery import Installed
from curriculum.plugins.hookspecs import (
    CALENDARS,
    CATALOGS,
    CURRICULUM_API,
    FIRST_API,
    GROUP,
    HOOKS,
    INSTRUMENTS,
    RUBRICS,
    Hook,
)
from curriculum.plugins.records import Record
from curriculum.plugins.surroundings import kept

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Plugin:
    """An installed plugin. Its code is imported when its records are first asked for.

    Attributes:
        installed: what its distribution announces.
        findings: what has turned out to be wrong so far; warnings too.
        milliseconds: time spent in its code and on its files so far.
    """

    def __init__(self, installed: Installed) -> None:
        self.installed = installed
        self.findings: list[Finding] = [installed.refusal] if installed.refusal else []
        self.milliseconds = 0.0
        self._manager: pluggy.PluginManager | None = None
        self._imported = False
        self._ready = False
        self._records: dict[str, tuple[Record, ...]] = {}
        self._failed: set[str] = set()

    @property
    def name(self) -> str:
        """The plugin's name."""
        return self.installed.name

    @property
    def distribution(self) -> str:
        """Name of the distribution that brings it."""
        return self.installed.distribution

    def records(self, hook: Hook[R]) -> tuple[R, ...]:
        """Return what the plugin yields for a hook; nothing when it is at fault, which is then in the findings."""
        if not self._imported:
            self._imported = True
            self._import()
        if not self._ready:
            return ()
        if hook.name not in self._records:
            self._records[hook.name] = ()  # for a hook that asks for itself
            known = len(self.findings)
            with self.contained("plugin-hook-raises", hook=hook.name):
                self._records[hook.name] = tuple(self._yielded(hook))
            if len(self.findings) > known:
                self._failed.add(hook.name)
        return cast("tuple[R, ...]", self._records[hook.name])

    def failed(self, hook: Hook[R]) -> bool:
        """Tell whether the plugin does not load, or what it yields for a hook is not all that it has to give."""
        self.records(hook)
        return not self._ready or hook.name in self._failed

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add the time that is spent inside to the plugin's."""
        started = perf_counter()
        try:
            yield
        finally:
            self.milliseconds += (perf_counter() - started) * 1000

    @contextmanager
    def contained(self, code: str, **values: object) -> Iterator[None]:
        """Run the plugin's code and turn whatever it raises into a finding.

        Args:
            code: the finding's code; its text has the placeholder ``error``.
            values: further values of the finding.

        Only Ctrl-C passes through. What everybody shares is kept: :mod:`curriculum.plugins.surroundings`.
        """
        try:
            with kept(), self.timed():
                yield
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - SystemExit and its like end nobody's work but the plugin's
            self._blame(error, code, values)

    def demanded(self, use: Callable[[], T], code: str, **values: object) -> T:
        """Return what code of the plugin gives that the user's work cannot do without.

        Args:
            use: runs the code.
            code: as for :meth:`contained`.
            values: as for :meth:`contained`.

        Raises:
            InvalidInput: the code raises; the finding names the plugin.
        """
        try:
            with kept(), self.timed():
                return use()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise InvalidInput([self._blame(error, code, values)]) from error

    def _blame(self, error: BaseException, code: str, values: Mapping[str, object]) -> Finding:
        """Hold an exception against the plugin, at the place in its own files."""
        file, line = _spot(error)
        finding = evolve(self.installed.finding(code, error=described(error), **values), file=file, line=line)
        if finding not in self.findings:
            self.findings.append(finding)
        return finding

    def _import(self) -> None:
        """Import the plugin and register it, unless it is refused."""
        point = self.installed.entry_point
        if self.installed.refusal is not None or point is None:
            return
        with self.contained("plugin-import", module=point.value):
            module: object = point.load()
            if not self._api_fits(getattr(module, "CURRICULUM_API", FIRST_API)):
                return
            manager = pluggy.PluginManager(GROUP)
            manager.register(module, self.name)
            misfits = list(self._misfits(manager.get_hookcallers(module) or ()))
            self.findings += misfits
            if not misfits:
                manager.add_hookspecs(hookspecs)
                self._manager = manager
                self._ready = True

    def _api_fits(self, wanted: object) -> bool:
        """Tell whether the plugin was written for an interface that we can serve."""
        finding = self.installed.finding
        if type(wanted) is not int:
            self.findings.append(finding("plugin-api-unreadable", value=repr(wanted)))
            return False
        if wanted > CURRICULUM_API:
            self.findings.append(finding("plugin-api-newer", wanted=wanted, served=CURRICULUM_API))
            return False
        if wanted < CURRICULUM_API:
            older = finding("plugin-api-older", wanted=wanted, served=CURRICULUM_API)
            self.findings.append(evolve(older, severity="warning"))
        return True

    def _misfits(self, callers: Iterable[pluggy.HookCaller]) -> Iterator[Finding]:
        """Complain about hooks that do not exist or have other arguments, and about having none at all."""
        known = {hook.name: inspect.signature(getattr(hookspecs, hook.name)) for hook in HOOKS}
        implementations = [(caller.name, one) for caller in callers for one in caller.get_hookimpls()]
        for name, implementation in implementations:
            if name in known:
                asked = _demanded(inspect.signature(implementation.function)) - set(known[name].parameters)
                if asked:
                    values = {"hook": name, "arguments": ", ".join(sorted(asked))}
                    yield self.installed.finding(
                        "plugin-hook-arguments", **values, signature=f"{name}{_bare(known[name])}"
                    )
            elif not implementation.optionalhook:
                values = {"hook": name, "known": ", ".join(known), "suggestion": nearest(name, known)}
                yield self.installed.finding("plugin-hook-unknown", **values)
        if not implementations:
            yield self.installed.finding("plugin-no-hooks", known=", ".join(known))

    def _yielded(self, hook: Hook[R]) -> Iterator[R]:
        """Call the plugin's implementations of one hook; stop at the first record of another type."""
        if self._manager is None:
            return
        caller: pluggy.HookCaller = getattr(self._manager.hook, hook.name)
        results = caller()
        if caller.get_hookimpls() and not results:  # pluggy leaves None out
            results = [None]
        for result in results:
            for record in result if isinstance(result, Iterable) else [result]:
                if not isinstance(record, hook.record) or not isinstance(record.id, str):
                    values = {"hook": hook.name, "type": type(record).__name__, "record": hook.record.__name__}
                    self.findings.append(self.installed.finding("plugin-hook-type", **values))
                    return
                yield record


class RegionFolder(Plugin):
    """A region that comes without Python: its files are what a plugin would say of them."""

    def _import(self) -> None:
        self._ready = self.installed.refusal is None

    def _yielded(self, hook: Hook[R]) -> Iterator[R]:
        name = _FILES.get(hook.name)
        folder = self.installed.folder
        if name is not None and folder is not None and (folder / name).is_file():
            yield hook.record(self.name, folder / name)  # type: ignore[call-arg] # these hooks' records are files


def _demanded(signature: inspect.Signature) -> set[str]:
    """Return the arguments without which a function cannot be called."""
    return {
        name
        for name, parameter in signature.parameters.items()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    }


def _bare(signature: inspect.Signature) -> str:
    """Return a signature as an author writes it, without annotations."""
    return f"({', '.join(signature.parameters)})"


def described(error: BaseException) -> str:
    """Return an exception's type and text in one line of a readable length."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - an exception of the plugin's own may fail at this, too
        text = ""
    said = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _spot(error: BaseException) -> tuple[str | None, int | None]:
    """Return file and line that an author has to look at: the innermost that is not part of the machinery."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno
    spot: tuple[str | None, int | None] = (None, None)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        package = trace.tb_frame.f_globals.get("__name__", "").partition(".")[0]
        if package not in _MACHINERY:
            spot = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return spot


_FILES = {
    CATALOGS.name: "catalog.toml",
    RUBRICS.name: "rubric.toml",
    INSTRUMENTS.name: "instrument.toml",
    CALENDARS.name: "calendar.toml",
}
"""The file of a region's folder that each hook finds there."""
_LONGEST = 300
_MACHINERY = frozenset({"attr", "attrs", "contextlib", "curriculum", "importlib", "inspect", "pathlib", "pluggy"})
