"""Which worker process leads. Operational."""

from django.db import models


class Lease(models.Model):
    """A leader row: its holder may act until ``until``; another may take it after that."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=60)
    until = models.CharField(max_length=24)
