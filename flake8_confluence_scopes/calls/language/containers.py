"""Lists and dicts as the code writes them; comprehensions."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.blocks import Step
from flake8_confluence_scopes.calls.flow.syntax import summary
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.language import conditions, enums
from flake8_confluence_scopes.calls.values import compounds, urls
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NONE,
    External,
    Frame,
    Hole,
    Items,
    Kind,
    Table,
    Unknown,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open, is_rooted

_CHANGES_TEXT = frozenset("int quote quote_plus repr str".split())


def collection(ev: Evaluator, node: ast.List | ast.Tuple | ast.Set, frame: Frame) -> Steps[Values]:
    """A list, tuple or set as the code writes it."""
    items: list[Values] = []
    kind = Kind.TUPLE if isinstance(node, ast.Tuple) else Kind.SET if isinstance(node, ast.Set) else Kind.LIST
    for element in node.elts:
        group: Values
        if not isinstance(element, ast.Starred):
            group = yield ev.value(element, frame)
            items.append(group)
            continue
        group = yield ev.value(element.value, frame)
        if len(group) == 1 and isinstance(group[0], Items):
            items.extend(group[0].items)
            if group[0].sequence is None:
                kind = Kind.SOME
        else:
            return (Unknown(Hole(summary(element.value), any(map(is_open, group)), urls.root_among(items))),)
    return (compounds.listed(items, kind),)


def table(ev: Evaluator, node: ast.Dict, frame: Frame) -> Steps[Values]:
    """A dict as the code writes it."""
    entries: list[tuple[Values, Values]] = []
    rest = may_be_given = False
    for key, value in zip(node.keys, node.values):
        group: Values = yield ev.value(value, frame)
        if key is not None:
            keys: Values = yield ev.value(key, frame)
            entries.append((keys, group))
        elif len(group) == 1 and isinstance(group[0], Table):
            # What nobody knows of it may replace every entry before it.
            entries = [] if group[0].rest else entries
            entries.extend(((key,), values) for key, values in group[0].entries)
            rest |= group[0].rest
            may_be_given |= group[0].open
        else:
            entries, rest = [], True
            may_be_given |= any(map(is_open, group))
    return (compounds.table(entries, rest=rest, may_be_given=may_be_given),)


def comprehension(ev: Evaluator, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, frame: Frame) -> Steps[Values]:
    """Item by item where the items are known; where they are not, any number of what one that nobody knows makes."""
    loop = node.generators[0]
    found: Values = yield enums.iterated(ev, (yield ev.value(loop.iter, frame)))
    # Of a list that branches or loops fill, the empty one makes no round.
    found = tuple(value for value in found if not isinstance(value, Items) or value.items) or found
    source = found[0] if len(found) == 1 else None
    if not isinstance(source, Items) and len(node.generators) == 1 and _is_plain(node.elt):
        item = union(*(compounds.part(value, Step.EACH) for value in found))
        some = ev.frames.add(frame.of_round(item, loop.iter, _inside(ev, node)))
        return (compounds.listed([(yield ev.value(node.elt, some))], Kind.SOME),)
    if len(node.generators) > 1 or not isinstance(source, Items):
        return (Unknown(Hole(summary(node), any(map(is_open, found)), any(map(is_rooted, found)))),)
    if len(source.items) > MOST_ALTERNATIVES:
        return (unknown("a long list", is_open(source)),)
    inside = _inside(ev, node)
    kind = Kind.SOME if source.sequence is None else Kind.LIST
    if isinstance(node, ast.SetComp) and source.kind is not Kind.SOME:
        kind = Kind.SET
    items: list[Values] = []
    for group in source.items:
        kept: list[Value] = []
        for value in group:
            once = ev.frames.add(frame.of_round((value,), loop.iter, inside))
            passes: bool | None = yield _passes(ev, loop, once)
            kept += [] if passes is False else [value]
            # A condition on an unknown item asks whether there is one, and code that goes on has one.
            said = compounds.is_exact(value) and not isinstance(value, External)
            if (passes is None and said) or (passes is False and value != NONE and len(group) > 1):
                kind = Kind.SOME
        if kept:
            once = ev.frames.add(frame.of_round(tuple(kept), loop.iter, inside))
            items.append((yield ev.value(node.elt, once)))
    return (compounds.listed(items, kind),)


def _inside(ev: Evaluator, node: ast.expr) -> frozenset[ast.AST]:
    """The nodes of a comprehension, which are found once: of many in each other, that takes a while for each."""
    if node not in ev.inside:
        ev.inside[node] = frozenset(descendants(node))
    return ev.inside[node]


def _is_plain(made: ast.expr) -> bool:
    """Whether what a comprehension makes of an item is a text, or several, with the item in it, and nothing but functions
    that change texts is called for it: others may lead back to the comprehension from several places."""
    texts = isinstance(made, (ast.JoinedStr, ast.BinOp, ast.Tuple)) or isinstance(getattr(made, "func", None), ast.Attribute)
    return texts and all(_changes_text(node) for node in descendants(made) if isinstance(node, ast.Call))


def _changes_text(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Constant)
    return isinstance(function, ast.Name) and function.id in _CHANGES_TEXT


def _passes(ev: Evaluator, loop: ast.comprehension, frame: Frame) -> Steps[bool | None]:
    """Whether an item passes a comprehension's conditions, None where the code does not fix it."""
    answers: set[bool | None] = {True}
    for test in loop.ifs:
        answer: bool | None = yield conditions.truth_of(ev, test, frame)
        if answer is False:
            return False
        answers.add(answer)
    return None if None in answers else True
