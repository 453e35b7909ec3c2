"""What a step computes besides what was filled in: candidates of a search, the role and facts of a decision."""

from collections.abc import Callable, Mapping
from typing import Any

from comity.app import (
    breach,
    complaint,
    consent,
    correction,
    criminal_record,
    erasing,
    evidence,
    footage,
    handing_over,
    joint_team,
    judging,
    legal_assistance,
    meeting,
    pairing,
    registers,
    sampling,
    subject,
    surrender,
    watch_judgement,
    watching,
)
from comity.app.node import Node
from comity.app.situation import told_as
from comity.domain.codes import TURNED_AWAY
from comity.domain.command import Actor, Command, Stop
from comity.law.situation import Situation
from comity.law.stated import accepted_statements
from comity.procedures.catalogue import procedure_of
from comity.procedures.step import Field
from comity.storage.access import access_record
from comity.storage.records import LoadedRecord

Derived = dict[str, Any]
State = Mapping[str, Any]
Form = Mapping[str, Any]


def stops(node: Node, command: Command, before: LoadedRecord, form: Mapping[str, Any]) -> list[Stop]:
    """Content that does not fit the record it speaks of: a candidate or a statement that is not there."""
    state = before.state or {}
    unseen = [item.name for item in _record_fields(command, state) if not _may_name(command.actor, item, form)]
    if unseen:
        return [Stop("step", "no_such_record", {"fields": unseen})]
    own = _STOPS.get(command.name)
    if own:
        return own(node, command, state, form)
    return _decision_stops(command, node, form) if command.name.endswith(".decide") else []


def _no_such_candidate(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    known = {row["id"] for row in state.get("candidates", [])}
    return [] if form["candidate"] in known else [Stop("step", "no_such_candidate")]


def _not_all_judged(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    judged = {row["candidate"] for row in state.get("judgements", []) if row["result"] == "negative"}
    left = [row["id"] for row in state.get("candidates", []) if row["id"] not in judged]
    return [Stop("step", "candidates_not_judged")] if left else []


def _nothing_prepared(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if (state.get("release") or {}).get("statements") else [Stop("step", "no_release_prepared")]


def _no_such_subject(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return [] if form["subject"] in state.get("subjects", {}) else [Stop("step", "no_such_subject")]


def _partner(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return pairing.partner_stops(node, command.name, state, form)


def _agreement(node: Node, command: Command, state: State, form: Form) -> list[Stop]:
    return pairing.agreement_stops(node, command.name, form)


def _record_fields(command: Command, state: State) -> list[Field]:
    step = procedure_of(command.name).row_from(
        command.name, str(state.get("state", "")), side=str(state.get("side", ""))
    )
    return [item for item in step.form if item.kind == "record"] if step and command.message is None else []


def _may_name(actor: Actor, item: Field, form: Form) -> bool:
    """A record may be named by an officer who may see it, and only one of the kind the field is for."""
    if not form[item.name]:
        return True
    named = access_record(actor, form[item.name])
    return named is not None and (not item.of or named["procedure"] in item.of)


def _decision_stops(command: Command, node: Node, form: Mapping[str, Any]) -> list[Stop]:
    """A decision must be on a gate that can be decided, by a role that may."""
    known = {policy.id: policy for policy in node.law.policies()}
    policy = known.get(form["policy"])
    if policy is None or policy.kind != "decision":
        return [Stop("step", "no_such_decision", {"policy": form["policy"]})]
    if not {str(role) for role in command.actor.roles} & set(policy.roles):
        return [Stop("access", "role_missing", {"roles": list(policy.roles)})]
    return []


def derived(node: Node, command: Command, before: LoadedRecord, *, form: Mapping[str, Any],
            situation: Situation | None) -> Derived:  # fmt: skip
    """Run what the command's name asks for; nothing for most steps. Facts people stated are kept as accepted."""
    made: Derived = {}
    if situation is not None and form.get("facts"):
        made["stated"] = accepted_statements(node.law.shared.facts, situation)
    producer = _PRODUCERS.get(command.name) or _BY_VERB.get(command.name.partition(".")[2])
    if producer:
        made.update(producer(node, command, before.state or {}, form, situation))
    return made


def _candidates(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    return registers.search(node, state, list(form["registers"]))


def _decision(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """A decision is bound to the facts its policy reads, as they stand now."""
    policy = node.law.policy(form["policy"])
    held = [role for role in policy.roles if role in {str(item) for item in command.actor.roles}]
    return {
        "role": held[0] if held else "",
        "facts_hash": node.law.bound(policy.id, situation),
        "expires_at": f"{form['expires_on']}T23:59:59.999Z" if form["expires_on"] else "",
    }


def _told_ground(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    """The partner hears a neutral ground; the real one stays sealed here for court and review (REF-02)."""
    return {"ground": told_as(node, form["ground"])}


def _turned_away(node: Node, command: Command, state: State, form: Form, situation: Situation) -> Derived:
    return {"ground": TURNED_AWAY}


_STOPS: dict[str, Callable[[Node, Command, State, Form], list[Stop]]] = {
    "ir.judge": _no_such_candidate,
    "ir.watch": watching.stops,
    "cr.watch": watching.stops,
    "ir.answer_no_data": _not_all_judged,
    "ir.approve_release": _nothing_prepared,
    "case.add_statement": _no_such_subject,
    "case.change_role": _no_such_subject,
    "partner.propose": _partner,
    "partner.confirm": _partner,
    "agreement.propose": _agreement,
    "agreement.sign": _agreement,
    "agreement.adopt": _agreement,
    **complaint.STOPS,
    **subject.STOPS,
    **erasing.STOPS,
    **evidence.STOPS,
    **footage.STOPS,
    **sampling.STOPS,
    **handing_over.STOPS,
    **breach.STOPS,
    **joint_team.STOPS,
    **consent.STOPS,
    **criminal_record.STOPS,
    **legal_assistance.STOPS,
    **meeting.STOPS,
    **surrender.STOPS,
    **watch_judgement.STOPS,
}
"""What a procedure's own module has against the content of a command."""

_BY_VERB: dict[str, Callable[[Node, Command, State, Form, Any], Derived]] = {
    "decide": _decision,
    "consult": _told_ground,
    "refuse": _told_ground,
    "turn_away": _turned_away,
}
"""What a verb derives in every procedure, unless the procedure's own module says otherwise."""

_PRODUCERS: dict[str, Callable[[Node, Command, State, Form, Any], Derived]] = {
    **surrender.DERIVED,
    **complaint.DERIVED,
    **subject.DERIVED,
    **erasing.DERIVED,
    **evidence.DERIVED,
    **footage.DERIVED,
    **sampling.DERIVED,
    **handing_over.DERIVED,
    **joint_team.DERIVED,
    **consent.DERIVED,
    **correction.DERIVED,
    **criminal_record.DERIVED,
    **legal_assistance.DERIVED,
    **meeting.DERIVED,
    **watch_judgement.DERIVED,
    "ir.search": _candidates,
    "ir.judge": judging.judged,
    "ir.watch": watching.found,
    "cr.watch": watching.found,
    "partner.propose": pairing.read_partner,
    "agreement.propose": pairing.read_agreement,
    "agreement.sign": pairing.read_agreement,
    "agreement.adopt": pairing.read_agreement,
    "register.import": registers.imported,
}
