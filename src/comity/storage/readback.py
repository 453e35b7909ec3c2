"""Read entries back as they lie on disk, before anything is signed over them."""

from comity.storage import models
from comity.tlog.entry import leaf_data


def leaves(start: int, stop: int) -> list[bytes]:
    """The leaf data of the entries from ``start`` to ``stop``, made again from their stored bytes."""
    rows = models.Entry.objects.filter(seq__gte=start, seq__lt=stop).order_by("seq")
    return [leaf_data(bytes(data), bytes(salt)) for data, salt in rows.values_list("data", "leaf_salt")]


def decision(seq: int) -> tuple[bool, str] | None:
    """The gates' answer kept beside an entry as ``(allowed, decision hash)``; None where no gate was asked."""
    row = models.DecisionRow.objects.filter(seq=seq).first()
    return (row.allowed, row.decision_hash) if row else None
