#!/usr/bin/env python3
"""Derive client models from the libraries' sources, and compare them with the packaged ones, which were found by running the
libraries: compare_client_models.py [--folder FOLDER] [--version V] [--all]

FOLDER is where the libraries are installed (default: where this Python has them). It exits with 1 where requests are
missed: they are executed, not derived, and of methods of which the derived model leaves nothing open.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from typing import Any, NamedTuple

from flake8_confluence_scopes import calls
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from tools.client_models.libraries import LIBRARIES


class Compared(NamedTuple):
    """Requests that were executed: ``agreed`` are derived, too, ``left_open`` belong to methods of which the derived model says
    that it does not know all, and ``missed`` to others. ``more`` are derived alone. All but the first as lines."""

    agreed: int
    left_open: list[str]
    missed: list[str]
    more: list[str]


def compare(
    executed: calls.ClientModel, kind: str, side: str, version: str, derived: Any, linked: Iterable[str]
) -> Compared:
    """What the packaged model has for a side in a version, beside a derived one; ``linked`` methods count as left open."""
    listed = {*linked, *(name for name, _ in derived.left_open)}
    agreed = 0
    left_open: list[str] = []
    missed: list[str] = []
    more: list[str] = []
    for name, rows in _methods(executed, kind, side, version):
        found = derived.methods.get(name, {"requests": []})["requests"]
        own = [(row["method"], _template(row["path"])) for row in found]
        for method, path in rows:
            if any(method == other and _is_same(path, its) for other, its in own):
                agreed += 1
            else:
                (left_open if name in listed else missed).append(f"{name}: {method} {path}")
        more += (
            f"{name}: {method} {path}"
            for method, path in own
            if not any(method == other and (_is_same(path, its) or _ends_with(its, path)) for other, its in rows)
        )
    return Compared(agreed, left_open, missed, more)


def _methods(
    model: calls.ClientModel, kind: str, side: Any, version: str
) -> Iterator[tuple[str, list[tuple[str, PathTemplate]]]]:
    wanted = tuple(map(int, version.split(".")))
    for name in model.names(kind):
        method = model.method(kind, name)
        assert method is not None  # the model has named it
        if method.is_in(wanted, side):
            rows = dict.fromkeys((row.method, _template(row.path)) for row in method.requests_in(wanted, side))
            yield name, list(rows)


def _template(path: str) -> PathTemplate:
    return PathTemplate(re.sub(r"\{\w*\}", HOLE, path))


def _is_same(one: PathTemplate, other: PathTemplate) -> bool:
    return one.covers(other) or other.covers(one)


def _ends_with(whole: PathTemplate, path: PathTemplate) -> bool:
    """Whether a path that counts from the URL of the client is the end of a whole one."""
    return _is_same(PathTemplate("/" + "/".join(whole.segments[-len(path.segments) :])), path)


def main(argv: list[str] | None = None, libraries: Mapping[str, Any] = LIBRARIES) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", action="append")
    parser.add_argument("--version")
    parser.add_argument("--all", action="store_true", help="list every request that is not found by both")
    arguments = parser.parse_args(argv)
    packaged = {model.name: model for model in calls.client_models()}
    missed = 0
    for name, library in libraries.items():
        for cls, kind, side in library["derived"]:
            version = arguments.version or metadata.version(library["package"])
            derived = calls.derive_client_model(cls, [], arguments.folder or sys.path, "", "")
            found = compare(packaged[name], kind, side, version, derived, library["linked"])
            print(
                f"{cls} {version}: {found.agreed} requests agree, {len(found.left_open)} are of methods that are listed, "
                f"{len(found.missed)} are missed, {len(found.more)} are derived only"
            )
            others = (("derived only", found.more), ("listed", found.left_open)) if arguments.all else ()
            for word, lines in (("missed", found.missed), *others):
                for line in lines:
                    print(f"  {word}: {line}")
            missed += len(found.missed)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
