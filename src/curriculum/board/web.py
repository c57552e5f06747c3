"""The board's addresses: thin, everything is done by the session and said by the view. The door to starlette."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from curriculum.board import editing, view
from curriculum.board.question import Kind
from curriculum.errors import Finding, InvalidInput

if TYPE_CHECKING:
    from starlette.requests import Request

    from curriculum.board.session import Session

PAGE = Path(__file__).parent / "page"
LONGEST = 3600.0
"""Seconds that a search may be given."""
Body = dict[str, Any]
Endpoint = Callable[["Request"], Awaitable[Response]]


def application(session: Session) -> Starlette:
    """Return what answers the page of a board.

    Args:
        session: the board.
    """
    reads: dict[str, Callable[[Body], Any]] = {
        "facts": lambda _: view.facts(session),
        "standing": lambda _: view.standing(session),
        "search": lambda _: view.searching(session),
        "compare": lambda q: view.compared(session, _number(q, "before"), _number(q, "after")),
        "choices": lambda q: view.choices(session, _text(q, "person"), _maybe(q, "before"), _maybe(q, "module")),
    }
    acts: dict[str, Callable[[Body], None]] = {
        "bind": lambda b: session.edit(
            lambda shown: editing.bind(shown, _text(b, "word"), _text(b, "person"), _text(b, "run"))
        ),
        "move": lambda b: session.edit(
            lambda shown: editing.move(
                shown, _text(b, "person"), _maybe(b, "before"), _maybe(b, "after"), pin=b.get("pin") is True
            )
        ),
        "go": lambda b: session.go(_number(b, "steps")),
        "ask": lambda b: session.ask(_kind(b), _seconds(b), _maybe(b, "person"), _maybe(b, "run")),
        "cancel": lambda _: session.cancel(),
        "save": lambda _: session.save(),
    }

    return Starlette(
        routes=[
            Route("/", _page),
            *(Route(f"/api/{name}", _reading(session, asked)) for name, asked in reads.items()),
            *(Route(f"/api/{name}", _acting(session, done), methods=["POST"]) for name, done in acts.items()),
            Mount("/page", StaticFiles(directory=PAGE)),
        ]
    )


def _page(_: Request) -> Response:
    return FileResponse(PAGE / "board.html", media_type="text/html")


def _reading(session: Session, asked: Callable[[Body], Any]) -> Endpoint:
    async def read(request: Request) -> Response:
        return await _answered(session, lambda: asked(dict(request.query_params)))

    return read


def _acting(session: Session, done: Callable[[Body], None]) -> Endpoint:
    async def act(request: Request) -> Response:
        try:
            body = await request.json()
        except (ValueError, RecursionError):
            body = None

        def work() -> Any:
            done(_table(body))
            return view.standing(session)

        return await _answered(session, work)

    return act


async def _answered(session: Session, work: Callable[[], Any]) -> Response:
    """Do the work beside the event loop, which goes on answering; what is wrong is said in words."""
    try:
        return JSONResponse(await run_in_threadpool(work))
    except InvalidInput as invalid:
        said = [finding.text(session.language) for finding in invalid.findings]
        return JSONResponse({"wrong": said}, status_code=409)


def _table(body: Any) -> Body:
    if not isinstance(body, dict):
        raise _malformed()
    return body


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise _malformed()
    return value


def _maybe(body: Body, name: str) -> str | None:
    """Return a text; None when it is left out or empty."""
    return _text(body, name) or None if body.get(name) is not None else None


def _number(body: Body, name: str) -> int:
    try:
        return int(str(body.get(name))[:9])
    except ValueError:
        raise _malformed() from None


def _seconds(body: Body) -> float:
    value = body.get("seconds")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LONGEST:
        raise _malformed()
    return float(value)


def _kind(body: Body) -> Kind:
    for kind in get_args(Kind):
        if body.get("kind") == kind:
            return kind  # type: ignore[no-any-return]  # one of the three
    raise _malformed()


def _malformed() -> InvalidInput:
    return InvalidInput([Finding(code="board-request")])
