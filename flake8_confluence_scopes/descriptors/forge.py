"""The manifest of a Forge app, manifest.yml: ``permissions.scopes`` is a list of names, or a mapping of names to options.

Source: Atlassian's manifest reference, page "Permissions". PyYAML is imported only once there is a manifest to read.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from flake8_confluence_scopes.descriptors import files, products, triggers
from flake8_confluence_scopes.descriptors.declaration import Event, Unreadable, unique
from flake8_confluence_scopes.descriptors.products import Product
from flake8_confluence_scopes.descriptors.yaml_values import MERGE, NOTHING, Mapping, decode, described

NOT_FORGE = 'is no Forge manifest: it has neither "app" nor "permissions"'
_EXAMPLE = 'write a list such as ["read:page:confluence"]'
_VARIABLE = 'has a "${...}" variable among its scopes, which only a deployment fills in; set confluence-scopes instead'
_MODULES = ("modules", "connectModules")

# Other tools have a manifest.yml as well: Cloud Foundry, Kubernetes. The keys of a manifest's top level begin a line.
_APP = re.compile(r"""^(["']?)app\1[ \t]*:""", re.MULTILINE)
_PART = re.compile(r"""^(["']?)(?:modules|permissions)\1[ \t]*:""", re.MULTILINE)


class Manifest(NamedTuple):
    """What a manifest's text holds."""

    mapping: Mapping

    @property
    def is_template(self) -> bool:
        """Never: only Connect descriptors are rendered."""
        return False

    def scopes(self) -> tuple[str, ...]:
        """The declared scopes, each once; none where there are no ``permissions`` or no ``scopes``. Raises Unreadable."""
        permissions = _value(self.mapping, "permissions", "the manifest")
        if permissions == NOTHING:
            return ()
        if not isinstance(permissions, Mapping):
            raise Unreadable(f'has {described(permissions)} as "permissions"; write a mapping with "scopes"')
        declared = _value(permissions, "scopes", '"permissions"')
        if declared == NOTHING:
            return ()
        if isinstance(declared, Mapping):
            names = [key for key, _ in declared.pairs()]
        elif isinstance(declared, list):
            names = declared
        else:
            raise Unreadable(_VARIABLE if _is_variable(declared) else f'has {described(declared)} as "scopes"; {_EXAMPLE}')
        return unique(_name(name) for name in names)

    def events(self) -> tuple[Event, ...]:
        """What the ``trigger`` modules ask for."""
        return triggers.asked_for(self.mapping)

    def product(self) -> Product | None:
        """The only product that the app can be for, None where it may be several ones'."""
        try:
            names = self.scopes()
        except Unreadable:
            return None
        modules = [key for part in _MODULES for value in self.mapping.values(part) for key in _keys(value)]
        return products.of_forge(names, modules)


def is_one(path: str) -> bool:
    """Whether the text has the keys of a Forge manifest; a file that cannot be looked into counts as one."""
    try:
        version = files.version(path)
        look = _looks_like_one if version.settled else _looks_like_one.__wrapped__
        return look(path, version.moment, version.size)
    except Unreadable:
        return os.path.isfile(path) or not os.path.exists(path)


def parse(data: bytes) -> Manifest:
    """The manifest that these bytes hold. Raises Unreadable."""
    manifest = decode(files.decoded(data))
    if manifest == NOTHING:
        raise Unreadable("is empty")
    if not isinstance(manifest, Mapping):
        raise Unreadable(f"holds {described(manifest)} instead of a mapping")
    if not manifest.values("app") and not manifest.values("permissions"):
        raise Unreadable(NOT_FORGE)
    return Manifest(manifest)


def scopes(data: bytes) -> tuple[str, ...]:
    """What ``Manifest.scopes`` says of these bytes. Raises Unreadable."""
    return parse(data).scopes()


@functools.lru_cache(maxsize=64)
def _looks_like_one(path: str, mtime_ns: int, size: int) -> bool:
    try:
        text = files.decoded(files.content(path))
    except Unreadable:
        return False
    return _APP.search(text) is not None and _PART.search(text) is not None


def _value(mapping: Mapping, key: str, where: str) -> object:
    """The value under the key, ``NOTHING`` where it is missing. Raises Unreadable where nobody can tell."""
    values = mapping.values(key)
    if len(values) > 1:
        raise Unreadable(f'has the key "{key}" more than once; keep one of them')
    if not values and any(other == MERGE for other, _ in mapping.pairs()):
        raise Unreadable(f'has the merge key "<<" in {where}; write "{key}" out')
    return values[0] if values else NOTHING


def _keys(modules: object) -> Iterator[object]:
    if isinstance(modules, Mapping):
        for key, _ in modules.pairs():
            yield key


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"has {described(value)} among its scopes; {_EXAMPLE}")
    if _is_variable(value):
        raise Unreadable(_VARIABLE)
    if not value.strip():
        raise Unreadable(f"has an empty name among its scopes; {_EXAMPLE}")
    return value.strip()


def _is_variable(value: object) -> bool:
    return isinstance(value, str) and "${" in value
