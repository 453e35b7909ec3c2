"""Is this node's history whole? Set at start from the high-water file; SYS-02 reads it before every step."""

from comity.storage import models

NAME = "history-doubt"


def history_is_whole() -> bool:
    """False while a restored or shortened log has not been compared with a partner's memory of it."""
    return not models.Lease.objects.filter(name=NAME).exists()


def doubt(reason: str, *, at: str) -> None:
    """From now on the node drafts but does not send, until ``trust_again``."""
    models.Lease.objects.get_or_create(name=NAME, defaults={"holder": reason[:60], "until": at})


def trust_again() -> None:
    """A partner has answered and its memory agrees with this log."""
    models.Lease.objects.filter(name=NAME).delete()
