"""The naming customs that invented people follow: share, order of parts, spacing, countries.

A culture's name lists have three parts, ``given``, ``family`` and ``second``. What ``second`` means is the culture's own:
another given name, a father's name, a mother's family name, or the second character of a given name.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    """One custom of naming. ``share`` is its part of all people, ``second`` the share of its people who bear a second part."""

    name: str
    script: str
    share: float
    countries: str  # ISO 3166 codes, the most frequent first
    family_first: bool = False
    spaced: bool = True
    second: float = 0.0
    second_is: str = "given"  # the list it is drawn from, unless the culture has a list of its own


CULTURES = (
    Culture("en", "LATIN", 0.19, "US GB CA AU NZ IE ZA", second=0.30),
    Culture("es", "LATIN", 0.12, "MX ES CO AR PE VE CL", second=0.55, second_is="family"),
    Culture("pt", "LATIN", 0.05, "BR PT AO MZ", second=0.50, second_is="family"),
    Culture("fr", "LATIN", 0.05, "FR BE CA CH CI", second=0.15),
    Culture("de", "LATIN", 0.045, "DE AT CH", second=0.15),
    Culture("it", "LATIN", 0.035, "IT CH", second=0.08),
    Culture("pl", "LATIN", 0.03, "PL", second=0.15),
    Culture("nl", "LATIN", 0.02, "NL BE SR", second=0.15),
    Culture("cs", "LATIN", 0.01, "CZ SK"),
    Culture("ro", "LATIN", 0.015, "RO MD", second=0.20),
    Culture("hu", "LATIN", 0.01, "HU RO", family_first=True),
    Culture("sv", "LATIN", 0.015, "SE NO DK FI", second=0.25),
    Culture("tr", "LATIN", 0.02, "TR DE CY", second=0.15),
    Culture("hr", "LATIN", 0.005, "HR BA RS"),
    Culture("vi", "LATIN", 0.03, "VN US", family_first=True, second=0.85),
    Culture("id", "LATIN", 0.03, "ID MY", second=0.35),
    Culture("ng", "LATIN", 0.02, "NG GH ZA KE", second=0.30),
    Culture("zh", "HAN", 0.05, "CN SG MY KH", family_first=True, spaced=False, second=0.85),
    Culture("zh_TW", "HAN", 0.015, "TW US", family_first=True, spaced=False, second=0.95),
    Culture("zh_HK", "HAN", 0.015, "HK MO GB MY", family_first=True, spaced=False, second=0.95),
    Culture("ja", "HAN", 0.022, "JP", family_first=True, spaced=False),
    Culture("kana", "KANA", 0.003, "JP", family_first=True),
    Culture("ar", "ARABIC", 0.045, "EG DZ IQ MA SY SA TN JO", second=0.50),
    Culture("fa", "ARABIC", 0.015, "IR AF PK", second=0.10),
    Culture("hi", "DEVANAGARI", 0.035, "IN", second=0.20),
    Culture("ne", "DEVANAGARI", 0.015, "NP IN", second=0.30),
    Culture("ko", "HANGUL", 0.035, "KR KP US CN", family_first=True, spaced=False, second=0.97),
    Culture("ru", "CYRILLIC", 0.015, "RU KZ BY UA", second=0.50),
    Culture("uk", "CYRILLIC", 0.006, "UA"),
    Culture("bg", "CYRILLIC", 0.004, "BG"),
    Culture("km", "KHMER", 0.02, "KH", family_first=True, second=0.25),
    Culture("th", "THAI", 0.015, "TH"),
    Culture("he", "HEBREW", 0.006, "IL"),
    Culture("bn", "BENGALI", 0.010, "BD IN", second=0.15),
    Culture("ta", "TAMIL", 0.005, "IN LK"),
    Culture("el", "GREEK", 0.006, "GR CY"),
    Culture("ka", "GEORGIAN", 0.003, "GE"),
    Culture("hy", "ARMENIAN", 0.003, "AM"),
)
