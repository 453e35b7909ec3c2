"""The public door: anybody hands in a complaint, and asks or adds by the receipt code.

Whoever comes without a sign-in holds nothing but the receipt code. The node keeps only its blinded form, and no address
of anybody; how many may come in is counted for the whole node.
"""

import re
import secrets
from collections import deque
from collections.abc import Mapping
from datetime import timedelta
from threading import Lock
from typing import Any, Final

from comity.app.door import submit
from comity.app.node import Node
from comity.domain.command import VISITOR, Command, Outcome
from comity.kit import clock
from comity.kit.errors import ComityError
from comity.kit.ids import RecordId
from comity.procedures.catalogue import procedure_named
from comity.storage import records

State = Mapping[str, Any]
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 20
"""Twenty of thirty signs: about 98 bits; nobody guesses one."""
GROUP: Final = 5
HANDED_IN_AN_HOUR, HANDED_IN_A_DAY = 30, 200
WORDS_ADDED = 40
"""So often one author adds words; who has more to say hands in another complaint, which is counted."""
ASKED, ASKED_IN = 120, timedelta(minutes=10)
PUBLIC_STEPS: Final = ("cm.add_words", "cm.set_consent", "cm.withdraw", "cm.ask_review")


class TooManyError(ComityError):
    """The public door takes no more just now."""

    code = "public_door.too_many"


class NoSuchCodeError(ComityError):
    """No complaint has this receipt code."""

    code = "public_door.no_such_code"


_asked: deque[float] = deque(maxlen=ASKED)
_lock = Lock()


def hand_in(node: Node, form: Mapping[str, Any]) -> str:
    """Take a complaint from anybody; returns the receipt code, which is shown once and kept nowhere.

    Raises TooManyError, and FormError for what cannot be taken.
    """
    now = clock.now()
    for limit, back in ((HANDED_IN_AN_HOUR, timedelta(hours=1)), (HANDED_IN_A_DAY, timedelta(days=1))):
        if records.count_made("complaint", clock.format_time(now - back), requester=VISITOR.id) >= limit:
            raise TooManyError
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    whole = {**form, "receipt": _blind(node, code)}
    outcome = submit(node, Command(name="cm.hand_in", actor=VISITOR, form=whole))
    if not outcome.done:
        raise TooManyError  # the node cannot take anything now; its log says why
    return "-".join(code[at : at + GROUP] for at in range(0, CODE_LENGTH, GROUP))


def by_code(node: Node, code: str) -> State:
    """The complaint a receipt code stands for. Raises NoSuchCodeError, and TooManyError when too much is tried."""
    _count()
    plain = re.sub(r"[^0-9A-Z]", "", code.upper()[:60])
    found = records.marked("complaint", f"receipt:{_blind(node, plain)}") if len(plain) == CODE_LENGTH else []
    if not found:
        raise NoSuchCodeError
    return found[0]


def told(state: State) -> dict[str, Any]:
    """What the holder of the code may know: where it stands, by when, what was decided and why. No name of anybody."""
    clocks = state.get("clocks") or {}
    conclusion, review = state.get("conclusion") or {}, state.get("review") or {}
    may = [name for name in PUBLIC_STEPS if procedure_named("complaint").row_from(name, str(state["state"]))]
    return {
        "state": state["state"],
        "received_at": state.get("received_at", ""),
        "due_at": (clocks.get("decision") or {}).get("due_at", ""),
        "review_until": (clocks.get("review") or {}).get("due_at", ""),
        "finding": conclusion.get("finding", ""),
        "reasons": conclusion.get("reasons_to_author", ""),
        "reviewed": review.get("reviewed", ""),
        "review_reasons": review.get("reasons_to_author", ""),
        "may_share": bool((state.get("consent") or {}).get("may_share")),
        "may": may,
    }


def act(node: Node, code: str, name: str, form: Mapping[str, Any]) -> Outcome:
    """One step of the author's own, by the receipt code. Raises as ``by_code``, and FormError.

    A complaint that has been added to very often takes no more words: TooManyError.
    """
    state = by_code(node, code)
    if name not in PUBLIC_STEPS:
        raise NoSuchCodeError
    if name == "cm.add_words" and len(state.get("words") or ()) >= WORDS_ADDED:
        raise TooManyError
    return submit(node, Command(name=name, actor=VISITOR, record=RecordId(str(state["id"])), form=form))


def _count() -> None:
    now = clock.now().timestamp()
    with _lock:
        if len(_asked) == ASKED and now - _asked[0] < ASKED_IN.total_seconds():
            raise TooManyError
        _asked.append(now)


def _blind(node: Node, code: str) -> str:
    return node.projector.blind(f"receipt:{code}")
