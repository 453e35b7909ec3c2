"""``comity rebuild``: rows made anew from the entries, and never from entries that were tampered with."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.office import Office

Busy = tuple["Office", dict[str, Any]]
TABLES = ("Record", "DecisionRow", "Mention", "StatementRow")


@pytest.fixture
def busy(transactional_db: Any, xa: "Office") -> "Iterator[Busy]":
    from tests.app.busy import make_busy
    from tests.nodes.near import far_of

    with far_of(xa) as far:
        yield xa, make_busy(xa, far)


def contents() -> dict[str, list[Any]]:
    """What the record tables hold, without the numbers the database gives."""
    from comity.storage import rebuild

    found = {}
    for name, model in rebuild.TABLES.items():
        columns = [field.name for field in model._meta.concrete_fields if field.name != rebuild.OWN_NUMBER.get(name)]
        found[name] = sorted(map(repr, model.objects.values_list(*columns)))
    return found


def test_rebuilt_rows_are_the_rows_that_were(busy: Busy) -> None:
    from comity.app.rebuild import rebuild

    before = contents()
    assert all(before[name] for name in TABLES)
    report = rebuild(busy[0].node)
    assert report["rebuilt"]
    assert report["count"] == 0
    assert contents() == before


def test_rows_that_were_edited_lost_or_forged_come_back(busy: Busy) -> None:
    from comity.app.check import check
    from comity.app.rebuild import rebuild
    from comity.storage import models

    office, records = busy
    before = contents()
    models.Record.objects.filter(id=records["answered"]).update(state="closed", requester="somebody")
    models.Mention.objects.all()[0].delete()
    models.DecisionRow.objects.filter(allowed=False).update(allowed=True)
    models.StatementRow.objects.create(
        **{**models.StatementRow.objects.values().first(), "id": None, "value": "forged"}  # type: ignore[dict-item]
    )
    seen = rebuild(office.node, only_check=True)
    assert {row["table"] for row in seen["differences"]} == set(TABLES)
    assert contents() != before
    assert rebuild(office.node)["count"] == seen["count"]
    assert contents() == before
    assert check(office.node)["faults"] == []


def test_nothing_is_rebuilt_from_entries_that_were_edited(busy: Busy) -> None:
    from comity.app.rebuild import RebuildError, rebuild
    from comity.storage import models

    office, records = busy
    models.Record.objects.filter(id=records["answered"]).update(state="closed")
    before = contents()
    last = models.EntryPayload.objects.latest("seq")
    models.EntryPayload.objects.filter(seq=last.seq).update(salt=bytes(32))
    for only_check in (True, False):
        with pytest.raises(RebuildError) as refused:
            rebuild(office.node, only_check=only_check)
        assert "EntryPayload" in str(refused.value.data["first"])
    assert contents() == before


@pytest.mark.django_db(transaction=True)
def test_no_column_of_a_record_is_forgotten(xb: "Office") -> None:
    """Rows that say something in every column, each other than what the column says by itself."""
    from comity.app.rebuild import rebuild
    from comity.storage import models
    from tests.app.complaints import triaged
    from tests.app.test_request import RECORD, receive

    triaged(xb, "officer", category="data", disputed=xb.staff["officer"].id)
    assert receive(xb).done
    drafted = xb.request(partner="xa-coord")
    assert xb.do("officer", "ir.withdraw", drafted, reasons="The account is another's.").done
    columns = [field.name for field in models.Record._meta.concrete_fields]
    assert RECORD in models.Record.objects.values_list("id", flat=True)
    empty = [
        name
        for name in columns
        if not models.Record.objects.exclude(**{name: ""} if name != "entries" else {}).exists()
    ]
    assert empty == []
    before = contents()
    assert rebuild(xb.node)["rebuilt"]
    assert contents() == before
