"""Values that hold others. One that holds too many, or too deep inside, counts as unknown, so that comparing values
and walking through them takes neither long nor deep recursion."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter

from flake8_confluence_scopes.calls.flow.blocks import Step
from flake8_confluence_scopes.calls.libraries import old_names
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    ClassValue,
    Constant,
    EnumMember,
    External,
    Items,
    Kind,
    Member,
    Partial,
    Table,
    Text,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open

MOST_PARTS = 2_000
"""Values inside of one value. The largest dict of URL templates in real code has some hundreds."""

DEEPEST = 20
"""Lists in lists, attributes of attributes."""


LONGEST_NAME = 500
"""Characters of a dotted name."""

_COMPOUND = frozenset((Items, Table, Member, Partial))
_KEY, _VALUES = itemgetter(0), itemgetter(1)


def within_bounds(value: Value) -> Value:
    """The value itself, or an unknown one where it is too large."""
    waiting: list[tuple[Value, int]] = [(value, 0)]
    count = 1
    while waiting:
        item, depth = waiting.pop()
        inner = _inside(item)
        count += len(inner)
        compound = [] if _COMPOUND.isdisjoint(map(type, inner)) else [part for part in inner if type(part) in _COMPOUND]
        if count > MOST_PARTS or (compound and depth >= DEEPEST):
            return unknown("a very large value", any(is_open(part) for part in inner if type(part) not in _COMPOUND))
        waiting.extend((part, depth + 1) for part in compound)
    return value


def _inside(value: Value) -> list[Value]:
    if isinstance(value, Items):
        return [*chain.from_iterable(value.items)]
    if isinstance(value, Table):
        return [*map(_KEY, value.entries), *chain.from_iterable(map(_VALUES, value.entries))]
    if isinstance(value, Member):
        return [value.receiver]
    return [value.callee] if isinstance(value, Partial) else []


def listed(items: Iterable[Values], kind: Kind = Kind.LIST) -> Value:
    """A collection of items."""
    return within_bounds(Items(tuple(items), kind))


def added(first: Items, second: Items) -> Value:
    """The items of one list behind those of another."""
    known = first.sequence is not None and second.sequence is not None
    return listed(first.items + second.items, first.kind if known else Kind.SOME)


def table(
    entries: Iterable[tuple[Values, Values]], before: Table | None = None, rest: bool = False, may_be_given: bool = False
) -> Value:
    """A dict with these entries, keys and values with their alternatives, on top of those of another one. ``rest`` tells
    whether it may hold more, ``may_be_given`` whether by a caller."""
    known = dict(before.entries) if before is not None else {}
    rest = rest or (before is not None and before.rest)
    may_be_given = may_be_given or (before is not None and before.open)
    foreign = any(isinstance(key, External) for key in known)
    for keys, values in entries:
        certain = len(keys) == 1 and is_exact(keys[0])
        foreign = foreign or any(isinstance(key, External) for key in keys)
        if foreign or not certain:
            possible = [key for key in known if any(_may_be(key, other) for other in keys)]
            known.update((key, union(known[key], values)) for key in possible)
        if certain:
            known[keys[0]] = values
        rest = rest or not certain
    return within_bounds(Table(tuple(known.items()), rest, may_be_given))


def updated(first: Table, second: Value) -> Value:
    """A dict with the entries of another one on top of its own; what nobody knows may replace each of them."""
    if isinstance(second, Table):
        entries = (((key,), values) for key, values in second.entries)
        return table(entries, Table((), True, first.open) if second.rest else first, second.rest, second.open)
    return Table((), True, first.open or is_open(second))


def _may_be(key: Value, other: Value) -> bool:
    """Whether two keys may be the same one. Nobody knows what another package's constant is."""
    if is_exact(key) and is_exact(other):
        return key == other or isinstance(key, External) is not isinstance(other, External)
    return True


def is_exact(value: Value) -> bool:
    """Whether two such values are the same one just where they are equal."""
    if isinstance(value, Text):
        return not value.holes
    if isinstance(value, Items):
        return value.kind is Kind.TUPLE and all(len(group) == 1 and is_exact(group[0]) for group in value.items)
    return isinstance(value, (Constant, EnumMember, ClassValue, External))


def member(receiver: Value, name: str | None) -> Value:
    """An attribute of something that is no code of the project."""
    found = Member(receiver, name)
    return within_bounds(found) if type(receiver) in _COMPOUND else found


def external(package: str, name: str) -> Value:
    """A name of another package."""
    full = old_names.present(f"{package}.{name}")
    return External(full) if len(full) <= LONGEST_NAME else unknown("a very long name")


def at(items: Items, index: int) -> Values:
    """What may stand at an index; none behind the end."""
    if items.sequence is None:
        return union(*items.items)
    return items.items[index] if -len(items.items) <= index < len(items.items) else ()


def part(value: Value, step: int | Step) -> Values:
    """The item at an index, or any item, of a list, a tuple or a dict."""
    if isinstance(value, Items):
        found = union(*value.items) if step is Step.EACH else at(value, step) if isinstance(step, int) else ()
        return found or (unknown("an item"),)
    if isinstance(value, Table) and step is Step.EACH and not value.rest:
        return union(key for key, _ in value.entries)
    return (unknown("an item", is_open(value)),)
