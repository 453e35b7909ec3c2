"""What can be wrong with the bytes of a log."""

from comity.kit.errors import ComityError


class TlogError(ComityError):
    """Bytes of a log are malformed, or do not prove what they claim."""

    code = "tlog.error"


class ProofError(TlogError):
    """A proof does not lead from the given hashes to the given root."""

    code = "tlog.proof"


class NoteError(TlogError):
    """A signed note is malformed, unsigned by the expected key, or wrongly signed."""

    code = "tlog.note"


class CheckpointError(TlogError):
    """The text of a note is not a checkpoint of the expected log."""

    code = "tlog.checkpoint"


class TileError(TlogError):
    """A tile's path or content is not what the tree's size demands."""

    code = "tlog.tile"


class FolderError(TlogError):
    """A line or a name cannot stand in an export folder."""

    code = "tlog.folder"
