"""An office for tests: a node with officers, a pinned partner and an agreement in force, all made through the door."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from comity.app import agreements, attachments, officers, setup
from comity.app.door import submit
from comity.app.node import Node, use_node
from comity.domain.command import Actor, Command, Outcome
from comity.domain.roles import ActorKind, Role
from comity.kit import clock
from comity.protocol.agreement import sign_agreement, write_agreement
from comity.protocol.identity import Identity, fingerprint, open_identity
from comity.protocol.keys import KEY_NAMES, NodeKeys
from comity.settings.node import read_node_file
from comity.transport.keyfiles import read_keys

PASSPHRASE = "a long sentence nobody guesses"
PASSWORD = "correct horse battery staple"
VALID_FROM, VALID_TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
NAMES = {
    "xa-coord": {"en": "Velmara Coordination", "km": "ការិយាល័យវែលម៉ារ៉ា", "zh-Hans": "韦尔马拉协调处"},
    "xb-coord": {"en": "Corvane Liaison", "km": "មជ្ឈមណ្ឌលខរវ៉ាន", "zh-Hans": "科尔万联络处"},
}
STATES = {"xa-coord": "XA", "xb-coord": "XB"}
STAFF = {
    "admin": (Role.ADMINISTRATOR,),
    "head": (Role.HEAD_OF_OFFICE,),
    "officer": (Role.REQUESTING_OFFICER,),
    "supervisor": (Role.CERTIFYING_SUPERVISOR,),
    "desk": (Role.CONTACT_POINT,),
    "desk2": (Role.CONTACT_POINT,),
    "asylum": (Role.ASYLUM_AUTHORITY,),
    "victims": (Role.VICTIM_SCREENING,),
    "reviewer": (Role.RIGHTS_REVIEWER,),
    "judge": (Role.JUDGE,),
    "prosecutor": (Role.PROSECUTOR,),
    "central": (Role.CENTRAL_AUTHORITY,),
    "privacy": (Role.DATA_PROTECTION,),
    "custodian": (Role.EVIDENCE_CUSTODIAN,),
    "leader": (Role.TEAM_LEADER, Role.CONTACT_POINT),
    "board": (Role.JOINT_REVIEW,),
    "controller": (Role.FOOTAGE_CONTROLLER,),
    "controller2": (Role.FOOTAGE_CONTROLLER,),
}


@dataclass
class Office:
    """One side of the link, opened in this process."""

    node: Node
    staff: dict[str, Actor] = field(default_factory=dict)
    partner: Identity | None = None
    partner_keys: NodeKeys | None = None
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def do(self, who: str, name: str, record: str | None = None, **form: Any) -> Outcome:
        """Take a command as a member of staff."""
        actor = officers.actor(self.staff[who].id)
        return submit(self.node, Command(name=name, actor=actor, record=record, form=form))  # type: ignore[arg-type]

    def request(self, **changes: Any) -> str:
        """Draft an ordinary request in a case of its own; return its record."""
        case = self.do("officer", "case.open", title="Bank calls in Quillmoor", conduct="telecom_fraud",
                       purpose_code="criminal_investigation", summary="")  # fmt: skip
        assert case.done, case.stops
        draft = self.do("officer", "ir.draft", **fraud_request(case=case.record, **changes))
        assert draft.done, draft.stops
        return draft.record

    def file(self, who: str, data: bytes, name: str = "clip.mp4") -> str:
        """Hand in a file as a member of staff; return what a form names it by."""
        return attachments.hand_in(self.node, self.staff[who].id, name=name, data=data)

    def hear(self, name: str, kind: str, record: str, **body: Any) -> Outcome:
        """Take a command of the partner, as the link would bring it."""
        assert self.partner is not None
        office = self.partner.office
        at = clock.format_time(clock.now())
        message = {
            "type": kind,
            "id": f"{office}/message/00000000-0000-7000-8000-{next(self.numbers):012d}",
            "from": office,
            "body": {"record": record, "round": 1, "at": at, **body},
            "header": {"policy_hash": self.node.law.shared.hash, "from": office, "to": self.node.office},
        }
        actor = Actor(kind=ActorKind.PARTNER, id=office)
        return submit(self.node, Command(name=name, actor=actor, record=record, message=message))  # type: ignore[arg-type]


def make_folder(home: Path, office: str) -> NodeKeys:
    """Write a node's folder with quick keys and return them."""
    new = setup.NewNode(office=office, state=STATES[office], authority=office.replace("coord", "coordination"),
                        names=NAMES[office], training=True)  # fmt: skip
    setup.write_folder(home, new, passphrase=PASSPHRASE, quick_keys=True)
    return read_keys(home / "keys", PASSPHRASE, names=KEY_NAMES)


