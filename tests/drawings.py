"""Small cohorts and schedules, drawn in a few words a line, so that the eye can check what the judge says.

``A1 a 2@9-16 3@9-12 room=R`` is the run A1 of the module a, in room R, on 2 March 2026 from 9 to 16 and on 3
March from 9 to 12; ``p1 pair=x completed=a|b`` is a participant; ``p1 A1`` is a place. Lines are divided by ``;``.
What the judge says is drawn as rule, people and runs: ``overlap p1 A1,B1``.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.judge import Violation, points, score, unfilled, violations
from curriculum.model import Capacity, Electives, Level, Module, Programme
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS, Participant, Span
from curriculum.rules import Rules
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule

NO_PAIRS = Rules(pairs="ignore")


def session(words: str) -> Session:
    day, _, hours = words.partition("@")
    start, end = (datetime.fromisoformat(f"2026-03-{day:0>2}T{hour:0>2}:00") for hour in hours.split("-"))
    return Session(start, end)


def run(line: str) -> Run:
    name, module, *words = line.split()
    told = dict(word.split("=") for word in words if "=" in word)
    numbers = {key: int(told.pop(key)) for key in ("capacity", "minimum") if key in told}
    teachers = told.pop("teachers").split("|") if "teachers" in told else ()
    sessions = [session(word) for word in words if "@" in word]
    return Run(id=name, module=module, sessions=sessions, teachers=teachers, **numbers, **told)


def person(line: str) -> Participant:
    name, *words = line.split()
    told: dict[str, object] = dict(word.split("=") for word in words)
    further = {key: told.pop(key) for key in list(told) if key not in (*SINGLE_COLUMNS, *LIST_COLUMNS)}
    lists = {key: str(told.pop(key)).split("|") for key in LIST_COLUMNS if key in told}
    if "unavailable" in lists:
        days = [[date(2026, 3, int(day)) for day in span.split("-")] for span in lists["unavailable"]]
        lists["unavailable"] = [Span(span[0], span[-1]) for span in days]
    return Participant(id=name, further=further, **told, **lists)


def catalog(choose: int = 2, **changed: dict[str, object]) -> Catalog:
    """Draw basis modules a and b, electives e, f and g, and x, which is in no programme."""
    modules = [Module(id=name, **{"capacity": Capacity(maximum=9), **changed.get(name, {})}) for name in "abefgx"]
    electives = Electives(modules=["e", "f", "g"], choose=choose)
    programme = Programme(id="prog", basis=["a", "b"], electives=electives)
    levels = [Level(id=name) for name in ("top", "mid", "low")]
    return Catalog(id="cat", levels=levels, modules=modules, programmes=[programme])


def cohort(runs: str = "", people: str = "", **options: object) -> Cohort:
    """Draw a cohort; unless told otherwise, pairs are ignored."""
    options = {"catalog": catalog(), "rules": NO_PAIRS, **options}
    return Cohort(
        id="c",
        programme_id="prog",
        runs=[run(line) for line in runs.split(";") if line.strip()],
        participants=[person(line) for line in people.split(";") if line.strip()],
        **options,
    )


def place(line: str, of: Cohort) -> Place:
    who, where = line.split()
    return Place(who, next((run.module for run in of.runs if run.id == where), "a"), where)


def schedule(of: Cohort, places: str = "", **stored: object) -> Schedule:
    """Draw a schedule that says the truth about itself, unless ``stored`` says otherwise."""
    listed = [place(line, of) for line in places.split(";") if line.strip()]
    bare = Schedule(cohort="c", programme="cat:prog", status="feasible", places=listed)
    true = {"score": score(of, bare), "points": points(of, bare), "unfilled": unfilled(of, bare)}
    return evolve(bare, **{**true, **stored})


def said(broken: Violation) -> str:
    name = f"{broken.rule}.{broken.detail}" if broken.detail else broken.rule
    return " ".join(part for part in (name, ",".join(broken.people), ",".join(broken.runs)) if part)


def judged(runs: str, people: str, places: str, **options: object) -> list[str]:
    """Return what the judge says of a drawing."""
    of = cohort(runs, people, **options)
    return [said(broken) for broken in violations(of, schedule(of, places))]
