"""Who may talk to the board: the page that it showed itself, in the browser that it was opened in.

Other sites that are open in the same browser, and other people of the same computer, can reach a port of this
machine. A request is answered only when

- it asks for this machine by the board's own address; else a site could point a name of its own here,
- it comes from the board's page or from no page at all,
- it brings the board's key: a cookie that browsers send for no other site (``SameSite=Strict``) and show to no
  script (``HttpOnly``). A browser gets it for the ticket in the address that the board is opened with; a ticket
  holds once, because others can see that address among the programs that run, and later in a history,
- and, where it changes something, it comes from the board's page for certain and is JSON of bounded size, which no
  form of another site can send.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import define, field
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
MOST_BYTES = 65_536
"""Bytes of a request's body, at most."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer: nothing but the board's own files has any effect, and nothing stays in the browser."""


def _secret() -> str:
    return secrets.token_urlsafe(32)


@define(eq=False)
class Guard:
    """Answers requests of the board's own page by the application, and refuses all others.

    Attributes:
        application: what answers.
        renewed: is told the next address when a browser was let in.
        port: the board's port; 0 until it is known, and then nobody is answered.
        key: the secret of those who are let in.
        ticket: the secret that lets the next browser in.
    """

    application: ASGIApp
    renewed: Callable[[str], None] = lambda _: None
    port: int = 0
    key: str = field(factory=_secret, init=False)
    ticket: str = field(factory=_secret, init=False)

    @property
    def address(self) -> str:
        """Where the board is opened next, ticket and all."""
        return f"http://127.0.0.1:{self.port}/?ticket={self.ticket}"

    @property
    def cookie(self) -> str:
        """Name of the cookie; cookies are told apart by name, not by port."""
        return f"curriculum-board-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        request = Request(scope)
        answer = self._refused(request) or self._let_in(request) or self.application
        await answer(scope, receive, send_guarded)

    def _let_in(self, request: Request) -> Response | None:
        """Give the key for the ticket of the address, and make another ticket."""
        if not self._has_ticket(request):
            return None
        self.ticket = _secret()
        self.renewed(self.address)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self.cookie, self.key, httponly=True, samesite="strict")
        return answer

    def _refused(self, request: Request) -> Response | None:
        """Return the refusal of a request that the board's page cannot have made."""
        own = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "none")
        reading = request.method in READING
        from_elsewhere = (
            host not in own
            or site not in {"none", "same-origin"}
            or (origin is None and not reading)
            or (origin is not None and origin != f"http://{host}")
        )
        known = _same(request.cookies.get(self.cookie, ""), self.key) or self._has_ticket(request)
        if not self.port or from_elsewhere or not known:
            return PlainTextResponse("403", status_code=403)
        if not reading and request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return PlainTextResponse("415", status_code=415)
        if not reading and not _bounded(request.headers.get("content-length", "")):
            return PlainTextResponse("413", status_code=413)
        return None

    def _has_ticket(self, request: Request) -> bool:
        return request.method == "GET" and _same(request.query_params.get("ticket", ""), self.ticket)


def _same(found: str, secret: str) -> bool:
    return secrets.compare_digest(found.encode(), secret.encode())


def _bounded(length: str) -> bool:
    return length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= MOST_BYTES  # noqa: PLR2004
