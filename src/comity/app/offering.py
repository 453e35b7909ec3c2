"""What a form offers beyond its closed lists, and the names of codes: for pages and for the command line.

The door takes some fields as any text, because a wrong word there is a question for the gates, not a slip of the pen.
People are offered what can stand there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from comity.app.complaint import HANDLERS
from comity.app.lists import code_lists
from comity.app.node import Node
from comity.app.reading import field_view, step_view
from comity.domain.command import Actor
from comity.law.fact import UNKNOWN
from comity.procedures.catalogue import procedure_of
from comity.storage import access, records

State = Mapping[str, Any]
Names = Mapping[str, str]
View = dict[str, Any]

NAMEABLE = 50
"""How many records a form offers by name; any other is typed."""

LISTS = {
    "basis": "bases",
    "conduct": "conducts",
    "purpose_code": "purposes",
    "urgency_ground": "urgency_grounds",
    "items": "items",
    "item": "items",
    "handling": "handling_codes",
    "conditions": "conditions",
    "ground": "grounds",
    "languages": "languages",
    "registers": "registers",
    "partner": "offices",
    "originator": "offices",
    "nationalities": "states",
    "state": "states",
    "territory": "states",
    "office": "offices",
    "acting_office": "offices",
    "further_crimes": "conducts",
}
"""Which list the words of a field come from."""

TEXTS = (
    "answer",
    "reasons",
    "order",
    "task",
    "lessons",
    "result",
    "objections",
    "participants",
    "conditions_text",
    "link",
)
"""What people write into a step's own form for others to read."""

FORM_FACTS = {
    "reasons_stored": ("reasons", "missing"),
    "ground_listed": ("ground", "missing"),
    "reply_neutral": ("ground", "answer", "question", "result"),
    "reported_use": ("use",),
    "review_within_limit": ("review_on",),
    "erasure_ground_holds": ("ground", "reasons"),
    "processor_contract": ("contract", "processor"),
    "use_provider": ("provider_consent",),
    "purpose_named": ("purpose_code", "case"),
    "rests_on_refused": ("link", "source"),
    "crossing_known": TEXTS,
    "crossing_form": TEXTS,
    "quota_order": TEXTS,
    "quota_signs": TEXTS,
    "talk_indicators": TEXTS,
    "one_case": ("member",),
    "team_rate": ("member",),
    "adviser_act": ("member",),
    "member_entrusted": ("member",),
    "acts_on_own_soil": ("territory", "entrusted_act"),
    "leader_orders": ("territory",),
    "team_effect": ("effective_from",),
    "team_extension": ("ends_on",),
    "adviser_term": ("ends_on",),
    "figures_safe": ("figures",),
    "view_logged": ("reason", "unit", "viewer", "clip"),
    "clips_within": ("clips",),
    "footage_scope": ("held",),
    "order_named": ("order_kind", "order_id"),
    "offered_as": ("offered_as",),
    "court_use": ("court_use",),
    "destruction_due": ("measured",),
    "dpia_done": ("dpia",),
}
"""Facts that are worked out from what is written into a step's own form: fact to the fields that decide it."""
WHOLE_FORMS = ("persons", "statements")
"""A form with these brings the very thing the gates judge, so before it is filled in no gate says anything yet."""


def names_of_code(node: Node, name: str, code: str) -> Names | None:
    """The names of a code of one of the node's lists, or None where the words belong to the page."""
    pack = node.pack
    if name == "offices":
        return office_names(node, code)
    table: Mapping[str, Any] = {
        "bases": pack.articles,
        "conducts": pack.conducts,
        "purposes": pack.purposes,
        "urgency_grounds": pack.urgency_grounds,
        "items": pack.items,
        "handling_codes": pack.handling,
        "conditions": pack.conditions,
        "grounds": pack.grounds,
        "states": pack.states,
    }.get(name, {})
    row = table.get(code)
    return row.names if row else None


def office_names(node: Node, office: str) -> Names | None:
    """What an office is called: as it says of itself, else as the directory says."""
    if office == node.office:
        return dict(node.file.names)
    for row in records.of_procedure("partner"):
        if row.get("office") == office:
            return dict(row["names"])
    authority = node.pack.authority_of(office)
    return authority.names if authority else None


