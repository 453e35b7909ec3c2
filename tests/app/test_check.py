"""``comity check``: an honest node passes, and an edit in any column of any table is named."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

if TYPE_CHECKING:
    from tests.office import Office

Busy = tuple["Office", dict[str, Any]]
SHOWN_KEYS = 3


@pytest.fixture
def busy(xa: "Office") -> "Iterator[Busy]":
    from tests.app.busy import make_busy
    from tests.nodes.near import far_of

    with far_of(xa) as far:
        yield xa, make_busy(xa, far)


def faults_of(office: "Office") -> list[dict[str, str]]:
    from comity.app.check import check

    return check(office.node)["faults"]


def models_of_the_node() -> list[Any]:
    from django.apps import apps

    return sorted(apps.get_app_config("storage").get_models(), key=lambda model: model.__name__)


def proved_columns() -> list[tuple[Any, str]]:
    """Every column that a check must be able to judge."""
    from comity.app.check import UNPROVED

    return [
        (model, column.name)
        for model in models_of_the_node()
        for column in model._meta.concrete_fields
        if model.__name__ not in UNPROVED and f"{model.__name__}.{column.name}" not in UNPROVED
    ]


def edited(value: Any) -> Any:
    """Another value of the same type, as somebody with the database open might write it."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1000
        case str():
            return (value[:-1] + ("0" if value[-1:] != "0" else "1")) if value else "x"
        case _:
            data = bytes(value or b"")
            return bytes([data[0] ^ 1]) + data[1:] if data else b"\x01"


def rows_to_edit(model: Any, column: str) -> list[Any]:
    """The row in the middle and the last one; where a column is empty by design, one where it is not."""
    rows = list(model.objects.order_by(*key_of(model)))
    if model.__name__ == "EntryPayload":
        rows = [row for row in rows if not row.erased_at]
    if not rows:
        return []
    chosen = {len(rows) // 2, len(rows) - 1} if model.__name__ in ("Entry", "LogNode") else {len(rows) // 2}
    return [rows[number] for number in sorted(chosen)]


def key_of(model: Any) -> list[str]:
    return [field.name for field in getattr(model._meta, "pk_fields", [model._meta.pk])]


def plant(row: Any, column: str) -> None:
    """Write straight into the table, past every function of the product."""
    model = type(row)
    field = model._meta.get_field(column)
    keys = [model._meta.get_field(name) for name in key_of(model)]
    quoted = connection.ops.quote_name
    where = " AND ".join(f"{quoted(key.column)} = %s" for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quoted(model._meta.db_table)} SET {quoted(field.column)} = %s WHERE {where}",
            [edited(getattr(row, column)), *(getattr(row, key.name) for key in keys)],
        )
        assert cursor.rowcount == 1


def test_an_honest_node_passes(busy: Busy) -> None:
    from comity.app.check import check

    report = check(busy[0].node)
    assert report["faults"] == []
    assert report["entries"] > 30
    assert [row["id"] for row in report["rules"] if row["applies"] and not row["done"]] == []
    assert [row["id"] for row in report["rules"] if not row["applies"]] == []


def test_there_is_a_row_in_every_table_that_is_proved(busy: Busy) -> None:
    assert {model.__name__ for model, _ in proved_columns() if not model.objects.exists()} == set()


@pytest.mark.timeout(600)
def test_an_edit_in_any_column_of_any_table_is_named(busy: Busy) -> None:
    office, _ = busy
    unseen, planted = {}, 0
    for model, column in proved_columns():
        for row in rows_to_edit(model, column):
            with transaction.atomic():
                plant(row, column)
                named = {
                    (fault["table"], part) for fault in faults_of(office) for part in fault["column"].split(" or ")
                }
                transaction.set_rollback(True)
            planted += 1
            if (model.__name__, column) not in named:
                unseen[f"{model.__name__}.{column} of {row.pk}"] = sorted(named)[:SHOWN_KEYS]
    assert unseen == {}
    assert planted > 100
    assert faults_of(office) == []


def test_every_table_is_either_proved_or_says_why_not() -> None:
    from comity.app.check import UNPROVED

    known = {model.__name__ for model in models_of_the_node()}
    columns = {
        f"{model.__name__}.{field.name}" for model in models_of_the_node() for field in model._meta.concrete_fields
    }
    assert [name for name in UNPROVED if name not in known | columns] == []
    assert all(UNPROVED.values())


