"""Exhibits through the door of both offices: an unbroken chain reaches the partner; what does not match is a lead."""

from typing import Any

import pytest

from comity.app import attachments
from comity.domain.command import Outcome
from comity.domain.custody import first_break
from comity.kit import clock
from comity.kit.canonical import sha256_hex
from comity.procedures.message_form import shape_faults
from comity.storage import outbox
from tests.app.assistance import codes, done, state_of
from tests.law.evidence_world import ACQUIRED, FACTS, MARKS, RELEASE, REQUEST, TAKING
from tests.law.footage_world import FOREIGN
from tests.office import Office

IMAGE = b"image of the telephone " * 50
DIGEST = sha256_hex(IMAGE)
TODAY = clock.now().date().isoformat()
RECORD = "xa-coord/exhibit/00000000-0000-7000-8000-000000000001"
CASE = "xa-coord/case/00000000-0000-7000-8000-000000000009"
TOLD = ("order_kind", "order_id", "acquired_when", "device", "method", "tool", "tool_version", "acquired_place",
        "held_place", "lawyer", "recorded")  # fmt: skip


def identified(office: Office, **changes: Any) -> str:
    form = {"case": CASE, "title": "Telephone", "kind": "device", "what_it_is": "The telephone of the false bank.",
            "found_place": "Lantern Street 4", "holder": "Tan Dara", "conduct": "telecom_fraud",
            "summary": REQUEST["summary"], "purpose_code": "prosecution", "purpose": REQUEST["purpose"], "persons": [],
            "flags": []}  # fmt: skip
    return done(office.do("officer", "ev.draft", **{**form, **changes})).record


def acquired(office: Office, **changes: Any) -> dict[str, Any]:
    files = changes["files"] if "files" in changes else [office.file("officer", IMAGE, "image.bin")]
    return {**ACQUIRED, "hashes": [], "medium": "", **changes, "files": files}


def stored(office: Office, flags: tuple[str, ...] = (), **changes: Any) -> str:
    about = {name: changes.pop(name) for name in ("title", "kind") if name in changes}
    record = identified(office, flags=list(flags), **about)
    done(office.do("officer", "ev.collect", record, **acquired(office, **changes)))
    done(office.do("custodian", "ev.seal", record, seal_number="S-1", files=[]))
    done(office.do("custodian", "ev.store", record, lies_at="Vault 1"))
    return record


def prepared(office: Office, record: str, **changes: Any) -> str:
    held = [ref["sha256"] for ref in attachments.of_record(record)][:1]
    form = {**{name: value for name, value in RELEASE.items() if name != "statements"}, "partner": "xb-coord",
            "basis": REQUEST["basis"], "files": held, "medium": "", "checked_on": TODAY}  # fmt: skip
    done(office.do("custodian", "ev.prepare_release", record, **{**form, **changes}))
    done(office.do("custodian", "ev.state_facts", record, facts=dict(FOREIGN), reasons="Nobody of theirs is here."))
    return record


def approved(office: Office, record: str) -> str:
    done(office.do("desk", "ev.approve_release", record, facts=dict(FACTS)))
    return record


def body_of(office: Office, outcome: Outcome) -> dict[str, Any]:
    message = outbox.open_body(outcome.sent[0], records_key=office.node.records_key)
    assert message is not None
    return message["body"]


def test_an_unbroken_chain_reaches_the_partner_under_two_signatures(xa: Office) -> None:
    record = approved(xa, prepared(xa, stored(xa)))
    out = done(xa.do("custodian", "ev.release", record))
    body = body_of(xa, out)
    assert shape_faults("evidence.transfer", body) == []
    assert body["exhibit"]["hashes"] == [DIGEST]
    assert body["release"]["files"][0]["sha256"] == DIGEST
    said = str(body)
    assert not any(name in said for name in (ACQUIRED["witness"], ACQUIRED["first_responder"], "Tan Dara"))
    at = clock.format_time(clock.now())
    done(xa.hear("ev.note_accepted", "evidence.accepted", record, matches=True, measured=[DIGEST], accepted_at=at,
                 custody_head="cd" * 32))  # fmt: skip
    state = state_of(record)
    assert (state["state"], state["mirror"], first_break(state["custody"])) == ("transferred", "accepted", 0)
    assert [row["what"] for row in state["custody"]][:4] == ["ev.draft", "ev.collect", "ev.seal", "ev.store"]


