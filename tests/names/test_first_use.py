"""What is compiled on the first use must leave no trace in the names that are compared afterwards."""

import pyarrow as pa

from comity.names.matcher import Matcher
from comity.screening.naming import Naming


def test_practising_leaves_the_lexicon_empty():
    matcher = Matcher()
    matcher._practise()
    assert len(matcher.lexicon) == 0


def test_a_list_is_read_right_after_practising():
    naming = Naming()
    naming.matcher._practise()
    assert len(naming.pack(pa.array(["Anna Lopez", "陈伟明"])).part_at) == 3
