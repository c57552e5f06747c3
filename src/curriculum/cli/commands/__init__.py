"""The commands, one file each, in the order in which ``--help`` lists them."""

from __future__ import annotations

from curriculum.cli.commands import check, completion, coverage, diff, doctor, new, plugins, schedule, verify

COMMANDS = (schedule, verify, diff, check, coverage, new, plugins, doctor, completion)
