"""Groups at network meetings: score, bound and seconds for sizes of real networks, as a table for the docs.

Seconds are processor time, so that a busy machine gives the same figures. Every row is one search with seed 1; it
ends when the bound is met or its fixed work is done.

    python benchmarks/groups.py
    python benchmarks/groups.py --only 32
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from curriculum.groups import Network, arrange_groups, group_violations, numbered_network

PLAIN = (
    (15, 3, 7),
    (18, 3, 8),
    (24, 3, 11),
    (16, 4, 5),
    (24, 4, 4),
    (24, 4, 6),
    (24, 4, 7),
    (28, 4, 7),
    (28, 4, 8),
    (28, 4, 9),
    (32, 4, 8),
    (32, 4, 9),
    (32, 4, 10),
    (40, 4, 9),
    (30, 5, 5),
    (30, 5, 6),
    (36, 6, 3),
    (49, 7, 8),
    (64, 8, 9),
    (81, 9, 10),
    (23, 4, 5),
    (25, 4, 4),
    (50, 4, 6),
    (345, 4, 8),
    (1_200, 6, 8),
    (12, 3, 5),
)
"""People, size, meetings."""
MIXED = (
    ("12 and 12", {"mid": 12, "low": 12}, 4),
    ("1, 6 and 17", {"top": 1, "mid": 6, "low": 17}, 4),
    ("3 and 21", {"mid": 3, "low": 21}, 4),
    ("3, 42 and 300", {"top": 3, "mid": 42, "low": 300}, 4),
)
"""What the levels are, people by level, meetings; groups of 4."""


def networks() -> Iterator[tuple[str, Network]]:
    """Yield every network with what is to be mixed in it."""
    for people, size, meetings in PLAIN:
        yield "", numbered_network(people, size=size, meetings=meetings)
    for name, levels, meetings in MIXED:
        values = [level for level, count in levels.items() for _ in range(count)]
        plain = numbered_network(len(values), size=4, meetings=meetings)
        mixed = dict(zip(plain.people, values, strict=True))
        yield name, Network(people=plain.people, size=4, meetings=plain.meetings, values=mixed)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, help="only networks of so many people")
    parser.add_argument("--time-limit", type=float, default=300.0)
    arguments = parser.parse_args()
    print("| people | in groups of | meetings | levels | repeats | bound | unmixed | bound | status | seconds |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for levels, network in networks():
        if arguments.only not in {None, len(network.people)}:
            continue
        began = time.process_time()
        groups = arrange_groups(network, time_limit=arguments.time_limit)
        seconds = time.process_time() - began
        assert not group_violations(network, groups)  # noqa: S101 - a table of wrong groups is worth nothing
        score, bound = groups.score, groups.bound
        size, meetings = network.size, len(network.meetings)
        print(
            f"| {len(network.people)} | {size} | {meetings} | {levels} | {score.repeats} | {bound.repeats} "
            f"| {score.unmixed} | {bound.unmixed} | {groups.status} | {seconds:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
