"""The process in which HiGHS runs: ``python -m curriculum.scheduler.child``.

HiGHS cannot be interrupted, and a native solver can take its process down with it. In a process of its own neither
does harm: the parent kills it, or notices that it is gone. Tasks come in on standard input and answers go out on
standard output, pickled; both ends are ours.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys

from curriculum.scheduler.tasks import Task, solve


def main() -> None:
    """Answer tasks until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # HiGHS prints its name there
    while True:
        try:
            task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
        except EOFError:
            return
        pickle.dump(solve(task), answers)
        answers.flush()


if __name__ == "__main__":
    main()
