"""``curriculum improve``: what could be changed, with its predicted effect; decisions; what became of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs, rubrics
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.catalog import Catalog
    from curriculum.evaluation.improvement import ImprovementLog, Proposal, Signal
    from curriculum.evaluation.rubrics import Rubric

USUAL = "programme-design"
"""The rubric where no other is named."""


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("improve")
    parser.argument("programme", path=True)
    rubrics.take_options(parser)
    parser.option("--evaluation", path=True, metavar="FILE", dest="evaluation_result")
    parser.option("--log", path=True, metavar="FILE")
    parser.option("--accept", metavar="ID", action="append", default=[])
    parser.option("--reject", metavar="ID", action="append", default=[])
    parser.option("--role", metavar="TEXT")
    parser.option("--why", metavar="TEXT")
    parser.option("--follow-up", action="store_true")
    parser.option("--carry-out", path=True, metavar="FILE")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run, rubric=USUAL)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print the proposals, record decisions on them, carry them out, or say what became of them."""
    from curriculum.errors import Finding

    deciding = bool(arguments.accept or arguments.reject)
    told = arguments.role and arguments.why
    needs_log = deciding or arguments.follow_up or arguments.carry_out
    if (deciding and not told) or (needs_log and not arguments.log):
        screen.refuse([Finding(code="decision-needs")])
        return Exit.USAGE
    case = _case(arguments, screen)
    for wanted, act in ((arguments.follow_up, _follow_up), (deciding, _record), (arguments.carry_out, _carry_out)):
        if wanted:
            act(case, arguments, screen)
            return Exit.DONE
    from curriculum.evaluation.improvement import proposals_text

    proposals = case.proposals()
    if screen.as_json:
        screen.document({"proposals": [one.document() for one in proposals]})
    else:
        screen.show(proposals_text(proposals, case.rubric, screen.language))
    return Exit.DONE


@dataclass(frozen=True, kw_only=True)  # attrs is not loaded before a command runs
class _Case:
    """What is to be improved, by what.

    Attributes:
        rubric: what counts as better.
        catalog: the catalog.
        programme: the programme's id.
        others: catalogs that it uses.
        tables: ratings, scores and checks, as arguments of ``evaluate_rubric``.
        today: suppressions of findings that ended before this day do not count.
        signals: what people's answers say about modules.
    """

    rubric: Rubric
    catalog: Catalog
    programme: str
    others: tuple[Catalog, ...]
    tables: Mapping[str, Any]
    today: date
    signals: tuple[Signal, ...]

    @property
    def around(self) -> dict[str, Any]:
        """What proposing and following up both take."""
        return {"today": self.today, "others": self.others, "checks": self.tables["computing"].checks}

    def proposals(self) -> tuple[Proposal, ...]:
        """Return what could be changed."""
        from curriculum.evaluation.improvement import propose

        given = {**self.around, **self.tables}
        return propose(self.catalog, self.programme, self.rubric, signals=self.signals, **given)


def _case(arguments: Namespace, screen: Screen) -> _Case:
    rubric = rubrics.find(arguments.rubric, arguments)
    catalog, programme = inputs.programme(arguments)
    return _Case(
        rubric=rubric,
        catalog=catalog,
        programme=programme,
        others=inputs.used_by(catalog, arguments, arguments.programme),
        tables=rubrics.tables(rubric, arguments),
        today=datetime.now().astimezone().date(),
        signals=_signals(arguments.evaluation_result, f"{catalog.id}:{programme}", screen),
    )


def _signals(path: str | None, programme: str, screen: Screen) -> tuple[Signal, ...]:
    """Return what an evaluation of a programme says about its modules; nothing where none is given.

    Raises:
        InvalidInput: it cannot be read, is something else, or of another programme.
    """
    from curriculum.errors import Finding, raise_if
    from curriculum.files.improvement_log import load_signals

    if path is None:
        return ()
    signals = load_signals(path)
    if signals.programme != programme:
        values = {"found": signals.programme, "expected": programme}
        raise_if([Finding(code="evaluation-of-another", values=values, file=path, where="programme")])
    if not signals.said:
        screen.note(Finding(code="no-signals", file=path, severity="note"))
    return signals.said


