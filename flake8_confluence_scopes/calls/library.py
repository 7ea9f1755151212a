"""What the standard library and URL libraries do to values: a table of functions and of methods."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls import clients, objects, operators, urls
from flake8_confluence_scopes.calls.arguments import Known, known
from flake8_confluence_scopes.calls.blocks import Step
from flake8_confluence_scopes.calls.definitions import part
from flake8_confluence_scopes.calls.operators import without_nothing
from flake8_confluence_scopes.calls.values import (
    NONE,
    Arguments,
    ExternalObject,
    Items,
    Member,
    Partial,
    Table,
    Text,
    Unknown,
    Value,
    Values,
    as_text,
    constant,
    is_open,
    product,
    union,
    unknown,
)

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.evaluator import Evaluator, Steps

# Functions that hand their first argument on, as far as a URL is concerned.
_SAME = frozenset(
    """builtins.str builtins.list builtins.tuple builtins.set builtins.sorted builtins.reversed builtins.iter
    urllib.parse.quote urllib.parse.quote_plus urllib.parse.unquote requests.utils.quote yarl.URL httpx.URL
    furl.furl builtins.format copy.copy copy.deepcopy contextlib.closing contextlib.aclosing asyncio.run
    asyncio.wait_for asyncio.create_task asyncio.ensure_future pathlib.PurePosixPath typing.NewType
    werkzeug.urls.url_quote requests.compat.quote""".split()
)
_JOINS = frozenset(
    ("urllib.parse.urljoin", "requests.compat.urljoin", "urlparse.urljoin", "six.moves.urllib.parse.urljoin")
)
_SPLITS = {
    "urllib.parse.urlparse": 6,
    "urllib.parse.urlsplit": 5,
    "urlparse.urlparse": 6,
    "urlparse.urlsplit": 5,
}
_UNSPLITS = frozenset(("urllib.parse.urlunparse", "urllib.parse.urlunsplit", "urlparse.urlunparse"))
_PATH_JOINS = frozenset(("os.path.join", "posixpath.join"))
_ENVIRONMENT = frozenset(("os.getenv", "os.environ.get", "os.environ.setdefault"))
_CLASS_NAME = re.compile(r"[A-Z]\w*[a-z]\w*$")


def call(ev: Evaluator, function: str, given: Arguments, name: str) -> Steps[Values]:
    """What a function or class of another package gives."""
    if function in clients.CLIENTS:
        return (ExternalObject(clients.canonical(function), given),)
    if _CLASS_NAME.search(function) and function not in _SAME:
        return (ExternalObject(function, given),)
    if function in ("functools.partial", "functools.partialmethod") and given.positional:
        callees: Values = yield ev.given(given.positional[0])
        return tuple(
            Partial(callee, Arguments(given.positional[1:], given.keywords, given.rest)) for callee in callees
        )
    values: Known = yield known(ev, given)
    if function == "builtins.getattr":
        found: Values = yield _getattr(ev, values)
        return found
    return _function(function, values, name)


def _function(function: str, given: Known, name: str) -> Values:
    first = given.get(0) or ()
    if function in _SAME and first:
        return operators.without_none(first)
    if function in _JOINS:
        return operators.texts([first, given.get(1, "url") or (NONE,)], lambda parts: urls.join(*parts))
    if function in _SPLITS and first:
        return tuple(_split(value, _SPLITS[function]) for value in first)
    if function in _UNSPLITS and first:
        return union(*(_unsplit(value) for value in first))
    if function in _PATH_JOINS and given.rest is None:
        return operators.texts(list(given.positional), urls.join_path)
    if function in _ENVIRONMENT:
        return union(without_nothing(given.get(1, "default")), (unknown(name),))
    if function == "typing.cast":
        return given.get(1, "val") or (unknown(name),)
    if function == "builtins.dict":
        return _dict(given, name)
    if function == "builtins.enumerate" and first:
        return union(*(_numbered(value) for value in first))
    if function == "builtins.next" and first:
        return union(*(part(value, Step.EACH) for value in first))
    return (unknown(name, given.open),)


def _getattr(ev: Evaluator, given: Known) -> Steps[Values]:
    rows = product((given.get(0) or (), given.get(1) or ())) or ()
    groups: list[Values] = []
    for owner, name in rows:
        if isinstance(name, Text) and not name.holes:
            found: Values = yield objects.attribute(ev, owner, name.template)
            default = given.get(2)
            lost = default is not None and all(isinstance(value, (Unknown, Member)) for value in found)
            groups.append(union(without_nothing(default), found) if lost else found)
        else:
            groups.append((Member(owner, None),))
    return union(*groups) or (unknown("getattr(...)"),)


def _split(value: Value, size: int) -> Value:
    """A URL taken apart: all that stands before the query counts as its path, since the border may be a hole."""
    path = urls.without_query(as_text(value))
    empty = Text("")
    return Items(((empty,), (empty,), (path,), *((unknown("a part of a URL"),),) * (size - 3)))


def _unsplit(value: Value) -> Values:
    if isinstance(value, Items) and len(value.items) >= 5:
        return operators.texts(list(value.items[:3]), urls.unsplit)
    return (unknown("urlunparse(...)", is_open(value)),)


def _dict(given: Known, name: str) -> Values:
    if given.rest is not None or (given.positional and not isinstance(given.positional[0][0], Table)):
        return (unknown(name),)
    entries = tuple((Text(key), values) for key, values in given.keywords)
    bases = given.positional[0] if given.positional else (Table(()),)
    return tuple(Table(base.entries + entries, base.rest) for base in bases if isinstance(base, Table))


def _numbered(value: Value) -> Values:
    if isinstance(value, Items):
        return (
            Items(tuple((Items(((constant(number),), group)),) for number, group in enumerate(value.items))),
        )
    return (unknown("enumerate(...)", is_open(value)),)
