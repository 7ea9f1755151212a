"""Names of scopes where a descriptor lists them, each with what it opens. The text may be broken while it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.descriptors import unsaved_text
from flake8_confluence_scopes.server.documents import Document
from flake8_confluence_scopes.server.hover import SHOWN, opened
from flake8_confluence_scopes.server.lines import Json

_VALUE = 12
_IN_JSON = re.compile(r'"scopes"\s*:\s*\[[^\]]*$')
_IN_FLOW = re.compile(r"^[ ]+scopes[ ]*:[ ]*\[[^\]]*$", re.MULTILINE)
_KEY = re.compile(r"^([ ]*)([A-Za-z]\w*)[ ]*:[ ]*(?:#.*)?$")
_ITEM = re.compile(r"^([ ]*)(?:-[ ].*|-|[\w\"'].*)?$")
_BEFORE = re.compile(r"[\w:.-]*$")
_AFTER = re.compile(r"[\w:.-]*")


def items(document: Document, offset: int, missing: Iterable[str]) -> list[Json]:
    """The scopes to choose from at an offset, those that are ``missing`` first; none where no scope stands."""
    text = document.text
    is_json = unsaved_text.is_json(document.path or "")
    before = text[:offset]
    if not (_IN_JSON.search(before) if is_json else _IN_FLOW.search(before) or _in_block(before)):
        return []
    begun, rest = _BEFORE.search(before), _AFTER.match(text, offset)
    assert begun is not None and rest is not None  # both may be empty
    start, end = offset - len(begun[0]), rest.end()
    if not is_json and begun[0] == "-":  # the mark of an item, which wants a blank behind it
        start = offset
    quoted = text[start - 1 : start] in ('"', "'") and start > 0
    lacking = frozenset(missing)
    found = []
    for name in _names(is_json):
        written = f'"{name}"' if is_json and not quoted else name
        found.append(
            {
                "label": name,
                "kind": _VALUE,
                "detail": _detail(name),
                "documentation": {"kind": "markdown", "value": _documentation(name)},
                "filterText": written,
                "sortText": f"{0 if name in lacking else 1}{name}",
                "textEdit": {"range": document.lines.range(start, end), "newText": written},
            }
        )
    return found


def _in_block(before: str) -> bool:
    """Whether the last line is an item below ``scopes:`` below ``permissions:``."""
    *above, last = before.split("\n")
    item = _ITEM.match(last.rstrip("\r"))
    if item is None:
        return False
    indent = len(item[1])
    for line in reversed(above):
        line = line.rstrip()
        key = _KEY.match(line)
        if key is not None and key[2] == "scopes" and len(key[1]) <= indent:
            return _is_below_permissions(above[: above.index(line)] if line in above else above, len(key[1]))
        other = _ITEM.match(line)
        if line and not line.lstrip().startswith("#") and (other is None or not line.lstrip().startswith("-")):
            return False
    return False


def _is_below_permissions(above: list[str], indent: int) -> bool:
    for line in reversed(above):
        key = _KEY.match(line.rstrip())
        if key is not None and len(key[1]) < indent:
            return key[2] == "permissions"
    return False


@cache
def _names(is_json: bool) -> tuple[str, ...]:
    connect = tuple(name for name in scopes.CONNECT_SCOPES if name != "NONE")
    if is_json:
        return connect
    catalog = scopes.load("cloud")
    oauth = {name for entry in catalog.entries() for alternative in entry.oauth or () for name in alternative}
    return (*sorted(oauth, key=lambda name: (not scopes.is_classic(name), name)), *map(scopes.on_forge, connect))


@cache
def _detail(name: str) -> str:
    count = len(opened(name))
    return f"{count} operation{'' if count == 1 else 's'}"


@cache
def _documentation(name: str) -> str:
    operations = opened(name)
    more = [f"- and {len(operations) - SHOWN} more"] if len(operations) > SHOWN else []
    return "\n".join([*(f"- `{operation}`" for operation in operations[:SHOWN]), *more])
