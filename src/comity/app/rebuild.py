"""Make the rows of every record anew from the entries; or only say where they differ."""

from typing import Any

from django.db import transaction

from comity.app.node import Node
from comity.kit.errors import ComityError
from comity.storage.chains import read_chains
from comity.storage.checking import Index, check_log
from comity.storage.findings import Findings, Progress
from comity.storage.rebuild import Comparison, FoldError, rewrite, rows_of
from comity.storage.snapshot import snapshot


class RebuildError(ComityError):
    """The entries themselves are not as they were written; rows made from them would be wrong. Nothing was changed."""

    code = "rebuild.refused"


def rebuild(node: Node, *, only_check: bool = False, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """``{records, differences, count, rebuilt}``: where the rows differed from their entries, before anything was written.

    Raises RebuildError when the log, an entry or a payload is not sound; then ``comity check`` names it.
    """
    if only_check:
        with snapshot():
            return {**_differences(node, progress), "rebuilt": False}
    with transaction.atomic(durable=True), Index() as index:
        report = _differences(node, progress)
        findings = Findings()
        check_log(findings, index, lambda done, total: None)
        rewrite(read_chains(findings, index, records_key=node.records_key), node.projector, progress)
    return {**report, "rebuilt": True}


def _differences(node: Node, progress: Progress) -> dict[str, Any]:
    log, rows = Findings(), Findings()
    with Index() as index:
        check_log(log, index, progress)
        comparison, count = Comparison(rows, index), 0
        for chain in read_chains(log, index, records_key=node.records_key):
            _refuse_if_unsound(log)
            count += 1
            try:
                comparison.compare(chain, rows_of(chain.links, node.projector))
            except FoldError as error:
                raise RebuildError(faults=1, first=str(error)) from error
        _refuse_if_unsound(log)
        comparison.finish()
    return {"records": count, "differences": rows.listed(), "count": rows.count}


def _refuse_if_unsound(log: Findings) -> None:
    if log.count:
        raise RebuildError(faults=log.count, first=" ".join(log.listed()[0].values()))
