"""Who read what and why. Append-only; usable for checking lawfulness and security only (LED art. 25)."""

from django.db import models


class AccessLog(models.Model):
    """One read of a record about a person, with the officer and the purpose."""

    at = models.CharField(max_length=24, db_index=True)
    officer = models.CharField(max_length=120, db_index=True)
    record = models.CharField(max_length=120, db_index=True)
    what = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)


class SignInFailure(models.Model):
    """Failed sign-ins, for slowing down guessing. Operational; swept after a day."""

    username = models.CharField(max_length=60, db_index=True)
    at = models.CharField(max_length=24)
