"""The only Django app of the product."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """All tables live here."""

    name = "comity.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
