"""Who plays in the demonstration and what they ask: read from one file, so that another file tells another story."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from comity.demo.table import PeopleError, Table
from comity.domain.roles import Role

OWN_FILE: Final = Path(__file__).parent / "data" / "people.toml"
FILE_LIMIT: Final = 8 * 1024 * 1024
LANGUAGES: Final = ("en", "km", "zh-Hans")
ROLES: Final = tuple(str(role) for role in Role)
PARTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "requesting": {
        "admin": ("AD",),
        "head": ("HO",),
        "central": ("CA",),
        "requester": ("RO", "CS"),
        "supervisor": ("CS",),
        "desk": ("SP",),
    },
    "requested": {
        "admin": ("AD",),
        "head": ("HO",),
        "central": ("CA",),
        "custodian": ("EC",),
        "desk": ("SP",),
        "asylum": ("AS",),
        "supervisor": ("CS",),
        "approver": ("SP",),
    },
}
"""Who must be there in each office, and which roles they hold at least."""

Form = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One officer; ``spoken`` is the name as the story writes it."""

    part: str
    username: str
    name: str
    language: str
    roles: tuple[str, ...]
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One office: what it is called in each language and who works there, by part."""

    names: Mapping[str, str]
    officers: Mapping[str, Officer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What the requested office holds: a CSV with a header, and the mapping that says how to read it."""

    name: str
    purpose: str
    owner: str
    csv: str = field(repr=False)
    mapping: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as its officer fills it in: the title of its case, and the form."""

    title: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """All of it. ``facts`` are what officers state: certify, screen, asylum, release, and of the unlawful request."""

    requesting: Side
    requested: Side
    register: Register
    request: Asked
    unlawful: Asked
    hostile: tuple[Asked, ...]
    facts: Mapping[str, Mapping[str, str]]
    handling: tuple[str, ...]
    conditions: tuple[str, ...]
    valid_days: int


def read_people(path: Path = OWN_FILE) -> People:
    """Read a file of people. Raises PeopleError with the place and what is wrong."""
    try:
        values = tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as error:
        raise PeopleError(path=path.name, reason=f"is not TOML: {error}") from error
    top = Table(values, "")
    request, facts = top.table("request"), top.table("facts")
    lawful = _asked(request, {})
    unlawful, found = top.table("unlawful"), {}
    for name in ("certify", "screen", "asylum", "release"):
        found[name] = facts.table(name).words()
    facts.end()
    found["unlawful"] = {**found["certify"], **unlawful.table("facts").words()}
    release = top.table("release")
    people = People(
        requesting=_side(top, "requesting"),
        requested=_side(top, "requested"),
        register=_register(top.table("register"), path.parent),
        request=lawful,
        unlawful=_asked(unlawful, lawful.form),
        hostile=tuple(_asked(item, lawful.form) for item in top.tables("hostile")),
        facts=found,
        handling=tuple(release.texts("handling")),
        conditions=tuple(release.texts("conditions")),
        valid_days=release.number("valid_days", low=1, high=3650),
    )
    release.end()
    top.end()
    _judge(people)
    return people


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise PeopleError(path=path.name, reason=f"cannot be read: {error.strerror}") from error
    if len(data) > FILE_LIMIT:
        raise PeopleError(path=path.name, reason=f"is larger than {FILE_LIMIT} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PeopleError(path=path.name, reason="is not UTF-8") from error


def _side(top: Table, key: str) -> Side:
    table = top.table(key)
    names, officers = table.table("names"), table.table("officers")
    read = {language: names.line(language) for language in LANGUAGES}
    staff = {part: _officer(officers.table(part), part, roles) for part, roles in PARTS[key].items()}
    for end in (names, officers, table):
        end.end()
    taken: set[str] = set()
    for part, officer in staff.items():
        if officer.username in taken:
            officers.refuse(f"{part}.username", "stands twice; each part is another person")
        taken.add(officer.username)
    return Side(names=read, officers=staff)


def _officer(table: Table, part: str, needed: tuple[str, ...]) -> Officer:
    name, roles, language = table.line("name"), table.texts("roles"), table.text("language")
    if language not in LANGUAGES:
        table.refuse("language", f"must be one of {', '.join(LANGUAGES)}")
    for role in roles:
        if role not in ROLES:
            table.refuse("roles", f"{role!r} is not a role; known: {', '.join(ROLES)}")
    missing = [role for role in needed if role not in roles]
    if missing:
        table.refuse("roles", f"must hold {' and '.join(missing)} for this part")
    username = table.text("username")
    if not (username.isascii() and username.isalnum() and len(username) <= 30):
        table.refuse("username", "must be at most 30 plain letters or digits")
    latin = table.line("latin", "")
    table.end()
    return Officer(part=part, username=username, name=name, language=language, roles=tuple(roles),
                   spoken=f"{latin} ({name})" if latin else name)  # fmt: skip


def _register(table: Table, folder: Path) -> Register:
    name, purpose, owner = table.line("name"), table.line("purpose"), table.line("owner")
    file, mapping = _beside(folder, table.line("file")), _beside(folder, table.line("mapping"))
    head, rows = _csv(_read(file), file.name)
    for number, extra in enumerate(table.tables("rows", optional=True)):
        row = {column: extra.text(column, "") for column in head}
        extra.end()
        if not row[head[0]]:
            table.refuse(f"rows[{number}].{head[0]}", "is missing")
        rows[row[head[0]]] = row
    table.end()
    out = io.StringIO()
    writer = csv.DictWriter(out, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return Register(name=name, purpose=purpose, owner=owner, csv=out.getvalue(), mapping=_read(mapping))


def _beside(folder: Path, name: str) -> Path:
    """A file beside the people's; where there is none of that name, the demonstration's own."""
    path = folder / name
    return path if path.exists() or not (OWN_FILE.parent / name).exists() else OWN_FILE.parent / name


def _csv(text: str, name: str) -> tuple[list[str], dict[str, dict[str, str]]]:
    """The header, and each row under the value of its first column."""
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        found = list(reader)
    except csv.Error as error:
        raise PeopleError(path=f"{name} line {reader.line_num}", reason=f"is not CSV: {error}") from error
    head = list(reader.fieldnames or [])
    if not head:
        raise PeopleError(path=name, reason="has no header line")
    rows: dict[str, dict[str, str]] = {}
    for number, row in enumerate(found, start=2):
        if None in row or None in row.values():
            raise PeopleError(path=f"{name} row {number}", reason=f"does not have {len(head)} columns")
        rows[row[head[0]]] = row
    return head, rows


def _asked(table: Table, otherwise: Form) -> Asked:
    """A request's form; what is not said is as in the lawful request, or empty."""
    texts = ("basis", "conduct", "purpose_code", "purpose", "summary", "held_reason", "use", "other_channels",
             "urgency_ground", "urgency_reason")  # fmt: skip
    must = () if otherwise else ("basis", "conduct", "purpose_code", "purpose", "summary")
    form: Form = {name: table.text(name, None if name in must else otherwise.get(name, "")) for name in texts}
    for name, default in (("items", None), ("handling", ["H0"]), ("languages", ["en"]), ("flags", [])):
        form[name] = table.texts(name, otherwise.get(name, default))
    for name in ("urgent", "danger_to_life"):
        form[name] = table.truth(name, otherwise.get(name, False))
    form["retention_days"] = table.number("retention_days", otherwise.get("retention_days", 365))
    persons, objects = otherwise.get("persons", []), otherwise.get("objects", [])
    form["persons"] = [_person(row) for row in table.tables("persons")] if table.has("persons") else persons
    form["objects"] = [_object(row) for row in table.tables("objects")] if table.has("objects") else objects
    title = table.line("title")
    table.end()
    return Asked(title=title, form=form)


def _person(table: Table) -> Form:
    texts = {name: table.text(name, "") for name in ("birth_date", "sex", "link")}
    person = {
        "names": table.texts("names"),
        **texts,
        "nationalities": table.texts("nationalities", []),
        "documents": [_document(row) for row in table.tables("documents", optional=True)],
        "role": table.text("role"),
    }
    table.end()
    return person


def _document(table: Table) -> Form:
    document = {"kind": table.text("kind"), "number": table.text("number"), "state": table.text("state", "")}
    table.end()
    return document


def _object(table: Table) -> Form:
    thing = {"kind": table.text("kind"), "value": table.text("value"), "link": table.text("link", "")}
    table.end()
    return thing


def _judge(people: People) -> None:
    """What the story cannot do without."""
    if not people.request.form["persons"]:
        raise PeopleError(path="request.persons", reason="must name the person who is asked about")
    if not people.hostile:
        raise PeopleError(path="hostile", reason="must hold at least one message")
