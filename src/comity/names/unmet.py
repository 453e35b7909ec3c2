"""What parts that meet nothing say: those that stand against each other, those left out, names of one part."""

from comity.kit.compiled import njit
from comity.names.facts import FULL, LATN, LETTER_AT, LETTER_COUNT, SCRIPT
from comity.names.likeness import ACRONYM, HEARD, SAID
from comity.names.lines import (
    A_ACRONYM,
    A_CONTRADICTION,
    A_CONTRADICTION_GENERIC,
    A_CONTRADICTION_INITIAL,
    A_CONTRADICTION_MORE,
    A_CONTRADICTION_SHARE,
    A_LEFT_OUT,
    A_LEFT_OUT_DISTINCTIVE,
    A_LEFT_OUT_GENERIC,
    A_LEFT_OUT_MORE,
    A_LEFT_OUT_SAID,
    A_LEFT_OUT_SHARE,
    A_LIGHT_LEFT_OUT,
    A_NOTHING_DISTINCTIVE,
    A_SINGLE_HEARD,
    A_SINGLE_PART,
    A_UNHEARD,
    A_UNHEARD_MORE,
    A_UNHEARD_SHARE,
    ACRONYM_LINE,
    CONTRADICTION_LINE,
    COUNTS,
    DENIED,
    LEFT_OUT,
    LONGEST_ACRONYM,
    NOTHING_DISTINCTIVE,
    SINGLE_PART,
    light,
    measured,
    say,
    size_of,
)  # fmt: skip
from comity.names.meet import GENERIC, INITIAL, WORD


@njit(cache=True)
def _unmet(facts, parts, kinds, groups, side, rest):  # type: ignore[no-untyped-def]
    """Places of the parts that met nothing, the weightiest first; how many."""
    count = 0
    for at in range(len(parts)):
        met = False
        for group in range(len(groups)):
            if groups[group, side] <= at < groups[group, side] + groups[group, side + 1]:
                met = True
        if met:
            continue
        place, size = count, size_of(facts, parts[at], kinds[at])
        while place > 0 and size_of(facts, parts[rest[place - 1]], kinds[rest[place - 1]]) < size:
            rest[place] = rest[place - 1]
            place -= 1
        rest[place] = at
        count += 1
    return count


