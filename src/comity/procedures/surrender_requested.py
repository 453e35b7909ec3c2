"""Surrender at the office that is asked: custody under its clocks, form check, court, assurances."""

from comity.domain.roles import Role
from comity.procedures import request_changes as common
from comity.procedures import surrender_changes as change
from comity.procedures import surrender_effects as effect
from comity.procedures.request_form import ANSWER, CLOCK, FACTS, GROUND, REASONS
from comity.procedures.request_steps import freeze_steps
from comity.procedures.step import BACK, SAME, Field, Step
from comity.procedures.surrender_form import (
    ARREST,
    ASSURANCE_RULING,
    ASSURED,
    CONSENT,
    COPY,
    FINDING,
    HEARING,
    MISSING,
    RIGHTS,
)

SP, CA, PR, JU, RR, EA = (Role.CONTACT_POINT, Role.CENTRAL_AUTHORITY, Role.PROSECUTOR, Role.JUDGE,
                          Role.RIGHTS_REVIEWER, Role.EXECUTIVE)  # fmt: skip
CUSTODY = ("notices", "hearing", "detention", "review")
"""Clocks of a person who is held; none of them ever stands still."""

CHECKED = ("court", "extraditable", "appealed", "final", "consented", "granted", "postponed", "handover_set")
"""The papers are complete, or the person consents; the court may order detention."""

UNFROZEN = ("wanted", "lapsed", "arrested", "form_check", "supplementing", "court", "extraditable", "appealed",
            "final", "consented", "not_extraditable", "own_prosecution", "granted", "postponed")  # fmt: skip
OPEN = (*UNFROZEN, "handover_set", "assurances_asked", "frozen")
HELD = ("form_check", "supplementing", *CHECKED, "assurances_asked", "frozen")
"""States in which the person may be held, beside ``arrested``; a release leaves the record where it is."""

SETTLED = ("refused", "returned", "withdrawn", "freed", "uncollected", "surrendered", "breached", "closed", "lent")

CUSTODY_STEPS = (
    Step(command="ex.arrest", source=("wanted",), target="arrested", side="requested", roles=(PR, JU), form=ARREST,
         sends="surrender.arrested", starts=CUSTODY, reduce=change.arrest, mentions=True),
    Step(command="ex.serve_rights", source=("arrested", *HELD), target=SAME, side="requested", roles=(PR, JU),
         form=RIGHTS, stops=("notices",), reduce=change.serve_rights),
    Step(command="ex.tell_consulate", source=("arrested", *HELD), target=SAME, side="requested", roles=(SP, PR),
         form=(FACTS,), reduce=change.tell_consulate),
    Step(command="ex.confirm_arrest", source=("arrested",), target=SAME, side="requested", roles=(JU,), form=HEARING,
         stops=("hearing",), reduce=change.confirm_arrest),
    Step(command="ex.extend_provisional", source=("arrested",), target=SAME, side="requested", roles=(JU,),
         form=(REASONS,), extends=("detention",), reduce=change.review_detention),
    Step(command="ex.set_free", source=("arrested",), target="lapsed", side="requested", roles=(JU, PR, EA),
         form=(REASONS,), stops=CUSTODY, frees=True, reduce=change.free),
    Step(command="ex.set_free", source=HELD, target=SAME, side="requested", roles=(JU, PR, EA), form=(REASONS,),
         stops=CUSTODY, frees=True, reduce=change.free),
    Step(command="ex.release_at_limit", source=("arrested",), target="lapsed", side="requested", clock=True,
         form=(CLOCK,), stops=CUSTODY, frees=True, reduce=change.free),
    Step(command="ex.release_at_limit", source=HELD, target=SAME, side="requested", clock=True, form=(CLOCK,),
         stops=CUSTODY, frees=True, reduce=change.free),
    Step(command="ex.detain", source=CHECKED, target=SAME, side="requested", roles=(JU,), form=HEARING,
         starts=("notices", "review"), reduce=change.detain),
    Step(command="ex.review_detention", source=("arrested", *HELD), target=SAME, side="requested", roles=(JU,),
         form=(REASONS, FACTS), starts=("review",), reduce=change.review_detention),
)  # fmt: skip