def test_every_event_names_the_one_before(xa: Office) -> None:
    chain = state_of(stored(xa))["custody"]
    assert [row["prev"] for row in chain] == ["", *(row["hash"] for row in chain[:-1])]
    assert first_break([chain[0], *chain[2:]]) == 2
    assert first_break([{**chain[0], "at": "2020-01-01T00:00:00.000Z"}, *chain[1:]]) == 1


def test_a_hash_that_differs_at_the_return_makes_it_a_lead_for_ever(xa: Office) -> None:
    record = stored(xa)
    done(xa.do("custodian", "ev.check_out", record, taken_by="Lab", why="To make a copy.", seal_intact=True,
               measured=[DIGEST]))  # fmt: skip
    done(xa.do("custodian", "ev.check_in", record, seal_number="S-2", measured=["cd" * 32]))
    state = state_of(record)
    assert (state["state"], state["grade"]) == ("quarantined", "lead_only")
    assert not xa.do("judge", "ev.order_destruction", record, order_id="D-1", reasons="Over.").done
    done(xa.do("prosecutor", "ev.keep_as_lead", record, reasons="The content may still lead somewhere."))
    assert state_of(record)["grade"] == "lead_only"
    prepared(xa, record)
    assert codes(xa.do("desk", "ev.approve_release", record, facts=dict(FACTS))) == {"EVI-01.grade"}
    done(xa.do("custodian", "ev.drop_transfer", record, reasons="It may go as a lead only."))
    approved(xa, prepared(xa, record, offered_as="lead_only"))


@pytest.mark.parametrize("name, form", [
    ("ev.copy", {"medium": "disc 8", "tool": "imager", "tool_version": "4.2"}),
    ("ev.check_out", {"taken_by": "Lab", "why": "To make a copy.", "seal_intact": False}),
])  # fmt: skip
def test_any_mismatch_falls_the_same_way(xa: Office, name: str, form: dict[str, Any]) -> None:
    record = stored(xa)
    done(xa.do("prosecutor", "ev.state_facts", record, facts={"privileged": "no"}, reasons="Read."))
    done(xa.do("custodian", name, record, measured=[DIGEST if name == "ev.check_out" else "cd" * 32], **form))
    assert state_of(record)["grade"] == "lead_only"


def test_a_privileged_item_goes_on_with_the_judge_only(xa: Office) -> None:
    record = prepared(xa, stored(xa, flags=("lawyer",)))
    assert codes(xa.do("desk", "ev.approve_release", record, facts=dict(FACTS))) == {"EVI-02.privilege"}
    reasons = "The letters of the lawyer were sealed apart; the rest may go."
    done(xa.do("prosecutor", "ev.state_facts", record, facts={"lawful_origin": "yes"}, reasons="Order seen."))
    done(xa.do("judge", "ev.decide", record, policy="EVI-02.privilege", outcome="granted", reasons=reasons))
    approved(xa, record)


def test_what_the_partner_reads_of_an_exhibit_is_marked_and_fresh(xa: Office) -> None:
    record = prepared(xa, stored(xa), checked_on="2020-01-01")
    assert codes(xa.do("desk", "ev.approve_release", record, facts=dict(FACTS))) == {"QLT-01.fresh"}
    done(xa.do("custodian", "ev.drop_transfer", record, reasons="It is checked again first."))
    out = done(xa.do("custodian", "ev.release", approved(xa, prepared(xa, record))))
    release = body_of(xa, out)["release"]
    assert {name: release[name] for name in MARKS} == {**MARKS, "checked_on": TODAY}


def test_a_sample_of_a_body_leaves_with_the_data_protection_officer_only(xa: Office) -> None:
    record = prepared(xa, stored(xa, kind="sample"))
    assert codes(xa.do("desk", "ev.approve_release", record, facts=dict(FACTS))) == {"MIN-01.exhibit_special"}
    reasons = "Nothing but the profile ties the caller to the telephone."
    done(xa.do("privacy", "ev.decide", record, policy="MIN-01.exhibit_special", outcome="granted", reasons=reasons))
    done(xa.do("custodian", "ev.release", approved(xa, record)))


def test_a_title_that_tells_of_protection_does_not_leave_with_the_exhibit(xa: Office) -> None:
    record = prepared(xa, stored(xa, title="Telephone of the asylum seeker"))
    assert codes(xa.do("desk", "ev.approve_release", record, facts=dict(FACTS))) == {"REF-02"}


