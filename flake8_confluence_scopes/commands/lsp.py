"""``lsp``: the language server, for editors."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from flake8_confluence_scopes.usage import UsageError

if TYPE_CHECKING:
    from flake8_confluence_scopes.commands.looking import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
    lsp = commands.add_parser(
        "lsp",
        help="serve an editor as a language server",
        description="Serves an editor by the language server protocol, on standard input and output, until it goes away. "
        "Editors start it by themselves; docs/editors.md says how to set them up.",
        allow_abbrev=False,
    )
    lsp.add_argument("--stdio", action="store_true", help="as without it; some editors add this to every server")
    lsp.set_defaults(command=_lsp)


def _lsp(arguments: argparse.Namespace) -> int:
    try:
        from flake8_confluence_scopes.server.features import serve
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the language server needs {error.name}, which is not installed here; "
            'install it with: pip install "flake8-confluence-scopes[lsp]"'
        ) from error
    return serve()
