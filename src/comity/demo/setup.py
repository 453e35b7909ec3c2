"""From nothing to two running nodes that trust each other: made by their own commands, both at once."""

import tomllib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import httpx

from comity.demo.office import Office
from comity.demo.people import Register
from comity.demo.program import wait_until
from comity.demo.teller import Teller
from comity.kit import clock

START_SECONDS: Final = 120.0
REVIEW: Final = timedelta(days=365)


def both(work: Callable[[Office], Any], xa: Office, xb: Office) -> tuple[Any, Any]:
    """The same work at both offices at once; the first error is raised when both have ended."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(work, xa), pool.submit(work, xb)
        return first.result(), second.result()


def make_node(office: Office, tell: Teller) -> str:
    """Folder, keys, tables, the first administrator, and everybody else. Returns the node's fingerprint."""
    admin = office.officer("admin")
    names = office.side.names
    with tell.step(office.code, "node.init", office.who("admin"), "makes the node: keys, log, tables") as step:
        made = office.program.make(
            "node", "init", "--office", office.code, "--state", office.state, "--authority", office.authority,
            "--name-en", names["en"], "--name-km", names["km"], "--name-zh", names["zh-Hans"],
            "--office-port", str(office.office_port), "--link-port", str(office.link_port),
            "--link-url", office.link_url, "--training", "--admin", admin.username, "--admin-name", admin.name,
            "--language", admin.language, "--password-file", str(office.program.secrets.password(admin.username)),
        )  # fmt: skip
        step.note.append(f"fingerprint {made['fingerprint']}")
    with tell.step(office.code, "officer.appoint", office.who("admin"), "appoints the officers") as step:
        office.program.order(admin.username, "officer", "appoint-all", str(_roll(office)))
        others = [row for part, row in office.side.officers.items() if part != "admin"]
        step.note.append(", ".join(f"{row.spoken} {'+'.join(row.roles)}" for row in others))
    return str(made["fingerprint"])


def _roll(office: Office) -> Path:
    """The list of officers as a file for the administrator's command."""
    rows = []
    for part, officer in office.side.officers.items():
        if part != "admin":
            secret = office.program.secrets.password(officer.username)
            rows.append(
                f"[[officers]]\nusername = {_text(officer.username)}\nname = {_text(officer.name)}\n"
                f"language = {_text(officer.language)}\nroles = [{', '.join(map(_text, officer.roles))}]\n"
                f"password_file = {_text(str(secret))}\n"
            )
    path = office.home.parent / f"{office.code}-officers.toml"
    text = "\n".join(rows)
    tomllib.loads(text)
    path.write_text(text, encoding="utf-8")
    return path


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pair(xa: Office, xb: Office, prints: Mapping[str, str], tell: Teller) -> None:
    """Each office pins the other by two people who read the fingerprint over another channel, and both agree."""
    partner = {xa.code: xb, xb.code: xa}

    def pin(office: Office) -> None:
        other = partner[office.code]
        with tell.step(office.code, "partner.propose", office.who("desk"), f"reads the fingerprint of {other.code}"):
            proposed = office.program.order(
                office.officer("desk").username, "pair", "propose", str(other.home / "identity.json"),
                "--fingerprint", prints[other.code],
            )  # fmt: skip
        with tell.step(office.code, "partner.confirm", office.who("head"), "reads it too, and confirms"):
            office.program.order(
                office.officer("head").username, "pair", "confirm", proposed["record"],
                "--fingerprint", prints[other.code],
            )  # fmt: skip

    both(pin, xa, xb)
    folder = xa.home.parent
    terms = folder / "agreement.json"
    with tell.step(xa.code, "agreement.draft", xa.who("head"), "drafts the agreement under the invented treaty"):
        drafted = xa.program.open("agreement", "draft", "--with", xb.code, "--out", str(terms))

    def sign(office: Office) -> Path:
        signed = folder / f"agreement-{office.code}.json"
        with tell.step(office.code, "agreement.sign", office.who("central"), "signs the agreement"):
            proposed = office.program.order(office.officer("head").username, "agreement", "propose", str(terms))
            office.program.order(
                office.officer("central").username, "agreement", "sign", proposed["record"], "--out", str(signed)
            )
        return signed

    signed = dict(zip((xa.code, xb.code), both(sign, xa, xb), strict=True))

    def adopt(office: Office) -> None:
        with tell.step(office.code, "agreement.adopt", office.who("head"), "puts it in force") as step:
            other = partner[office.code].code
            office.program.order(office.officer("head").username, "agreement", "adopt", str(signed[other]))
            step.note.append(f"terms SHA-256 {drafted['hash'][:16]}..., signed by both")

    both(adopt, xa, xb)


def load_register(office: Office, register: Register, tell: Teller) -> int:
    """The requested office reads its list; returns how many people it holds."""
    folder = office.home.parent
    file, mapping = folder / "register.csv", folder / "register.toml"
    file.write_text(register.csv, encoding="utf-8")
    mapping.write_text(register.mapping, encoding="utf-8")
    with tell.step(office.code, "register.import", office.who("custodian"), f"reads {register.purpose}") as step:
        answer = office.program.order(
            office.officer("custodian").username, "register", "import-csv", str(file), "--mapping", str(mapping),
            "--name", register.name, "--purpose", register.purpose, "--owner", register.owner, "--lawful-origin",
            "--review-on", (clock.now() + REVIEW).date().isoformat(),
        )  # fmt: skip
        kept = int(answer["report"]["kept"])
        step.note.append(f"{kept} invented people, one entry in the log names the file's hash")
    return kept


def start(office: Office, tell: Teller) -> None:
    """Run the node until its pages answer."""
    with tell.step(office.code, "node.run", office.country, f"opens its pages at {office.url}"):
        office.program.start()
        wait_until(lambda: _answers(office), seconds=START_SECONDS, what=f"the pages of {office.code}",
                   alive=[office.program])  # fmt: skip


def _answers(office: Office) -> bool:
    try:
        return httpx.get(office.url + "/sign-in", timeout=5, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
