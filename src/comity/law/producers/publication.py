"""PUB-01: would a published figure single somebody out, alone or beside earlier ones, or count protection?"""

from typing import Final

from comity.law.crossing import texts_of
from comity.law.fact import Fact
from comity.law.figures import Cell, read_cells, telling
from comity.law.producers.common import found, unknown
from comity.law.settings import Settings
from comity.law.situation import Situation, rows

EDITIONS: Final = ("editions", "partner_editions")
"""What both offices published of one team is public together."""


def figures_safe(situation: Situation, settings: Settings) -> Fact:
    """Is every cell, and every cell that follows by subtraction from what is public already, none or large enough?"""
    new = rows(situation.form.get("figures"))
    if not new:
        return unknown("figures")
    earlier: list[Cell] = []
    for name in EDITIONS:
        for edition in rows(situation.record.get(name)) or []:
            earlier += read_cells(rows(edition.get("figures")) or [])
    told = telling(read_cells(new), earlier, floor=settings.limits["figures"]["cell"])
    protection = settings.words["protection"].found_in(texts_of(situation.form))
    word = "protection" if protection else "telling" if told else "safe"
    return found(word, cells=told, words=protection, earlier=len(earlier))


PRODUCERS = {"figures_safe": figures_safe}
