"""What is not read, and whether it mentions Confluence's REST resources: other languages than Python."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NamedTuple

from flake8_confluence_scopes.calls import has_sign, imports_client

BRIDGE = "requestConfluence"
"""Forge's function for requests: ``api.asApp().requestConfluence``, and ``requestConfluence`` of its bridge."""

ROOT = "a REST root"
CLIENT = "an HTTP client"
CALLER = "a function that sends requests"

OWN_PAGE = '<meta name="generator" content="confluence-scopes justify">'
"""In the head of the page that ``justify`` writes, which names all calls and makes none."""
_HEAD = 1_000

PYTHON = "Python"

_TEMPLATES = "templates"
_SHELL = "shell scripts"
_ENDINGS = {
    "JavaScript": (".js", ".jsx", ".mjs", ".cjs"),
    "TypeScript": (".ts", ".tsx", ".mts", ".cts"),
    "Vue": (".vue",),
    "Svelte": (".svelte",),
    "Astro": (".astro",),
    "HTML": (".html", ".htm", ".xhtml"),
    _SHELL: (".sh", ".bash", ".zsh", ".ps1", ".bat", ".cmd"),
    "Java": (".java",),
    "Kotlin": (".kt", ".kts"),
    "Scala": (".scala",),
    "Groovy": (".groovy",),
    "C#": (".cs",),
    "Go": (".go",),
    "PHP": (".php",),
    "Perl": (".pl", ".pm"),
    "Ruby": (".rb",),
    "Rust": (".rs",),
    "Swift": (".swift",),
    "Cython": (".pyx",),
    _TEMPLATES: (".hbs", ".handlebars", ".j2", ".jinja", ".jinja2", ".ejs", ".mustache", ".tmpl", ".njk", ".pug"),
}
_PYTHON = (".py", ".pyw", ".ipynb")
_INTERPRETERS = {
    "python": PYTHON,
    "pypy": PYTHON,
    "node": "JavaScript",
    "deno": "JavaScript",
    "bun": "JavaScript",
    "sh": _SHELL,
    "bash": _SHELL,
    "zsh": _SHELL,
    "ksh": _SHELL,
    "dash": _SHELL,
    "perl": "Perl",
    "php": "PHP",
    "ruby": "Ruby",
}
_SHEBANG = re.compile(rb"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+)*)?(?:\S*/)?([a-z]+)")
SHEBANG_BYTES = 200
_LANGUAGES = {ending: language for language, endings in _ENDINGS.items() for ending in endings}
_IN_TEMPLATES = (".txt", ".xml", ".tpl", ".vm", ".soy", ".liquid")
"""Besides, below a folder ``templates``."""


class Mention(NamedTuple):
    """The first mention of a text: its line, from 1, and what it is."""

    line: int
    what: str


def language_of(path: str) -> str:
    """The language of a file that may call Confluence, by its name; empty for any other. ``path`` has slashes."""
    ending = os.path.splitext(path)[1].lower()
    if ending in _PYTHON:
        return PYTHON
    if ending in _IN_TEMPLATES and "templates" in path.lower().split("/")[:-1]:
        return _TEMPLATES
    return _LANGUAGES.get(ending, "")


def language_of_script(start: bytes) -> str:
    """The language of a file without an ending, by its first line; empty where that names no interpreter. ``start`` are its
    first ``SHEBANG_BYTES`` bytes."""
    found = _SHEBANG.match(start)
    return _INTERPRETERS.get(found[1].decode(), "") if found else ""


def is_own_page(text: str) -> bool:
    """Whether ``justify`` has written it."""
    return OWN_PAGE in text[:_HEAD]


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


def first_request(text: str, sends: Callable[[str], bool]) -> Mention | None:
    """Where the Python of a text mentions what calls Confluence, or else that it can send requests at all; ``sends`` tells
    whether it does so by functions of the project."""
    found = first_mention(text) or (Mention(1, CLIENT) if imports_client(text) else None)
    return found or (Mention(1, CALLER) if sends(text) else None)


def not_read(language: str, files: int = 1) -> str:
    """That a language is not read, or that so many files were not among those that were asked for."""
    if language == PYTHON:
        one, several = "was not looked at; name it, or a folder above it", "were not looked at; name them, or their folders"
        return one if files == 1 else several
    return f"{language} {'are' if language in (_TEMPLATES, _SHELL) else 'is'} not read"
