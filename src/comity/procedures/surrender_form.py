"""The fields of surrender: request and wanted notice, court, assurances, custody, hand-over (UN Model Treaty art. 5)."""

from comity.procedures.request_form import (
    BASIS,
    CASE,
    DANGER,
    FACTS,
    MATTER,
    MOMENT,
    OBJECT,
    PARTNER,
    PERSON,
    PURPOSE,
    REASONS,
    SENSITIVE,
    URGENCY,
)
from comity.procedures.step import Field

WARRANTS = ("arrest_warrant", "final_judgment")
PAPERS = ("warrant_copy", "judgment_copy", "offence_law", "statement_of_facts", "evidence", "identity",
          "nationality_history", "photo", "fingerprints")  # fmt: skip
MISSING = (*PAPERS, "translation", "signature", "undertakings", "penalty", "limitation", "retrial_right")
"""What the requested side may ask as a supplement. Closed, so that a question reveals nothing of its own reviews."""

ASSURED = ("death", "torture", "fair_trial", "retrial")
ORGANS = ("highest_court", "government", "foreign_ministry", "justice_ministry", "prosecution", "police", "other")
UNDERTAKINGS = ("speciality", "no_re_extradition")

WANTED = (
    *PERSON,
    Field(name="occupation", limit=200),
    Field(name="looks", kind="long_text", limit=1000),
    Field(name="location", limit=400),
)

ACT = (
    Field(name="on", kind="date", required=True),
    Field(name="place", required=True, limit=200),
    Field(name="act", kind="long_text", required=True, limit=2000),
    Field(name="part", kind="choice", choices=("principal", "organiser", "helper", "attempt"), required=True),
    Field(name="harm", kind="long_text", limit=1000),
)

PAPER = (
    Field(name="paper", kind="choice", choices=PAPERS, required=True),
    Field(name="signed", kind="yes_no"),
    Field(name="sealed", kind="yes_no"),
    Field(name="translator", limit=200),
    Field(name="key_fields", kind="long_text", limit=1000),
    Field(name="key_fields_translated", kind="long_text", limit=1000),
)

ASSURANCE = (
    Field(name="assures", kind="choice", choices=ASSURED, required=True),
    Field(name="text", kind="long_text", required=True, limit=4000),
    Field(name="organ", kind="choice", choices=ORGANS, required=True),
    Field(name="issuer", required=True, limit=200),
    Field(name="signed_on", kind="date", whole=True, required=True),
    Field(name="valid_until", kind="date", whole=True),
    Field(name="monitoring", kind="long_text", limit=1000),
)

REQUEST = (
    Field(name="stage", kind="choice", choices=("notice", "full"), required=True),
    CASE,
    PARTNER,
    BASIS,
    *MATTER,
    *PURPOSE,
    *URGENCY,
    DANGER,
    Field(name="persons", kind="list", fields=WANTED, required=True),
    Field(name="objects", kind="list", fields=OBJECT),
    Field(name="flags", kind="choices", choices=SENSITIVE),
    Field(name="acts", kind="list", fields=ACT, required=True),
    Field(name="offence_text", kind="long_text", limit=4000),
    Field(name="article", required=True, limit=200),
    Field(name="max_years", kind="whole_number"),
    Field(name="lapses_on", kind="date"),
    Field(name="interruptions", kind="long_text", limit=1000),
    Field(name="warrant", kind="choice", choices=WARRANTS, required=True),
    Field(name="warrant_issuer", required=True, limit=200),
    Field(name="warrant_number", required=True, limit=120),
    Field(name="warrant_on", kind="date", whole=True, required=True),
    Field(name="in_absentia", kind="yes_no"),
    Field(name="summoned", kind="yes_no"),
    Field(name="retrial_right", kind="yes_no"),
    Field(name="sentence_months", kind="whole_number"),
    Field(name="served_months", kind="whole_number"),
    Field(name="proof", kind="long_text", limit=4000),
    Field(name="undertakings", kind="choices", choices=UNDERTAKINGS),
    Field(name="papers_ready", kind="yes_no"),
    Field(name="papers", kind="list", fields=PAPER),
    Field(name="assurances", kind="list", fields=ASSURANCE),
    Field(name="competing", kind="list", limit=200),
    Field(name="earlier", kind="long_text", limit=2000),
    Field(name="transit", kind="list", limit=2),
    Field(name="languages", kind="choices", codes="languages"),
    Field(name="other_channels", kind="long_text", limit=1000),
)

