"""The end: both offices export their logs, and a program that knows neither verifies each against the other."""

from pathlib import Path
from typing import Any

from comity.demo.office import Office
from comity.demo.program import ask, wait_until
from comity.demo.setup import both
from comity.demo.teller import Teller

View = dict[str, Any]
QUIET_SECONDS = 120.0


def wait_for_quiet(xa: Office, xb: Office) -> None:
    """Until every message has its receipt and each office's log is cosigned by the other up to its last message."""

    def is_quiet(office: Office) -> bool:
        found = office.program.tell("node", "status")
        return all(not row["waiting"] and row["cosigned"] for row in found["partners"])

    alive = [xa.program, xb.program]
    wait_until(lambda: is_quiet(xa) and is_quiet(xb), seconds=QUIET_SECONDS, what="the last receipt", alive=alive)


def compare(xa: Office, xb: Office, tell: Teller) -> dict[str, View]:
    """Export, check and verify both; returns ``{node: {entries, checkpoint, verified}}``."""
    folder = xa.home.parent

    def export(office: Office) -> Path:
        out = folder / f"export-{office.code}"
        with tell.step(office.code, "export", office.country, "exports its log") as step:
            made = office.program.open("export", str(out))
            step.note.append(f"{made['entries']} entries, {made['payloads']} payloads, root {made['root']}")
        with tell.step(office.code, "check", office.country, "checks itself: rows, log, outbox, inbox") as step:
            found = office.program.open("check")
            looked = sum(int(rule["done"]) for rule in found["rules"])
            step.law.append(f"{len(found['rules'])} rules, {looked} things looked at, no fault")
        return out

    folders = dict(zip((xa.code, xb.code), both(export, xa, xb), strict=True))
    other = {xa.code: xb.code, xb.code: xa.code}

    def verify(office: Office) -> View:
        against = other[office.code]
        with tell.step(office.code, "verify", "Anybody", f"verifies it against the log of {against}") as step:
            command = ["verify", str(folders[office.code]), "--against", str(folders[against]), "--json"]
            code, report = ask(command, cwd=folder)
            step.stopped = code != 0
            step.law.append(_verdict(report))
        met = next((row["done"] for row in report["checks"] if row["id"] == "V12"), 0)
        return {"entries": report["size"], "checkpoint": report["root"], "verified": code == 0 and met > 0}

    return dict(zip((xa.code, xb.code), both(verify, xa, xb), strict=True))


def _verdict(report: View) -> str:
    if report["fault_count"]:
        return "; ".join(f"{row['check']} {row['where']}: {row['text']}" for row in report["faults"][:5])
    looked = sum(row["done"] for row in report["checks"])
    return f"{report['size']} entries, {looked} things looked at, no fault"