DESK_STEPS = (
    Step(command="ex.receive", source=(), target="form_check", side="requested", receives="surrender.request",
         sends="surrender.received", starts=("answer",), reduce=change.receive, lands=change.received_state,
         mentions=True),
    Step(command="ex.receive", source=("wanted", "lapsed", "arrested", "supplementing", "returned"),
         target="form_check", side="requested", receives="surrender.request", sends="surrender.received",
         starts=("answer",), stops=("supplement",), reduce=change.receive, lands=change.received_state,
         mentions=True),
    Step(command="ex.turn_away", source=(), target="returned", side="requested", receives="surrender.request",
         sends="surrender.returned", reduce=change.turn_away, mentions=True, labels="turned_away"),
    Step(command="ex.turn_away", source=("wanted", "lapsed", "arrested", "supplementing", "returned"), target=SAME,
         side="requested", receives="surrender.request", sends="surrender.returned", reduce=change.turn_away,
         mentions=True, labels="turned_away"),
    Step(command="ex.screen", source=("form_check",), target="court", side="requested", roles=(SP, CA),
         form=(FACTS,), starts=("copy",), stops=("detention",), reduce=change.screen, mentions=True),
    Step(command="ex.ask_supplement", source=("form_check",), target="supplementing", side="requested",
         roles=(SP, CA), form=(Field(name="missing", kind="choices", choices=MISSING, required=True),),
         sends="surrender.supplement_asked", starts=("supplement",), reduce=change.ask_supplement),
    Step(command="ex.extend_supplement", source=("supplementing",), target=SAME, side="requested", roles=(CA,),
         form=(REASONS,), sends="surrender.supplement_extended", extends=("supplement",)),
    Step(command="ex.lapse", source=("supplementing",), target="returned", side="requested", clock=True,
         form=(CLOCK,), sends="surrender.returned", stops=("*",), reduce=change.lapse),
    Step(command="ex.return_incomplete", source=("wanted", "lapsed", "arrested", "form_check"), target="returned",
         side="requested", roles=(SP, CA),
         form=(Field(name="missing", kind="choices", choices=MISSING, required=True),), sends="surrender.returned",
         stops=("*",), reduce=change.return_incomplete),
    *freeze_steps("ex", (*UNFROZEN, "handover_set")),
    Step(command="ex.consult", source=(*UNFROZEN, "handover_set", "uncollected"), target=SAME, side="requested",
         roles=(SP, CA, EA), form=(GROUND,), sends="surrender.consult", reduce=common.ask_consultation),
    Step(command="ex.note_consulted", source=(*OPEN, *SETTLED), target=SAME, side="requested",
         receives="surrender.consult_answer", reduce=common.answer_consultation),
    Step(command="ex.note_withdrawal", source=OPEN, target="withdrawn", side="requested",
         receives="surrender.withdraw", sends="surrender.withdrawn", stops=("*",), reduce=change.free, mentions=True,
         labels="withdrawn"),
    Step(command="ex.note_withdrawal", source=SETTLED, target=SAME, side="requested", receives="surrender.withdraw",
         sends="surrender.too_late", mentions=True, labels="withdrawn"),
)  # fmt: skip

COURT_STEPS = (
    Step(command="ex.serve_copy", source=("court",), target=SAME, side="requested", roles=(JU,), form=COPY,
         starts=("to_answer",), stops=("copy",), reduce=change.serve_copy),
    Step(command="ex.record_answer", source=("court",), target=SAME, side="requested", roles=(JU,),
         form=(ANSWER, Field(name="waives_time", kind="yes_no")), reduce=change.record_answer),
    Step(command="ex.end_time_to_answer", source=("court",), target=SAME, side="requested", clock=True, form=(CLOCK,),
         stops=("to_answer",), reduce=change.end_time_to_answer),
    Step(command="ex.end_time_to_answer", source=("frozen", "assurances_asked"), target=SAME, side="requested",
         clock=True, form=(CLOCK,), stops=("to_answer",), reduce=change.end_time_to_answer),
    Step(command="ex.find_extraditable", source=("court",), target="extraditable", side="requested", roles=(JU,),
         form=FINDING, starts=("appeal",), stops=("to_answer",), reduce=change.find, mentions=True),
    Step(command="ex.find_not_extraditable", source=("court",), target="not_extraditable", side="requested",
         roles=(JU,), form=(REASONS, FACTS), stops=(*CUSTODY, "to_answer", "copy"), reduce=change.find_against,
         mentions=True, labels="refused"),
    Step(command="ex.appeal", source=("extraditable",), target="appealed", side="requested", roles=(JU,),
         form=(REASONS,), stops=("appeal",), reduce=change.appeal),
    Step(command="ex.uphold", source=("appealed",), target="final", side="requested", roles=(JU,),
         form=(REASONS, FACTS), different_from=("ex.find_extraditable",), reduce=change.uphold),
    Step(command="ex.overturn", source=("appealed",), target="not_extraditable", side="requested", roles=(JU,),
         form=(REASONS,), different_from=("ex.find_extraditable",), stops=CUSTODY, reduce=change.overturn,
         mentions=True, labels="refused"),
    Step(command="ex.become_final", source=("extraditable",), target="final", side="requested", clock=True,
         form=(CLOCK,), stops=("appeal",), reduce=change.become_final),
    Step(command="ex.ask_assurances", source=("court", "final"), target="assurances_asked", side="requested",
         roles=(CA,), form=(Field(name="asked", kind="choices", choices=ASSURED, required=True),),
         sends="surrender.assurances_asked", starts=("assurances",), reduce=change.ask_assurances),
    Step(command="ex.note_assurances", source=("assurances_asked",), target=BACK, side="requested",
         receives="surrender.assurances", stops=("assurances",), reduce=change.note_assurances),
    Step(command="ex.note_assurances", source=(*UNFROZEN, "handover_set", "frozen", *SETTLED), target=SAME,
         side="requested", receives="surrender.assurances", reduce=change.note_assurances),
    Step(command="ex.go_on", source=("assurances_asked",), target=BACK, side="requested", roles=(CA,),
         form=(REASONS,), stops=("assurances",)),
    Step(command="ex.note_assurance_withdrawn", source=(*OPEN, *SETTLED), target=SAME, side="requested",
         receives="surrender.assurance_withdrawn", reduce=change.withdraw_assurance),
    Step(command="ex.judge_assurance", source=("court", "final", "consented", "granted", "postponed", "handover_set"),
         target=SAME, side="requested", roles=(JU, EA), form=ASSURANCE_RULING, reduce=change.judge_assurance),
    Step(command="ex.record_consent", source=("wanted", "lapsed", "arrested", "form_check", "court"),
         target="consented", side="requested", roles=(JU,), form=CONSENT, sends="surrender.consent",
         starts=("consent_path",), stops=("to_answer",), reduce=effect.record_consent),
    Step(command="ex.recall_consent", source=("consented",), target="court", side="requested", roles=(JU,),
         form=(REASONS,), stops=("consent_path",), reduce=effect.recall_consent, lands=effect.recalled_state),
)  # fmt: skip

BEFORE_ANSWER = CUSTODY_STEPS + DESK_STEPS + COURT_STEPS
