"""How parts in other scripts sound, many at once: what each voice hears in them, and what they are likeliest spelled as."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from comity.kit.compiled import njit
from comity.names import ear, kernel
from comity.names.chorus import Chorus
from comity.names.deaf import sounds_of
from comity.names.dictation import Dictation, chinese, dictated
from comity.names.facts import (
    BAGS,
    COST,
    ENOUGH,
    INITIALS,
    LEAST,
    LENGTHS,
    MOST,
    READING_AT,
    READING_COUNT,
    READINGS,
    REGULAR,
    SIGN_AT,
    SIGN_COUNT,
    SOUNDS_LEAST,
    SOUNDS_MOST,
    VIEW_AT,
    VIEW_COUNT,
    VOICE,
)
from comity.names.ideographs import plain_lines
from comity.names.kernel import LENGTH

Array = np.ndarray[Any, np.dtype[Any]]
Key = tuple[str, str, bool]
"""Script, text in one way to write it, whether it stood in a name without spaces."""

BEYOND = 500
"""By so much (thousandths of a nat) a spelling may suit a view better than its likeliest readings do."""
OFTEN = 600
_OFTEN = {"hani": 900, "hani_yue": 900, "hang_native": 750}
"""Which share (thousandths) of its own best spelling's ratio says all there is to say: more where spelling is regular.

