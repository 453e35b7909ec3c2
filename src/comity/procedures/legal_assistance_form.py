"""The fields of a request for legal assistance (UNTOC art. 18(15); list 3.A) and of its later steps."""

from comity.domain.assistance import ASSISTANCE, PARTS, STAGES
from comity.procedures.request_form import (
    BASIS,
    CASE,
    DANGER,
    FACTS,
    MATTER,
    OBJECT,
    PARTNER,
    PERSON,
    PURPOSE,
    REASONS,
    RELEASE,
    SENSITIVE,
    URGENCY,
)
from comity.procedures.step import Field

OFFENCE = (
    Field(name="law", required=True, limit=200),
    Field(name="article", required=True, limit=60),
    Field(name="text", kind="long_text", limit=2000),
    Field(name="max_years", kind="whole_number"),
    Field(name="limitation_on", kind="date", whole=True),
)
PRESENT = (
    Field(name="name", required=True, limit=200),
    Field(name="authority", required=True, limit=200),
    Field(name="part", kind="choice", choices=PARTS, required=True),
)

REQUEST = (
    CASE,
    PARTNER,
    Field(name="converts", kind="record", of=("information_request",), limit=120),
    Field(name="follows", kind="record", of=("legal_assistance",), limit=120),
    BASIS,
    Field(name="reciprocity", kind="long_text", limit=1000),
    Field(name="conducting_authority", limit=200),
    Field(name="conducting_official", limit=200),
    Field(name="stage", kind="choice", choices=STAGES),
    *MATTER,
    Field(name="offences", kind="list", fields=OFFENCE),
    Field(name="assistance", kind="choices", choices=tuple(ASSISTANCE), required=True),
    Field(name="items", kind="choices", codes="items", required=True),
    Field(name="persons", kind="list", fields=PERSON),
    Field(name="objects", kind="list", fields=OBJECT),
    Field(name="holder", limit=200),
    Field(name="place", limit=400),
    Field(name="period_from", kind="date", whole=True),
    Field(name="period_until", kind="date", whole=True),
    Field(name="questions", kind="list", limit=400),
    Field(name="enclosed", kind="long_text", limit=1000),
    Field(name="own_order", kind="long_text", limit=1000),
    Field(name="procedure_wanted", kind="long_text", limit=1000),
    Field(name="procedure_reason", kind="long_text", limit=1000),
    Field(name="officers_present", kind="list", fields=PRESENT),
    Field(name="rights_notice", kind="long_text", limit=1000),
    Field(name="safe_conduct", kind="yes_no"),
    Field(name="allowances", limit=400),
    Field(name="return_by", kind="date", whole=True),
    Field(name="necessity", kind="long_text", limit=1000),
    Field(name="request_follows", kind="yes_no"),
    *PURPOSE,
    Field(name="use", kind="long_text", limit=1000),
    *URGENCY,
    DANGER,
    Field(name="deadline", kind="date", whole=True),
    Field(name="deadline_reason", kind="long_text", limit=1000),
    Field(name="confidential", kind="yes_no"),
    Field(name="confidential_reason", kind="long_text", limit=1000),
    Field(name="caveats", kind="long_text", limit=1000),
    Field(name="death_excluded", kind="yes_no"),
    Field(name="torture_excluded", kind="yes_no"),
    Field(name="speciality_promised", kind="yes_no"),
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="retention_days", kind="whole_number"),
    Field(name="languages", kind="choices", codes="languages"),
    Field(name="translator", limit=200),
    Field(name="costs", limit=400),
    Field(name="flags", kind="choices", choices=SENSITIVE),
    Field(name="other_channels", kind="long_text", limit=1000),
)

RESULT = (
    Field(name="report", kind="long_text", required=True, limit=4000),
    Field(name="law_applied", kind="choice", choices=("own_law", "requested_procedure"), required=True),
    *RELEASE,
)
"""What was done and what it brought."""
NOTHING_FOUND = RESULT[:2]
"""What was done where it brought nothing to give: papers served, a hearing held, a search without result."""

TERMS = (
    Field(name="conditions", kind="choices", codes="conditions", required=True),
    Field(name="terms", kind="long_text", limit=2000),
)
ORDER_SOUGHT = (
    Field(name="act", kind="long_text", required=True, limit=2000),
    REASONS,
)
ORDER = (
    Field(name="order_number", required=True, limit=120),
    Field(name="act", kind="long_text", required=True, limit=2000),
    Field(name="until", kind="date", whole=True, required=True),
    REASONS,
)
PRESENCE = (
    Field(name="officers_present", kind="list", fields=PRESENT, required=True),
    Field(name="place", required=True, limit=400),
    Field(name="from_on", kind="date", whole=True, required=True),
    Field(name="until", kind="date", whole=True, required=True),
    REASONS,
)
PERSON_NUMBER = Field(name="person", kind="whole_number")
CONSENT = (
    PERSON_NUMBER,
    Field(name="journey", kind="choice", choices=("witness", "detained"), required=True),
    Field(name="given_on", kind="date", whole=True, required=True),
    Field(name="language", limit=40, required=True),
    Field(name="counsel", limit=200, required=True),
    Field(name="informed_of", kind="long_text", required=True, limit=2000),
    Field(name="in_writing", kind="yes_no"),
    Field(name="free", kind="yes_no"),
)
SAFE_CONDUCT = (
    PERSON_NUMBER,
    Field(name="from_on", kind="date", whole=True, required=True),
    Field(name="text", kind="long_text", required=True, limit=2000),
)
JOURNEY = (
    PERSON_NUMBER,
    Field(name="journey", kind="choice", choices=("witness", "detained"), required=True),
    Field(name="place", required=True, limit=400),
    Field(name="return_by", kind="date", whole=True),
)
RETURN = (
    Field(name="days_in_custody", kind="whole_number"),
    Field(name="note", kind="long_text", limit=1000),
)
HEARING = (
    PERSON_NUMBER,
    Field(name="held_on", kind="date", whole=True, required=True),
    Field(name="led_by", limit=200, required=True),
    Field(name="language", limit=40, required=True),
    Field(name="interpreter", limit=200),
    Field(name="counsel", limit=200),
    Field(name="rights_told", kind="yes_no"),
    Field(name="officers_present", kind="list", fields=PRESENT),
    FACTS,
)
PRESERVATION = (
    Field(name="holder", required=True, limit=200),
    Field(name="act", kind="long_text", required=True, limit=2000),
    FACTS,
)
