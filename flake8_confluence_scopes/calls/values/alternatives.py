"""Alternatives: the values of which one is the value of an expression, and the conditions that tell which.

Where nobody knows whether a condition holds, a text remembers on which side of it it stands: two texts of different
sides never meet in one URL. Conditions get lost where following them is not worth the while; then all combinations
count.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable

from flake8_confluence_scopes.calls.values.domain import (
    ALWAYS,
    MOST_ALTERNATIVES,
    Conditions,
    Hole,
    Items,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    is_conditional,
    unknown,
)
from flake8_confluence_scopes.calls.values.filled import marks_of
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.path_template import HOLE

_QUERY = re.compile("[?&]")
_HOST = re.compile(f"(?:[A-Za-z{HOLE}]+://[^/{HOLE}]*)?{HOLE}*")
_BEFORE_PATH = re.compile("(?:https?://([^/?#]*))?")
_WHOLE_HOST = re.compile(f"[A-Za-z0-9+.{HOLE}-]+://[^/?#]*|{HOLE}+")


def union(*groups: Iterable[Value]) -> Values:
    """All alternatives once, in order; unknown where they are too many."""
    merged = _distinct(groups)
    if len(merged) <= MOST_ALTERNATIVES:
        return merged
    for make in (fewer, on_any_host):
        if len(merged) > MOST_ALTERNATIVES:
            merged = make(merged)
    if len(merged) > MOST_ALTERNATIVES:
        return (unknown(f"one of more than {MOST_ALTERNATIVES} values", any(map(is_open, merged))),)
    return merged


def _distinct(groups: Iterable[Iterable[Value]]) -> Values:
    """Each value once, but for those that cannot be, where others can."""
    values = [*itertools.chain.from_iterable(groups)]
    if len(values) < 2 and not (values and is_conditional(values[0])):
        return tuple(values)  # two of three times
    found: dict[Value, Value] = {}
    excluded: list[Value] = []
    for value in values:
        if type(value) is Text and value.when and is_contradiction(value.when):
            excluded.append(value)
            continue
        known = found.setdefault(value, value)
        if known is not value:
            found[value] = _either(known, value)
    return tuple(found.values()) if found else tuple(dict.fromkeys(unconditional(tuple(excluded))))


def _either(first: Value, second: Value) -> Value:
    """One of two equal values, under the conditions that both stand under."""
    if type(first) is Text and type(second) is Text:
        return first if first.when == second.when else Text(first.template, first.holes, first.when & second.when)
    return _unconditional(first)


def is_contradiction(when: Conditions) -> bool:
    """Whether conditions exclude each other."""
    return len(when) > 1 and any((condition, not truth) in when for condition, truth in when)


def under(when: Conditions, values: Values) -> Values:
    """The values where more conditions hold."""
    if not when:
        return values
    return tuple(
        Text(value.template, value.holes, value.when | when) if type(value) is Text and not when <= value.when else value
        for value in values
    )


def unconditional(values: Values) -> Values:
    """The values without conditions in them, but for the marks of what they were made of."""
    return tuple(map(_unconditional, values)) if any(map(is_conditional, values)) else values


def _unconditional(value: Value) -> Value:
    match value:
        case Text():
            return Text(value.template, value.holes, marks_of(value))
        case Items(items=items, kind=kind):
            return Items(tuple(map(unconditional, items)), kind)
        case Table(entries=entries, rest=rest, open=may_be_given):
            return Table(tuple((key, unconditional(group)) for key, group in entries), rest, may_be_given)
        case Member(receiver=receiver, name=name):
            return Member(_unconditional(receiver), name)
        case _:
            return value


def fewer(values: Values) -> Values:
    """The same alternatives with those texts in one that differ in a query, a scheme, the first labels of a host, or in the
    names of their holes."""
    found: dict[object, Value] = {}
    for value in map(_without_query, values):
        key = _path_and_domain(value)
        known = found.setdefault(key, value)
        if isinstance(known, Text) and isinstance(value, Text):
            holes = (Hole(mine.name, mine.open or other.open) for mine, other in zip(known.holes, value.holes))
            found[key] = Text(known.template, tuple(holes), known.when & value.when)
    return tuple(found.values())


def one_for_all(value: Value, values: Values) -> Value:
    """One of the alternatives in the place of all of them, under the conditions that all stand under."""
    if not isinstance(value, Text) or not value.when:
        return value
    shared = frozenset.intersection(*(other.when if isinstance(other, Text) else ALWAYS for other in values))
    return Text(value.template, value.holes, shared)


def _path_and_domain(value: Value) -> object:
    """What tells a URL from others: neither its scheme nor, in a host that is known, more than the domain."""
    before = _BEFORE_PATH.match(value.template) if isinstance(value, Text) else None
    if before is None or not isinstance(value, Text):
        return value
    host = before[1] or ""
    domain = host if HOLE in host else ".".join(host.rsplit(".", 2)[-2:])
    return domain + value.template[before.end() :]


def on_any_host(values: Values) -> Values:
    """The same alternatives with those texts in one that have the same path behind a host of which one of them leaves a
    part open, and with one value of which nothing is known."""
    open_ones = {rest for value in values if (rest := _behind_whole_host(value, True)) is not None}
    found: dict[object, Value] = {}
    for value in values:
        rest = _behind_whole_host(value, False)
        key: object = Unknown if isinstance(value, Unknown) else value if rest not in open_ones else rest
        known = found.setdefault(key, value)
        may_change = is_open(known) or is_open(value)
        if known == value:
            continue
        if isinstance(known, Unknown):
            found[key] = unknown(known.hole.name, may_change)
        else:
            # All else is equal to nothing but itself.
            assert isinstance(known, Text) and isinstance(value, Text) and rest is not None
            holes = known.holes[len(known.holes) - rest.count(HOLE) :]
            found[key] = Text(HOLE + rest, (Hole("the host", may_change), *holes), known.when & value.when)
    return tuple(found.values())


def _behind_whole_host(value: Value, is_open_host: bool) -> str | None:
    """What stands behind the host that a text begins with; None where there is no host, or no hole in one that is to have
    one."""
    host = _WHOLE_HOST.match(value.template) if isinstance(value, Text) else None
    if host is None or (is_open_host and HOLE not in host[0]):
        return None
    return host.string[host.end() :]


def path_of(text: Text) -> str:
    """What stands before a text's query."""
    return _QUERY.split(text.template, 1)[0]


def behind_host(text: Text) -> str:
    """The same without what a URL may begin with: a scheme, a host, an unknown base URL."""
    return _HOST.sub("", path_of(text), count=1)


def _without_query(value: Value) -> Value:
    """A text with a query as a text with any query: parameters that come and go make many texts of one URL."""
    mark = _QUERY.search(value.template) if isinstance(value, Text) else None
    if mark is None or not isinstance(value, Text):
        return value
    head = value.template[: mark.start()]
    # Code that cannot tell whether there is a query already begins with an "&".
    return Text(f"{head}?{HOLE}", (*value.holes[: head.count(HOLE)], Hole("the query")), value.when)


def combinations(groups: Iterable[Values], most: int = MOST_ALTERNATIVES) -> tuple[tuple[Value, ...], ...] | None:
    """Every combination of the groups' alternatives; None where they are more than ``most``."""
    groups = tuple(groups)
    if math.prod(map(len, groups)) > most:
        return None
    return tuple(itertools.product(*groups))
