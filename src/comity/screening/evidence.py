"""What stands beside a name: birth date, nationality, document. The docstring of each is the sentence an officer reads.

Every function says how many thousandths it adds or takes; the total stays between 0 and 1000 because the last part is
cut to what is left. Agreement of a rare fact adds more than a contradiction of a common one takes.
"""

from collections.abc import Sequence

from comity.names import PartEvidence
from comity.screening.dates import read_iso_date
from comity.screening.record import RecordDate, RecordDocument, RegisterRecord

DOCUMENT_SCORE = 950
"""An equal document number alone brings a candidate to this score."""
SHORTEST_DOCUMENT = 4


def name_alone() -> int:
    """Two people can bear one name: a name by itself never counts in full."""
    return -100


def birth_date_agrees() -> int:
    """The day of birth is the same."""
    return 60


def birth_date_compatible() -> int:
    """The dates of birth do not contradict each other, as far as both are known."""
    return 20


def birth_date_turned() -> int:
    """The dates of birth differ only in the order of day and month."""
    return 20


def birth_date_near() -> int:
    """The dates of birth differ, but lie less than two years apart."""
    return -60


def birth_date_contradicts() -> int:
    """The dates of birth contradict each other."""
    return -200


def nationality_agrees() -> int:
    """A nationality or citizenship is the same."""
    return 20


def nationality_differs() -> int:
    """No nationality is the same."""
    return -30


def weak_alias() -> int:
    """The source itself calls this alias weak."""
    return -50


def same_document() -> int:
    """A document number is the same."""
    return DOCUMENT_SCORE


_FEATURES = {
    function.__name__: function
    for function in (
        name_alone,
        birth_date_agrees,
        birth_date_compatible,
        birth_date_turned,
        birth_date_near,
        birth_date_contradicts,
        nationality_agrees,
        nationality_differs,
        weak_alias,
        same_document,
    )
}


def explanations() -> dict[str, str]:
    """Every feature of this file with its sentence."""
    return {name: (function.__doc__ or "").strip() for name, function in _FEATURES.items()}


def part(feature: str, *, a: str, b: str, score: int) -> PartEvidence:
    """One line of evidence added to a score of ``score``, cut so that the total stays within 0 and 1000."""
    wanted = _FEATURES[feature]()
    if feature == "same_document":
        wanted = max(40, DOCUMENT_SCORE - score)
    millis = max(-score, min(1000 - score, wanted))
    return PartEvidence(a=a, b=b, feature=feature, millis=millis, explanation=explanations()[feature])


def judge_birth_date(asked: str, dates: Sequence[RecordDate]) -> tuple[str, str]:
    """The best feature over all dates of a record, and the date that gave it; empty when nothing can be said."""
    question = read_iso_date(asked)
    if not question["from"]:
        return "", ""
    ranked = [
        "birth_date_agrees",
        "birth_date_compatible",
        "birth_date_turned",
        "birth_date_near",
        "birth_date_contradicts",
    ]
    found = [(ranked.index(_judge_one(question, date)), date["text"]) for date in dates if date["from"]]
    if not found:
        return "", ""
    best, text = min(found)
    return ranked[best], text


def judge_nationality(asked: Sequence[str], record: RegisterRecord) -> tuple[str, str]:
    """Agreement on any nationality; a difference only between two-letter codes, since names of states vary."""
    theirs = {state.casefold(): state for state in (*record["nationalities"], *record["citizenships"])}
    ours = {state.casefold() for state in asked}
    both = sorted(ours & set(theirs))
    if both:
        return "nationality_agrees", theirs[both[0]]
    codes = ours and theirs and all(len(state) == 2 for state in (*ours, *theirs))
    return ("nationality_differs", ", ".join(theirs.values())) if codes else ("", "")


def judge_document(
    asked: Sequence[tuple[str, str]], documents: Sequence[RecordDocument], *, keys: Sequence[str]
) -> tuple[str, str]:
    """The asked and the recorded writing of one equal number; empty when none is equal.

    ``asked`` holds (key, number as written), ``keys`` the keys of ``documents`` in the same order.
    """
    for key, written in asked:
        for document, theirs in zip(documents, keys, strict=True):
            if key == theirs and len(key) >= SHORTEST_DOCUMENT:
                return written, f"{document['kind']} {document['number']}"
    return "", ""


def _judge_one(asked: RecordDate, known: RecordDate) -> str:
    if asked["precision"] == known["precision"] == "day":
        if asked["from"] == known["from"]:
            return "birth_date_agrees"
        if _turned(asked["from"]) == known["from"]:
            return "birth_date_turned"
    elif asked["from"] <= known["to"] and known["from"] <= asked["to"]:
        return "birth_date_compatible"
    gap = max(int(asked["from"][:4]) - int(known["to"][:4]), int(known["from"][:4]) - int(asked["to"][:4]))
    return "birth_date_near" if gap <= 1 else "birth_date_contradicts"


def _turned(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{year}-{of_month}-{month}"
