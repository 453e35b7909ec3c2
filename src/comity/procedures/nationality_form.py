"""The fields of a nationality review: the file, the notice, the hearing, the confirmation, the family, the weighing."""

from comity.procedures.request_form import PERSON, REASONS, SENSITIVE
from comity.procedures.step import Field

GROUNDS = ("fraud", "false_statement", "concealment", "collusion", "disloyalty", "later_crime", "other_nationality",
           "other")  # fmt: skip
"""What a file says is wrong. Everything after the third can be written down, so that the gate can say no to it."""
NOTICE_PARTS = ("facts", "evidence_list", "effect", "lawyer", "interpreter", "time_to_answer", "file_access", "hearing",
                "appeal")  # fmt: skip
"""What a notice must tell (1961 Convention art. 8(4); European Convention on Nationality arts 11, 12)."""
SERVED_BY = ("in_person", "registered_post", "counsel")

PROOF = (
    Field(name="what", required=True, limit=400),
    Field(name="from", kind="choice", choices=("own_office", "foreign_authority", "private_person"), required=True),
    Field(name="giver", limit=200, required=True),
    Field(name="found_on", kind="date", whole=True, required=True),
    Field(name="verified_by", limit=200),
    Field(name="verified_how", kind="long_text", limit=1000),
)
REVIEWED = (*PERSON, Field(name="languages", kind="choices", codes="languages", required=True))

REVIEW = (
    Field(name="persons", kind="list", fields=REVIEWED, required=True),
    Field(name="triggered_by", kind="choice", choices=("own_audit", "partner_lead"), required=True),
    Field(name="lead_office", limit=31),
    Field(name="lead_record", kind="record",
          of=("information_request", "own_initiative", "legal_assistance", "surrender")),
    Field(name="first_interest_on", kind="date", whole=True),
    Field(name="selection_rule", kind="long_text", limit=2000, required=True),
    Field(name="selection_author", limit=200, required=True),
    Field(name="batch", limit=60),
    Field(name="batch_size", kind="whole_number"),
    Field(name="review_ground", kind="choice", choices=GROUNDS, required=True),
    Field(name="acted_by", kind="choice", required=True,
          choices=("applicant", "agent_with_knowledge", "agent_without_knowledge", "official")),
    Field(name="summary", kind="long_text", limit=4000, required=True),
    Field(name="naturalised_on", kind="date", whole=True, required=True),
    Field(name="other_state", limit=2, required=True),
    Field(name="proof", kind="list", fields=PROOF, required=True),
    Field(name="flags", kind="choices", choices=SENSITIVE),
)  # fmt: skip

NOTICE = (
    Field(name="language", kind="choice", codes="languages", required=True),
    Field(name="told", kind="choices", choices=NOTICE_PARTS, required=True),
    Field(name="served_by", kind="choice", choices=SERVED_BY, required=True),
    Field(name="served_on", kind="date", whole=True, required=True),
    Field(name="text", kind="long_text", limit=8000, required=True),
)
ACCESS = (
    Field(name="given_to", limit=200, required=True),
    Field(name="given_on", kind="date", whole=True, required=True),
    Field(name="withheld", kind="long_text", limit=2000),
)
ANSWER = (
    Field(name="answered_by", kind="choice", choices=("person", "counsel", "guardian"), required=True),
    Field(name="answer", kind="long_text", limit=8000, required=True),
)
HEARING = (
    Field(name="form", kind="choice", choices=("oral", "written", "waived"), required=True),
    Field(name="counsel", kind="choice", choices=("present", "declined_in_writing", "absent"), required=True),
    Field(name="interpreter", kind="choice", choices=("present", "not_needed", "absent"), required=True),
    Field(name="minutes", kind="long_text", limit=8000, required=True),
)
QUESTION = (
    Field(name="asked_authority", limit=200, required=True),
    Field(name="wording", kind="choice", choices=("is_a_national", "holds_a_document"), required=True),
)
CONFIRMATION = (
    Field(name="answer", kind="choice", choices=("national", "not_a_national", "no_answer"), required=True),
    Field(name="given_by", kind="choice", required=True,
          choices=("that_state_in_writing", "own_reading_of_its_law", "document_of_the_person")),
    Field(name="reference", limit=200, required=True),
    Field(name="dated_on", kind="date", whole=True, required=True),
)  # fmt: skip
MEMBER = (
    Field(name="names", kind="list", required=True, limit=200),
    Field(name="relation", kind="choice", choices=("child", "spouse"), required=True),
    Field(name="birth_date", kind="date"),
    Field(name="effect", kind="choice", choices=("keeps", "loses", "stateless"), required=True),
    Field(name="own_decision", limit=120),
    Field(name="why", kind="long_text", limit=1000, required=True),
)
FAMILY = (
    Field(name="members", kind="list", fields=MEMBER),
    Field(name="register_extract", limit=200, required=True),
    Field(name="register_date", kind="date", whole=True, required=True),
)
WEIGHING = (
    Field(name="own_part", kind="long_text", limit=2000, required=True),
    Field(name="family_life", kind="long_text", limit=2000, required=True),
    Field(name="milder_means", kind="long_text", limit=2000, required=True),
    REASONS,
)
DECISION = (
    REASONS,
    Field(name="remedies", kind="long_text", limit=2000, required=True),
    Field(name="language", kind="choice", codes="languages", required=True),
)
SERVICE = (
    Field(name="served_by", kind="choice", choices=SERVED_BY, required=True),
    Field(name="served_on", kind="date", whole=True, required=True),
    Field(name="language", kind="choice", codes="languages", required=True),
)
MILDER = (Field(name="means", kind="choice", choices=("correction", "fine", "warning"), required=True), REASONS)
APPEAL = (
    Field(name="lodged_by", kind="choice", choices=("person", "counsel", "guardian"), required=True),
    Field(name="appeal_text", kind="long_text", limit=8000, required=True),
)
RESTORING = (
    REASONS,
    Field(name="papers_returned", kind="yes_no"),
    Field(name="told_to", kind="long_text", limit=1000),
)
