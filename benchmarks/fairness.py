"""Fair shares of courses: this library beside ``fairpyx`` from PyPI, on the same preferences.

The instance is a JSON file with agents (how many courses they take, what each course is worth to them) and items
(their seats), such as the AGH 2003 preferences of PrefLib 00009. Everybody's satisfaction is the worth of the
courses got as a share of the worth of the best ones. Ours is solved as a cohort: the schedule with the highest
total, and the one with the highest floor. The other package lives in an environment of its own, named by its
interpreter; each of its algorithms runs in a process that is stopped after the time-out.

    python -m venv /tmp/peer && /tmp/peer/bin/pip install -r benchmarks/requirements.txt
    python benchmarks/fairness.py agh2003.json --peer /tmp/peer/bin/python
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import frozen

from curriculum.scenarios import cohort_of_wishes, fair_schedule
from curriculum.schedule import Schedule

PEERS = (
    "utilitarian_matching",
    "iterated_maximum_matching_unadjusted",
    "iterated_maximum_matching_adjusted",
    "round_robin",
    "bidirectional_round_robin",
    "almost_egalitarian_with_donation",
    "almost_egalitarian_without_donation",
)
PEER = """
import json, sys, time
import fairpyx
data, name = json.load(sys.stdin), sys.argv[1]
instance = fairpyx.Instance(
    agent_capacities={who: agent["k"] for who, agent in data["agents"].items()},
    item_capacities={course: item["capacity"] for course, item in data["items"].items()},
    valuations={who: agent["values"] for who, agent in data["agents"].items()},
)
began = time.process_time()
shares = fairpyx.divide(getattr(fairpyx.algorithms, name), instance=instance)
shares = {who: list(got) for who, got in shares.items()}
json.dump({"shares": shares, "seconds": time.process_time() - began}, sys.stdout)
"""


@frozen
class Measured:
    """One way of sharing out.

    Attributes:
        name: whose it is.
        total: worth of all courses got, to those who got them.
        floor: satisfaction of the worst off.
        lacking: courses that somebody should have got and did not.
        seconds: time taken.
        proven: what is proven about it.
    """

    name: str
    total: int
    floor: Fraction
    lacking: int
    seconds: float
    proven: str = ""

    def __str__(self) -> str:
        cells = (
            self.name,
            f"{self.total:,}",
            f"{float(100 * self.floor):.1f} %",
            self.lacking,
            f"{self.seconds:.1f}",
        )
        return "| " + " | ".join(map(str, cells)) + f" | {self.proven} |"


def measured(
    data: Mapping[str, Any], name: str, shares: Mapping[str, Sequence[str]], seconds: float, proven: str = ""
) -> Measured:
    """Return what is to be said about some shares."""
    total, lacking, floor = 0, 0, Fraction(1)
    for who, agent in data["agents"].items():
        values, got = agent["values"], shares.get(who, ())
        worth = sum(values[course] for course in got)
        total, lacking = total + worth, lacking + agent["k"] - len(got)
        floor = min(floor, Fraction(worth, sum(sorted(values.values(), reverse=True)[: agent["k"]])))
    return Measured(name, total, floor, lacking, seconds, proven)


def ours(data: Mapping[str, Any]) -> Iterator[Measured]:
    """Measure this library; everybody must take equally many courses."""
    (choose,) = {agent["k"] for agent in data["agents"].values()}
    wishes = {
        who: sorted(agent["values"], key=agent["values"].get, reverse=True)
        for who, agent in data["agents"].items()
    }
    seats = {course: item["capacity"] for course, item in data["items"].items()}
    began = time.perf_counter()
    fair = fair_schedule(cohort_of_wishes(wishes, seats, choose))
    seconds = time.perf_counter() - began
    floor = f"floor and total proven: {fair.proven}"
    yield measured(data, "curriculum, highest total", _shares(fair.cheapest), seconds, fair.cheapest.status)
    yield measured(data, "curriculum, highest floor", _shares(fair.fairest), seconds, floor)


def _shares(schedule: Schedule) -> dict[str, list[str]]:
    shares: dict[str, list[str]] = {}
    for place in schedule.places:
        shares.setdefault(place.participant, []).append(place.module)
    return shares


def theirs(data: Mapping[str, Any], peer: str, timeout: float) -> Iterator[Measured | str]:
    """Measure the algorithms of fairpyx; one that does not end is named."""
    for name in PEERS:
        try:
            done = subprocess.run(
                [peer, "-c", PEER, name],
                input=json.dumps(data),
                capture_output=True,
                text=True,
                timeout=timeout,
                check=True,
            )
        except subprocess.TimeoutExpired:
            yield f"| fairpyx {name} | | | | more than {timeout:.0f} | |"
            continue
        except subprocess.CalledProcessError as failed:
            yield f"| fairpyx {name} | | | | failed: {failed.stderr.strip().splitlines()[-1][:80]} | |"
            continue
        answer = json.loads(done.stdout)
        yield measured(data, f"fairpyx {name}", answer["shares"], answer["seconds"])


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("instance", type=Path)
    parser.add_argument("--peer", help="interpreter of an environment with fairpyx")
    parser.add_argument("--timeout", type=float, default=60.0)
    options = parser.parse_args()
    data = json.loads(options.instance.read_text(encoding="utf-8"))
    print("| | total | worst off | lacking | seconds | |")
    print("|---|---|---|---|---|---|")
    others = theirs(data, options.peer, options.timeout) if options.peer else ()
    for line in chain(ours(data), others):
        print(line)


if __name__ == "__main__":
    main()
