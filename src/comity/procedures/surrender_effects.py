"""What the later steps of a surrender change: consent, grant, hand-over, and what is watched afterwards. Pure."""

from collections.abc import Mapping
from typing import Any

from comity.procedures.request_changes import words_of
from comity.procedures.step import Payload, State
from comity.procedures.surrender_changes import free, hold


def record_consent(state: State, payload: Payload) -> None:
    """The person's consent as the judge recorded it, each part of it apart."""
    state["person_consent"] = {
        **payload["form"],
        "judge": payload["actor"],
        "recorded_at": payload["at"],
        "recalled_at": "",
    }


def note_consent(state: State, payload: Payload) -> None:
    """The partner says that the person consents."""
    body = words_of(payload)
    state["person_consent"] = {name: body[name] for name in ("consented_at", "waives_speciality")}


def recall_consent(state: State, payload: Payload) -> None:
    """The person takes the consent back: the full procedure follows."""
    state["person_consent"] = {**state.get("person_consent", {}), "recalled_at": payload["at"]}


def recalled_state(state: Mapping[str, Any]) -> str:
    """Where the full procedure goes on."""
    if state.get("papers_complete_at"):
        return "court"
    if state["request"]["stage"] == "full":
        return "form_check"
    return "arrested" if (state.get("detention") or {}).get("held_now") else "lapsed"


def grant(state: State, payload: Payload) -> None:
    """The executive grants, within what the court found, or on the person's consent."""
    form, consent = payload["form"], state.get("person_consent") or {}
    waived = bool(consent.get("waives_speciality")) and not consent.get("recalled_at")
    state["grant"] = {"offences": list(form["offences"]), "conditions": list(form["conditions"]), "at": payload["at"],
                      "by": payload["actor"], "waives_speciality": waived}  # fmt: skip


def note_granted(state: State, payload: Payload) -> None:
    """For which offences the partner grants: no others may ever be tried."""
    body = words_of(payload)
    state["grant"] = {"offences": list(body["offences"]), "conditions": list(body["conditions"]), "at": payload["at"],
                      "waives_speciality": body["waives_speciality"]}  # fmt: skip


def refuse(state: State, payload: Payload) -> None:
    """The ground on the closed list; the reasons stay here, sealed for court and review. The person is free."""
    state["ground"], state["reasons"] = payload["form"]["ground"], payload["form"]["reasons"]
    free(state, payload)


def note_refused(state: State, payload: Payload) -> None:
    """The partner refused, with its neutral ground."""
    state["ground"] = words_of(payload)["ground"]


def open_own_case(state: State, payload: Payload) -> None:
    """The case goes to our own prosecutor instead (UNTOC art. 16(10))."""
    state["own_case"] = {**payload["form"], "at": payload["at"], "by": payload["actor"]}


def postpone(state: State, payload: Payload) -> None:
    """Our own case comes first; the day on which this is looked at again."""
    state["postponed_until"] = words_of(payload)["review_on"]


def promise_return(state: State, payload: Payload) -> None:
    """A written promise to bring the person back without condition."""
    state["return_promise"] = {"promise": words_of(payload)["promise"], "at": payload["at"]}


def lend(state: State, payload: Payload) -> None:
    """Surrendered for a time; whether the person was held here is remembered for the day of return."""
    held = bool((state.get("detention") or {}).get("held_now"))
    state["lent"] = {"return_by": words_of(payload)["return_by"], "at": payload["at"], "held_now": held}
    if held:
        free(state, payload)


def give_back(state: State, payload: Payload) -> None:
    """Back where the person was; a second journey needs a new promise."""
    state["lent"] = {**state.get("lent", {}), "given_back_at": payload["at"]}
    state.pop("return_promise", None)


def take_back(state: State, payload: Payload) -> None:
    """The partner brought the person back: held again only where he or she was held before, rights told anew."""
    give_back(state, payload)
    if state["lent"].get("held_now"):
        hold(state, payload["at"], "papers")


def uncollected(state: State, payload: Payload) -> None:
    """Nobody came for the person: free, whether or not the partner can be told now."""
    state["uncollected_at"] = payload["at"]
    free(state, payload)


def set_handover(state: State, payload: Payload) -> None:
    """Day and place."""
    said = words_of(payload)
    state["handover"] = {"handover_at": said["handover_at"], "place": said["place"]}
    state["handover_at"] = said["handover_at"]


def hand_over(state: State, payload: Payload) -> None:
    """The person is in the partner's hands, with medical record, property, and the time served here."""
    form = payload["form"]
    free(state, payload)
    state["handed_over"] = {
        "surrendered_at": payload["at"],
        "medical_record": form["medical_record"],
        "property": [dict(row) for row in form["property"]],
        "received_by": form["received_by"],
        "held_days": int(payload["derived"].get("held_days", 0)),
    }


def note_surrendered(state: State, payload: Payload) -> None:
    """The person is here; the time served there counts here."""
    body = words_of(payload)
    names = ("surrendered_at", "medical_record", "property", "held_days")
    state["handed_over"] = {name: body[name] for name in names}


def note_report(state: State, payload: Payload) -> None:
    """What became of the person."""
    body = words_of(payload)
    row = {name: body[name] for name in ("charges", "stage_of_trial", "held_at", "result")}
    state.setdefault("reports", []).append({**row, "at": payload["at"]})
    beyond = sorted(set(row["charges"]) - _chargeable(state))
    if beyond:
        state["speciality_alarm"] = {"charges": beyond, "at": payload["at"]}


def _chargeable(state: State) -> set[str]:
    """What the person may be tried for: what was granted, and what was agreed to later."""
    agreed = {row["conduct"] for row in state.get("charges_asked", []) if row["consented"] is True}
    return {*(state.get("grant") or {}).get("offences", []), *agreed}


def record_visit(state: State, payload: Payload) -> None:
    """A visit under an assurance."""
    state.setdefault("visits", []).append(dict(payload["form"]))


def charge(state: State, payload: Payload) -> None:
    """A charge brought here against the surrendered person."""
    state.setdefault("charges", []).append({**payload["form"], "at": payload["at"]})


def ask_charge(state: State, payload: Payload) -> None:
    """Another offence, for which consent is asked."""
    body = words_of(payload)
    state.setdefault("charges_asked", []).append(
        {"conduct": body["conduct"], "summary": body["summary"], "at": payload["at"], "consented": None}
    )


def answer_charge(state: State, payload: Payload) -> None:
    """Whether the other offence may be tried."""
    message = payload.get("message")
    said = message["body"] if message else {**payload["form"], "consented": payload["form"]["ruling"] == "accepted"}
    for row in state.get("charges_asked", []):
        if row["conduct"] == said["conduct"] and row["consented"] is None:
            row["consented"] = said["consented"]


def record_freedom(state: State, payload: Payload) -> None:
    """Free to leave since when, or left and returned of the person's own will: speciality ends with it."""
    state["freedom"] = {**payload["form"], "at": payload["at"]}


def find_breach(state: State, payload: Payload) -> None:
    """The joint review body finds that a promise was broken."""
    state["breach"] = {"reasons": payload["form"]["reasons"], "at": payload["at"], "by": payload["actor"],
                       "settled_at": ""}  # fmt: skip


def settle_breach(state: State, payload: Payload) -> None:
    """The breach is made good; what was learned stays in the record."""
    state["breach"] = {**state.get("breach", {}), "settled_at": payload["at"]}
