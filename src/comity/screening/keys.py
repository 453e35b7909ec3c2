"""Keys that bring two records together before they are compared: few, coarse, and the same in every engine.

A name has at most MOST keys, each a whole number of 64 bits. A register *files* a name under keys, a question *asks* for
keys; two records are worth a look where a filed key equals an asked one. A *sound* is a coarse code (``names.skeleton``) of a
word; a native word has several, and the keys with the likeliest readings as a whole are taken. The families:

- *dated*: the sound of one word, the first consonant of another, the year of birth. Survives a slip in either word.
- *named*: the sounds of two words, for a question that knows neither year nor state.
- *stated*: the sounds of two words and a nationality; reaches who has no or another year of birth.
- *whole*: two words with nearly all their consonants, or their signs; reaches through wrong years and states.
- *local*: the sound of one word, the year and a nationality. Survives any change of the other words.
- *loose*: as dated, with a nationality in place of the year.
- *single*: the sound of the only word of a name, with a year, with a nationality, alone.

An unknown year or state is a value of its own, so that two names without any facts meet as well.
"""

from dataclasses import dataclass

import numpy as np

from comity.kit.compiled import njit
from comity.names.kernel import NOTHING
from comity.names.skeleton import COARSE_BITS, WAYS, Array, Skeletons, extended

MOST = 12
"""Keys of a name at most."""
WORDS = 3
"""So many words of a name are made into keys: those with the most consonants."""
DATED, STATED, NAMED, SINGLE, LOCAL, LOOSE, WHOLE = 1, 2, 3, 4, 5, 6, 7
PARTICLE, TITLE = 1, 2
"""Kinds of parts, as packed names number them, that are no keys of their own."""
_ORDERED = np.array([[0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1]], np.int64)
_UNORDERED = np.array([[0, 1], [0, 2], [1, 2]], np.int64)
_SHORT_ORDERED = np.array([[0, 1], [0, 2], [2, 0], [2, 1], [3, 2], [4, 0]], np.int64)
"""Three short words may be two elsewhere: 3 is the first and second read as one, 4 the second and third."""
_SHORT_UNORDERED = np.array([[0, 4], [2, 3], [0, 2]], np.int64)


@dataclass(frozen=True, slots=True)
class Names:
    """Packed names: parts of name ``i`` are ``parts[starts[i]:starts[i + 1]]``, rows of ``Skeletons``; ``owners`` are records."""

    starts: Array
    parts: Array
    kinds: Array
    owners: Array


@dataclass(frozen=True, slots=True)
class Facts:
    """What records say beside names: ``born`` int16[r, 2] first and last year, 0 unknown; ``states`` int16[r, k], 0 none."""

    born: Array
    states: Array


@njit(cache=True, inline="always")
def _mixed(key, more):  # type: ignore[no-untyped-def]
    key = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(more) + np.uint64(1)
    key ^= key >> np.uint64(30)
    key *= np.uint64(0xBF58476D1CE4E5B9)
    key ^= key >> np.uint64(27)
    key *= np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


@njit(cache=True, inline="always")
def _key(family, first, second, fact, other_fact):  # type: ignore[no-untyped-def]
    facts = np.uint64(family) << np.uint64(40) | np.uint64(fact) << np.uint64(16) | np.uint64(other_fact)
    return _mixed(_mixed(_mixed(facts, first), second), 0)


@njit(cache=True, inline="always")
def _add(keys, count, key, most):  # type: ignore[no-untyped-def]
    """Add a key unless it is there or ``most`` are; gives the new count."""
    if count >= most:
        return count
    for at in range(count):
        if keys[at] == key:
            return count
    keys[count] = key
    return count + 1


@njit(cache=True, inline="always")
def _size(code):  # type: ignore[no-untyped-def]
    count = 0
    while code > 0:
        code >>= COARSE_BITS
        count += 1
    return count


@njit(cache=True, inline="always")
def _fuller(word, other, coarse, exact):  # type: ignore[no-untyped-def]
    one, two = _size(coarse[word, 0]), _size(coarse[other, 0])
    return one > two or (one == two and exact[word] <= exact[other])


@njit(cache=True, forceinline=True)
def _chosen(parts, kinds, coarse, exact, words):  # type: ignore[no-untyped-def]
    """The words of a name that make keys, the fullest first; particles only where other words are too few.

    Gives how many are chosen and how many there were to choose from. The order of the name does not matter.
    """
    count, seen = 0, 0
    for turn in range(3):
        if turn and seen > 1:
            break
        for at in range(len(parts)):
            if (0 if kinds[at] not in (PARTICLE, TITLE) else kinds[at]) != turn:
                continue
            seen += 1
            slot = count
            while slot > 0 and _fuller(parts[at], words[slot - 1], coarse, exact):
                slot -= 1
            if slot >= WORDS:
                continue
            for place in range(min(count, WORDS - 1), slot, -1):
                words[place] = words[place - 1]
            words[slot] = parts[at]
            count = min(count + 1, WORDS)
    return count, seen


