"""A cancelled run: how many people the mended schedule moves, beside the lower bound and a fresh schedule.

python benchmarks/replanning.py 300 --seed 1 --runs 3 --time-limit 60
"""

from __future__ import annotations

import argparse
import random
import time

from instances import instance

from curriculum.changes import RunState, with_changes
from curriculum.scenarios import replan
from curriculum.scenarios.moving import held_places, moved_people
from curriculum.scheduler import schedule_cohort


def main() -> None:
    """Print a table with a line for each of some runs of a planted schedule, cancelled one at a time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--afresh", action="store_true", help="also schedule each case anew")
    options = parser.parse_args()
    made = instance(options.people, options.seed)
    held = sorted({place.run for place in made.planted.places})
    print("| run | unfilled | at least | moved | at least | proven | seconds | moved by a fresh schedule |")
    print("|---|---|---|---|---|---|---|---|")
    for run in random.Random(options.seed).sample(held, min(options.runs, len(held))):
        cohort = with_changes(made.cohort, [RunState(run, "cancelled")])
        began = time.perf_counter()
        mended = replan(cohort, made.planted, seed=options.seed, time_limit=options.time_limit)
        seconds = time.perf_counter() - began
        unfilled = mended.schedule.score.unfilled if mended.schedule.score else "-"
        cells = [run, unfilled, mended.unfilled_bound, len(mended.moved), mended.moved_bound, mended.proven]
        print(
            "|", " | ".join(map(str, [*cells, f"{seconds:.0f}", _afresh(options, made, cohort)])), "|", flush=True
        )


def _afresh(options: argparse.Namespace, made: object, cohort: object) -> str:
    """Return how many people a schedule made without regard to the old one would move."""
    if not options.afresh:
        return ""
    fresh = schedule_cohort(cohort, seed=options.seed, time_limit=options.time_limit)
    return str(len(moved_people(held_places(cohort, made.planted), held_places(cohort, fresh))))


if __name__ == "__main__":
    main()
