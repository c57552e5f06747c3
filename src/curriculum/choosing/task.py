"""What is asked of a choice of modules: targets to reach, modules to choose from, what is to be little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from curriculum.amounts import exact
from curriculum.catalog import Catalog
from curriculum.coverage.reaching import Reach
from curriculum.coverage.scope import Scope
from curriculum.errors import Finding, nearest, raise_if
from curriculum.model import Target, choice_findings
from curriculum.sequences import as_tuple

Fewest = Literal["hours", "workload", "credits", "modules"]


@frozen(kw_only=True)
class ChoiceTask:
    """What is asked.

    Attributes:
        scope: the catalogs at hand.
        modules: ids of the modules to choose from, as the first catalog names them.
        targets: what the chosen modules are to reach, each by its competency and step.
        fewest: what is to be little: contact ``hours``, ``workload``, ``credits`` or the number of ``modules``.
        keep: ids of modules that are to be among the chosen ones.
        level: the leadership level that the targets hold for; None for everybody.

    Raises:
        InvalidInput: there is no target, a competency, step or module is not known, or a module does not say the
            amount that is to be little, which would make it look free.
    """

    scope: Scope
    modules: tuple[str, ...] = field(converter=as_tuple)
    targets: tuple[Target, ...] = field(converter=as_tuple)
    fewest: Fewest = "hours"
    keep: tuple[str, ...] = field(default=(), converter=as_tuple)
    level: str | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(self._findings())

    @cached_property
    def sizes(self) -> tuple[Fraction, ...]:
        """What each of the modules costs, exactly as it is written."""
        if self.fewest == "modules":
            return (Fraction(1),) * len(self.modules)
        return tuple(exact(getattr(self.scope.modules[name], self.fewest)) for name in self.modules)

    @cached_property
    def reach(self) -> Reach:
        """What choices reach."""
        return Reach(self.scope, self.modules)

    def _findings(self) -> Iterator[Finding]:
        yield from choice_findings(self.fewest, Fewest, "fewest")
        if not self.targets:
            yield Finding(code="choice-no-targets")
        for index, target in enumerate(self.targets):
            for finding in self._target_findings(target):
                yield finding.inside(f"targets[{index}]")
        for name in self.keep:
            if name not in self.modules:
                yield _unknown("choice-module", name, self.modules, where="keep")
        if self.fewest in {"hours", "workload", "credits"}:
            known = self.scope.modules
            silent = [one for one in self.modules if one not in known or getattr(known[one], self.fewest) is None]
            if silent:
                values = {"amount": self.fewest, "modules": ", ".join(silent)}
                yield Finding(code="choice-no-amount", values=values)

    def _target_findings(self, target: Target) -> Iterator[Finding]:
        scales = self.scope.scales
        if target.competency not in scales:
            yield _unknown("choice-competency", target.competency, scales, where="competency")
            return
        scale = scales[target.competency]
        if target.reaches is not None and (scale is None or scale.rank(target.reaches) is None):
            steps = [step.id for step in scale.steps] if scale else []
            yield _unknown("choice-step", target.reaches, steps, where="reaches")


def choice_task(
    catalog: Catalog,
    programme_id: str | None = None,
    *,
    targets: Iterable[Target] | None = None,
    fewest: Fewest = "hours",
    keep: Iterable[str] = (),
    without: Iterable[str] = (),
    others: Iterable[Catalog] = (),
    level: str | None = None,
) -> ChoiceTask:
    """Ask which modules reach targets.

    Args:
        catalog: a catalog.
        programme_id: id of one of its programmes, to choose among its modules; every module at hand when None.
        targets: what is to be reached; those of the programme when None.
        fewest: what is to be little: hours, workload, credits or modules.
        keep: ids of modules that are to be among the chosen ones.
        without: ids of modules that are not.
        others: catalogs that it uses, for their modules and scales.
        level: a leadership level, to count only the programme's targets that hold for it.

    Raises:
        KeyError: there is no such programme.
        InvalidInput: see :class:`ChoiceTask`; or a module that is to be left out is not known.
    """
    scope = Scope(catalog, tuple(others))
    programme = catalog.programme(programme_id) if programme_id is not None else None
    modules = dict.fromkeys(programme.module_ids if programme else scope.modules)
    left_out = set(without)
    raise_if(_unknown("choice-module", one, modules, where="without") for one in sorted(left_out - set(modules)))
    wanted = programme.targets if targets is None and programme else tuple(targets or ())
    return ChoiceTask(
        scope=scope,
        modules=[one for one in modules if one not in left_out],
        targets=[one for one in wanted if level is None or one.level in (None, level)],
        fewest=fewest,
        keep=keep,
        level=level,
    )


def programme_tasks(
    catalog: Catalog,
    programme_id: str,
    *,
    fewest: Fewest = "hours",
    keep: Iterable[str] = (),
    without: Iterable[str] = (),
    others: Iterable[Catalog] = (),
) -> tuple[ChoiceTask, ...]:
    """Ask which modules reach a programme's targets: all of them, then those of each leadership level.

    Where the targets are the same for every level there is one question only. The arguments are those of
    :func:`choice_task`.

    Raises:
        KeyError: there is no such programme.
        InvalidInput: see :func:`choice_task`.
    """
    programme = catalog.programme(programme_id)
    named = dict.fromkeys(target.level for target in programme.targets if target.level is not None)
    levels = [*dict.fromkeys((*programme.audience, *named))] if named else []
    shared = any(target.level is None for target in programme.targets)
    asked = {"fewest": fewest, "keep": tuple(keep), "without": tuple(without), "others": tuple(others)}
    return tuple(
        choice_task(catalog, programme_id, level=level, **asked)  # type: ignore[arg-type] # one set of words, twice
        for level in (None, *levels)
        if level is None or shared or level in named
    )


def _unknown(code: str, word: str, known: Iterable[str], *, where: str) -> Finding:
    names = list(known)
    values = {"id": word, "known": ", ".join(names) or "-", "suggestion": nearest(word, names)}
    return Finding(code=code, values=values, where=where)
