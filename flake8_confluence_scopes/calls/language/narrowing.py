"""Names behind a condition that some of their alternatives cannot meet: ``version`` behind ``if version == "latest": return``.

Only conditions on a text are asked that its text alone answers. What a name may be is not asked where nobody has asked
yet: that would cost more than all else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.blocks import Assigned, Block, Guard, Parameter, Tested
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.values.domain import Frame, Text, Value, Values

_METHODS = frozenset("casefold endswith lower lstrip rstrip startswith strip upper".split())
_OPERATIONS = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
_MOST_NODES = 30


def narrowed(ev: Evaluator, guard: Guard | None, frame: Frame, node: ast.expr | None) -> Frame:
    """A frame without the alternatives of an expression's names with which the guard cannot be met; the same where there
    are none."""
    if node is None or frame.around is not None:
        return frame
    found = frame
    names: frozenset[str] | None = None
    while guard is not None:
        for name, item in _tested(guard, frame.block):
            values = _known(item, found)
            if len(values) < 2:
                continue
            names = _names_in(node, frame.block) if names is None else names
            kept = tuple(value for value in values if not _excludes(guard, name, value)) if name in names else ()
            if 0 < len(kept) < len(values):
                bindings = {**found.bindings, item.name: kept} if isinstance(item, Parameter) else found.bindings
                found = ev.frames.add(Frame(frame.block, frame.outer, bindings, frame.items, memo={item: kept}))
        guard = guard.outer
    return found


def _names_in(node: ast.expr, block: Block) -> frozenset[str]:
    known = flow_of(block).named
    found = known.get(node)
    if found is None:
        found = known[node] = frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))
    return found


def _tested(guard: Guard, block: Block) -> tuple[Tested, ...]:
    """The names that a condition asks about, with their definitions, where each has only one."""
    tested = flow_of(block).tested
    found = tested.get(guard)
    if found is None:
        found = tested[guard] = tuple(_look(guard, block))
    return found


def _look(guard: Guard, block: Block) -> Iterator[Tested]:
    uses = flow_of(block).uses
    nodes = list(ast.walk(guard.test)) if guard.pattern is None else []
    for node in nodes if len(nodes) <= _MOST_NODES else ():
        items = uses.get(node, ()) if isinstance(node, ast.Name) else ()
        if isinstance(node, ast.Name) and len(items) == 1 and isinstance(items[0], (Assigned, Parameter)):
            yield node.id, items[0]


def _known(item: Assigned | Parameter, frame: Frame) -> Values:
    """The alternatives of a definition, as far as somebody has asked for them."""
    bound = frame.bindings.get(item.name) if isinstance(item, Parameter) else None
    values: Values = bound if isinstance(bound, tuple) else frame.memo.get(item, ())
    return values


def _excludes(guard: Guard, name: str, value: Value) -> bool:
    """Whether the guard cannot be met where a name is this value."""
    if not isinstance(value, Text) or value.holes:
        return False
    answer = _answer(guard.test, name, value.template)
    return answer is not None and answer is not guard.truth


def _answer(test: ast.expr, name: str, text: str) -> bool | None:
    """The truth of a condition where a name is a text; None where it takes more than that to tell."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _answer(test.operand, name, text)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        answers = {_answer(value, name, text) for value in test.values}
        decisive = isinstance(test.op, ast.Or)
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive
    if isinstance(test, ast.Compare):
        return _compared(test, name, text)
    found = _operand(test, name, text)
    return None if found is None else bool(found)


def _compared(test: ast.Compare, name: str, text: str) -> bool | None:
    operation = test.ops[0]
    left = _operand(test.left, name, text)
    right = _literal(test.comparators[0])
    if len(test.ops) > 1 or not isinstance(operation, _OPERATIONS) or left is None or right is None:
        return None
    if isinstance(operation, (ast.Eq, ast.NotEq)):
        return (left == right) is isinstance(operation, ast.Eq)
    try:
        return (left in right) is isinstance(operation, ast.In)  # type: ignore[operator]
    except TypeError:
        return None


def _operand(node: ast.expr, name: str, text: str) -> object:
    """The text, or what one of its methods gives; None for anything else."""
    if isinstance(node, ast.Name):
        return text if node.id == name else None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.keywords:
        return None
    owner = _operand(node.func.value, name, text)
    given = [_literal(argument) for argument in node.args]
    if not isinstance(owner, str) or node.func.attr not in _METHODS or None in given:
        return None
    try:
        found: object = getattr(owner, node.func.attr)(*given)
    except TypeError:
        return None
    return found


def _literal(node: ast.expr) -> object:
    """A constant, or a tuple, list or set of them; None for anything else."""
    try:
        found: object = ast.literal_eval(node) if isinstance(node, (ast.Constant, ast.Tuple, ast.List, ast.Set)) else None
    except ValueError:
        return None
    return found
