"""The board on this machine's own address: the door to uvicorn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from curriculum.errors import Finding, InvalidInput, MissingExtra

if TYPE_CHECKING:
    from curriculum.board.session import Session


def serve(
    session: Session, port: int, ready: Callable[[str], None], renewed: Callable[[str], None] = lambda _: None
) -> None:
    """Answer the board's page until Ctrl-C.

    Only this machine can reach it; no request is written down.

    Args:
        session: the board.
        port: the port; 0 for any free one.
        ready: is told the address, ticket and all, once the board answers.
        renewed: is told the next address when a browser has used one; each lets one browser in.

    Raises:
        MissingExtra: starlette or uvicorn is not installed (``pip install 'curriculum[board]'``).
        InvalidInput: the port is taken.
    """
    try:
        import uvicorn

        from curriculum.board.guard import Guard
        from curriculum.board.web import application
    except ModuleNotFoundError as missing:
        raise MissingExtra(missing.name or "uvicorn", "board") from missing

    guard = Guard(application(session), renewed)

    class Server(uvicorn.Server):
        """Tells the guard its port, and the caller the address, once it is known."""

        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.should_exit:  # the port is taken
                return
            guard.port = self.servers[0].sockets[0].getsockname()[1]
            ready(guard.address)

    settings = uvicorn.Config(
        guard,
        host="127.0.0.1",
        port=port,
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        ws="none",
    )
    server = Server(settings)
    try:
        server.run()
    except KeyboardInterrupt:  # how a board is closed
        pass
    except SystemExit:  # uvicorn's way to say that the port is taken
        raise InvalidInput([Finding(code="board-port", values={"port": port})]) from None
    finally:
        session.close()
