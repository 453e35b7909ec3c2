"""What can go wrong with a register as a whole; a bad row is a SourceFault in the report, never an exception."""

from comity.kit.errors import ComityError


class RegisterError(ComityError):
    """A register file or its source cannot be used: missing, changed while read, or of another version."""

    code = "screening.register"


class MappingError(ComityError):
    """A mapping file names a field, column or value that does not exist."""

    code = "screening.mapping"
