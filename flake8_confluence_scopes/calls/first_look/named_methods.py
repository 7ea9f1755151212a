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


def imports_library(source: str) -> bool:
    """Whether an import statement of the text names a modelled library."""
    return any(top in source for top in models_in_force.top_modules()) and are_of_library(statements(source))


def are_of_library(imports: Iterable[str]) -> bool:
    """Whether one of the import statements names a modelled library."""
    tops = models_in_force.top_modules()
    return any(top in line and _named(top).search(line) is not None for line in imports for top in tops)


@lru_cache(1_000)
def _named(top: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(top)}(?!\w)")


def names_method(source: str) -> bool:
    """Whether the text has the name of a modelled method anywhere. Loads the models."""
    return not method_names(models_in_force.models()).isdisjoint(_WORD.findall(source))


@lru_cache(4)
def method_names(models: tuple[ClientModel, ...]) -> frozenset[str]:
    """The names of all methods of some models."""
    return frozenset(name for model in models for kind in set(model.classes.values()) for name in model.names(kind))
