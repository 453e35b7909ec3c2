"""The points of a pair once more, from the values themselves and in the plainest Python: what the compiled loops must equal."""

from collections.abc import Iterable, Iterator

from comity.screening.births import DAY, YEAR, read_birth
from comity.screening.digits import number_of
from comity.screening.features import FEATURES
from comity.screening.number_points import ln
from comity.screening.papers import LASTING, read_paper
from comity.screening.phones import read_phone
from comity.screening.places import read_place
from comity.screening.plates import read_plate
from comity.screening.sets import Values
from comity.screening.states import CODES, read_states

NUMBER = {feature.name: at for at, feature in enumerate(FEATURES)}
SHORT = {number_of(str(number)) for number in range(1000)}
Line = tuple[str, int]


class Plain:
    """A learned table without arrays."""

    def __init__(self, table: dict, years: dict[int, int], states: dict[int, int], shared: dict[int, int]) -> None:
        self.table, self.years, self.states, self.shared = table, years, states, shared

    def level(self, name: str) -> int:
        chances = self.table["features"][name]
        return chances["m"] - chances["u"]

    def agreed(self, name: str, information: int) -> int:
        return max(self.table["features"][name]["m"] + information, 0)

    def limit(self, name: str) -> int:
        return self.table["limits"][name]

    def year(self, first: int, last: int) -> int:
        if last < 1850 or first > 2060:
            return self.limit("unknown_year")
        share = sum(self.years[year] for year in range(max(first, 1850), min(last, 2060) + 1))
        return 16_118 - int(ln(max(share, 1)))

    def day(self, month: int, day: int) -> int:
        return self.table["days"].get(f"{month:02}-{day:02}", 5_900)

    def lines(self, left: Values, right: Values) -> list[Line]:
        """One line a field at most, the best pair of values of each."""
        found = [
            best(self.birth(a, b) for a in all_of(read_birth, left.births) for b in all_of(read_birth, right.births)),
            self.state(all_of(read_states, left.states), all_of(read_states, right.states)),
            best(self.paper(a, b) for a in all_of(read_paper, left.papers) for b in all_of(read_paper, right.papers)),
            best(self.phone(a, b) for a in all_of(read_phone, left.phones) for b in all_of(read_phone, right.phones)),
            best(self.plate(a, b) for a in all_of(read_plate, left.plates) for b in all_of(read_plate, right.plates)),
            self.places("birth_place", left.birth_places, right.birth_places),
            self.places("address", left.addresses, right.addresses),
            self.sex(left.sex, right.sex),
        ]
        return [line for line in found if line]

    # -- fields

    def birth(self, a, b):
        name, information = self.birth_feature(a, b)
        guessed = a[4] or b[4]
        if name in ("birth_same_day", "birth_same_month", "birth_same_year", "birth_in_range"):
            worth = self.table["features"][name]["m"] + information
            if a[3] != b[3]:
                name = "birth_other_calendar"
                worth += self.table["features"][name]["m"] if guessed else 0
            return name, max(worth, 0)
        if guessed:
            return None
        if name == "birth_new_year":
            return name, self.agreed(name, information)
        return name, bounded(name, self.level(name))

    def birth_feature(self, a, b):
        years = a[0] // 10_000, b[0] // 10_000
        if a[2] == b[2] == DAY:
            one, two = f"{a[0]:08}", f"{b[0]:08}"
            if one == two:
                return "birth_same_day", self.year(years[0], years[0]) + self.day(int(one[4:6]), int(one[6:]))
            apart = [at for at in range(8) if one[at] != two[at]]
            if one[:4] == two[:4] and one[4:6] == two[6:] and one[6:] == two[4:6]:
                return "birth_turned", 0
            if one[:4] == two[:4] and "0101" in (one[4:], two[4:]):
                return "birth_new_year", self.year(years[0], years[0])
            if abs(years[0] - years[1]) == 1 and one[4:] == two[4:]:
                return "birth_year_beside", 0
            swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(two)
            if len(apart) == 1 or swapped:
                return "birth_one_slip", 0
        elif max(a[0], b[0]) <= min(a[1], b[1]):
            if max(a[2], b[2]) > YEAR:
                return "birth_in_range", self.rough(a, b)
            name = "birth_same_year" if YEAR in (a[2], b[2]) else "birth_same_month"
            return name, self.year(years[0], years[0]) + (2_485 if name == "birth_same_month" else 0)
        gap = max(years[0] - b[1] // 10_000, years[1] - a[1] // 10_000)
        return ("birth_other_day" if gap <= 0 else "birth_near" if gap == 1 else "birth_apart"), 0

    def rough(self, a, b):
        wide = max(a, b, key=lambda reading: (reading[5], -reading[0]))
        if wide[5] > 366:
            return self.year(wide[0] // 10_000, wide[1] // 10_000)
        year = max(a[0], b[0]) // 10_000
        return self.year(year, year) + max(5_900 - int(ln(a[5] + b[5] - 1)), 0)

    def state(self, left, right):
        if not left or not right:
            return None
        found = []
        for (a, a_former), (b, b_former) in ((a, b) for a in left for b in right):
            if a == b:
                name = "nationality_former" if a_former or b_former else "nationality_same"
                information = self.states[a] if a < CODES else self.limit("unknown_state")
                found.append((name, self.agreed(name, information)))
        if found:
            return best(found)
        known = all(state < CODES for state, _ in (*left, *right))
        return ("nationality_none", bounded("nationality_none", self.level("nationality_none"))) if known else None

    def rare(self, a: int, b: int, information: int) -> int:
        return min(information, *(self.shared.get(key, information) for key in (a, b)))

    def paper(self, a, b):
        same_state = a[4] == b[4] or not (a[4] and b[4])
        same_kind = a[3] == b[3] or not (a[3] and b[3])
        both = bool(a[4] and b[4]), bool(a[3] and b[3])
        information = self.rare(a[0], b[0], min(a[2], b[2], self.limit("number")))
        if a[0] == b[0]:
            if not same_state:
                codes = max(a[4], b[4]) <= CODES
                name = "document_other_state" if codes else "document_same_number"
            else:
                name = "document_same" if both[0] and same_kind else "document_same_number"
            return name, self.agreed(name, information)
        if not same_state:
            return None
        if a[1] == b[1]:
            return "document_look_alike", self.agreed("document_look_alike", information)
        one, two = signs(a[7:10], a[6]), signs(b[7:10], b[6])
        in_a_row = len(one) == len(two) and one[:-1] == two[:-1]
        if same_kind and not (a[5] and b[5]) and not in_a_row and slip(one, two):
            return "document_one_slip", self.agreed("document_one_slip", information - self.limit("slips"))
        if all(both) and same_kind:
            name = "document_other_bearer" if a[3] in LASTING else "document_other"
            return name, bounded(name, self.level(name))
        return None

    def phone(self, a, b):
        if a[1] < b[1]:
            a, b = b, a
        information = self.rare(a[0], b[0], min(a[3], b[3], self.limit("phone")))
        long, short = str(a[0]), str(b[0])
        prefixed = a[2] > b[2] and len(short) >= 7 and 0 < len(long) - len(short) <= 3 and long.endswith(short)
        if prefixed or (long == short and (a[2] == b[2] or len(long) >= 7)):
            return "phone_same", self.agreed("phone_same", information)
        if len(short) >= 8 and long[-8:] == short[-8:]:
            return "phone_same_tail", self.agreed("phone_same_tail", information)
        return None

    def plate(self, a, b):
        information = self.rare(a[0], b[0], min(a[1], b[1], self.limit("plate")))
        if a[0] == b[0]:
            return "plate_same", self.agreed("plate_same", information)
        if slip(signs(a[3:5], a[2]), signs(b[3:5], b[2])):
            return "plate_one_sign", self.agreed("plate_one_sign", information - self.limit("slips"))
        return None

    def places(self, field: str, left, right):
        pairs = [(set(read_place(a)), set(read_place(b))) for a in left for b in right]
        return best(self.place(field, a, b) for a, b in pairs if a and b)

    def place(self, field: str, a: set[int], b: set[int]):
        common = sorted((self.word(word) for word in a & b), reverse=True)
        if not common:
            return f"{field}_none", bounded(f"{field}_none", self.level(f"{field}_none"))
        name = f"{field}_same" if a == b else f"{field}_words"
        return name, self.agreed(name, min(common[0] + sum(common[1:]) // 4, self.limit("place")))

    def word(self, key: int) -> int:
        return self.shared.get(key, self.limit("number_word" if key in SHORT else "unknown_word"))

    def sex(self, a: str, b: str):
        if a not in ("male", "female") or b not in ("male", "female"):
            return None
        name = "sex_same" if a == b else "sex_other"
        return name, bounded(name, self.level(name))


def bounded(name: str, worth: int) -> int:
    return max(worth, 0) if FEATURES[NUMBER[name]].bearing == "agreement" else min(worth, 0)


def best(lines: Iterable[Line | None]) -> Line | None:
    return min((line for line in lines if line), key=lambda line: (-line[1], NUMBER[line[0]]), default=None)


def all_of(read, values) -> list:
    return [row for value in values for row in (read(*value) if isinstance(value, tuple) else read(value))]


def signs(words: Iterable[int], length: int) -> bytes:
    return b"".join(word.to_bytes(8, "little", signed=True) for word in words)[:length]


def slip(one: bytes, two: bytes) -> bool:
    return two in set(_slips(one)) or one in set(_slips(two)) or _changed(one, two)


def _changed(one: bytes, two: bytes) -> bool:
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) <= 1


def _slips(text: bytes) -> Iterator[bytes]:
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]
        yield text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