ARREST = (
    Field(name="arrested_at", required=True, limit=MOMENT),
    Field(name="place", required=True, limit=200),
    Field(name="order", required=True, limit=200),
    REASONS,
    FACTS,
)

RIGHTS = (
    Field(name="told_at", required=True, limit=MOMENT),
    Field(name="language", required=True, limit=60),
    Field(name="told", kind="choices", choices=("reasons", "lawyer", "silence", "consulate", "interpreter", "court"),
          required=True),
    Field(name="counsel", limit=200),
    Field(name="interpreter", limit=200),
    Field(name="consular_wish", kind="choice", choices=("asked", "declined"), required=True),
    Field(name="signed", kind="yes_no"),
)  # fmt: skip

HEARING = (Field(name="counsel", required=True, limit=200), REASONS, FACTS)

CONSENT = (
    Field(name="heard_at", required=True, limit=MOMENT),
    Field(name="language", required=True, limit=60),
    Field(name="counsel", required=True, limit=200),
    Field(name="interpreter", limit=200),
    Field(name="own_language", kind="yes_no"),
    Field(name="understood", kind="choices", choices=("right_to_court", "irrevocable_after", "speciality", "no_pressure"),
          required=True),
    Field(name="waives_speciality", kind="yes_no"),
    Field(name="recall_days", kind="whole_number", required=True),
    REASONS,
    FACTS,
)  # fmt: skip

COPY = (
    Field(name="served_at", required=True, limit=MOMENT),
    Field(name="language", required=True, limit=60),
    Field(name="counsel", required=True, limit=200),
    Field(name="interpreter", limit=200),
)

FINDING = (
    Field(name="offences", kind="list", limit=60, required=True),
    REASONS,
    FACTS,
)

ASSURANCE_RULING = (
    Field(name="number", kind="whole_number", required=True),
    Field(name="ruling", kind="choice", choices=("accepted", "rejected"), required=True),
    Field(name="specific", kind="yes_no"),
    Field(name="competent", kind="yes_no"),
    Field(name="binding", kind="yes_no"),
    Field(name="monitored", kind="yes_no"),
    Field(name="kept_before", kind="yes_no"),
    Field(name="person_knows", kind="yes_no"),
    REASONS,
)

GRANT = (
    Field(name="offences", kind="list", limit=60, required=True),
    Field(name="conditions", kind="choices", codes="conditions"),
    REASONS,
    FACTS,
)

HANDOVER_DATE = (
    Field(name="handover_at", required=True, limit=MOMENT),
    Field(name="place", required=True, limit=200),
)

HANDED = (
    Field(name="what", required=True, limit=200),
    Field(name="quantity", limit=60),
)

HAND_OVER = (
    Field(name="medical_record", required=True, limit=200),
    Field(name="property", kind="list", fields=HANDED),
    Field(name="received_by", required=True, limit=200),
    FACTS,
)

REPORT = (
    Field(name="charges", kind="list", limit=60),
    Field(name="stage_of_trial", kind="choice", choices=("detained", "tried", "acquitted", "sentenced", "released"),
          required=True),
    Field(name="held_at", limit=200),
    Field(name="result", kind="long_text", required=True, limit=2000),
)  # fmt: skip

CHARGE = (
    *MATTER,
    Field(name="acts_after", kind="yes_no"),
)

VISIT = (
    Field(name="visited_at", required=True, limit=MOMENT),
    Field(name="visitor", required=True, limit=200),
    Field(name="private_talk", kind="yes_no"),
    Field(name="result", kind="long_text", required=True, limit=2000),
)
