"""Reading an instrument pack strictly: every key known, every name in every language, every reference resolved."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeVar
from zoneinfo import ZoneInfo

from comity.domain import acts
from comity.domain.keeping import KEEPING
from comity.law.errors import PackError
from comity.law.pack_model import Article, Authority, Clock, Code, Conduct, Ground, Item, Keeping, Names, Pack, State

T = TypeVar("T")
LIMIT_BYTES: Final = 1024 * 1024
TABLES: Final = (
    "pack",
    "states",
    "articles",
    "conducts",
    "items",
    "purposes",
    "urgency_grounds",
    "grounds",
    "handling",
    "conditions",
    "clocks",
    "retention",
    "authorities",
)
ACTS: Final = tuple(acts.ACTS.values())
LONGEST_ARREST: Final = 40
"""No instrument may let a person be held for longer on a notice alone (ECE 16(4)), extension included."""
UNITS: Final = ("hours", "days", "working_days")
REVIEWS: Final = ("machine", "second reader", "native reader")
STEPS: Final = ("refuse", "return", "consult", "postpone")
NEEDED_CLOCKS: Final = (
    "answer_urgent_life",
    "answer_urgent",
    "answer_ordinary",
    "use_report",
    "review",
    "consult",
)


def read_pack(data: bytes, digest: str) -> Pack:
    """Read a pack from TOML bytes; ``digest`` becomes its hash. Raises PackError with ``key`` and ``line``."""
    if len(data) > LIMIT_BYTES:
        raise PackError(reason="too large", limit=LIMIT_BYTES)
    try:
        text = data.decode()
        tables = tomllib.loads(text)
    except ValueError as error:
        raise PackError(reason="not TOML", detail=str(error)[:160]) from error
    return _Reader(text, tables).pack(digest)


class _Entry:
    """One table of the pack being read; remembers which keys were used, so that a misspelt one is found."""

    def __init__(self, reader: "_Reader", path: str, values: Any) -> None:
        self.reader, self.path = reader, path
        if not isinstance(values, dict):
            self.fail("is not a table")
        self.values: dict[str, Any] = values
        self.used: set[str] = set()

    def fail(self, reason: str, key: str = "") -> NoReturn:
        raise PackError(key=f"{self.path}.{key}" if key else self.path, line=self.reader.line(self.path), reason=reason)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        self.used.add(key)
        value = self.values.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(f"must be {kind.__name__}", key)
        return value

    def texts(self, key: str, allowed: tuple[str, ...] | None = None) -> tuple[str, ...]:
        found = self.get(key, list, [])
        if not all(isinstance(item, str) and item for item in found) or len(set(found)) != len(found):
            self.fail("must be a list of different texts", key)
        if allowed is not None and not set(found) <= set(allowed):
            self.fail(f"holds a word outside {', '.join(allowed)}", key)
        return tuple(found)

    def names(self, key: str = "names") -> Names:
        found = self.get(key, dict, {})
        for language in self.reader.languages:
            if not isinstance(found.get(language), str) or not found[language].strip():
                self.fail(f"has no text in {language}", key)
        return MappingProxyType({language: str(found[language]) for language in self.reader.languages})

    def day(self, key: str) -> date:
        return self.get(key, date)

    def until(self) -> date | None:
        self.used.add("until")
        return self.day("until") if "until" in self.values else None

    def per_state(self, key: str, kind: type[T]) -> Mapping[str, T]:
        found = self.get(key, dict, {})
        if set(found) != set(self.reader.states) or not all(isinstance(item, kind) for item in found.values()):
            self.fail(f"needs one {kind.__name__} for each state", key)
        return MappingProxyType(dict(found))

    def done(self) -> None:
        extra = sorted(set(self.values) - self.used)
        if extra:
            self.fail("is not a key of this table", extra[0])


class _Reader:
    def __init__(self, text: str, tables: Mapping[str, Any]) -> None:
        self.lines = text.splitlines()
        self.tables = tables
        self.languages: tuple[str, ...] = ()
        self.states: tuple[str, ...] = ()
        wrong = sorted(set(TABLES) ^ set(tables))
        if wrong:
            raise PackError(key=wrong[0], line=self.line(wrong[0]), reason="table missing or unknown")

    def line(self, path: str) -> int:
        """The line of a table's header, 1-based; 0 when it has none."""
        bare = path.replace('"', "")
        for number, line in enumerate(self.lines, 1):
            if line.startswith("[") and line.strip("[] ").replace('"', "") == bare:
                return number
        return 0

    def pack(self, digest: str) -> Pack:
        head = _Entry(self, "pack", self.tables["pack"])
        self.languages = head.texts("languages")
        self.states = tuple(self.tables["states"]) if isinstance(self.tables["states"], dict) else ()
        if not self.languages or len(self.states) != 2:
            head.fail("needs languages, and the pack exactly two states")
        review = head.get("review", dict)
        if set(review) != set(self.languages) - {"en"} or not set(review.values()) <= set(REVIEWS):
            head.fail("needs a review status for each language but English", "review")
        grounds = self._each("grounds", _ground)
        self._check_told(grounds)
        clocks = self._each("clocks", _clock)
        if not set(NEEDED_CLOCKS) <= set(clocks):
            raise PackError(key="clocks", line=0, reason="a needed clock is missing")
        retention = self._each("retention", _keeping)
        if not set(KEEPING) <= set(retention):
            raise PackError(key="retention", line=0, reason="a needed storage limit is missing")
        _check_arrest(clocks)
        pack = Pack(
            name=head.get("name", str),
            version=head.get("version", str),
            hash=digest,
            names=head.names(),
            invented=head.get("invented", bool),
            languages=self.languages,
            review=MappingProxyType(dict(review)),
            states=self._each("states", _state),
            articles=self._each("articles", _article),
            conducts=self._each("conducts", _conduct),
            items=self._each("items", _item),
            purposes=self._each("purposes", _code),
            urgency_grounds=self._each("urgency_grounds", _code),
            grounds=grounds,
            handling=self._each("handling", _code),
            conditions=self._each("conditions", _code),
            clocks=clocks,
            retention=retention,
            authorities=self._each("authorities", _authority),
        )
        head.done()
        return pack

    def _each(self, table: str, read: Callable[[str, _Entry], T]) -> Mapping[str, T]:
        entries = self.tables[table]
        if not isinstance(entries, dict) or not entries:
            raise PackError(key=table, line=self.line(table), reason="needs at least one entry")
        found = {}
        for code, values in entries.items():
            entry = _Entry(self, f"{table}.{code}", values)
            found[code] = read(code, entry)
            entry.done()
        return MappingProxyType(found)

    def _check_told(self, grounds: Mapping[str, Ground]) -> None:
        for code, ground in grounds.items():
            told = grounds.get(ground.told_as)
            if not ground.neutral and (told is None or not told.neutral or not set(ground.steps) <= set(told.steps)):
                path = f"grounds.{code}"
                raise PackError(key=path, line=self.line(path), reason="told_as must be a neutral ground of its steps")