Voices of scripts whose names are spelled by rule are regular: a little amiss says more there."""
_THEN_ABROAD = frozenset({"hani", "hani_yue"})


class Heard(NamedTuple):
    """The views of parts: those of part ``i`` are ``first[i]:first[i + 1]``; what `ear.hear` gives for each."""

    first: Array
    """int64."""
    given: Array
    """int32[views, 4]: the place of the voice, what this way to read costs, which share is enough, whether it is regular."""
    symbols: Array
    """uint16, of view ``v`` those at ``starts[v]:starts[v + 1]``."""
    starts: Array
    letters: Array
    lengths: Array
    logs: Array
    own: Array


_PART, _RANK, _VOICE, _COST, _BEGIN, _SIZE = range(6)


def listen(keys: Sequence[Key], chorus: Chorus) -> Heard:
    """Let every voice that can read a part read it. Voices get their places in the order they are first needed."""
    said, spoken, names = _said(keys)
    said = said[np.lexsort((said[:, _RANK], said[:, _PART]))]
    said = said[said[:, _SIZE] > 0]
    kinds = np.zeros((len(names), 3), np.int32)
    for at in dict.fromkeys(said[:, _VOICE].tolist()):
        kinds[at] = chorus.place(names[at]), _OFTEN.get(names[at], OFTEN), names[at] in _OFTEN
    kinds, sizes, count = kinds[said[:, _VOICE]], said[:, _SIZE], len(said)
    starts = _edges(sizes)
    found = Heard(
        first=np.searchsorted(said[:, _PART], np.arange(len(keys) + 1)),
        given=np.column_stack([kinds[:, 0], said[:, _COST], kinds[:, 1:]]).astype(np.int32),
        symbols=spoken[np.repeat(said[:, _BEGIN] - starts[:-1], sizes) + np.arange(starts[-1])], starts=starts,
        letters=np.zeros((count, READINGS, ear.WIDTH), np.uint64), lengths=np.zeros((count, READINGS), np.int32),
        logs=np.zeros((count, READINGS), np.int32), own=np.zeros(count, np.int32),
    )  # fmt: skip
    owners = np.repeat(kinds[:, 0], sizes)
    for place in np.unique(kinds[:, 0]).tolist():
        which = np.flatnonzero(kinds[:, 0] == place)
        heard = ear.hear(chorus.voices[place].ear, found.symbols[owners == place], _edges(sizes[which]), READINGS)
        for column, some in zip(found[4:], heard, strict=True):
            column[which] = some
    return found


def _said(keys: Sequence[Key]) -> tuple[Array, Array, list[str]]:
    """What the voices are given to read, in no order: int64[views, 6] with a column for each of ``_PART`` … ``_SIZE``,
    the symbols that rows begin at, and the names of the voices that rows number.
    """
    rows, spoken, base = [np.zeros((0, 6), np.int64)], [np.zeros(0, np.uint16)], 0
    names: list[str] = []
    which: dict[str, list[int]] = {}
    for at, (script, _, _) in enumerate(keys):
        which.setdefault(script, []).append(at)
    for script, parts in which.items():
        for dictation, ranks in _ranked(script, [keys[at] for at in parts]):
            symbols, starts = dictation.tokens
            row = np.empty((len(dictation.rows), 6), np.int64)
            row[:, _PART], row[:, _RANK] = np.array(parts)[dictation.rows], ranks
            row[:, _VOICE], row[:, _COST] = len(names), dictation.costs
            row[:, _BEGIN], row[:, _SIZE] = base + starts[:-1], np.minimum(np.diff(starts), LENGTH)
            names.append(dictation.voice.name)
            base += len(symbols)
            rows.append(row)
            spoken.append(symbols)
    return np.concatenate(rows), np.concatenate(spoken), names


def _ranked(script: str, keys: Sequence[Key]) -> Iterator[tuple[Dictation, Array]]:
    """What voices are given to read, in which order for one part: as ``sound.signs_of`` has it, where a Chinese name is read as
    families abroad spell it behind the likeliest reading in its language, before the others.
    """
    texts = [text for _, text, _ in keys]
    if script == "Hani":
        found = chinese(plain_lines(texts), np.array([unspaced for *_, unspaced in keys]))
    else:
        found = dictated(script, texts)
    for at, dictation in enumerate(found):
        ranks = np.full(len(dictation.rows), 4 * at)
        if dictation.voice.name in _THEN_ABROAD:
            ranks[1:] += 5 * (dictation.rows[1:] == dictation.rows[:-1])
        yield dictation, ranks


def _edges(sizes: Array) -> Array:
    edges = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=edges[1:])
    return edges


@njit(cache=True, inline="always")
def _earlier(cost, letters, other_cost, other):  # type: ignore[no-untyped-def]
    """Whether a reading stands before another one: by what it costs, then by the alphabet."""
    if cost != other_cost:
        return cost < other_cost
    for word in range(len(letters)):
        if letters[word] != other[word]:
            return letters[word] < other[word]
    return False


@njit(cache=True, inline="always")
def _same(first, second):  # type: ignore[no-untyped-def]
    for word in range(len(first)):
        if first[word] != second[word]:
            return False
    return True


@njit(cache=True)
def _rank(best, lengths, costs, letters, length, cost):  # type: ignore[no-untyped-def]
    """Put a reading among the best ones, each spelling once."""
    slot = len(costs)
    for at in range(len(costs)):
        if lengths[at] == length and _same(best[at], letters):
            if costs[at] <= cost:
                return
            slot = at + 1
            break
    if slot == len(costs) and lengths[slot - 1] and not _earlier(cost, letters, costs[slot - 1], best[slot - 1]):
        return
    slot -= 1
    while slot > 0 and (not lengths[slot - 1] or _earlier(cost, letters, costs[slot - 1], best[slot - 1])):
        best[slot], lengths[slot], costs[slot] = best[slot - 1], lengths[slot - 1], costs[slot - 1]
        slot -= 1
    best[slot], lengths[slot], costs[slot] = letters, length, cost


@njit(cache=True, inline="always")
def _widen(ends, sounds, fresh):  # type: ignore[no-untyped-def]
    """The least and the most of consonants that are heard, a byte for each class, with those of one more spelling."""
    least, most = (sounds if fresh else ends[0]), ends[1]
    ends[0] = ends[1] = np.uint64(0)
    for shift in range(0, 64, 8):
        byte = np.uint64(255) << np.uint64(shift)
        ends[0] |= min(least & byte, sounds & byte)
        ends[1] |= max(most & byte, sounds & byte)


@njit(cache=True)
def _view(row, ends, heard, view):  # type: ignore[no-untyped-def]
    """Write down one view but for where its symbols stand; ``ends`` uint64[HEARD_AS] becomes what its readings are like."""
    given = heard.given[view]
    row[VOICE], row[COST], row[REGULAR] = given[0], given[1], given[3]
    row[ENOUGH] = max(LEAST, np.int64(heard.own[view]) * given[2] // 1_000)
    row[MOST] = heard.own[view] + BEYOND - row[COST]
    row[SIGN_COUNT] = heard.starts[view + 1] - heard.starts[view]
    fresh, ends[LENGTHS] = True, 0
    for rank in range(READINGS):
        if heard.lengths[view, rank] > 0:
            letters = ear.unpacked(heard.letters[view, rank], heard.lengths[view, rank])
            _widen(ends, sounds_of(letters), fresh)
            ends[BAGS + rank] = kernel.bag_of(letters)
            ends[LENGTHS] |= np.uint64(len(letters)) << np.uint64(8 * rank)
            fresh = False


@njit(cache=True)
def write(numbers, heard, facts, marks, views, ranges, readings, letters, at):  # type: ignore[no-untyped-def]
    """Write down how parts sound: their facts and marks, and the new rows of the other arrays.

    ``at`` int64[4]: how many views, signs, readings and letters there are already. Gives how many readings and letters
    were written.
    """
    best, ends = np.zeros((READINGS, ear.WIDTH), np.uint64), np.zeros(2, np.uint64)
    lengths, costs = np.zeros(READINGS, np.int32), np.zeros(READINGS, np.int32)
    told = spelled = 0
    for part in range(len(numbers)):
        fact, mark = facts[numbers[part]], marks[numbers[part]]
        first, last, fresh, initials = heard.first[part], heard.first[part + 1], True, 0
        fact[VIEW_AT], fact[VIEW_COUNT], fact[READING_AT] = at[0] + first, last - first, at[2] + told
        lengths[:], ends[:] = 0, 0
        for view in range(first, last):
            _view(views[view], ranges[view], heard, view)
            views[view, SIGN_AT] = at[1] + heard.starts[view]
            for end in range(2):
                _widen(ends, ranges[view, end], fresh)
                fresh = False
            for rank in range(READINGS):
                length = heard.lengths[view, rank]
                if length > 0:
                    packed = heard.letters[view, rank]
                    initials |= 1 << int(packed[0] >> np.uint64(55))
                    _rank(best, lengths, costs, packed, length, views[view, COST] - heard.logs[view, rank])
        fact[INITIALS], mark[SOUNDS_LEAST], mark[SOUNDS_MOST] = initials, ends[0], ends[1]
        for rank in range(READINGS):
            if lengths[rank]:
                readings[told, 0], readings[told, 1], readings[told, 2] = costs[rank], at[3] + spelled, lengths[rank]
                letters[spelled : spelled + lengths[rank]] = ear.unpacked(best[rank], lengths[rank])
                told, spelled = told + 1, spelled + lengths[rank]
        fact[READING_COUNT] = at[2] + told - fact[READING_AT]
    return told, spelled
