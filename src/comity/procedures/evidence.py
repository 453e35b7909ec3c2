"""Evidence: one exhibit from where it was found to where it ends, each hand a line in an unbroken chain.

A record is one exhibit. A transfer needs two signatures: the sender releases, the receiver measures and accepts. What
does not match is quarantined: a lead from then on, told to prosecutor and partner, never destroyed.
"""

from comity.domain.roles import Role
from comity.procedures import evidence_changes as change
from comity.procedures import request_changes as exchange
from comity.procedures.evidence_form import (
    ACCEPT,
    ACQUIRED,
    ANALYSE,
    CHECK_IN,
    CHECK_OUT,
    CONFIRM,
    COPY,
    DECLINE,
    DESTROY,
    DISCLOSE,
    IDENTIFY,
    ORDER,
    OWNER,
    RETAIN,
    SEAL,
    STORE,
    TRANSFER,
)
from comity.procedures.evidence_messages import MESSAGES, SETTLING
from comity.procedures.information_request import FACT_AUTHORS, WORKING
from comity.procedures.mirror import ranked
from comity.procedures.request_form import CLOCK, DECIDE, FACTS, REASONS, STATE_FACTS
from comity.procedures.step import SAME, Clock, Procedure, Step

RO, SP, EC = Role.REQUESTING_OFFICER, Role.CONTACT_POINT, Role.EVIDENCE_CUSTODIAN
PR, JU, CA, CS = Role.PROSECUTOR, Role.JUDGE, Role.CENTRAL_AUTHORITY, Role.CERTIFYING_SUPERVISOR
DECIDERS = (SP, CA, PR, JU, Role.RIGHTS_REVIEWER, Role.DATA_PROTECTION)
HERE = ("identified", "collected", "sealed", "stored", "checked_out", "destruction_ordered", "transfer_prepared",
        "transfer_approved")  # fmt: skip
lined = change.with_event

