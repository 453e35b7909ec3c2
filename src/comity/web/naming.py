"""What a code, a fact or a value is called on a page: the law's names, the pack's names, the page's own words."""

import re
from collections.abc import Mapping
from typing import Any

from comity.app import officers
from comity.app.node import Node
from comity.app.offering import LISTS, names_of_code, office_names
from comity.law.sentences import sentences
from comity.names.script import main_script
from comity.web.words import has, in_language, say, say_first

LANG_OF_SCRIPT = {"Khmr": "km", "Hani": "zh", "Latn": "und-Latn", "Hang": "ko", "Kana": "ja", "Hira": "ja",
                  "Thai": "th", "Laoo": "lo", "Cyrl": "und-Cyrl", "Arab": "ar", "Mymr": "my"}  # fmt: skip
ALIKE = {"offences": "conduct"}
"""Fields whose words come from the list of another field."""
NOT_OFFICERS = ("clock", "visitor")
_OFFICER = re.compile(r"[a-z0-9-]+/officer/[0-9a-z-]+")


def lang_of(text: str) -> str:
    """The ``lang`` a piece of foreign text is shown under, from its script; "" where it has no script."""
    return LANG_OF_SCRIPT.get(main_script(text), "")


def field_label(name: str, language: str, *, within: str = "") -> str:
    """What a field is called; a form or list may call it differently (``objects.value``)."""
    return say_first((f"field.{within}.{name}", f"field.{name}"), language, otherwise=name)


def field_hint(name: str, language: str, *, within: str = "") -> str:
    """The line beside a field, or ""."""
    return say_first((f"hint.{within}.{name}", f"hint.{name}"), language, otherwise="")


def office_name(node: Node, office: str, language: str) -> str:
    """What an office is called; its code where nobody has named it."""
    names = office_names(node, office) if office else None
    return in_language(names, language, otherwise=office) if names else office


def actor_said(node: Node, actor: str, language: str) -> tuple[str, str]:
    """Who acted, never an id, and the ``lang`` of an officer's own name, "" for words of the page.

    Officers of this office are called by their name, the partner's by their office, the clock as itself.
    """
    if actor in NOT_OFFICERS:
        return say(f"role.{actor}", language), ""
    office, _, rest = actor.partition("/")
    if not rest:
        return office_name(node, office, language), ""
    name = officers.name_of(actor)
    if name != actor:
        return name, lang_of(name)
    return say("record.officer_of", language, office=office_name(node, office, language)), ""


def actor_name(node: Node, actor: str, language: str) -> str:
    """Who acted, as ``actor_said`` says it."""
    return actor_said(node, actor, language)[0]


def is_officer(text: str) -> bool:
    """Whether a text is the id of an officer of some office."""
    return bool(_OFFICER.fullmatch(text))


def code_name(node: Node, field: str, code: str, language: str) -> str:
    """What a code of a field is called: by the pack, else by the page, else itself."""
    held = ALIKE.get(field, field)
    names = names_of_code(node, LISTS[held], code) if held in LISTS else None
    if names:
        return in_language(names, language, otherwise=code)
    return say_first((f"choice.{field}.{code}", f"choice.language.{code}"), language, otherwise=code)


def is_code(field: str, code: str) -> bool:
    """Whether the words of a field are codes with names."""
    return ALIKE.get(field, field) in LISTS or has(f"choice.{field}.{code}")


def word_name(word: str, language: str) -> str:
    """The name of a word a fact may hold."""
    return in_language(sentences().words.get(word, {}), language, otherwise=word)


def fact_question(name: str, language: str) -> str:
    """The question a fact answers."""
    try:
        return in_language(sentences().fact(name), language, otherwise=name)
    except KeyError:
        return name


def command_label(command: str, language: str) -> str:
    """What a step is called."""
    return say(f"command.{command}", language)


def side_name(procedure: str, side: str, language: str) -> str:
    """On which side of a record this office stands, as this procedure has it: asked, gave, proposed, or kept it here."""
    return say_first((f"side.{procedure}.{side}", f"side.{side}"), language, otherwise=side)


def state_name(state: Mapping[str, Any] | str, language: str) -> str:
    """What the state of a record is called."""
    name = state if isinstance(state, str) else str(state.get("state", ""))
    return say(f"state.{name}", language) if name else ""
