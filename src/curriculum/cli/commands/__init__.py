"""The commands, one file each, in the order in which ``--help`` lists them."""

from __future__ import annotations

from curriculum.cli.commands import (
    check,
    compare,
    completion,
    coverage,
    diff,
    doctor,
    drawing,
    groups,
    metrics,
    new,
    plan,
    plugins,
    schedule,
    verify,
)

COMMANDS = (
    schedule,
    verify,
    diff,
    groups,
    check,
    coverage,
    drawing,
    metrics,
    plan,
    compare,
    new,
    plugins,
    doctor,
    completion,
)