OWN = (
    Step(command="ev.draft", source=(), target="identified", side="requesting", roles=(RO, EC), form=IDENTIFY,
         reduce=lined(change.identify)),
    Step(command="ev.amend", source=("identified",), target="identified", side="requesting", roles=(RO, EC),
         form=IDENTIFY, reduce=lined(change.identify)),
    Step(command="ev.withdraw", source=("identified",), target="withdrawn", side="requesting", roles=(RO, EC),
         form=(REASONS,), reduce=lined()),
    Step(command="ev.collect", source=("identified",), target="collected", side="requesting", roles=(RO, EC),
         form=ACQUIRED, reduce=lined(change.collect), mentions=True),
    Step(command="ev.seal", source=("collected",), target="sealed", side="requesting", roles=(EC,), form=SEAL,
         reduce=lined(change.seal)),
    Step(command="ev.store", source=("sealed",), target="stored", side="requesting", roles=(EC,), form=STORE,
         reduce=lined(change.store)),
    Step(command="ev.return_to_owner", source=("stored",), target="returned", side="requesting", roles=(EC,),
         form=OWNER, reduce=lined()),
    Step(command="ev.order_destruction", source=("stored",), target="destruction_ordered", side="requesting",
         roles=(JU, PR), form=ORDER, reduce=lined(change.order_destruction)),
    Step(command="ev.revoke_destruction", source=("destruction_ordered", "destroying"), target="stored",
         side="requesting", roles=(JU, PR), form=(REASONS,), reduce=lined()),
    Step(command="ev.destroy", source=("destruction_ordered",), target="destroying", side="requesting", roles=(EC,),
         form=DESTROY, different_from=("ev.order_destruction",), reduce=lined(change.destroy)),
    Step(command="ev.confirm_destroyed", source=("destroying",), target="destroyed", side="requesting",
         roles=(EC, CS, SP), form=CONFIRM, different_from=("ev.destroy", "ev.order_destruction"),
         reduce=lined(change.confirm)),
    Step(command="ev.prepare_release", source=("stored", "transfer_prepared"), target="transfer_prepared",
         side="requesting", roles=(EC,), form=TRANSFER, reduce=lined(change.prepare_transfer)),
    Step(command="ev.approve_release", source=("transfer_prepared",), target="transfer_approved", side="requesting",
         roles=(SP, PR), form=(FACTS,), different_from=("ev.prepare_release", "ev.draft"), reduce=lined()),
    Step(command="ev.drop_transfer", source=("transfer_prepared", "transfer_approved"), target="stored",
         side="requesting", roles=(EC, SP), form=(REASONS,), reduce=lined()),
    Step(command="ev.release", source=("transfer_approved",), target="in_transfer", side="requesting", roles=(EC, SP),
         form=(FACTS,), different_from=("ev.approve_release",), sends="evidence.transfer", starts=("transfer",),
         reduce=lined(change.release), mentions=True),
    Step(command="ev.call_back", source=("in_transfer",), target="calling_back", side="requesting", roles=(EC, SP),
         form=(REASONS,), sends="evidence.withdraw", reduce=lined()),
    Step(command="ev.note_accepted", source=("in_transfer", "calling_back"), target="transferred", side="requesting",
         receives="evidence.accepted", stops=("transfer",), reduce=lined(change.note_accepted),
         lands=change.accepted_state),
    Step(command="ev.note_declined", source=("in_transfer", "calling_back"), target="stored", side="requesting",
         receives="evidence.declined", stops=("transfer",), reduce=lined(exchange.note_returned)),
    Step(command="ev.note_too_late", source=("in_transfer", "calling_back", "transferred", "quarantined"),
         target=SAME, side="requesting", receives="evidence.too_late"),
    Step(command="ev.note_mismatch", source=("in_transfer", "calling_back", "transferred"), target="quarantined",
         side="requesting", receives="evidence.mismatch", starts=("tell",), reduce=lined(change.quarantine)),
    Step(command="ev.note_mismatch", source=("quarantined",), target=SAME, side="requesting",
         receives="evidence.mismatch", reduce=lined(change.quarantine)),
    Step(command="ev.quarantine", source=("transferred", "in_transfer"), target="quarantined", side="requesting",
         roles=(EC, PR, SP), form=(REASONS,), starts=("tell",), reduce=lined(change.quarantine)),
    Step(command="ev.tell_partner", source=("quarantined",), target=SAME, side="requesting", roles=(EC, SP),
         sends="evidence.mismatch", stops=("tell",), reduce=lined(change.tell)),
)  # fmt: skip

RECEIVED = (
    Step(command="ev.receive", source=(), target="offered", side="requested", receives="evidence.transfer",
         reduce=lined(change.receive), starts=("transfer",), mentions=True),
    Step(command="ev.receive", source=("declined",), target="offered", side="requested",
         receives="evidence.transfer", reduce=lined(change.receive), starts=("transfer",), mentions=True),
    Step(command="ev.turn_away", source=(), target="declined", side="requested", receives="evidence.transfer",
         sends="evidence.declined", reduce=exchange.turn_away, mentions=True, labels="turned_away"),
    Step(command="ev.turn_away", source=("declined",), target="declined", side="requested",
         receives="evidence.transfer", sends="evidence.declined", reduce=exchange.turn_away, mentions=True,
         labels="turned_away"),
    Step(command="ev.accept", source=("offered",), target="stored", side="requested", roles=(EC,), form=ACCEPT,
         sends="evidence.accepted", stops=("transfer",), reduce=lined(change.accept), lands=change.measured_state),
    Step(command="ev.decline", source=("offered",), target="declined", side="requested", roles=(EC, SP),
         form=DECLINE, sends="evidence.declined", stops=("transfer",), reduce=lined()),
    Step(command="ev.note_call_back", source=("offered",), target="declined", side="requested",
         receives="evidence.withdraw", sends="evidence.declined", stops=("transfer",), reduce=lined()),
    Step(command="ev.note_call_back", source=("stored", "checked_out", "quarantined", "declined"), target=SAME,
         side="requested", receives="evidence.withdraw", sends="evidence.too_late"),
    Step(command="ev.note_mismatch", source=("offered", "stored", "checked_out"), target="quarantined",
         side="requested", receives="evidence.mismatch", starts=("tell",), stops=("transfer",),
         reduce=lined(change.quarantine)),
    Step(command="ev.note_mismatch", source=("quarantined", "declined"), target=SAME, side="requested",
         receives="evidence.mismatch", reduce=lined(change.quarantine)),
    Step(command="ev.keep_for_inquiry", source=("offered",), target="quarantined", side="requested", roles=(PR,),
         form=(REASONS,), stops=("transfer",), starts=("tell",), reduce=lined(change.quarantine)),
    Step(command="ev.tell_partner", source=("quarantined",), target=SAME, side="requested", roles=(EC, SP),
         sends="evidence.mismatch", stops=("tell",), reduce=lined(change.tell)),
)  # fmt: skip

