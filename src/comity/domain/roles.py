"""Who may act: the roles of an office, with the words officers see."""

from enum import StrEnum


class Role(StrEnum):
    """A role an officer holds at a node; the codes stand in gates, entries and decisions."""

    REQUESTING_OFFICER = "RO"
    CERTIFYING_SUPERVISOR = "CS"
    CONTACT_POINT = "SP"
    CENTRAL_AUTHORITY = "CA"
    PROSECUTOR = "PR"
    JUDGE = "JU"
    DATA_PROTECTION = "DP"
    RIGHTS_REVIEWER = "RR"
    ASYLUM_AUTHORITY = "AS"
    NATIONALITY_AUTHORITY = "NA"
    EVIDENCE_CUSTODIAN = "EC"
    FOOTAGE_CONTROLLER = "FC"
    OMBUD = "OM"
    TEAM_LEADER = "TL"
    JOINT_REVIEW = "JB"
    VICTIM_SCREENING = "VS"
    HEAD_OF_OFFICE = "HO"
    ADMINISTRATOR = "AD"
    EXECUTIVE = "EA"
    CIVIL_REGISTER = "CV"
    MEDICAL_BOARD = "MB"


class ActorKind(StrEnum):
    """Who stands behind a command: a person here, the partner's node, the clock, the operator at set-up, or a
    visitor: somebody without sign-in at the public door.
    """

    OFFICER = "officer"
    PARTNER = "partner"
    CLOCK = "clock"
    OPERATOR = "operator"
    VISITOR = "visitor"
