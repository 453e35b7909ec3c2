"""Two executors of a Spark cluster give the bytes that one process gives. Skipped, saying so, without Spark and Java."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.screening.columns import open_table
from comity.screening.invented import write_register, write_watch
from comity.screening.job import screen_files, write_hits
from comity.screening.screener import Options

pyspark = pytest.importorskip("pyspark", reason="Spark is not installed")
if not shutil.which("java"):
    pytest.skip("Java is not installed", allow_module_level=True)

pytestmark = pytest.mark.timeout(900)  # the driver and each executor may be the first to compile


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    paths = os.pathsep.join(path for path in sys.path if path)
    settings = {
        "spark.driver.host": "127.0.0.1", "spark.sql.files.maxPartitionBytes": "64k", "spark.executorEnv.PYTHONPATH": paths,
        "spark.sql.execution.arrow.maxRecordsPerBatch": "700",
    }  # fmt: skip
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    yield spark
    spark.stop()


def test_two_executors_give_the_bytes_of_one_process(session: Any, tmp_path: Path) -> None:
    from comity.screening.spark import screen_on_spark

    watch, register = tmp_path / "watch.parquet", tmp_path / "register.parquet"
    write_register(register, 6_000, seed=5)
    write_watch(watch, 200, 150, rows=6_000, seed=5)
    options = Options(limit=3, threshold=0.01, held=120)
    alone = screen_files(open_table(watch), open_table(register), tmp_path / "alone.jsonl", options=options)
    turns = list(open_table(watch).batches(size=options.held))
    parts, rows = screen_on_spark(turns, open_table(register), options=options, work=tmp_path, session=session)
    hits = write_hits(tmp_path / "spark.jsonl", parts, turns, limit=options.limit)
    assert rows == 6_000
    assert hits == alone.hits > 50
    assert (tmp_path / "spark.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()
