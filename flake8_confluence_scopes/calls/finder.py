"""The calls of one file: every block is looked at as if nobody knew its callers."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.evaluation.steps import Steps
from flake8_confluence_scopes.calls.first_look.rest_roots import Belongs
from flake8_confluence_scopes.calls.flow.blocks import Block, CallSite, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.syntax import arguments
from flake8_confluence_scopes.calls.language import enums
from flake8_confluence_scopes.calls.language.arguments import Evaluated, evaluated
from flake8_confluence_scopes.calls.language.rules import RULES
from flake8_confluence_scopes.calls.libraries import products
from flake8_confluence_scopes.calls.libraries.products import PRODUCT
from flake8_confluence_scopes.calls.model import UNKNOWN_METHOD, Call
from flake8_confluence_scopes.calls.modules import store
from flake8_confluence_scopes.calls.modules.project import Modules
from flake8_confluence_scopes.calls.places import Places
from flake8_confluence_scopes.calls.reasons import Reason
from flake8_confluence_scopes.calls.sending import product, sites
from flake8_confluence_scopes.calls.sending.callers import left_to_callers
from flake8_confluence_scopes.calls.sending.general_frames import all_frames
from flake8_confluence_scopes.calls.sending.request import GUESSED, AnyOrigin, Origin, Request, Requests
from flake8_confluence_scopes.calls.values import urls
from flake8_confluence_scopes.calls.values.domain import EnumMember, Frame, Items, Partial, Table, Text, Value, Values
from flake8_confluence_scopes.calls.values.filled import is_made_of
from flake8_confluence_scopes.calls.values.texts import as_text
from flake8_confluence_scopes.path_template import HOLE, PathTemplate, has_fields, root_of

_NUMBER = re.compile("-?[0-9]+")


class Found(NamedTuple):
    """The calls of a file in the order of the source, and the bounds at which the search was given up, as reasons."""

    calls: list[Call]
    spent: tuple[str, ...]


@contextmanager
def evaluation(
    source: str, filename: str, tree: ast.AST | None, root: str | None, sent_at: bool = False
) -> Iterator[Evaluator]:
    """An evaluator for a file; ``filename`` is its absolute path. ``sent_at`` asks for those of the calls. What it knows
    is forgotten afterwards.

    Raises UncheckedFile.
    """
    with store.in_use():
        module = store.of_text(filename, source, tree)
        ev = evaluator(module, source, root, origin=AnyOrigin if sent_at else None)
        try:
            yield ev
        finally:
            ev.frames.forget()


def find(ev: Evaluator, belongs: Belongs | None = None) -> Found:
    """What a file holds; with ``belongs``, only calls that belong to what is asked for."""
    return Found(_found(ev, ev.modules.first, belongs), ev.spent())


def evaluator(
    module: Module,
    source: str,
    root: str | None,
    open_urls: bool = False,
    origin: Callable[[CallSite, Block], Origin] | None = None,
    package: str | None = None,
) -> Evaluator:
    """An evaluator for the calls of a module; ``package`` is the only one that its absolute imports are followed into. For
    the two before see ``Evaluator``."""
    modules = Modules(root, package)
    modules.add(module)
    return Evaluator(RULES, modules, source.count("\n"), open_urls, origin)


def _found(ev: Evaluator, module: Module, belongs: Belongs | None) -> list[Call]:
    found: list[tuple[CallSite, ast.expr | None, Request, str]] = []
    for block, frames in ev.run(all_frames(ev, module)):
        for site in flow_of(block).calls:
            requests = _reported(ev.run(sites.requests_in(ev, site, frames)), block)
            named = ev.run(product.named_after(ev, site.node, frames, requests)) if requests else ""
            elsewhere = set() if named else {request.path for request in requests if _may_be_anyones(request)}
            if elsewhere and not ev.modules.mention(*products.NAMES):
                requests = [request for request in requests if request.path not in elsewhere]
            for request in without_less(requests):
                if belongs is not None and not _belongs(request, named, belongs):
                    continue  # finding the places of what nobody asks for takes a thirtieth of the time of many projects
                found.append((site, ev.run(argument_of(ev, site.node, frames, request)), request, named))
    if not found:
        return []
    places = Places(module.text)
    calls = [_call(places, *item) for item in found]
    if ev.origin is not None:
        from flake8_confluence_scopes.calls import wrapped

        calls = wrapped.with_origins(calls, [(site, request) for site, _, request, _ in found])
    return sorted(
        dict.fromkeys(calls), key=lambda call: (call.place[:2], call.argument, str(call.path), call.method)
    )


def _reported(requests: Requests, block: Block) -> list[Request]:
    """The requests to report: each method and path once, from the best known client."""
    found: dict[tuple[bool, str, PathTemplate | None], Request] = {}
    others = left_to_callers(requests, block)
    requests = tuple(request for request in requests if request not in others)
    for request in sorted(filter(_is_reported, requests), key=lambda request: request.client == GUESSED):
        found.setdefault((request.settled, request.method.template, request.path), request)
    return list(found.values())


def _is_reported(request: Request) -> bool:
    """A call whose path or method is for a caller to settle is a wrapper's: its callers are reported."""
    path = request.path
    if request.said or path is None or not (path.names_resource or path.names_part or path.wiki) or path.has_two_roots:
        return False
    return request.settled or not request.open or path.names_part or (path.names_resource and bool(request.method.holes))


