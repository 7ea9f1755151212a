"""Where a function may be left, or a round of a loop, before it comes to one of its nodes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flake8_confluence_scopes.calls.flow.blocks import Guard
from flake8_confluence_scopes.calls.flow.walk import descendants

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_BLOCKS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Exit(NamedTuple):
    """A statement that leaves. ``guard`` is what has to hold for it; without ``sure``, something else has a part in it, such as
    the rounds of a loop."""

    guard: Guard | None
    sure: bool


class _Part(NamedTuple):
    """Statements, under which condition they run, and whether a loop is around them in which ``break`` stays."""

    body: Sequence[ast.stmt]
    guard: Guard | None
    sure: bool = True
    in_loop: bool = False


def before(body: Sequence[ast.stmt], target: ast.AST) -> Iterator[Exit]:
    """The exits that stand before ``target`` in these statements, but for those in other branches than its own."""
    inner: Sequence[ast.stmt] = body
    is_caught = False
    while inner:
        place = next(number for number, statement in enumerate(inner) if _has(statement, target))
        around = inner[place]
        yield from _exits(inner[:place])
        if is_caught and _may_fail(inner[:place], around):
            yield Exit(None, False)
        inner = next((part for part in _bodies(around) if any(_has(one, target) for one in part)), ())
        handlers = getattr(around, "handlers", ())
        is_caught = bool(handlers) and inner is getattr(around, "body")
        if handlers and inner is getattr(around, "orelse"):
            yield from _exits(getattr(around, "body"))


def _may_fail(before: Sequence[ast.stmt], around: ast.stmt) -> bool:
    """Whether an exception may come before what stands in a statement: by a call in one before it, or a look-up."""
    calls = any(isinstance(node, ast.Call) for statement in before for node in descendants(statement))
    return calls or any(isinstance(node, ast.Subscript) for one in (*before, around) for node in descendants(one))


def _exits(body: Sequence[ast.stmt]) -> Iterator[Exit]:
    waiting = [_Part(body, None)]
    while waiting:
        part = waiting.pop()
        for statement in part.body:
            if isinstance(statement, (ast.Return, ast.Raise)) or (
                isinstance(statement, (ast.Break, ast.Continue)) and not part.in_loop
            ):
                yield Exit(part.guard, part.sure)
            waiting += _parts(statement, part)


def _parts(statement: ast.stmt, outer: _Part) -> Iterator[_Part]:
    """The statements inside of one."""
    match statement:
        case ast.If(test=test, body=body, orelse=orelse):
            yield outer._replace(body=body, guard=Guard(test, True, outer.guard))
            yield outer._replace(body=orelse, guard=Guard(test, False, outer.guard))
        case ast.Match(subject=subject, cases=cases):
            guard = outer.guard
            for case in cases:
                met = Guard(subject, True, guard, case.pattern)
                yield outer._replace(body=case.body, guard=met if case.guard is None else Guard(case.guard, True, met))
                guard = Guard(subject, False, guard, case.pattern) if case.guard is None else guard
        case ast.With(body=body) | ast.AsyncWith(body=body):
            yield outer._replace(body=body)
        case _ if not isinstance(statement, _BLOCKS):
            for part in _bodies(statement):
                last = part is getattr(statement, "finalbody", None)
                in_loop = outer.in_loop or (isinstance(statement, _LOOPS) and part is statement.body)
                yield outer._replace(body=part, sure=outer.sure and last, in_loop=in_loop)


def _bodies(statement: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    """The lists of statements right inside of one."""
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, ())
    for inner in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield inner.body


def _has(statement: ast.AST, target: ast.AST) -> bool:
    return any(node is target for node in descendants(statement))
