"""Who may talk to the board, and what it answers; and the command that opens it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from curriculum.board.guard import HEADERS, MOST_BYTES, Guard
from curriculum.board.history import History
from curriculum.board.keeping import board_text
from curriculum.board.session import Session
from curriculum.board.version import Step, version
from curriculum.board.web import application
from curriculum.changes import Pin, with_changes
from curriculum.cli.exits import Exit
from curriculum.files import load_cohort, load_schedule

if TYPE_CHECKING:
    from conftest import Command

FIRST = Path(__file__).parents[1] / "examples" / "first-cohort"
HERE = "http://127.0.0.1:8123"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    cohort = load_cohort(FIRST)
    made = Session(cohort, History((version(Step("empty"), cohort, ()),)), "en", tmp_path)
    yield made
    made.close()


@pytest.fixture
def guard(session: Session) -> Guard:
    return Guard(application(session), port=8123)


def browser(guard: Guard, **headers: str) -> TestClient:
    return TestClient(guard, base_url=HERE, headers=headers, follow_redirects=False)


@pytest.fixture
def page(guard: Guard) -> TestClient:
    """The board's own page."""
    client = browser(guard, **{"Origin": HERE, "Sec-Fetch-Site": "same-origin"})
    client.cookies.set(guard.cookie, guard.key)
    return client


# Who may


def test_the_address_lets_in_and_gives_the_key_as_a_cookie(guard: Guard):
    client = browser(guard)
    assert guard.key not in guard.address
    answer = client.get(guard.address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in (guard.key, "HttpOnly", "SameSite=strict", "Path=/"))
    assert client.get("/").status_code == 200
    assert client.get("/api/facts").json()["cohort"] == "first"


def test_an_address_lets_one_browser_in_and_the_next_one_is_told(session: Session):
    told: list[str] = []
    guard = Guard(application(session), told.append, port=8123)
    first = guard.address
    assert browser(guard).get(first).status_code == 303
    assert browser(guard).get(first).status_code == 403
    (second,) = told
    assert second != first
    assert browser(guard).get(second).status_code == 303


def test_a_ticket_is_no_key_and_the_key_no_ticket(guard: Guard):
    client = browser(guard)
    client.cookies.set(guard.cookie, guard.ticket)
    assert client.get("/").status_code == 403
    assert browser(guard).get(f"/?ticket={guard.key}").status_code == 403


