"""The fields of a footage request: one incident, cameras named one by one, a window for each, and what was done to it.

No engine cuts or masks here: a clip is an attached file with its hash, or a hash and the medium it lies on; cuts and
masks are statements of who did what. Moments are UTC, written like ``2026-11-20 13:05``.
"""

from comity.procedures.request_form import (
    CASE,
    DANGER,
    FACTS,
    LOCAL,
    OBJECT,
    PERSON,
    PURPOSE,
    REASONS,
    SENSITIVE,
    URGENCY,
)
from comity.procedures.step import Field

MOMENT_LIMIT = 16
MODES = ("recording", "live", "face_search", "following")
"""What may be asked. Only the first is ever lawful; the others are listed so that they are named, stopped and kept."""
MASKED = ("bystander", "child", "private_zone", "plate", "other")

_WINDOW = (
    Field(name="camera", required=True, limit=60),
    Field(name="start", required=True, limit=MOMENT_LIMIT),
    Field(name="end", required=True, limit=MOMENT_LIMIT),
)
CAMERA = (*_WINDOW, Field(name="why", kind="long_text", required=True, limit=500))
CLIP = (
    *_WINDOW,
    Field(name="clip", kind="files"),
    Field(name="sha256", limit=64),
    Field(name="medium", limit=120),
    Field(name="gaps", limit=400),
)
MASK = (*_WINDOW, Field(name="what", kind="choice", choices=MASKED, required=True),
        Field(name="how", kind="choice", choices=("solid", "mosaic"), required=True))  # fmt: skip
VIEWER = (Field(name="name", required=True, limit=120), Field(name="unit", required=True, limit=120))

FOOTAGE = (
    CASE,
    Field(name="partner", limit=31),
    Field(name="basis", kind="choice", codes="bases"),
    Field(name="conduct", required=True, limit=60),
    Field(name="incident", required=True, limit=120),
    Field(name="place", required=True, limit=200),
    Field(name="summary", kind="long_text", required=True, limit=4000),
    *PURPOSE,
    Field(name="mode", kind="choice", choices=MODES, required=True),
    Field(name="sought", kind="long_text", required=True, limit=1000),
    Field(name="persons", kind="list", fields=PERSON),
    Field(name="objects", kind="list", fields=OBJECT),
    Field(name="cameras", kind="list", fields=CAMERA, required=True),
    Field(name="why_not_otherwise", kind="long_text", required=True, limit=1000),
    *URGENCY,
    DANGER,
    Field(name="handling", kind="choices", codes="handling_codes"),
    Field(name="retention_days", kind="whole_number"),
    Field(name="flags", kind="choices", choices=SENSITIVE),
)
CASE_REFERENCE = Field(name="case_reference", limit=120)
"""The asking office's own number of its case, so that the caps can be counted over the case at both offices."""
SENT = (*(item for item in FOOTAGE if item.name not in LOCAL), CASE_REFERENCE)

PRESERVE = (
    Field(name="held", kind="list", fields=_WINDOW, required=True),
    Field(name="holder", required=True, limit=200),
    Field(name="order_reference", required=True, limit=120),
    Field(name="held_until", kind="date", whole=True, required=True),
    FACTS,
)
EXTRACT = (
    Field(name="clips", kind="list", fields=CLIP, required=True),
    Field(name="tool", required=True, limit=120),
    FACTS,
)
REVIEW = (
    Field(name="clips", kind="list", fields=CLIP, required=True),
    Field(name="masks", kind="list", fields=MASK),
    Field(name="watched_whole", kind="yes_no"),
    Field(name="nobody_else", kind="yes_no"),
    Field(name="viewers", kind="list", fields=VIEWER, required=True),
    Field(name="handling", kind="choices", codes="handling_codes", required=True),
    Field(name="conditions", kind="choices", codes="conditions", required=True),
    Field(name="expires_on", kind="date", whole=True, required=True),
    FACTS,
)
VIEW = (
    Field(name="clip", required=True, limit=64),
    Field(name="reason", kind="long_text", required=True, limit=1000),
    Field(name="unit", required=True, limit=120),
    Field(name="viewer", required=True, limit=120),
)
DELETE = (Field(name="witness", required=True, limit=120), REASONS)
KEPT = (
    Field(name="exhibit", kind="record", of=("evidence",), limit=120),
    Field(name="used_for_case", limit=120, required=True),
    REASONS,
)
