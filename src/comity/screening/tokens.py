"""What a person or a thing is recognised by across requests: readable tokens, blinded before they are stored."""

from collections.abc import Mapping
from typing import Any

from comity.names import prepare
from comity.names.reading import readings_of


def tokens_of_person(person: Mapping[str, Any]) -> list[str]:
    """Tokens of each name (the Latin letters it is likeliest read as in order of the alphabet, so spacing and order do not
    matter; with the birth year when known) and of each document.
    """
    year = str(person.get("birth_date", ""))[:4]
    found = []
    for name in person.get("names", []):
        key = "".join(sorted("".join(readings_of(part)[0] for part in prepare(str(name)).parts)))
        if key:
            found.append(f"name:{key}")
            if year:
                found.append(f"name:{key}:{year}")
    found += [f"document:{_plain(row.get('number', ''))}" for row in person.get("documents", []) if row.get("number")]
    return list(dict.fromkeys(found))


def tokens_of_object(item: Mapping[str, Any]) -> list[str]:
    """One token for a phone, plate, account, address or document."""
    value = _plain(item.get("value", ""))
    return [f"{item.get('kind', '')}:{value}"] if value else []


def _plain(text: object) -> str:
    return "".join(char for char in str(text).casefold() if char.isalnum())
