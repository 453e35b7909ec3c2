"""Let every loop of names and screening be compiled now, so that nobody waits for it later: ``python -m comity.screening.ready``."""

import tempfile
from pathlib import Path

from comity.kit.compiled import first_use
from comity.names import compare
from comity.screening.columns import open_table
from comity.screening.invented import write_register, write_watch
from comity.screening.job import screen_files
from comity.screening.lookup import SubjectQuery, search_register
from comity.screening.mapped_csv import MappedCsvReader
from comity.screening.register import import_register
from comity.screening.screener import Options

_MAPPING = '[columns]\nrow = "no"\n[[names]]\ncolumn = "name"\n'
ROWS = 2_000


def practise() -> None:
    """A small screening, a small import and a look-up."""
    with tempfile.TemporaryDirectory(prefix="comity-ready-") as folder:
        watch, register = Path(folder) / "watch.parquet", Path(folder) / "register.parquet"
        write_register(register, ROWS, seed=1)
        write_watch(watch, ROWS // 10, ROWS // 20, rows=ROWS, seed=1)
        screen_files(open_table(watch), open_table(register), Path(folder) / "hits.jsonl", options=Options())
        rows, mapping = Path(folder) / "rows.csv", Path(folder) / "rows.toml"
        rows.write_text("no,name\nA1,Chen Wei\nA2,陈伟\n", "utf-8")
        mapping.write_text(_MAPPING, "utf-8")
        made = import_register(source=MappedCsvReader(rows, mapping), folder=Path(folder) / "register", name="ready")
        if made.path is not None:
            search_register(made.path, [SubjectQuery(("Chen Wei",))])


if __name__ == "__main__":
    compare("Chen Wei", "陈伟")
    first_use("screening", practise)
