"""The sign-in of an officer. Who the officer is and which roles are held is a record, not this row."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class OfficerManager(BaseUserManager["Officer"]):
    """Makes sign-ins."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        """The sign-in with this name."""
        return self.get(username=username)


class Officer(AbstractBaseUser):
    """A sign-in name and password (Argon2id). Operational. Personal data: the name of the account."""

    username = models.CharField(max_length=60, unique=True)
    record = models.CharField(max_length=120, unique=True)
    language = models.CharField(max_length=12, default="en")
    is_active = models.BooleanField(default=True)

    objects: Any = OfficerManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
