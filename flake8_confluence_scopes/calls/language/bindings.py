"""How arguments reach parameters: of a call, of a constructor, and from callers that nobody knows."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import decorated_by
from flake8_confluence_scopes.calls.language import injection, type_hints
from flake8_confluence_scopes.calls.language.arguments import Evaluated, evaluated
from flake8_confluence_scopes.calls.libraries import clients, receiver_names
from flake8_confluence_scopes.calls.values import compounds
from flake8_confluence_scopes.calls.values.alternatives import union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    External,
    Frame,
    Function,
    Given,
    Hole,
    Instance,
    Items,
    Kind,
    Lazy,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    unknown,
)
from flake8_confluence_scopes.path_template import ROOT_WORDS


def frame_for(ev: Evaluator, function: Function, given: Arguments, needed: frozenset[str]) -> Steps[Frame]:
    """The frame of a call of the function with these arguments. Only the ``needed`` parameters get a value."""
    queue = list(given.positional)
    if function.receiver is not None:
        queue.insert(0, (function.receiver,))
    keywords = dict(given.keywords)
    bindings: dict[str, Values] = {}
    stars: dict[str, str] = {}
    for parameter in function.block.parameters:
        name = parameter.name
        if parameter.star:
            if name in needed:
                stars[parameter.star] = name
            continue
        found: Given | None = None
        if queue and not parameter.by_name:
            found = queue.pop(0)
        elif name in keywords:
            found = keywords.pop(name)
        if name not in needed:
            continue
        if found is not None:
            bindings[name] = yield ev.given(found)
            continue
        missing: Values = () if given.rest is None else (Unknown(given.rest),)
        if parameter.default is not None:
            default: Values = yield ev.value(parameter.default, function.frame)
            missing = union(default, missing)
        bindings[name] = missing or (unknown(name, True),)
    values: Evaluated
    if "*" in stars:
        values = yield evaluated(ev, Arguments(tuple(queue)))
        taken: Value = Items(values.positional, Kind.TUPLE) if given.rest is None or queue else Unknown(given.rest)
        bindings[stars["*"]] = (taken,)
    if "**" in stars:
        values = yield evaluated(ev, Arguments((), tuple(keywords.items())))
        entries = tuple((Text(key), group) for key, group in values.keywords)
        more: Value = Table(entries) if given.rest is None or entries else Unknown(given.rest)
        bindings[stars["**"]] = (more,)
    return ev.frames.get(function.block, function.frame, bindings)


def constructor_frame(ev: Evaluator, function: Function, given: Arguments) -> Steps[Frame]:
    """The frame of an ``__init__`` with these arguments; each is evaluated when an attribute asks for it."""
    return ev.remember(
        function.frame,
        ("constructor", function, given),
        lambda: _constructor_frame(ev, function, given),
        ev.frames.get(function.block, None),
    )


def _constructor_frame(ev: Evaluator, function: Function, given: Arguments) -> Steps[Frame]:
    frame: Frame = yield general_frame(ev, function)
    bindings = dict(frame.bindings)
    listed = function.block.parameters
    names = [parameter.name for parameter in listed if not (parameter.by_name or parameter.star)][1:]
    if given.rest is None:
        for parameter in listed:
            if parameter.default is not None:
                bindings[parameter.name] = Lazy(parameter.default, function.frame)
    bindings.update(zip(names, given.positional))
    every = {parameter.name for parameter in listed}
    bindings.update((name, item) for name, item in given.keywords if name in every)
    for parameter in listed if given.rest is None else ():
        if parameter.star == "*":
            bindings[parameter.name] = yield _behind(ev, given.positional[len(names) :])
        elif parameter.star == "**":
            bindings[parameter.name] = yield _beside(ev, [item for item in given.keywords if item[0] not in every])
    return ev.frames.add(Frame(function.block, function.frame, bindings))


def _behind(ev: Evaluator, given: tuple[Given, ...]) -> Steps[Values]:
    """What ``*args`` holds."""
    values: Evaluated = yield evaluated(ev, Arguments(given))
    return (compounds.listed(values.positional, Kind.TUPLE),)


def _beside(ev: Evaluator, given: list[tuple[str, Given]]) -> Steps[Values]:
    """What ``**kwargs`` holds."""
    values: Evaluated = yield evaluated(ev, Arguments((), tuple(given)))
    return (compounds.table(((Text(name),), group) for name, group in values.keywords),)


def _says_something(default: Value) -> bool:
    """Whether a default says more of a URL than that anything may stand there: a path, a word of a REST root, or an HTTP
    method."""
    if isinstance(default, Text):
        said = default.template
        return "/" in said or said in ROOT_WORDS or said.lower() in clients.VERBS
    return default != NONE


def open_values(name: str, typed: Values, default: Values, origin: str = "") -> Values:
    """What a parameter is that nobody knows the argument of: what its annotation says, else what its default tells,
    or anything of its ``origin``."""
    if typed:
        return union(typed, (value for value in default if value == NONE))
    return union(filter(_says_something, default), (Unknown(Hole(name, True), origin),))


def general_frame(ev: Evaluator, function: Function) -> Steps[Frame]:
    """The frame of a function whose caller nobody knows: annotations and defaults tell what they can."""
    return ev.remember(
        function.frame,
        ("open", function),
        lambda: _general_frame(ev, function),
        ev.frames.get(function.block, None),
    )


def _mocks(ev: Evaluator, function: Function) -> Steps[str]:
    """The package whose decorator hands mocks to a test function; empty for any other function."""
    for node in decorated_by(function.block.node):
        values: Values = yield ev.value(node, function.frame)
        for value in values:
            if isinstance(value, External) and receiver_names.is_mock(value.name):
                return value.name
    return ""


def _general_frame(ev: Evaluator, function: Function) -> Steps[Frame]:
    bindings: dict[str, Values] = {}
    mock: str = (yield _mocks(ev, function)) if decorated_by(function.block.node) else ""
    for position, parameter in enumerate(function.block.parameters):
        name = parameter.name
        typed: Values = ()
        origin = mock
        if parameter.annotation is not None and not parameter.star:
            typed = yield type_hints.instance_of(ev, parameter.annotation, function.frame)
            origin = type_hints.data_type(parameter.annotation)
        if position == 0 and function.receiver is not None:
            # A mixin's method may say which class it is mixed into.
            bindings[name] = tuple(value for value in typed if isinstance(value, Instance)) or (function.receiver,)
            continue
        default: Values = ()
        if parameter.default is not None:
            default = yield ev.value(parameter.default, function.frame)
        given: Values = yield injection.injected(ev, parameter, function.frame)
        bindings[name] = given or open_values(name, typed, default, origin)
    return ev.frames.get(function.block, function.frame, bindings)
