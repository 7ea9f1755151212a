"""Client models, as values: what each named method of a library's client class requests. docs/clients.md has the form
of their files; this module takes it for granted, and ``client_model_file`` checks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

Version = tuple[int, ...]
Side = Literal["cloud", "server"]
Literals = str | int | float | bool | None
SIDES: tuple[Side, ...] = ("cloud", "server")
REST = "rest"
"""The kind of a request that catalogs know; ``action`` (a page of the user interface), ``rpc`` and ``other`` are none."""
RELATIVE = "relative"
"""The kind of one whose path counts from the URL that the client was made with."""


def version(text: str) -> Version:
    """``"4.0.7"`` as numbers, without what follows the last of them: ``4.1rc1`` is (4, 1)."""
    numbers = []
    for part in text.strip().lstrip("v=").split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)


class ClientModelError(ValueError):
    """A file that is no client model, as one sentence that says what to do."""


class Range(NamedTuple):
    """Versions from ``first`` to ``last``, both among them."""

    first: Version
    last: Version

    def has(self, wanted: Version) -> bool:
        return self.first <= wanted <= self.last


class ModelParameter(NamedTuple):
    """A parameter of a method, without ``self``. ``former`` are the names that it had in other versions. ``rest`` is
    ``*args``, ``keywords`` is ``**kwargs``."""

    name: str
    kind: Literal["positional", "keyword", "rest", "keywords"] = "positional"
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.former)


class When(NamedTuple):
    """What a request depends on; all of it must hold.

    ``given``: these arguments have another value than their default; ``absent``: they have none, or their default.
    ``equal`` and ``unequal``: this argument, or else its default, is one of these values, or none of them.
    ``answer``: whether it is sent depends on answers, too.
    """

    given: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    equal: tuple[tuple[str, tuple[Literals, ...]], ...] = ()
    unequal: tuple[tuple[str, tuple[Literals, ...]], ...] = ()
    answer: bool = False


class ModelRequest(NamedTuple):
    """A request of a method. ``path`` is from the root on, without ``/wiki``; ``{name}`` in it is an argument, ``{}``
    part of an answer, or what the method makes of its arguments. No ``sides``: on all of them; no ``versions``: in all."""

    method: str
    path: str
    when: When = When()
    sides: frozenset[str] = frozenset()
    versions: tuple[Range, ...] = ()
    kind: str = REST

    def holds(self, wanted: Version, side: Side | None = None) -> bool:
        """Whether this version sends it on this side; None stands for either."""
        return _among(wanted, self.versions) and (side is None or not self.sides or side in self.sides)


class Signature(NamedTuple):
    """The order of a method's parameters in some versions, and where ``sides`` are not empty, on these only."""

    versions: tuple[Range, ...]
    parameters: tuple[ModelParameter, ...]
    sides: frozenset[str] = frozenset()

    def holds(self, wanted: Version, side: Side | None) -> bool:
        return _among(wanted, self.versions) and (side is None or not self.sides or side in self.sides)


class NamedMethod(NamedTuple):
    """A method of a client class. Where versions order its parameters in another way, ``signatures`` has them."""

    name: str
    parameters: tuple[ModelParameter, ...] = ()
    defaults: Mapping[str, Literals] = {}
    """Of parameters whose default is a literal; one that has no row here is required, or has another default."""
    requests: tuple[ModelRequest, ...] = ()
    signatures: tuple[Signature, ...] = ()
    exists: Mapping[str, tuple[Range, ...]] = {}
    """The versions that have it, for each side; a side without a row has it always."""
    incomplete: tuple[Range, ...] = ()
    """The versions in which no run of it came to its end, so that it may send more."""

    def parameters_in(self, wanted: Version, side: Side | None = None) -> tuple[ModelParameter, ...]:
        """In their order in this version on this side; None stands for either."""
        return next((one.parameters for one in self.signatures if one.holds(wanted, side)), self.parameters)

    def is_in(self, wanted: Version, side: Side | None = None) -> bool:
        """Whether this version has the method on this side; None stands for either."""
        sides = SIDES if side is None else (side,)
        return any(name not in self.exists or any(one.has(wanted) for one in self.exists[name]) for name in sides)

    def is_incomplete(self, wanted: Version) -> bool:
        return any(one.has(wanted) for one in self.incomplete)

    def requests_in(self, wanted: Version, side: Side | None = None) -> tuple[ModelRequest, ...]:
        return tuple(row for row in self.requests if row.holds(wanted, side))


