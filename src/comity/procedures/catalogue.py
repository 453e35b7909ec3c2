"""Every procedure this node knows. Adding one is adding a file and a line here."""

from comity.procedures import (
    administration,
    adviser,
    breach_notice,
    case,
    commitment,
    complaint,
    consent,
    correction,
    criminal_record,
    data_subject,
    evidence,
    footage,
    information_request,
    joint_team,
    legal_assistance,
    meeting,
    nationality_review,
    own_initiative,
    processing,
    removal_check,
    retention,
    sampling,
    surrender,
    watch_judgement,
)
from comity.procedures.correction import with_correction
from comity.procedures.general import with_general_steps
from comity.procedures.step import Message, Procedure, ProcedureError, Step

OWN: tuple[Procedure, ...] = (
    information_request.PROCEDURE,
    own_initiative.PROCEDURE,
    case.PROCEDURE,
    administration.OFFICER,
    administration.PARTNER,
    administration.AGREEMENT,
    administration.REGISTER,
    evidence.PROCEDURE,
    footage.PROCEDURE,
    retention.PROCEDURE,
    sampling.PROCEDURE,
    processing.PROCEDURE,
    breach_notice.PROCEDURE,
    nationality_review.PROCEDURE,
    complaint.PROCEDURE,
    data_subject.PROCEDURE,
    legal_assistance.PROCEDURE,
    consent.PROCEDURE,
    correction.PROCEDURE,
    criminal_record.PROCEDURE,
    surrender.PROCEDURE,
    removal_check.PROCEDURE,
    joint_team.PROCEDURE,
    meeting.PROCEDURE,
    commitment.PROCEDURE,
    adviser.PROCEDURE,
    watch_judgement.PROCEDURE,
)

PROCEDURES: tuple[Procedure, ...] = tuple(with_general_steps(with_correction(row)) for row in OWN)
"""Each with the steps of any record besides its own: review, hold, erase, allow another use."""

_BY_PREFIX = {row.prefix: row for row in PROCEDURES}
_BY_NAME = {row.name: row for row in PROCEDURES}
_MESSAGES = {message.type: message for row in PROCEDURES for message in row.messages}


def procedure_of(command: str) -> Procedure:
    """The procedure that declares a command; ProcedureError when none does."""
    procedure = _BY_PREFIX.get(command.partition(".")[0])
    if procedure is None or not procedure.rows(command):
        raise ProcedureError(command=command[:60])
    return procedure


def procedure_named(name: str) -> Procedure:
    """A procedure by its name; ProcedureError when there is none."""
    if name not in _BY_NAME:
        raise ProcedureError(name=name[:60])
    return _BY_NAME[name]


def message_of(message_type: str) -> Message:
    """What crosses the link under a type; ProcedureError when no procedure declares it."""
    if message_type not in _MESSAGES:
        raise ProcedureError(message=message_type[:60])
    return _MESSAGES[message_type]


def command_for_message(message_type: str, *, side: str) -> Step | None:
    """The step a partner's message asks for at this side of its record."""
    for procedure in PROCEDURES:
        for row in procedure.steps:
            if row.receives == message_type and row.side == side:
                return row
    return None


def all_commands() -> tuple[str, ...]:
    """Every command, in the order declared, each once."""
    return tuple(dict.fromkeys(row.command for procedure in PROCEDURES for row in procedure.steps))
