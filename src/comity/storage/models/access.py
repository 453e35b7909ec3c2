"""Who read what and why. Append-only; usable for checking lawfulness and security only (LED art. 25)."""

from django.db import models


class AccessLog(models.Model):
    """One read of a record about a person, with the officer and the purpose.

    ``purpose_code`` is of the closed list, ``purpose`` the reader's own words. ``alarm`` names what made the reading
    worth a look at once (own name, a colleague, a protected person). Each row carries the hash of the row before it,
    so that an edited or missing row is named; ``seq`` has no gap.
    """

    seq = models.BigIntegerField(unique=True)
    at = models.CharField(max_length=24, db_index=True)
    officer = models.CharField(max_length=120, db_index=True)
    record = models.CharField(max_length=120, db_index=True)
    what = models.CharField(max_length=60)
    purpose_code = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    alarm = models.CharField(max_length=60, default="")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)


class ReadHead(models.Model):
    """One row: how many readings there are and the hash of the last. Locked while a reading is written."""

    id = models.SmallIntegerField(primary_key=True)
    size = models.BigIntegerField()
    hash = models.CharField(max_length=64)


class SignInFailure(models.Model):
    """Failed sign-ins, for slowing down guessing. Operational; swept after a day."""

    username = models.CharField(max_length=60, db_index=True)
    at = models.CharField(max_length=24)
