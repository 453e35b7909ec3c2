"""The friendly verbs: one name and one sentence for every step a person takes. A test holds them to the procedures."""

REQUEST = {
    "ir.draft": ("draft", "Draft a request for information to a partner."),
    "ir.amend": ("amend", "Write a draft, certified or returned request anew."),
    "ir.certify": ("certify", "Certify that the request is lawful and needed; another person than who drafted it."),
    "ir.send": ("send", "Send the certified request to the partner."),
    "ir.answer_clarification": ("answer-clarification", "Answer the partner's question."),
    "ir.answer_consultation": ("answer-consultation", "Answer the partner before it decides on a refusal."),
    "ir.accept_conversion": ("accept-conversion", "Agree that the request becomes one for legal assistance."),
    "ir.decline_conversion": ("decline-conversion", "Keep the request as it is."),
    "ir.withdraw": ("withdraw", "Withdraw a request; after sending, the partner says whether it was in time."),
    "ir.report_use": ("report-use", "Report what the information was used for, and close."),
    "ir.return_incomplete": ("return-incomplete", "Send an incomplete request back, naming what it lacks."),
    "ir.screen": ("screen", "Screen a received request and state what the gates ask."),
    "ir.offer_conversion": ("offer-conversion", "Offer the partner to treat the request as legal assistance."),
    "ir.freeze": ("freeze", "Stop a request for rights review. The partner does not see it."),
    "ir.unfreeze": ("unfreeze", "Let a frozen request go on."),
    "ir.ask_clarification": ("ask-clarification", "Ask the partner one question of the closed list; the clock stands."),
    "ir.consult": ("consult", "Consult the partner before a refusal."),
    "ir.resume": ("resume", "Go on after a consultation instead of refusing."),
    "ir.refuse": ("refuse", "Refuse the request with a ground; the reasons stay here."),
    "ir.search": ("search", "Search the registers for the people of the request; a machine proposes candidates."),
    "ir.judge": ("judge", "Say of one candidate whether it is the person; another officer than who searched."),
    "ir.prepare_release": ("prepare", "Write exactly what would be released, with codes, conditions and expiry."),
    "ir.approve_release": ("approve", "Approve the prepared release; another officer than who prepared it."),
    "ir.release": ("release", "Release the answer to the partner; another officer than who approved it."),
    "ir.answer_no_data": ("answer-no-data", "Answer that nothing was found, once every candidate is judged."),
    "ir.state_facts": ("state-facts", "State facts the gates ask for."),
    "ir.decide": ("decide", "Decide on a gate that asks for a written decision."),
}

OFFER = {
    "oi.draft": ("draft", "Draft information for a partner that has not asked."),
    "oi.amend": ("amend", "Write an offer anew."),
    "oi.certify": ("certify", "Certify the offer; another person than who drafted it."),
    "oi.approve_release": ("approve", "Approve the release; a third person."),
    "oi.release": ("release", "Send the information to the partner."),
    "oi.withdraw": ("withdraw", "Withdraw an offer that was not sent."),
    "oi.close": ("close", "Close received information, saying what came of it."),
    "oi.state_facts": ("state-facts", "State facts the gates ask for."),
    "oi.decide": ("decide", "Decide on a gate that asks for a written decision."),
}

CASE = {
    "case.open": ("open", "Open a case: conduct and purpose come before anything about a person."),
    "case.add_subject": ("add-subject", "Add a person, an organisation or a thing to a case, with its role."),
    "case.change_role": ("change-role", "See a subject in another role; the earlier one stays with its time."),
    "case.add_statement": ("add-statement", "Add one sourced, graded statement about a subject."),
    "case.retract_statement": ("retract-statement", "Mark a statement as no longer standing."),
    "case.close": ("close", "Close a case."),
}