BOTH = (
    Step(command="ev.check_out", source=("stored",), target="checked_out", side="both", roles=(EC,), form=CHECK_OUT,
         reduce=lined(change.measure)),
    Step(command="ev.check_in", source=("checked_out",), target="stored", side="both", roles=(EC,), form=CHECK_IN,
         reduce=lined(change.measure), lands=change.measured_state),
    Step(command="ev.copy", source=("stored", "checked_out"), target=SAME, side="both", roles=(EC,), form=COPY,
         reduce=lined(change.copy)),
    Step(command="ev.analyse", source=("stored", "checked_out"), target=SAME, side="both", roles=(EC, RO),
         form=ANALYSE, reduce=lined(change.analyse)),
    Step(command="ev.disclose", source=("stored",), target=SAME, side="both", roles=(PR, SP), form=DISCLOSE,
         reduce=lined(change.disclose)),
    Step(command="ev.retain", source=("stored",), target=SAME, side="both", roles=(EC, PR), form=RETAIN,
         reduce=lined(change.retain)),
    Step(command="ev.quarantine", source=(*HERE, "offered", "destroying"), target="quarantined", side="both",
         roles=(EC, PR, SP), form=(REASONS,), starts=("tell",), stops=("transfer",),
         reduce=lined(change.quarantine)),
    Step(command="ev.keep_as_lead", source=("quarantined",), target="stored", side="both", roles=(PR,),
         form=(REASONS,), stops=("tell",), reduce=lined(change.keep_as_lead), lands=change.lead_state),
    Step(command="ev.state_facts", source=(*HERE, "offered", "quarantined"), target=SAME, side="both",
         roles=(*FACT_AUTHORS, EC), form=STATE_FACTS),
    Step(command="ev.decide", source=(*HERE, "offered"), target=SAME, side="both", roles=DECIDERS, form=DECIDE,
         reduce=exchange.decide),
    Step(command="ev.escalate", source=("in_transfer", "calling_back", "offered", "quarantined", "stored"),
         target=SAME, side="both", clock=True, form=(CLOCK,)),
)  # fmt: skip

PROCEDURE = Procedure(
    name="evidence",
    prefix="ev",
    record_kind="exhibit",
    steps=OWN + RECEIVED + BOTH,
    ends=("withdrawn", "returned", "destroyed", "transferred", "declined"),
    act="evidence",
    writers=("ev.draft", "ev.amend"),
    clocks=(
        Clock(name="transfer", rule="evidence_transfer", acting="requested", started="released_at"),
        Clock(name="tell", rule="evidence_tell", acting="own"),
    ),
    messages=MESSAGES,
    mirror=ranked("evidence.transfer", SETTLING, begun="offered"),
    readers=(*WORKING, EC),
)
