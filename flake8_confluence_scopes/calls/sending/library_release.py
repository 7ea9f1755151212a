"""The release of a library that a project has, as far as its files tell: the one by whose model a named method is judged."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from flake8_confluence_scopes.calls.libraries.client_models import REST, Side, Version, version
from flake8_confluence_scopes.calls.libraries.models_in_force import ModelledClass
from flake8_confluence_scopes.calls.libraries.release_numbers import Release, allows, pinned, release

_ASSUMED = {"atlassian-python-api": "4.*"}
"""The releases that count where a project says nothing: of the newest ones, the classes have lost most of their methods."""


MOST_KEPT = 1_000
"""Methods whose release is kept: each call of a file asks, which takes a twentieth of its time where nothing is."""


def meant(cls: ModelledClass, method: str, side: Side | None, said: Iterable[str]) -> Version:
    """The release of a pin, the nearest one where the model does not know it, or it has no such class; else the newest one
    that has the class and its method and that the project allows, or that is assumed where it says nothing, or else any. One
    whose method asks no REST resource comes behind the others: methods of 5.0.5 ask ``/content``, which no site answers."""
    return _meant(cls, method, side, tuple(said))


@lru_cache(MOST_KEPT)
def _meant(cls: ModelledClass, name: str, side: Side | None, said: tuple[str, ...]) -> Version:
    model = cls.model
    method = cls.method(name)
    assert method is not None  # nobody asks about what the class never had
    executed = [*map(version, model.executed)]
    with_class = [number for number in executed if cls.is_in(number)] or executed
    pins = sorted(filter(None, map(pinned, said)))
    if pins:
        pin = model.nearest(_in_full(pins[-1]))
        return pin if cls.is_in(pin) else next((number for number in with_class if number > pin), with_class[-1])
    newest_first = with_class[::-1]
    having = [number for number in newest_first if method.is_in(number, side)] or newest_first
    wanted = said or (_ASSUMED.get(model.package, ""),)
    allowed = [number for number in having if all(allows(one, _trimmed(number)) for one in wanted)]
    sending = (number for number in allowed if any(row.kind == REST for row in method.requests_in(number, side)))
    return next(sending, (allowed or having)[0])


def _in_full(numbers: Release) -> Version:
    return (*numbers, 0, 0, 0)[: max(3, len(numbers))]


def _trimmed(numbers: Version) -> Release:
    return release(".".join(map(str, numbers)))
