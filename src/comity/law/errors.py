"""What can go wrong with the law itself: its files, its packs, its replays. A stopped act is not an error."""

from comity.kit.errors import ComityError


class PolicyError(ComityError):
    """A policy set breaks the house form, does not parse, or does not fit its schema."""

    code = "law.policy"


class FactError(ComityError):
    """The table of facts is malformed, or a fact is asked for that it does not hold."""

    code = "law.fact"


class PackError(ComityError):
    """An instrument pack is malformed; ``key`` names the place, ``line`` the line where it can be told."""

    code = "law.pack"


class SentenceError(ComityError):
    """A sentence for officers is missing or carries no review status."""

    code = "law.sentence"


class ExportError(ComityError):
    """A decision cannot be exported: the policy sets at hand are not the ones it was made under."""

    code = "law.export"
