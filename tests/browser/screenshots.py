"""Take the pictures of docs/report.md again, from the pilot: light, dark, and on a phone.

curriculum schedule examples/midtjylland-pilot --out out --seed 1
python tests/browser/screenshots.py out/schedule.json
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from curriculum import find_catalog, load_cohort, load_schedule, violations
from curriculum.report import report_page

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"


def page_file(schedule: Path, folder: Path) -> Path:
    """Write the page of the pilot."""
    cohort, found = load_cohort(ROOT / "examples/midtjylland-pilot", find=find_catalog), load_schedule(schedule)
    path = folder / "report.html"
    path.write_bytes(report_page(cohort, found, "en", violations=violations(cohort, found)))
    return path


def opened(browser: Browser, path: Path, width: int, height: int, scheme: str) -> Page:
    """Open the page on a screen."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = page_file(Path(sys.argv[1]), Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = opened(browser, path, 1100, 760, "light")
        page.screenshot(path=PICTURES / "report-overview.png")
        page = opened(browser, path, 1100, 760, "dark")
        page.get_by_label("Find a person").fill("p03")
        page.locator("#found a").nth(6).click()
        page.locator("#people").scroll_into_view_if_needed()
        page.evaluate("document.getElementById('people').scrollIntoView()")
        page.screenshot(path=PICTURES / "report-person.png")
        page = opened(browser, path, 390, 760, "light")
        page.evaluate("document.getElementById('runs').scrollIntoView()")
        page.screenshot(path=PICTURES / "report-phone.png")
        browser.close()


if __name__ == "__main__":
    main()
