"""The smallest edit of a Forge manifest's text, by the places that PyYAML gives its nodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from flake8_confluence_scopes.descriptors.declaration import Unreadable
from flake8_confluence_scopes.descriptors.edited_text import (
    Span,
    after_line,
    appended,
    line_end,
    replaced,
    start_of_line,
    without,
    without_lines,
)

_Node = Any
"""A node of PyYAML's; the class that they share has no ``flow_style`` of its own."""

_BY_HAND = "is written in a way that only a person should edit"


def add(text: str, names: Sequence[str]) -> str:
    """The text of a manifest with ``names`` at the end of ``permissions.scopes``. Raises Unreadable."""
    root = _to_edit(text)
    permissions = _value(root, "permissions")
    if permissions is None:
        return _with_permissions(text, root, names)
    key, value = permissions
    if _is_nothing(value):
        return _with_value(text, key, value, ["  scopes:", *(f"    - {name}" for name in names)])
    scopes = _value(value, "scopes")
    if scopes is None:
        return _with_scopes(text, value, names)
    key, value = scopes
    if _is_nothing(value):
        indent = " " * (key.start_mark.column + 2)
        return _with_value(text, key, value, [f"{indent}- {name}" for name in names])
    return _extended(text, value, names)


def remove(text: str, name: str) -> str:
    """The text of a manifest without one of its scopes. Raises Unreadable."""
    scopes = _declared(_to_edit(text))
    if scopes is None:
        return text
    key, value = scopes
    entries = _entries(value)
    index = next((index for index, (first, _) in enumerate(entries) if first.value.strip() == name), None)
    if index is None:
        return text
    first, last = entries[index]
    if value.flow_style:
        return without(text, _span(value), _spans(entries), index)
    cut = without_lines(text, first.start_mark.index, _end(last) - 1)
    if len(entries) > 1:
        return cut
    place = text.index(":", key.end_mark.index) + 1
    return replaced(cut, Span(place, place), " []" if _is_list(value) else " {}")


def replace(text: str, old: str, new: str) -> str:
    """The text of a manifest with another scope in the place of one, in its quotes. Raises Unreadable."""
    scopes = _declared(_to_edit(text))
    for first, _ in reversed(_entries(scopes[1]) if scopes else []):
        if first.value.strip() == old:
            quote = first.style if first.style in ("'", '"') else ""
            text = replaced(text, _span(first), f"{quote}{new}{quote}")
    return text


def _declared(root: _Node) -> tuple[_Node, _Node] | None:
    """The key and the value of ``permissions.scopes``, None where there are none. Raises Unreadable."""
    permissions = _value(root, "permissions")
    scopes = None if permissions is None or _is_nothing(permissions[1]) else _value(permissions[1], "scopes")
    return None if scopes is None or _is_nothing(scopes[1]) else scopes


def places(text: str) -> list[tuple[str, Span]]:
    """The scopes of a manifest, each with the place of its name, quotes included. Raises Unreadable."""
    scopes = _declared(_composed(text))
    return [(first.value, _span(first)) for first, _ in (_entries(scopes[1]) if scopes else [])]


def _composed(text: str) -> _Node:
    import yaml

    try:
        return yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:  # the parser in C, which has read the scopes, takes tabs that this one does not
        raise Unreadable(_BY_HAND) from error


def _to_edit(text: str) -> _Node:
    """The root of a manifest. Raises Unreadable, also where an alias repeats the permissions or a part of them: an edit
    would change the other place, too."""
    root = _composed(text)
    permissions = _value(root, "permissions")
    parts = _below(permissions[1]) if permissions is not None else []
    times = Counter(id(child) for node in _below(root) for child in _children(node))
    if any(times[id(node)] > 1 for node in parts):
        raise Unreadable(_BY_HAND)
    return root


