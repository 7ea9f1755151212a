"""Descriptors, manifests, catalogs and OpenAPI documents: right ones, and ones that are wrong in a place or two."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]

NAMES = (
    "READ", "write", " ADMIN ", "read:page:confluence", "read:connect-confluence", "${X}", "{{ x }}", "", "\ud800", "a\nb", "é",
)  # fmt: skip
PATHS = (
    "/rest/api/content", "/rest/api/content/{id}", "/rest/x/{version}/y", "/rest/x/1/y", "/download/temp/.*", "/a/.+", "/", "",
    "x", "/rest", "/rest//", "/wiki/api/v2/pages/{}", "/{a}{b}", "/{", "/\0", "/rest/x/*", "/rest/api/{a}-{b}/{a}",
)  # fmt: skip

_NUMBERS = st.sampled_from((0, 1, 1.0, -1, 2**80, 1e300, True))
_LEAVES = st.none() | _NUMBERS | st.sampled_from((*NAMES, *PATHS)) | st.text(max_size=5)
VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
"""Any value that JSON has."""

_SCOPES = st.lists(st.sampled_from(NAMES), max_size=4)
_METHOD = st.sampled_from(("GET", "PUT", "POST", "DELETE", "get", "FETCH"))
_ORIGIN = {"schema": st.just(1), **dict.fromkeys(("name", "source", "date", "generator"), st.just("ours"))}
_ALTERNATIVES = st.lists(st.lists(st.sampled_from(NAMES[:5]), max_size=2), max_size=2)
_LIFECYCLE = {"deprecated": st.booleans(), "removed": st.just("2026-01-01"), "successor": st.sampled_from(PATHS)}

CONNECT = st.fixed_dictionaries({"key": st.just("x")}, optional={"scopes": _SCOPES, "modules": VALUES})
FORGE = st.fixed_dictionaries(
    {"app": st.just({"id": "x"})},
    optional={
        "permissions": st.fixed_dictionaries(
            {},
            optional={
                "scopes": _SCOPES | st.dictionaries(st.sampled_from(NAMES), st.just({"allowImpersonation": True}), max_size=3),
                "external": VALUES,
            },
        ),
        "modules": VALUES,
    },
)
ROWS = st.fixed_dictionaries(
    {
        "path": st.sampled_from(PATHS),
        "versions": st.lists(st.sampled_from(("1", "1.0", "latest", "x")), max_size=2),
        "scopes": st.dictionaries(_METHOD, st.sampled_from(("NONE", "READ", "WRITE", "N/A", "read")), max_size=3),
    },
    optional={"exact": st.booleans()},
)
OPERATIONS = st.fixed_dictionaries(
    {"method": _METHOD, "path": st.sampled_from(PATHS), "classic": _ALTERNATIVES, "granular": _ALTERNATIVES},
    optional={"connect": st.sampled_from(("READ", "NONE", "x")), **_LIFECYCLE},
)
CATALOGS = st.fixed_dictionaries(
    {**_ORIGIN, "family": st.sampled_from(("connect", "oauth"))},
    optional={"rows": st.lists(ROWS, max_size=3), "operations": st.lists(OPERATIONS, max_size=3)},
)
_SECURITY = st.lists(st.dictionaries(st.sampled_from(("oauth", "basic")), _SCOPES, max_size=2), max_size=2)
OPENAPI = st.fixed_dictionaries(
    {
        "info": st.fixed_dictionaries({}, optional={"title": st.sampled_from(NAMES), "version": st.just("1")}),
        "paths": st.dictionaries(
            st.sampled_from(PATHS),
            st.dictionaries(
                st.sampled_from(("get", "put", "parameters")),
                st.fixed_dictionaries(
                    {"x-atlassian-oauth2-scopes": st.lists(st.fixed_dictionaries({"scopes": _SCOPES}), max_size=2)},
                    optional={
                        "x-atlassian-connect-scope": st.sampled_from(NAMES),
                        "security": _SECURITY,
                        "deprecated": st.booleans(),
                    },
                ),
                max_size=2,
            ),
            max_size=3,
        ),
    },
    optional={
        "security": _SECURITY,
        "servers": st.lists(
            st.fixed_dictionaries(
                {"url": st.sampled_from(("/", "https://x.example/wiki", "//{host}/wiki/api/v2", "{a}{b}", "{"))},
                optional={"variables": st.dictionaries(st.just("host"), VALUES, max_size=1)},
            ),
            max_size=2,
        ),
    },
)


@st.composite
def documents(draw: Draw, right: st.SearchStrategy[Any]) -> Any:
    """Documents of one kind, most with one or two places where another value stands, is missing, or is doubled."""
    document = json.loads(json.dumps(draw(right)))
    for _ in range(draw(st.integers(0, 2))):
        places = _places(document)
        if places:
            holder, key = draw(st.sampled_from(places))
            if draw(st.integers(0, 3)):
                holder[key] = draw(VALUES)
            else:
                del holder[key]
    return document


@st.composite
def texts(draw: Draw, written: st.SearchStrategy[str]) -> bytes:
    """The bytes of files with such texts, some cut off, pasted together or in other encodings."""
    text: str = draw(written)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(text)))
        end = draw(st.integers(place, min(len(text), place + 5)))
        text = text[:place] + draw(st.sampled_from(_PASTED) | st.text(max_size=2)) + text[end:]
    encoding: str = draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1")))
    return text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass")


_PASTED = (
    "", "{", "]", '"', ",", ":", "\\", "{{ x }}", "{% if x %}", "{#", "#}", '"scopes": [', '"scopes": ["READ"],', "&a ", "*a",
    "<<: *a", "!!binary ", "!x ", "? ", "- ", "\n", "\t", "\r\n", "---\n", "...\n", "%YAML 9.9\n", "| \n", "# ", "\0", "\x85",
    "\u2028", "NaN", "-", "1" * 5000, "[" * 300,
)  # fmt: skip


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Every list or object in a document, with each of its keys."""
    found: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        holder = waiting.pop(0)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder))) if isinstance(holder, list) else []
        found += [(holder, key) for key in keys]
        waiting += [holder[key] for key in keys]
    return found
