"""Officers: appointment, roles, sign-in. Roles are a record with entries; the password is not."""

from datetime import timedelta

from comity.app.door import submit
from comity.app.node import Node
from comity.domain.command import Actor, Command, Outcome
from comity.domain.roles import ActorKind, Role
from comity.kit import clock
from comity.kit.errors import ComityError
from comity.storage import officers, records

TRIES, WINDOW = 5, timedelta(minutes=15)
SHORTEST_PASSWORD = 12
OPERATOR = Actor(kind=ActorKind.OPERATOR, id="operator")


class SignInError(ComityError):
    """Name or password is wrong, or there were too many tries; the answer does not tell which name exists."""

    code = "officers.sign_in"


class AppointmentError(ComityError):
    """The officer cannot be appointed as asked."""

    code = "officers.appointment"


def appoint(node: Node, actor: Actor, *, username: str, name: str, roles: list[str], language: str,
            password: str) -> Outcome:  # fmt: skip
    """Make a person an officer of this office, with a sign-in. Raises AppointmentError on a taken name or short
    password.
    """
    if officers.find(username) is not None:
        raise AppointmentError("officers.name_taken", username=username)
    if len(password) < SHORTEST_PASSWORD:
        raise AppointmentError("officers.password_short", shortest=SHORTEST_PASSWORD)
    form = {"username": username, "name": name, "language": language, "roles": roles}

    def add_sign_in(outcome: Outcome) -> None:
        if outcome.done:
            officers.add(username, outcome.record, password=password, language=language)

    return submit(node, Command(name="officer.appoint", actor=actor, form=form), also=add_sign_in)


def first_appointment(node: Node, *, username: str, name: str, language: str, password: str) -> Outcome:
    """The operator appoints the node's first administrator, once."""
    if records.of_procedure("officer"):
        raise AppointmentError("officers.not_first")
    return appoint(node, OPERATOR, username=username, name=name, roles=[str(Role.ADMINISTRATOR)], language=language,
                   password=password)  # fmt: skip


def sign_in(username: str, password: str) -> Actor:
    """The officer behind a name and password, or SignInError."""
    now = clock.now()
    if officers.failures(username, clock.format_time(now - WINDOW)) >= TRIES:
        raise SignInError("officers.too_many_tries", minutes=WINDOW.seconds // 60)
    if not officers.password_fits(username, password):
        officers.keep_failure(username, clock.format_time(now))
        raise SignInError
    account = officers.find(username)
    if account is None:
        raise SignInError
    return actor(account.record)


def actor(record: str) -> Actor:
    """An officer as an actor, with the roles held now; SignInError when the account is gone."""
    account = officers.by_record(record)
    state = records.load(record).state if account else None
    if account is None or state is None:
        raise SignInError
    roles = frozenset(Role(role) for role in state.get("roles", {}))
    return Actor(kind=ActorKind.OFFICER, id=record, roles=roles, language=account.language)


def choose_language(actor: Actor, language: str) -> None:
    """The language this officer's pages are shown in from now."""
    officers.set_language(actor.id, language)


def name_of(record: str) -> str:
    """The name an officer signs with; the id itself where the officer is not of this node."""
    state = records.load(record).state if record else None
    return str(state.get("name") or record) if state and state["procedure"] == "officer" else record