def _state(code: str, entry: _Entry) -> State:
    zone = entry.get("zone", str)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise PackError(key=f"{entry.path}.zone", line=entry.reader.line(entry.path), reason="no such zone") from error
    rest, holidays = entry.get("rest_days", list), entry.get("holidays", list)
    if not all(isinstance(day, int) and 1 <= day <= 7 for day in rest):
        entry.fail("must be ISO weekdays 1 to 7", "rest_days")
    if not all(type(day) is date for day in holidays):
        entry.fail("must be dates", "holidays")
    return State(code, entry.names(), zone, tuple(rest), tuple(sorted(holidays)))


def _article(code: str, entry: _Entry) -> Article:
    return Article(
        id=code,
        instrument=entry.get("instrument", str),
        number=entry.get("number", str),
        names=entry.names(),
        acts=entry.texts("acts", ACTS),
        states=entry.texts("states", entry.reader.states),
        since=entry.day("since"),
        until=entry.until(),
        min_years=entry.get("min_years", int, 0),
        min_months_left=entry.get("min_months_left", int, 0),
    )


def _conduct(code: str, entry: _Entry) -> Conduct:
    return Conduct(
        code=code,
        names=entry.names(),
        statutes=entry.per_state("statutes", str),
        max_years=entry.per_state("max_years", int),
        capital=entry.per_state("capital", bool),
        trafficking=entry.get("trafficking", bool, False),
        fiscal=entry.get("fiscal", bool, False),
    )


def _item(code: str, entry: _Entry) -> Item:
    return Item(
        code=code,
        names=entry.names(),
        properties=entry.texts("properties"),
        coercive=entry.get("coercive", bool, False),
        special=entry.get("special", bool, False),
        whereabouts=entry.get("whereabouts", bool, False),
        criminal_record=entry.get("criminal_record", bool, False),
    )


def _code(code: str, entry: _Entry) -> Code:
    return Code(code, entry.names(), frozenset(entry.texts("flags")))


def _ground(code: str, entry: _Entry) -> Ground:
    neutral = entry.get("neutral", bool)
    told_as = entry.get("told_as", str, code if neutral else "")
    return Ground(code, entry.names(), neutral, entry.texts("steps", STEPS), told_as)


def _clock(code: str, entry: _Entry) -> Clock:
    clock = Clock(code, entry.get("amount", int), entry.get("unit", str), entry.get("source", str))
    if clock.unit not in UNITS or clock.amount < 1:
        entry.fail("needs a positive amount of hours, days or working_days")
    return clock


def _keeping(code: str, entry: _Entry) -> Keeping:
    row = Keeping(code, entry.get("days", int), entry.get("source", str))
    if row.days < 1:
        entry.fail("needs a positive number of days", "days")
    return row


def _check_arrest(clocks: Mapping[str, Clock]) -> None:
    names = ("detention_provisional", "detention_provisional_extension")
    rows = [clocks[name] for name in names if name in clocks]
    if any(row.unit != "days" for row in rows) or sum(row.amount for row in rows) > LONGEST_ARREST:
        raise PackError(key=f"clocks.{names[0]}", line=0, reason="a provisional arrest is counted in days, at most 40")


def _authority(code: str, entry: _Entry) -> Authority:
    authority = Authority(
        id=code,
        office=entry.get("office", str),
        state=entry.get("state", str),
        level=entry.get("level", str),
        region=entry.get("region", str, ""),
        parent=entry.get("parent", str, ""),
        names=entry.names(),
        acts=entry.texts("acts", ACTS),
        since=entry.day("since"),
        until=entry.until(),
    )
    listed = entry.reader.tables["authorities"]
    if authority.state not in entry.reader.states or (authority.parent and authority.parent not in listed):
        entry.fail("names a state or a parent the pack does not hold")
    return authority
