"""What two names say about each other, line by line: which parts met, which stand alone, which contradict.

Each line carries amounts of a few measured things (``Amounts``); the learned weights of ``weigh`` turn amounts into
points. The docstring of a feature is the sentence an officer reads.
"""

from collections import Counter
from dataclasses import dataclass
from math import isqrt

import numpy as np

from comity.names.align import MERGED, align
from comity.names.kernel import NOTHING
from comity.names.likeness import Likeness, initials, likeness
from comity.names.parts import Form, Kind, Part, Prepared, joined

ALONE = -10_000
"""What the alignment pays to leave a word alone: more than a weak meeting, less than a contradiction."""
COUNTS: dict[Kind, int] = {"word": 1_000, "generic": 450, "initial": 350, "particle": 150, "title": 100}
"""How much a part of each kind weighs as a part of the name, in thousandths."""
ENOUGH = 18_000
"""Nats (thousandths) of agreement that names give together at most: relatives share most of theirs."""
REGULAR = frozenset({"hani", "hani_yue", "hang_native"})
"""Voices of scripts whose names are spelled by rule: a little amiss says more there."""
LIGHT = frozenset({"particle", "title"})
SONS = frozenset({"bin", "ben", "ibn", "bint", "binti", "binte", "ould", "oglu", "ogly"})

Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence: the part of each name (empty where there is none), its feature and what was measured."""

    a: str
    b: str
    feature: str
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Meeting:
    """Parts ``left`` of one name met parts ``right`` of the other; ``alike`` is None for initials."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    alike: Likeness | None
    whole: bool = False
    """An unspaced name was read as one: no neighbours had to be joined for it."""


def evidence(a: Prepared, b: Prepared) -> list[Line]:
    """All lines for two names, which stand in the order of their ``sort_key``; empty when one has no parts."""
    if not a.parts or not b.parts:
        return []
    meetings = _whole(a, b) or _meet(a.parts, b.parts)
    lines = [_met(a.parts, b.parts, meeting) for meeting in meetings]
    lines += _together(lines)
    lines += _order(a.parts, b.parts, meetings)
    lines += _left_over(a.parts, b.parts, meetings)
    lines += _numbers(a.numbers, b.numbers)
    lines += _forms(a.forms, b.forms)
    return lines


# -- who meets whom


def _meet(left: tuple[Part, ...], right: tuple[Part, ...]) -> list[Meeting]:
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
        Meeting(tuple(range(i, i + wide)), tuple(range(j, j + long)), found[i, wide, j, long])
        for i, wide, j, long in align(gains, alone[0], alone[1]).tolist()
    ]


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
    parts = _meet(a.parts, b.parts)
    met = {at for meeting in parts for at in (meeting.left if a.unspaced else meeting.right)}
    apart = sum(meeting.alike.ratio for meeting in parts if meeting.alike) + ALONE * (len(native) - len(met))
    if alike.ratio < apart:
        return parts
    ours, theirs = tuple(range(len(a.parts))), tuple(range(len(b.parts)))
    return [Meeting(ours, theirs, alike, whole=True)]


def _gain(left: tuple[Part, ...], right: tuple[Part, ...]) -> tuple[int, Likeness | None]:
    kinds = [part.kind for part in (*left, *right)]
    if "initial" in kinds:
        same = len(left) == len(right) == 1 and bool(initials(left[0]) & initials(right[0]))
        return (2_000 if same else NOTHING), None
    alike = likeness(joined(left), joined(right), joints=len(left) + len(right) - 2)
    if alike is None:
        return NOTHING, None
    if len(left) + len(right) > 2 and alike.ratio * 20 < alike.full * 3:
        return NOTHING, None
    return min(alike.ratio, 2 * alike.full), alike


# -- what each meeting says


def _weight(parts: tuple[Part, ...]) -> int:
    return max(COUNTS[part.kind] for part in parts)


