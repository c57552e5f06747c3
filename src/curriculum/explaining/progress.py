"""How far the search for an explanation is, and who is told."""

from __future__ import annotations

import threading
from collections.abc import Callable

from attrs import define, field, frozen

from curriculum.explaining.results import Effect
from curriculum.scheduler.solving import Limits


@frozen
class Inquiry:
    """Where the search for an explanation stands.

    Attributes:
        seconds: since it began.
        seconds_left: until the time limit.
        tried: changes whose effect has been computed.
        helpful: those of them with which more places are filled.
    """

    seconds: float
    seconds_left: float
    tried: int
    helpful: int


@define(eq=False)
class Telling:
    """Counts what has been tried, in several threads, and tells who listens.

    Attributes:
        limits: of the whole search.
        listen: is told; None when nobody listens.
        tried: as :class:`Inquiry` has it.
        helpful: as :class:`Inquiry` has it.
    """

    limits: Limits
    listen: Callable[[Inquiry], None] | None = None
    tried: int = 0
    helpful: int = 0
    _lock: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def tell(self) -> None:
        """Tell where the search stands."""
        with self._lock:
            self._tell()

    def computed(self, effect: Effect) -> None:
        """Count an effect, and tell where the search stands."""
        with self._lock:
            self.tried += effect.known
            self.helpful += effect.helps
            self._tell()

    def _tell(self) -> None:
        if self.listen:
            elapsed = self.limits.elapsed
            self.listen(Inquiry(elapsed, max(self.limits.seconds - elapsed, 0.0), self.tried, self.helpful))
