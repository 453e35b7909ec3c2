"""The fields of a complaint: what its author hands in, and what those who look into it write down."""

from comity.procedures.request_form import FACTS, REASONS
from comity.procedures.step import Field

CATEGORIES = ("crime_report", "misconduct", "rights", "data", "protection")

COMPLAINT = (
    Field(name="summary", kind="long_text", limit=8000, required=True),
    Field(name="about_whom", kind="long_text", limit=500),
    Field(name="about_record", limit=200),
    Field(name="author_name", limit=200),
    Field(name="author_contact", limit=400),
    Field(name="language", kind="choice", codes="languages", required=True),
    Field(name="fears_reprisal", kind="yes_no"),
    Field(name="danger_now", kind="yes_no"),
    Field(name="may_share", kind="yes_no"),
)
HANDED_IN = (*COMPLAINT, Field(name="receipt", limit=64, required=True))
WORDS = Field(name="words", kind="long_text", limit=8000, required=True)
CONSENT = Field(name="may_share", kind="yes_no")

COMPLAINED_OF = (
    Field(name="officer", limit=120),
    Field(name="office", limit=31, required=True),
    Field(name="name", limit=200),
)
TRIAGE = (
    Field(name="category", kind="choice", choices=CATEGORIES, required=True),
    Field(name="complained_of", kind="list", fields=COMPLAINED_OF),
    Field(name="nobody_named", kind="yes_no"),
    Field(name="disputed", limit=120),
    REASONS,
)
REPRISAL = (
    Field(name="threat", kind="choice", choices=("none", "possible", "real"), required=True),
    Field(name="measures", kind="long_text", limit=4000, required=True),
)
ASSIGNMENT = (Field(name="investigator", limit=120, required=True),)
OFFICER_HEARD = (
    Field(name="officer", limit=120, required=True),
    Field(name="shown", kind="long_text", limit=4000, required=True),
    Field(name="officer_answer", kind="long_text", limit=8000),
    FACTS,
)
FINDINGS = (Field(name="findings", kind="long_text", limit=8000, required=True),)
CONCLUSION = (
    Field(name="finding", kind="choice", choices=("upheld", "upheld_in_part", "not_upheld", "not_competent"),
          required=True),
    REASONS,
    Field(name="reasons_to_author", kind="long_text", limit=4000, required=True),
    Field(name="measures", kind="long_text", limit=4000),
)  # fmt: skip
REVIEW = (
    Field(name="reviewed", kind="choice", choices=("confirmed", "changed", "back"), required=True),
    REASONS,
    Field(name="reasons_to_author", kind="long_text", limit=4000, required=True),
)
PROPOSAL = (
    Field(name="partner", limit=31, required=True),
    Field(name="shared_summary", kind="long_text", limit=4000, required=True),
    FACTS,
)
REFERRAL = (
    Field(name="measure", kind="choice", choices=("none", "summons", "search", "seizure", "arrest"), required=True),
    Field(name="corroboration", kind="long_text", limit=4000),
    REASONS,
    FACTS,
)
