"""Every policy set that ever decided something here, by its hash, so that upgrades never break a replay."""

from django.db import models


class PolicyFiles(models.Model):
    """The files of one policy set as canonical JSON ``{path: text}``. Never deleted."""

    hash = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=8)
    files = models.TextField()
    kept_at = models.CharField(max_length=24)
