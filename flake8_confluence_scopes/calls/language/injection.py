"""What a framework gives a function's parameter: ``client: Client = Depends(get_client)``, and the same in ``Annotated``."""

from __future__ import annotations

import ast

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.flow.syntax import ListedParameter, dotted
from flake8_confluence_scopes.calls.libraries.known_functions import INJECTED
from flake8_confluence_scopes.calls.libraries.type_names import FORM, UNTELLING
from flake8_confluence_scopes.calls.values.domain import External, ExternalObject, Frame, Lazy, Unknown, Values

_ANNOTATED = "Annotated"


def injected(ev: Evaluator, parameter: ListedParameter, frame: Frame) -> Steps[Values]:
    """The alternatives of a parameter that a framework fills; none where it does not, or where they are not known.
    ``frame`` is the one around the function."""
    is_plain = parameter.annotation is None or _last_name(parameter.annotation) in UNTELLING
    if is_plain and not isinstance(parameter.default, ast.Call):
        return ()  # nine of ten
    return _injected(ev, parameter, frame)


def _injected(ev: Evaluator, parameter: ListedParameter, frame: Frame) -> Steps[Values]:
    places: list[tuple[ast.expr, Frame]] = []
    if parameter.annotation is not None:
        places = yield _metadata(ev, parameter.annotation, frame)
    if parameter.default is not None:
        places.append((parameter.default, frame))
    for node, around in places:
        if not isinstance(node, ast.Call):
            continue
        makers: Values = yield ev.value(node.func, around)
        if any(isinstance(maker, External) and maker.name in INJECTED for maker in makers):
            found: Values = yield ev.value(node, around)
            if not any(isinstance(value, Unknown) for value in found):
                return found
    return ()


def _last_name(node: ast.expr) -> str:
    return dotted(node).rpartition(".")[2]


def _metadata(ev: Evaluator, annotation: ast.expr, frame: Frame) -> Steps[list[tuple[ast.expr, Frame]]]:
    """What an annotation, or the type that it names, says behind the type itself."""
    places = [(annotation, frame)]
    if isinstance(annotation, (ast.Name, ast.Attribute)):
        named: Values = yield ev.value(annotation, frame)
        forms = [value.arguments.positional for value in named if isinstance(value, ExternalObject) and value.name == FORM]
        places = [(item.node, item.frame) for form in forms for item in form if isinstance(item, Lazy)]
    found: list[tuple[ast.expr, Frame]] = []
    for node, around in places:
        if isinstance(node, ast.Subscript) and _last_name(node.value) == _ANNOTATED:
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
            found += ((part, around) for part in parts[1:])
    return found
