"""Chinese readings by the thousand are those of ``han``, word by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names import han
from comity.names.ideographs import Ideographs, Told

KNOWN = Ideographs()
WORD = st.text(alphabet="陈明伟欧阳修单于万俟乐行重长仇查盖司徒东方普京弗拉基米尔曾乾葉x鿿", min_size=1, max_size=16)


def told(found: Told, words: int) -> list[list[tuple[str, int, bool]]]:
    ways: list[list[tuple[str, int, bool]]] = [[] for _ in range(words)]
    edges = found.starts.tolist()
    for at, (row, cost, first) in enumerate(
        zip(found.rows.tolist(), found.costs.tolist(), found.first.tolist(), strict=True)
    ):
        ways[row].append(("".join(map(chr, found.points[edges[at] : edges[at + 1]].tolist())), cost, first))
    return ways


@settings(deadline=None)
@given(st.lists(WORD, min_size=1, max_size=4), st.sampled_from(["mandarin", "cantonese"]))
def test_ways_are_those_of_single_words(words: list[str], system: str) -> None:
    found = told(KNOWN.ways(system, KNOWN.write([han.plain(word) for word in words])), len(words))
    for word, ways in zip(words, found, strict=True):
        wanted = [
            ("".join(han.signs(system, one) for one in way.split()), cost, not at)
            for at, (way, cost) in enumerate(han.ways(word, system))
        ]
        assert ways == wanted


def test_a_surname_is_known_whoever_was_read_before() -> None:
    held = Ideographs()
    held.write(["欧"])
    alone = told(held.ways("mandarin", held.write(["欧阳"])), 1)
    assert alone == told(KNOWN.ways("mandarin", KNOWN.write(["欧阳"])), 1)
    assert alone[0][0][0] == "0ouYang"


def test_each_character_is_a_word_of_its_own() -> None:
    held = Ideographs()
    held.write(["陈伟"])
    assert held.each(1).characters.tolist() == [1]
    assert [way[0] for way in told(held.ways("cantonese", held.each(0)), 2)[1]][:1] == ["Wai"]