def test_destroyed_by_two_under_an_order_with_the_list_of_hashes(xa: Office) -> None:
    record = stored(xa)
    done(xa.do("judge", "ev.order_destruction", record, order_id="D-1", reasons="The judgment is final."))
    wrong = xa.do("custodian", "ev.destroy", record, method="Shredded", place="Vault", measured=["cd" * 32])
    assert codes(wrong) == {"EVI-01.destroy"}
    done(xa.do("custodian", "ev.destroy", record, method="Shredded", place="Vault", measured=[DIGEST]))
    again = xa.do("custodian", "ev.confirm_destroyed", record, measured=[DIGEST], reasons="Seen by me.")
    assert codes(again) == {"same_person"}
    done(xa.do("supervisor", "ev.confirm_destroyed", record, measured=[DIGEST], reasons="I saw it being shredded."))
    assert attachments.of_record(record) == []
    assert state_of(record)["destruction"]["files"] == [DIGEST]


def test_what_is_kept_until_a_day_is_not_destroyed_before(xa: Office) -> None:
    record = stored(xa)
    done(xa.do("custodian", "ev.retain", record, retained_to="2099-01-01", reasons="Appeal is open until then."))
    done(xa.do("judge", "ev.order_destruction", record, order_id="D-1", reasons="The judgment is final."))
    early = xa.do("custodian", "ev.destroy", record, method="Shredded", place="Vault", measured=[DIGEST])
    assert codes(early) == {"EVI-01.destroy"}


def test_only_what_belongs_to_the_exhibit_can_be_transferred(xa: Office) -> None:
    record = stored(xa)
    stranger = xa.file("custodian", b"something else")
    form = {**{name: value for name, value in RELEASE.items() if name != "statements"}, "partner": "xb-coord",
            "basis": REQUEST["basis"]}  # fmt: skip
    assert codes(xa.do("custodian", "ev.prepare_release", record, **{**form, "files": [stranger]})) == {
        "not_of_the_exhibit"
    }
    assert codes(xa.do("custodian", "ev.prepare_release", record, **{**form, "files": [], "medium": ""})) == {
        "nothing_to_transfer"
    }


def test_exhibits_larger_than_a_message_go_on_a_medium(xa: Office) -> None:
    big = b"z" * 3_000_000
    record = stored(xa, files=[xa.file("officer", big)])
    approved(xa, prepared(xa, record))
    out = xa.do("custodian", "ev.release", record)
    assert codes(out) == {"files_too_large"}
    done(xa.do("custodian", "ev.drop_transfer", record, reasons="Too large for a message."))
    approved(xa, prepared(xa, record, files=[], medium="disc 9"))
    done(xa.do("custodian", "ev.release", record))


# the receiving office


def transfer(**changes: Any) -> dict[str, Any]:
    ref = {"name": "image.bin", "media_type": "text/plain", "size": len(IMAGE), "sha256": DIGEST}
    about = {name: REQUEST[name] for name in ("basis", "conduct", "summary", "purpose_code", "purpose", "persons",
                                              "objects", "flags")}  # fmt: skip
    body = {
        "about": about,
        "exhibit": {"title": "Telephone", "kind": "device", "what_it_is": "The telephone.", "hashes": [DIGEST],
                    "custody_head": "cd" * 32, "custody_events": 6},
        "acquired": {name: ACQUIRED[name] for name in TOLD},
        "release": {"offered_as": "evidence", **MARKS, "files": [ref], "medium": "", "handling": ["H0"],
                    "conditions": ["this_case_only"], "expires_on": "2030-01-01",
                    "released_at": clock.format_time(clock.now())},
        "officers": {"requester": "xa-coord/officer/1", "certifier": "xa-coord/officer/2", "sender": "xa-coord/officer/3"},
    }  # fmt: skip
    return {name: {**part, **changes.get(name, {})} for name, part in body.items()}


def offered(xb: Office, **changes: Any) -> str:
    attachments.hand_in(xb.node, "xa-coord", name="image.bin", data=IMAGE)
    body = transfer(**changes)
    assert shape_faults("evidence.transfer", {**body, "record": RECORD, "round": 1,
                                              "at": clock.format_time(clock.now())}) == []  # fmt: skip
    done(xb.hear("ev.receive", "evidence.transfer", RECORD, **body))
    return RECORD


def test_the_receiver_measures_and_signs(xb: Office) -> None:
    record = offered(xb)
    assert codes(xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={})) == {
        "TOR-02", "EVI-02.lawful", "EVI-02.privilege"
    }  # fmt: skip
    done(xb.do("desk", "ev.state_facts", record, facts=dict(TAKING), reasons="The order was read."))
    out = done(xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={}))
    assert body_of(xb, out)["matches"] is True
    state = state_of(record)
    assert (state["state"], state["grade"], state["mirror"]) == ("stored", "evidence", "accepted")
    assert attachments.content(xb.node, record, DIGEST) == IMAGE