def _follow_up(case: _Case, arguments: Namespace, screen: Screen) -> None:
    """Print what became of the proposals that were accepted."""
    from curriculum.evaluation.improvement import follow_up, follow_up_text
    from curriculum.evaluation.rubrics import evaluate_rubric

    of: dict[str, Any] = {"catalog": case.catalog, "programme": case.programme, "others": case.others}
    observed = evaluate_rubric(case.rubric, **of, **case.tables)
    log = _log(case, arguments.log)
    given = {"signals": case.signals, **case.around}
    followed = follow_up(log, observed, case.catalog, case.programme, **given)
    if screen.as_json:
        screen.document({"followed": [one.document() for one in followed]})
    else:
        screen.show(follow_up_text(followed, screen.language))


def _log(case: _Case, path: str) -> ImprovementLog:
    """Return the log that is named, or a new one.

    Raises:
        InvalidInput: it is invalid, or about another programme or rubric.
    """
    from curriculum.errors import Finding, raise_if
    from curriculum.evaluation.improvement import ImprovementLog
    from curriculum.files.improvement_log import load_improvement_log

    new = ImprovementLog(programme=f"{case.catalog.id}:{case.programme}", rubric=case.rubric.id)
    if not Path(path).exists():
        return new
    log = load_improvement_log(path)
    about = [(key, getattr(log, key), getattr(new, key)) for key in ("programme", "rubric")]
    raise_if(
        Finding(code="decision-of-another", values={"found": found, "expected": expected}, file=path, where=key)
        for key, found, expected in about
        if found != expected
    )
    return log


def _record(case: _Case, arguments: Namespace, screen: Screen) -> None:
    """Put decisions at the end of the log.

    Raises:
        InvalidInput: there is no such proposal, or the decision is not complete.
    """
    from curriculum.errors import Finding, raise_if
    from curriculum.evaluation.improvement import Decision
    from curriculum.files.improvement_log import improvement_log_text

    log = _log(case, arguments.log)
    known = {one.id: one for one in case.proposals()}
    raise_if(
        Finding(code="no-such-proposal", values={"id": name, "known": ", ".join(known) or "-"})
        for name in (*arguments.accept, *arguments.reject)
        if name not in known
    )
    made = {"role": arguments.role, "why": arguments.why, "day": case.today.isoformat()}
    decisions = [Decision(proposal=known[name], verdict="accepted", **made) for name in arguments.accept]
    decisions += [Decision(proposal=known[name], verdict="rejected", **made) for name in arguments.reject]
    for decision in decisions:
        log = log.with_decision(decision)
    write({Path(arguments.log): improvement_log_text(log)}, screen, dry=arguments.dry_run)
    if screen.as_json:
        decided = [{"proposal": one.proposal.id, "verdict": one.verdict} for one in decisions]
        screen.document({"log": str(arguments.log), "decisions": decided})


def _carry_out(case: _Case, arguments: Namespace, screen: Screen) -> None:
    """Write a catalog with every proposal that stands accepted carried out, and name those that were not."""
    from curriculum.errors import Finding
    from curriculum.evaluation.improvement import improved
    from curriculum.files import catalog_text

    catalog, done = case.catalog, []
    for decision in _log(case, arguments.log).standing():
        if decision.verdict == "rejected":
            continue
        one = decision.proposal
        given = {"signals": one.signals, **case.around, **case.tables}
        after = improved(catalog, case.programme, case.rubric, [one.id], **given)
        if after is catalog:
            values = {"id": one.id, "cause": one.cause}
            screen.note(Finding(code="not-carried-out", values=values, severity="note"))
        else:
            done.append(one.id)
        catalog = after
    write({Path(arguments.carry_out): catalog_text(catalog)}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document({"catalog": str(arguments.carry_out), "carried_out": done})
