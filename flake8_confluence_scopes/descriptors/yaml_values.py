"""YAML in which nothing is expanded: repeated keys stay, and what aliases repeat exists once.

A mapping is a ``Mapping``, a sequence ``Nodes``, a text a ``str``; of any other value only its kind is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from flake8_confluence_scopes.descriptors.declaration import INSTEAD, Unreadable, too_deep

if TYPE_CHECKING:
    import yaml

# A real manifest is less than 20 levels deep, and holds some thousand values. PyYAML's parser in Python, for
# systems without the one in C, takes 15 microseconds for each.
_DEEPEST = 200
_MOST_EVENTS = 50_000
_TOO_DEEP = too_deep(_DEEPEST)
# PyYAML 6.0.4 on: the parser in C reads ahead and gives up at 1,000 levels, before the events get there.
_LIBYAML_TOO_DEEP = "exceeded maximum nesting depth"

_KINDS = {
    "tag:yaml.org,2002:bool": "true or false",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:merge": 'the merge key "<<"',
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:timestamp": "a date",
}
_TEXT = "tag:yaml.org,2002:str"
_OTHER_KIND = "a value with a tag"


class Other(NamedTuple):
    """A value that is neither mapping, list nor text; ``kind`` is what a message calls it."""

    kind: str


NOTHING = Other(_KINDS["tag:yaml.org,2002:null"])
MERGE = Other(_KINDS["tag:yaml.org,2002:merge"])


class Nodes(list[object]):
    """The nodes of a collection; ``lines`` says where each begins, or the alias in its place, from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []

    def put(self, node: object, line: int) -> None:
        """Appends a node."""
        self.append(node)
        self.lines.append(line)


class Mapping:
    """``nodes`` are keys and values in turn, in the order of the text."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    def pairs(self) -> Iterator[tuple[object, object]]:
        """The keys with their values."""
        return zip(self.nodes[::2], self.nodes[1::2])

    def placed(self) -> Iterator[tuple[object, object, int]]:
        """The keys with their values, and the lines of the keys."""
        return zip(self.nodes[::2], self.nodes[1::2], self.nodes.lines[::2])

    def values(self, wanted: str) -> list[object]:
        """The values under the key; several where it is repeated."""
        return [value for key, value in self.pairs() if key == wanted]


def decode(text: str) -> object:
    """The value of a text that is one YAML document; ``NOTHING`` for one without any. Raises Unreadable."""
    import yaml

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        try:
            return _value(loader)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        if error.problem == _LIBYAML_TOO_DEEP:
            raise Unreadable(_TOO_DEEP) from error
        raise Unreadable(f"is not YAML: {error.problem}{_place(text, error.problem_mark)}") from error
    # PyYAML's parser in Python lets the errors of chr() through.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise Unreadable(f"is not YAML: {str(error).splitlines()[0]}") from error


def described(value: object) -> str:
    """What a message calls a decoded value."""
    if isinstance(value, Other):
        return value.kind
    return "a mapping" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else "a text"


def _place(text: str, mark: yaml.Mark | None) -> str:
    if mark is None:
        return ""
    advice = "; indent with spaces, not with a tab" if text[mark.index : mark.index + 1] == "\t" else ""
    return f" (line {mark.line + 1}, column {mark.column + 1}){advice}"


def _value(loader: yaml.SafeLoader) -> object:
    """The document that the loader's events describe; no recursion, whatever the text nests."""
    import yaml

    documents = Nodes()
    waiting = [documents]
    anchors: dict[str | None, object] = {}
    for _ in range(_MOST_EVENTS):
        event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise Unreadable(f"is not YAML: it has no anchor &{event.anchor}")
            waiting[-1].put(anchors[event.anchor], _line(event))
        elif isinstance(event, yaml.NodeEvent):
            nodes = Nodes()
            node = _node(loader, event, nodes)
            waiting[-1].put(node, _line(event))
            if event.anchor:
                anchors[event.anchor] = node
            if isinstance(event, yaml.CollectionStartEvent):
                waiting.append(nodes)
                if len(waiting) > _DEEPEST:
                    raise Unreadable(_TOO_DEEP)
        elif isinstance(event, yaml.CollectionEndEvent):
            waiting.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and documents:
            raise Unreadable("holds more than one YAML document")
        elif isinstance(event, yaml.StreamEndEvent):
            return documents[0] if documents else NOTHING
    raise Unreadable(f"holds more than {_MOST_EVENTS} YAML values; {INSTEAD}")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _node(loader: yaml.SafeLoader, event: yaml.NodeEvent, nodes: Nodes) -> object:
    """The value that the event begins; ``nodes`` is where a collection's parts will stand."""
    import yaml

    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(nodes)
    if not isinstance(event, yaml.ScalarEvent):
        return nodes
    tag = event.tag or loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
    return event.value if tag == _TEXT else Other(_KINDS.get(tag, _OTHER_KIND))
