"""The one base of every error the product raises on purpose."""

from collections.abc import Mapping


class ComityError(Exception):
    """Something the caller can understand and act on.

    ``code`` is a lower-case dotted word (``link.unknown_peer``) that the faces turn into one sentence per
    language; ``data`` fills that sentence. Neither ever holds a secret: both may be logged.
    """

    code = "comity.error"

    def __init__(self, code: str | None = None, **data: object) -> None:
        self.code = code or type(self).code
        self.data: Mapping[str, object] = data
        super().__init__(self.code, data)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.data.items())
        return f"{self.code} ({details})" if details else self.code
