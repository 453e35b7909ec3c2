"""The fields of a police information request, and those that the forms of other procedures share with it.

UNTOC art. 27(1); Directive (EU) 2023/977 art. 4 as model.
"""

from comity.procedures.step import Field

ROLES_IN_CASE = ("suspect", "convicted", "victim", "witness", "contact", "other")
SENSITIVE = ("press", "lawyer", "politician", "minor", "rights_defender", "clergy")

DOCUMENT = (
    Field(name="kind", required=True, limit=40),
    Field(name="number", required=True, limit=60),
    Field(name="state", limit=2),
)

PERSON = (
    Field(name="names", kind="list", required=True, limit=200),
    Field(name="birth_date", kind="date"),
    Field(name="sex", kind="choice", choices=("female", "male", "other")),
    Field(name="nationalities", kind="list", limit=2),
    Field(name="documents", kind="list", fields=DOCUMENT),
    Field(name="role", kind="choice", required=True, choices=ROLES_IN_CASE),
    Field(name="link", kind="long_text", limit=1000),
)

OBJECT = (
    Field(name="kind", kind="choice", required=True, choices=("phone", "plate", "account", "address", "document")),
    Field(name="value", required=True, limit=200),
    Field(name="link", kind="long_text", limit=1000),
)

CASE = Field(name="case", limit=120)
PARTNER = Field(name="partner", required=True, limit=31)
LOCAL = ("partner", "case")
"""What a form says for this node alone."""
BASIS = Field(name="basis", kind="choice", codes="bases", required=True)
MATTER = (
    Field(name="conduct", required=True, limit=60),
    Field(name="summary", kind="long_text", required=True, limit=4000),
)
"""What is said to have happened: a conduct of the pack, and words."""
PURPOSE = (
    Field(name="purpose_code", kind="choice", codes="purposes", required=True),
    Field(name="purpose", kind="long_text", limit=1000),
)
"""What it is wanted for."""
URGENCY = (
    Field(name="urgent", kind="yes_no"),
    Field(name="urgency_ground", kind="choice", codes="urgency_grounds"),
    Field(name="urgency_reason", kind="long_text", limit=1000),
)
DANGER = Field(name="danger_to_life", kind="yes_no")

REQUEST = (
    CASE,
    PARTNER,
    BASIS,
    *MATTER,
    *PURPOSE,
    *URGENCY,
    DANGER,
    Field(name="persons", kind="list", fields=PERSON),
    Field(name="objects", kind="list", fields=OBJECT),
    Field(name="items", kind="choices", codes="items", required=True),
    Field(name="held_reason", kind="long_text", limit=1000),
    Field(name="use", kind="long_text", limit=1000),
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="retention_days", kind="whole_number"),
    Field(name="languages", kind="choices", codes="languages"),
    Field(name="flags", kind="choices", choices=SENSITIVE),
    Field(name="other_channels", kind="long_text", limit=1000),
)

STATEMENT = (
    Field(name="person", kind="whole_number"),
    Field(name="property", required=True, limit=60),
    Field(name="value", required=True, limit=1000),
    Field(name="lang", limit=12),
    Field(name="source", required=True, limit=200),
    Field(name="kind", kind="choice", choices=("fact", "assessment"), required=True),
    Field(name="source_grade", kind="choice", choices=("A", "B", "C", "X"), required=True),
    Field(name="information_grade", kind="choice", choices=("1", "2", "3", "4"), required=True),
    Field(name="as_of", kind="date"),
    Field(name="originator", limit=31),
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="record_status", kind="choice", choices=("final_unspent", "not_final", "spent")),
    Field(name="item", kind="choice", codes="items", required=True),
)

RELEASE = (
    Field(name="statements", kind="list", fields=STATEMENT, required=True),
    Field(name="handling", kind="choices", codes="handling_codes", required=True),
    Field(name="conditions", kind="choices", codes="conditions"),
    Field(name="expires_on", kind="date", whole=True, required=True),
    Field(name="facts", kind="facts"),
)

MOMENT = 24
"""Letters of a time as the wire writes it."""
CLOCK = Field(name="clock", limit=60)
"""On a step the clock takes: which clock ran out."""
FACTS = Field(name="facts", kind="facts")
REASONS = Field(name="reasons", kind="long_text", required=True, limit=4000)
NOTE = Field(name="reasons", kind="long_text", limit=4000)
"""Reasons that may be given and need not."""
GROUND = Field(name="ground", kind="choice", codes="grounds", required=True)
MISSING = Field(name="missing", kind="choices", codes="missing", required=True)
QUESTION = Field(name="question", kind="choice", codes="clarifications", required=True)
ANSWER = Field(name="answer", kind="long_text", required=True, limit=4000)

SEARCH = (Field(name="registers", kind="choices", codes="registers"),)
WATCH = (Field(name="register", limit=60, required=True),)
"""On the step by which the node itself asks a newer list what the search asked an older one."""
JUDGEMENT = (
    Field(name="candidate", required=True, limit=120),
    Field(name="result", kind="choice", choices=("positive", "negative", "unsure"), required=True),
    REASONS,
)
USE_REPORT = (
    Field(name="used_for_case", limit=120, required=True),
    Field(name="use", kind="choice", choices=("stated_case", "exculpatory", "not_used"), required=True),
    Field(name="result", kind="long_text", required=True, limit=2000),
)
STATE_FACTS = (Field(name="facts", kind="facts", required=True), NOTE)
DECIDE = (
    Field(name="policy", required=True, limit=60),
    Field(name="outcome", kind="choice", choices=("granted", "denied"), required=True),
    REASONS,
    Field(name="expires_on", kind="date", whole=True),
)
