"""What the client says, and what it is told: the module that knows pygls.

The event loop takes messages and sends answers; all the rest is done by ``background``, in the order of the messages.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from flake8_confluence_scopes import __version__
from flake8_confluence_scopes.failure import SWITCH
from flake8_confluence_scopes.server import options as settings
from flake8_confluence_scopes.server import watched
from flake8_confluence_scopes.server.addresses import path_of
from flake8_confluence_scopes.server.answers import CONVERTER, Answers
from flake8_confluence_scopes.server.background import ASKED, CHANGED, IDLE, OTHERS, SHARE, Background
from flake8_confluence_scopes.server.diagnostics import SOURCE
from flake8_confluence_scopes.server.documents import Document
from flake8_confluence_scopes.server.lines import Json
from flake8_confluence_scopes.server.progress_bar import Bar
from flake8_confluence_scopes.server.published import Published
from flake8_confluence_scopes.server.session import Session

_IDLE = 1.0
"""Seconds without a change before a whole project is looked at, where that took no longer the last time."""


class _Server(LanguageServer):
    """The server without pygls's own copies of documents, and without its messages about what a client sends."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What cannot be read of a message is nobody's to see; what fails in an answer, its request is told."""


class Door:
    """One server: what the client says goes to the session, and what the session finds goes to the client."""

    def __init__(self) -> None:
        self.server = _Server(SOURCE, __version__)
        self.session = Session()
        self.background = Background()
        self.published = Published()
        self._timer: asyncio.TimerHandle | None = None
        self._watching: asyncio.Task[None] | None = None
        """Held here, since the event loop holds no task itself."""
        self._complained: set[str] = set()
        self._last_changed = ""
        self._idle: asyncio.TimerHandle | None = None
        self._spent = 0.0
        """Seconds that have gone into the present look at projects."""
        self._took = 0.0
        """Seconds that went into the last one."""
        self._bar = Bar(self.server)
        self.answers = Answers(self.session, self.background, self._bar)
        self._relates = False

    # What the client says.

    def initialize(self, params: types.InitializeParams) -> None:
        """The client's folders, settings and way to count."""
        encoding = types.PositionEncodingKind(self.server.workspace.position_encoding).value
        uris = [folder.uri for folder in params.workspace_folders or ()]
        folders = _paths(uris or [uri for uri in (params.root_uri,) if uri])
        self.session.documents.encoding = encoding
        self.session.documents.versioned = _can(params.capabilities, "workspace.workspace_edit.document_changes")
        self.session.resolves = "edit" in _named(params.capabilities, "text_document.code_action.resolve_support.properties")
        self._relates = _can(params.capabilities, "text_document.publish_diagnostics.related_information")
        self._bar.is_wanted = _can(params.capabilities, "window.work_done_progress")
        self.session.set_folders(folders)
        self._configure(params.initialization_options)

    def initialized(self, params: object) -> None:
        """From here on, the disk is watched."""
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document is opened."""
        document = params.text_document
        self.published.opened(document.uri)
        self._tell(
            document.uri,
            lambda: self.session.open(document.uri, str(document.language_id), document.version, document.text),
        )

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document is changed."""
        uri, version = params.text_document.uri, params.text_document.version
        changes = CONVERTER.unstructure(params.content_changes)
        self._tell(uri, lambda: self.session.change(uri, version, changes), self.session.folders.options.delay / 1_000)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document is closed."""
        uri = params.text_document.uri
        self._tell("", lambda: self.session.close(uri))

    def something_changed(self, params: object) -> None:
        """A file was saved, or a client says that files have changed."""
        self._tell("", self.session.changed)

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """Root folders come and go."""
        removed = _paths([folder.uri for folder in params.event.removed])
        added = _paths([folder.uri for folder in params.event.added])

        def change() -> None:
            self.session.set_folders([path for path in self.session.folders.paths if path not in removed] + added)

        self._tell("", change)

    def refused(self, params: types.WorkDoneProgressCancelParams) -> None:
        """Nobody wants the look that the bar shows."""
        if self._bar.is_shown(params.token):
            self._tell("", self.session.refuse_looks)

    def configuration_changed(self, params: types.DidChangeConfigurationParams) -> None:
        """Other settings."""
        self._configure(params.settings)

    # What the client is told.

    def _configure(self, values: Any) -> None:
        try:
            found = settings.read(values)
        except settings.OptionsError as error:
            self._complain(str(error))
            return
        self._tell("", lambda: self.session.set_options(found))

    def _tell(self, uri: str, work: Callable[[], None], delay: float = 0.0) -> None:
        """Hands something to the session; what follows from it is told after the delay, counted from the last one."""
        self._last_changed = uri
        self.background.do(ASKED, work)
        self._later(delay)

    def _later(self, delay: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(delay, self._refresh)

    def _refresh(self) -> None:
        """Has every open document looked at again, the changed one first."""
        loop = asyncio.get_running_loop()
        changed = self._last_changed
        self.background.do(CHANGED, lambda: self._look(loop, changed))

    def _look(self, loop: asyncio.AbstractEventLoop, changed: str) -> None:
        """In the background: each document is a job of its own, which a later change makes needless."""
        generation = self.session.generation

        def each(document: Document) -> Callable[[], None]:
            def look() -> None:
                if self.session.generation == generation:
                    found = self.session.diagnostics(document)
                    loop.call_soon_threadsafe(self._publish, document.uri, document.version, found)

            return look

        open_now = set()
        for document in self.session.documents:
            open_now.add(document.uri)
            self.background.do(CHANGED if document.uri == changed else OTHERS, each(document))
        problems = self.session.problems()
        loop.call_soon_threadsafe(self._settle, open_now, problems)

    def _settle(self, open_now: set[str], problems: list[str]) -> None:
        for uri in self.published.others(open_now):
            self._send(self.published.closed(uri))
        for problem in problems:
            self._complain(problem)
        self._complained &= set(problems)
        if self._idle is not None:
            self._idle.cancel()
        delay = min(_IDLE, self.session.folders.options.delay * 7 / 1_000)
        self._idle = asyncio.get_running_loop().call_later(max(delay, self._took), self._look_further)

    def _look_further(self) -> None:
        """Looks at the projects of open descriptors, as long as nobody wants something else."""
        loop = asyncio.get_running_loop()
        self._spent = 0.0
        self.background.do(IDLE, lambda: self._take_steps(loop))

    def _take_steps(self, loop: asyncio.AbstractEventLoop) -> None:
        """In the background: some steps, and then whatever has come meanwhile."""
        generation, start = self.session.generation, time.monotonic()
        while (progress := self.session.step()) is not None:
            document = self.session.documents.at(progress.path)
            if progress.total == 0 and document is not None:
                found = self.session.diagnostics(document)
                loop.call_soon_threadsafe(self._publish, document.uri, document.version, found)
            if time.monotonic() > start + SHARE:
                break
        self._spent += time.monotonic() - start
        if progress is None:
            self._took = self._spent
        loop.call_soon_threadsafe(self._bar.show, progress, time.monotonic())
        if progress is not None and self.session.generation == generation:
            self.background.do(IDLE, lambda: self._take_steps(loop))

    def _publish(self, uri: str, version: int | None, found: list[Json]) -> None:
        if not self._relates:
            found = [{name: value for name, value in one.items() if name != "relatedInformation"} for one in found]
        self._send(self.published.news(uri, version, found))

    def _send(self, said: Json | None) -> None:
        if said is not None:
            params = CONVERTER.structure(said, types.PublishDiagnosticsParams)
            self.server.text_document_publish_diagnostics(params)

    def _complain(self, sentence: str) -> None:
        if sentence not in self._complained:
            self._complained.add(sentence)
            message = f"{SOURCE}: {sentence}"
            self.server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    async def _watch(self) -> None:
        """Looks at the disk once a second, whether or not the client tells of files."""
        while True:
            await asyncio.sleep(watched.INTERVAL)
            if await asyncio.wrap_future(self.background.do(OTHERS, self.session.look_at_the_disk)):
                self._later(0.0)


def _can(capabilities: types.ClientCapabilities, name: str) -> bool:
    return bool(get_capability(capabilities, name, False))


def _named(capabilities: types.ClientCapabilities, name: str) -> list[str]:
    return list(get_capability(capabilities, name, None) or ())


def _paths(uris: list[str]) -> list[str]:
    return [path for path in map(path_of, uris) if path is not None]


def door() -> Door:
    """A server with all that it answers to."""
    made = Door()
    # In the place of pygls's own, which keep copies of the documents.
    in_place: tuple[tuple[str, Callable[[Any], None]], ...] = (
        (types.TEXT_DOCUMENT_DID_OPEN, made.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, made.changed),
        (types.TEXT_DOCUMENT_DID_CLOSE, made.closed),
        (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, made.folders_changed),
    )
    for name, take in in_place:
        made.server.protocol.fm.add_builtin_feature(name, take)
    heard: tuple[tuple[str, Callable[[Any], None]], ...] = (
        (types.INITIALIZE, made.initialize),
        (types.INITIALIZED, made.initialized),
        (types.TEXT_DOCUMENT_DID_SAVE, made.something_changed),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, made.something_changed),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, made.configuration_changed),
        (types.WINDOW_WORK_DONE_PROGRESS_CANCEL, made.refused),
    )
    for name, take in heard:
        made.server.feature(name)(functools.partial(take))
    kinds = [types.CodeActionKind.QuickFix]
    asked: tuple[tuple[str, Callable[[Any], Awaitable[Any]], Any], ...] = (
        (types.TEXT_DOCUMENT_CODE_ACTION, made.answers.actions, types.CodeActionOptions(kinds, resolve_provider=True)),
        (types.CODE_ACTION_RESOLVE, made.answers.action, None),
        (types.TEXT_DOCUMENT_HOVER, made.answers.hover, None),
        (types.TEXT_DOCUMENT_REFERENCES, made.answers.references, None),
        (types.TEXT_DOCUMENT_COMPLETION, made.answers.completions, types.CompletionOptions(list('"\':-['))),
    )
    for name, answer, options in asked:
        made.server.feature(name, options)(_function(answer))
    return made


def _function(answer: Callable[[Any], Awaitable[Any]]) -> Callable[[Any], Awaitable[Any]]:
    """A function, which pygls can mark, in the place of a method."""

    async def answered(params: Any) -> Any:
        return await answer(params)

    return answered


def serve() -> int:
    """Serves a client on standard input and output until it goes away. Returns the exit code."""
    if not os.environ.get(SWITCH):
        logging.disable(logging.CRITICAL)
    made = door()
    # Whatever else prints shall not stand between the messages.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(OSError, MemoryError, OverflowError):
        made.server.start_io(stdout=output)
    made.background.stop()
    # A thread of pygls may wait for input that does not come any more.
    with contextlib.suppress(OSError):
        output.close()
    return 0
