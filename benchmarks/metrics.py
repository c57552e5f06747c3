"""Structural metrics: this library beside ``curricularanalytics`` from PyPI, on the same graphs.

Random layered curricula of 100 to 30,000 modules, ladders of diamonds, and the public curricula when the data
folder is there (CURRICULUM_DATA, or shared/data beside the repository). The other package lives in an environment
of its own, which is named by its interpreter; each of its metrics runs in a process that is stopped after the
time-out, and is not tried on anything larger of that kind afterwards. Seconds are processor time, so that a busy
machine gives the same figures; the time-out is by the clock.

    python -m venv /tmp/peer && /tmp/peer/bin/pip install curricularanalytics
    python benchmarks/metrics.py --peer /tmp/peer/bin/python --timeout 60
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from curriculum.graph import RequisiteGraph, requisite_graph
from curriculum.interop.curricular_analytics import load_curriculum
from curriculum.metrics import CurriculumMetrics, structural_metrics

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000)
LADDERS = (5, 10, 15, 20, 40)
LAYERS = 12
REQUISITES = 2.8
"""Requisites per module, as in the larger public curricula."""
METRICS = ("blocking", "delay", "centrality")
PEER = """
import json, sys, time
from curricularanalytics import Course, Curriculum, Requisite
graph = json.load(sys.stdin)
kinds = {"pre": Requisite.pre, "co": Requisite.co, "strict": Requisite.strict_co}
courses = {name: Course(name, 3, id=number) for number, name in enumerate(graph["modules"], 1)}
for before, after, kind in graph["requisites"]:
    courses[after].add_requisite(courses[before], kinds[kind])
curriculum = Curriculum("benchmark", list(courses.values()))
total = {"blocking": "total_blocking_factor", "delay": "total_delay_factor", "centrality": "total_centrality"}
start = time.process_time()
value = getattr(curriculum, total[graph["metric"]])
print(json.dumps({"seconds": time.process_time() - start, "value": value}))
"""


@frozen
class Instance:
    """A graph to measure, and which others it is a larger one of."""

    family: str
    name: str
    graph: RequisiteGraph


def layered(size: int, seed: int = 1) -> RequisiteGraph:
    """Draw a curriculum in layers, whose modules require some of the layers before, mostly of the last."""
    numbers = random.Random(seed)
    layers: list[list[str]] = [[] for _ in range(LAYERS)]
    layer_of = {}
    for module in map(str, range(1, size + 1)):
        layer_of[module] = numbers.randrange(LAYERS)
        layers[layer_of[module]].append(module)
    later = [module for module, layer in layer_of.items() if layer]
    edges: dict[tuple[str, str], None] = {}
    while len(edges) < REQUISITES * size:
        module = numbers.choice(later)
        before = layers[max(0, layer_of[module] - 1 - int(numbers.expovariate(1)))]
        if before:
            edges[numbers.choice(before), module] = None
    return requisite_graph(edges, modules=layer_of)


def ladder(diamonds: int) -> RequisiteGraph:
    """Put diamonds on top of each other: the number of paths doubles with each."""
    edges = []
    for step in range(diamonds):
        for side in ("left", "right"):
            edges += [(f"joint {step}", f"{side} {step}"), (f"{side} {step}", f"joint {step + 1}")]
    return requisite_graph(edges)


def public() -> Iterator[Instance]:
    """Yield the public curricula that are at hand."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("CURRICULUM_DATA", beside)) / "curricula"
    for path in sorted(folder.glob("*_w_metrics.csv")):
        yield Instance("public", path.stem.removesuffix("_w_metrics"), load_curriculum(path).curriculum.graph())


def instances() -> Iterator[Instance]:
    """Yield everything that is measured, small before large."""
    yield from public()
    for size in SIZES:
        yield Instance("layered", f"layered {size:,}", layered(size))
    for diamonds in LADDERS:
        yield Instance("ladder", f"ladder of {diamonds} diamonds", ladder(diamonds))


def ours(graph: RequisiteGraph) -> tuple[float, CurriculumMetrics]:
    """Return the seconds that all metrics together take, and the metrics."""
    start = time.process_time()
    metrics = structural_metrics(graph)
    return time.process_time() - start, metrics


def theirs(peer: str, metric: str, graph: RequisiteGraph, timeout: float) -> tuple[float, int] | None:
    """Return the seconds that one metric takes the other package, and its total; None when it is not in time."""
    edges = [(edge.before, edge.after, edge.kind) for edge in graph.requisites()]
    text = json.dumps({"metric": metric, "modules": [node.id for node in graph.nodes], "requisites": edges})
    try:
        done = subprocess.run(
            [peer, "-c", PEER], input=text, capture_output=True, text=True, timeout=timeout, check=True
        )
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as failed:
        raise SystemExit(failed.stderr) from None
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["seconds"], answer["value"]


def compared(
    instance: Instance, metrics: CurriculumMetrics, peer: str, timeout: float, gave_up: set[str]
) -> list[str]:
    """Return a cell for each metric of the other package, and note which it did not finish."""
    cells = []
    for metric in METRICS:
        key = f"{instance.family} {metric}"
        if key in gave_up:
            cells.append("not tried")
            continue
        answer = theirs(peer, metric, instance.graph, timeout)
        if answer is None:
            gave_up.add(key)
            cells.append(f"> {timeout:g} s")
        else:
            same = "" if answer[1] == getattr(metrics, metric) else " (differs)"
            cells.append(f"{answer[0]:.3f} s{same}")
    return cells


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peer", help="interpreter of an environment with curricularanalytics")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for each of its metrics (60)")
    arguments = parser.parse_args()
    heads = ["graph", "modules", "requisites", "ours: everything"]
    heads += [f"curricularanalytics: {metric}" for metric in METRICS] if arguments.peer else []
    print("| " + " | ".join(heads) + " |")
    print("|---|" + "---:|" * (len(heads) - 1))
    gave_up: set[str] = set()
    for instance in instances():
        seconds, metrics = ours(instance.graph)
        row = [instance.name, f"{len(metrics.modules):,}", f"{metrics.requisites:,}", f"{seconds:.3f} s"]
        if arguments.peer:
            row += compared(instance, metrics, arguments.peer, arguments.timeout, gave_up)
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
