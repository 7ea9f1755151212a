"""One model out of what each version does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tools.client_models.conditions import rows

_PREFIX = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}
_REST = ("/rest/", "/api/v2/", "/download/")


class Seen(NamedTuple):
    """A method in one version on one side: names, kinds and defaults of its parameters, and the key of its trials."""

    version: int
    side: str
    key: str
    signature: list[list[Any]]


def merged(
    seen: Sequence[Seen], trials: Mapping[str, Any], versions: Sequence[str], usual: int, sides: Sequence[str]
) -> dict[str, Any]:
    """A method as a model's file has it. Of the versions, that at ``usual`` or else the nearest gives the parameters' names."""
    order = sorted(seen, key=lambda one: (abs(one.version - usual), one.version < usual, one.side))
    parameters, renamed = _parameters(order)
    exists = {side: {one.version for one in seen if one.side == side} for side in sides}
    defaults = {one[0]: one[2][0] for one in order[0].signature if one[2]}
    found: dict[str, Any] = {}
    if order[0].signature:
        found["parameters"] = _written(order[0].signature, parameters)
    if defaults:
        found["defaults"] = defaults
    signatures = _signatures(seen, order[0].signature, renamed, versions)
    if signatures:
        found["signatures"] = signatures
    found["requests"] = _requests(seen, trials, renamed, exists, versions)
    if any(len(there) < len(versions) for there in exists.values()):
        found["in"] = {side: ranges(there, versions) for side, there in exists.items()}
    early = {one.version for one in seen if all(trial[3] for trial in trials[one.key])}
    if early:
        found["incomplete"] = ranges(early, versions)
    return found


def ranges(found: Iterable[int], versions: Sequence[str]) -> str:
    """The versions at these places, as a text: ``"1.17.0..3.41.21, 5.0.5"``."""
    spans: list[list[int]] = []
    for place in sorted(found):
        if spans and spans[-1][1] == place - 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
    return ", ".join(versions[first] if first == last else f"{versions[first]}..{versions[last]}" for first, last in spans)


def kind(path: str) -> str:
    """What a request is by its path."""
    if path.startswith(_REST):
        return "rest"
    if "/json-rpc/" in path:
        return "rpc"
    if path.endswith(".action") or path.startswith(("/plugins/", "/services/")):
        return "action"
    # What begins with an argument or an answer may be anything; what is left counts from the URL of the client.
    return "other" if path == "/" or path.startswith(("/{", "/http", "/gateway/", "/x/")) else "relative"


def _usual(signature: Sequence[Sequence[Any]]) -> list[str]:
    return [name for name, kind_, _ in signature if kind_ not in _PREFIX]


def _parameters(order: Sequence[Seen]) -> tuple[dict[str, list[str]], dict[int, dict[str, str]]]:
    """The names of each parameter, the present one first; and for each of ``seen`` what its names are called there."""
    names = {name: [name] for name in _usual(order[0].signature)}
    renamed: dict[int, dict[str, str]] = {}
    known: dict[str, str] = {}
    for one in order:
        here = _usual(one.signature)
        mapping = {}
        for place, name in enumerate(here):
            present = _usual(order[0].signature)
            if name in names:
                mapping[name] = name
            elif name in known and known[name] not in here:
                mapping[name] = known[name]
            elif place < len(present) and present[place] not in here:
                mapping[name] = known[name] = present[place]
                names[present[place]].append(name)
            else:
                mapping[name] = name
        renamed[id(one)] = mapping
    return names, renamed


def _written(signature: Sequence[Sequence[Any]], names: Mapping[str, list[str]]) -> list[Any]:
    found: list[Any] = []
    for name, kind_, _ in signature:
        if kind_ == "KEYWORD_ONLY" and not any(isinstance(one, str) and one.startswith("*") for one in found):
            found.append("*")
        former = names.get(name, [name])
        found.append(_PREFIX.get(kind_, "") + name if len(former) == 1 else former)
    return found


def _signatures(
    seen: Sequence[Seen], first: Sequence[Sequence[Any]], renamed: Mapping[int, Mapping[str, str]], versions: Sequence[str]
) -> list[Any]:
    """Those in which a parameter stands at another place than in ``first``."""
    groups: dict[str, tuple[list[Any], set[int], set[str]]] = {}
    present = _written(first, {})
    for one in seen:
        here = [[renamed[id(one)].get(name, name), kind_, default] for name, kind_, default in one.signature]
        written = _written(here, {})
        if written != present[: len(written)]:
            group = groups.setdefault(json.dumps(written), (written, set(), set()))
            group[1].add(one.version)
            group[2].add(one.side)
    both = {one.side for one in seen}
    return [
        {"in": ranges(places, versions), "parameters": written, **({"on": sorted(sides)} if sides < both else {})}
        for written, places, sides in groups.values()
    ]


def _requests(
    seen: Sequence[Seen],
    trials: Mapping[str, Any],
    renamed: Mapping[int, Mapping[str, str]],
    exists: Mapping[str, set[int]],
    versions: Sequence[str],
) -> list[dict[str, Any]]:
    found: dict[str, tuple[dict[str, Any], dict[str, set[int]]]] = {}
    kept: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for one in sorted(seen, key=lambda one: (-one.version, one.side)):
        names = renamed[id(one)]
        shape = json.dumps([one.key, sorted(names.items())])
        if shape not in kept:
            defaults = {name: default[0] for name, _, default in one.signature if default}
            found_rows = rows(trials[one.key], defaults)
            kept[shape] = [(method, _called(path, names), _renamed(when, names)) for method, path, when in found_rows]
        for method, path, when in kept[shape]:
            row = {"method": method, "path": path, **({"when": when} if when else {})}
            if kind(path) != "rest":
                row["kind"] = kind(path)
            found.setdefault(json.dumps(row), (row, {}))[1].setdefault(one.side, set()).add(one.version)
    return [
        {**row, **({"on": on} if on else {}), **({"in": within} if within else {})}
        for row, places in found.values()
        for on, within in _where(places, exists, versions)
    ]


def _where(
    places: Mapping[str, set[int]], exists: Mapping[str, set[int]], versions: Sequence[str]
) -> list[tuple[list[str], str]]:
    """Sides and versions of a row; empty, where they are all that have the method."""
    there = {side: "" if found == exists[side] else ranges(found, versions) for side, found in places.items()}
    having = {side for side, found in exists.items() if found}
    if there.keys() == having and len(set(there.values())) == 1:
        return [([], next(iter(there.values())))]
    return [([side] if len(exists) > 1 else [], within) for side, within in there.items()]


def _called(path: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: f"{{{names.get(found[1], found[1])}}}", path)


def _renamed(when: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in when.items():
        if isinstance(value, list):
            found[key] = [names.get(name, name) for name in value]
        elif isinstance(value, dict):
            found[key] = {names.get(name, name): literals for name, literals in value.items()}
        else:
            found[key] = value
    return found
