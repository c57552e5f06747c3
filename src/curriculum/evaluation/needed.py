"""What the numbers of an evaluation need beyond the library itself: importing this says what is missing."""

from importlib.util import find_spec

from curriculum.errors import MissingExtra

for package in ("numpy", "scipy"):
    if find_spec(package) is None:
        raise MissingExtra(package, "evaluation")
