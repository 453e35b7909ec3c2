"""The parts of the office that hold records: which procedure each shows, how it begins, the states of its main road."""

from dataclasses import dataclass
from urllib.parse import quote

from comity.procedures.catalogue import procedure_named
from comity.web.words import say


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the site. ``roads``: the states people expect in their order, per side of the record."""

    slug: str
    procedure: str
    draft: str
    about: str
    roads: dict[str, tuple[str, ...]]
    others: tuple[str, ...] = ()
    """Other steps that make a record here, beside ``draft``."""

    @property
    def url(self) -> str:
        """Where its list stands."""
        return f"/{self.slug}"

    def record_url(self, record: str) -> str:
        """Where a record stands; its wire id is its address."""
        return f"/{self.slug}/{quote(record)}"


REQUESTS = Section(
    slug="requests",
    procedure="information_request",
    draft="ir.draft",
    about="request",
    roads={
        "requesting": ("draft", "certified", "sent", "received", "answered", "closed"),
        "requested": ("received", "screened", "searched", "hit_confirmed", "release_approved", "released", "closed"),
    },
)
OFFERS = Section(
    slug="offers",
    procedure="own_initiative",
    draft="oi.draft",
    about="offer",
    roads={
        "requesting": ("draft", "certified", "release_approved", "released", "closed"),
        "requested": ("received", "closed"),
    },
)
CASES = Section(slug="cases", procedure="case", draft="case.open", about="case", roads={"local": ("open", "closed")})
REVIEWS = Section(
    slug="reviews",
    procedure="nationality_review",
    draft="nr.draft",
    about="review",
    roads={
        "local": ("triggered", "screened", "noticed", "heard", "checked", "weighed", "cancelled", "appeal_open", "final",
                  "effective"),
    },
)  # fmt: skip
ASSISTANCE = Section(
    slug="assistance",
    procedure="legal_assistance",
    draft="ml.draft",
    about="assistance",
    roads={
        "requesting": ("draft", "certified", "sent", "received", "accepted", "answered", "closed"),
        "requested": ("received", "form_checked", "screened", "accepted", "executing", "executed", "release_approved",
                      "released", "closed"),
    },
)  # fmt: skip
SURRENDERS = Section(
    slug="surrenders",
    procedure="surrender",
    draft="ex.draft",
    about="surrender",
    roads={
        "requesting": ("draft", "certified", "sent", "handled", "granted", "handover_set", "surrendered", "closed"),
        "requested": ("wanted", "arrested", "form_check", "court", "extraditable", "final", "granted", "handover_set",
                      "surrendered", "closed"),
    },
)  # fmt: skip
FOOTAGE = Section(
    slug="footage",
    procedure="footage",
    draft="ft.draft",
    about="footage",
    roads={
        "requesting": ("draft", "certified", "sent", "received", "answered", "reported", "deleted"),
        "requested": ("received", "preserved", "screened", "checked", "extracted", "reviewed", "release_approved",
                      "released", "reported", "closed"),
    },
)  # fmt: skip
EXHIBITS = Section(
    slug="exhibits",
    procedure="evidence",
    draft="ev.draft",
    about="exhibit",
    roads={
        "requesting": ("identified", "collected", "sealed", "stored", "transfer_prepared", "transfer_approved",
                       "in_transfer", "transferred"),
        "requested": ("offered", "stored"),
    },
)  # fmt: skip
REMOVALS = Section(
    slug="removals",
    procedure="removal_check",
    draft="rm.draft",
    about="removal",
    roads={"local": ("planned", "cleared", "carried_out")},
)
COMPLAINTS = Section(
    slug="complaints",
    procedure="complaint",
    draft="cm.draft",
    about="complaint",
    roads={
        "requesting": ("received", "acknowledged", "triaged", "reprisal_checked", "assigned", "investigated", "decided",
                       "closed"),
        "requested": ("notice_received", "closed"),
    },
)  # fmt: skip
READINGS = Section(
    slug="readings",
    procedure="sampling",
    draft="sm.protect",
    about="sampling",
    roads={"local": ("drawn", "looked_at", "referred", "settled")},
    others=("sm.hand_over",),
)
PROCESSING = Section(
    slug="processing",
    procedure="processing",
    draft="pa.assess",
    about="processing",
    roads={"local": ("assessed", "in_force", "ended")},
    others=("pa.propose_contract", "pa.engage", "pa.write_notice"),
)
BREACHES = Section(
    slug="breaches",
    procedure="breach_notice",
    draft="bn.report",
    about="breaches",
    roads={"requesting": ("found", "assessed", "closed"), "requested": ("received", "acknowledged")},
)
TEAMS = Section(
    slug="teams",
    procedure="joint_team",
    draft="jt.draft",
    about="team",
    roads={
        "requesting": ("draft", "certified", "assessed", "proposed", "agreed", "active", "ended", "data_settled",
                       "evaluated"),
        "requested": ("received", "screened", "assessed", "agreed", "active", "ended", "data_settled", "evaluated"),
    },
)  # fmt: skip
MEETINGS = Section(
    slug="meetings",
    procedure="meeting",
    draft="mt.draft",
    about="meeting",
    roads={
        "requesting": ("draft", "invited", "accepted", "minutes_drafted", "minutes_sent", "agreed", "closed"),
        "requested": ("received", "accepted", "minutes_received", "agreed", "closed"),
    },
)
COMMITMENTS = Section(
    slug="commitments",
    procedure="commitment",
    draft="ct.draft",
    about="commitment",
    roads={
        "requesting": ("draft", "proposed", "open", "kept", "closed"),
        "requested": ("received", "open", "kept", "closed"),
    },
)
ADVISERS = Section(
    slug="advisers",
    procedure="adviser",
    draft="av.draft",
    about="adviser",
    roads={"requesting": ("draft", "proposed", "attached", "ended"), "requested": ("received", "attached", "ended")},
)
SCREENINGS = Section(
    slug="screenings",
    procedure="watch_judgement",
    draft="wj.draft",
    about="screening",
    roads={"local": ("proposed", "judged", "confirmed", "acted", "closed")},
)
CONSENTS = Section(
    slug="consents",
    procedure="consent",
    draft="uc.draft",
    about="consent",
    roads={
        "requesting": ("draft", "certified", "sent", "received", "granted", "closed"),
        "requested": ("received", "screened", "granted", "closed"),
    },
)
CORRECTIONS = Section(
    slug="corrections",
    procedure="correction",
    draft="rc.draft",
    about="correction",
    roads={
        "requesting": ("draft", "sent", "received", "confirmed", "closed"),
        "requested": ("received", "confirmed"),
    },
)
WISHES = Section(
    slug="wishes",
    procedure="data_subject",
    draft="ds.draft",
    about="wish",
    roads={"local": ("received", "identity_known", "searched", "prepared", "approved", "answered", "closed")},
)
EXTRACTS = Section(
    slug="extracts",
    procedure="criminal_record",
    draft="cr.draft",
    about="extract",
    roads=REQUESTS.roads,
)
SECTIONS = (
    REQUESTS,
    OFFERS,
    CASES,
    REVIEWS,
    ASSISTANCE,
    SURRENDERS,
    REMOVALS,
    COMPLAINTS,
    FOOTAGE,
    EXHIBITS,
    READINGS,
    PROCESSING,
    BREACHES,
    TEAMS,
    MEETINGS,
    COMMITMENTS,
    ADVISERS,
    SCREENINGS,
    CONSENTS,
    CORRECTIONS,
    EXTRACTS,
    WISHES,
)


def section_of(procedure: str) -> Section | None:
    """The section that shows a procedure's records."""
    return next((section for section in SECTIONS if section.procedure == procedure), None)


