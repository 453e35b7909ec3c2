"""A node's own additions, as files: one gate on a shared group, one on named commands."""

LOCAL = {
    "own.cedar": """
@id("LOC-01") @gate("LOC-01") @kind("hard") @source("Own instruction 4") @mark("S") @role("") @remedy("a")
@valid_from("2026-01-01") @valid_to("")
@question("Is the crime grave by our own measure, without exception?")
forbid (principal, action in Action::"gate:SER-01", resource)
unless { context.penalty_class == "four_years_or_more" };

@id("LOC-02") @gate("LOC-02") @kind("hard") @source("Own instruction 7") @mark("S") @role("") @remedy("a")
@valid_from("2026-01-01") @valid_to("")
@question("Is no urgency claimed when we release?")
forbid (principal, action in [Action::"ir.release", Action::"ir.approve_release"], resource)
unless { context.urgent == "no" };
"""
}
