"""What a question to a catalog costs."""

from __future__ import annotations

import itertools
from urllib.parse import urlsplit

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes.catalog_file import parse
from flake8_confluence_scopes.scopes.package_data import read_json
from tools.benchmarks.rows import Row, seconds

MOST_SPLITS = 3.0
"""A look-up against urllib taking the same path apart; twice that where a catalog asks others."""
MOST_READS = 20.0
"""Loading a catalog against reading its JSON."""

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
    """What a look-up costs in each catalog, none of them remembered, and loading each that has data."""
    found = []
    for name in scopes.names():
        catalog = scopes.load(name)
        asked = questions(catalog, _DIFFERENT)

        def ask() -> None:
            for method, path in asked:
                catalog.requirement(method, path)

        def split() -> None:
            for _, path in asked:
                urlsplit(path.text)

        looked_up, taken_apart = seconds(ask, rounds), seconds(split, rounds)
        has_data = name in scopes.tables()
        most = MOST_SPLITS if has_data else 2 * MOST_SPLITS
        detail = f"{len(asked) / looked_up:,.0f} a second"
        found.append(Row(f"catalog {name}: a look-up against splitting a URL", looked_up / taken_apart, most, detail))
        if has_data:
            loading, reading = seconds(lambda: parse(read_json(name), name), rounds), seconds(lambda: read_json(name), rounds)
            detail = f"{loading * 1e3:.3g} ms"
            found.append(Row(f"catalog {name}: loading against reading its JSON", loading / reading, MOST_READS, detail))
    return found
