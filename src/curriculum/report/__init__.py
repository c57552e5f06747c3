"""A schedule for those who live in Excel and Outlook: workbook, calendars, mail merge, a page to look at.

============================  =================================================================
:func:`report_files`          everything at once, by path
:func:`report_page`           the page: one HTML file to look at, search and print
:func:`sheets`, :func:`workbook`    the Excel workbook: what stands on its sheets, and its bytes
:func:`mail_merge`            one line for each person, for Word's mail merge
:func:`group_table`           the groups of network meetings, one line for each person and meeting
:func:`calendars`             one for each run, person and teacher, as Outlook takes them
============================  =================================================================
"""

from curriculum.report.calendars import calendars
from curriculum.report.files import report_files
from curriculum.report.group_table import group_table
from curriculum.report.mail_merge import mail_merge
from curriculum.report.page import report_page
from curriculum.report.sheets import Sheet, sheets
from curriculum.report.workbook import workbook

__all__ = ["Sheet", "calendars", "group_table", "mail_merge", "report_files", "report_page", "sheets", "workbook"]
