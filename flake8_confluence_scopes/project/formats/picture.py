"""A picture of which part of an app needs which scope, as SVG for a page of HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from flake8_confluence_scopes.project.justification import Justification

_MOST = 16
"""Files that are drawn one by one; more are drawn by their folders, the last ones as one part."""

_ROW, _WIDTH, _BOX, _LETTER = 34, 760, 300, 38
_THICKEST = 9.0


class Link(NamedTuple):
    """A part of the app that needs a scope, and at how many places."""

    part: str
    scope: str
    places: int


def links(app: Justification) -> list[Link]:
    """Who needs what, in the order of the page."""
    places: dict[tuple[str, str], int] = {}
    for use in app.scopes:
        for operation in (*use.operations, *use.events):
            for site in operation.sites:
                places[site.file, use.scope] = places.get((site.file, use.scope), 0) + 1
    parts = _parts(sorted({file for file, _ in places}))
    found: dict[tuple[str, str], int] = {}
    for (file, scope), count in places.items():
        key = parts[file], scope
        found[key] = found.get(key, 0) + count
    return [Link(part, scope, count) for (part, scope), count in found.items()]


def _parts(files: Sequence[str]) -> Mapping[str, str]:
    """The part that each file is drawn in."""
    parts = {file: file for file in files}
    while len(set(parts.values())) > _MOST:
        deepest = max(part.count("/") for part in parts.values())
        if not deepest:
            first = sorted(set(parts.values()))[: _MOST - 1]
            return {file: part if part in first else "other parts" for file, part in parts.items()}
        parts = {
            file: posixpath.dirname(part) if part.count("/") == deepest else part for file, part in parts.items()
        }
    return parts


def drawn(app: Justification, number: int) -> str:
    """The picture of the app of this number on the page; empty where nothing is to be drawn."""
    found = links(app)
    return "\n".join(_lines(found, number)) if found else ""


def _lines(found: Sequence[Link], number: int) -> Iterator[str]:
    parts = list(dict.fromkeys(link.part for link in sorted(found)))
    scopes = list(dict.fromkeys(link.scope for link in found))
    rows = max(len(parts), len(scopes))
    height = rows * _ROW + 8
    left = {part: _middle(place, len(parts), rows) for place, part in enumerate(parts)}
    right = {scope: _middle(place, len(scopes), rows) for place, scope in enumerate(scopes)}
    most = max(link.places for link in found)
    title, text = f"picture-{number}", f"picture-{number}-text"
    yield f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{title} {text}">'
    yield f'<title id="{title}">Which part of the app needs which scope</title>'
    words = "; ".join(f"{link.part} needs {link.scope} at {_places(link.places)}" for link in found)
    yield f'<desc id="{text}">{escape(words)}.</desc>'
    for link in found:
        start, end = left[link.part], right[link.scope]
        middle = _WIDTH / 2
        way = f"M{_BOX} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {_WIDTH - _BOX} {end:g}"
        thickness = 1.5 + (_THICKEST - 1.5) * link.places / most
        yield f'<path class="flow" d="{way}" stroke-width="{thickness:.1f}"/>'
    for part in parts:
        yield _box(0, left[part], part, "part")
    for scope in scopes:
        yield _box(_WIDTH - _BOX, right[scope], scope, "scope")
    yield "</svg>"


def _middle(place: int, count: int, rows: int) -> float:
    return 4 + _ROW * ((rows - count) / 2 + place + 0.5)


def _box(x: int, middle: float, text: str, kind: str) -> str:
    shown = text if len(text) <= _LETTER else "..." + text[3 - _LETTER :]
    box = f'<rect class="{kind}" x="{x + 1}" y="{middle - 13:g}" width="{_BOX - 2}" height="26" rx="5"/>'
    return f'{box}<text x="{x + 10}" y="{middle + 4.5:g}">{escape(shown)}</text>'


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
