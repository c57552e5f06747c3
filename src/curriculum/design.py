"""Putting modules into terms: what is asked, what comes out, and whether that is right.

The search is in :mod:`curriculum.planner`; nothing here needs a solver, and the judge shares no code with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, Literal

from attrs import field, frozen

from curriculum.amounts import exact, plain_number
from curriculum.errors import Finding, nearest, raise_if
from curriculum.graph import KINDS, Node, RequisiteGraph
from curriculum.messages import say
from curriculum.model import amount_findings, choice_findings
from curriculum.nature import Nature
from curriculum.requisites import AtLeast, Requirement
from curriculum.schedule import Status
from curriculum.sequences import as_tuple

PlanObjective = Literal["terms", "balance", "distance", "load"]
Terms = tuple[tuple[str, ...], ...]
"""Ids of modules by term, first term first."""
MOST_TERMS = 1000
LIMITS = ("min_credits", "max_credits", "min_modules", "max_modules")


@frozen(kw_only=True)
class PlanTask:
    """What is asked of a plan, beside the requisites.

    Attributes:
        terms: how many terms there are, 1 to 1000.
        objective: what is to be as small as possible: the ``terms`` that are used; the ``balance``, which is the
            sum over pairs of terms of the absolute difference in credits; the ``distance``, which is the sum over
            requisites without alternatives of the terms from the one module to the other; or the ``load``, which
            is the credits of the heaviest term.
        min_credits: fewest credits of a term, 0 or more; no limit when None.
        max_credits: most credits of a term.
        min_modules: fewest modules of a term, 0 or more.
        max_modules: most modules of a term.
        fixed: terms, from 1, of modules that are placed already.
        consecutive: pairs of modules, the second of which comes in the term right after the first.
        alternate: whether terms with theory and terms with practice take turns: all modules that are mostly theory
            come in every other term, those that are mostly practice in the terms between.
        theory: ids of modules that count as theory when terms alternate, whatever their activities are.
        practice: ids of modules that count as practice.

    The limits hold in every term; with the objective ``terms`` in every term that has a module.

    Raises:
        InvalidInput: a number is out of its bounds, or a minimum is above its maximum.
    """

    terms: int
    objective: PlanObjective = "terms"
    min_credits: float | None = None
    max_credits: float | None = None
    min_modules: int | None = None
    max_modules: int | None = None
    fixed: Mapping[str, int] = field(factory=dict)
    consecutive: tuple[tuple[str, str], ...] = field(default=(), converter=as_tuple)
    alternate: bool = False
    theory: tuple[str, ...] = field(default=(), converter=as_tuple)
    practice: tuple[str, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(self._findings())

    def _findings(self) -> Iterator[Finding]:
        yield from choice_findings(self.objective, PlanObjective, "objective")
        if not 1 <= self.terms <= MOST_TERMS:
            yield Finding(code="plan-terms", values={"value": self.terms, "most": MOST_TERMS}, where="terms")
        for name in LIMITS:
            yield from amount_findings(getattr(self, name), name)
        for least, most, where in (
            (self.min_credits, self.max_credits, "min_credits"),
            (self.min_modules, self.max_modules, "min_modules"),
        ):
            if least is not None and most is not None and least > most:
                yield Finding(
                    code="minimum-above-maximum", values={"minimum": least, "maximum": most}, where=where
                )
        for module in sorted({*self.theory} & {*self.practice}):
            yield Finding(code="plan-both-natures", values={"id": module}, where="practice")
        for module, term in self.fixed.items():
            if not 1 <= term <= self.terms:
                yield Finding(
                    code="plan-fixed-term", values={"term": term, "terms": self.terms}, where=f"fixed.{module}"
                )

    def natures(self, graph: RequisiteGraph) -> dict[str, Nature]:
        """Return which modules count as theory and which as practice, by id; the others are left out."""
        told = {node.id: node.nature for node in graph.nodes if node.nature is not None}
        return told | dict.fromkeys(self.theory, "theory") | dict.fromkeys(self.practice, "practice")

    def foreign_findings(self, graph: RequisiteGraph) -> Iterator[Finding]:
        """Complain about modules that are named here and are not in the graph, and about nothing to alternate."""
        known = {node.id for node in graph.nodes}
        paired = (module for pair in self.consecutive for module in pair)
        named = [*self.fixed, *paired, *self.theory, *self.practice]
        for module in dict.fromkeys(named):
            if module not in known:
                yield Finding(
                    code="plan-unknown-module", values={"id": module, "suggestion": nearest(module, known)}
                )
        if self.alternate and {"theory", "practice"} - set(self.natures(graph).values()):
            yield Finding(code="plan-nothing-alternates")


@frozen(order=True)
class PlanRule:
    """A rule of a plan, that is broken or takes part in making every plan impossible.

    Attributes:
        rule: ``requires``, ``corequires``, ``strict_corequires``, ``fixed``, ``consecutive``, ``alternate``,
            ``min_credits``, ``max_credits``, ``min_modules`` or ``max_modules``.
        modules: ids of the modules involved; for a requisite first the one that has it, then those it mentions.
        term: the term in which a limit is broken; None when it is not about a certain one.
    """

    rule: str
    modules: tuple[str, ...] = field(default=(), converter=as_tuple)
    term: int | None = None

    def message(self, language: str = "en") -> str:
        """Say what the rule asks for, in ``language`` (da, sv or en)."""
        return say(f"plan-rule.{self.rule}", language, modules=", ".join(self.modules))


@frozen(kw_only=True)
class Plan:
    """Modules in terms.

    Attributes:
        status: ``optimal`` (the objective meets the bound), ``feasible``, ``infeasible`` or ``unknown`` (nothing
            was found in time).
        terms: ids by term, as many terms as were asked for, in the order of the curriculum; none without a plan.
        objective: what the plan costs; None when there is no plan.
        bound: no plan costs less; None when nothing is known.
        seed: seed of the search.
        others: further plans that cost the same, each different from all before.
        conflict: when infeasible, rules that cannot all be kept, none of which can be left out of the list.
    """

    status: Status
    terms: Terms = field(default=(), converter=as_tuple)
    objective: Fraction | None = None
    bound: Fraction | None = None
    seed: int = 0
    others: tuple[Terms, ...] = field(default=(), converter=as_tuple)
    conflict: tuple[PlanRule, ...] = field(default=(), converter=as_tuple)

    def _repr_svg_(self) -> str:
        from curriculum.pictures import plan_picture

        return plan_picture(self)


def plan_document(plan: Plan) -> dict[str, Any]:
    """Return the JSON document of ``curriculum plan --json``."""
    document: dict[str, Any] = {
        "status": plan.status,
        "terms": [list(term) for term in plan.terms],
        "objective": plain_number(plan.objective),
        "bound": plain_number(plan.bound),
        "seed": plan.seed,
    }
    if plan.others:
        document["others"] = [[list(term) for term in terms] for terms in plan.others]
    if plan.status == "infeasible":
        document["conflict"] = [{"rule": rule.rule, "modules": list(rule.modules)} for rule in plan.conflict]
    return document


def credits_by_term(graph: RequisiteGraph, terms: Terms) -> list[Fraction]:
    """Return the exact credits of each term."""
    size = {node.id: exact(node.credits) for node in graph.nodes}
    return [sum((size[module] for module in term), Fraction()) for term in terms]


def plan_cost(graph: RequisiteGraph, objective: PlanObjective, terms: Terms) -> Fraction:
    """Return what a plan costs; see :class:`PlanTask` for what each objective counts.

    Example:
        >>> from curriculum.graph import requisite_graph
        >>> graph = requisite_graph([("a", "b")])
        >>> [int(plan_cost(graph, objective, (("a",), (), ("b",)))) for objective in ("terms", "distance")]
        [2, 2]
    """
    if objective == "terms":
        return Fraction(sum(map(bool, terms)))
    if objective == "distance":
        place = _places(terms)
        certain = {(edge.before, edge.after) for edge in graph.requisites() if edge.certain}
        return Fraction(sum(place[after] - place[before] for before, after in certain))
    loads = credits_by_term(graph, terms)
    if objective == "load":
        return max(loads, default=Fraction())
    return sum((abs(first - second) for first, second in combinations(loads, 2)), Fraction())


def plan_violations(graph: RequisiteGraph, task: PlanTask, terms: Terms) -> tuple[PlanRule, ...]:
    """Return every rule that a plan breaks; none when it is legal.

    Args:
        graph: the curriculum.
        task: what is asked.
        terms: the plan.

    Raises:
        ValueError: a module is in no term, in several, or not in the curriculum.
    """
    counted = Counter(module for term in terms for module in term)
    if counted != Counter(node.id for node in graph.nodes) or len(terms) != task.terms:
        raise ValueError("a plan has every module once, and as many terms as were asked for")
    place = _places(terms)
    return (
        *(broken for node in graph.nodes for broken in _broken_requisites(node, place)),
        *(PlanRule("fixed", (module,)) for module, term in task.fixed.items() if place[module] != term),
        *(PlanRule("consecutive", pair) for pair in task.consecutive if place[pair[1]] != place[pair[0]] + 1),
        *(_broken_turns(task.natures(graph), terms) if task.alternate else ()),
        *_broken_limits(graph, task, terms),
    )


def _places(terms: Terms) -> dict[str, int]:
    return {module: number for number, term in enumerate(terms, 1) for module in term}


def _broken_requisites(node: Node, place: Mapping[str, int]) -> Iterator[PlanRule]:
    for kind, rule in KINDS.items():
        for part in parts(getattr(node, rule)):
            mentioned = dict.fromkeys(part.modules())
            done = {other for other in mentioned if _in_time(kind, place.get(other), place[node.id])}
            if not part.met(done):
                yield PlanRule(rule, (node.id, *mentioned))


def parts(requirement: Requirement) -> Sequence[Requirement]:
    """Return what a requirement asks for, one demand at a time."""
    if isinstance(requirement, AtLeast) and requirement.count == len(requirement.parts):
        return requirement.parts
    return (requirement,)


def _in_time(kind: str, other: int | None, own: int) -> bool:
    """Tell whether a module is taken early enough; one that is not in the plan is done elsewhere."""
    if other is None:
        return True
    return {"pre": other < own, "co": other <= own, "strict": other == own}[kind]


def _broken_turns(natures: Mapping[str, Nature], terms: Terms) -> Iterator[PlanRule]:
    """Yield the rule that theory and practice take turns, with the fewest modules that are in a wrong term."""
    wrong: tuple[list[str], list[str]] = [], []
    for number, term in enumerate(terms):
        for module in term:
            if module in natures:
                wrong[(number + (natures[module] == "practice")) % 2].append(module)
    if all(wrong):
        yield PlanRule("alternate", wrong[len(wrong[1]) < len(wrong[0])])


def _broken_limits(graph: RequisiteGraph, task: PlanTask, terms: Terms) -> Iterator[PlanRule]:
    for number, (term, load) in enumerate(zip(terms, credits_by_term(graph, terms), strict=True), 1):
        if task.objective == "terms" and not term:
            continue
        if task.min_credits is not None and load < exact(task.min_credits):
            yield PlanRule("min_credits", term, number)
        if task.max_credits is not None and load > exact(task.max_credits):
            yield PlanRule("max_credits", term, number)
        if task.min_modules is not None and len(term) < task.min_modules:
            yield PlanRule("min_modules", term, number)
        if task.max_modules is not None and len(term) > task.max_modules:
            yield PlanRule("max_modules", term, number)
