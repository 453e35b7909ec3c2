"""How a long form, and the record it made, is cut into topics: in the order people think, not the order of storage."""

from collections.abc import Sequence

Topics = tuple[tuple[str, tuple[str, ...]], ...]
LONG = 7
"""A form without a topic of its own procedure and no longer than this stays in one piece."""

MATTER = ("title", "partner", "case", "basis", "conduct", "summary")
PEOPLE = ("persons", "objects")
NEED = ("items", "purpose_code", "purpose", "held_reason", "use")
TIME = ("urgent", "urgency_ground", "urgency_reason", "danger_to_life", "handling", "retention_days", "languages",
        "flags", "other_channels")  # fmt: skip

COMMON: Topics = (("matter", MATTER), ("people", PEOPLE), ("need", NEED), ("time", TIME))
OWN: dict[str, Topics] = {
    "ml": (
        ("matter", (*MATTER, "converts", "follows")),
        ("people", PEOPLE),
        ("need", (*NEED, "assistance", "holder", "place", "period_from", "period_until", "questions", "enclosed")),
        ("proceeding", ("conducting_authority", "conducting_official", "stage", "offences", "own_order")),
        ("manner", ("procedure_wanted", "procedure_reason", "officers_present", "rights_notice", "safe_conduct",
                    "allowances", "return_by", "caveats", "confidential", "confidential_reason")),
        ("time", (*TIME, "necessity", "request_follows", "deadline", "deadline_reason")),
        ("promises", ("death_excluded", "torture_excluded", "speciality_promised", "reciprocity", "translator",
                      "costs")),
    ),
    "ex": (
        *COMMON[:3],
        ("offence", ("acts", "article", "offence_text", "max_years", "lapses_on", "interruptions", "proof")),
        ("warrant", ("stage", "warrant", "warrant_issuer", "warrant_number", "warrant_on", "in_absentia", "summoned",
                     "retrial_right", "sentence_months", "served_months")),
        ("papers", ("papers_ready", "papers", "earlier", "competing", "transit")),
        ("promises", ("undertakings", "assurances")),
        COMMON[3],
    ),
    "jt": (
        ("matter", (*MATTER, "further_crimes", "why_joint", "purpose_code", "purpose")),
        ("team", ("starts_on", "ends_on", "leaders", "team_members")),
        ("rules", ("evidence_law", "data_rules", "handling", "retention_days", "languages", "flags", "costs")),
    ),
    "nr": (
        ("lead", ("triggered_by", "lead_office", "lead_record", "first_interest_on", "selection_rule",
                  "selection_author", "batch", "batch_size")),
        ("people", (*PEOPLE, "flags")),
        ("ground", ("review_ground", "acted_by", "naturalised_on", "other_state", "proof", "summary")),
    ),
    "ft": (
        ("matter", (*MATTER, "incident", "place")),
        ("footage", ("mode", "sought", "cameras", "why_not_otherwise")),
        *COMMON[1:],
    ),
    "ev": (
        ("matter", MATTER),
        ("exhibit", ("kind", "what_it_is", "found_place", "holder")),
        ("people", (*PEOPLE, "flags")),
        ("need", NEED),
        ("acquired", ("order_kind", "order_id", "acquired_when", "acquired_place", "first_responder", "witness")),
        ("tools", ("device", "method", "tool", "tool_version", "files", "hashes", "medium")),
        ("present", ("held_place", "lawyer", "recorded")),
    ),
    "cm": (
        ("told", ("summary", "about_whom", "about_record")),
        ("author", ("author_name", "author_contact", "language")),
        ("safety", ("danger_now", "fears_reprisal", "may_share")),
    ),
}  # fmt: skip
"""By the prefix of the procedure's steps."""


def cut(names: Sequence[str], command: str) -> list[tuple[str, list[str]]]:
    """The names under their topics, in the order of the topics; one topic without a name where nothing is to be cut.

    What belongs to no topic comes last, as ``rest``, or as ``release`` where statements are given.
    """
    prefix = command.partition(".")[0]
    gives = "statements" in names
    if gives and "persons" not in names:
        return [("release", list(names))]
    if "persons" not in names and (prefix not in OWN or len(names) <= LONG):
        return [("", list(names))]
    found, left = [], list(names)
    for topic, members in OWN.get(prefix, COMMON):
        mine = [name for name in members if name in left and not (gives and name == "handling")]
        left = [name for name in left if name not in mine]
        if mine:
            found.append((topic, mine))
    if left:
        found.append(("release" if gives else "rest", left))
    return found if len(found) > 1 else [("", list(names))]
