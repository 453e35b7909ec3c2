"""Everything the producers may look at when a command asks to pass: a frozen picture, no database behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from comity.kit.canonical import CanonicalError, hash_of
from comity.kit.clock import format_time

if TYPE_CHECKING:
    from comity.law.pack_model import Pack

SERIES_KEYS: Final = (
    "same_person_30d",
    "officer_30d",
    "authority_30d",
    "subjects_in_case",
    "repeat_no_hit",
    "sequential_documents",
)
REQUEST_BEARING: Final = ("draft", "amend", "receive", "answer_clarification", "note_clarified")
"""Commands whose form brings or changes the request; no other form can put words in front of a gate."""

RELEASE_BEARING: Final = ("draft", "amend", "approve_release")
"""Commands whose form brings the release; ``release`` itself judges what was approved and nothing else."""

ORDERED: Final = ("member", "act", "territory", "acting_office", "order")
"""What makes an order of a joint team this one and no other."""

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class Situation:
    """One command, as the door sees it before anything is written.

    - ``side``: "requesting" or "requested" (own-initiative: "sending" or "receiving").
    - ``form``: the command's input. ``form["facts"]`` maps fact to word. ``form["request"]`` and ``form["release"]``
      stand in place of the record's only on the commands of REQUEST_BEARING and RELEASE_BEARING.
    - ``record``: the folded state; an empty mapping when there is none yet.
    - ``agreement``: {"state", "effective_from", "expires_on", "acts", "policy_hash", "parties"} or None.
    - ``partner``: {"office", "authority" (its id in the pack's directory), "country" (state code)} of a partner two
      people have confirmed, or None.
    - ``message``: {"authenticated": bool, "sender", "addressee", "policy_hash"} of a partner's message, else None.
    - ``series``: counts under SERIES_KEYS. ``history``: [{"label", "gates", "at"}] of earlier stops and refusals.
    - ``node``: {"history_whole": bool, "shared_policy_hash", "office", "state"}.
    - ``linked``: name of a form's field or link to the folded state of the record it names. ``related``: folded
      states of this node's other records about the same person or thing, newest first; None when not known.
    - ``registers``: {"lawful_origin": "yes"|"no"|"unknown"} of the registers the answer comes from; where it is
      "unknown" a person may state it.
    A key that is missing makes the facts that need it unknown; it never makes them harmless.
    """

    action: str
    side: str
    at: datetime
    actor: str
    actor_roles: tuple[str, ...]
    pack: "Pack"
    form: Mapping[str, Any] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    agreement: Mapping[str, Any] | None = None
    partner: Mapping[str, Any] | None = None
    message: Mapping[str, Any] | None = None
    series: Mapping[str, int] | None = None
    history: Sequence[Mapping[str, Any]] | None = None
    node: Mapping[str, Any] = field(default_factory=dict)
    registers: Mapping[str, Any] = field(default_factory=dict)
    linked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    related: Sequence[Mapping[str, Any]] | None = None

    @cached_property
    def request(self) -> Mapping[str, Any]:
        """The request as it will stand: the record's, under what this command's form brings."""
        brought = mapping(self.form.get("request")) if self.verb in REQUEST_BEARING else _NOTHING
        return {**mapping(self.record.get("request")), **brought}

    @cached_property
    def release(self) -> Mapping[str, Any] | None:
        """What is to be released: the form's proposal, else the record's; None when there is neither."""
        proposed = self.form.get("release") if self.verb in RELEASE_BEARING else None
        for release in (proposed, self.record.get("release")):
            if isinstance(release, Mapping):
                return release
        return None

    @cached_property
    def request_hash(self) -> str:
        """The hash of the request a statement or decision is about; "" when it cannot be put in canonical form."""
        try:
            return hash_of(self.request)  # most requests are plain already
        except CanonicalError:
            pass
        try:
            return hash_of(plain(self.request))
        except CanonicalError:
            return ""

    @cached_property
    def order(self) -> Mapping[str, Any]:
        """The order of a joint team that is given now, or that a decision is asked for; empty everywhere else."""
        match self.action:
            case "jt.order":
                source = self.form
            case "jt.decide":
                source = mapping(self.record.get("order_asked"))
            case _:
                return _NOTHING
        return {name: source[name] for name in ORDERED if name in source}

    @cached_property
    def said_hash(self) -> str:
        """The hash of the request together with the order: a decision on an order is on these words only."""
        return hash_of({"request": self.request_hash, "order": plain(self.order)}) if self.order else self.request_hash

    @cached_property
    def release_hash(self) -> str:
        """The hash of the request together with the release: what is said of what leaves is said of this one only."""
        if self.release is None:
            return self.request_hash
        try:
            return hash_of({"request": plain(self.request), "release": plain(self.release)})
        except CanonicalError:
            return ""

    @cached_property
    def persons(self) -> list[Mapping[str, Any]] | None:
        """The persons of the request; None when the list is missing."""
        return rows(self.request.get("persons"))

    @cached_property
    def objects(self) -> list[Mapping[str, Any]] | None:
        """The objects of the request; None when the list is missing."""
        return rows(self.request.get("objects"))

    @cached_property
    def statements(self) -> list[Mapping[str, Any]] | None:
        """The statements to be released; None when there is no release."""
        return rows(self.release.get("statements")) if self.release is not None else None

    @property
    def stated(self) -> Mapping[str, Any]:
        """What people have stated in the record, by fact."""
        return mapping(self.record.get("stated"))

    @property
    def spoken(self) -> Mapping[str, Any]:
        """What the form of this command says about facts, word by fact."""
        return mapping(self.form.get("facts"))

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What a producer has worked out that another one needs too: by a name of its own, for this situation."""
        return {}

    @cached_property
    def moment(self) -> str:
        """The time of the command as the wire writes it."""
        return format_time(self.at)

    @cached_property
    def day(self) -> date:
        """The day of the command, in UTC."""
        return self.at.astimezone(UTC).date()

    @cached_property
    def procedure(self) -> str:
        """The two letters before the dot of an exchange command, or the noun of an administrative one."""
        return self.action.partition(".")[0]

    @cached_property
    def verb(self) -> str:
        """The command without its procedure."""
        return self.action.partition(".")[2]

    def actor_of(self, verb: str) -> str:
        """Who took the last step of this kind in the record: "" when nobody has."""
        actors = mapping(self.record.get("actors"))
        return str(actors.get(f"{self.procedure}.{verb}") or "")

    def takers_of(self, *verbs: str) -> frozenset[str]:
        """Everyone who took steps of these kinds: each writer of a writing step, of any other the last one."""
        earlier = mapping(self.record.get("earlier_writers"))
        found = {name for verb in verbs for name in words(earlier.get(f"{self.procedure}.{verb}")) or ()}
        return frozenset({*found, *(self.actor_of(verb) for verb in verbs)} - {""})

    def requesters(self) -> frozenset[str]:
        """Everyone who wrote the request, on either side."""
        return self._requesters

    @cached_property
    def _requesters(self) -> frozenset[str]:
        own = {*self.takers_of("draft", "amend")}
        if self.verb in ("draft", "amend"):
            own.add(self.actor)
        partner = self.record.get("partner_actors")
        theirs = partner.values() if isinstance(partner, Mapping) else ()
        return frozenset(own | {str(name) for name in theirs}) - {""}


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    if type(value) is dict:
        return value
    return value if isinstance(value, Mapping) else _NOTHING


def rows(value: object) -> list[Mapping[str, Any]] | None:
    """The value as a list of mappings; None when it is no list or holds anything else."""
    if not isinstance(value, list | tuple):
        return None
    if not all(type(item) is dict or isinstance(item, Mapping) for item in value):
        return None
    return list(value)


def words(value: object) -> list[str] | None:
    """The value as a list of texts; None when it is no list or holds anything else."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        return None
    return list(value)


def plain(value: Any) -> Any:
    """A deep copy in dict and list, for hashing: mappings and tuples of any type become plain JSON."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
