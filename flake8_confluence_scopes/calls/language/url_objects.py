"""Objects that stand for URLs: what ``urlsplit`` gives, which is a tuple here, and those of yarl, httpx and furl, which
are texts here. Texts and tuples of Python's own have none of these attributes and methods."""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import unquote

from flake8_confluence_scopes.calls.language.arguments import Evaluated
from flake8_confluence_scopes.calls.values import operators, strings, url_parts, urls
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NONE,
    Items,
    Kind,
    Text,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.marks import lost
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import as_text
from flake8_confluence_scopes.path_template import HOLE

_PARTS = {
    "scheme": "scheme",
    "netloc": "netloc",
    "authority": "netloc",
    "host": "netloc",
    "hostname": "netloc",
    "raw_host": "netloc",
    "path": "path",
    "raw_path": "path",
    "query_string": "query",
    "raw_query_string": "query",
    "fragment": "fragment",
    "raw_fragment": "fragment",
}
"""Attributes of URL objects, with the part that each shows. Of httpx.URL, ``raw_path`` are bytes, which are not followed."""
_HOSTS = frozenset(("host", "hostname", "raw_host"))

# Arguments, with the part that each exchanges. Those of which nothing is known here are bytes, or pairs of a query.
_EXCHANGED = {"scheme": "scheme", "host": "netloc", "authority": "netloc", "path": "path", "fragment": "fragment"}
_UNREAD = {"netloc": "netloc", "raw_path": "path", "query": "query", "params": "query", "query_string": "query"}
# Arguments of which no scope depends: a port and a user stay as they are.
_PASSED_OVER = frozenset("port user username password userinfo encoded keep_query keep_fragment args".split())

_SAME = frozenset("with_port with_user with_password human_repr copy tostr".split())
_QUERIES = frozenset(
    """with_query extend_query update_query without_query_params copy_set_param copy_add_param copy_remove_param
    copy_merge_params""".split()
)
_WITH = {"with_scheme": "scheme", "with_host": "netloc", "with_path": "path", "with_fragment": "fragment"}
_BELOW = frozenset(("joinpath", "join_path", "__truediv__"))
_EXCHANGES = frozenset(("copy_with", "set"))

OF_URLS = frozenset((*_QUERIES, *_WITH, *_BELOW, "with_name", "with_port", "with_user", "with_password", "copy_with"))
"""Methods that an object of which nothing is known has only where it is a URL, or a path."""


def attribute(owner: Text | Items, name: str) -> Values:
    """An attribute of a URL object; nothing where it is none that is followed."""
    if isinstance(owner, Items):
        names = url_parts.NAMES.get(len(owner.items), ()) if owner.kind is Kind.TUPLE else ()
        if name == "hostname" and "netloc" in names:
            return union(map(_host, owner.items[1]))
        return owner.items[names.index(name)] if name in names else ()
    if name == "url":
        return (owner,)
    if name == "parent":
        return _named(owner, None)
    part = _PARTS.get(name)
    parts = url_parts.split(owner, 5) if part is not None else None
    if part is None or parts is None:
        return ()
    found = parts[url_parts.NAMES[5].index(part)]
    if name in _HOSTS:
        return (_host(found),)
    if part == "path" and not found.template and parts[1].template:
        found = Text("/")
    return (found if name.startswith("raw_") else strings.piecewise(found, unquote),)


def _host(netloc: Value) -> Value:
    if netloc == Text(""):
        return NONE
    found = url_parts.host(as_text(netloc))
    return unknown("the host of a URL", is_open(netloc)) if found is None else found


def split(given: Evaluated, size: int) -> Values:
    """What ``urlsplit`` and its kin give; nothing where Python refuses the URL."""
    keys = {key for key, _ in given.keywords}
    if given.rest is not None or len(given.positional) > 2 or not keys <= {"url", "scheme"}:
        return ()
    default = given.get(1, "scheme") or (Text(""),)
    found = [url_parts.split(as_text(value), size) for value in operators.without_none(given.get(0, "url") or ())]
    rows = [parts for parts in found if parts is not None]
    if size > 2 and math.prod(len({row[position] for row in rows}) for position in range(3)) > MOST_ALTERNATIVES:
        # Code that takes the parts one by one would put each host before each path.
        rows = [(lost("the scheme of a URL", row[0]), lost("the host of a URL", row[1]), *row[2:]) for row in rows]
    return union(_parts(row, default) for row in rows)


def _parts(parts: tuple[Text, ...], default: Values) -> Items:
    groups: list[Values] = [(part,) for part in parts]
    if len(parts) > 2 and not parts[0].template:
        groups[0] = default
    return Items(tuple(groups), Kind.TUPLE)


def unsplit(value: Value) -> Values:
    """``urlunsplit(value)``, or ``urlunparse(value)`` of six parts."""
    sequence = value.sequence if isinstance(value, Items) else None
    if sequence is None or len(sequence) not in (5, 6):
        return (unknown("urlunparse(...)", is_open(value)),)
    groups = [tuple(Text("") if part == NONE else part for part in group) for group in sequence]
    # Behind the path one of several is as good as any.
    groups[3:] = [group if len(group) == 1 else (unknown("a query", any(map(is_open, group))),) for group in groups[3:]]
    return operators.texts(groups, url_parts.unsplit)


