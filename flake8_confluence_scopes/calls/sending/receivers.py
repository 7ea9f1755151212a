"""Receivers that nothing resolves: ``client.get(path)`` on a parameter without a type.

Such a receiver counts as a client when the method is an HTTP verb, unless its name or what is known of it says
that it is something else. Whether the path is one of Confluence's is for others to say.
"""

from __future__ import annotations

import builtins
import sys

from flake8_confluence_scopes.calls.libraries import receiver_names
from flake8_confluence_scopes.calls.libraries.clients import PACKAGES, VERBS, Sends
from flake8_confluence_scopes.calls.libraries.type_names import DATA_TYPES
from flake8_confluence_scopes.calls.values.domain import (
    External,
    ExternalObject,
    Instance,
    Member,
    Text,
    Unknown,
    Value,
    Values,
)
from flake8_confluence_scopes.calls.values.texts import describe


def are_verbs(values: Values) -> bool:
    """Whether HTTP methods are all that an argument can be."""
    return bool(values) and all(isinstance(value, Text) and value.template.lower() in VERBS for value in values)


def ordered(sends: Sends | None, first: Values, second: Values) -> Sends | None:
    """What a request does whose first argument, or that named ``method``, is one of these, with the second positional one;
    None where it is none."""
    if sends == receiver_names.VERB_FIRST and are_verbs(second):
        return receiver_names.URL_FIRST
    if sends == receiver_names.VERB_FIRST:
        return receiver_names.METHOD_FIRST if are_verbs(first) else None
    # No HTTP method has a slash.
    return receiver_names.URL_FIRST if any(isinstance(value, Text) and "/" in value.template for value in first) else sends


def may_be_client(receiver: Value) -> bool:
    """Whether an unresolved receiver may send HTTP requests."""
    if isinstance(receiver, External) and receiver.name.startswith(receiver_names.HOLDERS):
        pass  # what the project has left there
    elif isinstance(receiver, (External, ExternalObject)):
        package, _, name = receiver.name.partition(".")
        if package == "builtins" and not hasattr(builtins, name):
            return receiver_names.may_be_clients(name)  # a name that nothing defines
        if package in sys.stdlib_module_names or package in receiver_names.OTHER_PACKAGES or package in PACKAGES:
            return False
        if isinstance(receiver, External) and not name:
            return receiver_names.may_be_module_of_client(package)
    elif isinstance(receiver, Unknown):
        package, _, name = receiver.origin.rpartition(".")
        top = package.partition(".")[0]
        if top in receiver_names.DATA_PACKAGES or top in receiver_names.OTHER_PACKAGES or name in DATA_TYPES:
            return False
        if package == "builtins" and name not in receiver_names.GIVE_ANYTHING and hasattr(builtins, name):
            return False
    elif not isinstance(receiver, (Member, Instance)):
        return False
    return receiver_names.may_be_clients(describe(receiver))


def names_client(receiver: Value) -> bool:
    """Whether a receiver has a client's name."""
    return not receiver_names.CLIENT_WORDS.isdisjoint(receiver_names.last_words(describe(receiver))[-1:])


def looks_like_url(text: Text) -> bool:
    """Whether a text has the look of a URL or a path, be it by the name of what it stands for, or by the REST root that may
    be in that."""
    names = (receiver_names.last_words(hole.name) for hole in text.holes)
    named = any(map(receiver_names.URL_WORDS.intersection, names))
    return named or "/" in text.template or any(hole.rooted for hole in text.holes)
