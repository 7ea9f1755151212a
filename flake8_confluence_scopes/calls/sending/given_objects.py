"""Calls of objects that only a caller knows: ``api.fetch_all("/rest/api/space")`` on a parameter.

No name tells that such a method sends requests. Where a caller passes an object of the project, what the method does is
known, so the call is left to callers, and nothing is said of it for any other.
"""

from __future__ import annotations

import ast
import re

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import arguments
from flake8_confluence_scopes.calls.flow.walk import descendants
from flake8_confluence_scopes.calls.language import class_functions
from flake8_confluence_scopes.calls.sending import receivers
from flake8_confluence_scopes.calls.sending.request import GUESSED, Request, Requests
from flake8_confluence_scopes.calls.values.domain import Frame, Function, Hole, Instance, Member, Text, Unknown, Value, Values
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.texts import as_text
from flake8_confluence_scopes.calls.values.urls import shows_root
from flake8_confluence_scopes.path_template import HOLE

_ROOT = re.compile(r"rest/api|api/v2")

# Methods of texts and of collections, and of loggers.
_OTHER_METHODS = frozenset((*dir(str), *dir(list), *dir(dict), *dir(set))) | frozenset(
    "critical debug error exception info log print warn warning write".split()
)


def left_to_callers(ev: Evaluator, node: ast.Call, callees: Values, frame: Frame) -> Steps[Requests]:
    """For callers that know the object, a request of any method with the URL that stands in the call."""
    if not any(map(_is_of_caller, callees)) or not _writes_root(node):
        return ()
    return _of_arguments(ev, node, frame)


def _of_arguments(ev: Evaluator, node: ast.Call, frame: Frame) -> Steps[Requests]:
    method = Text(HOLE, (Hole("of an object that callers pass", True),))
    for argument in arguments(node):
        values: Values = yield ev.value(argument.value, frame)
        texts = [text for text in map(as_text, values) if shows_root(text)]
        if texts:
            return tuple(Request(GUESSED, method, text, said=True) for text in texts)
    return ()


def _is_of_caller(callee: Value) -> bool:
    if isinstance(callee, Function):
        owner = callee.receiver
        return isinstance(owner, Instance) and owner.arguments is None and class_functions.is_abstract(callee.block)
    if not isinstance(callee, Member) or callee.name in _OTHER_METHODS or not is_open(callee):
        return False
    return isinstance(callee.receiver, (Unknown, Member)) and receivers.may_be_client(callee.receiver)


def _writes_root(node: ast.Call) -> bool:
    """Whether a REST root stands among the arguments."""
    written = (part for argument in arguments(node) for part in descendants(argument.value))
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) and _ROOT.search(part.value) for part in written)
