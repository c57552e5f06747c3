"""The commands, one file each, in the order in which ``--help`` lists them."""

from __future__ import annotations

from curriculum.cli.commands import (
    check,
    compare,
    completion,
    convert,
    coverage,
    diff,
    doctor,
    drawing,
    groups,
    metrics,
    new,
    plan,
    plugins,
    report,
    schedule,
    verify,
)

COMMANDS = (
    schedule,
    verify,
    report,
    diff,
    groups,
    check,
    coverage,
    drawing,
    metrics,
    plan,
    compare,
    convert,
    new,
    plugins,
    doctor,
    completion,
)
