"""The board: a local page on which a coordinator pins, bars and moves people, and sees at once what breaks.

Everything that happens makes a new :class:`~curriculum.board.version.Version`; nothing is ever changed in place,
so that undoing is going back. ``editing`` makes versions of versions, ``session`` keeps them and runs searches,
``keeping`` puts them on the disk, ``view`` says what the page shows, ``web`` answers it, ``guard`` keeps everybody
else out, and ``page/`` is the page itself.
"""
