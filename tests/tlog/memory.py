"""A log's nodes in a dict, the way storage keeps them in rows: only inserts, and reads only what was announced."""

from comity.tlog import tree
from comity.tlog.tree import NodeId


class MemoryNodes:
    def __init__(self) -> None:
        self.size = 0
        self.rows: dict[NodeId, bytes] = {}

    def extend(self, leaves: list[bytes]) -> None:
        allowed = self.only(tree.nodes_needed_for_append(self.size))
        for level, index, digest in tree.append_many(self.size, leaves, allowed):
            assert (level, index) not in self.rows
            self.rows[(level, index)] = digest
        self.size += len(leaves)

    def read(self, level: int, index: int) -> bytes:
        return self.rows[(level, index)]

    def only(self, wanted: list[NodeId]):
        """A reader that knows exactly the announced nodes: reading another one fails the test."""
        fetched = {node: self.rows[node] for node in wanted}
        return lambda level, index: fetched[(level, index)]


def log_of(leaves: list[bytes]) -> MemoryNodes:
    nodes = MemoryNodes()
    nodes.extend(leaves)
    return nodes