def _below(root: _Node) -> list[_Node]:
    """A node and those inside of it, each once."""
    found: dict[int, _Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            waiting += _children(node)
    return list(found.values())


def _children(node: _Node) -> list[_Node]:
    if _is_scalar(node):
        return []
    return list(node.value) if _is_list(node) else [part for pair in node.value for part in pair]


def _value(mapping: _Node, wanted: str) -> tuple[_Node, _Node] | None:
    """The key and its value; what an alias stands for is elsewhere in the text."""
    for key, value in mapping.value:
        if key.value == wanted:
            if value.start_mark.index < key.end_mark.index:
                raise Unreadable(_BY_HAND)
            return key, value
    return None


def _entries(value: _Node) -> list[tuple[_Node, _Node]]:
    """The first and the last node of each entry of a list or mapping. Raises Unreadable for aliases."""
    entries = [(node, node) for node in value.value] if _is_list(value) else list(value.value)
    place = value.start_mark.index
    for first, last in entries:
        if first.start_mark.index < place or last.start_mark.index < first.start_mark.index:
            raise Unreadable(_BY_HAND)
        place = last.start_mark.index
    return entries


def _extended(text: str, value: _Node, names: Sequence[str]) -> str:
    entries = _entries(value)
    style = (entries[-1][0].style or "") if entries else ""
    quote = style if style in ("'", '"') else ""
    end = "" if _is_list(value) else ": {}"
    new = [f"{quote}{name}{quote}{end}" for name in names]
    if value.flow_style:
        return appended(text, _span(value), _spans(entries), new)
    first, last = entries[-1]
    place = first.start_mark.index
    lead = text[start_of_line(text, place) : place]
    if re.fullmatch(r"\ufeff?[ ]*-[ \t]+" if _is_list(value) else r"[ ]*", lead) is None:
        raise Unreadable(_BY_HAND)
    return after_line(text, _end(last), [lead + item for item in new])


def _with_permissions(text: str, root: _Node, names: Sequence[str]) -> str:
    if root.flow_style or re.search(r"^\.\.\.", text, re.MULTILINE):
        raise Unreadable(_BY_HAND)
    lines = ["permissions:", "  scopes:", *(f"    - {name}" for name in names)]
    end = line_end(text)
    added = end.join(lines)
    return text + added + end if text.endswith(("\n", "\r")) else text + end + added


def _with_scopes(text: str, permissions: _Node, names: Sequence[str]) -> str:
    """A new first key of ``permissions``, so that all other lines stay as they are."""
    if permissions.flow_style:
        place = permissions.start_mark.index + 1
        more = ", " if permissions.value else ""
        return replaced(text, Span(place, place), f"scopes: [{', '.join(names)}]{more}")
    place = permissions.start_mark.index
    start = start_of_line(text, place)
    indent = text[start:place]
    if indent.strip(" "):
        raise Unreadable(_BY_HAND)
    lines = ["scopes:", *(f"  - {name}" for name in names)]
    return replaced(text, Span(start, start), "".join(indent + line + line_end(text) for line in lines))


def _with_value(text: str, key: _Node, value: _Node, lines: Sequence[str]) -> str:
    """A key that has no value, or ``null``, with a block in its place."""
    start = text.index(":", key.end_mark.index) + 1
    written = text[value.start_mark.index : value.end_mark.index]
    if written:
        text = replaced(text, Span(start, value.end_mark.index), "")
    return after_line(text, start, lines)


def _span(node: _Node) -> Span:
    return Span(node.start_mark.index, node.end_mark.index)


def _spans(entries: Sequence[tuple[_Node, _Node]]) -> list[Span]:
    return [Span(first.start_mark.index, last.end_mark.index) for first, last in entries]


def _end(node: _Node) -> int:
    """Where a node's text ends; a block's own end mark is where the next thing begins."""
    while not _is_scalar(node) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last if _is_list(node) else last[1]
    return int(node.end_mark.index)


def _is_nothing(node: _Node) -> bool:
    return str(node.tag) == "tag:yaml.org,2002:null"


def _is_scalar(node: _Node) -> bool:
    return str(node.id) == "scalar"


def _is_list(node: _Node) -> bool:
    return str(node.id) == "sequence"
