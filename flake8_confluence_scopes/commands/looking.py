"""What the commands about a whole project share: their options, the analysis, and the line at the end.

The settings are those that flake8 would have in the working directory.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_confluence_scopes import unsaved
from flake8_confluence_scopes.usage import UsageError, check_paths, complain, print_line, remark

if TYPE_CHECKING:
    from flake8_confluence_scopes.configuration import Configuration
    from flake8_confluence_scopes.project.analysis import App
    from flake8_confluence_scopes.project.report import Audit
    from flake8_confluence_scopes.project.scope_use import Doubt
    from flake8_confluence_scopes.settings import Settings
    from flake8_confluence_scopes.silence import Decide

    Commands = argparse._SubParsersAction[Any]
    """What a command is added to."""

SELECTION = ("select", "extend-select", "ignore", "extend-ignore")
"""Those about codes, which some of the commands take."""
OPTIONS = ("config", "confluence-descriptor", "confluence-scopes", "confluence-catalog", "confluence-root", "confluence-clients")
"""The options of flake8 that these commands take as well."""


def command(commands: Commands, name: str, summary: str, text: str) -> argparse.ArgumentParser:
    """A command that takes paths and the options of flake8; ``summary`` stands in the list of commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=text, allow_abbrev=False
    )
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and directories (default: here)"
    )
    settings = parser.add_argument_group("settings", "as flake8 has them, from its config file or in its place")
    for option in OPTIONS:
        settings.add_argument(f"--{option}", metavar="VALUE")
    return parser


def add_disable_noqa(parser: argparse.ArgumentParser) -> None:
    """Adds flake8's switch against comments."""
    parser.add_argument("--disable-noqa", action="store_true", help="let no comment silence anything, as in flake8")


class Look(NamedTuple):
    """The analysed apps, the settings of flake8, and what it silences."""

    apps: list[App]
    settings: Settings
    decide: Decide


def look_into(
    arguments: argparse.Namespace, quiet: bool = False, lines_of: Callable[[str], list[str] | None] | None = None
) -> Look:
    """Looks through the project; ``quiet``, without a word on what of the configuration is not read. ``lines_of`` gives the
    Python lines of a file that holds them in another form, by default those of notebooks."""
    from flake8_confluence_scopes.project import analysis, pool

    check_paths(path for path in arguments.paths if unsaved.at(os.path.abspath(path)) is None)
    found = configured(arguments, quiet, lines_of)
    try:
        apps = analysis.analysed(arguments.paths, found.settings, complain, found.excluded)
        return Look(apps, found.settings, found.decide)
    except pool.WorkerDied as error:
        raise UsageError(str(error)) from error


def configured(
    arguments: argparse.Namespace, quiet: bool = False, lines_of: Callable[[str], list[str] | None] | None = None
) -> Configuration:
    """The configuration that these options and flake8's config files give; the rest as for ``look_into``."""
    from flake8_confluence_scopes import configuration
    from flake8_confluence_scopes.project import notebook

    try:
        found = configuration.read(_forwarded(arguments), lines_of or notebook.lines_of)
    except configuration.ConfigurationError as error:
        raise UsageError(str(error)) from error
    if found.remark and not quiet:
        remark(found.remark)
    return found


def _forwarded(arguments: argparse.Namespace) -> Sequence[str]:
    """The options that flake8's parser shall see."""
    values = vars(arguments)
    given = [(option, values.get(option.replace("-", "_"))) for option in (*OPTIONS, *SELECTION)]
    disabled = ["--disable-noqa"] if values.get("disable_noqa") else []
    return [*disabled, *(f"--{option}={value}" for option, value in given if value is not None)]


def audits_of(look: Look, proves: bool = True) -> list[Audit]:
    """The audit of each app; for ``proves`` see ``audit.compared``."""
    from flake8_confluence_scopes.project.audit import audited

    return [audited(app, look.settings, look.decide, proves) for app in look.apps]


def doubts_beside(look: Look) -> list[list[Doubt]]:
    """Of each app, what the files beside its descriptor leave open, as far as they are not read."""
    from flake8_confluence_scopes.project import beside

    return [beside.doubts(app, look.settings) for app in look.apps]


def say_last(
    look: Look, audits: Sequence[Audit] = (), to_output: bool = False, beside: Iterable[Sequence[Doubt]] = ()
) -> None:
    """How much was looked at: behind a text for people, else beside what other programs read. ``beside`` is what
    ``doubts_beside`` gives, where no ``audits`` tell of it."""
    from flake8_confluence_scopes.project.summary import last_line

    files = [file for app in look.apps for file in app.files]
    others = {doubt.site.file for doubts in beside for doubt in doubts}
    line = last_line(files, look.settings, sum(audit.unread for audit in audits) + len(others))
    if to_output:
        print_line(line)
    else:
        remark(line)


def is_coloured() -> bool:
    """As https://no-color.org says: any value of NO_COLOR but an empty one turns colours off."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