def offers(node: Node, actor: Actor, state: State | None, gates: Iterable[View] = ()) -> dict[str, list[str]]:
    """What may stand in the fields that are open text: field name to the codes offered."""
    return {
        "partner": [str(row["office"]) for row in records.of_procedure("partner", state="confirmed")],
        "conduct": list(node.pack.conducts),
        "case": [row["id"] for row in access.access_records(actor, procedure="case", states=("open",), limit=50)],
        "originator": [
            node.office,
            *[str(row["office"]) for row in records.of_procedure("partner", state="confirmed")],
        ],
        "property": sorted({name for item in node.pack.items.values() for name in item.properties}),
        "policy": [row["policy"] for row in gates if row["kind"] == "decision"],
        "subject": list((state or {}).get("subjects", {})),
        "statement": [row["id"] for row in _statements(state or {})],
        "candidate": [row["id"] for row in (state or {}).get("candidates", [])],
        **(_officers(state) if state and state["procedure"] == "complaint" else {}),
    }


def _officers(state: State) -> dict[str, list[str]]:
    """Whom of this office a complaint may be about, and who may look into it: none of those it is about."""
    found = records.of_procedure("officer", state="appointed")
    barred = set(state.get("barred", ()))
    able = [row["id"] for row in found if HANDLERS & set(row["roles"]) and f"barred:{row['id']}" not in barred]
    return {"officer": [row["id"] for row in found], "investigator": able}


def records_to_name(actor: Actor, of: Iterable[str]) -> list[str]:
    """The records a field may name: of these procedures, and such as this officer may see, the newest first."""
    rows = [row for name in of for row in access.access_records(actor, procedure=name, limit=NAMEABLE)]
    return [row["id"] for row in sorted(rows, key=lambda row: str(row["changed_at"]), reverse=True)[:NAMEABLE]]


def form_of(node: Node, command: str) -> list[View]:
    """The fields of a command, whatever state its record is in. Raises ProcedureError."""
    return [field_view(node, field) for field in procedure_of(command).rows(command)[0].form]


def first_step(node: Node, actor: Actor, command: str) -> View:
    """The step that makes a new record, as this officer may take it. Raises ProcedureError."""
    row = next(item for item in procedure_of(command).rows(command) if item.makes_record)
    return step_view(node, actor, {"id": None, "stated": {}}, row)


def shut_gates(step: View, roles: Iterable[object]) -> list[View]:
    """The failed gates that nobody in these roles can open by filling in the step: somebody else must act first.

    A gate is the step's own question while some way through it needs only facts that the form itself decides, or
    that these roles may state here and nobody has stated yet; a fact that already stands wrong is not asked again.
    """
    fields = {str(field["name"]) for field in step["form"]}
    if fields & set(WHOLE_FORMS):
        return []
    written = {fact for fact, names in FORM_FACTS.items() if fields & set(names)}
    sayable = _sayable(step, {str(role) for role in roles})

    def is_asked_here(gate: View) -> bool:
        unknown = {fact["name"] for fact in gate["facts"] if fact["value"] == UNKNOWN}
        here = written | (sayable & unknown)
        return any(way and all(name in here for name, _ in way) for way in gate["ways"])

    return [gate for gate in step["gates"] if not is_asked_here(gate)]


def _sayable(step: View, held: set[str]) -> set[str]:
    """The facts that somebody with these roles may state on this step."""
    if not any(field["kind"] == "facts" for field in step["form"]):
        return set()
    return {str(fact["name"]) for fact in step["facts"] if held & set(fact["authors"])}


def decidable(node: Node, actor: Actor, steps: Iterable[View]) -> list[View]:
    """The decision gates that shut a next step and wait for a role this officer holds."""
    held = {str(role) for role in actor.roles}
    found: dict[str, View] = {}
    for step in steps:
        for gate in shut_gates(step, step["roles"]):
            if gate["kind"] == "decision" and held & set(gate["roles"]):
                found.setdefault(gate["policy"], gate)
    return list(found.values())


def lists(node: Node) -> Mapping[str, Any]:
    """Every closed list by the name forms use."""
    return code_lists(node)


def _statements(state: State) -> list[View]:
    rows = [row for subject in state.get("subjects", {}).values() for row in subject["statements"]]
    return [row for row in rows if not row["retracted_at"]]
