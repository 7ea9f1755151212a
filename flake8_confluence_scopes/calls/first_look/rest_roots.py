"""What the strings of a module's text say of REST paths: which resources they name, and which roots they leave open.

Only the standard library's parser is needed, and only for a text that has the look of a REST root somewhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from flake8_confluence_scopes.calls.first_look import literals
from flake8_confluence_scopes.calls.libraries.products import NAMES, PRODUCT
from flake8_confluence_scopes.calls.modules.python_tree import standard_tree
from flake8_confluence_scopes.path_template import HOLE, PathTemplate

Belongs: TypeAlias = Callable[[PathTemplate, bool], bool]
"""Whether a path is one to report; the second argument tells whether its surroundings name the product."""

# How sources write the roots of path_template.py: words that few texts have, and what stands around them in a root. Behind
# %s, between two holes, and with each segment in quotes of its own, too.
_SIGNS = {
    "rest": re.compile(r"""rest(?:(?<=["'/}s]rest)/|(?<=/rest)["'{%]|(?<=["']rest)["'],\s*["']api["'])"""),
    "api": re.compile(r"""api(?:/v2|(?<=["']api)["'],\s*["']v2["'])"""),
    "download/": re.compile(r"""download/(?:attachments|temp)"""),
}
# How sources write segments of a root that stand in names of their own, and what else the text must have then.
_ALONE = {
    "rest": re.compile(r"""rest(?<=["'/]rest)["']"""),
    "api": re.compile(r"""api(?<=["'/}s]api)(?:["'{%]|/(?!v2))"""),
    "v2": re.compile(r"""v2(?<=["'/]v2)(?<!api/v2)["'/{%]"""),
    "download": re.compile(r"""download(?<=["'/]download)(?:["'{%]|/(?!attachments|temp))"""),
    "attachments": re.compile(r"""attachments(?<=["'/]attachments)(?<!download/attachments)["'/{%]"""),
}
_FIELD = re.compile(r"%(?:\(\w+\))?[sdr]")
# A string, or an f-string as far as its first field, without the slash before it.
_PART = re.compile(r"""["']/?([^"'\s{}]{1,200})["'{]""")
_MOST_SIGNS = 200
_MOST_PARTS = 5_000
"""Beyond, a text is not worth the search, and counts as one in which something was found."""


class Evidence(NamedTuple):
    """What a text shows. ``paths`` name a resource, ``roots`` end before it, as in ``/rest/api/``; ``named``: the
    text names the product. ``in_parts`` are roots whose segments stand here and there. ``libraries``: those
    that the text imports whose named methods send requests."""

    paths: frozenset[PathTemplate]
    roots: frozenset[str]
    named: bool
    in_parts: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.paths or self.roots or self.in_parts or self.libraries)


NO_EVIDENCE = Evidence(frozenset(), frozenset(), False)


def has_sign(source: str) -> bool:
    """Whether anything in the text looks like a REST root, be it in a comment."""
    return any(True for _ in _signs(source)) or bool(_roots_in_parts(source))


def _roots_in_parts(source: str) -> frozenset[str]:
    """The roots whose segments may stand apart, as in ``f"/wiki/api/{version}/"``."""
    found = set()
    if _stands_alone(source, "api"):
        if "wiki/api/" in source or _stands_alone(source, "v2"):
            found.add("/api/v2/")
        if _stands_alone(source, "rest"):
            found.add("/rest/api/")
    if _stands_alone(source, "download") and _stands_alone(source, "attachments"):
        found.add("/download/attachments/")
    return frozenset(found)


def _stands_alone(source: str, segment: str) -> bool:
    return any(True for _ in _places(source, segment, _ALONE))


def _signs(source: str) -> Iterator[int]:
    """Where something looks like a REST root."""
    for word in _SIGNS:
        yield from _places(source, word, _SIGNS)


def _places(source: str, word: str, signs: dict[str, re.Pattern[str]]) -> Iterator[int]:
    """Where a word stands as its sign has it."""
    sign = signs[word]
    # An expression takes several times as long to look for a word.
    place = source.find(word)
    while place >= 0:
        if sign.match(source, place):
            yield place
        place = source.find(word, place + 1)


def names_product(source: str) -> bool:
    """Whether the text names Confluence anywhere."""
    return PRODUCT in source.lower()


def names_wiki(source: str) -> bool:
    """Whether the text names Confluence, who makes it, or its context path."""
    lower = source.lower()
    return "wiki" in source or any(name in lower for name in NAMES)


def evidence_of(source: str, tree: ast.AST | None = None) -> Evidence:
    """What the strings of a source show that may be URLs; ``tree`` is its ``ast`` where the caller has it.

    Raises UncheckedFile.
    """
    places = list(_signs(source))
    in_parts = _roots_in_parts(source)
    if not places and not in_parts:
        return NO_EVIDENCE
    if len(places) > _MOST_SIGNS:
        return Evidence(frozenset(), frozenset(_roots("/rest/")), True)
    paths: set[PathTemplate] = set()
    roots: set[str] = set()
    for text in literals.urls_at(tree or standard_tree(source), source, places):
        path = path_in(text) or path_in(text + "/")
        if path is None:  # each segment in quotes of its own
            roots.update(("/api/v2/", *_roots("/rest/")))
        elif path.names_resource:
            paths.add(path)
        else:
            roots.update(_roots(path.text.partition(HOLE)[0].rstrip("/") + "/"))
    return Evidence(frozenset(paths), frozenset(roots), names_product(source), in_parts)


def names_resource(source: str, roots: frozenset[str], belongs: Belongs) -> bool:
    """Whether anything in quotation marks names a resource, written behind one of the roots."""
    parts = set(_PART.findall(source)) if roots else ()
    return len(parts) > _MOST_PARTS or any(_is_resource(root + part, belongs) for part in parts for root in roots)


@lru_cache(20_000)
def _is_resource(text: str, belongs: Belongs) -> bool:
    path = path_in(text)
    return path is not None and path.names_resource and belongs(path, False)


def path_in(text: str) -> PathTemplate | None:
    """The path of a URL that a string holds, with a hole for each field, be it ``%s``; None without a root."""
    return PathTemplate.parse(_FIELD.sub(HOLE, text))


def _roots(root: str) -> Iterator[str]:
    """The roots that a text may mean that ends in ``root``."""
    yield root
    if root == "/rest/":
        yield "/rest/api/"
