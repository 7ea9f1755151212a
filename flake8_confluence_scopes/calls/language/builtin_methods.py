"""What the methods of texts, lists and dicts give."""

from __future__ import annotations

from collections.abc import Callable

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps, is_pending
from flake8_confluence_scopes.calls.language import arguments, contexts, other_objects, url_objects
from flake8_confluence_scopes.calls.language.arguments import Evaluated, evaluated
from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.known_functions import SLASH_JOINS
from flake8_confluence_scopes.calls.values import comparisons, compounds, formatting, operators, strings, urls
from flake8_confluence_scopes.calls.values.alternatives import combinations, union
from flake8_confluence_scopes.calls.values.domain import (
    NONE,
    Arguments,
    Constant,
    ExternalObject,
    Given,
    Hole,
    Items,
    Kind,
    Member,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    constant,
    unknown,
)
from flake8_confluence_scopes.calls.values.openness import is_open
from flake8_confluence_scopes.calls.values.operators import without_nothing
from flake8_confluence_scopes.calls.values.texts import as_text

# Methods of an exit stack.
_ENTERS = frozenset(("enter_context", "enter_async_context"))
# Methods that may have a default in the place of what they look up, and those that leave a text of which nothing is known.
_DEFAULTS = frozenset(("get", "setdefault", "pop", "getenv"))
_SAME = frozenset(("lower", "__str__", "encode", "decode", "as_posix"))


def call(ev: Evaluator, receiver: Value, name: str, given: Arguments, summary: str) -> Steps[Values]:
    """What a method of a text, a list, a dict or an unknown object gives."""
    if isinstance(receiver, ExternalObject):
        template = other_objects.template_of(receiver, name)
        followed = template or (name in _ENTERS and given.positional) or name in SLASH_JOINS
        return _of_object(ev, receiver, name, given, template, summary) if followed else (unknown(summary),)
    if not _looks_into(receiver, name, given):
        answer = is_open(receiver) or arguments.is_any_open(ev, given)
        return _unknown(summary, answer) if is_pending(answer) else (unknown(summary, answer),)
    values = evaluated(ev, given)
    return _evaluated(receiver, name, values, summary) if is_pending(values) else _method(receiver, name, values, summary)


def _unknown(summary: str, steps: Steps[bool]) -> Steps[Values]:
    is_any_open: bool = yield steps
    return (unknown(summary, is_any_open),)


def _evaluated(receiver: Value, name: str, steps: Steps[Evaluated], summary: str) -> Steps[Values]:
    given: Evaluated = yield steps
    return _method(receiver, name, given, summary)


def _of_object(
    ev: Evaluator, receiver: ExternalObject, name: str, given: Arguments, template: Given, summary: str
) -> Steps[Values]:
    """What a method of another package's object gives that is followed."""
    if name in _ENTERS:
        managers: Values = yield ev.given(given.positional[0])
        entered: Values = yield ev.for_each(managers, lambda value: contexts.entered(ev, value))
        return entered
    values: Evaluated = yield evaluated(ev, given)
    if template:
        texts: Values = yield ev.given(template)
        return union(*(_format_map(formatting.with_braces(as_text(text)), values, summary) for text in texts))
    joined = joined_by_slash(values) if models_in_force.modelled(receiver.name) is not None else ()
    return joined or (unknown(summary),)


def _looks_into(receiver: Value, name: str, given: Arguments) -> bool:
    """Whether a method's arguments tell more than whether a caller may fill something in what it gives."""
    if isinstance(receiver, (Unknown, Member)):
        if name in _DEFAULTS:
            return given.get(1, "default") is not None
        return name in _STRIPS or name in _SAME or name in url_objects.OF_URLS or name == "join"
    return isinstance(receiver, (Text, Table, Items))


def joined_by_slash(given: Evaluated) -> Values:
    """What a client's own function makes of a URL and a path, either of which may be None; nothing where that is unknown."""
    groups = [operators.without_none(group) for group in given.positional[:2]]
    if given.rest is not None or given.keywords or len(groups) < 2:
        return ()
    return operators.texts([group for group in groups if group != (NONE,)], urls.join_by_slash)