def open_office(home: Path) -> Office:
    """Open a node in this process and appoint its staff through the door. Needs an empty database."""
    keys = read_keys(home / "keys", PASSPHRASE, names=("records",))
    node = use_node(Node(home, read_node_file(home), keys["records"]))
    office = Office(node)
    first = officers.first_appointment(node, username="admin", name="Admin", language="en", password=PASSWORD)
    assert first.done, first.stops
    office.staff["admin"] = officers.actor(first.record)
    for username, roles in STAFF.items():
        if username != "admin":
            made = officers.appoint(node, office.staff["admin"], username=username, name=username.title(),
                                    roles=[str(role) for role in roles], language="en", password=PASSWORD)  # fmt: skip
            assert made.done, made.stops
            office.staff[username] = officers.actor(made.record)
    assess(office)
    return office


def assess(office: Office) -> None:
    """Bring an impact assessment into force, as an office does before it first uses footage or hit checks."""
    text = "Cameras of one incident are kept, cut, masked and viewed; each viewing is logged."
    made = office.do("privacy", "pa.assess", activities=["footage", "hit_check"], description=text, risks=text,
                     measures=text, residual_risk="low", review_on="2039-01-01")  # fmt: skip
    assert made.done, made.stops
    approved = office.do("head", "pa.approve_assessment", made.record, reasons="The measures fit the risk.")
    assert approved.done, approved.stops


def befriend(office: Office, identity_file: bytes, keys: NodeKeys) -> None:
    """Pin a partner by two people and bring an agreement into force, as both offices would."""
    identity = open_identity(identity_file)
    seen = fingerprint(identity)
    proposed = office.do("desk", "partner.propose", identity=identity_file.decode(), fingerprint=seen)
    assert proposed.done, proposed.stops
    confirmed = office.do("head", "partner.confirm", proposed.record, fingerprint=seen.lower())
    assert confirmed.done, confirmed.stops
    office.partner, office.partner_keys = identity, keys
    agree(office)


def agreement(office: Office, *signers: str, **changes: Any) -> str:
    """The document of an agreement with the partner, signed by these offices."""
    assert office.partner is not None and office.partner_keys is not None
    own = read_keys(office.node.home / "keys", PASSPHRASE, names=("signing",))
    keys = {office.node.office: own["signing"], office.partner.office: office.partner_keys.signing}
    content = agreements.draft(office.node, office.partner.office, valid_from=VALID_FROM, valid_to=VALID_TO) | changes
    signatures = {name: sign_agreement(content, office=name, signing=keys[name]) for name in signers}
    return write_agreement(content, signatures).decode()


def agree(office: Office) -> None:
    """Bring an agreement into force that both have signed; a later one takes the place of the one before."""
    assert office.partner is not None
    document = agreement(office, office.node.office, office.partner.office)
    made = office.do("head", "agreement.propose", document=document)
    assert made.done, made.stops
    adopted = office.do("central", "agreement.adopt", made.record, document=document)
    assert adopted.done, adopted.stops


def fraud_request(**changes: Any) -> dict[str, Any]:
    """An ordinary lawful request: a telecom fraud, one named suspect, what is needed and no more."""
    form = {
        "partner": "xb-coord",
        "case": "xa-coord/case/01a20000-0000-7000-8000-00000000ca5e",
        "basis": "vc-2019-5",
        "conduct": "telecom_fraud",
        "summary": "In March 2026 a caller posed as a bank and took 40,000 from three people in Quillmoor.",
        "purpose_code": "criminal_investigation",
        "purpose": "To identify the holder of the account that received the money.",
        "urgent": False,
        "urgency_ground": "",
        "urgency_reason": "",
        "danger_to_life": False,
        "persons": [
            {
                "names": ["Chen Weiming"],
                "birth_date": "1988-04-12",
                "sex": "male",
                "nationalities": ["XB"],
                "documents": [],
                "role": "suspect",
                "link": "The account that received the money was opened in this name.",
            }
        ],
        "objects": [],
        "items": ["identity", "birth", "documents"],
        "held_reason": "The account was opened with a Corvane identity card.",
        "use": "For this investigation only.",
        "handling": ["H0"],
        "retention_days": 365,
        "languages": ["en"],
        "flags": [],
        "other_channels": "",
    }
    return {**form, **changes}


def sent_request(**changes: Any) -> dict[str, Any]:
    """The same request as it reads on the link."""
    form = fraud_request(**changes)
    return {name: value for name, value in form.items() if name not in ("partner", "case")}


REQUESTER_FACTS = {
    "coercive_act": "no", "conduct_fits_facts": "yes", "political_nature": "none", "discrimination_grounds": "none",
    "trait_selector": "no", "expression_conduct": "no", "victim_indicators": "none", "link_real": "yes",
    "items_needed": "yes",
}  # fmt: skip
"""What a careful supervisor says of an ordinary request."""
