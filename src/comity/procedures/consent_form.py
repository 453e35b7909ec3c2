"""The fields of a consent: what may be done with what was given, by whom, for what, until when (LED art. 35(1)(e))."""

from comity.procedures.request_form import BASIS, CASE, FACTS, PARTNER, PURPOSE, REASONS
from comity.procedures.step import Field

GIVING = ("information_request", "own_initiative", "legal_assistance", "criminal_record", "evidence")
"""Procedures in which one office gives information to the other."""
KINDS = ("other_case", "court", "onward", "exculpatory")
FORUMS = ("police", "prosecution", "court", "defence")
LOCAL = ("partner", "case", "reason")

REQUEST = (
    CASE,
    PARTNER,
    Field(name="given_in", kind="record", of=GIVING, required=True, limit=120),
    Field(name="intent", kind="choice", choices=KINDS, required=True),
    Field(name="numbers", kind="list", limit=3),
    BASIS,
    Field(name="recipient", limit=200),
    Field(name="recipient_state", limit=2),
    Field(name="forum", kind="choice", choices=FORUMS),
    *PURPOSE,
    Field(name="until", kind="date", whole=True),
    Field(name="reason", kind="long_text", limit=2000),
)
"""``numbers`` are those of the statements meant, counted from one; none means all of them. ``reason`` is for this office alone."""

GRANT = (
    Field(name="until", kind="date", whole=True, required=True),
    Field(name="conditions", kind="choices", codes="conditions"),
    REASONS,
    FACTS,
)
OBJECT = (
    Field(name="intent", kind="choice", choices=KINDS, required=True),
    Field(name="numbers", kind="list", limit=3),
    Field(name="recipient", limit=200),
    Field(name="recipient_state", limit=2),
    Field(name="purpose_code", required=True, limit=60),
    Field(name="purpose", kind="long_text", limit=1000),
    Field(name="until", kind="date", whole=True, required=True),
    Field(name="conditions", kind="choices", codes="conditions"),
    Field(name="granted_at", required=True, limit=24),
)
"""The consent itself, as the one who gave the information signs it."""

USED = (
    Field(name="purpose_code", kind="choice", codes="purposes", required=True),
    Field(name="used_for", required=True, limit=400),
    Field(name="numbers", kind="list", limit=3),
)
PASSED_ON = (
    Field(name="recipient", required=True, limit=200),
    Field(name="recipient_state", limit=2),
    Field(name="purpose_code", kind="choice", codes="purposes", required=True),
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="conditions", kind="choices", codes="conditions"),
    Field(name="numbers", kind="list", limit=3),
)
