"""Which parts of two names meet: by likeness, as initials, several read as one, an unspaced name as a whole."""

from dataclasses import dataclass

import numpy as np

from comity.names.align import MERGED, align
from comity.names.kernel import NOTHING
from comity.names.likeness import Likeness, initials, likeness
from comity.names.parts import Kind, Part, Prepared, joined

ALONE = -10_000
"""What the alignment pays to leave a word alone: more than a weak meeting, less than a contradiction."""
SAME_INITIAL, INITIALS = 2_000, 1_500
"""What an initial that fits is worth to the alignment, and several in one word (``JM`` for ``Jean Marie``)."""
LEAST_SHARE = 150
"""Two parts in one script that share less than this of what they could (thousandths) do not meet: they contradict."""
LIGHT: frozenset[Kind] = frozenset({"particle", "title"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Parts ``left`` of one name met parts ``right`` of the other; ``alike`` is None for initials."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    alike: Likeness | None
    whole: bool = False
    """An unspaced name was read as one: no neighbours had to be joined for it."""
    acronym: bool = False
    """One is a word made of the first letters of the other's words."""


def meetings(a: Prepared, b: Prepared) -> list[Meeting]:
    """Who meets whom, the best way round; parts in no meeting stand alone."""
    return _whole(a, b) or _meet(a, b)


def _meet(a: Prepared, b: Prepared) -> list[Meeting]:
    left, right = a.parts, b.parts
    gains = np.full((len(left), MERGED, len(right), MERGED), NOTHING, np.int32)
    found: dict[tuple[int, int, int, int], Likeness | None] = {}
    for i in range(len(left)):
        for wide in range(1, min(MERGED, len(left) - i) + 1):
            for j in range(len(right)):
                for long in range(1, min(MERGED, len(right) - j) + 1):
                    if wide > 1 and long > 1:
                        continue
                    gain, alike = _gain(left[i : i + wide], right[j : j + long])
                    if gain > NOTHING:
                        gains[i, wide - 1, j, long - 1] = gain
                        found[i, wide, j, long] = alike
    alone = [np.array([0 if part.kind in LIGHT else ALONE for part in side], np.int32) for side in (left, right)]
    return [
        Meeting(
            tuple(range(i, i + wide)), tuple(range(j, j + long)), found[i, wide, j, long],
            acronym=a.bearer == "organisation" and wide + long > 2 and found[i, wide, j, long] is None,
        )
        for i, wide, j, long in align(gains, alone[0], alone[1]).tolist()
    ]  # fmt: skip


def _whole(a: Prepared, b: Prepared) -> list[Meeting]:
    """A name written without a space, read as one against all Latin parts from any of them on; empty where parts say more."""
    if a.unspaced == b.unspaced:
        return []
    native, latin = (a.parts, b.parts) if a.unspaced else (b.parts, a.parts)
    if not all(part.letters for part in latin):
        return []
    whole = joined(native)
    turns = [joined((*latin[at:], *latin[:at])) for at in range(len(latin))]
    found = [alike for turn in turns for alike in [likeness(whole, turn)] if alike is not None]
    if not found:
        return []
    alike = max(found, key=lambda one: one.ratio)
    parts = _meet(a, b)
    met = {at for meeting in parts for at in (meeting.left if a.unspaced else meeting.right)}
    apart = sum(meeting.alike.ratio for meeting in parts if meeting.alike) + ALONE * (len(native) - len(met))
    if alike.ratio < apart:
        return parts
    ours, theirs = tuple(range(len(a.parts))), tuple(range(len(b.parts)))
    return [Meeting(ours, theirs, alike, whole=True)]


def _gain(left: tuple[Part, ...], right: tuple[Part, ...]) -> tuple[int, Likeness | None]:
    if any(part.kind == "initial" for part in (*left, *right)):
        same = len(left) == len(right) == 1 and bool(initials(left[0]) & initials(right[0]))
        return (SAME_INITIAL if same else NOTHING), None
    if _is_initials(left, right) or _is_initials(right, left):
        return INITIALS, None
    if any(part.exact for part in (*left, *right)) and "".join(p.native for p in left) != "".join(
        p.native for p in right
    ):
        return NOTHING, None
    alike = likeness(joined(left), joined(right), joints=len(left) + len(right) - 2)
    if alike is None:
        return NOTHING, None
    if (not alike.voice or len(left) + len(right) > 2) and alike.ratio * 1_000 < alike.full * LEAST_SHARE:
        return NOTHING, None
    return min(alike.ratio, 2 * alike.full), alike


def _is_initials(short: tuple[Part, ...], long: tuple[Part, ...]) -> bool:
    """One word made of the first letters of several full ones."""
    return (
        len(short) == 1 and len(long) > 1 and len(short[0].letters) == len(long)
        and all(len(part.letters) > 2 for part in long)
        and all(letter == part.letters[0] for letter, part in zip(short[0].letters, long, strict=True))
    )  # fmt: skip
