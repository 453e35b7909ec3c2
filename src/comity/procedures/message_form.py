"""The exact shape of what a partner may send: the same fields a form has, so that a hostile body meets no reader.

Only shape and size are judged here. Which codes are lawful is for the gates: an unlawful request must arrive, so that
the record shows it was turned away.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.kit.clock import TimeFormatError, parse_time
from comity.procedures.catalogue import message_of
from comity.procedures.form import check_form
from comity.procedures.messages import FRAME
from comity.procedures.step import Field

TIMES = ("at", "received_at", "released_at")
"""Members that the clocks read, wherever they stand; so does every member that ends in ``_at``."""


def shape_faults(message_type: str, body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """``(path, reason)`` for everything in a body that its type does not have, of another kind, or too large.

    ``not_exact`` says that a value is not in the one form this protocol writes it (spaces around, a word for a flag).
    Raises ProcedureError for a type no procedure declares.
    """
    declared = message_of(message_type)
    faults = [] if _is_time(body.get("at")) else [("at", "not_a_time")]
    rest = {name: value for name, value in body.items() if name not in FRAME}
    plain = {name: value for name, value in rest.items() if name not in declared.parts}
    faults += _faults(declared.fields, plain, prefix="")
    for name, fields in declared.parts.items():
        value = rest.get(name)
        if not isinstance(value, Mapping):
            faults.append((name, "not_a_mapping"))
        else:
            faults += _faults(fields, value, prefix=f"{name}.")
    return faults


def _faults(fields: Sequence[Field], value: Mapping[str, Any], *, prefix: str) -> list[tuple[str, str]]:
    clean, found = check_form(fields, value, {})
    faults = [(prefix + str(path), str(reason)) for path, reason in found]
    times = [name for name in value if name in TIMES or name.endswith("_at")]
    faults += [(prefix + name[:60], "not_a_time") for name in times if value[name] and not _is_time(value[name])]
    return faults or ([] if clean == dict(value) else [(prefix.rstrip("."), "not_exact")])


def _is_time(value: object) -> bool:
    try:
        parse_time(value if isinstance(value, str) else "")
    except TimeFormatError:
        return False
    return True
