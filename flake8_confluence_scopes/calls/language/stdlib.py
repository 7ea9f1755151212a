"""What the standard library and URL libraries do to values: a table of functions and of methods."""

from __future__ import annotations

from collections.abc import Callable

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.flow.blocks import Step
from flake8_confluence_scopes.calls.language import arguments, attributes, client_objects, url_objects
from flake8_confluence_scopes.calls.language.arguments import Evaluated, evaluated
from flake8_confluence_scopes.calls.libraries import clients
from flake8_confluence_scopes.calls.libraries.known_functions import (
    CLASS_NAME,
    ENVIRONMENT,
    FIELDS,
    FOLLOWED,
    INJECTED,
    JOINS,
    KEPT,
    PATH_JOINS,
    PATH_OBJECTS,
    QUOTES,
    SAME,
    SAME_ALONE,
    SPLIT,
    SPLITS,
    UNQUOTES,
    UNSPLITS,
    URL_OBJECTS,
)
from flake8_confluence_scopes.calls.values import compounds, operators, strings, urls
from flake8_confluence_scopes.calls.values.alternatives import combinations, union
from flake8_confluence_scopes.calls.values.comparisons import truth
from flake8_confluence_scopes.calls.values.domain import (
    MOST_ALTERNATIVES,
    NO_ARGUMENTS,
    NONE,
    Arguments,
    ClassValue,
    Constant,
    ExternalObject,
    Function,
    Hole,
    Instance,
    Items,
    Kind,
    Member,
    Partial,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    constant,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open, is_rooted
from flake8_confluence_scopes.calls.values.operators import without_nothing
from flake8_confluence_scopes.calls.values.texts import as_text, concatenate

_COLLECTIONS = {
    "builtins.list": Kind.LIST,
    "builtins.reversed": Kind.LIST,
    "builtins.tuple": Kind.TUPLE,
    "builtins.set": Kind.SET,
    "builtins.frozenset": Kind.SET,
    "builtins.sorted": Kind.SET,
    "collections.deque": Kind.LIST,
}

_PARTIALS = frozenset(("functools.partial", "functools.partialmethod"))
_OF_EACH = frozenset(("builtins.map", "builtins.filter"))

_EVALUATED = frozenset(
    (
        *(*SAME, *SAME_ALONE, *_COLLECTIONS, *QUOTES, *UNQUOTES, *JOINS, *SPLITS, *UNSPLITS, *SPLIT, *URL_OBJECTS),
        *(*PATH_JOINS, *PATH_OBJECTS, *ENVIRONMENT, *_OF_EACH, "typing.cast"),
        *(f"builtins.{name}" for name in "callable dict enumerate getattr len next type".split()),
    )
)
"""Functions whose arguments tell more than whether a caller may fill something in what they give."""


def call(ev: Evaluator, function: str, given: Arguments, name: str) -> Steps[Values]:
    """What a function or class of another package gives."""
    if function in clients.CLIENTS:
        return client_objects.made(ev, function, given)
    if function in INJECTED:
        return _injected(ev, given, name)
    if function in KEPT:
        return (ExternalObject(function, given),)
    if CLASS_NAME.search(function) and function not in FOLLOWED and function not in FIELDS:
        return (ExternalObject(function, given),)
    if function in FIELDS:
        return _field(ev, given, FIELDS[function], name)
    if function in _PARTIALS and given.positional:
        return _partial(ev, given)
    if function not in _EVALUATED:
        answer = arguments.is_any_open(ev, given)
        return _unknown(function, answer, name) if is_pending(answer) else (Unknown(Hole(name, answer), function),)
    values = evaluated(ev, given)
    return _evaluated(ev, function, values, name) if is_pending(values) else _called(ev, function, values, name)


def _unknown(function: str, steps: Steps[bool], name: str) -> Steps[Values]:
    is_any_open: bool = yield steps
    return (Unknown(Hole(name, is_any_open), function),)


def _partial(ev: Evaluator, given: Arguments) -> Steps[Values]:
    callees: Values = yield ev.given(given.positional[0])
    first = Arguments(given.positional[1:], given.keywords, given.rest)
    return tuple(compounds.within_bounds(Partial(callee, first)) for callee in callees)


def _evaluated(ev: Evaluator, function: str, steps: Steps[Evaluated], name: str) -> Steps[Values]:
    given: Evaluated = yield steps
    found: Values = yield _called(ev, function, given, name)
    return found


def _called(ev: Evaluator, function: str, given: Evaluated, name: str) -> Steps[Values]:
    if function in _OF_EACH:
        return _of_each(ev, function, given, name)
    if function == "builtins.getattr":
        return _getattr(ev, given)
    return _function(function, given) or (Unknown(Hole(name, given.open), function),)


def _injected(ev: Evaluator, given: Arguments, name: str) -> Steps[Values]:
    """What a framework passes in the place of ``Depends(function)``; of a generator, what it yields."""
    makers: Values = yield ev.given(given.get(0, "dependency") or ())
    made: Values = yield ev.for_each(makers, lambda maker: ev.call(maker, NO_ARGUMENTS, name))
    return union(*(compounds.part(value, Step.EACH) if isinstance(value, Items) else (value,) for value in made))


def _field(ev: Evaluator, given: Arguments, position: int | None, name: str) -> Steps[Values]:
    """The default of a field of a dataclass or a class like it."""
    item = given.get(position, "default")
    if item is not None:
        values: Values = yield ev.given(item)
        return values
    factory = given.get(None, "default_factory", "factory")
    makers: Values = (yield ev.given(factory)) if factory is not None else ()
    made: Values = yield ev.for_each(makers, lambda maker: ev.call(maker, NO_ARGUMENTS, name))
    return made or (unknown(name, True),)


def _function(function: str, given: Evaluated) -> Values:
    """What a function gives; nothing where it is unknown."""
    first = operators.without_none(given.get(0, "base" if function in JOINS else "string") or ())
    alone = len(given.positional) == 1 and not given.keywords and given.rest is None
    if function in SAME:
        return first
    if function in SAME_ALONE:
        return tuple(as_text(value) if isinstance(value, Constant) else value for value in first) if alone else ()
    if function in _COLLECTIONS:
        return _collection(function, first, given)
    if function in QUOTES:
        return _quoted(first, given, *QUOTES[function])
    if function in UNQUOTES:
        return tuple(strings.piecewise(as_text(value), UNQUOTES[function]) for value in first) if alone else ()
    if function in JOINS:
        second = given.get(1, "url") or ()
        return operators.texts([first, second], lambda parts: urls.join(*parts))
    if function in SPLITS:
        return url_objects.split(given, SPLITS[function])
    if function in UNSPLITS:
        return union(*map(url_objects.unsplit, first))
    if function in SPLIT:
        return url_objects.tuple_of(SPLIT[function], given)
    if function in URL_OBJECTS:
        return url_objects.build(given)
    if function in PATH_JOINS:
        return operators.texts(list(given.positional), urls.join_path) if given.rest is None else ()
    if function in PATH_OBJECTS:
        return operators.texts(list(given.positional), _path_object) if given.rest is None else ()
    if function in ENVIRONMENT:
        return union(without_nothing(given.get(1, "default")), (unknown(f"{function}(...)"),))
    if function == "typing.cast":
        return given.get(1, "val") or ()
    if function == "builtins.type" and alone:
        return tuple(value.cls for value in first if isinstance(value, Instance))
    if function == "builtins.len" and alone:
        return _length(first)
    if function == "builtins.callable" and alone:
        return union(*(_callable(value) for value in first))
    if function == "builtins.dict":
        return _dict(given)
    if function == "builtins.enumerate":
        return union(*(_numbered(value, given.get(1, "start") or (constant(0),)) for value in first))
    if function == "builtins.next":
        return union(*(compounds.part(value, Step.EACH) for value in first), given.get(1) or ())
    return ()


def _callable(value: Value) -> Values:
    """Whether a value can be called; nothing where that is unknown."""
    if isinstance(value, (Function, ClassValue, Partial)):
        return (constant(True),)
    return (constant(False),) if isinstance(value, (Text, Constant, Items, Table)) else (unknown("callable(...)"),)


def _length(values: Values) -> Values:
    """``len(value)`` of each; nothing where one of them is not known as a whole."""
    sizes: list[int] = []
    for value in values:
        if isinstance(value, Text) and not value.holes:
            sizes.append(len(value.template))
        elif isinstance(value, Items) and value.sequence is not None:
            sizes.append(len(value.sequence))
        else:
            return ()
    return union(map(constant, sizes))


def _getattr(ev: Evaluator, given: Evaluated) -> Steps[Values]:
    rows = combinations((given.get(0) or (), given.get(1) or ())) or ()
    groups: list[Values] = []
    for owner, name in rows:
        if isinstance(name, Text) and not name.holes:
            found: Values = yield attributes.attribute(ev, owner, name.template)
            default = given.get(2)
            lost = default is not None and all(isinstance(value, (Unknown, Member)) for value in found)
            groups.append(union(without_nothing(default), found) if lost else found)
        else:
            groups.append((compounds.member(owner, None),))
    return union(*groups) or (unknown("getattr(...)"),)


def _of_each(ev: Evaluator, function: str, given: Evaluated, name: str) -> Steps[Values]:
    """``map`` and ``filter`` with one collection whose items are known, and one function."""
    callees, source = given.get(0) or (), given.get(1) or ()
    if len(callees) != 1 or len(source) != 1 or len(given.positional) != 2 or not isinstance(source[0], Items):
        return (Unknown(Hole(name, given.open, any(map(is_rooted, source)))),)
    if len(source[0].items) > MOST_ALTERNATIVES:
        return (unknown("a long list", given.open),)
    kind = Kind.LIST if source[0].sequence is not None else Kind.SOME
    groups: list[Values] = []
    for group in source[0].items:
        passed: Values = group
        if callees[0] != NONE:
            passed = yield ev.call(callees[0], Arguments((group,)), name)
        answers = {truth(value) for value in passed}
        if function == "builtins.map":
            groups.append(passed)
        elif answers != {False}:
            groups.append(tuple(value for value in group if callees[0] != NONE or truth(value) is not False))
            # Code that leaves out what is empty goes on with what is there.
            kind = Kind.SOME if None in answers and callees[0] != NONE else kind
    return (compounds.listed(groups, kind),)


def _collection(function: str, first: Values, given: Evaluated) -> Values:
    """``list``, ``tuple``, ``set``, ``sorted`` or ``reversed`` of a collection."""
    kind = _COLLECTIONS[function]
    if not given.positional and given.rest is None:
        return (Items((), kind),)
    found: list[Value] = []
    for value in first:
        if isinstance(value, Table) and not value.rest:
            value = Items(tuple((key,) for key, _ in value.entries))
        if isinstance(value, Items):
            step = -1 if function == "builtins.reversed" else 1
            fixed = kind if value.kind is not Kind.SOME and (kind is Kind.SET or value.sequence is not None) else value.kind
            found.append(Items(value.items[::step], fixed))
        elif isinstance(value, (Text, Table)):
            return ()
        else:
            found.append(value)
    return tuple(found)


def _quoted(first: Values, given: Evaluated, change: Callable[[str, str], str], safe: str) -> Values:
    """A quoted text: what it has in place of its holes holds nothing that needs quoting."""
    asked = given.get(1, "safe")
    if asked is not None and (len(asked) != 1 or not isinstance(asked[0], Text) or asked[0].holes):
        return ()
    if asked is not None and isinstance(asked[0], Text):
        safe = asked[0].template
    if len(given.positional) > 2 or any(key not in ("string", "safe") for key, _ in given.keywords) or given.rest:
        return ()
    return union(concatenate((strings.piecewise(as_text(value), lambda piece: change(piece, safe)),)) for value in first)


def _path_object(parts: list[Text]) -> Text:
    """``PurePosixPath(*parts)``, which ends in no slash."""
    path = urls.join_path(parts)
    return path if path.template == "/" else strings.strip(path, "/", False, True)


def _dict(given: Evaluated) -> Values:
    bases = given.positional[0] if given.positional else (Table(()),)
    entries = [((Text(key),), values) for key, values in given.keywords]
    if given.rest is not None or not all(isinstance(base, Table) for base in bases):
        return ()
    return union(compounds.table(entries, base) for base in bases if isinstance(base, Table))


def _numbered(value: Value, start: Values) -> Values:
    """``enumerate(value, start)``."""
    if not isinstance(value, Items):
        return (unknown("enumerate(...)", is_open(value)),)
    first = start[0].value if len(start) == 1 and isinstance(start[0], Constant) else None
    pairs: list[Values] = []
    for position, group in enumerate(value.items):
        number: Value = unknown("a number")
        if value.sequence is not None and isinstance(first, int):
            number = constant(first + position)
        pairs.append((Items(((number,), group), Kind.TUPLE),))
    return (compounds.listed(pairs, value.kind),)
