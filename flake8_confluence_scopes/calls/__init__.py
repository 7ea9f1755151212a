"""Room 1: Python source -> calls. The only room that knows libcst, which it imports only when a file needs it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flake8_confluence_scopes.calls.first_look.may_hold import may_hold_calls
from flake8_confluence_scopes.calls.first_look.rest_roots import Belongs, has_sign
from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import (
    ClientModel,
    ClientModelError,
    ModelRequest,
    NamedMethod,
    Range,
)
from flake8_confluence_scopes.calls.libraries.products import PRODUCT
from flake8_confluence_scopes.calls.model import (
    COMMON_NAMES,
    UNKNOWN_CLIENT,
    UNKNOWN_METHOD,
    Call,
    FileCalls,
    FunctionAt,
    Link,
    Named,
    OpenRequest,
    Place,
    PlaceIn,
    Reports,
    SiteAt,
    UncheckedFile,
)
from flake8_confluence_scopes.calls.modules.python_tree import must_parse, standard_tree

if TYPE_CHECKING:
    import ast

    from flake8_confluence_scopes.calls.derived_model import DerivedModel
    from flake8_confluence_scopes.calls.library_requests import Requested

__all__ = [
    "COMMON_NAMES",
    "PRODUCT",
    "UNKNOWN_CLIENT",
    "UNKNOWN_METHOD",
    "Belongs",
    "Call",
    "ClientModel",
    "ClientModelError",
    "FileCalls",
    "FunctionAt",
    "Link",
    "ModelRequest",
    "Named",
    "NamedMethod",
    "OpenRequest",
    "Place",
    "PlaceIn",
    "Range",
    "Reports",
    "SiteAt",
    "UncheckedFile",
    "client_models",
    "derive_client_model",
    "find_calls",
    "has_sign",
    "imports_client",
    "named_in",
    "named_like",
    "requested_by",
    "look_into",
    "may_hold_calls",
    "may_send",
    "modules_imported",
    "modules_reached",
    "read_client_model",
    "releases_of",
    "use_clients",
]


def requested_by(name: str) -> list[Requested]:
    """See ``library_requests.requested_by``; no linted file asks."""
    from flake8_confluence_scopes.calls import library_requests

    return library_requests.requested_by(name)


def named_like(name: str) -> list[str]:
    """See ``library_requests.named_like``."""
    from flake8_confluence_scopes.calls import library_requests

    return library_requests.named_like(name)


def releases_of(client: str) -> str:
    """What the releases of a library request of Confluence Cloud by the named method that a call's ``client`` is, where
    they differ; else empty."""
    from flake8_confluence_scopes.calls.libraries import releases_compared

    return releases_compared.on_cloud(client)


def named_in(source: str) -> list[Named]:
    """See ``named_paths.named``; no linted file asks. Raises UncheckedFile."""
    from flake8_confluence_scopes.calls.first_look import named_paths

    return named_paths.named(source)


def imports_client(source: str) -> bool:
    """Whether an import statement of the text names the package of an HTTP client."""
    from flake8_confluence_scopes.calls.first_look import may_send

    return may_send.imports_client(source)


def may_send(source: str, path: str, root: str | None) -> bool:
    """Whether a text at this absolute path may send requests, be it by functions of other modules of the project."""
    from flake8_confluence_scopes.calls.first_look import may_send

    return may_send.may_send(source, path, root)


def modules_reached(paths: Iterable[str], root: str | None) -> frozenset[str]:
    """The files of the project that the files at these absolute paths import, and those that these import, and so on."""
    from flake8_confluence_scopes.calls.first_look import reached

    return reached.modules_reached(paths, root)


def modules_imported(path: str, root: str | None) -> tuple[str, ...]:
    """The files of the project that the file at this absolute path imports."""
    from flake8_confluence_scopes.calls.first_look import reached

    return reached.modules_imported(path, root)


def use_clients(paths: Sequence[str]) -> None:
    """From here on, the client models in these files are in force beside the packaged ones. Raises ClientModelError."""
    if paths:
        from flake8_confluence_scopes.calls.libraries.client_model_file import read_files

        models_in_force.use(read_files(paths))
    else:
        models_in_force.use(())


def read_client_model(path: str) -> ClientModel:
    """The client model in a file. Raises ClientModelError."""
    from flake8_confluence_scopes.calls.libraries.client_model_file import read_file

    return read_file(path)


def derive_client_model(
    name: str, own: Sequence[str], installed: Sequence[str], date: str, generator: str
) -> DerivedModel:
    """The client model of the class of this full name, out of its source in one of the project's ``own`` folders, or else where
    packages are ``installed``. Raises ClientModelError."""
    from flake8_confluence_scopes.calls import class_search, derived_model

    try:
        return derived_model.derive(class_search.search(name, own, installed), date, generator)
    except class_search.ClassSearchError as error:
        raise ClientModelError(str(error)) from None


def client_models() -> tuple[ClientModel, ...]:
    """The client models in force, those of one's own first."""
    return models_in_force.models()


