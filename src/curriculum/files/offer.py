"""The file ``offer.toml``: what runs can be made of."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.errors import raise_if
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema
from curriculum.files.toml import read_toml
from curriculum.offering import Offer
from curriculum.offering.offer import WEEKDAYS

FILE_NAME = "offer.toml"
_DANISH = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_SWEDISH = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_IN_ENGLISH = {name: day for names in (_DANISH, _SWEDISH) for name, day in zip(names, WEEKDAYS, strict=True)}


def load_offer(file: FilePath, places: Iterable[str] = ()) -> Offer:
    """Read what runs can be made of.

    Args:
        file: the path of a TOML file; its keys are the attributes of :class:`~curriculum.offering.Offer`. Days of
            the week may be named in Danish or Swedish too.
        places: the venues where the file names none.

    Raises:
        InvalidInput: with every finding, each with file, line and place.

    Example:
        >>> load_offer("examples/offer.toml").venues[0].name
        'Horsens'
    """
    raw, complaints = read_toml(file)
    said = {"venues": [{"name": place} for place in places], **check_schema(raw, complaints)}
    if isinstance(days := said.get("weekdays"), list):
        said["weekdays"] = [_IN_ENGLISH.get(str(day).lower(), day) for day in days]
    offer: Offer = Reader(complaints).record(Offer, said, "")
    raise_if(complaints.located())
    return offer
