"""The page of large schedules: how long it takes to make, how large it is, how fast it opens and searches.

    python benchmarks/report.py 300 1200 20000

Searching is measured in a headless Chromium, from a key to the list on the screen, as the slowest of several.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path

from attrs import evolve
from instances import instance
from playwright.sync_api import Browser, sync_playwright

from curriculum.judge import violations
from curriculum.report import report_page

FIRST = ("Anne", "Bent", "Camilla", "Dorte", "Erik", "Freja", "Gösta", "Hanne", "Ida", "Jørgen", "Kåre", "Lærke")
LAST = ("Andersen", "Bäckström", "Christensen", "Dahl", "Eriksson", "Friis", "Gravesen", "Højgaard", "Iversen")
KEYS = "jørgen højga"
SEARCH = """key => new Promise(done => {
    const field = document.getElementById("wanted");
    const began = performance.now();
    field.value += key;
    field.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def page_of(people: int, seed: int) -> bytes:
    """Return the page of a planted schedule whose people have names."""
    made = instance(people, seed)
    draw = random.Random(seed)
    named = [
        evolve(one, name=f"{draw.choice(FIRST)} {draw.choice(LAST)}", email=f"{one.id}@example.org")
        for one in made.cohort.participants
    ]
    cohort = evolve(made.cohort, participants=named)
    return report_page(cohort, made.planted, "da", violations=violations(cohort, made.planted))


def opened(browser: Browser, path: Path) -> tuple[float, float]:
    """Return the seconds until a page is there, and the milliseconds of the slowest search."""
    page = browser.new_page()
    page.set_default_timeout(300_000)
    began = time.perf_counter()
    page.goto(path.as_uri())
    seconds = time.perf_counter() - began
    slowest = max(page.evaluate(SEARCH, key) for key in KEYS)
    page.close()
    return seconds, slowest


def main() -> None:
    """Print a table with a line for each size."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("people", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("| people | made in s | MB | opens in s | slowest search in ms |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        for people in options.people:
            began = time.perf_counter()
            page = page_of(people, options.seed)
            seconds = time.perf_counter() - began
            path = Path(folder) / f"{people}.html"
            path.write_bytes(page)
            opening, slowest = opened(browser, path)
            print(
                f"| {people} | {seconds:.1f} | {len(page) / 1e6:.1f} | {opening:.1f} | {slowest:.0f} |", flush=True
            )


if __name__ == "__main__":
    main()