def find_calls(
    source: str,
    filename: str,
    *,
    tree: ast.AST | None = None,
    root: str | None = None,
    belongs: Belongs | None = None,
) -> list[Call]:
    """The HTTP calls of a file whose URL shows a REST root, in the order of the source.

    ``filename`` tells where the file's imports start from and need not exist; ``tree`` is the source's ``ast``
    where the caller has it; ``root`` is the project's top folder. With ``belongs``, only calls count whose path belongs to
    what is asked for, which spares the work on others, and on files in which none can.

    Raises UncheckedFile.
    """
    return list(look_into(source, filename, tree=tree, root=root, belongs=belongs, open_urls=False).calls)


def look_into(
    source: str,
    filename: str,
    *,
    tree: ast.AST | None = None,
    root: str | None = None,
    belongs: Belongs | None = None,
    open_urls: bool = True,
    by_name: bool = False,
    parses: bool = False,
    clients: Sequence[str] | None = None,
    sent_at: bool = False,
    reports: Reports | None = None,
    many: bool = False,
) -> FileCalls:
    """What a file sends: its calls, as ``find_calls`` has them, and with ``open_urls`` also the requests whose URL leaves
    open whether they are Confluence's; with ``reports`` only what it reports of those, and no ways to them. ``by_name`` tells
    that somebody has seen the name of one who sends them, ``parses`` that a file is parsed though it can hold no call;
    ``clients`` are files of client models, None for those that are in force; ``sent_at`` asks for those of the calls.
    ``many`` tells that the process looks into many files, one after the other.

    Raises UncheckedFile, and ClientModelError where a file of a client model has become unreadable.
    """
    if clients is not None:
        use_clients(clients)
    if not os.path.isabs(filename):
        filename = os.path.abspath(filename)
    if tree is None and has_sign(source):
        tree = standard_tree(source)
    holds = may_hold_calls(source, filename, root, tree, belongs)
    if open_urls and not holds:
        from flake8_confluence_scopes.calls.first_look.may_send import may_send

        open_urls = by_name or may_send(source, filename, root)
    if not holds and not open_urls:
        if parses and tree is None:
            must_parse(source)
        return FileCalls()
    from flake8_confluence_scopes.calls import finder
    from flake8_confluence_scopes.calls.modules import store

    if many:
        store.keep_more()
    with finder.evaluation(source, filename, tree, root, sent_at) as ev:
        found = finder.find(ev, None if open_urls else belongs) if holds else finder.Found([], ())
        if not open_urls:
            return FileCalls(tuple(found.calls), spent=found.spent, spent_near=found.spent)
        from flake8_confluence_scopes.calls import open_urls as second

        more = second.find(ev, found.calls, reports)
        spent = tuple(dict.fromkeys((*found.spent, *more.spent)))
        # Where a REST root is in sight, so is the product.
        return more._replace(spent=spent, spent_near=spent if holds else more.spent_near)
