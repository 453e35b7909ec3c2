"""Second records of invented people beyond what watch lists hold: telephones, plates, places, sexes, rough and foreign dates.

The rates below are assumptions, written down here and in the table that is learned from them, until an authority measures
its own. What a watch list holds (dates, nationalities, documents) has its rates in ``comity.screening.invented.watch``.
"""

import random

from comity.screening.sets import Values

PHONE, NEW_PHONE, SECOND_PHONE, NATIONAL = 0.6, 0.35, 0.3, 0.5
"""Has one; another one by now; has two; written without the prefix of its state."""
PLATE, OTHER_CAR, PLATE_SLIP = 0.4, 0.3, 0.05
PLACE, OTHER_PLACE, FEWER_WORDS, OTHER_SPELLING = 0.7, 0.10, 0.30, 0.15
ADDRESS, MOVED, FEWER_ADDRESS_WORDS = 0.6, 0.45, 0.35
SEX, WRONG_SEX, FEMALE = 0.85, 0.012, 0.35
ROUGH, BUDDHIST, PERSIAN = 0.04, 0.03, 0.01
"""Of second birth dates: a range of years, a Buddhist year, a Persian year."""
ONE_DIGIT, OTHER_DATE, NEW_YEAR = 0.025, 0.03, 0.05
"""Of second birth dates: a digit miscopied, another date altogether (invented papers, a guessed age), 1 January for a year."""
PLACES, STREETS = 3_000, 4_000


def first(number: int, *, births: str, states: str, papers: str) -> Values:
    """All facts of a person as the person has them. The same number gives the same facts."""
    luck = random.Random(f"person {number}")
    phones = [_phone(luck) for _ in range(1 + (luck.random() < SECOND_PHONE))] if luck.random() < PHONE else []
    plates = [_plate(luck)] if luck.random() < PLATE else []
    place, address = _place(luck), f"{luck.randrange(1, 400)} street {_zipf(luck, STREETS)}, {_place(luck)}"
    sex = "female" if luck.random() < FEMALE else "male"
    held = [paper for paper in papers.split("|") if paper]
    return Values(
        [births] if births else [], [s for s in states.split("|") if s], held, phones, plates, [place], [address], sex
    )


def second(values: Values, number: int, *, births: str, states: str, papers: str) -> Values:
    """The same person as another authority has it; ``births`` to ``papers`` come from the watch list."""
    luck = random.Random(f"hand {number}")
    phones: list[str] = []
    if values.phones and luck.random() < PHONE:
        phone = _phone(luck) if luck.random() < NEW_PHONE else str(luck.choice(values.phones))
        phones = ["0" + phone[4:] if luck.random() < NATIONAL else phone]
    plates: list[str] = []
    if values.plates and luck.random() < PLATE:
        plate, chance = str(values.plates[0]), luck.random()
        plates = [_plate(luck) if chance < OTHER_CAR else _slip(plate, luck) if chance > 1 - PLATE_SLIP else plate]
    place = [_second_place(str(values.birth_places[0]), luck)] if luck.random() < PLACE else []
    address = [_second_address(str(values.addresses[0]), luck)] if luck.random() < ADDRESS else []
    sex = values.sex if luck.random() < SEX else ""
    if sex and luck.random() < WRONG_SEX:
        sex = "male" if sex == "female" else "female"
    date = _second_birth(births, luck)
    held = [paper for paper in papers.split("|") if paper]
    return Values([date] if date else [], [states] if states else [], held, phones, plates, place, address, sex)


def _second_birth(date: str, luck: random.Random) -> str:
    chance = luck.random()
    if date and chance > 1 - NEW_YEAR:
        return f"{date[:4]}-01-01"
    if not date or chance > ROUGH + BUDDHIST + PERSIAN + ONE_DIGIT + OTHER_DATE:
        return date
    year = int(date[:4])
    if chance < ROUGH:
        low = year - luck.randrange(0, 5)
        return f"{low} to {low + 4}"
    if chance < ROUGH + BUDDHIST:
        return f"{year + 543}{date[4:]}"
    if chance < ROUGH + BUDDHIST + PERSIAN:
        return f"{year - 621}"
    if chance < ROUGH + BUDDHIST + PERSIAN + OTHER_DATE or len(date) < 10:
        return f"{year + luck.choice((-1, 1)) * min(1 + int(luck.expovariate(0.4)), 15)}{date[4:8]}{luck.randrange(1, 29):02}"
    at = luck.choice((2, 3, 9))
    return date[:at] + luck.choice("123456789") + date[at + 1 :]


def _phone(luck: random.Random) -> str:
    return f"+855{luck.randrange(10_000_000, 100_000_000)}"


def _plate(luck: random.Random) -> str:
    return f"{luck.randrange(1, 4)}{luck.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}-{luck.randrange(1, 10_000):04}"


def _zipf(luck: random.Random, count: int) -> str:
    return f"w{int(count ** luck.random())}x"


def _place(luck: random.Random) -> str:
    district = int(PLACES ** luck.random())
    return f"village w{district * 7 + luck.randrange(7)}v, district d{district}, province p{district % 25}"


def _second_place(place: str, luck: random.Random) -> str:
    chance = luck.random()
    if chance < OTHER_PLACE:
        return _place(luck)
    village, district, province = place.split(", ")
    if chance < OTHER_PLACE + FEWER_WORDS:
        return luck.choice((province, f"{district}, {province}"))
    return f"{village}y, {district}, {province}" if chance < OTHER_PLACE + FEWER_WORDS + OTHER_SPELLING else place


def _second_address(address: str, luck: random.Random) -> str:
    chance = luck.random()
    if chance < MOVED:
        return f"{luck.randrange(1, 400)} street {_zipf(luck, STREETS)}, {_place(luck)}"
    parts = address.split(", ")
    return ", ".join(parts[luck.randrange(1, 3) :]) if chance < MOVED + FEWER_ADDRESS_WORDS else address


def _slip(text: str, luck: random.Random) -> str:
    at = luck.randrange(len(text) - 1)
    return text[:at] + luck.choice("0123456789") + text[at + 1 :]
