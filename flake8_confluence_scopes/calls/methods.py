"""What the methods of texts, lists and dicts give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls import operators, strings, urls
from flake8_confluence_scopes.calls.arguments import Known, known
from flake8_confluence_scopes.calls.operators import without_nothing
from flake8_confluence_scopes.calls.values import (
    NONE,
    Arguments,
    ExternalObject,
    Items,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    as_text,
    constant,
    is_open,
    product,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps


def call(ev: Evaluator, receiver: Value, name: str, given: Arguments, summary: str) -> Steps[Values]:
    """What a method of a text, a list, a dict or an unknown object gives."""
    if isinstance(receiver, ExternalObject):
        return (unknown(summary),)
    values: Known = yield known(ev, given)
    return _method(receiver, name, values, summary)


def _method(receiver: Value, name: str, given: Known, summary: str) -> Values:
    found: Values = ()
    if isinstance(receiver, Text):
        found = _text_method(receiver, name, given)
    elif isinstance(receiver, Table):
        found = _table_method(receiver, name, given)
    elif isinstance(receiver, Items) and name in ("copy", "__iter__"):
        found = (receiver,)
    elif isinstance(receiver, (Unknown, Member)):
        found = _unknown_method(receiver, name, given, summary)
    return found or (unknown(summary, is_open(receiver)),)


def _unknown_method(receiver: Value, name: str, given: Known, summary: str) -> Values:
    if name in ("get", "setdefault", "pop", "getenv") and given.get(1, "default") is not None:
        return union(without_nothing(given.get(1, "default")), (unknown(summary, is_open(receiver)),))
    if name in _STRIPS or name in ("lower", "__str__", "encode", "decode", "as_posix"):
        return (as_text(receiver),)
    if name == "format":
        return (unknown(summary, is_open(receiver)),)
    return ()


_STRIPS = {"strip": (True, True), "lstrip": (True, False), "rstrip": (False, True)}


def _text_method(text: Text, name: str, given: Known) -> Values:
    first = given.get(0) or ()
    if name in _STRIPS:
        left, right = _STRIPS[name]
        characters = first[0].template if first and isinstance(first[0], Text) else None
        return (strings.strip(text, characters, left, right),)
    if name == "format":
        return _format(text, given)
    if name == "join":
        return union(*(_join(text, value) for value in first))
    if name in ("lower", "casefold"):
        return (strings.lower(text),)
    if name == "upper":
        return (strings.upper(text),)
    if name == "replace":
        return _replace(text, given)
    if name in ("startswith", "endswith"):
        return tuple(_affix_test(text, value, name) for value in first)
    if name in ("removeprefix", "removesuffix"):
        return tuple(_without_affix(text, value, name) for value in first)
    if name == "split" and first and isinstance(first[0], Text) and first[0].template and not first[0].holes:
        if len(given.positional) == 1 and not given.keywords and not text.holes:
            return (Items(tuple((piece,) for piece in strings.split(text, first[0].template))),)
    if name in ("joinpath", "join_path", "__truediv__"):
        return operators.texts([(text,), *given.positional], urls.join_path)
    if name in ("__str__", "human_repr", "geturl", "as_posix", "copy"):
        return (text,)
    return ()


def _format(text: Text, given: Known) -> Values:
    names = [key for key, _ in given.keywords]
    rows = product(
        operators.without_none(group)
        for group in (*given.positional, *(values for _, values in given.keywords))
    )
    if rows is None:
        return ()
    count = len(given.positional)
    return union(
        strings.format_text(text, row[:count], dict(zip(names, row[count:])), given.rest) for row in rows
    )


def _join(separator: Text, value: Value) -> Values:
    if isinstance(value, Items):
        return operators.texts(list(value.items), lambda parts: strings.join(separator, parts))
    return (unknown("join(...)", is_open(value)),)


def _replace(text: Text, given: Known) -> Values:
    old, new = given.get(0) or (), given.get(1) or ()
    found: list[Value] = []
    for first, second in product((old, new)) or ():
        replaced = None
        if isinstance(first, Text) and len(given.positional) == 2:
            replaced = strings.replace(text, first, as_text(second))
        found.append(replaced or unknown("replace(...)", is_open(text)))
    return tuple(found)


def _affix_test(text: Text, value: Value, name: str) -> Value:
    test = strings.starts_with if name == "startswith" else strings.ends_with
    choices = [item for group in value.items for item in group] if isinstance(value, Items) else [value]
    answers = {
        test(text, item.template) if isinstance(item, Text) and not item.holes else None for item in choices
    }
    if True in answers:
        return constant(True)
    return unknown(f"{name}(...)") if None in answers else constant(False)


def _without_affix(text: Text, value: Value, name: str) -> Value:
    if not isinstance(value, Text) or value.holes:
        return unknown(f"{name}(...)", is_open(text))
    affix = value.template
    if name == "removeprefix":
        return Text(text.template.removeprefix(affix), text.holes)
    return Text(text.template.removesuffix(affix), text.holes)


def _table_method(table: Table, name: str, given: Known) -> Values:
    if name == "get":
        keys = given.get(0) or ()
        default = given.get(1, "default") or (NONE,)
        if len(keys) == 1 and not is_open(keys[0]) and not isinstance(keys[0], (Unknown, Member)):
            found = table.get(keys[0])
            if found is not None:
                return found
            return union(without_nothing(default), (unknown("get(...)"),)) if table.rest else default
        return (unknown("get(...)", any(map(is_open, keys))),)
    if table.rest:
        return ()
    if name == "items":
        return (Items(tuple((Items(((key,), values)),) for key, values in table.entries)),)
    if name == "values":
        return (Items(tuple(values for _, values in table.entries)),)
    if name == "keys":
        return (Items(tuple((key,) for key, _ in table.entries)),)
    return (table,) if name == "copy" else ()
