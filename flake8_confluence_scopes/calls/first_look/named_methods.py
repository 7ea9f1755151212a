"""Whether a text may call the named methods of a library that a client model describes: by its import statements and by
its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from flake8_confluence_scopes.calls.first_look.imports import statements
from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel

_WORD = re.compile(r"\w+")


def libraries_of(source: str) -> frozenset[str]:
    """The modelled libraries that import statements of the text name, by their top-level modules."""
    tops = [top for top in models_in_force.top_modules() if top in source]
    return libraries_in(statements(source)) if tops else frozenset()


def libraries_in(imports: Iterable[str]) -> frozenset[str]:
    """The modelled libraries that the import statements name, by their top-level modules."""
    tops = models_in_force.top_modules()
    return frozenset(top for line in imports for top in tops if top in line and _named(top).search(line) is not None)


@lru_cache(1_000)
def _named(top: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(top)}(?!\w)")


def names_method(source: str, libraries: frozenset[str]) -> bool:
    """Whether the text has the name of a method of one of the libraries anywhere. Loads their models."""
    return bool(libraries) and not method_names(models_in_force.models_of(libraries)).isdisjoint(_WORD.findall(source))


@lru_cache(16)
def method_names(models: tuple[ClientModel, ...]) -> frozenset[str]:
    """The names of all methods of some models."""
    return frozenset(name for model in models for kind in set(model.classes.values()) for name in model.names(kind))
