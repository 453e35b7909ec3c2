"""Whether a name is that of a person or of an organisation (a ship or an office counts as one), where nobody says so."""

from functools import lru_cache

from comity.names import familiar, words
from comity.names.parts import Bearer, prepare

SURE = 2
"""So many signs more for an organisation than for a person make it one."""
COMMON_NAME = 9_000
"""A word that says less than so many thousandths of a nat as a name is borne by many people."""
_WEAK_FORMS = frozenset(
    {"as", "se", "sa", "ab", "ag", "an", "ev", "na", "ad", "ip", "pat", "rt", "sia", "oy", "pt", "ou", "cv"}
)
"""Legal forms that are names or small words as well."""
_COMPANIES = frozenset({
    "company", "corporation", "group", "holding", "holdings", "ministry", "department", "university", "association", "foundation",
    "organization", "committee", "institute", "agency", "council", "authority",
})  # fmt: skip
"""Words that are hardly ever names, whatever a list says."""
_NATIVE = (
    "公司", "集团", "集團", "银行", "銀行", "有限", "大学", "大學", "协会", "協會", "委员会", "委員會", "会社", "주식회사", "은행", "대학교", "그룹",
    "ក្រុមហ៊ុន", "ធនាគារ", "សមាគម", "บริษัท", "ธนาคาร", "จำกัด", "شركة", "مؤسسة", "مصرف", "بنك", "جمعية", "חברת", "בנק", "עמותת", "בעמ",
    "общество", "банк", "завод", "компания", "партия", "фонд", "институт", "министерство", "организация", "предприятие", "академия",
)  # fmt: skip


@lru_cache(maxsize=16_384)
def bearer_of(text: str) -> Bearer:
    """Person or organisation by what the text holds; a person where nothing speaks for an organisation."""
    read = prepare(text, "organisation")
    lower = text.casefold()
    if any(word in lower for word in _NATIVE):
        return "organisation"
    forms = sum(3 if _is_plain(form.text, text) else 1 for form in read.forms)
    words_read = [part.letters for part in read.parts if part.letters]
    generic = sum(2 + _is_never_a_name(part.letters) for part in read.parts if part.kind == "generic")
    small = 2 * ("&" in text) + 2 * lower.startswith("the ")
    numbered = bool(read.numbers) and any(char.isdigit() for char in text)
    titles = sum(word in words.of_kind("title") for word in words_read[:1])
    named = min(1, sum(_is_name(word) for word in words_read)) if not forms else 0
    return "organisation" if forms + generic + small + numbered - titles - named >= SURE else "person"


def both_bearers(a: str, b: str) -> Bearer:
    """Who bears two names that are compared: an organisation if either says so."""
    return "organisation" if "organisation" in {bearer_of(a), bearer_of(b)} else "person"


def _is_plain(form: str, text: str) -> bool:
    """A legal form that cannot be a name, or stands at the end in capitals or with full stops as forms do."""
    short = form.casefold().replace(".", "")
    if short not in _WEAK_FORMS:
        return True
    at_end = text.replace(".", "").rstrip().endswith(form) and not text.isupper()
    return at_end and form.isupper()


def _is_never_a_name(generic: str) -> bool:
    return generic in _COMPANIES or familiar.information(generic) == familiar.UNKNOWN


def _is_name(letters: str) -> bool:
    known = familiar.information(letters)
    return known != familiar.UNKNOWN and known < COMMON_NAME and letters not in words.of_kind("generic")
