"""The triggers among a Forge app's modules: events that Atlassian sends the app by itself.

Source: Atlassian's manifest reference, page "Trigger". Nothing here makes a manifest unreadable: what is not written as
it should be, and what only a deployment or a merge key gives, is an event that cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from flake8_confluence_scopes.descriptors.declaration import Event
from flake8_confluence_scopes.descriptors.yaml_values import MERGE, NOTHING, Mapping, Nodes


def asked_for(manifest: Mapping) -> tuple[Event, ...]:
    """The events of the manifest, in its order, each once for its line."""
    return tuple(dict.fromkeys(_Walk().manifest(manifest)))


class _Walk:
    def __init__(self) -> None:
        # What aliases repeat says the same again. Without this, a short text could ask for any number of events.
        self._seen: set[int] = set()

    def manifest(self, manifest: Mapping) -> Iterator[Event]:
        merged = not manifest.values("modules")
        for key, value, line in manifest.placed():
            if key == "modules":
                yield from self._modules(value, line)
            elif key == MERGE and merged:
                yield Event("", line)

    def _modules(self, modules: object, line: int) -> Iterator[Event]:
        if not isinstance(modules, Mapping):
            yield from _unknown(modules, line)
            return
        for key, value, _ in modules.placed():
            if key == "trigger":
                for trigger, its_line in self._items(value, line):
                    yield from self._trigger(trigger, its_line)
            elif key == MERGE:
                yield Event("", line)

    def _trigger(self, trigger: object, line: int) -> Iterator[Event]:
        if not isinstance(trigger, Mapping):
            yield from _unknown(trigger, line)
            return
        for key, value, key_line in trigger.placed():
            if key == "events" and value != NOTHING:
                for event, its_line in self._items(value, key_line):
                    yield Event(_name(event), its_line)
            elif key == MERGE:
                yield Event("", line)

    def _items(self, value: object, line: int) -> Iterator[tuple[object, int]]:
        """The items of a list; any other value is one."""
        if not isinstance(value, Nodes):
            yield value, line
        elif id(value) not in self._seen:
            self._seen.add(id(value))
            yield from zip(value, value.lines)


def _unknown(value: object, line: int) -> Iterator[Event]:
    if value not in (NOTHING, []):
        yield Event("", line)


def _name(event: object) -> str:
    return event.strip() if isinstance(event, str) and "${" not in event else ""
