"""The descriptor of a Connect app, atlassian-connect.json: ``scopes`` is an optional list of names."""

from __future__ import annotations

import json
from typing import NamedTuple

from flake8_confluence_scopes.descriptors import products, template
from flake8_confluence_scopes.descriptors.declaration import Event, Unreadable, unique
from flake8_confluence_scopes.descriptors.files import decoded
from flake8_confluence_scopes.descriptors.json_values import decode, described
from flake8_confluence_scopes.descriptors.products import Product

_EXAMPLE = 'write a list such as ["READ", "WRITE"]'
_TELLING = ("contexts", "modules", "scopes")


class Document(NamedTuple):
    """What a descriptor's text holds; of a template only the ``_TELLING`` members."""

    text: str
    members: tuple[tuple[str, object], ...]
    is_template: bool

    def scopes(self) -> tuple[str, ...]:
        """The declared scopes in upper case, each once; none where there are no ``scopes``. Raises Unreadable."""
        values = self._values("scopes")
        if self.is_template and (len(values) != 1 or values[0] is template.OPEN):
            raise Unreadable(template.NOT_LITERAL)
        if len(values) > 1:
            raise Unreadable('has the key "scopes" more than once; keep one of them')
        return _names(values[0]) if values else ()

    def events(self) -> tuple[Event, ...]:
        """What the ``webhooks`` among the modules ask for."""
        if not ("webhooks" in self.text if self.is_template else any(map(_may_ask, self._values("modules")))):
            return ()
        from flake8_confluence_scopes.descriptors import webhooks

        return webhooks.mentioned(self.text) if self.is_template else webhooks.asked_for(self.text)

    def product(self) -> Product | None:
        """The only product that the app can be for, None where it may be several ones'."""
        keys = [key for key, _ in self.members]
        scopes = [name for value in self._values("scopes") if isinstance(value, list) for name in value]
        modules = [key for value in self._values("modules") if isinstance(value, tuple) for key, _ in value]
        return products.of_connect(keys, scopes, modules)

    def _values(self, wanted: str) -> list[object]:
        return [value for key, value in self.members if key == wanted]


def is_one(path: str) -> bool:
    """Always: the file's name belongs to Connect alone, whatever it holds."""
    return True


def parse(data: bytes) -> Document:
    """Takes UTF-8, and UTF-16 with a byte order mark. Raises Unreadable.

    Markup is a matter of texts that are not JSON: elsewhere it stands in strings.
    """
    text = decoded(data)
    try:
        descriptor = decode(text)
    except json.JSONDecodeError as error:
        if template.has_markup(text):
            return Document(text, tuple(template.members(text, _TELLING)), True)
        place = f"(line {error.lineno}, column {error.colno})"
        raise Unreadable(f"is not JSON: {error.msg.rstrip(': ')} {place}{_advice(text, error.pos)}") from error
    if not isinstance(descriptor, tuple):
        raise Unreadable(f"holds {described(descriptor)} instead of an object")
    return Document(text, descriptor, False)


def _advice(text: str, place: int) -> str:
    """What to do where the text goes wrong at ``place`` by what other formats allow; empty for anything else."""
    before, rest = text[:place].rstrip(), text[place:].lstrip()
    if rest.startswith(("//", "/*")):
        return "; take the comment out, JSON has none"
    # Python up to 3.12 stops behind the comma, later ones at it.
    if rest.startswith(("]", "}")) and before.endswith(",") or rest[:1] == "," and rest[1:].lstrip().startswith(("]", "}")):
        return "; take out the comma before the bracket"
    return ""


def scopes(data: bytes) -> tuple[str, ...]:
    """What ``Document.scopes`` says of these bytes. Raises Unreadable."""
    return parse(data).scopes()


def _may_ask(modules: object) -> bool:
    return any(key == "webhooks" for key, _ in modules) if isinstance(modules, tuple) else bool(modules)


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, str) and template.has_markup(item) for item in items):
        raise Unreadable(template.NOT_LITERAL)
    if not isinstance(value, list):
        raise Unreadable(f'has {described(value)} as "scopes"; {_EXAMPLE}')
    for item in value:
        if not isinstance(item, str):
            raise Unreadable(f'has {described(item)} among its "scopes"; {_EXAMPLE}')
        if not item.strip():
            raise Unreadable(f'has an empty name among its "scopes"; {_EXAMPLE}')
    return unique(item.strip().upper() for item in value)
