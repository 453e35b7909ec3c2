"""The officers of one node, and its curious operator, in a process of their own beside the running node.

    python -m tests.nodes.runner HOME      one JSON request a line on stdin, one JSON answer a line on stdout

Each request is ``{"do": name, ...arguments}``, a public method of ``Bench``. The process goes through the same door
as the office does; nothing it does is simulated.
"""

import base64
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

HOME = Path(sys.argv[1] if len(sys.argv) > 1 else ".")


class Bench:
    """What a test may ask of a node."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.office: Any = None

    def found(self) -> dict[str, Any]:
        """Tables and staff of a fresh folder."""
        from django.core.management import call_command

        from tests.office import open_office

        call_command("migrate", verbosity=0, interactive=False)
        self.office = open_office(self.home)
        return {"office": self.office.node.office}

    def open(self) -> dict[str, Any]:
        """The staff of a node that was founded before."""
        from comity.app import officers
        from comity.app.node import open_node
        from comity.storage import records
        from tests.office import PASSPHRASE, Office

        self.office = Office(open_node(self.home, PASSPHRASE))
        for row in records.of_procedure("officer"):
            self.office.staff[row["username"]] = officers.actor(row["id"])
        return {"office": self.office.node.office}

    def act(self, who: str, command: str, record: str | None = None, form: Any = None) -> dict[str, Any]:
        """A member of staff takes a step."""
        return _outcome(self.office.do(who, command, record, **(form or {})))

    def request(self, number: int = 0, **changes: Any) -> dict[str, Any]:
        """An ordinary request, drafted, certified and sent; ``number`` makes the person another one."""
        from tests.office import REQUESTER_FACTS, sent_request

        person = {**sent_request()["persons"][0], "names": [f"Bopha Number{number}"]}
        record = self.office.request(persons=[person], **changes)
        for who, command, form in (("supervisor", "ir.certify", {"facts": REQUESTER_FACTS}), ("desk", "ir.send", {})):
            done = self.office.do(who, command, record, **form)
            if not done.done:
                return _outcome(done)
        return {**_outcome(done), "record": record}

    def answer_no_data(self, record: str) -> dict[str, Any]:
        """The requested side's way to an answer without data: screened, searched, answered by another person."""
        from tests.office import REQUESTER_FACTS

        done: Any = None
        for who, command, form in (("desk", "ir.screen", {"facts": REQUESTER_FACTS}), ("desk", "ir.search", {}),
                                   ("desk2", "ir.answer_no_data", {})):  # fmt: skip
            done = self.office.do(who, command, record, **form)
            if not done.done:
                break
        return _outcome(done)

    # -- pairing, as two offices do it

    def identity(self) -> dict[str, Any]:
        from comity.protocol.identity import fingerprint, open_identity

        file = (self.home / "identity.json").read_bytes()
        return {"file": file.decode(), "fingerprint": fingerprint(open_identity(file))}

    def pin(self, file: str, fingerprint: str) -> dict[str, Any]:
        """Two people, each with the fingerprint read to them over another channel."""
        proposed = self.office.do("desk", "partner.propose", identity=file, fingerprint=fingerprint)
        return _outcome(self.office.do("head", "partner.confirm", proposed.record, fingerprint=fingerprint.lower()))

    def draft_agreement(self, partner: str, witnessing: str = "deferred") -> dict[str, Any]:
        from comity.app import agreements
        from tests.office import VALID_FROM, VALID_TO

        content = agreements.draft(self.office.node, partner, valid_from=VALID_FROM, valid_to=VALID_TO,
                                   witnessing=witnessing)  # fmt: skip
        return {"content": content}

    def sign_agreement(self, content: Any) -> dict[str, Any]:
        from comity.protocol.agreement import sign_agreement

        signature = sign_agreement(content, office=self.office.node.office, signing=self._keys().signing)
        return {"signature": base64.b64encode(signature).decode()}

    def adopt(self, document: str) -> dict[str, Any]:
        made = self.office.do("head", "agreement.propose", document=document)
        return _outcome(self.office.do("central", "agreement.adopt", made.record, document=document))

    # -- looking

    def state(self, record: str) -> dict[str, Any]:
        from comity.storage import records

        return {"state": records.load(record).state}

    def all(self, procedure: str) -> dict[str, Any]:
        from comity.storage import records

        return {"records": records.of_procedure(procedure)}

    def history(self, record: str) -> dict[str, Any]:
        from comity.storage import journal

        rows = journal.read(records_key=self.office.node.records_key, record=record)
        return {"entries": [[row.entry.command, row.entry.outcome] for row in rows]}

    def link(self, partner: str) -> dict[str, Any]:
        """How the link with a partner stands, in numbers."""
        from comity.storage import boot, faults, inbox, log, models, outbox

        witnessed = log.witnessed(partner)
        return {
            "size": log.size(),
            "signed": (log.latest_checkpoint() or (0,))[0],
            "cosigned": log.cosigned_size(partner),
            "witnessed": witnessed[0] if witnessed else 0,
            "waiting": outbox.count_waiting(partner),
            "queued": models.Outbox.objects.filter(state="queued").count(),
            "sealed": models.Outbox.objects.filter(state="sealed").count(),
            "sent": models.Outbox.objects.count(),
            "inbox": inbox.count(partner),
            "receipts": models.Inbox.objects.exclude(receipt=b"").count(),
            "faults": {row["kind"]: row["count"] for row in faults.listed()},
            "last_fault": (models.Outbox.objects.exclude(last_fault="").values_list("last_fault", flat=True).first()
                           or ""),
            "whole": boot.history_is_whole(),
        }  # fmt: skip

    def roots(self, size: int) -> dict[str, Any]:
        """The root of this log at a size, and of what was witnessed of every partner."""
        from comity.storage import log, models

        seen = {f"{row.peer} {row.size}": bytes(row.root).hex() for row in models.WitnessedCheckpoint.objects.all()}
        return {"root": log.root(size).hex(), "witnessed": seen}

    def receipts(self) -> dict[str, Any]:
        from comity.storage import models

        rows = models.Outbox.objects.exclude(receipt=b"")
        return {"receipts": {row.id: bytes(row.receipt).decode() for row in rows}}

    # -- an office that does not keep to its own door

    def plant(self, kind: str, record: str, *, round_: int = 1, body: Any = None, header: Any = None,
              stranger: bool = False) -> dict[str, Any]:  # fmt: skip
        """Put a correctly sealed and signed message into the outbox that no step and no gate has seen."""
        from dataclasses import replace

        from comity.app import checkpoints, peers
        from comity.kit import clock
        from comity.kit.canonical import canonical_bytes, sha256_hex
        from comity.kit.ids import new_uuid
        from comity.protocol.envelope import Header, content_hash, link_of, seal_message
        from comity.storage import models, outbox
        from tests.protocol.offices import office as invented

        node, keys, peer = self.office.node, self._keys(), peers.all_peers()[0]
        sender = "xc-other" if stranger else node.office
        signing = invented("xc-other").keys.signing if stranger else keys.signing
        name, at, salt = f"{sender}/message/{new_uuid()}", clock.format_time(clock.now()), os.urandom(32)
        data = canonical_bytes(
            {"type": kind, "id": name, "body": {"record": record, "round": round_, "at": at, **(body or {})}}
        )
        seq = outbox.last_seq(peer.office, "normal") + 1
        before = outbox.previous_header(peer.office, "normal", seq)
        made = Header(
            id=name, link=link_of(sender, peer.office), lane="normal", seq=seq,
            prev=sha256_hex(before) if before else "", sender=sender, receiver=peer.office,
            type_class=kind.partition(".")[0], policy_hash=node.law.shared.hash,
            checkpoint=checkpoints.sign_checkpoint(node, keys).note, content_hash=content_hash(salt, data),
            sealed_hash="", made_at=at,
        )  # fmt: skip
        envelope = seal_message(replace(made, **(header or {})), body=data, salt=salt, receiver=peer.identity,
                                signing=signing)  # fmt: skip
        outbox.queue(
            message={"type": kind, "id": name, "body": {"record": record}}, peer=peer.office, lane="normal", entry=0,
            scope="node", records_key=node.records_key, content_hash_of=content_hash, at=at,
        )  # fmt: skip
        models.Outbox.objects.filter(id=name).update(
            header=envelope.header_bytes, signature=envelope.signature, sealed=envelope.sealed, state="sealed"
        )
        return {"id": name}

    def overdue(self, record: str) -> dict[str, Any]:
        """Let a record's clocks have run out (the row only; the entries are untouched)."""
        from comity.kit.canonical import canonical_bytes, read_json
        from comity.storage import models

        row = models.Record.objects.get(id=record)
        state = read_json(row.body.encode())
        long_ago = "2020-01-01T00:00:00.000Z"
        state["clocks"] = {name: {**one, "due_at": long_ago} for name, one in state["clocks"].items()}
        models.Record.objects.filter(id=record).update(due_at=long_ago, body=canonical_bytes(state).decode())
        return {}

    def _keys(self) -> Any:
        from comity.protocol.keys import KEY_NAMES
        from comity.transport.keyfiles import read_keys
        from tests.office import PASSPHRASE

        return read_keys(self.home / "keys", PASSPHRASE, names=KEY_NAMES)


def _outcome(outcome: Any) -> dict[str, Any]:
    return {
        "done": outcome.done,
        "seq": outcome.seq,
        "record": outcome.record,
        "state": outcome.state,
        "stops": [f"{stop.kind}:{stop.code}" for stop in outcome.stops],
        "sent": list(outcome.sent),
    }


def main() -> None:
    os.environ.update(COMITY_HOME=str(HOME), DJANGO_SETTINGS_MODULE="comity.settings")
    import django
    from django.conf import settings
    from django.db import connection

    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    bench = Bench(HOME)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"ok": True, **getattr(bench, asked.pop("do"))(**asked)}
        except Exception:  # noqa: BLE001 - the test shows what went wrong here
            answer = {"ok": False, "error": traceback.format_exc()}
        connection.close()
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
