"""A process of our own for native code, or for a part of the work: it can be ended without harm to this one."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from curriculum.scheduler.solving import Limits


class Process:
    """A child process that answers one question at a time; started at the first, and again should it be gone."""

    def __init__(self) -> None:
        self.running: subprocess.Popen[bytes] | None = None

    def ask(self, question: object, limits: Limits, seconds: float, *, politely: bool = False) -> Any | None:
        """Return the answer, or None when the process was ended or has failed.

        Args:
            question: see :mod:`curriculum.scheduler.child`.
            limits: whoever stops the search by these ends the process too.
            seconds: after which the process is killed.
            politely: whether a process that is to stop may still give the answer that it has.
        """
        process = self.running or self.start()
        end: Callable[[], None] = process.terminate if politely else process.kill
        limits.stoppers.append(end)
        watchdog = threading.Timer(seconds, process.kill)
        watchdog.start()
        try:
            if limits.interrupted or process.stdin is None or process.stdout is None:
                return None
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            return pickle.load(process.stdout)  # noqa: S301 - written by our own child process
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            self.stop()
            return None
        except KeyboardInterrupt:
            limits.interrupted = True
            self.stop()
            return None
        finally:
            watchdog.cancel()
            limits.stoppers.remove(end)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process, so that it is ready when it is asked."""
        command = [sys.executable, "-P", "-m", "curriculum.scheduler.child"]  # -P: nothing from the current folder
        self.running = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self.running

    def kill(self) -> None:
        """End the process, whatever it is doing; whoever has asked it gets no answer."""
        if self.running is not None:
            self.running.kill()

    def stop(self) -> None:
        """End the process, and wait until it is gone."""
        if self.running is not None:
            self.running.kill()
            self.running.communicate()
            self.running = None
