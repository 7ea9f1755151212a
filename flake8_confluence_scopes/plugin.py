"""Door 1: the flake8 plugin, the only module that flake8 loads.

Every linted file comes through here, so whatever most files do not need is imported where it is used.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from flake8_confluence_scopes import ISSUES, __version__
from flake8_confluence_scopes.settings import Settings, SettingsError, validated

if TYPE_CHECKING:
    import argparse
    import ast
    from collections.abc import Generator, Sequence

    from flake8.options.manager import OptionManager

    from flake8_confluence_scopes.rules import Finding


class Plugin:
    """One linted file."""

    name: ClassVar[str] = "flake8-confluence-scopes"
    version: ClassVar[str] = __version__
    # On the class: flake8 copies its own options for each entry of per-file-ignores.
    settings: ClassVar[Settings] = Settings()

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        # No more than this: an exception here would end flake8's run.
        self._tree = tree
        self._filename = filename
        self._lines = lines

    @classmethod
    def add_options(cls, manager: OptionManager) -> None:
        """Tells flake8 the plugin's options and which of its codes are off by default."""
        from flake8_confluence_scopes.rules import OFF_BY_DEFAULT

        manager.extend_default_ignore(OFF_BY_DEFAULT)
        manager.add_option(
            "--confluence-descriptor",
            metavar="PATH",
            parse_from_config=True,
            normalize_paths=True,
            help="The file that declares the app's scopes (default: the project's atlassian-connect.json "
            "or Forge manifest.yml). "
            "In a config file, a path that counts from there needs a leading ./",
        )
        manager.add_option(
            "--confluence-scopes",
            metavar="LIST",
            parse_from_config=True,
            comma_separated_list=True,
            help="The declared scopes, separated by commas, for an app that has no descriptor.",
        )
        manager.add_option(
            "--confluence-catalog",
            metavar="NAME-or-PATH",
            parse_from_config=True,
            normalize_paths=True,
            help="The catalog that says which scopes a call needs "
            "(default: connect for Connect scopes, cloud for OAuth scopes).",
        )
        manager.add_option(
            "--confluence-root",
            metavar="PATH",
            parse_from_config=True,
            normalize_paths=True,
            help="The project's top folder (default: the nearest one with .git or .hg, "
            "without one the working directory).",
        )
        manager.add_option(
            "--confluence-clients",
            metavar="PATHS",
            parse_from_config=True,
            comma_separated_list=True,
            normalize_paths=True,
            help="Files of client models of your own, separated by commas: what the named methods of a client request.",
        )
        manager.add_option(
            "--confluence-keep-scopes",
            metavar="TEXT",
            parse_from_config=True,
            help="Scopes that calls do not show, one a line, each with its reason: "
            "ACT_AS_USER: impersonates the page author. For confluence-scopes audit and fix.",
        )

    @classmethod
    def parse_options(cls, options: argparse.Namespace) -> None:
        """Takes over the options. Raises flake8's ExecutionError for a bad value."""
        try:
            settings = validated(
                descriptor=options.confluence_descriptor,
                scopes=options.confluence_scopes,
                catalog=options.confluence_catalog,
                root=options.confluence_root,
                extra_codes=_turned_on(options),
                clients=options.confluence_clients,
                keep_scopes=options.confluence_keep_scopes,
                shown=_shows_any(options),
            )
            if settings.clients:
                _check_clients(settings.clients)
            cls.settings = settings
        except SettingsError as error:
            from flake8.exceptions import ExecutionError

            # flake8 prints the text, whatever the terminal's encoding.
            raise ExecutionError(str(error).encode("ascii", "backslashreplace").decode()) from error

    def run(self) -> Generator[tuple[int, int, str, type[Plugin]], None, None]:
        """The file's findings as flake8 wants them: line from 1, column from 0, message, class."""
        if not self.settings.shown or not self._lines:
            return  # nowhere to show a finding
        try:
            findings = self._findings()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # native code may raise what is no Exception
            from flake8_confluence_scopes.failure import show_trace
            from flake8_confluence_scopes.rules import finding

            show_trace(error)
            findings = (finding(1, 0, "CFS902", error=type(error).__name__, url=ISSUES),)
        for line, column, _, message, _ in findings:
            # python-lsp-server drops every result of every linter for a line that is not there.
            if 1 <= line <= len(self._lines):
                yield line, column, message, type(self)

    def _findings(self) -> Sequence[Finding]:
        from flake8_confluence_scopes.file_findings import of_file
        from flake8_confluence_scopes.project_root import project_root

        # The name of a buffer that an editor sends need not be one of a file.
        filename = os.path.abspath(self._filename)
        root = project_root(filename, root=self.settings.root)
        return of_file("".join(self._lines), filename, self.settings, root, self._tree, by_flake8=True).findings


def _check_clients(paths: Sequence[str]) -> None:
    from flake8_confluence_scopes import calls

    try:
        calls.use_clients(paths)
    except calls.ClientModelError as error:
        raise SettingsError(f"--confluence-clients: {error}") from error


def _selected(options: argparse.Namespace) -> tuple[str, ...]:
    """The beginnings of codes that the user selects."""
    return (*(options.select or ()), *(options.extend_select or ()))


def _shows_any(options: argparse.Namespace) -> bool:
    """Whether flake8 shows any of our codes: unless the user says which ones to show, and names none of them."""
    from flake8_confluence_scopes.rules import RULES

    return options.select is None or any(code.startswith(_selected(options)) for code in RULES)


def _turned_on(options: argparse.Namespace) -> frozenset[str]:
    """The codes to turn on that the user selects: by a name that stands for no code which is on anyway.

    flake8's own default ignore list is gone as soon as the user sets ``ignore``, and ``select = CFS`` is how
    a project with a ``select`` of its own turns the plugin on.
    """
    from flake8_confluence_scopes.rules import RULES, TO_TURN_ON

    on = [code for code in RULES if code not in TO_TURN_ON]
    named = tuple(name for name in _selected(options) if not any(code.startswith(name) for code in on))
    return frozenset(code for code in TO_TURN_ON if code.startswith(named))