def _may_be_anyones(request: Request) -> bool:
    """Whether nothing of the call itself speaks for Confluence, or its host against it: many services have pages and
    spaces below /api/v2/."""
    path = request.path
    if path is None or path.segments[0] != "api" or path.wiki:
        return False
    domain = urls.domain_of(request.url)
    return not domain.endswith(products.DOMAINS) if domain else request.client == GUESSED and request.is_relative


def without_less(requests: Sequence[Request]) -> list[Request]:
    """The requests but for those of which others that stay say more."""
    left = list(requests)
    for request in requests:
        if any(says_more(other, request) for other in left):
            left.remove(request)
    return left


def says_more(other: Request, request: Request) -> bool:
    """Whether the other is the same call with the context path, or without the hole of a query that may follow, or
    with a whole segment open where ``request`` knows a part of it, or with a last segment where it has nothing, or made
    of it by filling the fields of a template."""
    path, wider = request.path, other.path
    assert path is not None and wider is not None  # only requests with one are reported
    if path.text == wider.text + HOLE and not wider.trailing_slash:
        return request.method == other.method
    if other.settled and request.method == other.method and _is_numbered(path, wider):
        return True
    if is_made_of(other.url, request.url) and not has_fields(other.url.template) and other.is_case_of(request):
        return not (request.settled and _is_numbered(wider, path))
    if not request.is_case_of(other):
        return False
    if len(path.segments) < len(wider.segments):
        return True
    differing = [mine for mine, theirs in zip(path.segments, wider.segments) if mine != theirs]
    if not differing:
        return wider.wiki and not path.wiki
    return all(HOLE in mine for mine in differing) and not other.is_case_of(request)


def _is_numbered(path: PathTemplate, wider: PathTemplate) -> bool:
    """Whether a path only has numbers where the other is open: a key before anybody has set it, as 0 or -1."""
    if len(path.segments) != len(wider.segments) or path.wiki != wider.wiki:
        return False
    differing = [pair for pair in zip(path.segments, wider.segments) if pair[0] != pair[1]]
    return bool(differing) and all(theirs == HOLE and _NUMBER.fullmatch(mine) for mine, theirs in differing)


def argument_of(
    ev: Evaluator, node: ast.Call, frames: tuple[Frame, ...], request: Request
) -> Steps[ast.expr | None]:
    """The argument that carries the path: the one whose text makes up most of it, or of a URL without a root."""
    url = request.url.template
    borders = root_of(url)
    start, end = borders or (0, len(url))
    best: ast.expr | None = None
    most = 0
    for argument in arguments(node):
        texts: list[Text] = []
        for frame in frames:
            values: Values = yield ev.value(argument.value, frame)
            texts += yield _texts(ev, values)
            if not borders and best is None and any(_is_hole(value, request) for value in values):
                best = argument.value
        for text in texts:
            own = root_of(text.template)
            template = text.template[slice(*own)] if own else text.template.partition("?")[0]
            size = len(template.strip("/").replace(HOLE, ""))
            if size > most and template.strip("/") in url[start:end]:
                best, most = argument.value, size
    return best


def _is_hole(value: Value, request: Request) -> bool:
    """Whether a value is all that a hole of the request's URL stands for."""
    return not isinstance(value, Text) and not set(as_text(value).holes).isdisjoint(request.url.holes)


def _texts(ev: Evaluator, values: Values) -> Steps[list[Text]]:
    """The texts among values, and in lists, dicts, members of enumerations and what a partial is called with."""
    found: list[Text] = []
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, Text):
            found.append(value)
        elif isinstance(value, EnumMember):
            waiting.extend((yield enums.attribute(ev, value, "value")))
        elif isinstance(value, Items):
            waiting.extend(item for group in value.items for item in group)
        elif isinstance(value, Table):
            waiting.extend(item for _, group in value.entries for item in group)
        elif isinstance(value, Partial):
            given: Evaluated = yield evaluated(ev, value.arguments)
            waiting.extend(given.values)
    return found


def _call(
    places: Places, site: CallSite, argument: ast.expr | None, request: Request, named: str
) -> Call:
    path = request.path
    assert path is not None  # only requests with one are reported
    place, argument_place = places.of(site, argument)
    if request.named:
        argument_place = places.of_name(site)
    product = _product_of(request, named)
    return Call(request.client, method_of(request), path, place, argument_place, reason_of(request), product, request.named)


def _product_of(request: Request, named: str) -> str:
    """The product that a call is known to be of, by the library or by the ``named`` words around it."""
    return PRODUCT if request.named else named


def _belongs(request: Request, named: str, belongs: Belongs) -> bool:
    path = request.path
    assert path is not None  # only requests with one are reported
    return belongs(path, _product_of(request, named) == PRODUCT)


def method_of(request: Request) -> str:
    """The HTTP method, or what stands for one that is not known."""
    return UNKNOWN_METHOD if request.method.holes else request.method.template


def reason_of(request: Request) -> str:
    """What keeps a call from being decided, naming the expression."""
    if request.settled:
        return ""
    if request.method.holes:
        return Reason.METHOD.of(name=request.method.holes[0].name)
    names = [hole.name for hole in request.path_holes]
    return Reason.RESOURCE.of(name=names[0]) if names else Reason.NO_RESOURCE.of()
