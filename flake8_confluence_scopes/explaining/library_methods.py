"""What a library's named method requests, and what each request needs."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from flake8_confluence_scopes import calls
from flake8_confluence_scopes.explaining.catalog_answers import Answer, as_object, said
from flake8_confluence_scopes.path_template import PathTemplate

if TYPE_CHECKING:
    from flake8_confluence_scopes.calls.library_requests import NamedRequest, Requested

Ask = Callable[[str, PathTemplate], Iterable[Answer]]
"""What the catalogs answer about a method and a path."""


def requested(name: str) -> list[Requested]:
    """The methods of this name, ``Confluence.update_page``, that client models know."""
    return calls.requested_by(name)


def nearest(name: str) -> str:
    """The method that is named most alike; empty where none is."""
    near = difflib.get_close_matches(name, calls.named_like(name), n=1)
    return near[0] if near else ""


def of_some_class(method: str) -> str:
    """The method of this name, with a class that has it before it; empty where none has."""
    return next((name for name in calls.named_like("") if name.rpartition(".")[2] == method), "")


def as_objects(found: Iterable[Requested], ask: Ask) -> list[dict[str, object]]:
    """The methods as JSON has them."""
    return [
        one._asdict()
        | {"requests": [row._asdict() | {"answers": list(map(as_object, _answers(row, ask)))} for row in one.requests]}
        for one in found
    ]


def as_lines(found: Iterable[Requested], ask: Ask) -> Iterator[str]:
    """The methods for people."""
    for place, (client, package, release, requests) in enumerate(found):
        if place:
            yield ""
        yield f"{client} of {package} {release} sends to Confluence Cloud{'' if requests else ' nothing'}"
        for row in requests:
            yield ""
            yield f"{row.method} {row.path}{f' ({row.when})' if row.when else ''}"
            for answer in _answers(row, ask):
                yield f"  {answer.catalog.name}: {said(answer.requirement)}{_removed(answer)}"


def _answers(row: NamedRequest, ask: Ask) -> Iterable[Answer]:
    path = PathTemplate.parse(row.path)
    return ask(row.method, path) if path else ()


def _removed(answer: Answer) -> str:
    lifecycle = answer.lifecycle
    return f"; removed, as of {lifecycle.removed}" if lifecycle.removed else ""
