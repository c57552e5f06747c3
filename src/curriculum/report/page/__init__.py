"""The page: one self-contained HTML file in which a coordinator looks at a schedule.

:mod:`~curriculum.report.page.facts` is what it tells, :mod:`~curriculum.report.page.rendering` makes HTML of it
with the templates beside it, one a section. Every table stands in the file, so that it can be read and printed
without scripts; :mod:`~curriculum.report.page.search_index` is what its one script searches.
"""

from curriculum.report.page.rendering import report_page

__all__ = ["report_page"]
