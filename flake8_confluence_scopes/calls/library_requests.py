"""What a library's named method requests, asked by its name rather than found in a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import (
    REST,
    ModelRequest,
    NamedMethod,
    Version,
    When,
    version,
)
from flake8_confluence_scopes.calls.libraries.models_in_force import ModelledClass
from flake8_confluence_scopes.calls.sending.library_release import meant


class NamedRequest(NamedTuple):
    """A request of a named method; ``path`` with its arguments as holes, ``when`` in words, empty where always."""

    method: str
    path: str
    when: str


class Requested(NamedTuple):
    """What a method of a class, by its full name, requests of Confluence Cloud in one release of its package: the one that
    counts where a project says nothing."""

    client: str
    package: str
    release: str
    requests: tuple[NamedRequest, ...]


def requested_by(name: str) -> list[Requested]:
    """The methods of this name, ``Confluence.update_page`` or ``atlassian.Confluence.update_page``."""
    cls, _, method_name = name.rpartition(".")
    found = []
    for model in models_in_force.models():
        # A class that its package also hands out under a shorter name is named once.
        meant_by = {(kind, full.rpartition(".")[2]): full for full, kind in reversed([*model.classes.items()]) if _is(full, cls)}
        for (kind, _), full in reversed([*meant_by.items()]):
            method = model.method(kind, method_name)
            if method is not None:
                release, requests = _of_release(ModelledClass(model, kind, full), method)
                found.append(Requested(f"{full}.{method_name}", model.package, ".".join(map(str, release)), requests))
    return found


def _is(full: str, cls: str) -> bool:
    return full == cls or full.endswith(f".{cls}")


def _of_release(cls: ModelledClass, method: NamedMethod) -> tuple[Version, tuple[NamedRequest, ...]]:
    """The release that counts, or the newest one in which the method requests something."""
    counts = meant(cls, method.name, "cloud", ())
    for release in (counts, *map(version, reversed(cls.model.executed))):
        rows = method.requests_in(release, "cloud")
        if requests := dict.fromkeys(NamedRequest(row.method, row.path, _when(row)) for row in rows if row.kind == REST):
            return release, tuple(requests)
    return counts, ()


def named_like(name: str) -> list[str]:
    """All methods of the classes of that name, or of all classes where none has it, as people write them."""
    cls = name.rpartition(".")[0].rpartition(".")[2]
    owners = [(full, model.names(kind)) for model in models_in_force.models() for full, kind in model.classes.items()]
    every = [(full.rpartition(".")[2], name) for full, names in owners for name in names]
    return [f"{owner}.{name}" for owner, name in every if owner == cls] or [f"{owner}.{name}" for owner, name in every]


def _when(row: ModelRequest) -> str:
    return ", ".join(_conditions(row.when))


def _conditions(when: When) -> Iterator[str]:
    yield from (f"with {name}" for name in when.given)
    yield from (f"without {name}" for name in when.absent)
    yield from (f"where {name} is {' or '.join(map(repr, values))}" for name, values in when.equal)
    yield from (f"where {name} is not {' or '.join(map(repr, values))}" for name, values in when.unequal)
    if when.answer:
        yield "depending on an answer"
