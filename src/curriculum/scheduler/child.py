"""The process in which native code or a part of the work runs: ``python -m curriculum.scheduler.child``.

HiGHS cannot be interrupted, and a native solver can take its process down with it. In a process of its own neither
does harm: the parent kills it, or notices that it is gone. And parts of a large cohort use one processor each.
Questions come in on standard input and answers go out on standard output, pickled; both ends are ours.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from queue import SimpleQueue

from curriculum.scheduler.portion import Portion, Portioned, schedule_portion
from curriculum.scheduler.tasks import Solved, Task, solve


def main() -> None:
    """Answer questions until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # and between two questions there is nothing to end
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # HiGHS prints its name there
    questions: SimpleQueue[Task | Portion | None] = SimpleQueue()
    threading.Thread(target=_receive, args=(questions,), daemon=True).start()
    while True:
        question = questions.get()
        answer = _answer(question)
        pickle.dump(answer, answers)
        answers.flush()


def _answer(question: Task | Portion | None) -> Solved | Portioned | None:
    """Answer a question; no question is answered by nothing, which tells that somebody is there."""
    if isinstance(question, Task):
        return solve(question)
    return None if question is None else schedule_portion(question)


def _receive(questions: SimpleQueue[Task | Portion | None]) -> None:
    """Pass questions on; once whoever asks is gone, nobody wants an answer, and the process ends at once."""
    try:
        while True:
            questions.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - written by our own parent process
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
