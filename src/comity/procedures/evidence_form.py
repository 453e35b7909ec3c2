"""The fields of an exhibit: what it is, how it was acquired, every hand it passes through. Hashes are SHA-256."""

from collections.abc import Sequence

from comity.procedures.request_form import BASIS, CASE, FACTS, GROUND, PARTNER, PERSON, REASONS, SENSITIVE
from comity.procedures.step import Field

KINDS = ("object", "device", "data", "document", "statement", "sample", "footage")
ORDERS = ("court_order", "prosecutor_order", "consent", "found", "handed_over")
HASH = 64
MEASURED = Field(name="measured", kind="list", limit=HASH, required=True)
"""Hashes as measured now; they are laid against those of the acquisition."""

IDENTIFY = (
    CASE,
    Field(name="title", required=True, limit=120),
    Field(name="kind", kind="choice", choices=KINDS, required=True),
    Field(name="what_it_is", kind="long_text", required=True, limit=2000),
    Field(name="found_place", required=True, limit=200),
    Field(name="holder", limit=200),
    Field(name="conduct", required=True, limit=60),
    Field(name="summary", kind="long_text", required=True, limit=4000),
    Field(name="purpose_code", kind="choice", codes="purposes", required=True),
    Field(name="purpose", kind="long_text", required=True, limit=1000),
    Field(name="persons", kind="list", fields=PERSON),
    Field(name="flags", kind="choices", choices=SENSITIVE),
)
ACQUIRED = (
    Field(name="order_kind", kind="choice", choices=ORDERS, required=True),
    Field(name="order_id", limit=120),
    Field(name="acquired_when", required=True, limit=16),
    Field(name="device", limit=200),
    Field(name="method", kind="long_text", required=True, limit=1000),
    Field(name="tool", limit=120),
    Field(name="tool_version", limit=60),
    Field(name="acquired_place", required=True, limit=200),
    Field(name="first_responder", required=True, limit=120),
    Field(name="witness", required=True, limit=120),
    Field(name="files", kind="files"),
    Field(name="hashes", kind="list", limit=HASH),
    Field(name="medium", limit=120),
    Field(name="held_place", limit=200),
    Field(name="lawyer", kind="choice", choices=("present", "waived", "none")),
    Field(name="recorded", kind="yes_no"),
)
SEAL = (Field(name="seal_number", required=True, limit=60), Field(name="files", kind="files"))
STORE = (Field(name="lies_at", required=True, limit=200),)
CHECK_OUT = (
    Field(name="taken_by", required=True, limit=120),
    Field(name="why", kind="long_text", required=True, limit=1000),
    Field(name="seal_intact", kind="yes_no"),
    MEASURED,
)
CHECK_IN = (Field(name="seal_number", required=True, limit=60), MEASURED)
COPY = (
    Field(name="medium", required=True, limit=120),
    Field(name="tool", required=True, limit=120),
    Field(name="tool_version", required=True, limit=60),
    MEASURED,
)
ANALYSE = (
    Field(name="tool", required=True, limit=120),
    Field(name="tool_version", required=True, limit=60),
    Field(name="method", kind="long_text", required=True, limit=1000),
    Field(name="on_copy", kind="yes_no"),
    Field(name="repeatable", kind="yes_no"),
    Field(name="result", kind="long_text", required=True, limit=4000),
    Field(name="files", kind="files"),
)
DISCLOSE = (
    Field(name="recipient", required=True, limit=200),
    Field(name="court_use", kind="choice", choices=("trial", "exculpatory"), required=True),
    Field(name="provider_told", kind="yes_no"),
    Field(name="offered_as", kind="choice", choices=("evidence", "lead_only"), required=True),
    REASONS,
    FACTS,
)
MARKS = (
    Field(name="said_as", kind="choice", choices=("fact", "assessment"), required=True),
    Field(name="source_grade", kind="choice", choices=("A", "B", "C", "X"), required=True),
    Field(name="information_grade", kind="choice", choices=("1", "2", "3", "4"), required=True),
    Field(name="checked_on", kind="date", whole=True, required=True),
)
"""How good it is, as of every statement that leaves (QLT-01): the partner reads it beside the exhibit."""
TRANSFER = (
    PARTNER,
    BASIS,
    Field(name="offered_as", kind="choice", choices=("evidence", "lead_only"), required=True),
    *MARKS,
    Field(name="files", kind="files"),
    Field(name="medium", limit=120),
    Field(name="handling", kind="choices", codes="handling_codes", required=True),
    Field(name="conditions", kind="choices", codes="conditions", required=True),
    Field(name="expires_on", kind="date", whole=True, required=True),
)
ACCEPT = (Field(name="lies_at", required=True, limit=200), MEASURED, FACTS)
DECLINE = (GROUND, REASONS)
OWNER = (
    Field(name="owner", required=True, limit=200),
    Field(name="receipt", required=True, limit=120),
    Field(name="witness", required=True, limit=120),
)
RETAIN = (Field(name="retained_to", kind="date", whole=True, required=True), REASONS)
ORDER = (Field(name="order_id", required=True, limit=120), REASONS)
DESTROY = (Field(name="method", required=True, limit=200), Field(name="place", required=True, limit=200), MEASURED)
CONFIRM = (MEASURED, REASONS)

ABOUT = ("basis", "conduct", "summary", "purpose_code", "purpose", "persons", "objects", "flags")
"""What the partner reads of the matter; no person is named to it, so no witness can be."""
TOLD = ("order_kind", "order_id", "acquired_when", "device", "method", "tool", "tool_version", "acquired_place",
        "held_place", "lawyer", "recorded")  # fmt: skip
"""What the partner reads of the acquisition; not who was there."""


def named(fields: Sequence[Field], names: Sequence[str]) -> tuple[Field, ...]:
    """The fields of these names, in the order of the names."""
    known = {item.name: item for item in fields}
    return tuple(known[name] for name in names)
