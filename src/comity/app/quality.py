"""How good this office's proposals were, over the records an officer may see. It counts; nothing acts on the counts."""

from typing import Any, Final

from comity.app.earlier_judgements import JUDGING
from comity.app.remembered import Remembered
from comity.domain.command import Actor
from comity.procedures.judgement import outcomes
from comity.screening import quality
from comity.screening.provenance import tables_version
from comity.storage import access

_outcomes: Final = Remembered(outcomes)


def report(actor: Actor, *, version: str = "", register: str = "", scripts: str = "") -> dict[str, Any]:
    """``screening.quality.report`` of the judgements in records this officer may see, with what can be chosen.

    Without a version it is that of today. An erased record is no longer counted.
    """
    rows = _rows(actor)
    wanted = version or tables_version()
    return {
        **quality.report(rows, version=wanted, register=register, scripts=scripts),
        "choices": {
            "version": sorted({*(str(row["version"]) for row in rows), tables_version()} - {""}),
            "register": sorted({str(row["register"]) for row in rows}),
            "scripts": sorted({str(row["scripts"]) for row in rows} - {""}),
        },
    }


def _rows(actor: Actor) -> list[dict[str, Any]]:
    found = []
    for procedure in JUDGING:
        seen = access.access_ids(actor, procedure=procedure)
        found += [row for record, rows in _outcomes.of(procedure).items() if record in seen for row in rows]
    return found
