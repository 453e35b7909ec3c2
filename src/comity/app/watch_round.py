"""The round of the node's own clock over open searches: each newer list is asked once for each of them.

One unit is one record and one register, one passage through the door, one entry. If we stop here, whatever was taken
stands in its record and whatever was not still waits: the next round goes on with it, and asks nothing twice.
"""

import logging
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final

from comity.app import watching
from comity.app.door import preview, submit
from comity.app.node import Node
from comity.app.watching import Waiting
from comity.domain.command import CLOCK, Command
from comity.kit.errors import ComityError

AT_ONCE: Final = 50
"""So many records are asked about in one search; the door is free for others between them."""
_LOG = logging.getLogger("comity.worker")


def watch(node: Node) -> int:
    """Ask every newer list for every open search that it waits for; returns how many units were taken.

    What a gate stops is left and tried again in a later round; it leaves no entry. A list that cannot be searched holds
    up no other: the first such error is raised once all others are done.
    """
    units = [unit for unit in watching.waiting() if not preview(node, _command(unit))[1]]
    units.sort(key=lambda unit: (str(unit.register["name"]), str(unit.record)))
    done, fault = 0, None
    for _, rows in groupby(units, key=lambda unit: str(unit.register["name"])):
        try:
            for batch in _batches(rows):
                done += _take(node, batch)
                _LOG.info("open searches brought up to date: %d of %d", done, len(units))
        except ComityError as error:
            fault = fault or error
    if fault is not None:
        raise fault
    return done


def _take(node: Node, batch: list[Waiting]) -> int:
    """One search for all of them, then each through the door, which keeps what is new in its own record."""
    shares = watching.ask(node, batch[0].register, [unit.state for unit in batch])
    watching.keep_ready(batch, shares)
    try:
        return sum(submit(node, _command(unit)).done for unit in batch)
    finally:
        watching.keep_ready([], [])


def _command(unit: Waiting) -> Command:
    return Command(name=unit.command, actor=CLOCK, record=unit.record, form={"register": str(unit.register["name"])})


def _batches(rows: Iterator[Waiting]) -> Iterator[list[Waiting]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
