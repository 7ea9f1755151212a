"""A few words and parts of syntax nodes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

FunctionNode: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda"


class ListedParameter(NamedTuple):
    """A parameter as a function lists it. ``star`` is what stands before its name, ``by_name`` tells that no position
    reaches it."""

    name: str
    annotation: ast.expr | None
    default: ast.expr | None
    star: str = ""
    by_name: bool = False


def parameters(listed: ast.arguments) -> tuple[ListedParameter, ...]:
    """Every parameter with a name of its own, in the order of the source, stars included."""
    positional = (*listed.posonlyargs, *listed.args)
    without = len(positional) - len(listed.defaults)
    defaults = (*[None] * without, *listed.defaults)
    found = [ListedParameter(item.arg, item.annotation, default) for item, default in zip(positional, defaults)]
    if listed.vararg is not None:
        found.append(ListedParameter(listed.vararg.arg, listed.vararg.annotation, None, "*"))
    for item, keyword_default in zip(listed.kwonlyargs, listed.kw_defaults):
        found.append(ListedParameter(item.arg, item.annotation, keyword_default, by_name=True))
    if listed.kwarg is not None:
        found.append(ListedParameter(listed.kwarg.arg, listed.kwarg.annotation, None, "**"))
    return tuple(found)


class WrittenArgument(NamedTuple):
    """An argument of a call: ``value``, ``keyword=value``, or ``value`` behind a ``star``."""

    value: ast.expr
    keyword: str | None = None
    star: str = ""


def arguments(node: ast.Call) -> list[WrittenArgument]:
    """The arguments of a call, those without a keyword first."""
    found = [WrittenArgument(item.value, star="*") if type(item) is ast.Starred else WrittenArgument(item) for item in node.args]
    found += (WrittenArgument(item.value, item.arg, "" if item.arg else "**") for item in node.keywords)
    return found


def called_name(node: ast.Call) -> str:
    """The last name of what is called: ``get`` of ``a().get(b)``; empty where that is no name."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def attribute_set(node: ast.Call) -> tuple[ast.expr | None, str, ast.expr] | None:
    """Owner, name and value of an attribute that a call sets by its written name: ``setattr(owner, "name", value)``,
    ``object.__setattr__(owner, "name", value)``, ``owner.__setattr__("name", value)``. The owner is None for ``super()``,
    where it is the method's receiver."""
    if called_name(node) not in ("setattr", "__setattr__"):
        return None
    given = list(node.args)
    if dotted(node.func) not in ("setattr", "object.__setattr__"):
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "__setattr__":
            return None
        given.insert(0, node.func.value)
    if len(given) != 3 or node.keywords or not isinstance(given[1], ast.Constant) or not isinstance(given[1].value, str):
        return None
    owner = given[0]
    is_super = isinstance(owner, ast.Call) and dotted(owner.func) == "super"
    return None if is_super else owner, given[1].value, given[2]


def kept_in_dict(node: ast.AST) -> tuple[ast.expr, str] | None:
    """Owner and name of the attribute that ``owner.__dict__["name"]`` or ``vars(owner)["name"]`` means."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant):
        return None
    held, name = node.value, node.slice.value
    if not isinstance(name, str):
        return None
    if isinstance(held, ast.Attribute) and held.attr == "__dict__":
        return held.value, name
    if isinstance(held, ast.Call) and dotted(held.func) == "vars" and len(held.args) == 1:
        return held.args[0], name
    return None


def decorated_by(node: ast.AST) -> list[ast.expr]:
    """What the decorators of a function or a class name: ``tenacity.retry`` of ``@tenacity.retry(stop=3)``."""
    listed: list[ast.expr] = getattr(node, "decorator_list", [])
    return [item.func if isinstance(item, ast.Call) else item for item in listed]


def dotted(node: ast.AST | None) -> str:
    """``a.b.c`` of a name or of attributes of one; empty for anything else."""
    names: list[str] = []
    while type(node) is ast.Attribute:
        names.append(node.attr)
        node = node.value
    if type(node) is not ast.Name:
        return ""
    names.append(node.id)
    return ".".join(reversed(names))


def known_parts(test: ast.expr, truth: bool) -> Iterator[tuple[ast.expr, bool]]:
    """The parts of a test of which the truth is known where it has this one, each with its own: of ``a and not b``, where it
    holds, ``a`` is true and ``b`` false."""
    waiting = [(test, truth)]
    while waiting:
        node, is_true = waiting.pop()
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            waiting.append((node.operand, not is_true))
        elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) is is_true:
            waiting += ((value, is_true) for value in reversed(node.values))
        else:
            yield node, is_true


_KINDS: dict[type[ast.AST], str] = {
    ast.BinOp: "a binary operation",
    ast.BoolOp: "a boolean operation",
    ast.Compare: "a comparison",
    ast.Dict: "a dict",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a generator",
    ast.IfExp: "a conditional expression",
    ast.JoinedStr: "an f-string",
    ast.Lambda: "a lambda",
    ast.List: "a list",
    ast.ListComp: "a comprehension",
    ast.Set: "a set",
    ast.SetComp: "a comprehension",
    ast.Tuple: "a tuple",
    ast.UnaryOp: "a unary operation",
}
_KINDS_OF_CONSTANTS: dict[type[object], str] = {
    str: "a string", bytes: "a bytes literal", int: "a number", float: "a number", complex: "a number",
}  # fmt: skip

MOST_WORDS = 50
"""Attributes, calls and subscripts of one another that are named."""


def summary(node: ast.AST) -> str:
    """A few words of source that name an expression in a reason."""
    behind: list[str] = []
    while type(node) is not ast.Name:
        if len(behind) >= MOST_WORDS:
            return "..." + "".join(reversed(behind))
        if type(node) is ast.Call:
            behind.append("(...)")
            node = node.func
        elif type(node) is ast.Subscript:
            behind.append("[...]")
            node = node.value
        elif type(node) is ast.Attribute:
            behind.append(f".{node.attr}")
            node = node.value
        elif type(node) is ast.Await:
            node = node.value
        else:
            return _word(node) + "".join(reversed(behind))
    return node.id + "".join(reversed(behind))


def _word(node: ast.AST) -> str:
    if type(node) is not ast.Constant:
        return _KINDS.get(type(node), "an expression")
    return _KINDS_OF_CONSTANTS.get(type(node.value)) or repr(node.value)
