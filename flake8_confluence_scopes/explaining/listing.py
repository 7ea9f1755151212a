"""The catalogs as ``confluence-scopes catalog list`` and ``show`` give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flake8_confluence_scopes.scopes import Alternatives, Catalog, Entry, named


def about(catalog: Catalog) -> dict[str, object]:
    """What the catalog says of itself, as JSON has it; ``entries`` counts its methods of resources."""
    return {
        "catalog": catalog.name,
        "family": catalog.family,
        "date": catalog.date,
        "source": catalog.source,
        "generator": catalog.generator,
        "entries": sum(1 for _ in catalog.entries()),
    }


def list_lines(catalogs: Sequence[Catalog]) -> Iterator[str]:
    """One line for each catalog."""
    rows = [
        (catalog.name, catalog.date, f"{sum(1 for _ in catalog.entries())} entries", catalog.source)
        for catalog in catalogs
    ]
    yield from columns(rows)


def show_lines(catalog: Catalog) -> Iterator[str]:
    """The catalog with all its entries."""
    yield f"{catalog.name}, {catalog.date}"
    yield f"source: {catalog.source}"
    yield ""
    rows = [(entry.method, entry.resource, _needs(entry)) for entry in catalog.entries()]
    yield from columns(rows)


def as_object(entry: Entry) -> dict[str, object]:
    """An entry as JSON has it; ``table`` only where the catalog asks several."""
    fields = entry._asdict()
    lifecycle, table = fields.pop("lifecycle"), fields.pop("table")
    return {**fields, **lifecycle._asdict(), **({"table": table} if table else {})}


def columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows as lines, their cells below one another."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths)).rstrip()


def _needs(entry: Entry) -> str:
    versions = f" (version {', '.join(entry.versions)})" if entry.versions else ""
    removed, deprecated, _ = entry.lifecycle
    note = f"; removed {removed}" if removed else "; deprecated" if deprecated else ""
    connect = _alternatives(entry.connect) + versions
    needs = connect if entry.oauth is None else f"{_alternatives(entry.oauth)}; Connect: {connect}"
    return needs + note + (f"; {entry.table}" if entry.table else "")


def _alternatives(alternatives: Alternatives | None) -> str:
    if alternatives is None:
        return "not known"
    return named(alternatives) if alternatives else "closed"
