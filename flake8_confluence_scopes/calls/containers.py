"""Lists, dicts and what is taken out of them; comprehensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import libcst as cst

from flake8_confluence_scopes.calls import conditions, objects
from flake8_confluence_scopes.calls.blocks import summary
from flake8_confluence_scopes.calls.definitions import part
from flake8_confluence_scopes.calls.flow import flow_of
from flake8_confluence_scopes.calls.frames import Frame
from flake8_confluence_scopes.calls.values import (
    MOST_ALTERNATIVES,
    ClassValue,
    Constant,
    EnumMember,
    External,
    Items,
    Table,
    Text,
    Value,
    Values,
    is_open,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps


def subscript(ev: Evaluator, node: cst.Subscript, frame: Frame) -> Steps[Values]:
    owners: Values = yield ev.value(node.value, frame)
    index = node.slice[0].slice
    if len(node.slice) != 1 or not isinstance(index, cst.Index):
        keep = all(isinstance(owner, (ClassValue, External)) for owner in owners)
        return owners if keep else (unknown(summary(node), any(map(is_open, owners))),)
    keys: Values = yield ev.value(index.value, frame)
    found: list[Values] = []
    for owner in owners:
        for key in keys:
            found.append((yield _item(ev, owner, key, summary(node))))
    return union(*found)


def _item(ev: Evaluator, owner: Value, key: Value, name: str) -> Steps[Values]:
    """``owner[key]``."""
    if isinstance(owner, Items) and isinstance(key, Constant) and isinstance(key.value, int):
        return part(owner, key.value)
    if isinstance(owner, Table):
        found = owner.get(key)
        if found is not None:
            return found
        if not isinstance(key, (Text, Constant, EnumMember)) and not is_open(key):
            return union(*(values for _, values in owner.entries), (unknown(name),))
    if isinstance(owner, ClassValue):
        member: Values = yield objects.enum_member(ev, owner, key)
        return member or (owner,)
    if isinstance(owner, External):
        return (owner,)  # a generic type: list[str]
    return (unknown(name, is_open(owner) or is_open(key)),)


def items(ev: Evaluator, node: cst.List | cst.Tuple | cst.Set, frame: Frame) -> Steps[Values]:
    items: list[Values] = []
    for element in node.elements:
        group: Values = yield ev.value(element.value, frame)
        if not isinstance(element, cst.StarredElement):
            items.append(group)
        elif len(group) == 1 and isinstance(group[0], Items):
            items.extend(group[0].items)
        else:
            return (unknown(summary(element.value), any(map(is_open, group))),)
    return (Items(tuple(items)),)


def table(ev: Evaluator, node: cst.Dict, frame: Frame) -> Steps[Values]:
    entries: list[tuple[Value, Values]] = []
    rest = False
    for element in node.elements:
        group: Values = yield ev.value(element.value, frame)
        if not isinstance(element, cst.DictElement):
            if len(group) == 1 and isinstance(group[0], Table):
                entries.extend(group[0].entries)
                rest |= group[0].rest
            else:
                # What follows may replace every entry before it.
                entries, rest = [], True
            continue
        keys: Values = yield ev.value(element.key, frame)
        if len(keys) == 1 and not is_open(keys[0]):
            entries.append((keys[0], group))
        else:
            rest = True
    return (Table(tuple(entries), rest),)


def comprehension(
    ev: Evaluator, node: cst.ListComp | cst.GeneratorExp | cst.SetComp, frame: Frame
) -> Steps[Values]:
    """Item by item where the items are known and there is no condition."""
    source: Values = yield ev.value(node.for_in.iter, frame)
    target = flow_of(frame.block).targets.get(node.for_in)
    simple = node.for_in.inner_for_in is None and target is not None
    if not simple or len(source) != 1 or not isinstance(source[0], Items):
        return (unknown(summary(node), any(map(is_open, source))),)
    if len(source[0].items) > MOST_ALTERNATIVES:
        return (unknown("a long list", is_open(source[0])),)
    items = []
    for item in source[0].items:
        kept: list[Value] = []
        for value in item:
            passes: bool = yield _passes(
                ev, node.for_in.ifs, Frame(frame.block, frame.outer, frame.bindings, {target: (value,)})
            )
            kept += [value] if passes else []
        if kept:
            once = Frame(frame.block, frame.outer, frame.bindings, {target: tuple(kept)})
            items.append((yield ev.value(node.elt, once)))
    return (Items(tuple(items)),)


def _passes(ev: Evaluator, tests: Sequence[cst.CompIf], frame: Frame) -> Steps[bool]:
    """Whether an item may pass a comprehension's conditions."""
    for item in tests:
        answer: bool | None = yield conditions.truth_of(ev, item.test, frame)
        if answer is False:
            return False
    return True
