"""Exit codes: scripts rely on these numbers."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    FINDINGS = 1
    """Findings, or no schedule exists."""
    USAGE = 2
    """Wrong words on the command line."""
    INVALID = 3
    """Input that cannot be read or is not valid, output that cannot be written, a package that is missing."""
    NOTHING = 4
    """Stopped by the time limit with nothing to show."""
    PLUGIN = 5
    """A plugin is faulty, and ``--strict`` was given."""
    FAULT = 70
    """A fault of this program (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130
    """Ctrl-C; the best schedule found is written."""
    READER_GONE = 141
    """Whoever read the output has closed it, as ``| head`` does."""
