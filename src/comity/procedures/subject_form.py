"""The fields of a request by the person concerned: what is wished, what was found, what is given, what is held back."""

from comity.procedures.request_form import FACTS, PERSON, REASONS
from comity.procedures.step import Field

WISHES = ("access", "rectification", "erasure", "restriction")
LIMITS = ("investigation", "public_security", "rights_of_others", "protection_of_a_witness")
"""Why something may be held back, and for how long as only it lasts (LED arts 13(3), 15(1))."""

WISH = (
    Field(name="wish", kind="choice", choices=WISHES, required=True),
    Field(name="persons", kind="list", fields=PERSON, required=True),
    Field(name="asked_by", kind="choice", choices=("person", "counsel", "guardian"), required=True),
    Field(name="reach", limit=400, required=True),
    Field(name="language", kind="choice", codes="languages", required=True),
    Field(name="summary", kind="long_text", limit=4000, required=True),
)
IDENTIFICATION = (
    Field(name="seen", kind="choice", choices=("identity_document", "sworn_statement", "authority_of_counsel"),
          required=True),
    Field(name="reference", limit=200, required=True),
    FACTS,
)  # fmt: skip
LACKING = (
    Field(name="lacking", kind="choices", choices=("identity_proof", "authority_of_counsel", "which_data"),
          required=True),
)  # fmt: skip
RESTRICTION = (Field(name="restricted", limit=120, required=True), REASONS)
GIVEN = (
    Field(name="found_record", limit=120, required=True),
    Field(name="told_as", kind="long_text", limit=4000, required=True),
    Field(name="others_in_it", kind="yes_no"),
    Field(name="partner_consent", limit=200),
)
HELD_BACK = (
    Field(name="found_record", limit=120, required=True),
    Field(name="limit", kind="choice", choices=LIMITS, required=True),
    Field(name="why", kind="long_text", limit=2000, required=True),
    Field(name="review_on", kind="date", whole=True, required=True),
)
PACKAGE = (
    Field(name="given", kind="list", fields=GIVEN),
    Field(name="held_back", kind="list", fields=HELD_BACK),
    Field(name="letter", kind="long_text", limit=4000),
)
TOLD = (Field(name="office", limit=120, required=True), Field(name="by_record", limit=120, required=True))
SETTLEMENT = (
    Field(
        name="dispute_result", kind="choice", choices=("rectified", "erased", "restricted", "refused"), required=True
    ),
    Field(name="recipients", kind="list", fields=TOLD),
    Field(name="remedies", kind="long_text", limit=2000),
    REASONS,
)
CHECK = (
    Field(name="checks", kind="long_text", limit=8000, required=True),
    Field(name="ordered", kind="choice", choices=("nothing", "give_more", "rectify", "erase"), required=True),
)