def tuple_of(size: int, given: Evaluated) -> Values:
    """``SplitResult(...)`` and ``ParseResult(...)``."""
    groups = [given.get(position, name) for position, name in enumerate(url_parts.NAMES[size])]
    found = tuple(group for group in groups if group)
    return (Items(found, Kind.TUPLE),) if len(found) == size and given.rest is None else ()


def build(given: Evaluated) -> Values:
    """``yarl.URL(...)`` and ``httpx.URL(...)``, with parts to exchange or without; ``yarl.URL.build(...)``."""
    if given.rest is not None or len(given.positional) > 1:
        return ()
    first = given.positional[0] if given.positional else (Text(""),)
    texts = tuple(as_text(value) for value in operators.without_none(first))
    return union(*(_with_keywords(text, given) for text in texts)) if given.keywords else texts


def method(receiver: Text | Items, name: str, given: Evaluated) -> Values:
    """What a method of a URL object gives; nothing where it is unknown."""
    if given.rest is not None:
        return ()
    if isinstance(receiver, Items):
        return _tuple_method(receiver, name, given)
    if name in _SAME:
        return (receiver,)
    if name in _QUERIES:
        query: Value = Text("") if given.values == (NONE,) else unknown("the new query", given.open)
        return _exchanged(receiver, {"query": (query,)})
    if name in _EXCHANGES and not given.positional:
        return _with_keywords(receiver, given)
    if name == "add":
        added = given.get(1, "path")
        return operators.texts([(receiver,), added], _added) if added else (receiver,)
    if name in _BELOW and _are_passed_over(given):
        return _joined(receiver, given.positional)
    if name in ("origin", "relative") and not given.positional:
        left_out = ("path", "query", "fragment") if name == "origin" else ("scheme", "netloc")
        return _exchanged(receiver, {part: (Text(""),) for part in left_out})
    if len(given.positional) == 1 and _are_passed_over(given):
        return _with_one(receiver, name, given.positional[0])
    return ()


def _with_one(url: Text, name: str, values: Values) -> Values:
    """What a method with one argument gives."""
    if name == "join":
        return union(*(_url_join(url, value) for value in values))
    if name == "with_name":
        return union(*(_named(url, as_text(value)) for value in values))
    if name == "with_path":
        return _exchanged(url, {"path": values, "query": (Text(""),), "fragment": (Text(""),)})
    return _exchanged(url, {_WITH[name]: values}) if name in _WITH else ()


def _are_passed_over(given: Evaluated) -> bool:
    return all(key in _PASSED_OVER for key, _ in given.keywords)


def _with_keywords(url: Text, given: Evaluated) -> Values:
    """A URL with the parts that keyword arguments name."""
    changes: dict[str, Values] = {}
    for key, values in given.keywords:
        if key in _EXCHANGED:
            changes[_EXCHANGED[key]] = values
        elif key in _UNREAD:
            changes[_UNREAD[key]] = (unknown(f"the {_UNREAD[key]} of a URL", any(map(is_open, values))),)
        elif key not in _PASSED_OVER:
            return ()
    return _exchanged(url, changes) if changes else (url,)


def _exchanged(url: Text, changes: dict[str, Values]) -> Values:
    refused = unknown("a URL", is_open(url))

    def build(texts: Sequence[Text]) -> Text:
        return url_parts.with_parts(url, dict(zip(changes, texts))) or as_text(refused)

    return operators.texts(list(changes.values()), build)


def _joined(url: Text, parts: Sequence[Values]) -> Values:
    """Parts below a URL's path; the query is lost."""
    return operators.texts([(url_parts.without_query(url),), *parts], urls.join_path)


def _added(texts: list[Text]) -> Text:
    """``url.add(path=path)``."""
    url, path = texts
    return urls.append(url_parts.without_query(url), path)


def _url_join(url: Text, value: Value) -> Values:
    """``url.join(value)`` of a URL object; a separator joins a list, and nobody joins letters by a path."""
    is_url = url.template.startswith((HOLE, "/")) or urls.SCHEME.match(url.template)
    return (urls.join(url, value),) if is_url and url.template != "/" and isinstance(value, Text) else ()


def _named(url: Text, name: Text | None) -> Values:
    """A URL with another last segment, or without one."""
    parts = strings.split_behind(url_parts.without_query(url), "/", 1)
    if parts is None or len(parts) < 2 or parts[0].template.endswith("/") or not parts[0].template:
        return ()
    return (parts[0],) if name is None else (strings.join(Text("/"), (parts[0], name)),)


def _tuple_method(parts: Items, name: str, given: Evaluated) -> Values:
    """``_replace`` and ``geturl`` of what ``urlsplit`` gives."""
    names = url_parts.NAMES.get(len(parts.items), ()) if parts.kind is Kind.TUPLE else ()
    if name == "geturl" and names and not given.positional:
        return unsplit(parts) if len(names) > 2 else ()
    changes = dict(given.keywords)
    if name != "_replace" or given.positional or not changes.keys() <= set(names):
        return ()
    return (Items(tuple(changes.get(key, group) for key, group in zip(names, parts.items)), Kind.TUPLE),)
