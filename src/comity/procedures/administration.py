"""The node's own records that make an act lawful: officers and roles, partners, agreements, registers.

They are procedures like any other, so that each change has its entry, its actor and its gates.
"""

from comity.domain.roles import Role
from comity.procedures.request_form import REASONS
from comity.procedures.step import SAME, Field, Payload, Procedure, State, Step

AD, HO, SP, CA = Role.ADMINISTRATOR, Role.HEAD_OF_OFFICE, Role.CONTACT_POINT, Role.CENTRAL_AUTHORITY
DP, EC = Role.DATA_PROTECTION, Role.EVIDENCE_CUSTODIAN
ALL_ROLES = tuple(str(role) for role in Role)
ROLE = (Field(name="role", kind="choice", choices=ALL_ROLES, required=True),)
DOCUMENT = (Field(name="document", kind="long_text", required=True, limit=400_000),)


def appoint(state: State, payload: Payload) -> None:
    """A person becomes an officer of this office."""
    form = payload["form"]
    state.update(username=form["username"], name=form["name"], language=form["language"], roles={})
    for role in form["roles"]:
        state["roles"][role] = payload["at"]


def grant_role(state: State, payload: Payload) -> None:
    """The officer holds one more role from now."""
    state["roles"] = {**state["roles"], payload["form"]["role"]: payload["at"]}


def revoke_role(state: State, payload: Payload) -> None:
    """The officer no longer holds the role."""
    state["roles"] = {role: at for role, at in state["roles"].items() if role != payload["form"]["role"]}


def propose_partner(state: State, payload: Payload) -> None:
    """A first person read the partner's identity file and its fingerprint."""
    state.update(payload["derived"])


def propose_agreement(state: State, payload: Payload) -> None:
    """The terms both nodes will be held to."""
    state.update(payload["derived"])


def adopt_agreement(state: State, payload: Payload) -> None:
    """Both hands are under it: from now on it is the newest word between the two offices."""
    state.update(payload["derived"])
    state["adopted_at"] = payload["at"]


def import_register(state: State, payload: Payload) -> None:
    """One entry names the file by its hash; the rows stay in the file."""
    state.update(payload["derived"])
    state["imports"] = [*state.get("imports", []), {**payload["derived"], "at": payload["at"]}]


OFFICER = Procedure(
    name="officer",
    prefix="officer",
    record_kind="officer",
    scope="node",
    about_people=False,
    ends=("appointed",),
    steps=(
        Step(
            command="officer.appoint",
            source=(),
            target="appointed",
            roles=(AD, HO),
            form=(
                Field(name="username", required=True, limit=60),
                Field(name="name", required=True, limit=120),
                Field(name="language", kind="choice", choices=("en", "km", "zh-Hans")),
                Field(name="roles", kind="choices", choices=ALL_ROLES),
            ),
            reduce=appoint,
        ),
        Step(
            command="officer.grant_role",
            source=("appointed",),
            target=SAME,
            roles=(AD, HO),
            form=ROLE,
            reduce=grant_role,
        ),
        Step(
            command="officer.revoke_role",
            source=("appointed",),
            target=SAME,
            roles=(AD, HO),
            form=ROLE,
            reduce=revoke_role,
        ),
    ),
)

PARTNER = Procedure(
    name="partner",
    prefix="partner",
    record_kind="partner",
    scope="node",
    about_people=False,
    ends=("confirmed",),
    steps=(
        Step(
            command="partner.propose",
            source=(),
            target="proposed",
            roles=(SP, HO, CA),
            form=(
                Field(name="identity", kind="long_text", required=True, limit=200_000),
                Field(name="fingerprint", required=True, limit=100),
            ),
            reduce=propose_partner,
        ),
        Step(
            command="partner.confirm",
            source=("proposed",),
            target="confirmed",
            roles=(SP, HO, CA),
            form=(Field(name="fingerprint", required=True, limit=100),),
            different_from=("partner.propose",),
        ),
    ),
)

AGREEMENT = Procedure(
    name="agreement",
    prefix="agreement",
    record_kind="agreement",
    scope="node",
    about_people=False,
    ends=("in_force", "ended"),
    steps=(
        Step(
            command="agreement.propose",
            source=(),
            target="proposed",
            roles=(HO, CA),
            form=DOCUMENT,
            reduce=propose_agreement,
        ),
        Step(
            command="agreement.sign",
            source=("proposed",),
            target="signed",
            roles=(HO, CA),
            form=DOCUMENT,
            reduce=propose_agreement,
        ),
        Step(
            command="agreement.adopt",
            source=("proposed", "signed"),
            target="in_force",
            roles=(HO, CA),
            form=DOCUMENT,
            reduce=adopt_agreement,
        ),
        Step(
            command="agreement.end",
            source=("in_force",),
            target="ended",
            roles=(HO, CA),
            form=(REASONS,),
        ),
    ),
)

IMPORT = (
    Field(name="name", required=True, limit=60),
    Field(name="purpose", kind="long_text", required=True, limit=1000),
    Field(name="lawful_origin", kind="yes_no"),
    Field(name="owner", limit=120),
    Field(name="file", required=True, limit=120),
    Field(name="review_on", kind="date", whole=True, required=True),
)
KEEPERS = (EC, DP, SP)

REGISTER = Procedure(
    name="register",
    prefix="register",
    record_kind="register",
    scope="node",
    about_people=False,
    ends=("imported",),
    steps=(
        Step(command="register.import", source=(), target="imported", roles=KEEPERS, form=IMPORT,
             reduce=import_register),
        Step(command="register.import", source=("imported",), target=SAME, roles=KEEPERS, form=IMPORT,
             reduce=import_register),
    ),
)  # fmt: skip
