"""What a question to a catalog costs."""

from __future__ import annotations

import itertools

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes.catalog_file import parse
from flake8_confluence_scopes.scopes.package_data import read_json
from tools.benchmarks.rows import Row, seconds

LEAST_A_SECOND = 200_000
MOST_MILLISECONDS = 5.0

_DIFFERENT = 20_000
"""Far more paths than a catalog remembers the answers of."""


def questions(catalog: scopes.Catalog, count: int) -> list[tuple[str, PathTemplate]]:
    """Calls of all operations in turns, no two with the same path."""
    templates = [(entry.method, PathTemplate.parse(_template(entry))) for entry in catalog.entries()]
    found = []
    for number, (method, path) in zip(range(count), itertools.cycle(templates)):
        if path is None:
            continue  # behind no REST root
        filled = path.text.replace(HOLE, str(number))
        found.append((method, PathTemplate(filled if HOLE in path.text else f"{filled}/{number}", path.wiki)))
    return found


def _template(entry: scopes.Entry) -> str:
    version = entry.versions[-1] if entry.versions else ""
    return entry.resource.replace("{version}", version).replace(".*", "file")


def rows(rounds: int) -> list[Row]:
    """Look-ups a second, none of them remembered, for each catalog, and the time of loading for each with data."""
    found = []
    for name in scopes.names():
        catalog = scopes.load(name)
        asked = questions(catalog, _DIFFERENT)

        def ask() -> None:
            for method, path in asked:
                catalog.requirement(method, path)

        speed = len(asked) / seconds(ask, rounds)
        found.append(Row(f"catalog {name}: look-ups a second", speed, LEAST_A_SECOND, "", least=True))
        if name in scopes.tables():
            loading = seconds(lambda: parse(read_json(name), name), rounds)
            found.append(Row(f"catalog {name}: loading, ms", loading * 1e3, MOST_MILLISECONDS, ""))
    return found
