"""What a region's catalog has to be so that others can use it: the same demands for plugins and for folders.

``curriculum plugins check`` tells them to people without pytest, :mod:`curriculum.testing` makes tests of them.
"""

from curriculum.conformance.demands import DEMANDS, Examined, examine
from curriculum.conformance.snapshot import analysis, analysis_text
from curriculum.conformance.subject import Subject, subjects

__all__ = ["DEMANDS", "Examined", "Subject", "analysis", "analysis_text", "examine", "subjects"]
