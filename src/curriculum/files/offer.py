"""The file ``offer.toml``: what runs can be made of."""

from __future__ import annotations

from curriculum.errors import raise_if
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema
from curriculum.files.toml import read_toml
from curriculum.offering import Offer

FILE_NAME = "offer.toml"


def load_offer(file: FilePath) -> Offer:
    """Read what runs can be made of.

    Args:
        file: the path of a TOML file; its keys are the attributes of :class:`~curriculum.offering.Offer`.

    Raises:
        InvalidInput: with every finding, each with file, line and place.

    Example:
        >>> load_offer("examples/offer.toml").venues[0].name
        'Horsens'
    """
    raw, complaints = read_toml(file)
    offer: Offer = Reader(complaints).record(Offer, check_schema(raw, complaints), "")
    raise_if(complaints.located())
    return offer