def test_to_look_whether_a_page_is_there_uses_up_no_ticket(guard: Guard):
    address = guard.address
    assert browser(guard).head(address).status_code == 403
    assert browser(guard).get(address).status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/api/facts", "/api/standing", "/page/board.js", "/?ticket=", "/?ticket=wrong"]
)
def test_without_the_key_nothing_is_shown(guard: Guard, path: str):
    answer = browser(guard).get(path)
    assert (answer.status_code, answer.text) == (403, "403")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8123"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:80"},
        {"Host": "127.0.0.1:8123.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8123"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://localhost:8123"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Cookie": "curriculum-board-8123=wrong"},
        {"Cookie": ""},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_from_anywhere_else_is_refused_even_with_the_key(
    page: TestClient, session: Session, method: str, headers: dict[str, str]
):
    if "Cookie" in headers:
        page.cookies.clear()
    body = {"word": "pin", "person": "p7", "run": "S-1"}
    path = "/api/standing" if method == "GET" else "/api/bind"
    answer = page.request(method, path, headers=headers, json=body)
    assert (answer.status_code, answer.text) == (403, "403")
    assert len(session.history.versions) == 1


def test_a_change_has_to_say_where_it_comes_from(guard: Guard, session: Session):
    client = browser(guard)
    client.cookies.set(guard.cookie, guard.key)
    assert client.get("/api/standing").status_code == 200
    assert client.post("/api/save", json={}).status_code == 403
    assert client.post(f"/api/save?ticket={guard.ticket}", json={}).status_code == 403
    assert list(session.folder.iterdir()) == []


def test_what_a_form_can_send_is_refused(page: TestClient, session: Session):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        answer = page.post("/api/save", content="{}", headers={"Content-Type": kind})
        assert answer.status_code == 415
    assert list(session.folder.iterdir()) == []


def test_a_body_without_bounds_is_refused(page: TestClient):
    assert page.post("/api/save", json={"": " " * MOST_BYTES}).status_code == 413

    def endless() -> Iterator[bytes]:
        yield b"{}"

    answer = page.post("/api/save", content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_nobody_is_answered_before_the_port_is_known(session: Session):
    guard = Guard(application(session))
    assert TestClient(guard, base_url="http://127.0.0.1:0").get(f"/?ticket={guard.ticket}").status_code == 403


@pytest.mark.parametrize("path", ["/", "/api/standing", "/page/board.css", "/nothing", "/page/../web.py"])
def test_every_answer_allows_the_browser_nothing_but_the_board(page: TestClient, path: str):
    answer = page.get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_the_refusal_has_the_same_headers(guard: Guard):
    answer = browser(guard).get("/")
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_only_the_page_s_own_files_are_given(page: TestClient):
    assert page.get("/page/board.js").status_code == 200
    for path in (
        "/page/../web.py",
        "/page/%2e%2e/web.py",
        "/page//etc/passwd",
        "/page/",
        "/docs",
        "/openapi.json",
    ):
        assert page.get(path).status_code == 404


def test_the_page_asks_for_nothing_from_elsewhere():
    folder = Path(sys.modules["curriculum.board.web"].__file__ or "").parent / "page"
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        assert "//" not in text.replace("// ", "").replace("${", ""), path.name
        assert "innerHTML" not in text


# What it answers


def test_edits_answer_with_the_new_standing(page: TestClient):
    joined = page.post("/api/move", json={"person": "p7", "before": None, "after": "S-1"}).json()
    assert joined["places"] == [["p7", "S-1"]]
    assert joined["unsaved"]
    assert joined["said"] == "p7 put into S-1"
    assert {one["rule"] for one in joined["violations"]} == {"minimum", "mixing"}
    pinned = page.post("/api/bind", json={"word": "pin", "person": "p7", "run": "S-1"}).json()
    assert pinned["bindings"] == [["pinned", "p7", "S-1"]]
    assert page.post("/api/go", json={"steps": -1}).json()["bindings"] == []
    assert page.get("/api/standing").json()["position"] == 1
    found = page.get("/api/compare?before=0&after=1").json()
    assert found["changes"] == ["p7 now has a place in S-1 (start)"] or "p7" in found["changes"][0]
    assert {one["run"] for one in page.get("/api/choices?person=p7&before=S-1").json()} == {"S-2"}


def test_saving_through_the_page(page: TestClient, session: Session):
    assert page.post("/api/save", json={}).json()["unsaved"] is False
    assert load_schedule(session.folder / "schedule.json").cohort == "first"


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("move", []),
        ("move", {}),
        ("move", {"person": 7, "after": "S-1"}),
        ("move", {"person": "p7", "after": ["S-1"]}),
        ("bind", {"word": "__class__", "person": "p7", "run": "S-1"}),
        ("bind", {"word": "pin", "person": "p99", "run": "S-1"}),
        ("go", {"steps": "back"}),
        ("go", {}),
        ("ask", {"kind": "best", "seconds": -1}),
        ("ask", {"kind": "best", "seconds": True}),
        ("ask", {"kind": "best", "seconds": 1e9}),
        ("ask", {"kind": "all", "seconds": 1}),
        ("ask", {"kind": "why", "seconds": 1, "person": "p99"}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(page: TestClient, session: Session, what: str, body: Any):
    answer = page.post(f"/api/{what}", json=body)
    assert answer.status_code == 409
    assert answer.json()["wrong"][0]
    assert (len(session.history.versions), session.search) == (1, None)


def test_what_is_no_json_is_refused(page: TestClient):
    headers = {"Content-Type": "application/json"}
    for content in ("", "{", "[" * 5000, "\xff".encode("latin-1")):
        assert page.post("/api/save", content=content, headers=headers).status_code == 409


@pytest.mark.parametrize(("method", "path"), [("POST", "/api/facts"), ("GET", "/api/save"), ("GET", "/api/x")])
def test_reading_and_acting_are_kept_apart(page: TestClient, session: Session, method: str, path: str):
    assert page.request(method, path, headers={"Content-Type": "application/json"}).status_code in {404, 405, 413}
    assert list(session.folder.iterdir()) == []


def test_names_and_hostile_texts_reach_the_page_as_data(page: TestClient, session: Session):
    assert page.get("/api/facts").headers["content-type"] == "application/json"
    session.said = "</script><img src=x onerror=alert(1)>"
    assert page.get("/api/standing").json()["said"] == session.said


# The command


def opened(*words: object) -> tuple[subprocess.Popen[str], Any]:
    """Open a board; return its process and the document that it prints."""
    program = Path(sysconfig.get_path("scripts"), "curriculum")
    board = subprocess.Popen(
        [sys.executable, program, "board", *map(str, words), "--no-browser", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert board.stdout is not None
    text = ""
    while not text.endswith("}\n"):
        line = board.stdout.readline()
        assert line, board.communicate()
        text += line
    return board, json.loads(text)


def test_the_command_opens_a_board_and_ends_cleanly(tmp_path: Path):
    import httpx

    board, document = opened(FIRST, "--out", tmp_path)
    try:
        assert set(document) == {"url"}
        with httpx.Client(follow_redirects=True, trust_env=False) as client:
            home = document["url"].partition("/?")[0]
            assert client.get(home).status_code == 403
            assert client.get(document["url"]).status_code == 200
            body = {"person": "p7", "before": None, "after": "S-1"}
            assert client.post(f"{home}/api/move", json=body).status_code == 403
            assert client.post(f"{home}/api/move", json=body, headers={"Origin": home}).status_code == 200
    finally:
        board.send_signal(signal.SIGINT)
        _, said = board.communicate(timeout=30)
    assert board.returncode == Exit.DONE
    assert "not on the disk" in said
    assert "Traceback" not in said
    assert "p7" not in said


def test_a_port_that_is_taken_is_told(shell: Command, tmp_path: Path):
    board, document = opened(FIRST, "--out", tmp_path)
    try:
        port = document["url"].partition("/?")[0].rpartition(":")[2]
        done = shell("board", FIRST, "--out", tmp_path, "--port", port, "--no-browser", "--json")
    finally:
        board.send_signal(signal.SIGINT)
        board.communicate(timeout=30)
    assert (done.code, done.codes) == (Exit.INVALID, ["board-port"])


def test_pins_of_a_board_are_used_elsewhere(command: Command, tmp_path: Path):
    cohort = load_cohort(FIRST)
    shown = version(Step("empty"), with_changes(cohort, [Pin("p7", "S-1")]), ())
    (tmp_path / "board.json").write_text(board_text(cohort, shown))
    document = command("schedule", FIRST, "--with", f"@{tmp_path / 'board.json'}", "--json").document
    assert {"participant": "p7", "module": "start", "run": "S-1"} in document["places"]
    refused = command("schedule", FIRST, "--with", f"@{tmp_path / 'nothing.json'}", "--with", "pin", "--json")
    assert (refused.code, len(refused.codes)) == (Exit.INVALID, 2)
