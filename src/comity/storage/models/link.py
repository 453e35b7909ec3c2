"""The link's own tables: what must leave, what has arrived, where each lane stands. Operational."""

from django.db import models


class Outbox(models.Model):
    """One message to a partner, written in the transaction of the step that causes it.

    States: ``queued`` (plaintext only), ``sealed`` (the exact bytes that will be sent, and sent again), ``done``
    (the signed receipt is stored). ``body`` is encrypted under the record's case key. Never deleted while not done.
    Erased (``erased_at`` set): body, its salt and the sealed bytes are gone; header and receipt still prove that a
    message was sent and taken.
    """

    id = models.CharField(max_length=120, primary_key=True)
    peer = models.CharField(max_length=31)
    lane = models.CharField(max_length=8)
    seq = models.BigIntegerField()
    entry = models.BigIntegerField(db_index=True)
    record = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=40)
    scope = models.CharField(max_length=120)
    nonce = models.BinaryField()
    body = models.BinaryField()
    salt = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, db_index=True)
    header = models.BinaryField(default=b"")
    signature = models.BinaryField(default=b"")
    sealed = models.BinaryField(default=b"")
    receipt = models.BinaryField(default=b"")
    receipt_signature = models.BinaryField(default=b"")
    attempts = models.IntegerField(default=0)
    next_at = models.CharField(max_length=24, default="")
    last_fault = models.CharField(max_length=60, default="")
    made_at = models.CharField(max_length=24)
    erased_at = models.CharField(max_length=24, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "lane", "seq"), name="outbox_gapless"),)


class Inbox(models.Model):
    """One message that arrived, once and in order, written in the transaction that acts on it.

    ``receipt`` is signed after the commit; a lost one is signed again from this row. ``entry`` is -1 where the
    message arrived in order and nothing could be done with it.
    """

    id = models.CharField(max_length=120, primary_key=True)
    peer = models.CharField(max_length=31)
    lane = models.CharField(max_length=8)
    seq = models.BigIntegerField()
    entry = models.BigIntegerField()
    record = models.CharField(max_length=120, db_index=True)
    header = models.BinaryField()
    signature = models.BinaryField()
    header_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    received_at = models.CharField(max_length=24)
    receipt = models.BinaryField(default=b"")
    receipt_signature = models.BinaryField(default=b"")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "lane", "seq"), name="inbox_gapless"),)


class LaneHead(models.Model):
    """Where a lane stands: the last sequence number and the hash of its header, a row for each direction."""

    peer = models.CharField(max_length=31)
    lane = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    seq = models.BigIntegerField()
    prev = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "lane", "direction"), name="one_head_a_lane"),)


class PeerHead(models.Model):
    """How far a partner has seen this node's log, and this node the partner's."""

    peer = models.CharField(max_length=31, primary_key=True)
    known_to_peer = models.BigIntegerField(default=0)
    last_contact_at = models.CharField(max_length=24, default="")


class Fault(models.Model):
    """What went wrong on the link, counted per partner, kind and day; authenticated ones also have an entry."""

    peer = models.CharField(max_length=31)
    kind = models.CharField(max_length=60)
    day = models.CharField(max_length=10)
    count = models.IntegerField(default=0)
    last_at = models.CharField(max_length=24)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("peer", "kind", "day"), name="one_fault_row"),)


class FaultNote(models.Model):
    """The bytes that prove a fault, such as two checkpoints that contradict each other. Capped per partner and day."""

    peer = models.CharField(max_length=31, db_index=True)
    kind = models.CharField(max_length=60)
    at = models.CharField(max_length=24)
    text = models.TextField()
