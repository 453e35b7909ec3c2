"""The same screening on a Spark cluster: every executor holds the watch list and is given pieces of the register.

The pieces and machines are Spark's choice; the hits are the same bytes as without it. Needs ``comity[spark]`` and Java 17 here,
and Comity on every machine of the cluster. Which cluster is Spark's own configuration (``SPARK_CONF_DIR``, ``MASTER``).
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from comity.screening.columns import BATCH, Table
from comity.screening.errors import ScreenError
from comity.screening.screener import HITS, Options, Screener

_SCHEMA = "watch int, points int, register string, line binary"
_held: dict[int, Screener] = {}
"""The screener of this worker process, made once for all its pieces."""


def screen_on_spark(
    turns: list[pa.RecordBatch], register: Table, *, options: Options, work: Path, session: Any = None
) -> tuple[list[pa.RecordBatch], int]:
    """The hits of all watch entries as HITS, and how many rows the register has. Raises ScreenError without Spark."""
    spark = session or _session()
    path, columns = _parquet(register, work)
    frame = spark.read.parquet(str(path))
    frame = frame.selectExpr(
        *(f"coalesce(cast(`{column.replace('`', '``')}` as string), '') as {name}" for name, column in columns.items())
    )
    parts: list[pa.RecordBatch] = []
    first = 0
    for held in turns:
        found = frame.mapInArrow(_screening(_packed(held), first, options), _SCHEMA).toArrow()
        parts += found.cast(HITS).to_batches()
        first += len(held)
    return parts, frame.count()


def _screening(
    held: bytes, first: int, options: Options
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What every executor does: a plain function that carries the watch list with it."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        screener = _screener(held, first, options)
        for batch in batches:
            found = screener.screen(batch)
            yield found.set_column(3, "line", found.column("line").cast(pa.binary()))

    return work


def _screener(held: bytes, first: int, options: Options) -> Screener:
    import numpy as np

    key = hash((held, first, options))
    if key not in _held:
        _held.clear()
        batch = pa.ipc.open_stream(held).read_next_batch()
        _held[key] = Screener(batch, options, rows=np.arange(first, first + len(batch), dtype=np.int32))
    return _held[key]


def _packed(batch: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as out:
        out.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _parquet(register: Table, work: Path) -> tuple[Path, dict[str, str]]:
    """The register as Parquet: Spark and DuckDB read text tables by different rules, so those are written anew."""
    if register.form == "parquet" and not register.lists:
        return register.path.resolve(), register.columns
    path = work / "register.parquet"
    schema = pa.schema([(name, pa.string()) for name in register.columns])
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        for batch in register.batches():
            out.write_batch(batch)
    return path.resolve(), {name: name for name in register.columns}


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession  # type: ignore[import-not-found,unused-ignore] # an optional part
    except ImportError as error:
        raise ScreenError("screening.spark_missing", detail="pyspark") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        return (
            SparkSession.builder.appName("comity screen")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH))
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
    except Exception as error:  # Spark and Java each raise their own
        raise ScreenError("screening.spark_missing", detail=str(error)[:200]) from error
