"""One node of the stage, in a process of its own: its officers, its link without a wire, its clock.

    python -m tests.abuse.stage_process HOME

What the partner would receive over the wire is written to the test as ``{"post": bytes}`` and answered with what the
partner's entrance said: the same sealed bytes through the same functions, only without sockets and waiting.
"""

import base64
import json
import os
import sys
import traceback
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.abuse.stage_hands import Hands
from tests.nodes.runner import HOME

CARRIES = 40


class Actor(Hands):
    """What a play may ask of a node, beside what ``Bench`` can do."""

    _time: ExitStack | None = None
    _courier: Any = None

    def ready(self, partner: str) -> dict[str, Any]:
        """Hold the keys, as link and worker do in a running node, and open the line to the partner."""
        from comity.app import highwater, link
        from comity.app.delivery import Courier
        from comity.app.setup import FIRST_MARK, HIGH_WATER
        from comity.storage import boot

        (self.home / HIGH_WATER).write_bytes(FIRST_MARK)
        boot.trust_again()
        link.use_keys(self._keys())
        assert highwater.judge(self.home) == ""
        self._courier = Courier(self.office.node, self._keys(), partner, lambda peer: _post)
        return {}

    def take(self, body: str, certificate: str) -> dict[str, Any]:
        """What the entrance does with a posted batch."""
        from comity.app import link

        answer = link.receive_batch(base64.b64decode(certificate), base64.b64decode(body))
        return {"answer": base64.b64encode(answer).decode()}

    def carry(self) -> dict[str, Any]:
        """Send what waits until nothing moves any more."""
        moved = 0
        while self._courier.work() and moved < CARRIES:
            moved += 1
        return {"moved": moved}

    def now(self, moment: str = "", days: float = 0) -> dict[str, Any]:
        """Hold the clock at a moment, or move it on by days; both empty lets it run again."""
        from comity.kit import clock

        wanted = datetime.fromisoformat(moment).astimezone(UTC) if moment else clock.now() + timedelta(days=days)
        if self._time is not None:
            self._time.close()
        self._time = ExitStack()
        if moment or days:
            self._time.enter_context(clock.frozen(wanted))
        return {"now": clock.format_time(clock.now())}

    def moment(self, days: float = 0) -> dict[str, Any]:
        """The time on this node's clock, or some days from it."""
        from comity.kit import clock

        return {"at": clock.format_time(clock.now() + timedelta(days=days))}

    def run_out(self) -> dict[str, Any]:
        """What the worker does when clocks ran out."""
        from comity.app import overdue

        return {"done": overdue.run_out(self.office.node)}

    def hire(self, staff: dict[str, str]) -> dict[str, Any]:
        """Appoint officers beside the ordinary staff: sign-in name to role."""
        from comity.app import officers
        from tests.office import PASSWORD

        for username, role in staff.items():
            if username not in self.office.staff:
                made = officers.appoint(self.office.node, self.office.staff["admin"], username=username,
                                        name=username.title(), roles=[role], language="en", password=PASSWORD)  # fmt: skip
                assert made.done, made.stops
                self.office.staff[username] = officers.actor(made.record)
        return {}

    def grant(self, who: str, role: str) -> dict[str, Any]:
        """An administrator gives an officer one more role, or takes it back."""
        return self._role("officer.grant_role", who, role)

    def revoke(self, who: str, role: str) -> dict[str, Any]:
        return self._role("officer.revoke_role", who, role)

    def _role(self, command: str, who: str, role: str) -> dict[str, Any]:
        done = self.office.do("admin", command, self.office.staff[who].id, role=role)
        assert done.done, done.stops
        return {}

    def see(self, who: str, command: str, record: str) -> dict[str, Any]:
        """What an officer reads of a record: "" when it is not there for this officer."""
        from comity.app import door, reading

        try:
            view = reading.record(self.office.node, self.office.staff[who], record, purpose=command)
        except door.NotFoundError:
            return {"view": None}
        return {"view": json.loads(json.dumps(view, default=str))}

    def entry(self, record: str, seq: int) -> dict[str, Any]:
        """One entry of a record, with its payload: what an inspector reads years later."""
        from comity.storage import journal

        found = journal.read_one(seq, records_key=self.office.node.records_key)
        assert found is not None, "nothing was written down"
        assert found.entry.record == record
        payload = found.payload or {}
        return {
            "command": found.entry.command,
            "outcome": found.entry.outcome,
            "actor": found.entry.actor,
            "payload": json.loads(json.dumps(payload, default=str)),
        }

    def holding(self, text: str) -> dict[str, Any]:
        """Every row that says a text: of a record ``[procedure, state, side, id]``, of any other table ``[table, ...]``."""
        from django.apps import apps
        from django.db.models import CharField, Q, TextField

        said, rows = json.dumps(text, ensure_ascii=False)[1:-1], []
        for model in apps.get_app_config("storage").get_models():
            columns = [item.name for item in model._meta.get_fields() if isinstance(item, CharField | TextField)]
            wanted = Q(*((f"{name}__contains", said) for name in columns), _connector=Q.OR)
            rows += list(model._default_manager.filter(wanted)) if columns else []
        names = [(getattr(row, "procedure", ""), getattr(row, "state", ""), getattr(row, "side", "")) for row in rows]
        return {"records": [[procedure or type(row).__name__, state, side, str(row.pk)]
                            for (procedure, state, side), row in zip(names, rows, strict=True)]}  # fmt: skip

    def told(self) -> dict[str, Any]:
        """Everything this node ever put into its outbox, opened."""
        from comity.storage import models, outbox

        key = self.office.node.records_key
        names = models.Outbox.objects.order_by("id").values_list("id", flat=True)
        return {"messages": {name: outbox.open_body(name, records_key=key) for name in names}}


def _post(body: bytes) -> bytes:
    sys.stdout.write(json.dumps({"post": base64.b64encode(body).decode()}) + "\n")
    sys.stdout.flush()
    answer = json.loads(sys.stdin.readline())
    return base64.b64decode(answer["answer"])


def main() -> None:
    os.environ.update(COMITY_HOME=str(HOME), DJANGO_SETTINGS_MODULE="comity.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    actor = Actor(HOME)
    while line := sys.stdin.readline():
        asked = json.loads(line)
        try:
            answer = {"ok": True, **getattr(actor, asked.pop("do"))(**asked)}
        except Exception:  # noqa: BLE001 - the test shows what went wrong here
            answer = {"ok": False, "error": traceback.format_exc()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
