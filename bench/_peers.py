"""Other matchers on the same pairs: a romanised ratio here, logic-v2 of nomenklatura in the Python that has it."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz

Asked = tuple[Sequence[str], Sequence[str], str]
"""The names of one record, those of the other, and the schema of both."""

_LOGIC = """
import json, sys
from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig
method = get_algorithm("logic-v2")
config = method.default_config() if hasattr(method, "default_config") else ScoringConfig.defaults()
def entity(schema, names, key):
    made = model.make_entity(schema)
    made.id = key
    for name in names:
        made.add("name", name)
    return made
pairs = json.load(sys.stdin)
found = [method.compare(entity(s, a, f"a{n}"), entity(s, b, f"b{n}"), config).score for n, (a, b, s) in enumerate(pairs)]
print("\\n" + json.dumps(found))
"""


def romanised(pairs: Sequence[Asked], *, in_order: bool) -> list[float]:
    """Letters by anyascii and rapidfuzz's ratio of them: as they stand, or with the words sorted."""

    def key(name: str) -> str:
        letters = anyascii(name).casefold()
        return letters if in_order else " ".join(sorted(letters.split()))

    return [max(fuzz.ratio(key(one), key(other)) for one in a for other in b) for a, b, _ in pairs]


def logic_v2(pairs: Sequence[Asked], python: Path | None) -> list[float] | None:
    """The scores of nomenklatura's logic-v2; None where no Python with nomenklatura is given. Raises what that Python raises."""
    if python is None:
        return None
    asked = json.dumps([[list(a), list(b), schema or "Person"] for a, b, schema in pairs])
    done = subprocess.run([str(python), "-c", _LOGIC], input=asked, capture_output=True, text=True, check=True)
    scores: list[float] = json.loads(done.stdout.splitlines()[-1])
    return scores
