"""Take the pictures of the report and the board in docs/ again, from the pilot: light, dark, and on a phone.

curriculum schedule examples/midtjylland-pilot --out out --seed 1
python tests/browser/screenshots.py out/schedule.json
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def board(schedule: Path, folder: Path, language: str) -> Iterator[str]:
    """Open a board of the pilot; yields its address."""
    words = ["board", "examples/midtjylland-pilot", schedule.resolve(), "--out", folder, "--lang", language]
    command = [sys.executable, "-m", "curriculum", *map(str, words), "--dry-run", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as opened_board:
        assert opened_board.stderr is not None
        yield next(found[0] for line in opened_board.stderr if (found := re.findall(r"http://\S+", line)))
        opened_board.terminate()


def board_picture(browser: Browser, address: str, name: str) -> None:
    """Take a picture of a board on which somebody was moved to where a rule is broken."""
    page = browser.new_page(viewport={"width": 1380, "height": 820})
    page.goto(address)
    page.wait_for_selector("body:not([aria-busy])")
    page.locator('[data-key^="chip:"]').first.click()
    page.locator('[data-key^="move:"]').first.click()
    page.locator("#choices-list button").last.click()
    page.wait_for_selector("#violations li")
    page.screenshot(path=PICTURES / name)


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
        for language, name in (("en", "board.png"), ("da", "tavlen.png")):
            with board(Path(sys.argv[1]), Path(folder), language) as address:
                board_picture(browser, address, name)
        browser.close()


if __name__ == "__main__":
    main()
