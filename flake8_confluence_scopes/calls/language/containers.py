"""Lists and dicts as the code writes them; comprehensions."""

from __future__ import annotations

import libcst as cst

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.language import conditions
from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NONE,
    External,
    Frame,
    Items,
    Kind,
    Table,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open


def collection(ev: Evaluator, node: cst.List | cst.Tuple | cst.Set, frame: Frame) -> Steps[Values]:
    """A list, tuple or set as the code writes it."""
    items: list[Values] = []
    kind = Kind.TUPLE if isinstance(node, cst.Tuple) else Kind.SET if isinstance(node, cst.Set) else Kind.LIST
    for element in node.elements:
        group: Values = yield ev.value(element.value, frame)
        if not isinstance(element, cst.StarredElement):
            items.append(group)
        elif len(group) == 1 and isinstance(group[0], Items):
            items.extend(group[0].items)
            if group[0].sequence is None:
                kind = Kind.SOME
        else:
            return (unknown(summary(element.value), any(map(is_open, group))),)
    return (compounds.listed(items, kind),)


def table(ev: Evaluator, node: cst.Dict, frame: Frame) -> Steps[Values]:
    """A dict as the code writes it."""
    entries: list[tuple[Values, Values]] = []
    rest = False
    for element in node.elements:
        group: Values = yield ev.value(element.value, frame)
        if isinstance(element, cst.DictElement):
            keys: Values = yield ev.value(element.key, frame)
            entries.append((keys, group))
        elif len(group) == 1 and isinstance(group[0], Table):
            entries.extend(((key,), values) for key, values in group[0].entries)
            rest |= group[0].rest
        else:
            # It may replace every entry before it.
            entries, rest = [], True
    return (compounds.table(entries, rest=rest),)


def comprehension(ev: Evaluator, node: cst.ListComp | cst.GeneratorExp | cst.SetComp, frame: Frame) -> Steps[Values]:
    """Item by item where the items are known."""
    found: Values = yield ev.value(node.for_in.iter, frame)
    source = found[0] if len(found) == 1 else None
    if node.for_in.inner_for_in is not None or not isinstance(source, Items):
        return (unknown(summary(node), any(map(is_open, found))),)
    if len(source.items) > MOST_ALTERNATIVES:
        return (unknown("a long list", is_open(source)),)
    kind = Kind.SOME if source.sequence is None else Kind.LIST
    if isinstance(node, cst.SetComp) and source.kind is not Kind.SOME:
        kind = Kind.SET
    inside = ev.inside.get(node)
    if inside is None:
        inside = ev.inside[node] = frozenset(descendants(node))
    items: list[Values] = []
    for group in source.items:
        kept: list[Value] = []
        for value in group:
            once = ev.frames.add(frame.once((value,), node.for_in.iter, inside))
            passes: bool | None = yield _passes(ev, node.for_in, once)
            kept += [] if passes is False else [value]
            # A condition on an unknown item asks whether there is one, and code that goes on has one.
            said = compounds.is_exact(value) and not isinstance(value, External)
            if (passes is None and said) or (passes is False and value != NONE and len(group) > 1):
                kind = Kind.SOME
        if kept:
            once = ev.frames.add(frame.once(tuple(kept), node.for_in.iter, inside))
            items.append((yield ev.value(node.elt, once)))
    return (compounds.listed(items, kind),)


def _passes(ev: Evaluator, loop: cst.CompFor, frame: Frame) -> Steps[bool | None]:
    """Whether an item passes a comprehension's conditions, None where the code does not fix it."""
    answers: set[bool | None] = {True}
    for item in loop.ifs:
        answer: bool | None = yield conditions.truth_of(ev, item.test, frame)
        if answer is False:
            return False
        answers.add(answer)
    return None if None in answers else True