@njit(cache=True, inline="always")
def _cut(code, classes):  # type: ignore[no-untyped-def]
    return code & ((1 << (COARSE_BITS * classes)) - 1)


@njit(cache=True, forceinline=True)
def _in_order(parts, kinds, words):  # type: ignore[no-untyped-def]
    """The three words of a name as they stand, for reading neighbours as one."""
    count = 0
    for at in range(len(parts)):
        if kinds[at] not in (PARTICLE, TITLE) and count < WORDS:
            words[count] = parts[at]
            count += 1


@njit(cache=True, inline="always")
def _put(keys, chances, key, chance, most):  # type: ignore[no-untyped-def]
    """Put a key that is not there among the ``most`` likeliest ones."""
    last = most - 1
    if chance < chances[last] or (chance == chances[last] and key > keys[last]):
        return
    slot = last
    while slot > 0 and (chance > chances[slot - 1] or (chance == chances[slot - 1] and key < keys[slot - 1])):
        keys[slot], chances[slot] = keys[slot - 1], chances[slot - 1]
        slot -= 1
    keys[slot], chances[slot] = key, chance


@njit(cache=True, inline="always")
def _offer(keys, chances, key, chance, most):  # type: ignore[no-untyped-def]
    """Put a key among the ``most`` likeliest ones, once."""
    for at in range(most):
        if chances[at] > NOTHING and keys[at] == key:
            return
    _put(keys, chances, key, chance, most)


@njit(cache=True, forceinline=True)
def _paired(family, pairs, some, codes, chances, facts, first_only, most, spare, spare_chances):  # type: ignore[no-untyped-def]
    """Keys of pairs of words by the likeliest readings of both; ``first_only`` takes but the first sound of the second word."""
    for pair in range(some):
        first, second = pairs[pair, 0], pairs[pair, 1]
        for way in range(WAYS):
            if codes[first, way] < 0:
                break
            for other_way in range(WAYS):
                if codes[second, other_way] < 0:
                    break
                one, other = codes[first, way], codes[second, other_way]
                if first_only:
                    other = _cut(other, 1)
                elif other < one:
                    one, other = other, one
                chance = chances[first, way] + chances[second, other_way]
                if chance < spare_chances[most - 1]:
                    break
                _offer(spare, spare_chances, _key(family, one, other, facts[0], facts[1]), chance, most)


@njit(cache=True, forceinline=True)
def _moved(keys, held, spare, spare_chances, most):  # type: ignore[no-untyped-def]
    """The likeliest ``most`` of the spare keys go to the name's own; the spare ones are empty again."""
    for at in range(len(spare)):
        if at < most and spare_chances[at] > NOTHING:
            held = _add(keys, held, spare[at], MOST)
        spare_chances[at] = NOTHING
    return held


