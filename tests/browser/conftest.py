"""A headless Chromium for tests of pages.

Without a Chromium these tests are skipped; where ``CURRICULUM_BROWSER`` is ``required``, as in the build, they
fail instead. It can also be the path of a Chromium. ``make browser`` installs one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from attrs import define, field
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000
"""Milliseconds after which something that does not come is missing."""


@define
class Seen:
    """What a page has done while it was watched.

    Attributes:
        requests: addresses of everything that was asked for, the page itself included.
        dialogs: messages of alerts and the like; each was dismissed.
        errors: uncaught errors, and what the console calls an error, such as a breach of the security policy.
    """

    requests: list[str] = field(factory=list)
    dialogs: list[str] = field(factory=list)
    errors: list[str] = field(factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, for all tests."""
    wanted = os.environ.get("CURRICULUM_BROWSER", "")
    names = NAMES if wanted in {"", "required"} else (wanted,)
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        (pytest.fail if wanted else pytest.skip)("There is no Chromium here; make browser installs one.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def seen() -> Seen:
    """What the test's page does."""
    return Seen()


@pytest.fixture
def page(browser: Browser, seen: Seen) -> Iterator[Page]:
    """An empty page in a browser that knows nothing; what it does goes into ``seen``."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.on("request", lambda request: seen.requests.append(request.url))
    opened.on("pageerror", lambda error: seen.errors.append(str(error)))
    opened.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)

    def dismissed(dialog: object) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    opened.on("dialog", dismissed)
    yield opened
    context.close()


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """Return what an accessibility checker finds wrong with a page as it stands: rule, element, reason."""

    def found(page: Page) -> list[str]:
        return [
            f"{violation['id']}: {node['html'][:200]}: {node['failureSummary']}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]

    return found
