"""Sign-ins: names, Argon2id passwords, and how often a wrong one was tried."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password

from comity.storage import models


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account: the officer's record and language."""

    username: str
    record: str
    language: str


def add(username: str, record: str, *, password: str, language: str) -> None:
    """Give an officer's record a sign-in."""
    officer = models.Officer(username=username, record=record, language=language)
    officer.set_password(password)
    officer.save()


def remove(record: str) -> None:
    """The sign-in of an officer whose record was erased."""
    models.Officer.objects.filter(record=record).delete()


def set_password(username: str, password: str) -> None:
    """Replace a password."""
    models.Officer.objects.filter(username=username).update(password=make_password(password))


def set_language(record: str, language: str) -> None:
    """The language an officer's pages are shown in."""
    models.Officer.objects.filter(record=record).update(language=language)


def find(username: str) -> SignIn | None:
    """An active account by name."""
    row = models.Officer.objects.filter(username=username, is_active=True).first()
    return SignIn(row.username, row.record, row.language) if row else None


def by_record(record: str) -> SignIn | None:
    """An active account by the officer's record."""
    row = models.Officer.objects.filter(record=record, is_active=True).first()
    return SignIn(row.username, row.record, row.language) if row else None


def password_fits(username: str, password: str) -> bool:
    """Whether the password is right. Takes the same time for an unknown name."""
    row = models.Officer.objects.filter(username=username, is_active=True).first()
    if row is None:
        make_password(password)
        return False
    return check_password(password, row.password)


def failures(username: str, since: str) -> int:
    """Wrong passwords tried for a name since a time."""
    return models.SignInFailure.objects.filter(username=username, at__gte=since).count()


def keep_failure(username: str, at: str) -> None:
    """Count one more wrong password."""
    models.SignInFailure.objects.create(username=username[:60], at=at)


def sweep_failures(before: str) -> None:
    """Forget old failures."""
    models.SignInFailure.objects.filter(at__lt=before).delete()