@njit(cache=True, inline="always")
def _offered(codes, word, way):  # type: ignore[no-untyped-def]
    """Whether an earlier word, or a likelier way of this one, sounds alike."""
    found = False
    for at in range(word * WAYS + way):
        found |= codes[at // WAYS, at % WAYS] == codes[word, way]
    return found


@njit(cache=True, forceinline=True)
def _alone(family, codes, chances, count, facts, most, spare, spare_chances):  # type: ignore[no-untyped-def]
    """The ``most`` likeliest keys of one word alone."""
    for word in range(count):
        for way in range(WAYS):
            if codes[word, way] < 0:
                break
            chance = chances[word, way]
            if chance >= spare_chances[most - 1] and not _offered(codes, word, way):
                key = _key(family, codes[word, way], 0, facts[0], facts[1])
                _put(spare, spare_chances, key, chance, most)


@njit(cache=True, forceinline=True)
def _read(name, words, codes, chances, whole, words_of, parts, kinds):  # type: ignore[no-untyped-def]
    """The codes of the words of a name; gives how many there are, which plan is theirs, and whether three are short."""
    coarse, coarse_chances, fine, exact, native = words_of
    count, seen = _chosen(parts, kinds, coarse, exact, words)
    foreign, short = False, seen == WORDS and count == WORDS
    for at in range(count):
        foreign = foreign or native[words[at]]
        short = short and not native[words[at]] and _size(coarse[words[at], 0]) < WORDS
    if short:
        _in_order(parts, kinds, words)
    for at in range(count):
        for way in range(WAYS):
            codes[at, way], chances[at, way] = coarse[words[at], way], coarse_chances[words[at], way]
        whole[at] = exact[words[at]] if native[words[at]] else np.uint64(fine[words[at]])
    if short:
        for at in range(2):
            for way in range(WAYS):
                codes[WORDS + at, way], chances[WORDS + at, way] = -1, NOTHING
            codes[WORDS + at, 0], chances[WORDS + at, 0] = extended(codes[at, 0], codes[at + 1, 0]), 0
    return count, (2 if foreign else 0) + (1 if count > 2 else 0), short


@njit(cache=True, forceinline=True)
def _single(codes, chances, whole, year, states, keys, spare, spare_chances):  # type: ignore[no-untyped-def]
    """Keys of a name of one word."""
    _alone(SINGLE, codes, chances, 1, (year, 0), 4, spare, spare_chances)
    held = _moved(keys, 0, spare, spare_chances, 4)
    for state in states:
        _alone(SINGLE, codes, chances, 1, (0, 1 + state), 3, spare, spare_chances)
        held = _moved(keys, held, spare, spare_chances, 3)
    return _add(keys, held, _key(WHOLE, whole[0], 0, 0, 0), MOST)


@njit(cache=True, forceinline=True)
def _several(count, short, plan, codes, chances, whole, year, states, asking, keys, spare, spare_chances):  # type: ignore[no-untyped-def]
    """Keys of a name of two words or more."""
    ordered, unordered = (_SHORT_ORDERED, _SHORT_UNORDERED) if short else (_ORDERED, _UNORDERED)
    both, some = (len(_ORDERED), len(_UNORDERED)) if count > 2 else (2, 1)
    _paired(DATED, ordered, both, codes, chances, (year, 0), True, plan[0], spare, spare_chances)
    held = _moved(keys, 0, spare, spare_chances, plan[0])
    if not asking or (year == 0 and states[0] == 0):
        _paired(NAMED, unordered, some, codes, chances, (0, 0), False, plan[1], spare, spare_chances)
        held = _moved(keys, held, spare, spare_chances, plan[1])
    for state in states:
        _paired(STATED, unordered, some, codes, chances, (0, 1 + state), False, plan[2], spare, spare_chances)
        held = _moved(keys, held, spare, spare_chances, plan[2])
    for pair in range(min(plan[3], count if count > 2 else 1)):
        one, other = whole[_UNORDERED[pair, 0]], whole[_UNORDERED[pair, 1]]
        held = _add(keys, held, _key(WHOLE, min(one, other), max(one, other), 0, 0), MOST)
    for state in states if plan[4] else states[:0]:
        _alone(LOCAL, codes, chances, count, (year, 1 + state), plan[4], spare, spare_chances)
        held = _moved(keys, held, spare, spare_chances, plan[4])
    if plan[5] and (year == 0 or not asking):
        for state in states:
            _paired(LOOSE, ordered, both, codes, chances, (0, 1 + state), True, plan[5], spare, spare_chances)
            held = _moved(keys, held, spare, spare_chances, plan[5])
    return held


@njit(cache=True)
def _keys_of(starts, parts, kinds, owners, words_of, born, states, asking, plans):  # type: ignore[no-untyped-def]
    names = len(starts) - 1
    found, rows, filled = np.empty(names * MOST, np.uint64), np.empty(names * MOST, np.int32), 0
    words, keys = np.zeros(WORDS + 1, np.int64), np.zeros(MOST, np.uint64)
    spare, spare_chances = np.zeros(MOST, np.uint64), np.full(MOST, NOTHING, np.int32)
    codes, chances = np.zeros((WORDS + 2, WAYS), np.int64), np.zeros((WORDS + 2, WAYS), np.int64)
    whole, its_states = np.zeros(WORDS + 2, np.uint64), np.zeros(max(1, states.shape[1]), np.int64)
    for name in range(names):
        start, end, record = starts[name], starts[name + 1], owners[name]
        count, plan, short = _read(name, words, codes, chances, whole, words_of, parts[start:end], kinds[start:end])
        year = np.int64(born[record, 0]) if born[record, 0] == born[record, 1] else 0
        known = 0
        its_states[0] = 0
        for at in range(states.shape[1]):
            if states[record, at]:
                its_states[known] = states[record, at]
                known += 1
        told = its_states[: max(known, 1)]
        held = 0
        if count == 1:
            held = _single(codes, chances, whole, year, told, keys, spare, spare_chances)
        elif count > 1:
            held = _several(
                count, short, plans[plan], codes, chances, whole, year, told, asking, keys, spare, spare_chances
            )
        for at in range(held):
            found[filled + at], rows[filled + at] = keys[at], name
        filled += held
    return found[:filled].copy(), rows[:filled].copy()


_PLAN = np.array([[2, 1, 1, 1, 2, 2], [6, 2, 3, 1, 0, 0], [5, 1, 3, 0, 3, 0], [5, 1, 3, 0, 3, 0]], np.int64)
"""How many keys of each family a name has at most (dated, named, stated, whole, local, loose) before MOST cuts the rest off:
two words in Latin letters, three, two words in another script, three."""


def keys_of(names: Names, facts: Facts, skeletons: Skeletons, *, asking: bool) -> tuple[Array, Array]:
    """The keys of packed names (uint64) and the number of the name each belongs to (int32), in the order of the names.

    ``asking`` gives the keys a question looks for; without it those a register files the names under.
    """
    return _keys_of(  # type: ignore[no-any-return]
        names.starts, names.parts, names.kinds, names.owners,
        (skeletons.coarse, skeletons.chances, skeletons.fine, skeletons.exact, skeletons.native),
        facts.born, facts.states, asking, _PLAN,
    )  # fmt: skip
