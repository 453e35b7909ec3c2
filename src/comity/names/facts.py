"""What the loops know of a part and of the ways it is read, by column; see ``lexicon``."""

UNKNOWN = 0
LATN = 1
"""The places of scripts in ``script.PLACES`` that the loops must know."""
LEAST = 1_000
"""No part says less than this about a name when it meets itself."""

SCRIPT, FULL, LETTER_AT, LETTER_COUNT, VIEW_AT, VIEW_COUNT, READING_AT, READING_COUNT, INITIALS, KNOWN, SEX, SIZE = (
    range(12)
)
"""Columns of the facts of a part. ``VIEW_AT`` is -1 while the part is not ready, ``FULL`` 0 until it is asked for."""
FACTS = 12
ORDER, BAG, SOUNDS_MOST, SOUNDS_LEAST, WORD = range(5)
"""Columns of the marks of a part."""
MARKS = 5
SYMBOLS, NATS, DEAR, AVERAGED, OTHER, OTHER_JOINED = range(6)
"""Rows of the settings."""
VOICE, COST, ENOUGH, REGULAR, INNER, SIGN_AT, SIGN_COUNT, MOST = range(8)
"""Columns of a view; ``MOST`` is the ratio no spelling exceeds."""
VIEWS = 8
READINGS = 3
"""So many readings of a part in another script stand for it beside a third script, tell its initials and what it may be."""
SOUNDED, BAGS, LENGTHS = 0, 2, 2 + READINGS
"""Columns of what the readings of a view are like: the least and the most of their consonants, from ``SOUNDED`` on; the bag of
letters of each; how many letters each has, a byte for each."""
HEARD_AS = 3 + READINGS
