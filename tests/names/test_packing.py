"""Names packed by the million are those that ``prepare`` reads one by one."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.packing import KINDS, Packer
from comity.names.parts import Part, joined, prepare

WORDS = [
    "Anna", "de", "la", "Müller", "bin", "Dr", "J", "王小明", "김정은", "山田", "O'Neil", "al", "И", "Ван", "สมชาย", "3rd", "R0se",
    "ហ៊ុន", "欧阳娜娜", "do", "ال", "·", "12",
]  # fmt: skip


class Numbers:
    """Gives every distinct part a number and remembers it."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str, str, bool]] = []

    def __call__(self, parts: Sequence[Part]) -> list[int]:
        found = []
        for part in parts:
            key = (part.script, part.native, part.letters, part.unspaced)
            if key not in self.parts:
                self.parts.append(key)
            found.append(self.parts.index(key))
        return found


def check(texts: list[str], organisations: list[bool] | None = None) -> None:
    numbers = Numbers()
    packed = Packer(numbers).pack(texts, None if organisations is None else np.array(organisations))
    for at, text in enumerate(texts):
        meant = prepare(text, "organisation" if organisations and organisations[at] else "person")
        where = slice(packed.part_at[at], packed.part_at[at + 1])
        assert packed.parts[where].tolist() == numbers(meant.parts), text
        assert [KINDS[kind] for kind in packed.kinds[where]] == [part.kind for part in meant.parts], text
        whole = numbers([joined(meant.parts)])[0] if meant.unspaced else -1
        assert packed.whole[at] == whole, text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "-", ", ", "/"])), max_size=6), max_size=4))
def test_packed_names_are_prepared_names(names: list[list[tuple[str, str]]]) -> None:
    texts = ["".join(word + gap for word, gap in name)for name in names]
    check(texts)


@pytest.mark.parametrize(
    "text", ["", "de la", "Dr", "欧阳娜娜", "王小明", "a b c d e f g h i j k l m n o", "José do Carmo", "Kim Do-yeong", "12", "김정은"]
)
def test_names_at_the_edges(text: str) -> None:
    check([text, "Anna Maria", text])


def test_organisations_are_read_as_organisations() -> None:
    check(["Acme Trading Co. Ltd.", "Acme Trading Co. Ltd.", "Bank & Son No. 5"], [True, False, True])
