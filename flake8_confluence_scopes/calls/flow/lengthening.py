"""Definitions that the rounds of a loop repeat, each behind what the one before has left: ``url += "/" + part``."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.flow.blocks import Assigned, Augmented, Definition, Definitions, Flow, without_phis


def added(item: Definition, flow: Flow) -> tuple[ast.expr, ...]:
    """What a definition puts behind what an earlier round has made of the name; nothing where no loop leads back to it.
    Followed are ``+``, f-strings and ``join`` in which the name stands itself."""
    if item not in flow.added:
        flow.added[item] = _added(item, flow)
    return flow.added[item]


def _added(item: Definition, flow: Flow) -> tuple[ast.expr, ...]:
    if isinstance(item, Augmented):
        repeated = isinstance(item.operator, ast.Add) and _is_among(item, item.before)
        return (item.expression,) if repeated else ()
    if isinstance(item, Assigned) and not item.path:
        pieces = _pieces(item.expression)
        for number, piece in enumerate(pieces):
            if _is_among(item, flow.uses.get(piece, ())):
                return pieces[number + 1 :]
    return ()


def _is_among(item: Definition, before: Definitions) -> bool:
    return any(one is item for one in without_phis(before))


def _pieces(node: ast.expr) -> tuple[ast.expr, ...]:
    """The expressions whose values an expression puts behind one another."""
    found: list[ast.expr] = []
    waiting = [node]
    while waiting:
        match waiting.pop():
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                waiting += (right, left)
            case ast.JoinedStr(values=parts):
                found += (part.value if isinstance(part, ast.FormattedValue) else part for part in parts)
            case ast.Call(
                func=ast.Attribute(value=ast.Constant() as between, attr="join"), args=[ast.List() | ast.Tuple() as joined]
            ):
                found += [one for part in joined.elts for one in (part, between)][:-1]
            case other:
                found.append(other)
    return tuple(found)
