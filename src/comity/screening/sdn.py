"""The US Treasury's list of Specially Designated Nationals in its published CSV form.

``sdn.csv`` (12 columns: id, name, type, programme, title, call sign, vessel type, tonnage, gross tonnage, flag, owner,
remarks), ``alt.csv`` (5: id, alias id, type, alias, remarks), ``add.csv`` (6: id, address id, street, city, country,
remarks). No header row; ``-0-`` is empty; a last row of 0x1A is the end of the file.
"""

from collections.abc import Iterator
from pathlib import Path

from comity.screening.record import Kind, RegisterRecord, SourceFault, new_record
from comity.screening.remarks import read_remark
from comity.screening.spool import Spool
from comity.screening.table import read_table

_KINDS: dict[str, Kind] = {"individual": "person", "": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
_NOTED = {
    3: "Programme",
    4: "Title",
    5: "Call sign",
    6: "Vessel type",
    7: "Tonnage",
    8: "Gross tonnage",
    9: "Flag",
    10: "Owner",
}


class SdnReader:
    """Reads a folder that holds ``sdn.csv``, ``alt.csv`` and ``add.csv``."""

    form = "sdn"

    def __init__(self, folder: Path) -> None:
        self.main = folder / "sdn.csv"
        self.aliases = folder / "alt.csv"
        self.addresses = folder / "add.csv"

    def files(self) -> tuple[Path, ...]:
        """The three files of the list."""
        return self.main, self.aliases, self.addresses

    def read(self, spool: Spool, counts: dict[str, int]) -> Iterator[RegisterRecord | SourceFault]:
        """Aliases and addresses first, into the spool; then the list itself; then what belonged to no row."""
        yield from self._keep_side(spool, counts, path=self.aliases, columns=5, kind="alias")
        yield from self._keep_side(spool, counts, path=self.addresses, columns=6, kind="address")
        spool.index()
        for row in read_table(self.main, columns=12):
            if row.fields:
                spool.count("id", row.fields[0].strip())
        for row in read_table(self.main, columns=12):
            counts[self.main.name] = counts.get(self.main.name, 0) + 1
            yield from [row.fault] if row.fault else self._record(spool, row.line, row.fields)
        for line, row_id in spool.orphans("alias", "id"):
            yield SourceFault(self.aliases.name, line, "alias_without_row", f"id {row_id} is not in {self.main.name}")
        for line, row_id in spool.orphans("address", "id"):
            yield SourceFault(
                self.addresses.name, line, "address_without_row", f"id {row_id} is not in {self.main.name}", bad=False
            )

    def _keep_side(
        self, spool: Spool, counts: dict[str, int], *, path: Path, columns: int, kind: str
    ) -> Iterator[SourceFault]:
        for row in read_table(path, columns=columns):
            counts[path.name] = counts.get(path.name, 0) + 1
            if row.fault:
                yield row.fault
                continue
            line, fields = row.line, row.fields
            if not fields[0].strip().isdigit():
                yield SourceFault(path.name, line, "row_id", "the first column is not a number")
            elif kind == "alias" and not _value(fields[3]):
                yield SourceFault(path.name, line, "empty_name", "an alias without a name")
            else:
                spool.keep(kind, fields[0].strip(), line, fields)

    def _record(self, spool: Spool, line: int, fields: list[str]) -> Iterator[RegisterRecord | SourceFault]:
        row_id, name = fields[0].strip(), _value(fields[1])
        if not row_id.isdigit():
            yield SourceFault(self.main.name, line, "row_id", "the first column is not a number")
            return
        if not name:
            yield SourceFault(self.main.name, line, "empty_name", f"id {row_id}")
            return
        record = new_record(
            row=row_id, kind=_KINDS.get(_value(fields[2]), "other"), source_line=f"{self.main.name}:{line}"
        )
        if spool.seen("id", row_id) > 1:
            fault = self._second_use(spool, record, name=name, line=line)
            if fault is not None:
                yield fault
                if fault.bad:
                    return
        record["names"].append({"text": name, "kind": "primary", "lang": ""})
        for alias in spool.kept("alias", row_id):
            record["names"].append({"text": _value(alias[3]), "kind": "alias", "lang": ""})
        for address in spool.kept("address", row_id):
            text = ", ".join(value for value in map(_value, address[2:5]) if value)
            if text:
                record["addresses"].append(text)
        record["notes"] += [
            f"{word}: {_value(fields[column])}" for column, word in _NOTED.items() if _value(fields[column])
        ]
        read_remark(record, fields[11])
        yield record

    def _second_use(self, spool: Spool, record: RegisterRecord, *, name: str, line: int) -> SourceFault | None:
        """An id that stands in the list more than once.

        The same name again is a broken copy and bad. Another name is another entity that the publisher gave a used id:
        dropping it would hide a listed name, so it is kept under ``id~2`` and reported. Aliases and addresses name only
        the id; they stay with every entity that has it, and each of them says so.
        """
        row_id = record["row"]
        record["notes"].append(
            f"The source uses id {row_id} more than once: aliases and addresses may belong to another row."
        )
        if spool.count(f"name of {row_id}", name.casefold()):
            return SourceFault(self.main.name, line, "duplicate_row", f"id {row_id} with the same name stands above")
        before = spool.count("use", row_id)
        if not before:
            return None
        record["row"] = f"{row_id}~{before + 1}"
        return SourceFault(
            self.main.name,
            line,
            "id_used_twice",
            f"id {row_id} is another entity above; kept as {record['row']}",
            bad=False,
        )


def _value(field: str) -> str:
    text = field.strip()
    return "" if text == "-0-" else text
