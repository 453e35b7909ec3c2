"""Who is named in the message that brings a request or a proposal: the partner's gates keep these people apart."""

import pytest

from comity.procedures.messages import compose, well_formed
from comity.procedures.request_messages import SENT

AT = "2026-11-20T10:00:00.000Z"
PROPOSALS = {"meeting.invitation": "mt", "commitment.proposed": "ct", "adviser.proposed": "av"}


class Said(dict[str, str]):
    """A request of which every member says its own name."""

    def __missing__(self, name: str) -> str:
        return name


def state_of(**actors: str) -> dict[str, object]:
    return {
        "id": "xa/request/1",
        "round": 2,
        "request": Said(),
        "actors": {k.replace("_", "."): v for k, v in actors.items()},
    }


def test_a_request_names_who_wrote_it_last_certified_and_sent_it() -> None:
    state = state_of(ir_draft="ann", ir_certify="ben", ir_send="cho")
    body = compose("request.information", state, {}, at=AT, derived={})
    assert body["officers"] == {"requester": "ann", "certifier": "ben", "sender": "cho"}
    assert body["request"] == {item.name: item.name for item in SENT}
    assert well_formed("request.information", body)
    amended = state_of(ir_draft="ann", ir_amend="dee", ir_certify="ben", ir_send="cho")
    assert compose("request.information", amended, {}, at=AT, derived={})["officers"]["requester"] == "dee"


@pytest.mark.parametrize("kind", PROPOSALS)
def test_a_proposal_names_who_wrote_it_last_and_who_sent_it(kind: str) -> None:
    prefix = PROPOSALS[kind]
    first = state_of(**{f"{prefix}_draft": "ann", f"{prefix}_send": "cho"})
    assert compose(kind, first, {}, at=AT, derived={})["officers"] == {"requester": "ann", "sender": "cho"}
    amended = state_of(**{f"{prefix}_draft": "ann", f"{prefix}_amend": "ben", f"{prefix}_send": "cho"})
    assert compose(kind, amended, {}, at=AT, derived={})["officers"] == {"requester": "ben", "sender": "cho"}
