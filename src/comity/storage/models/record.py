"""Record tables that are views of the entries: rebuilt from them, and compared with them column by column."""

from django.db import models


class Record(models.Model):
    """The folded state of one record, with the columns lists are sorted and found by.

    ``marks`` holds each mark of the state between line ends, so that one is found whole and nothing people wrote is.
    Personal data: all that the state holds. Changed only by the door, in the transaction that writes the entry.
    """

    id = models.CharField(max_length=120, primary_key=True)
    procedure = models.CharField(max_length=40, db_index=True)
    state = models.CharField(max_length=40, db_index=True)
    side = models.CharField(max_length=12)
    partner = models.CharField(max_length=31, db_index=True)
    case = models.CharField(max_length=120, db_index=True)
    requester = models.CharField(max_length=120, db_index=True)
    mirror = models.CharField(max_length=40)
    marks = models.TextField(default="")
    due_at = models.CharField(max_length=24, db_index=True)
    review_at = models.CharField(max_length=24, db_index=True, default="")
    delete_at = models.CharField(max_length=24, db_index=True, default="")
    hidden_at = models.CharField(max_length=24, db_index=True, default="")
    made_at = models.CharField(max_length=24)
    changed_at = models.CharField(max_length=24)
    entries = models.IntegerField()
    head = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        ordering = ("-changed_at", "id")


class DecisionRow(models.Model):
    """Every answer the gates gave, allowed or not, one row an entry. Personal data: none."""

    seq = models.BigIntegerField(primary_key=True)
    record = models.CharField(max_length=120, db_index=True)
    action = models.CharField(max_length=60)
    allowed = models.BooleanField()
    failed = models.TextField()
    facts_hash = models.CharField(max_length=64)
    decision_hash = models.CharField(max_length=64)
    shared_policy = models.CharField(max_length=64)
    local_policy = models.CharField(max_length=64)


class Mention(models.Model):
    """Blinded traces of who was asked about, for the gates that judge a series. Not readable, not searchable.

    ``token`` is an HMAC of a name or a document under a key of the node. Personal data: pseudonymous.
    """

    token = models.CharField(max_length=64, db_index=True)
    seq = models.BigIntegerField(db_index=True)
    record = models.CharField(max_length=120, db_index=True)
    command = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)
    actor = models.CharField(max_length=120, db_index=True)
    partner = models.CharField(max_length=31)
    case = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    failed = models.TextField()
    at = models.CharField(max_length=24)


class StatementRow(models.Model):
    """One sourced, graded statement about a subject of a case. Personal data: the value."""

    record = models.CharField(max_length=120, db_index=True)
    statement = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    property = models.CharField(max_length=60)
    value = models.TextField()
    lang = models.CharField(max_length=12)
    source = models.TextField()
    kind = models.CharField(max_length=12)
    source_grade = models.CharField(max_length=1)
    information_grade = models.CharField(max_length=1)
    author = models.CharField(max_length=120)
    at = models.CharField(max_length=24)
    retracted_at = models.CharField(max_length=24)
