"""Who is responsible for what between two offices: the text every agreement carries (LED art. 21; DP-21).

It is part of the signed document, in the words both sign; a translation on a page binds nobody.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

EACH: Final = (
    "Each party is the controller of everything its own node holds, whoever gave it, and answers alone for it to the "
    "people concerned. No party has access to the other's node."
)
JOINT: Final = (
    "For a joint team, a meeting and a commitment the parties are joint controllers of what both write into them. A "
    "person may turn to either; the one asked answers, tells the other, and both carry out what follows."
)
LIABILITY: Final = (
    "Whoever gave wrong or unlawful information answers to the person for the harm, and to the other party for what it "
    "had to pay; whoever used information beyond its conditions answers for that use."
)


def controllers(names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The text with the contact of each office, by its code."""
    contacts = {office: {"office": office, "names": dict(names[office])} for office in sorted(names)}
    return {"each": EACH, "joint": JOINT, "liability": LIABILITY, "contacts": contacts}


def is_complete(text: Any, parties: Sequence[str]) -> bool:
    """Whether a document says who is responsible for what, and whom to turn to at each party."""
    if not isinstance(text, Mapping) or not isinstance(text.get("contacts"), Mapping):
        return False
    said = all(isinstance(text.get(name), str) and text[name].strip() for name in ("each", "joint", "liability"))
    return said and set(text["contacts"]) == set(parties)
