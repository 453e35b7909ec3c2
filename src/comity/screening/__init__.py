"""Registers are files: read from a published list or an office's own table, kept as Parquet, searched by subject.

A register answers with *candidates*; a person makes the judgement. DuckDB is loaded only when a register is written or
searched, so that an installation without registers stays light.
"""

from comity.screening.errors import MappingError, RegisterError
from comity.screening.lookup import Candidate, DocumentQuery, SubjectQuery, search_register
from comity.screening.mapped_csv import MappedCsvReader, read_mapping
from comity.screening.record import RegisterRecord, SourceFault
from comity.screening.register import ImportReport, import_register, read_register_info
from comity.screening.sdn import SdnReader

__all__ = [
    "Candidate",
    "DocumentQuery",
    "ImportReport",
    "MappedCsvReader",
    "MappingError",
    "RegisterError",
    "RegisterRecord",
    "SdnReader",
    "SourceFault",
    "SubjectQuery",
    "import_register",
    "read_mapping",
    "read_register_info",
    "search_register",
]
