"""What a play may do at a node beside an officer's steps: hand in a complaint, put a file down, load a register."""

from pathlib import Path
from typing import Any

from tests.nodes.runner import Bench

DATA = Path(__file__).parents[2] / "src" / "comity" / "demo" / "data"


class Hands(Bench):
    """The author of a complaint, and whoever carries something into the office."""

    def hand_in(self, words: dict[str, Any]) -> dict[str, Any]:
        """Anybody hands in a complaint at the public door; the receipt code, and the record it stands for."""
        from comity.app import public_door

        public_door._asked.clear()
        code = public_door.hand_in(self.office.node, words)
        return {"code": code, "record": str(public_door.by_code(self.office.node, code)["id"])}

    def author(self, code: str, command: str, form: dict[str, Any]) -> dict[str, Any]:
        """The author of a complaint takes a step by the receipt code."""
        from comity.app import public_door

        public_door._asked.clear()
        outcome = public_door.act(self.office.node, code, command, form)
        return {"done": outcome.done, "stops": [stop.code for stop in outcome.stops]}

    def answered(self, code: str) -> dict[str, Any]:
        """What the public door tells the holder of a receipt code."""
        from comity.app import public_door

        public_door._asked.clear()
        return {"told": public_door.told(public_door.by_code(self.office.node, code))}

    def officer(self, who: str) -> dict[str, Any]:
        """The wire id of a member of staff."""
        return {"id": str(self.office.staff[who].id)}

    def file(self, who: str, text: str, called: str = "clip.mp4") -> dict[str, Any]:
        """An officer hands in a file; what a form names it by."""
        return {"address": self.office.file(who, text.encode("latin-1"), called)}

    def files(self, record: str) -> dict[str, Any]:
        """The hashes of the files a record holds."""
        from comity.app import attachments

        return {"hashes": [row["sha256"] for row in attachments.of_record(record)]}

    def load_register(self, people: list[str]) -> dict[str, Any]:
        """An invented register of people no other play asks about, once."""
        from comity.app import importing
        from comity.screening.mapped_csv import MappedCsvReader

        if getattr(self, "_loaded", False):
            return {}
        header = (DATA / "civil_register.csv").read_text(encoding="utf-8").splitlines()[0]
        lines = [f"B9{number:05},,,{name},,1,1988-03-14,Upper Ford,XB,,E77{number:06},,,,2026-10-31,A,1,Invented person."
                 for number, name in enumerate(people)]  # fmt: skip
        file = self.home / "abuse_register.csv"
        file.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        form = {"name": "abuse", "purpose": "Invented register", "lawful_origin": True, "owner": "Registry",
                "review_on": "2039-01-01"}  # fmt: skip
        source = MappedCsvReader(file, DATA / "civil_register.toml")
        _, outcome = importing.import_file(self.office.node, self.office.staff["custodian"], source=source, form=form)
        assert outcome is not None
        assert outcome.done, outcome.stops
        self._loaded = True
        return {}

    def entries(self, record: str) -> dict[str, Any]:
        """Every entry of a record, readings included, as ``[command, outcome, actor]``."""
        from comity.storage import journal

        rows = journal.read(records_key=self.office.node.records_key, record=record)
        return {"entries": [[row.entry.command, row.entry.outcome, row.entry.actor] for row in rows]}