@pytest.mark.parametrize("table", ["Entry", "EntryPayload", "ScopeKey", "LogNode", "Record", "DecisionRow", "Mention",
                                   "StatementRow", "Outbox", "Inbox"])  # fmt: skip
def test_a_row_taken_away_is_missed(busy: Busy, table: str) -> None:
    model = next(model for model in models_of_the_node() if model.__name__ == table)
    rows = list(model.objects.order_by(*key_of(model)))
    row = rows[len(rows) // 2]
    model.objects.filter(**{name: getattr(row, name) for name in key_of(model)}).delete()
    named = {fault["table"] for fault in faults_of(busy[0])}
    assert {"ScopeKey": "EntryPayload"}.get(table, table) in named  # a lost key is missed by what it opened


@pytest.mark.parametrize("table, changes", [
    ("Record", {"id": "xa-coord/case/00000000-0000-7000-8000-00000000000a"}),
    ("DecisionRow", {"seq": 1_000_000}),
    ("Mention", {"id": None}),
    ("StatementRow", {"id": None}),
    ("Entry", {"seq": 1_000_000}),
    ("LogNode", {"level": 40, "index": 0}),
])  # fmt: skip
def test_a_row_put_in_is_noticed(busy: Busy, table: str, changes: dict[str, Any]) -> None:
    model = next(model for model in models_of_the_node() if model.__name__ == table)
    row = model.objects.order_by(*key_of(model)).first()
    assert row is not None
    values = {field.name: getattr(row, field.name) for field in model._meta.concrete_fields}
    model(**{**values, **changes}).save(force_insert=True)
    assert table in {fault["table"] for fault in faults_of(busy[0])}


def test_history_written_anew_with_all_its_hashes_contradicts_what_was_signed(busy: Busy) -> None:
    """Whoever holds the database can make every row agree again, but not the checkpoints that were signed."""
    from comity.storage import log, models
    from comity.tlog import tree
    from comity.tlog.entry import leaf_data

    row = models.Entry.objects.get(seq=3)
    data = bytes(row.data).replace(b'"actor":"xa', b'"actor":"xx')
    assert data != bytes(row.data)
    models.Entry.objects.filter(seq=3).update(data=data)
    rows = list(models.Entry.objects.order_by("seq"))
    models.LogNode.objects.all().delete()
    leaves = [leaf_data(bytes(row.data), bytes(row.leaf_salt)) for row in rows]

    def nothing_before(level: int, index: int) -> bytes:
        raise AssertionError((level, index))

    fresh = tree.append_many(0, leaves, nothing_before)
    models.LogNode.objects.bulk_create([models.LogNode(level=lv, index=ix, hash=digest) for lv, ix, digest in fresh])
    assert log.size() == len(rows)
    named = {fault["table"] for fault in faults_of(busy[0])}
    assert "LogNode" not in named
    assert {"Checkpoint", "high-water"} <= named


def test_a_message_that_no_gate_let_out_is_named(busy: Busy) -> None:
    from comity.storage import models

    stopped = models.Entry.objects.filter(outcome="stopped").latest("seq")
    models.Outbox.objects.filter(state="queued").update(entry=stopped.seq)
    faults = [fault for fault in faults_of(busy[0]) if fault["rule"] == "I1"]
    assert {"Outbox"} == {fault["table"] for fault in faults}
    assert any("no done entry" in fault["text"] for fault in faults)


def test_what_people_wrote_is_not_repeated_in_the_report(busy: Busy) -> None:
    from comity.storage import models

    models.StatementRow.objects.filter(value="陈伟明").update(value="Somebody Else")
    record = models.Record.objects.get(id=busy[1]["answered"])
    models.Record.objects.filter(id=record.id).update(body=record.body.replace("Weiming", "Xiaoming"))
    faults = faults_of(busy[0])
    assert {("StatementRow", "value"), ("Record", "body")} == {(row["table"], row["column"]) for row in faults}
    assert not any(word in str(faults) for word in ("陈伟明", "Somebody", "Weiming", "Xiaoming"))