def test_a_measurement_that_differs_is_told_and_quarantined_on_both_sides(xb: Office) -> None:
    record = offered(xb)
    done(xb.do("desk", "ev.state_facts", record, facts=dict(TAKING), reasons="The order was read."))
    out = done(xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=["ef" * 32], facts={}))
    assert body_of(xb, out)["matches"] is False
    assert (state_of(record)["state"], state_of(record)["grade"]) == ("quarantined", "lead_only")


def test_a_confession_from_secret_custody_is_kept_for_an_inquiry_and_never_as_evidence(xb: Office) -> None:
    """Abuse 23: the words on it are polished; the place stays unknown."""
    record = offered(xb, exhibit={"kind": "statement"}, acquired={"held_place": "", "lawyer": "none"})
    done(xb.do("desk", "ev.state_facts", record, facts=dict(TAKING), reasons="As the partner says."))
    stopped = xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={})
    assert codes(stopped) == {"TOR-02.statement"}
    done(xb.do("reviewer", "ev.state_facts", record, facts={"coercion_origin": "yes"}, reasons="He was beaten."))
    stopped = xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={})
    assert codes(stopped) == {"TOR-02", "TOR-02.statement"}
    done(xb.do("prosecutor", "ev.keep_for_inquiry", record, reasons="Sealed copy for the inquiry into torture."))
    state = state_of(record)
    assert (state["state"], state["grade"]) == ("quarantined", "lead_only")
    assert attachments.content(xb.node, record, DIGEST) == IMAGE
    assert outbox.of_record(record) == []


def test_what_is_not_taken_goes_back_with_a_neutral_word(xb: Office) -> None:
    record = offered(xb)
    out = done(xb.do("desk", "ev.decline", record, ground="essential_interests", reasons="The witness is in danger."))
    body = body_of(xb, out)
    assert (body["ground"], body["missing"]) == ("essential_interests", [])
    assert "witness" not in str(body)
    assert state_of(record)["state"] == "declined"


def test_a_mismatch_that_the_sender_finds_later_reaches_the_receiver(xb: Office) -> None:
    record = offered(xb)
    done(xb.do("desk", "ev.state_facts", record, facts=dict(TAKING), reasons="The order was read."))
    done(xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={}))
    at = clock.format_time(clock.now())
    done(xb.hear("ev.note_mismatch", "evidence.mismatch", record, found_at=at))
    assert (state_of(record)["state"], state_of(record)["mirror"]) == ("quarantined", "in_doubt")
    done(xb.do("prosecutor", "ev.keep_as_lead", record, reasons="The partner has told us itself."))


def test_what_we_find_is_told_to_the_partner_before_it_serves_as_a_lead(xb: Office) -> None:
    record = offered(xb)
    done(xb.do("desk", "ev.state_facts", record, facts=dict(TAKING), reasons="The order was read."))
    done(xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={}))
    done(xb.do("custodian", "ev.quarantine", record, reasons="The seal was found open this morning."))
    early = xb.do("prosecutor", "ev.keep_as_lead", record, reasons="It may still lead somewhere.")
    assert codes(early) == {"EVI-01.told"}
    told = done(xb.do("custodian", "ev.tell_partner", record))
    assert shape_faults("evidence.mismatch", body_of(xb, told)) == []
    done(xb.do("prosecutor", "ev.keep_as_lead", record, reasons="It may still lead somewhere."))


def test_what_clears_somebody_is_shown_also_under_h1(xb: Office) -> None:
    record = offered(xb, release={"handling": ["H1"]})
    done(xb.do("desk", "ev.state_facts", record, facts={**TAKING, "exhibit_needed": "yes"}, reasons="Read."))
    done(xb.do("custodian", "ev.accept", record, lies_at="Vault 2", measured=[DIGEST], facts={}))
    form = {"recipient": "Counsel for the defence", "court_use": "trial", "provider_told": False,
            "offered_as": "evidence", "reasons": "Part of the file of the prosecution."}  # fmt: skip
    assert codes(xb.do("prosecutor", "ev.disclose", record, **form)) == {"EVI-02.court"}
    clearing = {**form, "court_use": "exculpatory", "provider_told": True}
    done(xb.do("prosecutor", "ev.disclose", record, **clearing))
