"""DP-18, DP-20, DP-22, DP-24, DP-26: the office's own processing, and what it says of itself."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from comity.app import processing
from comity.kit import clock

if TYPE_CHECKING:
    from tests.office import Office

REASONS = "The measures fit the risk that is left."
TEXT = "Cameras of one incident are kept, cut, masked and viewed; each viewing is logged."
CONTRACT: dict[str, Any] = {"processor": "Quill Hosting", "service_kind": "hosting", "data": "Encrypted backups only.",
            "processing_place": "Velmara", "sub_processors": ["Marsh Cables"], "instructions": "Keep, never read.",
            "approvals": "", "valid_from": "2026-01-01", "valid_to": "2030-01-01"}  # fmt: skip


def assess(office: "Office", **changes: Any) -> Any:
    form = {"activities": ["footage"], "description": TEXT, "risks": TEXT, "measures": TEXT, "residual_risk": "high",
            "review_on": "2030-01-01", **changes}  # fmt: skip
    return office.do("privacy", "pa.assess", **form)


def test_an_assessment_comes_into_force_by_another_hand_and_not_with_a_high_risk(xa: "Office") -> None:
    made = assess(xa)
    assert made.done, made.stops
    stopped = xa.do("head", "pa.approve_assessment", made.record, reasons=REASONS)
    assert [stop.code for stop in stopped.stops] == ["DPA-01.residual"]
    asked = xa.do("privacy", "pa.consult_supervisor", made.record, supervisor="Data Protection Authority",
                  reference="C-1", answer="no_objection")  # fmt: skip
    assert asked.done, asked.stops
    assert not xa.do("privacy", "pa.approve_assessment", made.record, reasons=REASONS).done
    assert xa.do("head", "pa.approve_assessment", made.record, reasons=REASONS).done


def test_no_service_begins_without_a_contract(xa: "Office") -> None:
    proposed = xa.do("admin", "pa.propose_contract", **CONTRACT)
    assert proposed.done, proposed.stops
    form = {"service_kind": "hosting", "processor": "Quill Hosting", "contract": proposed.record, "reasons": REASONS}
    assert [stop.code for stop in xa.do("head", "pa.engage", **form).stops] == ["DPA-01.processor"]
    assert not xa.do("admin", "pa.approve_contract", proposed.record, reasons=REASONS).done
    assert xa.do("privacy", "pa.approve_contract", proposed.record, reasons=REASONS).done
    assert xa.do("head", "pa.engage", **form).done
    assert xa.do("head", "pa.engage", **{**form, "processor": "Marsh Cables"}).done
    other = xa.do("head", "pa.engage", **{**form, "processor": "A Cousin's Cloud"})
    assert [stop.code for stop in other.stops] == ["DPA-01.processor"]
    assert xa.do("privacy", "pa.end", proposed.record, reasons="The contract was broken.").done
    assert [stop.code for stop in xa.do("head", "pa.engage", **form).stops] == ["DPA-01.processor"]


def test_the_notice_is_published_by_another_hand(xa: "Office") -> None:
    form = {"controller": "Velmara Coordination", "contact": "privacy@velmara.example",
            "supervisor": "Data Protection Authority", "notice_en": "We answer requests of police.",
            "notice_km": "យើងឆ្លើយសំណើ។", "notice_zh": "我们答复请求。"}  # fmt: skip
    assert processing.notice() is None
    written = xa.do("privacy", "pa.write_notice", **form)
    assert written.done, written.stops
    assert processing.notice() is None
    assert not xa.do("privacy", "pa.publish_notice", written.record, reasons="It is complete and true.").done
    assert xa.do("head", "pa.publish_notice", written.record, reasons="It is complete and true.").done
    notice = processing.notice()
    assert notice is not None
    assert notice["contact"] == "privacy@velmara.example"
    assert xa.do("head", "pa.end", written.record, reasons="A newer one is being written.").done
    assert processing.notice() is None


def test_the_register_says_what_the_records_say(xa: "Office") -> None:
    from tests.office import REQUESTER_FACTS

    def activity() -> dict[str, Any]:
        rows = processing.register(xa.node)["activities"]
        return next(row for row in rows if row["procedure"] == "information_request")

    assert (activity()["records"], activity()["purposes"], activity()["recipients"]) == (0, [], [])
    record = xa.request()
    assert (activity()["purposes"], activity()["roles"]) == (["criminal_investigation"], ["suspect"])
    assert list(processing.transfers(xa.node)) == []
    assert xa.do("supervisor", "ir.certify", record, facts=REQUESTER_FACTS).done
    assert xa.do("desk", "ir.send", record).done
    assert activity()["recipients"] == [{"office": "xb-coord", "messages": 1}]
    (transfer,) = processing.transfers(xa.node)
    assert transfer["recipient"] == "xb-coord"
    assert transfer["basis"] == "vc-2019-5"
    assert transfer["purpose_code"] == "criminal_investigation"
    assert transfer["necessity"].startswith("To identify the holder")
    assert transfer["safeguards"] == "agreement"
    assert transfer["officer"] == xa.staff["desk"].id


def test_the_newest_notice_is_the_one_published_last(xa: "Office") -> None:
    """A hold on an older one does not bring it back before the public, nor does a clock that was set back."""
    form = {"controller": "Velmara", "contact": "privacy@velmara.example", "supervisor": "Data Protection Authority",
            "notice_en": "We answer requests of police.", "notice_km": "យើងឆ្លើយសំណើ។", "notice_zh": "我们答复请求。"}  # fmt: skip
    published = []
    for days in (0, 2):
        with clock.frozen(clock.now() - timedelta(days=days)):
            written = xa.do("privacy", "pa.write_notice", **form)
            assert written.done, written.stops
            assert xa.do("head", "pa.publish_notice", written.record, reasons="It is complete and true.").done
            published.append(written.record)
    held = xa.do("privacy", "rt.hold", published[0], until="2039-01-01", reasons="A court asks what we said.")
    assert held.done, held.stops
    notice = processing.notice()
    assert notice is not None
    assert notice["id"] == published[1]
