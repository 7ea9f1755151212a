"""Paths and packaged rows for the tests of the catalogs."""

from __future__ import annotations

import json
import re
from typing import Any

from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import Requirement
from tests.support import PACKAGE


def path(text: str) -> PathTemplate:
    """The path template of ``text`` from its REST root on, each ``{name}`` a hole, without ``/wiki``."""
    return PathTemplate(re.sub(r"\{[^{}/]*\}", HOLE, re.sub("^/wiki(?=/)", "", text)))


def packaged(name: str) -> dict[str, Any]:
    """The packaged file as decoded JSON."""
    file = PACKAGE / "scopes" / "data" / f"{name}.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def exactly(requirement: Requirement) -> tuple[object, ...]:
    """The answer with its kind: as tuples, ``Needs(r, ())`` and ``Closed(r, ())`` would be equal."""
    return (type(requirement), *requirement)


def with_segment(segments: list[str], index: int, segment: str) -> list[str]:
    """The segments with another one at ``index``."""
    return [segment if at == index else old for at, old in enumerate(segments)]
