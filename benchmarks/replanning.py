"""A cancelled run: how many people the mended schedule moves, beside the lower bound and a fresh schedule.

python benchmarks/replanning.py 300 --seeds 1 2 3 4 5 --time-limit 60
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping

from instances import BASIS, POPULARITY, Instance, instance

from curriculum.changes import RunState, with_changes
from curriculum.cohort import Cohort
from curriculum.scenarios import replan
from curriculum.scenarios.moving import held_places, moved_people
from curriculum.scheduler import schedule_cohort


def main() -> None:
    """Print a table with a line for each of three runs of some planted schedules, cancelled one at a time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--run", help="cancel this run only")
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--afresh", action="store_true", help="also schedule each case anew")
    options = parser.parse_args()
    print("| seed | run | | unfilled | at least | moved | at least | seconds | moved by a fresh schedule |")
    print("|---|---|---|---|---|---|---|---|---|")
    for seed in options.seeds:
        made = instance(options.people, seed)
        for kind, run in ({"": options.run} if options.run else _chosen(made)).items():
            cohort = with_changes(made.cohort, [RunState(run, "cancelled")])
            began = time.perf_counter()
            mended = replan(cohort, made.planted, seed=seed, time_limit=options.time_limit)
            seconds = f"{time.perf_counter() - began:.0f}"
            unfilled = mended.schedule.score.unfilled if mended.schedule.score else "-"
            found = [unfilled, mended.unfilled_bound, len(mended.moved), mended.moved_bound]
            afresh = _afresh(made, cohort, seed, options.time_limit) if options.afresh else ""
            print("|", " | ".join(map(str, [seed, f"`{run}`", kind, *found, seconds, afresh])), "|", flush=True)


def _chosen(made: Instance) -> Mapping[str, str]:
    """Return runs to be cancelled: the third of the first module, the last but two of the second, an elective."""
    held = {place.run for place in made.planted.places}

    def of(*modules: str) -> list[str]:
        there = [run for run in made.cohort.runs if run.id in held and run.module in modules]
        return [run.id for run in sorted(there, key=lambda run: (run.start, run.id))]

    electives = of(*POPULARITY)
    return {
        "basis, early": of(BASIS[0])[2],
        "basis, late": of(BASIS[1])[-3],
        "elective": electives[len(electives) // 2],
    }


def _afresh(made: Instance, cohort: Cohort, seed: int, time_limit: float) -> str:
    """Return how many people a schedule made without regard to the old one would move."""
    fresh = schedule_cohort(cohort, seed=seed, time_limit=time_limit)
    return str(len(moved_people(held_places(cohort, made.planted), held_places(cohort, fresh))))


if __name__ == "__main__":
    main()
