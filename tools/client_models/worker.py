"""Runs one version of a library, in a process of its own: worker.py FOLDER < order > what came of it, in JSON.

The order is ``{"library": ..., "known": [keys]}`` for what a model needs, or with ``"random": N, "seed": S`` for calls by chance.
"""

from __future__ import annotations

import functools
import importlib
import json
import logging
import os
import pkgutil
import random
import sys
from typing import Any

from tools.client_models.recording import ran, sequences, stage
from tools.client_models.source_keys import Sources
from tools.client_models.trials import Method, parameters, public

_PROBES: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a/b",), {}),
    (("/a/b/",), {"params": {"x": 1}}),
    (("https://site.atlassian.net/a",), {"absolute": True}),
    (("a",), {"flags": ["f"]}),
    (("a",), {"trailing": True}),
    (("a",), {"data": {"x": "1"}}),
    (("a",), {"advanced_mode": True}),
    (("a",), {"not_json_response": True}),
]


def classes(library: dict[str, Any]) -> dict[str, str]:
    """The names of the classes that the library has, each with its model."""
    top = importlib.import_module(library["module"])
    targets = {id(getattr(top, name)): model for name, model in library["classes"].items() if hasattr(top, name)}
    package = library["module"].partition(".")[0]
    for below in pkgutil.walk_packages(importlib.import_module(package).__path__, package + "."):
        if library["word"] in below.name and below.name.startswith(library["module"]):
            importlib.import_module(below.name)
    found = {}
    for name, module in sorted(sys.modules.items()):
        if name == library["module"] or name.startswith(f"{library['module']}.{library['word']}"):
            for attribute, value in vars(module).items():
                if id(value) in targets:
                    found[f"{name}.{attribute}"] = targets[id(value)]
    return found


def _probed(owner: object, verbs: list[str], base: str) -> str:
    """How the layer below sends, as a text that is equal where it does the same."""
    said = []
    for verb in filter(functools.partial(hasattr, owner), verbs):
        call = getattr(owner, verb)
        for positional, keywords in _PROBES:
            arguments = (verb.upper(), *positional) if verb == "request" else positional
            for sequence, text in sequences(()):
                run = ran(lambda: call(*arguments, **keywords), sequence, text, {}, base)
                said.append(f"{verb} {positional} {keywords} {sequence} {run}")
    return "\n".join(said)


def _owners(library: dict[str, Any]) -> list[tuple[dict[str, Any], Any, Any]]:
    """Each way to make a client that this version has, the client, and the object that it hands on to."""
    top = importlib.import_module(library["module"])
    found = []
    for way in library["ways"]:
        if hasattr(top, way["class"]):
            owner = getattr(top, way["class"])(**way["keywords"])
            found.append((way, owner, getattr(owner, library["inner"], owner)))
    return found


def modelled(library: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Signatures and keys of all methods, and the trials of those whose key is not known."""
    found: dict[str, Any] = {"classes": {}, "methods": [], "trials": {}, "broken": ""}
    try:
        found["classes"] = classes(library)
    except Exception as error:
        return {**found, "broken": f"{type(error).__name__}: {error}"}
    for way, owner, inner in _owners(library):
        if way.get("again"):
            continue
        chain = [*type(owner).__mro__, *type(inner).__mro__]
        sources = Sources(list(dict.fromkeys(chain)), library["probed"])
        below = _probed(owner, library["verbs"], _base(way))
        for name in public(owner, inner):
            if name in library["verbs"]:
                continue
            key = sources.key(name, f"{way} {below}")
            if key not in known:
                trials = Method(owner, name, _base(way), sources.compared(name)).trials()
                found["trials"][key] = [
                    [one.states, sorted([*pair] for pair in one.sent.items()), sorted(one.always), one.early, one.regular]
                    for one in trials
                ]
                known.add(key)
            signature = [
                [one.name, one.kind.name, _default(one.default is one.empty, one.default)]
                for one in parameters(getattr(owner, name))
            ]
            found["methods"].append([way["model"], way["side"], name, key, signature])
    return found


def _base(way: dict[str, Any]) -> str:
    """The URL that a client is made with."""
    return next(value for value in map(str, way["keywords"].values()) if value.startswith("https://"))


def _default(is_missing: bool, value: object) -> list[Any]:
    return [value] if not is_missing and isinstance(value, (str, int, float, bool, type(None))) else []


def by_chance(library: dict[str, Any], calls: int, seed: int) -> list[Any]:
    """Calls with some arguments and answers: class, model, side, method, states, and what they sent."""
    chance = random.Random(seed)
    ready = []
    for way, owner, inner in _owners(library):
        sources = Sources([*type(owner).__mro__, *type(inner).__mro__], library["probed"])
        names = [name for name in public(owner, inner) if name not in library["verbs"]]
        ready.append((way, {name: Method(owner, name, _base(way), sources.compared(name)) for name in names}))
    fitted: dict[int, dict[str, str]] = {}
    found = []
    for _ in range(calls):
        way, methods = chance.choice(ready)
        method = methods[chance.choice(sorted(methods))]
        if id(method) not in fitted:
            fitted[id(method)] = method.fit()
        states = method.by_chance(chance, fitted[id(method)])
        run = method.runs(states, [chance.choice(method.sequences)])[0]
        found.append([way["class"], way["model"], way["side"], method.name, states, run.requests])
    return found


def main() -> int:
    """Writes to a copy of the standard output: the library may print, and open(True) closes what it has opened."""
    order = json.load(sys.stdin)
    logging.disable(logging.CRITICAL)
    sys.path.insert(0, os.path.abspath(sys.argv[1]))
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    library = order["library"]
    with stage(library.get("answers", "")):
        if "random" in order:
            found: Any = by_chance(library, order["random"], order["seed"])
        else:
            found = modelled(library, set(order["known"]))
    with output:
        json.dump(found, output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
