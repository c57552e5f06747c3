r"""Curricular Analytics CSV: a curriculum or a degree plan, with requisites, credits and terms.

The format of CurricularAnalytics.org and its relatives, of which many dialects are about. It is read leniently:
whatever can be understood is, and every doubt is told with its line. It is written in one way.

    >>> reading = read_curriculum("Curriculum,Tiny\nCourses\nCourse ID,Prerequisites\n1,\n2,1;7\n")
    >>> [course.prerequisites for course in reading.curriculum.courses]
    [(), ('1',)]
    >>> [(finding.line, finding.code) for finding in reading.findings if finding.severity == "warning"]
    [(3, 'csv-missing-column'), (3, 'csv-missing-column'), (5, 'csv-unknown-requisite')]
"""

from curriculum.interop.curricular_analytics.curriculum import Course, CsvCurriculum
from curriculum.interop.curricular_analytics.reading import Reading, load_curriculum, read_curriculum
from curriculum.interop.curricular_analytics.writing import curriculum_csv, curriculum_of

__all__ = [
    "Course",
    "CsvCurriculum",
    "Reading",
    "curriculum_csv",
    "curriculum_of",
    "load_curriculum",
    "read_curriculum",
]