def _met(left: tuple[Part, ...], right: tuple[Part, ...], meeting: Meeting) -> Line:
    ours, theirs = [tuple(side[at] for at in ats) for side, ats in ((left, meeting.left), (right, meeting.right))]
    text = [" ".join(part.text for part in side) for side in (ours, theirs)]
    alike = meeting.alike
    if alike is None:
        both = ours[0].kind == theirs[0].kind
        return Line(text[0], text[1], "initial", {"agreement": 1_000, "initial": 0 if both else 1_000})
    counts = min(_weight(ours), _weight(theirs))
    amounts: Amounts = {"agreement": max(0, alike.ratio) * counts // 1_000}
    missing = max(0, alike.full - alike.ratio)
    if alike.voice:
        root = isqrt(alike.letters * 1_000_000)
        amounts["read_weakly" if alike.voice in REGULAR else "heard_weakly"] = missing * 1_000 // root
        amounts["heard_against"] = max(0, -alike.ratio) * 1_000 // root
    elif missing:
        amounts["spelt_little"] = min(missing, 6_000) * counts // 6_000
        amounts["spelt_much"] = min(max(missing - 6_000, 0), 8_000) * counts // 8_000
        share = missing * 1_000 // alike.full
        amounts["spelt_share"] = min(max(share - 350, 0), 500) * counts // 500
    if len(ours) + len(theirs) > 2 and not meeting.whole:
        amounts["joined"] = counts
    return Line(text[0], text[1], _feature(ours, theirs, alike), amounts)


def _feature(ours: tuple[Part, ...], theirs: tuple[Part, ...], alike: Likeness) -> str:
    if alike.ratio < 0:
        return "contradiction"
    if alike.voice:
        return "same_reading" if alike.ratio >= alike.full else "similar_reading"
    if "".join(part.native for part in ours) == "".join(part.native for part in theirs):
        return "same_spelling"
    return "similar_spelling"


def _together(lines: list[Line]) -> list[Line]:
    """Agreement beyond what relatives, too, would share is taken off again, in a line of its own."""
    beyond = sum(line.amounts.get("agreement", 0) for line in lines) - ENOUGH
    return [Line("", "", "enough", {"agreement": -beyond})] if beyond > 0 else []


def _order(left: tuple[Part, ...], right: tuple[Part, ...], meetings: list[Meeting]) -> list[Line]:
    pairs = sorted((meeting.left[0], meeting.right[0]) for meeting in meetings if left[meeting.left[0]].kind not in LIGHT)
    turned = sum(first[1] > second[1] for at, second in enumerate(pairs) for first in pairs[:at])
    lines = []
    if turned:
        lines.append(Line("", "", "other_order", {"order": min(1_000, turned * 1_000 // max(1, len(pairs) - 1))}))
    matched = {meeting.left[0]: meeting.right[0] for meeting in meetings}
    fathers = _sons(right)
    if any((matched.get(father), matched.get(son)) in fathers for son, father in _sons(left)):
        lines.append(Line("", "", "father_and_son", {"father_and_son": 1_000}))
    return lines


def _sons(parts: tuple[Part, ...]) -> set[tuple[int | None, int | None]]:
    """Places of (son, father) around each ``bin``."""
    places: set[tuple[int | None, int | None]] = set()
    for at, part in enumerate(parts):
        if part.native in SONS and 0 < at < len(parts) - 1:
            places.add((at - 1, next((to for to in range(at + 1, len(parts)) if parts[to].kind not in LIGHT), None)))
    return places


# -- what stands alone


def _left_over(left: tuple[Part, ...], right: tuple[Part, ...], meetings: list[Meeting]) -> list[Line]:
    ours = _alone(left, {at for meeting in meetings for at in meeting.left})
    theirs = _alone(right, {at for meeting in meetings for at in meeting.right})
    lines = [Line(part.text, "", "left_out", {"light_left_out": 1_000}) for part in ours if part.kind in LIGHT]
    lines += [Line("", part.text, "left_out", {"light_left_out": 1_000}) for part in theirs if part.kind in LIGHT]
    ours, theirs = [[part for part in side if part.kind not in LIGHT] for side in (ours, theirs)]
    pairs = min(len(ours), len(theirs))
    for at in range(pairs):
        amounts = {"contradiction" if at == 0 else "contradiction_more": min(COUNTS[ours[at].kind], COUNTS[theirs[at].kind])}
        lines.append(Line(ours[at].text, theirs[at].text, "contradiction", amounts))
    total = sum(_size(part) for part in (*left, *right))
    for at, (part, is_ours) in enumerate([*((part, True) for part in ours[pairs:]), *((part, False) for part in theirs[pairs:])]):
        amounts = {"left_out_share": _size(part) * 1_000 // max(1, total)}
        amounts["left_out" if at == 0 else "left_out_more"] = COUNTS[part.kind]
        lines.append(Line(part.text if is_ours else "", "" if is_ours else part.text, "left_out", amounts))
    words = [sum(part.kind in {"word", "generic"} for part in side) for side in (left, right)]
    if min(words) <= 1 and (ours[pairs:] or theirs[pairs:]):
        lines.append(Line("", "", "single_part", {"single_part": 1_000}))
    if not any(left[at].kind == "word" and meeting.alike for meeting in meetings for at in meeting.left):
        lines.append(Line("", "", "nothing_distinctive", {"nothing_distinctive": 1_000}))
    return lines


def _alone(parts: tuple[Part, ...], met: set[int]) -> list[Part]:
    """Parts that met nothing, the weightiest first."""
    rest = [(at, part) for at, part in enumerate(parts) if at not in met]
    return [part for _, part in sorted(rest, key=lambda pair: (-_size(pair[1]), pair[0]))]


def _size(part: Part) -> int:
    return max(len(part.letters), len(part.native), 1) * COUNTS[part.kind]


# -- numbers and legal forms


def _numbers(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[Line]:
    left, right = Counter(ours), Counter(theirs)
    same, lines = left & right, []
    if same:
        shown = " ".join(same.elements())
        lines.append(Line(shown, shown, "same_number", {"same_number": 1_000}))
    left, right = left - same, right - same
    if left and right:
        lines.append(Line(" ".join(left.elements()), " ".join(right.elements()), "other_number", {"other_number": 1_000}))
    elif left or right:
        lines.append(Line(" ".join(left.elements()), " ".join(right.elements()), "left_out", {"number_left_out": 1_000}))
    return lines


def _forms(ours: tuple[Form, ...], theirs: tuple[Form, ...]) -> list[Line]:
    if not ours or not theirs:
        text = [" ".join(form.text for form in side) for side in (ours, theirs)]
        return [Line(text[0], text[1], "left_out", {"form_left_out": 1_000})] if ours or theirs else []
    if {form.form for form in ours} & {form.form for form in theirs}:
        return [Line(ours[0].text, theirs[0].text, "same_form", {})]
    near = bool({form.group for form in ours} & {form.group for form in theirs})
    return [Line(ours[0].text, theirs[0].text, "other_form", {"other_form": 500 if near else 1_000})]
