"""The first question to a file whose requests need not show a REST root, asked of texts alone: can it send any?

Only where somebody wants to know of open URLs; what most files are asked is in ``may_hold``.
"""

from __future__ import annotations

import functools
import re

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.first_look.imports import imported, statements
from flake8_confluence_scopes.calls.first_look.may_hold import imports_of, text_of, version_of
from flake8_confluence_scopes.calls.first_look.named_methods import libraries_of
from flake8_confluence_scopes.calls.libraries.clients import PACKAGES

# urllib's parsers send nothing, nor do http's cookies and codes.
_NAMED = "|".join(sorted(re.escape(name) for name in PACKAGES if name not in ("urllib", "http")))
_CLIENT = re.compile(
    rf"\b(?:from|import)\b[^#]*?\b(?:(?:{_NAMED})\b|urllib\.request|http\.client"
    r"|urllib\s+import[^#]*\brequest|http\s+import[^#]*\bclient)",
    re.DOTALL,
)
_CALLED = re.compile(r"(?<!\bdef )\b(\w+)\s*\(")
_DEFINED = re.compile(r"\bdef\s+(\w+)")
# A method that is called as a client's are, with anything but a plain key.
_REQUEST = re.compile(
    r"\.\s*(?:get|post|put|patch|delete|head|options|request|stream|urlopen|open)\s*\("
    r"""(?!\s*[rbuRBU]?(?:"[^"/{}\n]*"|'[^'/{}\n]*')\s*[,)])"""
)


def may_send(source: str, path: str, root: str | None) -> bool:
    """Whether the source imports a client, or calls by its name a function of a module of the project that does, or takes
    a client from there. ``path`` is the file's absolute one, ``root`` the project's top folder."""
    if imports_client(source):
        return True
    if "import" not in source:
        return False
    fresh.begin()
    modules = imported(statements(source), path, root or "")
    places = {place for module in modules for place in (module, *_imports(module, root or ""))} - {path}
    defined = " ".join(filter(None, map(_defined, places))).split()
    return bool(defined) and (_REQUEST.search(source) is not None or not set(_CALLED.findall(source)).isdisjoint(defined))


def imports_client(source: str) -> bool:
    """Whether an import statement of the text names a client's package."""
    return any(map(_names_client, statements(source))) or bool(libraries_of(source))


@functools.lru_cache(maxsize=fresh.MOST)
def _names_client(statement: str) -> bool:
    # The files of a project import the same again and again.
    return _CLIENT.search(statement) is not None


@fresh.briefly
def _imports(module: str, root: str) -> tuple[str, ...]:
    version = version_of(module)
    return imports_of(version, root, module) if version else ()


@fresh.briefly
def _defined(module: str) -> str:
    version = version_of(module)
    return _names(version, module) if version else ""


@fresh.newest
def _names(version: str, path: str) -> str:
    """The functions that a module defines which imports a client, separated by blanks; empty for any other module."""
    source = text_of(path)
    return " ".join(("", *dict.fromkeys(_DEFINED.findall(source)), "")) if imports_client(source) else ""
