"""What can go wrong with a register as a whole; a bad row is a SourceFault in the report, never an exception."""

from comity.kit.errors import ComityError


class RegisterError(ComityError):
    """A register file or its source cannot be used: missing, changed while read, or of another version."""

    code = "screening.register"


class MappingError(ComityError):
    """A mapping file names a field, column or value that does not exist."""

    code = "screening.mapping"


class ColumnsError(ComityError):
    """A list that is to be screened cannot be read: no such file or column, or rows that are broken."""

    code = "screening.columns"


class ScreenError(ComityError):
    """A screening cannot start, or go on from where it stopped."""

    code = "screening.job"