def _method(receiver: Value, name: str, given: Evaluated, summary: str) -> Values:
    if isinstance(receiver, Text):
        found = _text_method(receiver, name, given)
    elif isinstance(receiver, Table):
        found = _table_method(receiver, name, given)
    elif isinstance(receiver, Items):
        found = _list_method(receiver, name, given)
    else:
        found = _unknown_method(receiver, name, given, summary)
    return found or (unknown(summary, is_open(receiver) or given.open),)


def _list_method(receiver: Items, name: str, given: Evaluated) -> Values:
    if name == "copy":
        return (receiver,)
    if name not in ("pop", "popleft") or given.keywords or given.rest is not None:
        return url_objects.method(receiver, name, given)
    places = given.get(0) or (constant(0 if name == "popleft" else -1),)
    return union(*(_taken_out(receiver, place) for place in places))


def _taken_out(items: Items, place: Value) -> Values:
    index = place.value if isinstance(place, Constant) else None
    return compounds.at(items, index) if isinstance(index, int) else union(*items.items)


def _unknown_method(receiver: Value, name: str, given: Evaluated, summary: str) -> Values:
    if name in _DEFAULTS and given.get(1, "default") is not None:
        return union(without_nothing(given.get(1, "default")), (unknown(summary, is_open(receiver)),))
    if name in _STRIPS or name in _SAME:
        return (as_text(receiver),)
    if name in url_objects.OF_URLS or (name == "join" and _is_path(given)):
        return url_objects.method(as_text(receiver), name, given)
    return ()


def _is_path(given: Evaluated) -> bool:
    """Whether the one argument is a text with a slash. Nobody joins its letters: the receiver is a URL, or a path."""
    only = given.positional[0] if len(given.positional) == 1 else ()
    return bool(only) and all(isinstance(value, Text) and "/" in value.template for value in only)


_STRIPS = {"strip": (True, True), "lstrip": (True, False), "rstrip": (False, True)}
_AFFIXES: dict[str, Callable[[Text, str], Text | None]] = {
    "removeprefix": strings.remove_prefix,
    "removesuffix": strings.remove_suffix,
}
_TESTS = {"startswith": strings.starts_with, "endswith": strings.ends_with}
# Methods that Python itself is asked for where nothing is unknown.
_EXACT = frozenset("capitalize casefold partition rpartition rsplit split splitlines swapcase title".split())


def _text_method(text: Text, name: str, given: Evaluated) -> Values:
    """What a text's method gives; nothing where it is unknown."""
    count = len(given.positional)
    if name == "format":
        return _format(text, given)
    if name == "format_map":
        return _format_map(text, given, "format_map(...)")
    of_url = url_objects.method(text, name, given)
    if of_url or given.keywords or given.rest is not None:
        return of_url
    if name in ("__str__", "geturl", "as_posix"):
        return (text,)
    if name == "lower" and not count:
        return (strings.lower(text),)
    if name == "upper" and not count:
        return (strings.upper(text),)
    return union(*(_text_call(text, name, row) for row in combinations(given.positional) or ()))


def _text_call(text: Text, name: str, given: tuple[Value, ...]) -> Values:
    first = given[0] if given else NONE
    if name in _STRIPS and len(given) < 2:
        left, right = _STRIPS[name]
        if first == NONE:
            return (strings.strip(text, None, left, right),)
        if isinstance(first, Text) and not first.holes:
            return (strings.strip(text, first.template, left, right),)
    elif name == "replace" and len(given) == 2 and isinstance(first, Text):
        replaced = strings.replace(text, first, as_text(given[1]))
        return () if replaced is None else (replaced,)
    elif len(given) == 1 and name == "join" and isinstance(first, Items) and first.sequence is not None:
        return operators.texts(list(first.sequence), lambda parts: strings.join(text, parts))
    elif len(given) == 1 and name == "join" and isinstance(first, Unknown) and first.hole.rooted:
        return (as_text(first),)
    elif len(given) == 1 and name in _TESTS:
        answer = _affix_test(text, first, _TESTS[name])
        return () if answer is None else (constant(answer),)
    elif len(given) == 1 and name in _AFFIXES and isinstance(first, Text) and not first.holes:
        without = _AFFIXES[name](text, first.template)
        return () if without is None else (without,)
    elif len(given) == 1 and name == "split" and isinstance(first, Text) and first.template and not first.holes:
        return (compounds.listed((part,) for part in strings.split(text, first.template)),)
    elif name in ("rsplit", "rpartition") and text.holes:
        return _split_behind(text, name, given)
    elif name in _EXACT and not text.holes:
        return _exact(text.template, name, given)
    return ()


