"""Small things every view uses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comity.kit.errors import ComityError
from comity.web.words import has, say


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """A page from its template."""
    return render(request, template, dict(context), status=status)


def sentence_of(error: ComityError, language: str) -> str:
    """What an error says to a person; one without a sentence of its own is named by its code."""
    key = f"error.{error.code}"
    if has(key):
        return say(key, language, **error.data)
    return say("error.web.other", language, code=error.code)


def faults_of(error: ComityError) -> list[tuple[str, str]]:
    """Where a form could not be taken and why: the path of the field and the reason, as the door wrote them."""
    found = error.data.get("faults")
    return [(str(path), str(reason)) for path, reason in found] if isinstance(found, list | tuple) else []
