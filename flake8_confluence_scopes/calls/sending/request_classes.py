"""Classes of the project that are a library's requests: ``class Put(urllib.request.Request)`` with a ``get_method``."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.language import attributes, class_functions, classes, constructors
from flake8_confluence_scopes.calls.libraries import clients
from flake8_confluence_scopes.calls.sending.direct import sent_by
from flake8_confluence_scopes.calls.sending.request import Requests
from flake8_confluence_scopes.calls.values import strings
from flake8_confluence_scopes.calls.values.domain import (
    NO_ARGUMENTS,
    Arguments,
    ClassValue,
    External,
    Instance,
    Text,
    Value,
    Values,
)
from flake8_confluence_scopes.calls.values.texts import as_text

_OF_URLLIB = "urllib.request.Request"


def sent(ev: Evaluator, cls: ClassValue, order: tuple[Value, ...], given: Arguments) -> Steps[Requests]:
    """The requests that an object of a class stands for, as one of its library would; none where the class is no request."""
    base = next((base for base in order if isinstance(base, External) and base.name in clients.FUNCTIONS), None)
    return () if base is None else _sent(ev, Instance(cls, given), order, base)


def _sent(ev: Evaluator, made: Instance, order: tuple[Value, ...], base: External) -> Steps[Requests]:
    given: Arguments = yield constructors.arguments_of(ev, made, order, base)
    requests: Requests = yield sent_by(ev, base, given, made.cls.block.module)
    texts: tuple[Text, ...] = (yield _methods(ev, made, order, given)) if base.name == _OF_URLLIB else ()
    return tuple(request._replace(method=text) for request in requests for text in texts) if texts else requests


def _methods(ev: Evaluator, made: Instance, order: tuple[Value, ...], given: Arguments) -> Steps[tuple[Text, ...]]:
    """The HTTP methods that a class says itself: by a ``get_method`` or, where none is given, by a ``method`` of its own."""
    asked: Values = yield classes.class_member(ev, order, "get_method")
    asked = yield ev.for_each(asked, lambda value: class_functions.bound(ev, value, made))
    if asked:
        verbs: Values = yield ev.for_each(asked, lambda value: ev.call(value, NO_ARGUMENTS, "get_method()"))
        return tuple(strings.upper(as_text(verb)) for verb in verbs)
    named = clients.FUNCTIONS[_OF_URLLIB].named_by
    assert named is not None  # as the table has it
    own: Values = () if given.get(*named) else (yield attributes.attribute(ev, made, "method"))
    return tuple(strings.upper(verb) for verb in own if isinstance(verb, Text))
