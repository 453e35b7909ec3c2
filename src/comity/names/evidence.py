"""What two names say about each other, line by line: which parts met, which stand alone, which contradict.

Each line carries amounts of a few measured things (``Amounts``); the learned weights of ``weigh`` turn amounts into
points. The docstring of a feature is the sentence an officer reads.
"""

from collections import Counter
from dataclasses import dataclass
from math import isqrt

from comity.names import familiar
from comity.names.likeness import Likeness, said, spelt
from comity.names.meeting import LIGHT, Meeting, meetings
from comity.names.parts import Form, Kind, Part, Prepared

COUNTS: dict[Kind, int] = {"word": 1_000, "generic": 450, "initial": 350, "particle": 150, "title": 100}
"""How much a part of each kind weighs as a part of the name, in thousandths."""
ENOUGH = 18_000
"""Nats (thousandths) of agreement that names give together at most: relatives share most of theirs."""
MOST = 12_000
"""Nats (thousandths) that one part says at most."""
DENIED = 5_000
"""Nats (thousandths) from which on two parts that differ deny each other in full: short and common ones deny less."""
REGULAR = frozenset({"hani", "hani_yue", "hang_native"})
"""Voices of scripts whose names are spelled by rule: a little amiss says more there."""
SONS = frozenset({"bin", "ben", "ibn", "bint", "binti", "binte", "ould", "oglu", "ogly"})
SHORT = 3
"""In a word of so many letters one letter makes another name."""
LONGEST_ACRONYM = 6
HEARD = {"left_out": "unheard", "left_out_more": "unheard_more", "left_out_share": "unheard_share"}
"""Leaving out a part in another script weighs on its own: who writes a name in another script mostly writes all of it."""

Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence: the part of each name (empty where there is none), its feature and what was measured."""

    a: str
    b: str
    feature: str
    amounts: Amounts


def evidence(a: Prepared, b: Prepared) -> list[Line]:
    """All lines for two names, which stand in the order of their ``sort_key``; empty when one has no parts."""
    if not a.parts or not b.parts:
        return []
    met = meetings(a, b)
    lines = [_met(a, b, meeting) for meeting in met]
    lines += _together(lines)
    lines += _order(a.parts, b.parts, met)
    lines += _left_over(a, b, met)
    lines += _numbers(a.numbers, b.numbers)
    lines += _forms(a.forms, b.forms)
    return lines


# -- what each meeting says


def _met(a: Prepared, b: Prepared, meeting: Meeting) -> Line:
    ours, theirs = [tuple(side[at] for at in ats) for side, ats in ((a.parts, meeting.left), (b.parts, meeting.right))]
    text = [" ".join(part.text for part in side) for side in (ours, theirs)]
    alike = meeting.alike
    if meeting.acronym:
        return Line(text[0], text[1], "acronym", {"acronym": 1_000})
    if alike is None:
        both = ours[0].kind == theirs[0].kind == "initial"
        return Line(text[0], text[1], "initial", {"agreement": 1_000, "initial": 0 if both else 1_000})
    counts = min(max(COUNTS[part.kind] for part in side) for side in (ours, theirs))
    amounts = _heard(alike, counts) if alike.voice else _spelt(ours, theirs, alike=alike, counts=counts)
    if len(ours) + len(theirs) > 2 and not meeting.whole:
        amounts["joined"] = counts
    return Line(text[0], text[1], _feature(ours, theirs, alike), amounts)


def _heard(alike: Likeness, counts: int) -> Amounts:
    """A part in one script, spelled in another: the shorter, the less a poor spelling says."""
    root = isqrt(alike.letters * 1_000_000)
    missing = max(0, alike.full - alike.ratio)
    return {
        "agreement": max(0, alike.ratio) * counts // 1_000,
        "read_weakly" if alike.voice in REGULAR else "heard_weakly": missing * 1_000 // root,
        "heard_against": max(0, -alike.ratio) * 1_000 // root,
    }


def _spelt(ours: tuple[Part, ...], theirs: tuple[Part, ...], *, alike: Likeness, counts: int) -> Amounts:
    """Parts in one script: they agree by what the names say, and lose by what their letters miss."""
    missing = max(0, alike.full - alike.ratio)
    share = missing * 1_000 // alike.full
    both = (sum(said(part) for part in ours) + sum(said(part) for part in theirs)) // 2
    amounts: Amounts = {"agreement": min(MOST, both * max(0, 1_000 - share) // 1_000) * counts // 1_000}
    if missing:
        little = min(missing, 6_000) * counts // 6_000
        amounts["spelt_little"] = little
        amounts["spelt_much"] = min(max(missing - 6_000, 0), 8_000) * counts // 8_000
        amounts["spelt_share"] = min(max(share - 350, 0), 500) * counts // 500
        if len(ours) + len(theirs) == 2:
            amounts |= _between(ours[0], theirs[0], little)
    return amounts


def _between(one: Part, other: Part, little: int) -> Amounts:
    """What is known of two single words beyond their letters."""
    amounts: Amounts = {}
    if familiar.relation(one.letters, other.letters):
        return amounts
    if min(len(one.native), len(other.native)) <= SHORT:
        amounts["short_apart"] = little
    if one.letters == other.letters:
        return amounts
    if all(familiar.information(part.letters) != familiar.UNKNOWN for part in (one, other)):
        amounts["known_apart"] = little
    if familiar.sex(one.letters) * familiar.sex(other.letters) < 0:
        amounts["other_sex"] = 1_000
    return amounts


def _feature(ours: tuple[Part, ...], theirs: tuple[Part, ...], alike: Likeness) -> str:
    if alike.ratio < 0:
        return "contradiction"
    if alike.voice:
        return "same_reading" if alike.ratio >= alike.full else "similar_reading"
    if "".join(part.native for part in ours) == "".join(part.native for part in theirs):
        return "same_spelling"
    if ours[0].script == "Hani" and alike.ratio >= alike.full:
        return "same_reading"
    known = familiar.relation(ours[0].letters, theirs[0].letters) if len(ours) == len(theirs) == 1 else 0
    return {familiar.ONE_NAME: "one_name", familiar.SHORT_FORM: "short_form"}.get(known, "similar_spelling")


def _together(lines: list[Line]) -> list[Line]:
    """Agreement beyond what relatives, too, would share is taken off again, in a line of its own."""
    beyond = sum(line.amounts.get("agreement", 0) for line in lines) - ENOUGH
    return [Line("", "", "enough", {"agreement": -beyond})] if beyond > 0 else []


def _order(left: tuple[Part, ...], right: tuple[Part, ...], met: list[Meeting]) -> list[Line]:
    pairs = sorted((meeting.left[0], meeting.right[0]) for meeting in met if left[meeting.left[0]].kind not in LIGHT)
    turned = sum(first[1] > second[1] for at, second in enumerate(pairs) for first in pairs[:at])
    lines = []
    if turned:
        lines.append(Line("", "", "other_order", {"order": min(1_000, turned * 1_000 // max(1, len(pairs) - 1))}))
    matched = {meeting.left[0]: meeting.right[0] for meeting in met}
    fathers = _sons(right)
    if any((matched.get(father), matched.get(son)) in fathers for son, father in _sons(left)):
        lines.append(Line("", "", "father_and_son", {"father_and_son": 1_000}))
    return lines


def _sons(parts: tuple[Part, ...]) -> set[tuple[int, int]]:
    """Places of (son, father) around each ``bin``."""
    places: set[tuple[int, int]] = set()
    for at, part in enumerate(parts):
        father = next((to for to in range(at + 1, len(parts)) if parts[to].kind not in LIGHT), 0)
        if part.native in SONS and at and father:
            places.add((at - 1, father))
    return places


# -- what stands alone


def _left_over(a: Prepared, b: Prepared, met: list[Meeting]) -> list[Line]:
    ours = _alone(a.parts, {at for meeting in met for at in meeting.left})
    theirs = _alone(b.parts, {at for meeting in met for at in meeting.right})
    lines = [Line(part.text, "", "left_out", {"light_left_out": 1_000}) for part in ours if part.kind in LIGHT]
    lines += [Line("", part.text, "left_out", {"light_left_out": 1_000}) for part in theirs if part.kind in LIGHT]
    ours, theirs = [[part for part in side if part.kind not in LIGHT] for side in (ours, theirs)]
    acronym = _acronym(ours, b.parts, theirs) or _acronym(theirs, a.parts, ours) if a.bearer == "organisation" else None
    if acronym:
        texts = [
            _text([acronym] if acronym in side else side, parts) for side, parts in ((ours, a.parts), (theirs, b.parts))
        ]
        lines.append(Line(texts[0], texts[1], "acronym", {"acronym": 1_000}))
        ours, theirs = [
            [part for part in side if part is not acronym] if acronym in side else [] for side in (ours, theirs)
        ]
    total = max(1, sum(_weight(part) for part in (*a.parts, *b.parts)))
    pairs = min(len(ours), len(theirs))
    for at in range(pairs):
        lines.append(_contradiction(ours[at], theirs[at], first=at == 0, total=total))
    alone = [*((part, True) for part in ours[pairs:]), *((part, False) for part in theirs[pairs:])]
    for at, (part, is_ours) in enumerate(alone):
        amounts = _left_out(part, first=at == 0, total=total, organisation=a.bearer == "organisation")
        if a.script != b.script:
            amounts = {HEARD[name]: amount for name, amount in amounts.items() if name in HEARD}
        lines.append(Line(part.text if is_ours else "", "" if is_ours else part.text, "left_out", amounts))
    words = [sum(part.kind in {"word", "generic"} for part in side) for side in (a.parts, b.parts)]
    if min(words) <= 1 and alone:
        lines.append(Line("", "", "single_part", {"single_part" if a.script == b.script else "single_heard": 1_000}))
    distinctive = any(
        meeting.acronym or (meeting.alike and a.parts[at].kind == "word") for meeting in met for at in meeting.left
    )
    if not distinctive and not acronym:
        lines.append(Line("", "", "nothing_distinctive", {"nothing_distinctive": 1_000}))
    return lines


def _text(some: list[Part], parts: tuple[Part, ...]) -> str:
    """Some parts of a name in their order."""
    return " ".join(part.text for part in parts if any(part is one for one in some))


def _weight(part: Part) -> int:
    return said(part) * COUNTS[part.kind] // 1_000


def _alone(parts: tuple[Part, ...], met: set[int]) -> list[Part]:
    """Parts that met nothing, the weightiest first."""
    rest = [(at, part) for at, part in enumerate(parts) if at not in met]
    return [part for _, part in sorted(rest, key=lambda pair: (-_weight(pair[1]), pair[0]))]


def _acronym(short: list[Part], parts: tuple[Part, ...], long: list[Part]) -> Part | None:
    """The part left alone that is made of the first letters of all words left alone on the other side, in their order."""
    left = {id(part) for part in long}
    letters = "".join(part.letters[:1] for part in parts if id(part) in left)
    if not 2 <= len(letters) <= LONGEST_ACRONYM:
        return None
    return next((part for part in short if part.letters == letters), None)


def _contradiction(one: Part, other: Part, *, first: bool, total: int) -> Line:
    kinds = {one.kind, other.kind}
    amounts: Amounts = {"contradiction_share": (_weight(one) + _weight(other)) * 1_000 // total}
    if "initial" in kinds:
        amounts["contradiction_initial"] = 1_000
        return Line(one.text, other.text, "contradiction", amounts)
    weight = min(spelt(part) * COUNTS[part.kind] // 1_000 for part in (one, other))
    amounts["contradiction" if first else "contradiction_more"] = min(1_000, weight * 1_000 // DENIED)
    if "generic" in kinds:
        amounts["contradiction_generic"] = 1_000
    return Line(one.text, other.text, "contradiction", amounts)


def _left_out(part: Part, *, first: bool, total: int, organisation: bool) -> Amounts:
    amounts: Amounts = {"left_out_share": _weight(part) * 1_000 // total, "left_out_said": min(MOST, _weight(part))}
    amounts["left_out" if first else "left_out_more"] = COUNTS[part.kind]
    if part.kind == "generic":
        amounts["left_out_generic"] = 1_000
    elif organisation and part.kind == "word":
        amounts["left_out_distinctive"] = 1_000
    return amounts


# -- numbers and legal forms


def _numbers(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[Line]:
    left, right = Counter(ours), Counter(theirs)
    same, lines = left & right, []
    if same:
        shown = " ".join(same.elements())
        lines.append(Line(shown, shown, "same_number", {"same_number": 1_000}))
    left, right = left - same, right - same
    if left and right:
        lines.append(
            Line(" ".join(left.elements()), " ".join(right.elements()), "other_number", {"other_number": 1_000})
        )
    elif left or right:
        lines.append(
            Line(" ".join(left.elements()), " ".join(right.elements()), "left_out", {"number_left_out": 1_000})
        )
    return lines


def _forms(ours: tuple[Form, ...], theirs: tuple[Form, ...]) -> list[Line]:
    if not ours or not theirs:
        text = [" ".join(form.text for form in side) for side in (ours, theirs)]
        return [Line(text[0], text[1], "left_out", {"form_left_out": 1_000})] if ours or theirs else []
    if {form.form for form in ours} & {form.form for form in theirs}:
        return [Line(ours[0].text, theirs[0].text, "same_form", {})]
    near = bool({form.group for form in ours} & {form.group for form in theirs})
    return [Line(ours[0].text, theirs[0].text, "other_form", {"other_form": 500 if near else 1_000})]
