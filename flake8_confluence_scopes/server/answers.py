"""What the client asks: requests in, answers out. The work is done in the background."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from lsprotocol.converters import get_converter

from flake8_confluence_scopes.server.background import ASKED, SHARE, Background
from flake8_confluence_scopes.server.progress_bar import Bar
from flake8_confluence_scopes.server.quick_fixes import QUICK_FIX
from flake8_confluence_scopes.server.session import Progress, Session

CONVERTER = get_converter()


class Answers:
    """The requests that are answered."""

    def __init__(self, session: Session, background: Background, bar: Bar) -> None:
        self._session = session
        self._background = background
        self._bar = bar

    async def actions(self, params: types.CodeActionParams) -> Any:
        """What can be done at a range."""
        where, given = plain(params.range), plain(params.context.diagnostics)
        uri, only = params.text_document.uri, params.context.only
        if only and not any(QUICK_FIX == kind or QUICK_FIX.startswith(f"{kind}.") or kind == "" for kind in only):
            return []
        return await self._ask(lambda: self._session.actions(uri, where, given), list[types.CodeAction])

    async def action(self, params: types.CodeAction) -> Any:
        """An action with its edit."""
        given = plain(params)
        await self._have_looked(lambda: self._session.unseen_for(given))
        return await self._ask(lambda: self._session.resolved(given), types.CodeAction)

    async def hover(self, params: types.HoverParams) -> Any:
        """What is known at a position."""
        uri, position = params.text_document.uri, plain(params.position)
        return await self._ask(lambda: self._session.hover(uri, position), types.Hover | None)

    async def references(self, params: types.ReferenceParams) -> Any:
        """The calls that need the scope at a position."""
        uri, position = params.text_document.uri, plain(params.position)
        await self._have_looked(lambda: self._session.unseen_at(uri, position))
        return await self._ask(lambda: self._session.references(uri, position), list[types.Location])

    async def completions(self, params: types.CompletionParams) -> Any:
        """The scopes to choose from at a position."""
        uri, position = params.text_document.uri, plain(params.position)
        return await self._ask(lambda: self._session.completions(uri, position), list[types.CompletionItem])

    async def _ask(self, work: Callable[[], Any], kind: Any) -> Any:
        return CONVERTER.structure(await asyncio.wrap_future(self._background.do(ASKED, work)), kind)

    async def _have_looked(self, unseen: Callable[[], str | None]) -> None:
        """Returns once the project of the descriptor has been looked at that ``unseen`` names, or nobody wants that any more.
        In shares, between which other answers are given, and the client may cancel."""
        progress: Progress | None = None

        def share() -> Progress | None:
            path, end = unseen(), time.monotonic() + SHARE
            if path is None or not self._session.wants_look(path, again=progress is None):
                return None
            while (step := self._session.step_for(path)).total and time.monotonic() < end:
                pass
            return step if step.total else None

        try:
            while (progress := await asyncio.wrap_future(self._background.do(ASKED, share))) is not None:
                self._bar.show(progress, time.monotonic())
        finally:
            self._bar.show(None, time.monotonic())


def plain(value: Any) -> Any:
    """A value of the protocol library's, as it is sent."""
    return CONVERTER.unstructure(value)
