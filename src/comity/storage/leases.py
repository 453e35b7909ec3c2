"""Which process leads: one row, held for a few seconds at a time."""

from django.db import transaction

from comity.storage import models


def take(name: str, *, holder: str, now: str, until: str, free: str = "") -> bool:
    """Take or renew a lease; False while another holder's has not run out. ``free`` names a holder known to be dead."""
    with transaction.atomic():
        row = models.Lease.objects.select_for_update().filter(name=name).first()
        if row is None:
            row, _ = models.Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": until})
        if row.holder not in (holder, free) and row.until > now:
            return False
        models.Lease.objects.filter(name=name).update(holder=holder, until=until)
        return True


def holder_of(name: str) -> str:
    """Who holds a lease, or held it last."""
    return models.Lease.objects.filter(name=name).values_list("holder", flat=True).first() or ""


def release(name: str, *, holder: str) -> None:
    """Give a lease back, so that the next process need not wait."""
    models.Lease.objects.filter(name=name, holder=holder).delete()
