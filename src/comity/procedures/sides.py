"""Rows that both offices of a record may take alike: declared once, standing once for each side."""

from dataclasses import replace
from typing import Final

from comity.procedures.step import Side, Step

SIDES: Final[tuple[Side, ...]] = ("requesting", "requested")


def each_side(*steps: Step) -> tuple[Step, ...]:
    """Every row for either office."""
    return tuple(replace(step, side=side) for step in steps for side in SIDES)
