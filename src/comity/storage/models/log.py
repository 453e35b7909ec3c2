"""The node's transparency log as rows; tile files are a copy that can be derived from them."""

from django.db import models


class LogHead(models.Model):
    """One row: how many entries there are. Locked first by every command, so the log has one writer at a time."""

    id = models.SmallIntegerField(primary_key=True)
    size = models.BigIntegerField()


class LogNode(models.Model):
    """The hash of the perfect subtree of 2**level leaves that starts at index * 2**level."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()


class Checkpoint(models.Model):
    """A checkpoint this node signed (C2SP tlog-checkpoint), with the time of signing."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    at = models.CharField(max_length=24)


class WitnessedCheckpoint(models.Model):
    """A partner's checkpoint this node verified to extend the one before. Loss is noticed by the partner."""

    peer = models.CharField(max_length=31)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    at = models.CharField(max_length=24)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "size"), name="one_checkpoint_a_size"),)
        ordering = ("peer", "size")


class Cosignature(models.Model):
    """A partner's cosignature line on one of this node's checkpoints."""

    peer = models.CharField(max_length=31)
    size = models.BigIntegerField()
    line = models.TextField()
    at = models.CharField(max_length=24)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "size"), name="one_cosignature_a_size"),)
