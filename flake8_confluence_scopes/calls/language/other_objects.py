"""Objects of Python's own classes that stand for something else: new types, classes of named tuples and their objects,
templates of texts."""

from __future__ import annotations

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.libraries.known_functions import NAMED_TUPLES, NAMESPACES, NEW_TYPES, TEMPLATE
from flake8_confluence_scopes.calls.values.domain import Arguments, ExternalObject, Given, Items, Text, Value, Values
from flake8_confluence_scopes.calls.values.texts import as_text

_NAMED_TUPLE = "collections.namedtuple.object"


def called(ev: Evaluator, owner: ExternalObject, given: Arguments) -> Steps[Values]:
    """What calling an object gives; none where that is not followed."""
    if owner.name in NEW_TYPES:
        return ev.given(given.get(0) or ())
    return _named_tuple(ev, owner, given) if owner.name in NAMED_TUPLES else ()


def _named_tuple(ev: Evaluator, cls: ExternalObject, given: Arguments) -> Steps[Values]:
    listed: Values = yield ev.given(cls.arguments.get(1, "field_names", "fields") or ())
    names = _field_names(listed[0]) if len(listed) == 1 else []
    fields = (*zip(names, given.positional), *given.keywords)
    return (ExternalObject(_NAMED_TUPLE, Arguments((), fields, given.rest)),)


def _field_names(listed: Value) -> list[str]:
    """The names in ``"site path"``, ``["site", "path"]`` or ``[("site", str), ("path", str)]``."""
    if isinstance(listed, Text):
        return listed.template.replace(",", " ").split()
    names: list[str] = []
    for group in listed.items if isinstance(listed, Items) else ():
        first = group[0]
        if isinstance(first, Items) and first.items:
            first = first.items[0][0]
        names.append(as_text(first).template)
    return names


def attribute(ev: Evaluator, owner: ExternalObject, name: str) -> Given:
    """A field of a named tuple, or of a namespace where no code may set it; none for any other attribute."""
    has_it = owner.name == _NAMED_TUPLE or (owner.name in NAMESPACES and not ev.modules.stores(name))
    return (owner.arguments.get(None, name) if has_it else None) or ()


def template_of(owner: ExternalObject, name: str) -> Given:
    """The text whose fields a method fills as ``format_map`` does; none for any other method."""
    fills = owner.name == TEMPLATE and name in ("substitute", "safe_substitute")
    return (owner.arguments.get(0, "template") if fills else None) or ()
