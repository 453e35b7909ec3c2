"""Names packed by the million are those that ``prepare`` reads one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.names.judge import Names
from comity.names.matcher import Matcher
from comity.names.packing import Packer
from comity.names.parts import Bearer, prepare

WORDS = [
    "Anna", "de", "la", "Müller", "bin", "Dr", "J", "王小明", "김정은", "山田", "O'Neil", "al", "И", "Ван", "สมชาย", "3rd", "R0se",
    "ហ៊ុន", "欧阳娜娜", "do", "ال", "·", "12",
]  # fmt: skip


def check(texts: list[str], organisations: list[bool] | None = None) -> None:
    matcher = Matcher()
    packed = Packer(matcher).pack(texts, None if organisations is None else np.array(organisations))
    bearers: list[Bearer] = ["organisation" if other else "person" for other in organisations or [False] * len(texts)]
    meant = matcher.pack(prepare(text, bearer) for text, bearer in zip(texts, bearers, strict=True))
    for name in Names._fields:
        assert getattr(packed, name).tolist() == getattr(meant, name).tolist(), name


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "-", ", ", "/"])), max_size=6), max_size=4
    )
)
def test_packed_names_are_prepared_names(names: list[list[tuple[str, str]]]) -> None:
    texts = ["".join(word + gap for word, gap in name) for name in names]
    check(texts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "de la",
        "Dr",
        "欧阳娜娜",
        "王小明",
        "a b c d e f g h i j k l m n o",
        "José do Carmo",
        "Kim Do-yeong",
        "12",
        "김정은",
    ],
)
def test_names_at_the_edges(text: str) -> None:
    check([text, "Anna Maria", text])


def test_organisations_are_read_as_organisations() -> None:
    check(["Acme Trading Co. Ltd.", "Acme Trading Co. Ltd.", "Bank & Son No. 5"], [True, False, True])


def test_a_part_keeps_its_number() -> None:
    matcher = Matcher()
    packer = Packer(matcher)
    first = packer.pack(["Anna Maria ANNA", "王小明", "R0se 3rd 1ñ2", "김"])
    known = len(matcher.lexicon)
    again = packer.pack(["maria 王小明 Иван", "anna"])
    assert first.parts[1] == again.parts[0]
    assert again.parts[-1] == first.parts[0] == first.parts[2]
    assert len(matcher.lexicon) == known + 1