def _split_behind(text: Text, name: str, given: tuple[Value, ...]) -> Values:
    """``rsplit(separator, count)`` and ``rpartition(separator)`` of a text with holes."""
    if name == "rpartition":
        given = (*given, constant(1))
    if len(given) != 2:
        return ()
    separator, count = given
    if not isinstance(separator, Text) or not separator.template or separator.holes:
        return ()
    if not isinstance(count, Constant) or not isinstance(count.value, int) or count.value < 1:
        return ()
    parts = strings.split_behind(text, separator.template, count.value)
    if parts is None:
        return ()
    if name == "rpartition":
        parts = (parts[0], separator, parts[1])
    return (compounds.listed(((part,) for part in parts), Kind.TUPLE if name == "rpartition" else Kind.LIST),)


def _format(text: Text, given: Evaluated) -> Values:
    names = [key for key, _ in given.keywords]
    count = len(given.positional)
    return operators.built(
        [*given.positional, *(values for _, values in given.keywords)],
        lambda row: formatting.format_text(text, row[:count], dict(zip(names, row[count:])), given.rest),
    )


def _format_map(text: Text, given: Evaluated, name: str) -> Values:
    """The text with its fields filled from a dict, and from keyword arguments."""
    keywords: dict[str, Values] = {}
    rest = given.rest
    for group in given.positional[:1]:
        table = group[0] if len(group) == 1 else None
        entries = table.entries if isinstance(table, Table) else ()
        keywords = {key.template: values for key, values in entries if isinstance(key, Text)}
        if not isinstance(table, Table) or table.rest:
            rest = Hole(name, any(map(is_open, group)))
    return _format(text, Evaluated((), tuple((keywords | dict(given.keywords)).items()), rest))


def _affix_test(text: Text, value: Value, test: Callable[[Text, str], bool | None]) -> bool | None:
    """``startswith`` and ``endswith``, whose argument may be a tuple."""
    choices = [(value,)] if not isinstance(value, Items) else value.items
    answers = {
        test(text, group[0].template) if len(group) == 1 and compounds.is_exact(group[0]) and isinstance(group[0], Text) else None
        for group in choices
    }
    return True if True in answers else (None if None in answers else False)


def _exact(text: str, name: str, given: tuple[Value, ...]) -> Values:
    arguments: list[object] = []
    for value in given:
        if isinstance(value, Text) and not value.holes:
            arguments.append(value.template)
        elif isinstance(value, Constant) and value.kind is not bytes:
            arguments.append(value.value)
        else:
            return ()
    try:
        result = getattr(text, name)(*arguments)
    except (TypeError, ValueError, OverflowError):
        return ()
    if isinstance(result, str):
        return (Text(result),)
    kind = Kind.TUPLE if isinstance(result, tuple) else Kind.LIST
    return (compounds.listed(((Text(part),) for part in result), kind),)


def _table_method(table: Table, name: str, given: Evaluated) -> Values:
    if name in ("get", "pop", "setdefault"):
        default = given.get(1, "default") or ((NONE,) if name != "pop" else ())
        found = union(*(_get(table, key, default) for key in given.get(0) or ()))
        # Code that takes things out of a dict may have filled it, or what is in it, where nobody sees that it is the same one.
        return found if name == "get" or all(map(_says_something, found)) else ()
    if table.rest:
        return ()
    if name == "items":
        pairs = (((Items(((key,), values), Kind.TUPLE)),) for key, values in table.entries)
        return (compounds.listed(pairs),)
    if name == "values":
        return (compounds.listed(values for _, values in table.entries),)
    if name == "keys":
        return (compounds.listed((key,) for key, _ in table.entries),)
    return (table,) if name == "copy" else ()


def _says_something(value: Value) -> bool:
    return bool(value.value) if isinstance(value, Constant) else not isinstance(value, (Table, Items))


def _get(table: Table, key: Value, default: Values) -> Values:
    """``table.get(key, default)``, and what else gives an item or the default."""
    found = table.get(key) if compounds.is_exact(key) else None
    if found is not None:
        return found
    lost = unknown("get(...)", is_open(key) or table.open)
    if not table.rest and comparisons.contains(table, key) is False:
        return default
    return union(without_nothing(default), (lost,)) if table.rest and not is_open(key) else (lost,)
