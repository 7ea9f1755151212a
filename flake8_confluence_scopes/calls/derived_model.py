"""A client model out of a client's source, which is read and never run: what each public method of a class requests, and what
the source does not tell."""

from __future__ import annotations

import builtins
import importlib.metadata
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from flake8_confluence_scopes.calls import derived_method
from flake8_confluence_scopes.calls.class_search import Found
from flake8_confluence_scopes.calls.derived_method import DerivedMethod
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.language import class_functions, classes
from flake8_confluence_scopes.calls.libraries.client_model_file import SCHEMA
from flake8_confluence_scopes.calls.libraries.client_models import version
from flake8_confluence_scopes.calls.modules import store
from flake8_confluence_scopes.calls.values.domain import ClassValue, External, Function, Value, Values


KIND = "client"
"""The name of the only model in the file."""


class LeftOpen(NamedTuple):
    """What a model does not hold, or not all of it: the name of a method or of a base, and why."""

    name: str
    reason: str


class DerivedModel(NamedTuple):
    """A model as its file has it, and what it leaves out."""

    data: dict[str, Any]
    left_open: tuple[LeftOpen, ...]

    @property
    def methods(self) -> dict[str, Any]:
        """The methods by their names."""
        found: dict[str, Any] = self.data["models"][KIND]
        return found


def derive(found: Found, date: str, generator: str) -> DerivedModel:
    """What the methods of a class request. Raises ClassSearchError."""
    package, version = _distribution(found)
    with store.in_use():
        with _reading(found) as (ev, cls):
            names = found.names(ev, cls)
            order: tuple[Value, ...] = ev.run(classes.order_of(ev, cls))
            public, properties = _public(ev, order)
            left_open = list(_beside_methods(ev, order))
        methods: dict[str, Any] = {}
        for name in public:
            with _reading(found) as (ev, cls):
                data, reasons = _method(ev, cls, name)
            left_open += (LeftOpen(name, reason) for reason in reasons)
            if data["requests"] or not reasons:
                methods[name] = {**data, **({"incomplete": version} if reasons else {})}
        for name in ("__init__", *properties):
            with _reading(found) as (ev, cls):
                left_open += _sent_without_call(ev, cls, name)
    return DerivedModel(
        {
            "schema": SCHEMA,
            "name": names[0],
            "package": package,
            "versions": {"from": version, "to": version},
            "date": date,
            "source": f"read in {os.path.relpath(found.path, found.folder).replace(os.sep, '/')}",
            "generator": generator,
            "classes": dict.fromkeys(names, KIND),
            "models": {KIND: methods},
        },
        tuple(left_open),
    )


def _distribution(found: Found) -> tuple[str, str]:
    """The package that has the class, and its release; of a project, which nobody has installed, the name that it is imported
    by."""
    top = found.module.partition(".")[0]
    installed = importlib.metadata.distributions(path=[found.folder]) if found.package else ()
    having = (one for one in installed if any(file.parts[0] in (top, f"{top}.py") for file in one.files or ()))
    return next(((one.metadata["Name"], one.version) for one in having if version(one.version)), (top, "0"))


@contextmanager
def _reading(found: Found) -> Iterator[tuple[Evaluator, ClassValue]]:
    """An evaluator, and the class in it."""
    ev = found.evaluator()
    try:
        yield ev, found.cls(ev)
    finally:
        ev.frames.forget()


def _public(ev: Evaluator, order: tuple[Value, ...]) -> tuple[list[str], list[str]]:
    """The public functions in the bodies of the classes: methods, and properties."""
    blocks = [base.block for base in order if isinstance(base, ClassValue)]
    names = dict.fromkeys(name for block in blocks for name in flow_of(block).exit if not name.startswith("_"))
    found = {name: functions[0].block for name in names if (functions := _functions(ev, order, name))}
    properties = [name for name, block in found.items() if class_functions.is_property(block)]
    return [name for name in found if name not in properties], properties


def _functions(ev: Evaluator, order: tuple[Value, ...], name: str) -> list[Function]:
    found: Values = ev.run(classes.class_member(ev, order, name))
    return [value for value in found if isinstance(value, Function)]


def _beside_methods(ev: Evaluator, order: tuple[Value, ...]) -> Iterator[LeftOpen]:
    """Where the class may have methods that its source and that of its bases do not show."""
    for base in order:
        if isinstance(base, External) and not _sends_nothing(base.name):
            known = base.name.removeprefix("builtins.") if base.name != "?" else "a base that is not found"
            yield LeftOpen(known, "what is inherited from it is not in the model")
    if _functions(ev, order, "__getattr__"):
        yield LeftOpen("__getattr__", "what it passes on is not in the model; derive the class that it passes on to")


def _sends_nothing(base: str) -> bool:
    """Whether a class of this full name is one of Python's that no client inherits its requests from."""
    package, _, name = base.partition(".")
    return package in ("abc", "typing") or (package == "builtins" and hasattr(builtins, name))


def _method(ev: Evaluator, cls: ClassValue, name: str) -> DerivedMethod:
    """A public function of the class."""
    functions = _functions(ev, ev.run(classes.order_of(ev, cls)), name)
    if len(functions) > 1:
        return DerivedMethod({"requests": []}, ("it is defined in several ways",))
    block = functions[0].block
    if class_functions.is_abstract(block):
        return DerivedMethod({"requests": []}, ("it leaves what it does to heirs",))
    return derived_method.derive(ev, _bound(functions[0], cls))


def _bound(function: Function, cls: ClassValue) -> Function:
    """A function of the class as its objects have it, whoever made them."""
    return Function(function.block, function.frame, class_functions.general_receiver(function.block, cls))


def _sent_without_call(ev: Evaluator, cls: ClassValue, name: str) -> Iterator[LeftOpen]:
    """What making an object sends, or reading a property: no model has it."""
    for function in _functions(ev, ev.run(classes.order_of(ev, cls)), name):
        data, _ = derived_method.derive(ev, _bound(function, cls))
        for request in data["requests"]:
            yield LeftOpen(name, f"it sends {request['method']} {request['path']} although nobody calls it by this name")
