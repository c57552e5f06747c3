"""The rule for the solver."""

from collections import defaultdict

from curriculum import Place
from curriculum.plugins import Limits
from curriculum_travel.options import LongDrives


def build(limits: Limits, options: LongDrives) -> None:
    """State for everybody that the days of the runs that are far away do not add up to more than allowed."""
    home = {person.id: person.location for person in limits.cohort.participants}
    runs = {run.id: run for run in limits.cohort.runs}
    known = {frozenset((one.place, one.other)): one.km > options.beyond for one in options.distances}
    far: dict[str, dict[Place | str, int]] = defaultdict(dict)
    for place in limits.places:
        start, end = home[place.participant], runs[place.run].venue
        if start and end and start != end and known.get(frozenset((start, end)), options.unknown == "far"):
            far[place.participant][place] = len(runs[place.run].dates)
    for days in far.values():
        limits.at_most(days, options.days)
