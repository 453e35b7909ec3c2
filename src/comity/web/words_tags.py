"""What templates call: words, times, names of codes, people's text marked with its language. All output is escaped."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from comity.web import times
from comity.web.naming import lang_of, word_name
from comity.web.words import in_language
from comity.web.words import say as say_word

register = template.Library()
Context = dict[str, Any]
_GAP = re.compile(r"\{([a-z_]+)\}")


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: object) -> SafeString:
    """``{% say "today.title" %}``: a sentence in the page's language; values are escaped before they are filled in."""
    sentence = say_word(key, _language(context))
    return mark_safe(_fill(conditional_escape(sentence), values))  # noqa: S308  # both parts were escaped


@register.simple_tag(takes_context=True)
def say_in(context: Context, table: str, key: object, **values: object) -> SafeString:
    """``{% say_in "state" record.state %}``: the same with a key that is only known when the page is drawn."""
    return say(context, f"{table}.{key}", **values)


@register.simple_tag(takes_context=True)
def named(context: Context, names: dict[str, str]) -> str:
    """One of something's names in the page's language (a gate's question, an office)."""
    return in_language(names or {}, _language(context))


@register.simple_tag(takes_context=True)
def word(context: Context, code: str) -> str:
    """The name of a word a fact may hold."""
    return word_name(code, _language(context))


@register.simple_tag(takes_context=True)
def moment(context: Context, text: str) -> SafeString:
    """A time of the record in the office's zone, as ``<time>`` with the exact instant."""
    if not text:
        return SafeString("")
    shown = times.show_time(text, _language(context), str(context.get("zone", "UTC")))
    return format_html('<time datetime="{}">{}</time>', text, shown)


@register.simple_tag(takes_context=True)
def duration(context: Context, seconds: int) -> str:
    """A length of time in words."""
    return times.show_duration(int(seconds), _language(context))


@register.simple_tag(takes_context=True)
def day(context: Context, text: str) -> str:
    """A date in the form of the language."""
    return times.show_day(str(text), _language(context))


@register.filter
def person(text: object) -> SafeString:
    """A name or other text of people: kept apart from the direction and language of the page around it."""
    shown = str(text)
    lang = lang_of(shown)
    if not lang:
        return format_html("<bdi>{}</bdi>", shown)
    return format_html('<bdi lang="{}">{}</bdi>', lang, shown)


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """``mapping|item:key``, or "" where there is none."""
    return (mapping or {}).get(key, "")


def _language(context: Context) -> str:
    return str(context.get("language", "en"))


def _fill(sentence: str, values: dict[str, object]) -> str:
    """Fill every gap once: what was filled in is never read as a gap again."""
    escaped = {
        name: conditional_escape(value if isinstance(value, SafeString) else str(value))
        for name, value in values.items()
    }
    return _GAP.sub(lambda gap: escaped.get(gap[1], gap[0]), sentence)
