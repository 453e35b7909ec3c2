"""Import a register: the file first, whole or not at all, then one command that records its hash."""

from collections.abc import Callable
from typing import Any

from comity.app.door import submit
from comity.app.node import Node
from comity.app.registers import named
from comity.domain.command import Actor, Command, Outcome
from comity.kit.errors import ComityError


class ImportRefusedError(ComityError):
    """A source has bad rows; nothing was loaded. ``report`` lists them by line and reason."""

    code = "registers.refused"


def import_file(node: Node, actor: Actor, *, source: Any, form: dict[str, Any], accept_bad_rows: bool = False,
                progress: Callable[[int], None] | None = None) -> tuple[Any, Outcome | None]:  # fmt: skip
    """Read a source into a register file, then record it by one command; unchanged content records nothing.

    Returns the import report and the outcome (None when this register already holds exactly this file).
    """
    from comity.screening.register import import_register

    folder = node.registers_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    report = import_register(
        source=source, folder=folder, name=form["name"], accept_bad_rows=accept_bad_rows, progress=progress
    )
    if report.path is None:
        raise ImportRefusedError(report=report.as_json())
    current = named(form["name"])
    if current is not None and current["file"] == report.file_hash:
        return report, None
    filled = {**form, "file": report.file_hash}
    record = current["id"] if current else None
    return report, submit(node, Command(name="register.import", actor=actor, record=record, form=filled))
