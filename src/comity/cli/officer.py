"""``comity officer``: who may act at this node, under which roles."""

from pathlib import Path
from typing import Annotated, Any

import typer

from comity.cli.command import NONE_GIVEN, Answer, command, new_group
from comity.cli.desk import Desk, DeskError, read_password
from comity.cli.display import table
from comity.cli.outcome import outcome_answer
from comity.cli.pair import read_text
from comity.cli.roll import read_roll

group = new_group("Officers and their roles.")
RoleOption = Annotated[list[str], typer.Option("--role", help="Role code; may be given several times: RO, CS, SP ...")]
Username = Annotated[str, typer.Argument(help="User name of the officer.", show_default=False)]


@command(group, "appoint")
def appoint(
    desk: Desk,
    username: Annotated[str, typer.Argument(help="User name of the new officer.", show_default=False)],
    *,
    name: Annotated[str, typer.Option(help="Name the officer signs with.")],
    role: RoleOption = NONE_GIVEN,
    language: Annotated[str, typer.Option(help="Language of the officer's pages: en, km or zh-Hans.")] = "en",
    new_password_file: Annotated[
        Path | None, typer.Option(help="File with the new officer's first password, at least 12 letters (mode 600).")
    ] = None,
) -> Answer:
    """Make a person an officer of this office, with a sign-in and roles."""
    from comity.app.officers import appoint as appoint_officer

    actor = desk.actor
    password = read_password(new_password_file, username)
    outcome = appoint_officer(
        desk.node, actor, username=username, name=name, roles=role, language=language, password=password
    )
    return outcome_answer(desk, outcome, done=f"{name} is an officer of this office ({', '.join(role) or 'no role'}).")


@command(group, "appoint-all")
def appoint_all(
    desk: Desk,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="OFFICERS.toml", help="Tables [[officers]]: username, name, roles, password_file, language."
        ),
    ],
) -> Answer:
    """Appoint everybody in a file, in its order; ends at the first who is stopped.

    Each appointment is an entry of its own. The file is judged whole before the first.
    """
    from comity.app.officers import appoint as appoint_officer

    people = read_roll(file, read_text(file))
    actor, made = desk.actor, []
    for one in people:
        outcome = appoint_officer(
            desk.node, actor, username=one.username, name=one.name, roles=one.roles, language=one.language,
            password=one.password,
        )  # fmt: skip
        if not outcome.done:
            return outcome_answer(desk, outcome)
        made.append({"username": one.username, "record": outcome.record, "roles": one.roles})
    cells = [(row["username"], row["roles"], row["record"]) for row in made]
    return Answer({"ok": True, "appointed": made}, table("Appointed", ("user name", "roles", "record"), cells))


@command(group, "grant")
def grant(desk: Desk, username: Username, role: Annotated[str, typer.Argument(help="Role code.")]) -> Answer:
    """Give an officer one more role, from now."""
    return _change(desk, "officer.grant_role", username, role, done=f"{username} holds {role} from now.")


@command(group, "revoke")
def revoke(desk: Desk, username: Username, role: Annotated[str, typer.Argument(help="Role code.")]) -> Answer:
    """Take a role from an officer, from now."""
    return _change(desk, "officer.revoke_role", username, role, done=f"{username} no longer holds {role}.")


def _change(desk: Desk, name: str, username: str, role: str, *, done: str) -> Answer:
    from comity.app.door import submit
    from comity.domain.command import Command

    row = next((row for row in _officers(desk) if row["username"] == username), None)
    if row is None:
        raise DeskError("cli.no_officer", username=username)
    command_ = Command(name=name, actor=desk.actor, record=row["id"], form={"role": role})
    return outcome_answer(desk, submit(desk.node, command_), done=done)


@command(group, "list")
def list_officers(desk: Desk) -> Answer:
    """Officers of this office whom you may see, with their roles."""
    rows = _officers(desk)
    shown = [{name: row[name] for name in ("id", "username", "name", "language", "roles")} for row in rows]
    cells = [(row["username"], row["name"], sorted(row["roles"]), row["language"]) for row in rows]
    text = table("Officers", ("user name", "name", "roles", "language"), cells)
    return Answer({"ok": True, "officers": shown}, text)


def _officers(desk: Desk) -> list[dict[str, Any]]:
    from comity.app.listing import records_of

    return sorted(records_of(desk.node, desk.actor, "officer"), key=lambda row: str(row["username"]))
