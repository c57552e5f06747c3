"""Reading and writing: catalogs, cohort folders, schedules and groups, exactly as the formats' documentation says.

Readers gather everything that is wrong before they raise, each with file, line, place and cure. Writers are exact:
equal objects give equal bytes, and a file is written whole or not at all.
"""

from curriculum.files.catalog import FindCatalog, catalog_text, dump_catalog, load_catalog
from curriculum.files.cohort import dump_cohort, load_cohort
from curriculum.files.cohort_files import runs_file
from curriculum.files.groups import dump_groups, groups_text, load_groups
from curriculum.files.offer import load_offer
from curriculum.files.plan import plan_text
from curriculum.files.schedule import dump_schedule, load_schedule, schedule_text
from curriculum.files.writing import write_files

__all__ = [
    "FindCatalog",
    "catalog_text",
    "dump_catalog",
    "dump_cohort",
    "dump_groups",
    "dump_schedule",
    "groups_text",
    "load_catalog",
    "load_cohort",
    "load_groups",
    "load_offer",
    "load_schedule",
    "plan_text",
    "runs_file",
    "schedule_text",
    "write_files",
]