@njit(cache=True)
def alone(  # type: ignore[no-untyped-def]
    facts,
    signs,
    found,
    rest,
    weights,
    a,
    a_kinds,
    b,
    b_kinds,
    groups,
    organisation,
    other_script,
    lines,
    count,
    amounts,
):
    """The lines of all parts that meet nothing; how many lines there are."""
    ours = _unmet(facts, a, a_kinds, groups, 0, rest[0])
    theirs = _unmet(facts, b, b_kinds, groups, 2, rest[1])
    ours, count = _set_light_aside(weights, a_kinds, rest[0], ours, 0, lines, count, amounts)
    theirs, count = _set_light_aside(weights, b_kinds, rest[1], theirs, 1, lines, count, amounts)
    acronym = False
    if organisation:
        at = _acronym(facts, signs, a, rest[0, :ours], b, rest[1, :theirs])
        if at >= 0:
            count = say(lines, count, ACRONYM_LINE, rest[0, at], 1, -1, 0)
            ours, theirs, acronym = _without(rest[0], ours, at), 0, True
        else:
            at = _acronym(facts, signs, b, rest[1, :theirs], a, rest[0, :ours])
            if at >= 0:
                count = say(lines, count, ACRONYM_LINE, -1, 0, rest[1, at], 1)
                ours, theirs, acronym = 0, _without(rest[1], theirs, at), True
        if acronym:
            measured(lines, count - 1, amounts, weights, A_ACRONYM, 1_000)
    total = 0
    for at in range(len(a)):
        total += size_of(facts, a[at], a_kinds[at])
    for at in range(len(b)):
        total += size_of(facts, b[at], b_kinds[at])
    total, pairs, first = max(1, total), min(ours, theirs), True
    for at in range(pairs):
        one, other = rest[0, at], rest[1, at]
        count = say(lines, count, CONTRADICTION_LINE, one, 1, other, 1)
        _deny(
            facts,
            weights,
            a[one],
            a_kinds[one],
            b[other],
            b_kinds[other],
            at == 0,
            total,
            lines,
            count - 1,
            amounts,
        )
    for side in range(2):
        parts, kinds = (a, a_kinds) if side == 0 else (b, b_kinds)
        for at in range(pairs, ours if side == 0 else theirs):
            part = rest[side, at]
            count = say(lines, count, LEFT_OUT, part if side == 0 else -1, 1 - side, part if side else -1, side)
            size = size_of(facts, parts[part], kinds[part])
            if other_script:
                measured(
                    lines, count - 1, amounts, weights, A_UNHEARD if first else A_UNHEARD_MORE, COUNTS[kinds[part]]
                )
                measured(lines, count - 1, amounts, weights, A_UNHEARD_SHARE, size * 1_000 // total)
            else:
                _omit(weights, kinds[part], size, total, first, organisation, lines, count - 1, amounts)
            first = False
    return _thin(a_kinds, b_kinds, groups, not first, acronym, other_script, found, weights, lines, count, amounts)


@njit(cache=True)
def _set_light_aside(weights, kinds, rest, count, side, lines, line, amounts):  # type: ignore[no-untyped-def]
    """Particles and titles that stand alone get their lines; how many heavier parts remain, and how many lines there are."""
    heavy = 0
    for at in range(count):
        part = rest[at]
        if not light(kinds[part]):
            rest[heavy] = part
            heavy += 1
            continue
        line = say(lines, line, LEFT_OUT, part if side == 0 else -1, 1 - side, part if side else -1, side)
        measured(lines, line - 1, amounts, weights, A_LIGHT_LEFT_OUT, 1_000)
    return heavy, line


@njit(cache=True)
def _without(rest, count, gone):  # type: ignore[no-untyped-def]
    for at in range(gone, count - 1):
        rest[at] = rest[at + 1]
    return count - 1


@njit(cache=True)
def _acronym(facts, signs, parts, rest, others, long):  # type: ignore[no-untyped-def]
    """Which part left alone is made of the first letters of all words left alone on the other side; -1 for none."""
    if not 2 <= len(long) <= LONGEST_ACRONYM:
        return -1
    for at in range(len(rest)):
        short = parts[rest[at]]
        if facts[short, SCRIPT] != LATN or facts[short, LETTER_COUNT] != len(long):
            continue
        same, letter = True, 0
        for place in range(len(others)):
            among = False
            for other in long:
                among = among or other == place
            if not among:
                continue
            first = signs[facts[others[place], LETTER_AT]] if facts[others[place], LETTER_COUNT] else 0
            same = same and facts[others[place], SCRIPT] == LATN
            same = same and signs[facts[short, LETTER_AT] + letter] == first
            letter += 1
        if same:
            return at
    return -1


@njit(cache=True)
def _deny(facts, weights, one, kind, other, other_kind, first, total, lines, at, amounts):  # type: ignore[no-untyped-def]
    sizes = size_of(facts, one, kind) + size_of(facts, other, other_kind)
    measured(lines, at, amounts, weights, A_CONTRADICTION_SHARE, sizes * 1_000 // total)
    if kind == INITIAL or other_kind == INITIAL:
        measured(lines, at, amounts, weights, A_CONTRADICTION_INITIAL, 1_000)
        return
    weight = min(facts[one, FULL] * COUNTS[kind], facts[other, FULL] * COUNTS[other_kind]) // 1_000
    denied = min(1_000, weight * 1_000 // DENIED)
    measured(lines, at, amounts, weights, A_CONTRADICTION if first else A_CONTRADICTION_MORE, denied)
    if kind == GENERIC or other_kind == GENERIC:
        measured(lines, at, amounts, weights, A_CONTRADICTION_GENERIC, 1_000)


@njit(cache=True)
def _omit(weights, kind, size, total, first, organisation, lines, at, amounts):  # type: ignore[no-untyped-def]
    measured(lines, at, amounts, weights, A_LEFT_OUT_SHARE, size * 1_000 // total)
    measured(lines, at, amounts, weights, A_LEFT_OUT_SAID, min(SAID, size))
    measured(lines, at, amounts, weights, A_LEFT_OUT if first else A_LEFT_OUT_MORE, COUNTS[kind])
    if kind == GENERIC:
        measured(lines, at, amounts, weights, A_LEFT_OUT_GENERIC, 1_000)
    elif organisation and kind == WORD:
        measured(lines, at, amounts, weights, A_LEFT_OUT_DISTINCTIVE, 1_000)


@njit(cache=True)
def _thin(a_kinds, b_kinds, groups, omitted, acronym, other_script, found, weights, lines, count, amounts):  # type: ignore[no-untyped-def]
    """Names of one part, and names that share nothing but what many share."""
    ours = theirs = 0
    for kind in a_kinds:
        ours += kind == WORD or kind == GENERIC
    for kind in b_kinds:
        theirs += kind == WORD or kind == GENERIC
    if omitted and min(ours, theirs) <= 1:
        count = say(lines, count, SINGLE_PART, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_SINGLE_HEARD if other_script else A_SINGLE_PART, 1_000)
    distinctive = acronym
    for at in range(len(groups)):
        how = (
            found[groups[at, 0], groups[at, 1] - 1, groups[at, 2], groups[at, 3] - 1, 3]
            if groups[at, 1] <= 3
            else HEARD
        )
        initials = a_kinds[groups[at, 0]] == INITIAL or b_kinds[groups[at, 2]] == INITIAL
        for place in range(groups[at, 0], groups[at, 0] + groups[at, 1]):
            distinctive = distinctive or how == ACRONYM or (a_kinds[place] == WORD and not initials)
    if not distinctive:
        count = say(lines, count, NOTHING_DISTINCTIVE, -1, 0, -1, 0)
        measured(lines, count - 1, amounts, weights, A_NOTHING_DISTINCTIVE, 1_000)
    return count
