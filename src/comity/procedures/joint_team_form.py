"""The fields of a joint team (UNTOC art. 19; MLA 2nd Protocol art. 20): what its written agreement must hold.

Nothing here can hold a number of arrests or a list of people: a team agrees on a purpose, and each act on a person is
a case of its own.
"""

from comity.procedures.request_form import BASIS, CASE, PARTNER, REASONS, SENSITIVE
from comity.procedures.step import Field

ENTRUSTED = ("advise", "analyse", "translate", "liaise", "observe", "attend_interview")
"""What a member may do on the other state's soil: nothing that compels anybody."""

CASE_ACTS = ("information", "interview", "arrest", "search", "seizure", "release")
"""What an order may be about. Every one of them concerns one case."""

CASE_PROCEDURES = ("information_request", "own_initiative", "legal_assistance", "surrender", "evidence", "footage",
                   "case")  # fmt: skip
"""Whose records may be a case of a team."""

LEADER = (
    Field(name="territory", required=True, limit=2),
    Field(name="office", required=True, limit=31),
    Field(name="name", required=True, limit=120),
    Field(name="function", required=True, limit=120),
)
MEMBER = (
    Field(name="office", required=True, limit=31),
    Field(name="name", required=True, limit=120),
    Field(name="function", required=True, limit=120),
    Field(name="entrusted", kind="choices", choices=ENTRUSTED, required=True),
)

TERMS = (
    Field(name="title", required=True, limit=200),
    BASIS,
    Field(name="conduct", required=True, limit=60),
    Field(name="further_crimes", kind="choices", codes="conducts"),
    Field(name="summary", kind="long_text", required=True, limit=4000),
    Field(name="purpose_code", kind="choice", codes="purposes", required=True),
    Field(name="purpose", kind="long_text", required=True, limit=1000),
    Field(name="why_joint", kind="long_text", required=True, limit=2000),
    Field(name="starts_on", kind="date", whole=True, required=True),
    Field(name="ends_on", kind="date", whole=True, required=True),
    Field(name="leaders", kind="list", fields=LEADER, required=True),
    Field(name="team_members", kind="list", fields=MEMBER, required=True),
    Field(name="evidence_law", kind="long_text", required=True, limit=2000),
    Field(name="data_rules", kind="long_text", required=True, limit=2000),
    Field(name="costs", kind="long_text", required=True, limit=1000),
    Field(name="flags", kind="choices", choices=SENSITIVE),
)
PROPOSAL = (CASE, PARTNER, *TERMS)

ASSESSMENT = (
    Field(name="dpia", kind="record", of=("processing",), required=True),
    Field(name="facts", kind="facts"),
    REASONS,
)
SIGNING = (Field(name="effective_from", kind="date", whole=True, required=True),)
MEMBER_CASE = Field(name="member", kind="record", of=CASE_PROCEDURES, required=True)
ADD_CASE = (MEMBER_CASE, Field(name="link", kind="long_text", required=True, limit=1000))
ORDER = (
    MEMBER_CASE,
    Field(name="act", kind="choice", choices=CASE_ACTS, required=True),
    Field(name="territory", required=True, limit=2),
    Field(name="acting_office", required=True, limit=31),
    Field(name="order", kind="long_text", required=True, limit=2000),
)
ENTRUST = (
    MEMBER_CASE,
    Field(name="team_member", required=True, limit=120),
    Field(name="entrusted_act", kind="choice", choices=(*ENTRUSTED, "arrest", "search", "interview"), required=True),
    Field(name="task", kind="long_text", required=True, limit=2000),
)
"""An act that compels stands on the list so that asking for it is stopped by the law and kept, not lost as a slip."""
EXTENSION = (Field(name="ends_on", kind="date", whole=True, required=True), REASONS)
SETTLED = (
    Field(name="member", kind="record", of=CASE_PROCEDURES, required=True),
    Field(name="disposal", kind="choice", choices=("return", "delete", "keep"), required=True),
    Field(name="keep_until", kind="date", whole=True),
    Field(name="reasons", kind="long_text", limit=1000),
)
SETTLEMENT = (Field(name="settled", kind="list", fields=SETTLED), REASONS)

COUNTED = ("cases_opened", "requests_answered", "persons_arrested", "persons_released", "victims_assisted",
           "searches", "charges", "convictions")  # fmt: skip
"""What may be counted in public. Nothing here counts protection, origin, faith or opinion, and nothing will."""

FIGURE = (
    Field(name="counted", kind="choice", choices=COUNTED, required=True),
    Field(name="area", limit=120),
    Field(name="first_on", kind="date", whole=True, required=True),
    Field(name="last_on", kind="date", whole=True, required=True),
    Field(name="count", kind="whole_number"),
)
EVALUATION = (
    Field(name="figures", kind="list", fields=FIGURE, required=True),
    Field(name="lessons", kind="long_text", required=True, limit=4000),
)
