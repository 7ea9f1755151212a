"""Names that the rounds of a loop change: ``path = path.replace(old, new)``, ``url += "/" + part``."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow import lengthening
from flake8_confluence_scopes.calls.flow.blocks import Assigned, Definition, Phi, Step
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import arguments, builtin_methods, enums
from flake8_confluence_scopes.calls.values.alternatives import unconditional, union
from flake8_confluence_scopes.calls.values.domain import Arguments, Conditions, Frame, Hole, Items, Text, Value, Values
from flake8_confluence_scopes.calls.values.links import comes_from_answer
from flake8_confluence_scopes.calls.values.strings import strip
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate
from flake8_confluence_scopes.path_template import HOLE

MOST_ROUNDS = 4
"""What more of them still change counts as unknown."""


def value(ev: Evaluator, item: Assigned, frame: Frame) -> Steps[Values]:
    """The alternatives of a definition's expression: those of each round, where they come to an end."""
    name = _name_at_start(item.expression)
    if name is None or not any(type(one) is Phi for one in flow_of(frame.block).uses.get(name, ())):
        return ev.value(item.expression, frame)
    return _of_rounds(ev, item, name, frame)


def _name_at_start(node: ast.expr) -> ast.Name | None:
    """The name whose methods an expression calls, one on what the other gives; None where it is none of these."""
    if not isinstance(node, ast.Call):
        return None
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node if isinstance(node, ast.Name) else None


def _of_rounds(ev: Evaluator, item: Assigned, name: ast.Name, frame: Frame) -> Steps[Values]:
    reached = yield from ev.reaching(flow_of(frame.block).uses[name], frame)
    found: Values = ()
    if reached is not None and item in reached:
        before: list[Values] = []
        for one in reached:
            if one is not item:
                before.append((yield ev.definition(one, frame)))
        found = yield _repeated(ev, item.expression, frame, unconditional(union(*before)))
    return found or (yield ev.value(item.expression, frame))


def _repeated(ev: Evaluator, node: ast.expr, frame: Frame, values: Values) -> Steps[Values]:
    """What the rounds of a loop make of texts; nothing where that goes on, or where they are not all texts."""
    frames: tuple[Frame, ...] = yield _each_round(ev, node, frame)
    found: Values = ()
    for once in frames or (frame,) * MOST_ROUNDS:
        values = yield _changed(ev, node, once, values)
        if not values or not all(isinstance(one, Text) for one in values):
            return ()
        if not frames and set(values) <= set(found):
            return found
        found = union(found, values)
    return found if frames else ()


def _each_round(ev: Evaluator, node: ast.expr, frame: Frame) -> Steps[tuple[Frame, ...]]:
    """A frame for each round of the loop that gives the calls their arguments; none where its items are not known."""
    loops: set[ast.expr] = set()
    for name in ast.walk(node):
        for item in flow_of(frame.block).uses.get(name, ()) if isinstance(name, ast.Name) else ():
            if isinstance(item, Assigned) and item.path[:1] == (Step.EACH,):
                loops.add(item.expression)
    if len(loops) != 1:
        return ()
    loop = loops.pop()
    values: Values = yield enums.iterated(ev, (yield ev.value(loop, frame)))
    only = values[0] if len(values) == 1 else None
    items = only.sequence if isinstance(only, Items) else None
    rounds = [Frame(frame.block, frame.outer, frame.bindings, {**frame.items, loop: item}) for item in items or ()]
    return tuple(map(ev.frames.add, rounds))


def _changed(ev: Evaluator, node: ast.expr, frame: Frame, values: Values) -> Steps[Values]:
    """What the calls make of ``values`` in the place of the name at their start."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return values
    method = node.func.attr
    values = yield _changed(ev, node.func.value, frame, values)
    given: Arguments = yield arguments.of_call(ev, node, frame)
    for argument in given.positional:
        if len((yield ev.given(argument))) > 1:
            return ()  # which of them belong together in a round is not known
    found: Values = yield ev.for_each(values, lambda one: builtin_methods.call(ev, one, method, given, f"{method}(...)"))
    return found


def lengthened(ev: Evaluator, reached: Mapping[Definition, Conditions | None], frame: Frame) -> Steps[Values]:
    """The alternatives of a text that the rounds of a loop lengthen: as it was before, with something unknown at its end
    where that may be more of a path, since nobody knows how many rounds there are. None where nothing that reaches a place
    does so."""
    flow = flow_of(frame.block)
    added = {item: pieces for item in reached if (pieces := lengthening.added(item, flow))}
    return _lengthened(ev, reached, added, frame) if added else ()


def _lengthened(
    ev: Evaluator,
    reached: Mapping[Definition, Conditions | None],
    added: Mapping[Definition, tuple[ast.expr, ...]],
    frame: Frame,
) -> Steps[Values]:
    before: Values = yield from ev.together({item: when for item, when in reached.items() if item not in added}, frame)
    if not any(isinstance(value, Text) for value in before):
        return ()
    for item, pieces in added.items():
        first: Values = yield ev.value(pieces[0], frame.of(item))
        if not all(map(_keeps_path, first)):
            holes = [hole for value in first for hole in as_text(value).holes]
            for piece in pieces[1:]:
                holes += (hole for value in (yield ev.value(piece, frame.of(item))) for hole in as_text(value).holes)
            name = holes[0].name if holes else "what a loop adds"
            rest = Text(HOLE, (Hole(name, any(hole.open for hole in holes)),))
            return tuple(_with_rest(value, rest) for value in before)
    return before


def _keeps_path(value: Value) -> bool:
    """Whether what is put behind a path leaves the resource what it is: a query, or the link to a next page."""
    text = as_text(value)
    if text.template.startswith(HOLE):
        return comes_from_answer(text.holes[0])
    return text.template[:1] in ("", "?", "&", "#")


def _with_rest(value: Value, rest: Text) -> Value:
    if not isinstance(value, Text) or {"?", "#"} & set(value.template):
        return value
    # Without the slash at its end: behind one, something unknown counts as one segment.
    return concatenate((strip(value, "/", False, True), rest))
