"""In which states a parameter of a method is tried, when a client model is derived from the method's source."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.blocks import FunctionBlock
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import ListedParameter
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.libraries.client_models import Literals
from flake8_confluence_scopes.calls.loosest_conditions import ABSENT, GIVEN
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    Constant,
    Frame,
    Function,
    Given,
    Items,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    constant,
)
from flake8_confluence_scopes.calls.values.texts import as_text

MOST_LITERALS = 6
"""Literals with which one parameter is tried."""

TOKEN, OTHER_TOKEN = "zq{}qz", "k{}xxk"
"""Texts that stand for what is given, without a letter in common."""

_TEXT_TESTS = ("startswith", "endswith")
_FIRST_NAME = re.compile(r"[^\W\d]\w*")

_PLAIN = ("", "str", "int", "float")
"""What annotations say of parameters for which a text may stand; most have none."""


class Asked(NamedTuple):
    """What a method, with all that it leads to, asks of a parameter: the literals that it compares it with, and whether it
    asks anything else of its text."""

    literals: dict[Literals, None]
    by_text: bool = False


class Tried:
    """A parameter of a method, but for ``*args`` and ``**kwargs``. ``anything`` is what it is for callers that nobody knows,
    ``states`` what it is in each of its states, ``default`` a literal one. ``token`` is a text that stands for all that
    callers may give and that no source has, empty where none can."""

    def __init__(self, listed: ListedParameter, number: int, anything: Values, default: Values) -> None:
        self.name, self._number = listed.name, number
        self.anything = anything
        self.token = ""
        self.states = {ABSENT: default} if default else {}
        self.default = _literal(default[0]) if len(default) == 1 else None
        annotated = listed.annotation.id if isinstance(listed.annotation, ast.Name) else ""
        self._is_never_none = annotated in _PLAIN[1:] and not default
        self._is_bool = annotated == "bool" or (self.default is not None and isinstance(self.default[0], bool))

    def fill(self, asked: Asked) -> None:
        """Adds the states of what callers may give: the literals that the method asks for, and all else."""
        literals: list[Literals] = [True, False] if self._is_bool else list(asked.literals)
        literals = [literal for literal in literals if literal is not None or not self._is_never_none]
        # No condition names a default that is no literal.
        is_told = not asked.by_text and len(literals) <= MOST_LITERALS and (not literals or self._names_default)
        for literal in literals[: MOST_LITERALS * self._names_default]:
            if self.default is None or repr(literal) != repr(self.default[0]):
                self.states[repr(literal)] = (Text(literal) if isinstance(literal, str) else constant(literal),)
        if not self._is_bool or not self._names_default:
            self.give_anything()
            if is_told and _is_plain(self.anything):
                self.give_text(TOKEN)

    @property
    def _names_default(self) -> bool:
        return ABSENT not in self.states or self.default is not None

    def give_text(self, token: str) -> None:
        """A text stands for what callers give."""
        self.token = token.format(self._number)
        self.states[GIVEN] = (Text(self.token),)

    def give_anything(self) -> None:
        """Nothing is known of what callers give."""
        self.token = ""
        self.states[GIVEN] = self.anything


def _is_plain(anything: Values) -> bool:
    """Whether a text may stand for it: nobody says that it is an object, or a collection."""
    only = anything[0] if len(anything) == 1 else None
    return isinstance(only, Unknown) and only.origin in _PLAIN


class Method(NamedTuple):
    """A function as the objects of a class have it; ``fixed`` are the arguments that it has been given there."""

    function: Function
    fixed: Mapping[str, Given] = {}

    @property
    def parameters(self) -> tuple[ListedParameter, ...]:
        """Those that are left for callers."""
        after_receiver = self.function.block.parameters[int(self.function.receiver is not None) :]
        return tuple(one for one in after_receiver if one.name not in self.fixed)


def with_first(function: Function, given: Arguments) -> Method:
    """A function that has its first arguments, as ``functools.partialmethod`` makes it."""
    by_position = zip(Method(function).parameters, given.positional)
    return Method(function, {**{one.name: values for one, values in by_position}, **dict(given.keywords)})


def tried(ev: Evaluator, method: Method, general: Frame) -> Iterator[Tried]:
    """The parameters of a method with their defaults; ``general`` is its frame for callers that nobody knows."""
    for number, listed in enumerate(method.parameters):
        if listed.star:
            continue
        values: Values = ev.run(ev.given(general.bindings[listed.name]))
        # A default that says something stands beside what callers may give, which is left without it.
        given = tuple(value for value in values if isinstance(value, Unknown) and value.hole.name == listed.name)
        default = () if listed.default is None else ev.run(ev.value(listed.default, method.function.frame))
        yield Tried(listed, number, given or values, default)


def asked_of(ev: Evaluator, frames: Iterable[Frame], names: Iterable[str]) -> Mapping[str, Asked]:
    """What the functions that ran in these frames ask of the parameters, whose values are holes with their names."""
    found = {name: Asked({}) for name in names}
    for frame in frames:
        for node in _own_nodes(frame):
            for subject, literals, by_text in _questions(ev, node, frame, found.keys()):
                for name in _names(ev, subject, frame) & found.keys():
                    found[name].literals.update(dict.fromkeys(literals))
                    found[name] = found[name]._replace(by_text=found[name].by_text or by_text)
                # No text that stands for what callers give tells what is made of that.
                for name in _made_of(ev, subject, frame) & found.keys() if literals or by_text else ():
                    found[name] = found[name]._replace(by_text=True)
    return found


def _own_nodes(frame: Frame) -> Iterator[ast.AST]:
    """What can ask in the body of a function, without that of the functions inside of it."""
    block = frame.block
    assert isinstance(block, FunctionBlock)  # nothing else is run with arguments
    inside = {inner for node in flow_of(block).inner for inner in descendants(node)}
    return (node for node in descendants(block.node) if node not in inside)


def _questions(
    ev: Evaluator, node: ast.AST, frame: Frame, parameters: Collection[str]
) -> Iterator[tuple[ast.expr, list[Literals], bool]]:
    """What a node asks of which expressions: literals, and whether it asks for anything else of a text."""
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            if isinstance(operator, (ast.In, ast.NotIn)):
                held = ev.run(ev.value(right, frame))
                yield left, list(_held(held)), any(isinstance(value, Text) for value in held)
                yield right, [], True
            elif isinstance(operator, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
                for subject, other in ((left, right), (right, left)):
                    yield subject, list(_literals(ev.run(ev.value(other, frame)))), False
                # Callers may give the same for both of two parameters, or for one what the other is by default.
                for subject, other in ((left, right), (right, left)):
                    named = _names(ev, other, frame) | _made_of(ev, other, frame)
                    yield subject, [], not named.isdisjoint(parameters)
        case ast.Match(subject=subject, cases=cases):
            patterns = [part for case in cases for part in descendants(case.pattern)]
            written = [part.value for part in patterns if isinstance(part, (ast.Constant, ast.MatchSingleton))]
            yield subject, [value for value in written if value is None or isinstance(value, (str, int, float))], False
        case ast.Subscript(value=owner, slice=key):
            yield key, list(_keys(ev.run(ev.value(owner, frame)))), False
        case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[key, *_]):
            yield key, list(_keys(ev.run(ev.value(owner, frame)))), False
        case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in _TEXT_TESTS:
            yield owner, [], True


def _names(ev: Evaluator, node: ast.expr, frame: Frame) -> set[str]:
    values: Values = ev.run(ev.value(node, frame))
    return {value.hole.name for value in values if isinstance(value, Unknown)}


def _made_of(ev: Evaluator, node: ast.expr, frame: Frame) -> set[str]:
    """The names that the holes of what is made of something begin with: ``kind`` of ``kind.lower()`` and of ``f"{kind}s"``."""
    values: Values = ev.run(ev.value(node, frame))
    names = {hole.name for value in values if not _is_whole(value) for hole in as_text(value).holes}
    return {name for name in map(_leading, names) if name}


def _is_whole(value: Value) -> bool:
    """Whether it is something unknown by its own name."""
    return isinstance(value, Unknown) and value.hole.name.isidentifier()


def _leading(name: str) -> str:
    found = _FIRST_NAME.match(name)
    return found[0] if found is not None else ""


def _literals(values: Values) -> Iterator[Literals]:
    for value in values:
        found = _literal(value)
        if found is not None:
            yield found[0]


def _literal(value: Value) -> tuple[Literals] | None:
    """The literal that a value is, in a tuple, since None is one; None for any other value."""
    if isinstance(value, Text) and not value.holes:
        return (value.template,)
    if value == NONE:
        return (None,)
    if isinstance(value, Constant) and isinstance(value.value, (bool, int, float)):
        return (value.value,)
    return None


def _held(values: Values) -> Iterator[Literals]:
    for value in values:
        if isinstance(value, Items):
            for group in value.items:
                yield from _literals(group)
    yield from _keys(values)


def _keys(values: Values) -> Iterator[Literals]:
    for value in values:
        if isinstance(value, Table):
            yield from _literals(tuple(key for key, _ in value.entries))
