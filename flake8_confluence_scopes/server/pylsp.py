"""python-lsp-server's hooks: its flake8 shows the findings, and from here come the quick fixes and the texts about calls.

It finds this module by the entry point group ``pylsp``, and brings ``pluggy``. It runs hooks in threads.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any

import pluggy

from flake8_confluence_scopes.server.addresses import path_of
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.session import Session

hook = pluggy.HookimplMarker("pylsp")

_session: Session | None = None
_lock = threading.Lock()


@hook
def pylsp_code_actions(config: Any, workspace: Any, document: Any, range: Json, context: Json) -> list[Json]:
    """The actions for our findings at a range. Never raises: that would end all plugins' answers."""
    with _lock:
        try:
            session = _held(config, workspace, document)
            return session.actions(document.uri, range, _ours(session, document, context.get("diagnostics", ())))
        except Exception as error:
            from flake8_confluence_scopes.failure import show_trace

            show_trace(error)
            return []


@hook
def pylsp_hover(config: Any, workspace: Any, document: Any, position: Json) -> Json | None:
    """What is known of the call at a position."""
    with _lock:
        try:
            return _held(config, workspace, document).hover(document.uri, position)
        except Exception as error:
            from flake8_confluence_scopes.failure import show_trace

            show_trace(error)
            return None


def _held(config: Any, workspace: Any, document: Any) -> Session:
    """The session with the texts that the client has open in a workspace, which counts in UTF-16."""
    global _session
    if _session is None:
        _session = Session()
    session = _session
    capabilities = getattr(config, "capabilities", None) or {}
    edits = capabilities.get("workspace", {}).get("workspaceEdit", {})
    session.documents.versioned = bool(edits.get("documentChanges"))
    root = path_of(workspace.root_uri or "") or os.getcwd()
    if session.folders.paths != [root]:
        session.set_folders([root])
    documents = {one.uri: one for one in workspace.documents.values()} | {document.uri: document}
    for known in session.documents:
        if known.uri not in documents:
            session.close(known.uri)
    for uri, one in documents.items():
        held = session.documents.get(uri)
        if held is None or held.text != one.source:
            session.open(uri, "python" if uri.endswith(".py") else "", one.version, one.source)
    session.look_at_the_disk()
    return session


def _ours(session: Session, document: Any, given: Sequence[Json]) -> list[Json]:
    """The client's diagnostics with the ranges that the session gives the same findings: flake8's end with the line."""
    held = session.documents.get(document.uri)
    own = session.diagnostics(held) if held is not None else []
    ranges = {(one["code"], one["range"]["start"]["line"], one["range"]["start"]["character"]): one["range"] for one in own}
    return [
        one | {"range": ranges[key]}
        for one in given
        if (key := (one.get("code"), one["range"]["start"]["line"], one["range"]["start"]["character"])) in ranges
    ]
