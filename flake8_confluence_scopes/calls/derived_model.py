"""A client model out of a client's source, which is read and never run: what each public method of a class requests, and what
the source does not tell."""

from __future__ import annotations

import importlib.metadata
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from flake8_confluence_scopes.calls import derived_class, derived_method
from flake8_confluence_scopes.calls.class_search import Found
from flake8_confluence_scopes.calls.derived_class import LeftOpen
from flake8_confluence_scopes.calls.derived_method import DerivedMethod
from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.language import class_functions
from flake8_confluence_scopes.calls.libraries.client_model_file import SCHEMA
from flake8_confluence_scopes.calls.libraries.client_models import version
from flake8_confluence_scopes.calls.modules import store
from flake8_confluence_scopes.calls.values.domain import ClassValue

KIND = "client"
"""The name of the only model in the file."""

_FIELD = re.compile(r"\{\w*\}")


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
            public, properties = derived_class.asked(ev, cls)
            within = list(derived_class.within(ev, cls))
            left_open = [*derived_class.beside(ev, cls), *within]
        methods: dict[str, Any] = {name: {"requests": [], "incomplete": version} for name, _ in within}
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


def _method(ev: Evaluator, cls: ClassValue, name: str) -> DerivedMethod:
    """What a public name of the class requests when it is called."""
    having = derived_class.methods(ev, cls, name)
    if len(having) > 1:
        return DerivedMethod({"requests": []}, ("it is defined in several ways",))
    decorated = derived_class.decorated(ev, having[0])
    if class_functions.is_abstract(having[0].function.block):
        if len(decorated) != 1:
            return DerivedMethod({"requests": []}, ("it leaves what it does to heirs",))
        return derived_method.derive(ev, decorated[0])
    found = derived_method.derive(ev, having[0])
    known = set(map(_operation, found.data["requests"]))
    by_decorators = [row for one in decorated for row in derived_method.derive(ev, one).data["requests"]]
    more = [row for row in by_decorators if _operation(row) not in known]
    sentences = dict.fromkeys(f"its decorator sends {row['method']} {row['path']}" for row in more)
    return found._replace(left_open=(*found.left_open, *sentences))


def _operation(row: Mapping[str, Any]) -> tuple[str, str]:
    """The method and the path of a row, whatever its fields are for."""
    return row["method"], _FIELD.sub("{}", row["path"])


def _sent_without_call(ev: Evaluator, cls: ClassValue, name: str) -> Iterator[LeftOpen]:
    """What making an object sends, or reading a property: no model has it."""
    for method in derived_class.in_bodies(ev, cls, name):
        data, _ = derived_method.derive(ev, method)
        for request in data["requests"]:
            yield LeftOpen(name, f"it sends {request['method']} {request['path']} although nobody calls it by this name")
