"""The process in which a board's question is answered: ``python -m curriculum.board.worker``.

The question comes in on standard input, pickled; where the search stands and the answer go out on standard output.
One more byte, or the end of the input, asks it to stop: it then answers with the best that it has. So it never
outlives the board, and a solver that takes its process down does not take the board with it.
"""

from __future__ import annotations

import _thread
import os
import pickle
import signal
import sys
import threading
from typing import Any

from curriculum.board.question import Answer, Question, answered


def main() -> None:
    """Answer one question."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # solvers print there

    def send(message: Any) -> None:
        pickle.dump(message, answers)
        answers.flush()

    question: Question = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    threading.Thread(target=_stop_when_told, name="stop", daemon=True).start()
    try:
        answer = answered(question, send)
    except KeyboardInterrupt:  # before anything was found
        answer = Answer()
    except Exception as error:  # noqa: BLE001 - told by the board; it must not hang for want of an answer
        answer = Answer(failed=type(error).__name__)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an answer is sent whole
    send(answer)


def _stop_when_told() -> None:
    sys.stdin.buffer.read(1)
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)  # wakes a solver's caller
    else:
        _thread.interrupt_main()


if __name__ == "__main__":
    main()
