"""Changes of files -> edits, as the client takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flake8_confluence_scopes.descriptors import Unreadable
from flake8_confluence_scopes.descriptors.unsaved_text import edited_text
from flake8_confluence_scopes.server.documents import Document, Documents
from flake8_confluence_scopes.server.lines import Json, edit_between


def of_document(document: Document, edits: Sequence[Json], versioned: bool = True) -> Json:
    """Edits of one document, bound to its present version where the client can tell; that of a file which is not open
    is not known."""
    if not versioned:
        return {"changes": {document.uri: list(edits)}}
    identifier = {"uri": document.uri, "version": document.version}
    return {"documentChanges": [{"textDocument": identifier, "edits": list(edits)}]}


def of_scopes(
    documents: Documents,
    path: str,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    replace: Mapping[str, str] = MappingProxyType({}),
) -> Json | None:
    """What ``fix`` would change in the descriptor at ``path`` to declare other scopes; None where nothing is to be changed
    or only a person should, and while it cannot be read."""
    document = documents.read(path)
    if document is None or document.problem:
        return None
    try:
        after = edited_text(path, document.text, add, remove, replace)
    except Unreadable:
        return None
    if after == document.text:
        return None
    return of_document(document, [edit_between(document.lines, after)], documents.versioned)
