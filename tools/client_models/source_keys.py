"""A key for each method of a class: two versions in which it is equal run the same code there."""

from __future__ import annotations

import ast
import hashlib
import inspect
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

Definition = ast.FunctionDef | ast.AsyncFunctionDef


def _undocumented(node: ast.AST) -> ast.AST:
    for inner in ast.walk(node):
        body = getattr(inner, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body[0] = ast.copy_location(ast.Pass(), body[0])
    return node


@cache
def _module(name: str) -> tuple[dict[str, list[ast.AST]], dict[str, dict[str, list[ast.AST]]]]:
    """What a module defines at its top by name, and what each of its classes does."""
    tree = _undocumented(ast.parse(inspect.getsource(sys.modules[name])))
    top: dict[str, list[ast.AST]] = {}
    classes: dict[str, dict[str, list[ast.AST]]] = {}
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            inside = classes.setdefault(node.name, {})
            for inner in node.body:
                for bound in _bound(inner):
                    inside.setdefault(bound, []).append(inner)
        else:
            for bound in _bound(node):
                top.setdefault(bound, []).append(node)
    return top, classes


def _bound(node: ast.AST) -> Iterable[str]:
    if isinstance(node, Definition):
        return [node.name]
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)]


class Sources:
    """The definitions that the methods of these classes may reach, without those of the layers that are probed."""

    def __init__(self, classes: Sequence[type], probed: Sequence[str]) -> None:
        self.nodes: dict[str, list[ast.AST]] = {}
        for one in classes:
            if one.__module__ in probed or one is object:
                continue
            top, inside = _module(one.__module__)
            for found in (top, inside.get(one.__name__, {})):
                for name, nodes in found.items():
                    self.nodes.setdefault(name, []).extend(nodes)
        self._read: dict[int, tuple[str, frozenset[str]]] = {}

    def reached(self, method: str) -> list[tuple[str, ast.AST]]:
        """The method, ``__init__`` and all that they name, in a fixed order."""
        seen, todo = {method, "__init__"}, [method, "__init__"]
        found: list[tuple[str, ast.AST]] = []
        while todo:
            name = todo.pop()
            for node in self.nodes.get(name, ()):
                found.append((name, node))
                new = self._said(node)[1] - seen
                seen |= new
                todo += sorted(new)
        return sorted(found, key=lambda pair: (pair[0], self._said(pair[1])[0]))

    def _said(self, node: ast.AST) -> tuple[str, frozenset[str]]:
        if id(node) not in self._read:
            names = {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute)}
            names |= {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
            self._read[id(node)] = (ast.dump(node), frozenset(names & self.nodes.keys()))
        return self._read[id(node)]

    def key(self, method: str, beside: str) -> str:
        """``beside`` is what else the runs depend on."""
        text = "\n".join([beside, *(f"{name} {self._said(node)[0]}" for name, node in self.reached(method))])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def compared(self, method: str) -> Mapping[str, list[Any]]:
        """What the method's code compares names with: under each name the literals, under "" those of anything else."""
        found: dict[str, list[Any]] = {}
        for _, node in self.reached(method):
            for inner in ast.walk(node):
                for name, values in self._asked(inner):
                    known = found.setdefault(name, [])
                    known += [value for value in values if value not in known]
        return found

    def _asked(self, node: ast.AST) -> Iterable[tuple[str, list[Any]]]:
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name):
            return [(node.slice.id, self._texts(node.value))]
        if not isinstance(node, ast.Compare) or len(node.comparators) != 1:
            return []
        # In "x" in name, the literal is a part of it.
        is_part = isinstance(node.ops[0], (ast.In, ast.NotIn)) and isinstance(node.left, ast.Constant)
        return [] if is_part else self._literals(node.left, node.comparators[0])

    def _literals(self, left: ast.expr, right: ast.expr) -> Iterable[tuple[str, list[Any]]]:
        for one, other in ((left, right), (right, left)):
            # A name may stand behind a method of texts: kind.lower() == "page".
            names = [inner.id for inner in ast.walk(one) if isinstance(inner, ast.Name)]
            yield (names[0] if len(names) == 1 else ""), self._texts(other)

    def _texts(self, node: ast.AST) -> list[Any]:
        """The texts that an expression is one of, or holds: a literal, a list of them, or a constant's name."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = node.id if isinstance(node, ast.Name) else node.attr
            assigned = [one for one in self.nodes.get(name, ()) if isinstance(one, (ast.Assign, ast.AnnAssign)) and one.value]
            return [text for one in assigned if one.value for text in self._texts(one.value)]
        if isinstance(node, ast.Call):
            return [text for argument in node.args for text in self._texts(argument)]
        parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [node])
        return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
