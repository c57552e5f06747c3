"""What all code in a process shares, kept from plugins: they can talk and change it without anybody else noticing.

Standard output is data, so what a plugin prints goes to standard error, whichever way it prints. The working
directory, our own environment variables, the filters for warnings, the root logger and the precision of decimals
are put back as they were.
"""

from __future__ import annotations

import decimal
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from pathlib import Path
from threading import RLock

_OUT, _ERR = 1, 2
"""The numbers of standard output and standard error, also for processes that are started."""
_OURS = "CURRICULUM_"
"""How our own environment variables begin."""


class _Kept:
    """Counts whose plugin's code is running: the first puts things aside, the last puts them back."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._running = 0
        self._stack = ExitStack()

    def enter(self) -> None:
        with self._lock:
            self._running += 1
            if self._running == 1:
                for shared in (
                    _output,
                    _folder,
                    _settings,
                    warnings.catch_warnings,
                    _logger,
                    decimal.localcontext,
                ):
                    self._stack.enter_context(shared())

    def leave(self) -> None:
        with self._lock:
            self._running -= 1
            if self._running == 0:
                self._stack.close()


_KEPT = _Kept()


@contextmanager
def kept() -> Iterator[None]:
    """Run a plugin's code; what it changes for everybody is put back when no plugin's code runs any more."""
    _KEPT.enter()
    try:
        yield
    finally:
        _KEPT.leave()


class _Aside(io.TextIOBase):
    """A standard output for plugins: it goes to standard error, and closing it closes nothing else."""

    def write(self, text: str, /) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


@contextmanager
def _output() -> Iterator[None]:
    sys.stdout.flush()
    with ExitStack() as stack:
        with suppress(OSError):  # one of them is closed: there is nothing to keep clean
            ours = os.dup(_OUT)
            stack.callback(os.close, ours)
            os.dup2(_ERR, _OUT)
            stack.callback(os.dup2, ours, _OUT)
        if sys.__stdout__ is not None:
            stack.callback(sys.__stdout__.flush)  # before the number means our output again
        with redirect_stdout(_Aside()):
            yield


@contextmanager
def _folder() -> Iterator[None]:
    try:
        here = Path.cwd()
    except OSError:  # somebody has removed it
        yield
        return
    try:
        yield
    finally:
        os.chdir(here)


@contextmanager
def _settings() -> Iterator[None]:
    ours = _own_variables()
    try:
        yield
    finally:
        for name in _own_variables().keys() - ours.keys():
            del os.environ[name]
        os.environ.update(ours)


def _own_variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_OURS)}


@contextmanager
def _logger() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers, disabled = root.level, root.handlers[:], logging.root.manager.disable
    try:
        yield
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers
        logging.disable(disabled)
