"""Closed lists that belong to the procedure itself, not to a treaty."""

MISSING = (
    "basis",
    "summary",
    "conduct",
    "purpose",
    "person_identity",
    "birth_date",
    "link_to_case",
    "items",
    "held_reason",
    "urgency_reason",
    "handling",
    "translation",
)
"""What a request may lack (law list 3.C); a return names these and nothing else."""

CLARIFICATIONS = (
    "which_person",
    "birth_date",
    "documents",
    "link_to_case",
    "period",
    "items_needed",
    "stage_of_proceedings",
    "spelling",
)
"""What the requested desk may ask. Closed, so that a question cannot reveal what the desk knows."""

LANES = ("urgent", "normal", "bulk")

TURNED_AWAY = "outside_scope"
"""The neutral ground of a message that the gates did not let in."""