def url_of(procedure: str, record: str) -> str:
    """Where a record of a procedure stands; its list, or the first page, when it has no page of its own."""
    section = section_of(procedure)
    return section.record_url(record) if section else "/"


def url_of_record(record: str, own: str = "") -> str:
    """Where a record stands by its wire id; "" for a kind without a page, and for a local one of another office."""
    found = _section_of_record(record)
    if found is None or (own and not record.startswith(f"{own}/") and set(found.roads) == {"local"}):
        return ""
    return found.record_url(record)


def name_of_record(record: str, language: str) -> str:
    """``Information request 3114ca``: a record as people tell it from others; its id is its address."""
    found = _section_of_record(record)
    return f"{say(f'procedure.{found.procedure}', language)} {record[-6:]}" if found else record


def _section_of_record(record: str) -> Section | None:
    kind = record.split("/")[1] if record.count("/") == 2 else ""
    return next((row for row in SECTIONS if procedure_named(row.procedure).record_kind == kind), None)


TONES = {
    "draft": "quiet", "certified": "going", "sent": "going", "received": "going", "screened": "going",
    "searched": "going", "hit_confirmed": "going", "release_approved": "going", "clarifying": "waiting",
    "consulting": "waiting", "consulted": "waiting", "conversion_offered": "waiting", "withdrawing": "waiting",
    "frozen": "waiting", "returned": "waiting", "refused": "shut", "withdrawn": "quiet", "converted": "quiet",
    "answered": "good", "released": "good", "closed": "quiet", "open": "going", "confirmed": "good",
    "granted": "good", "denied": "shut", "revoked": "shut", "form_checked": "going", "accepted": "going",
    "order_sought": "waiting", "order_granted": "going", "order_denied": "shut", "executing": "going", "executed": "going", "conditions_offered": "waiting",
    "postponed": "waiting", "preserved": "good", "hosting": "waiting", "free_to_go": "going", "person_away": "waiting",
    "proposed": "waiting", "signed": "waiting", "in_force": "good", "imported": "good", "appointed": "good",
    "acknowledged": "going", "triaged": "going", "reprisal_checked": "going", "assigned": "going",
    "investigated": "going", "decided": "good", "under_review": "waiting", "reviewed": "good",
    "notice_received": "going",
    "identity_known": "going", "prepared": "going", "approved": "going", "limited": "waiting", "settled": "good",
    "checking": "waiting",
    "triggered": "quiet", "noticed": "going", "heard": "going", "asking": "waiting", "checked": "going",
    "weighed": "going", "cancelled": "waiting", "appeal_open": "waiting", "appealed": "waiting", "final": "shut",
    "effective": "shut", "kept": "good", "fixed": "good", "restored": "good",
    "notice_sent": "going", "papers_due": "waiting", "preparing": "quiet", "ready": "going", "handled": "going",
    "supplementing": "waiting", "assurances_asked": "waiting", "handover_set": "going",
    "lent": "waiting", "freed": "waiting", "uncollected": "shut", "surrendered": "good", "breached": "shut", "wanted": "waiting",
    "arrested": "waiting", "form_check": "going", "court": "going", "extraditable": "going", "consented": "going",
    "lapsed": "quiet", "not_extraditable": "shut", "own_prosecution": "going", "planned": "quiet", "cleared": "going",
    "carried_out": "good",
    "assessed": "going", "agreed": "good", "active": "good", "extended": "good", "suspended": "waiting",
    "data_settled": "going", "evaluated": "quiet", "invited": "going", "declined": "shut",
    "minutes_drafted": "going", "minutes_sent": "waiting", "minutes_received": "going", "minutes_returned": "waiting",
    "set_aside": "quiet", "dropped": "quiet", "attached": "good", "judged": "going", "disputed": "waiting",
    "no_hit": "quiet", "acted": "good",
    "extracted": "going", "shown": "good", "reported": "good", "used": "good", "deleted": "quiet",
    "identified": "quiet", "collected": "going", "sealed": "going", "stored": "good", "checked_out": "waiting",
    "transfer_prepared": "going", "transfer_approved": "going", "in_transfer": "waiting", "calling_back": "waiting",
    "transferred": "good", "offered": "waiting", "quarantined": "shut", "destruction_ordered": "waiting",
    "destroying": "waiting", "destroyed": "quiet",
}  # fmt: skip
"""How a state is tinted; the word always stands beside the colour."""
