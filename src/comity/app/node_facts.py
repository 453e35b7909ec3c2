"""What this node's own records say beside the record at hand, for the facts that need it."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from comity.app import complaint, consent, correction, crossing, footage, nationality, surrender
from comity.app.agreements import keeps_another_down
from comity.app.node import Node
from comity.domain.command import Command
from comity.domain.processing import ACTIVITY_OF
from comity.kit.clock import format_time
from comity.procedures.catalogue import procedure_named
from comity.procedures.limits import SETTLING, last_use, longest_review, settled_as
from comity.procedures.retention import ERASED
from comity.storage import records

Facts = dict[str, Any]
State = Mapping[str, Any]
CLAIMS: Final = ("complaint", "data_subject", "correction")
_WIRE_ID: Final = re.compile(r"[a-z0-9-]{1,31}/[a-z_]{1,40}/[0-9a-f]{8}-[0-9a-f-]{27}")


def of(node: Node, command: Command, state: State, form: Mapping[str, Any], at: datetime) -> Facts:
    """What the gates of this command may know of the node; empty for most."""
    make = _MAKERS.get(command.name) or _MAKERS.get(command.name.partition(".")[0])
    own = make(node, command, state, form, at) if make else {}
    own |= complaint.of(node, command, state)
    own |= consent.standing(node, command, state)
    own |= correction.told_elsewhere(node, command, state)
    if command.name.partition(".")[0] in ACTIVITY_OF:
        own["assessed"] = assessed(at)
    return {**own, **crossing.of(node, command, at)}


def assessed(at: datetime) -> list[str]:
    """The activities an assessment in force covers that is not yet due for another look."""
    rows = records.of_procedure("processing", state="in_force")
    today = at.date().isoformat()
    covered = [row["activities"] for row in rows if row["kind"] == "assessment" and row["review_on"] >= today]
    return sorted({str(name) for names in covered for name in names})


def _retention(node: Node, command: Command, state: State, form: Mapping[str, Any], at: datetime) -> Facts:
    if not state.get("procedure"):
        return {}
    procedure = procedure_named(str(state["procedure"]))
    written = [actor for name, actor in (state.get("actors") or {}).items() if name in procedure.writers]
    written += [actor for earlier in (state.get("earlier_writers") or {}).values() for actor in earlier]
    theirs = [str(name) for name in (state.get("partner_actors") or {}).values() if name]
    return {
        "retention": {
            "longest_review": longest_review(state, node.pack.retention_days),
            "last_use": last_use(state),
            "writers": sorted({*written, *theirs, *_read_by(state)}),
            "claims": records.open_claims(str(state["id"]), CLAIMS),
            "ended": has_ended(state, format_time(at)),
        }
    }


def _read_by(state: State) -> list[str]:
    """Whose reading a record of a sample looks at: he or she decides nothing about it."""
    officer = (state.get("reading") or {}).get("officer")
    return [str(officer)] if officer else []


def has_ended(state: State, now: str) -> bool:
    """Whether nobody works with a record any more: its procedure came to an end, or its office or term did."""
    match state["procedure"]:
        case "officer":
            return not state.get("roles")
        case "partner":
            return not any(state.get("office") in row.get("parties", ()) for row in _agreements(now))
        case "processing":
            return bool(state["state"] == "ended")
        case "agreement":
            in_force = {str(row["id"]) for row in _agreements(now)}
            return str(state["id"]) not in in_force and not keeps_another_down(str(state["id"]), in_force)
        case _:
            procedure = procedure_named(str(state["procedure"]))
            return (state["state"] in procedure.ends or bool(settled_as(state, procedure))) and not _still_tells(state)


def _still_tells(state: State) -> bool:
    """Whether it is a consent that says who else has what is still kept here: a recall must reach them all."""
    if state["procedure"] != "consent" or state["side"] != "requesting" or not state.get("passed_on"):
        return False
    given = consent.given_state((state.get("links") or {}).get("given_in"))
    return bool(given) and given["state"] != ERASED


def _agreements(now: str) -> list[dict[str, Any]]:
    rows = records.of_procedure("agreement", state="in_force")
    return [row for row in rows if str(row.get("expires_on") or "9999") >= now]


def _refused(node: Node, command: Command, state: State, form: Mapping[str, Any], at: datetime) -> Facts:
    """Requests named in what is written down that were refused, withdrawn, turned away, or stopped at the door."""
    named = {name for value in form.values() if isinstance(value, str) for name in _WIRE_ID.findall(value)}
    return {"refused_named": sorted(name for name in named if _gave_nothing(name))}


def _gave_nothing(record: str) -> bool:
    loaded = records.load(record)
    if loaded.state is None:
        return loaded.entries > 0
    kept = (loaded.state.get("limits") or {}).get("settled", "")
    return kept in SETTLING


_MAKERS: Final[Mapping[str, Callable[[Node, Command, State, Mapping[str, Any], datetime], Facts]]] = {
    "rt": _retention,
    "pa.allow_use": _retention,
    "ft": footage.asked,
    "nr": nationality.counted,
    "ex": surrender.known_breaches,
    "case.add_subject": _refused,
    "case.add_statement": _refused,
}
