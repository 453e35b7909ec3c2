"""Policy sets by hash: kept at their first use, so that any decision can be replayed years later."""

from typing import Any

from comity.kit.canonical import canonical_bytes, read_json
from comity.storage import models


def keep(law: Any, *, at: str) -> None:
    """Keep the shared and the local policy set of a law, once."""
    for policy_set in (law.shared, law.local):
        if policy_set is not None and not models.PolicyFiles.objects.filter(hash=policy_set.hash).exists():
            models.PolicyFiles.objects.create(
                hash=policy_set.hash,
                kind=policy_set.kind,
                files=canonical_bytes(dict(policy_set.files)).decode(),
                kept_at=at,
            )


def kept() -> list[tuple[str, str, dict[str, str]]]:
    """Every policy set kept here as ``(hash, kind, files)``."""
    rows = models.PolicyFiles.objects.order_by("kept_at").values_list("hash", "kind", "files")
    return [(name, kind, read_json(files.encode())) for name, kind, files in rows]
