"""Code lists a form's choices come from: the instrument pack's, the procedure's own, and this node's registers."""

from collections.abc import Mapping, Sequence

from comity.app.node import Node
from comity.domain.codes import CLARIFICATIONS, MISSING
from comity.storage import records


def code_lists(node: Node) -> Mapping[str, Sequence[str]]:
    """Every list by the name forms use."""
    return {
        **node.pack.code_lists(),
        "grounds": tuple(node.pack.grounds),
        "missing": MISSING,
        "clarifications": CLARIFICATIONS,
        "registers": tuple(str(row["name"]) for row in records.of_procedure("register")),
    }
