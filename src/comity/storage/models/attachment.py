"""Files that records name. Their bytes lie encrypted in the node's folder; these rows say which belong where."""

from django.db import models


class Attachment(models.Model):
    """One file a record names. Follows from the entry ``seq``, whose payload also holds the key that opens the bytes.

    ``address`` is the SHA-256 of the encrypted bytes and their name in the folder, ``sha256`` that of the file itself.
    Personal data: name and hash.
    """

    address = models.CharField(max_length=64, primary_key=True)
    record = models.CharField(max_length=120, db_index=True)
    seq = models.BigIntegerField(db_index=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.BigIntegerField()


class StagedAttachment(models.Model):
    """A file that was handed in and waits for the command that names it. Operational: swept after a day.

    States: waiting (``wrapped`` holds the key of the bytes); forgotten (no key: its entry was erased, the bytes go with
    the next sweep). Only ``owner`` may name it: the officer who handed it in, or the partner whose message brought it.
    """

    address = models.CharField(max_length=64, primary_key=True)
    owner = models.CharField(max_length=120, db_index=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.BigIntegerField()
    nonce = models.BinaryField()
    wrapped = models.BinaryField()
    at = models.CharField(max_length=24, db_index=True)
