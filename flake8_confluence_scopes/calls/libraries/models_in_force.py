"""The client models in force: those that ship with the package, and those of the option ``--confluence-clients``."""

from __future__ import annotations

import functools
from typing import NamedTuple

from flake8_confluence_scopes.calls.libraries.client_models import ClientModel, NamedMethod, Side, Version

PACKAGED = {"atlassian": "atlassian-python-api", "md2cf": "md2cf"}
"""The packaged models, by the top-level module of their classes: who imports none of these reads no file."""


class ModelledClass(NamedTuple):
    """A class that a client model knows; ``kind`` is the model's name of its methods. ``side`` is the one that its objects
    are always on, None where that hangs on how they are made."""

    model: ClientModel
    kind: str
    name: str = ""
    side: Side | None = None

    def is_in(self, wanted: Version) -> bool:
        """Whether this version of the library has the class."""
        return self.model.has(self.name, wanted)

    def method(self, name: str) -> NamedMethod | None:
        return self.model.method(self.kind, name)

    def names(self) -> tuple[str, ...]:
        return self.model.names(self.kind)


class _Extra(NamedTuple):
    models: tuple[ClientModel, ...] = ()
    classes: dict[str, ModelledClass] = {}
    modules: frozenset[str] = frozenset(PACKAGED)


_extra = _Extra()


def use(models: tuple[ClientModel, ...]) -> None:
    """From here on these are in force, too, until the next call. A class that they have is theirs."""
    global _extra
    if models is _extra.models:
        return
    classes = {name: _class(model, name, kind) for model in models for name, kind in model.classes.items()}
    _extra = _Extra(models, classes, frozenset((*PACKAGED, *(name.partition(".")[0] for name in classes))))


def top_modules() -> frozenset[str]:
    """The top-level modules of modelled classes: a project that has none of these words calls no named method."""
    return _extra.modules


def modelled(qualified: str) -> ModelledClass | None:
    """The class of this full name, None where no model knows it."""
    if qualified in _extra.classes:
        return _extra.classes[qualified]
    top = qualified.partition(".")[0]
    if top not in PACKAGED:
        return None
    model = packaged(PACKAGED[top])
    kind = model.classes.get(qualified)
    return None if kind is None else _class(model, qualified, kind)


def _class(model: ClientModel, name: str, kind: str) -> ModelledClass:
    return ModelledClass(model, kind, name, model.sides.get(name))


def models() -> tuple[ClientModel, ...]:
    """All models in force."""
    return models_of(top_modules())


@functools.lru_cache(100)
def _of_modules(extra: tuple[ClientModel, ...], tops: frozenset[str]) -> tuple[ClientModel, ...]:
    brought = (model for model in extra if not tops.isdisjoint(name.partition(".")[0] for name in model.classes))
    return (*brought, *(packaged(name) for top, name in PACKAGED.items() if top in tops))


def models_of(tops: frozenset[str]) -> tuple[ClientModel, ...]:
    """Those with classes of these top-level modules."""
    return _of_modules(_extra.models, tops)


@functools.cache
def packaged(name: str) -> ClientModel:
    """A packaged model; a test holds its file against the whole form."""
    import json

    import importlib_resources

    file = importlib_resources.files("flake8_confluence_scopes.calls.libraries") / "data" / f"{name}.json"
    return ClientModel(json.loads(file.read_text(encoding="utf-8")))