def _among(wanted: Version, ranges: Sequence[Range]) -> bool:
    return not ranges or any(one.has(wanted) for one in ranges)


class ClientModel:
    """The model of one library. Methods are read when they are asked for: most files call a few of hundreds."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.name: str = data["name"]
        self.package: str = data["package"]
        self.date: str = data["date"]
        self.source: str = data["source"]
        self.generator: str = data["generator"]
        ends = dict.fromkeys((data["versions"]["from"], data["versions"]["to"]))
        self.executed: tuple[str, ...] = tuple(data["versions"].get("executed") or ends)
        """The versions that were run, the oldest first; where none was, the first and the last one."""
        self.versions = Range(version(data["versions"]["from"]), version(data["versions"]["to"]))
        written = {name: kind.partition(":") for name, kind in data["classes"].items()}
        self.classes: Mapping[str, str] = {name: kind for name, (kind, _, _) in written.items()}
        """Full names of classes, each with the name of its methods' model."""
        self.sides: Mapping[str, Side] = {name: one for name, (_, _, side) in written.items() for one in SIDES if one == side}
        """The side of those whose objects are always on one."""
        self.since: Mapping[str, str] = data.get("since", {})
        """The versions that have a class, for those that not all have."""
        self._models: Mapping[str, Mapping[str, Any]] = data["models"]
        self._read: dict[tuple[str, str], NamedMethod] = {}

    def names(self, model: str) -> tuple[str, ...]:
        """The methods of a model."""
        return tuple(self._models[model])

    def has(self, name: str, wanted: Version) -> bool:
        """Whether this version has the class of this name."""
        return _among(wanted, _ranges(self.since.get(name, "")))

    def method(self, model: str, name: str) -> NamedMethod | None:
        """A method of a model, None where it has no such."""
        if (model, name) not in self._read:
            if name not in self._models[model]:
                return None
            self._read[model, name] = _method(name, self._models[model][name])
        return self._read[model, name]

    def nearest(self, wanted: Version) -> Version:
        """The version itself, or the nearest end of what the model knows."""
        return min(max(wanted, self.versions.first), self.versions.last)


def _method(name: str, data: Mapping[str, Any]) -> NamedMethod:
    return NamedMethod(
        name,
        tuple(_parameters(data.get("parameters", ()))),
        data.get("defaults", {}),
        tuple(map(_request, data["requests"])),
        tuple(
            Signature(_ranges(one["in"]), tuple(_parameters(one["parameters"])), frozenset(one.get("on", ())))
            for one in data.get("signatures", ())
        ),
        {side: _ranges(text) for side, text in data.get("in", {}).items()},
        _ranges(data.get("incomplete", "")),
    )


def _parameters(entries: Sequence[str | list[str]]) -> Iterator[ModelParameter]:
    """``"name"``, or ``["name", "former name"]``; behind ``"*"`` or ``"*args"`` are keywords."""
    kind: Literal["positional", "keyword"] = "positional"
    for entry in entries:
        name, *former = [entry] if isinstance(entry, str) else entry
        if name.startswith("**"):
            yield ModelParameter(name[2:], "keywords")
        elif name.startswith("*"):
            kind = "keyword"
            if name != "*":
                yield ModelParameter(name[1:], "rest")
        else:
            yield ModelParameter(name, kind, tuple(former))


def _request(row: Mapping[str, Any]) -> ModelRequest:
    when = row.get("when", {})
    return ModelRequest(
        row["method"],
        row["path"],
        When(
            tuple(when.get("given", ())),
            tuple(when.get("absent", ())),
            tuple((name, tuple(values)) for name, values in when.get("equal", {}).items()),
            tuple((name, tuple(values)) for name, values in when.get("unequal", {}).items()),
            when.get("answer", False),
        ),
        frozenset(row.get("on", ())),
        _ranges(row.get("in", "")),
        row.get("kind", REST),
    )


def _ranges(text: str) -> tuple[Range, ...]:
    """``"1.17.0..3.41.21, 5.0.5"`` as ranges."""
    found = []
    for one in filter(None, map(str.strip, text.split(","))):
        first, _, last = one.partition("..")
        found.append(Range(version(first), version(last or first)))
    return tuple(found)
