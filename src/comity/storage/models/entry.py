"""Record tables: the entries and their erasable payloads. Everything else about a record follows from these."""

from django.db import models


class Entry(models.Model):
    """One entry of the node's log. ``data`` is the truth; the other columns repeat it for look-up.

    Personal data: the officer's id. Never changed, never deleted.
    """

    seq = models.BigIntegerField(primary_key=True)
    data = models.BinaryField()
    leaf_salt = models.BinaryField()
    record = models.CharField(max_length=120, db_index=True)
    command = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)
    at = models.CharField(max_length=24)

    class Meta:
        ordering = ("seq",)
        indexes = (models.Index(fields=("command", "at"), name="entry_taken"),)


class EntryPayload(models.Model):
    """What the entry said, encrypted under the key of its case (``scope``).

    States: present; erased (``ciphertext`` and ``salt`` empty, ``erased_at`` set), which leaves the log provable.
    Personal data: everything a form or message held.
    """

    seq = models.BigIntegerField(primary_key=True)
    scope = models.CharField(max_length=120, db_index=True)
    nonce = models.BinaryField()
    ciphertext = models.BinaryField()
    salt = models.BinaryField()
    erased_at = models.CharField(max_length=24, blank=True, default="")


class ScopeKey(models.Model):
    """The key of one case, wrapped under the node's records key. Destroying it erases the case's payloads."""

    scope = models.CharField(max_length=120, primary_key=True)
    nonce = models.BinaryField()
    wrapped = models.BinaryField()
