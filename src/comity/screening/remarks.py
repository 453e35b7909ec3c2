"""The last column of the SDN list: facts in running text, separated by semicolons.

What is recognised becomes a field of the record; everything else stays word for word in the notes. Nothing is dropped.
"""

import re

from comity.screening.dates import read_source_date
from comity.screening.record import RegisterRecord

SOURCE_LIMIT = 1000
"""The list cuts a remark at so many characters; what stood behind is not in the published file."""

_EMPTY = "-0-"
_PREFIX = re.compile(r"alt\.\s+", re.IGNORECASE)
_FACT = re.compile(r"(?P<word>DOB|POB|nationality|citizen|Gender):?\s+(?P<value>.+)", re.DOTALL)
_ALIAS = re.compile(r"(?:a\.k\.a\.|f\.k\.a\.|n\.k\.a\.)\s+['\"](?P<name>.+)['\"]", re.DOTALL)
_PHONE = re.compile(r"(?:Telephone|Phone)(?: No\.| Number)?:?\s+(?P<number>[\d()+ .-]{5,})")
_LATER_DOB = re.compile(r"\bDOB:?\s+(?P<value>\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}|\d{4})\b")

# Label at the start of the fact -> our kind of document; the first that fits wins.
_DOCUMENTS = tuple(
    (re.compile(rf"(?P<label>{label})(?:\s+(?:No\.?|Number|#))?:?\s+#?\s*(?P<rest>.+)", re.DOTALL), kind)
    for label, kind in (
        (r"(?:[A-Z][\w.]* ){0,3}Passport(?: Booklet| Card)?", "passport"),
        (r"Travel Document", "travel_document"),
        (r"(?:Tazkira )?National ID(?: Card)?|Cedula|D\.N\.I\.|C\.U\.R\.P\.|SSN|Citizen's Card|National Foreign ID", "national_id"),
        (r"(?:\w+ )?(?:Personal )?ID(?: Card)?(?= (?:No\.|Number|\S*\d))|Identification Number IMO", "identification"),
        (r"Identification(?= Number)|\w+ Identification(?= Number)|Electoral Registry|Birth Certificate|Residency|Immigration", "identification"),
        (r"Vessel Registration Identification(?: IMO)?", "vessel_imo"),
        (r"MMSI", "vessel_mmsi"),
        (r"Aircraft Tail", "aircraft_tail"),
        (r"Aircraft (?:Manufacturer's Serial Number \(MSN\)|Serial Identification|Construction Number \([^)]*\))", "aircraft_serial"),
        (r"Driver's License|Pilot License", "licence"),
        (r"Tax ID|NIT|RUC|RIF|R\.F\.C\.|RFC|V\.A\.T\.|Italian Fiscal Code", "tax_number"),
        (
            r"(?:Business |Public )?Registration(?: ID| Document)?|(?:UK )?Company|Commercial Registry|C\.R\."
            r"|Folio Mercantil|Matricula Mercantil|Trade License|License|Government Gazette|D-U-N-S|Chamber of Commerce"
            r"|Enterprise|Business|Legal Entity|Registered Charity|Certificate of Incorporation|File|Branch Unit",
            "company_number",
        ),
    )
)  # fmt: skip
_NUMBER = re.compile(
    r"(?P<number>.+?)(?:\s+\((?P<state>[^()]+)\))?(?P<tail>,?\s+(?:issued|expires|expired|Date of Issue)\b.*)?",
    re.DOTALL,
)


def read_remark(record: RegisterRecord, remark: str) -> None:
    """Fill the record from one remark; sets ``truncated`` when the source cut it."""
    text = remark.strip()
    if text in {"", _EMPTY}:
        return
    cut = len(remark.rstrip("\r\n")) >= SOURCE_LIMIT
    facts = [fact.strip() for fact in text.split(";")]
    if cut:
        record["truncated"] = True
        unfinished = f"{facts.pop()} [truncated at source]".strip()
    elif facts[-1].endswith("."):
        facts[-1] = facts[-1][:-1].rstrip()
    for fact in facts:
        if fact:
            _read_fact(record, fact)
    if cut:
        record["notes"].append(unfinished)


def _read_fact(record: RegisterRecord, fact: str) -> None:
    plain = _PREFIX.sub("", fact, count=1) if _PREFIX.match(fact) else fact
    if _read_named_fact(record, plain) or _read_document(record, plain):
        return
    alias = _ALIAS.fullmatch(plain)
    if alias:
        record["names"].append({"text": alias["name"].strip(), "kind": "weak", "lang": ""})
        return
    phone = _PHONE.fullmatch(plain)
    if phone:
        record["phones"].append(phone["number"].strip())
        return
    for later in _LATER_DOB.finditer(plain):
        record["birth_dates"].append(read_source_date(later["value"]))
    record["notes"].append(fact)


def _read_named_fact(record: RegisterRecord, fact: str) -> bool:
    found = _FACT.fullmatch(fact)
    if not found:
        return False
    word, value = found["word"], found["value"].strip()
    if word == "DOB":
        record["birth_dates"].append(read_source_date(value))
    elif word == "POB":
        record["birth_places"].append(value)
    elif word == "nationality":
        record["nationalities"].append(value)
    elif word == "citizen":
        record["citizenships"].append(value)
    elif value in {"Male", "Female"}:
        record["sex"] = "male" if value == "Male" else "female"
    else:
        return False
    return True


def _read_document(record: RegisterRecord, fact: str) -> bool:
    """A document with a number in it; dates of issue and expiry stay in the notes with the whole fact."""
    for pattern, kind in _DOCUMENTS:
        found = pattern.fullmatch(fact)
        if not found:
            continue
        value = _NUMBER.fullmatch(found["rest"])
        if not value or not any(char.isdigit() for char in value["number"]):
            return False
        record["documents"].append({"kind": kind, "number": value["number"].strip(), "state": value["state"] or ""})
        if value["tail"]:
            record["notes"].append(fact)
        return True
    return False
