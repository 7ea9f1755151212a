"""What is not read, and whether it mentions Confluence's REST resources: other languages than Python."""

from __future__ import annotations

import os
from typing import NamedTuple

from flake8_confluence_scopes.calls import has_sign, imports_client

BRIDGE = "requestConfluence"
"""Forge's function for requests: ``api.asApp().requestConfluence``, and ``requestConfluence`` of its bridge."""

ROOT = "a REST root"
CLIENT = "an HTTP client"

PYTHON = "Python"

_TEMPLATES = "templates"
_ENDINGS = {
    "JavaScript": (".js", ".jsx", ".mjs", ".cjs"),
    "TypeScript": (".ts", ".tsx", ".mts", ".cts"),
    "Vue": (".vue",),
    "Svelte": (".svelte",),
    "HTML": (".html", ".htm", ".xhtml"),
    _TEMPLATES: (".hbs", ".handlebars", ".j2", ".jinja", ".jinja2", ".ejs", ".mustache", ".tmpl", ".njk", ".pug"),
}
_LANGUAGES = {ending: language for language, endings in _ENDINGS.items() for ending in endings}
_IN_TEMPLATES = (".txt", ".xml", ".tpl", ".vm", ".soy", ".liquid")
"""Besides, below a folder ``templates``."""


class Mention(NamedTuple):
    """The first mention of a text: its line, from 1, and what it is."""

    line: int
    what: str


def language_of(path: str) -> str:
    """The language of a file that may call Confluence and is not read; empty for any other. ``path`` has slashes."""
    ending = os.path.splitext(path)[1].lower()
    if ending in _IN_TEMPLATES and "templates" in path.lower().split("/")[:-1]:
        return _TEMPLATES
    return _LANGUAGES.get(ending, "")


def first_mention(text: str) -> Mention | None:
    """Where the text mentions a REST root or ``requestConfluence`` first, be it in a comment."""
    if BRIDGE not in text and not has_sign(text):
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if BRIDGE in line:
            return Mention(number, BRIDGE)
        if has_sign(line):
            return Mention(number, ROOT)
    return Mention(1, ROOT)  # over several lines


def first_request(text: str) -> Mention | None:
    """Where the Python of a text mentions what calls Confluence, or else that it can send requests at all."""
    found = first_mention(text)
    return found or (Mention(1, CLIENT) if imports_client(text) else None)


def not_read(language: str) -> str:
    """That a language is not read, or that a file was not among those that were asked for."""
    if language == PYTHON:
        return "was not looked at; name it, or a folder above it"
    return f"{language} {'are' if language == _TEMPLATES else 'is'} not read"
