"""Door 2, the part for questions about a whole project: ``audit``, ``fix``, ``migrate`` and ``justify``.

The settings are those that flake8 would have in the working directory.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from flake8_confluence_scopes.usage import UsageError, check_paths, complain, print_line, print_text, remark, save

if TYPE_CHECKING:
    from flake8_confluence_scopes.project.analysis import App
    from flake8_confluence_scopes.project.report import Audit
    from flake8_confluence_scopes.settings import Settings
    from flake8_confluence_scopes.silence import Decide

_FORMATS = ("text", "json", "markdown", "sarif", "github", "gitlab")
_OPTIONS = ("config", "confluence-descriptor", "confluence-scopes", "confluence-catalog", "confluence-root")


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Adds the commands to those of the command line."""
    audit = _command(
        commands,
        "audit",
        "list the missing, unused and over-broad scopes of a project",
        "Lists the scopes that the calls need, those that the descriptor lacks, those that nothing needs, those that "
        "open more than is needed, the calls that cannot be decided, and the findings that a comment or flake8's "
        "configuration silences. Exits with 1 on what flake8 reports: by default missing scopes, closed calls, misspelled "
        "scopes, and files and descriptors that cannot be checked; with --fail-on on what that names instead.",
    )
    audit.add_argument("--format", choices=_FORMATS, default="text", help="default: %(default)s")
    audit.add_argument("--baseline", metavar="FILE", help="pass over what this file accepts")
    audit.add_argument("--write-baseline", metavar="FILE", help="write a file that accepts all that is found, and exit with 0")
    audit.add_argument(
        "--since", metavar="REV", help="only say which scopes were added and dropped since this git revision"
    )
    audit.add_argument(
        "--fail-on",
        metavar="LIST",
        help="what to exit with 1 on, of missing, closed, removed, misspelled, unused, undecided, unchecked, and with "
        "--since added, separated by commas (default: what flake8 reports)",
    )
    _add_disable_noqa(audit)
    audit.set_defaults(command=_audit)
    fix = _command(
        commands,
        "fix",
        "add the missing scopes to the descriptor",
        "Adds the missing scopes to the descriptor with the smallest edit of its text. Adds nothing for a call whose "
        "finding a comment or flake8's configuration silences.",
    )
    fix.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    fix.add_argument("--remove-unused", action="store_true", help="also remove what the audit proves to be unused")
    _add_disable_noqa(fix)
    fix.set_defaults(command=_fix)
    migrate = _command(
        commands,
        "migrate",
        "list the Forge scopes that a Connect app's calls need",
        "Prints the permissions of a Forge manifest that the same calls need, with comments on the calls that have no "
        "equivalent, that were removed, or that cannot be decided.",
    )
    migrate.add_argument(
        "--family", choices=("classic", "granular"), default="classic", help="which scopes to prefer (default: %(default)s)"
    )
    migrate.set_defaults(command=_migrate)
    justify = _command(
        commands,
        "justify",
        "write a page that says what each scope is for",
        "Writes a page in Markdown for the Marketplace's security review: each scope, its operations, file and line.",
    )
    justify.add_argument("-o", "--output", metavar="FILE", help="where to write it; links count from there (default: print it)")
    justify.set_defaults(command=_justify)


def _command(commands: argparse._SubParsersAction[Any], name: str, summary: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=text, allow_abbrev=False
    )
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files and directories (default: here)"
    )
    settings = parser.add_argument_group("settings", "as flake8 has them, from its config file or in its place")
    for option in _OPTIONS:
        settings.add_argument(f"--{option}", metavar="VALUE")
    return parser


def _add_disable_noqa(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--disable-noqa", action="store_true", help="let no comment silence anything, as in flake8")


def _audit(arguments: argparse.Namespace) -> int:
    from flake8_confluence_scopes.project import baseline, failing
    from flake8_confluence_scopes.project.formats import FORMATS, text

    wanted = _wanted(arguments)
    if arguments.since is not None:
        return _since(arguments, wanted)
    look = _look(arguments)
    audits = _audits(look)
    if arguments.write_baseline is not None:
        save(arguments.write_baseline, baseline.rendered(audits))
        _say_last(look, audits)
        return 0
    if arguments.baseline is not None:
        try:
            audits = baseline.without(audits, baseline.read(arguments.baseline))
        except baseline.BaselineError as error:
            raise UsageError(f"{arguments.baseline} {error}") from error
    if arguments.format == "text":
        print_text(text.render(audits, _is_coloured()))
    else:
        print_text(FORMATS[arguments.format](audits))
    if arguments.baseline is not None:
        _say_passed_over(arguments, sum(audit.passed_over for audit in audits))
    if arguments.format == "text":
        print_line("")
    _say_last(look, audits, to_output=arguments.format == "text")
    return int(failing.fails(audits, wanted))


def _say_last(look: _Look, audits: Sequence[Audit] = (), to_output: bool = False) -> None:
    """How much was looked at: behind a text for people, else beside what other programs read."""
    from flake8_confluence_scopes.project.summary import last_line

    files = [file for app in look.apps for file in app.files]
    line = last_line(files, look.settings, sum(audit.unread for audit in audits))
    if to_output:
        print_line(line)
    else:
        remark(line)


def _wanted(arguments: argparse.Namespace) -> frozenset[str] | None:
    """What ``--fail-on`` names, None without it."""
    from flake8_confluence_scopes.project import failing

    if arguments.fail_on is None:
        return None
    try:
        wanted = failing.words(arguments.fail_on)
    except failing.UnknownWord as error:
        raise UsageError(f"--fail-on: {error}") from error
    if arguments.since is None and failing.ADDED in wanted:
        raise UsageError("--fail-on: only --since REV can say what is added; name the revision, or leave out added")
    if arguments.since is not None and wanted != {failing.ADDED}:
        raise UsageError("--fail-on: --since only says what is added; write --fail-on added")
    return wanted


def _say_passed_over(arguments: argparse.Namespace, count: int) -> None:
    """In the text that people read; whoever reads another format gets nothing else on standard output."""
    line = f"{arguments.baseline} accepts {count} finding{'' if count == 1 else 's'}, not shown here"
    if arguments.format == "text":
        print_line(f"\n{line}")
    else:
        remark(line)


def _audits(look: _Look) -> list[Audit]:
    from flake8_confluence_scopes.project.audit import audited

    return [audited(app, look.settings, look.decide) for app in look.apps]


def _since(arguments: argparse.Namespace, wanted: frozenset[str] | None) -> int:
    """The old state is audited with the config files of its time, from the folder of the same name."""
    from flake8_confluence_scopes.project import revisions

    if arguments.format != "text" or arguments.baseline or arguments.write_baseline:
        raise UsageError("--since has a text of its own; leave out --format, --baseline and --write-baseline")
    if any(os.path.isabs(path) or os.pardir in path.split(os.sep) for path in arguments.paths):
        raise UsageError("--since needs paths below the working directory; name them from here")
    look = _look(arguments)
    after = _audits(look)
    here = os.getcwd()
    try:
        with revisions.checked_out(arguments.since) as folder:
            os.chdir(folder)
            try:
                arguments.paths = [path for path in arguments.paths if os.path.lexists(path)]
                before = _audits(_look(arguments, quiet=True)) if arguments.paths else []
            finally:
                os.chdir(here)
    except revisions.RevisionError as error:
        raise UsageError(str(error)) from error
    found = revisions.differences(before, after)
    print_text(revisions.rendered(arguments.since, found))
    print_line("")
    _say_last(look, after, to_output=True)
    return int(wanted is not None and any(one.added for one in found))


class _Look(NamedTuple):
    """The analysed apps, the settings of flake8, and what it silences."""

    apps: list[App]
    settings: Settings
    decide: Decide


def _look(arguments: argparse.Namespace, quiet: bool = False) -> _Look:
    """Looks through the project; ``quiet``, without a word on what of the configuration is not read."""
    from flake8_confluence_scopes import configuration
    from flake8_confluence_scopes.project import analysis, notebook, pool

    check_paths(arguments.paths)
    try:
        found = configuration.read(_forwarded(arguments), notebook.lines_of)
        if found.remark and not quiet:
            remark(found.remark)
        apps = analysis.analysed(arguments.paths, found.settings, complain, found.excluded)
        return _Look(apps, found.settings, found.decide)
    except (configuration.ConfigurationError, pool.WorkerDied) as error:
        raise UsageError(str(error)) from error


def _forwarded(arguments: argparse.Namespace) -> Sequence[str]:
    """The options that flake8's parser shall see."""
    values = vars(arguments)
    given = [(option, values[option.replace("-", "_")]) for option in _OPTIONS]
    disabled = ["--disable-noqa"] if values.get("disable_noqa") else []
    return [*disabled, *(f"--{option}={value}" for option, value in given if value is not None)]


def _is_coloured() -> bool:
    """As https://no-color.org says: any value of NO_COLOR but an empty one turns colours off."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _fix(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes import descriptors
    from flake8_confluence_scopes.project.fix import change, words
    from flake8_confluence_scopes.project.sites import name_of, near

    look = _look(arguments)
    for app in look.apps:
        declaration = app.declaration
        wanted = change(app, look.settings, arguments.remove_unused, look.decide)
        if wanted is None or not isinstance(declaration, descriptors.Descriptor):
            reason = getattr(declaration, "reason", "the catalog knows no scopes of its kind")
            label = getattr(declaration, "label", "")
            raise UsageError(f"nothing can be fixed: {f'{label} {reason}'.strip()}")
        if wanted.removed:
            said = f"{name_of(declaration)}: {words(wanted.removed)}"
            if arguments.diff:  # Standard output holds the difference alone.
                print(said, file=sys.stderr)
            else:
                print_line(said)
        if not wanted.add and not wanted.remove:
            continue
        if declaration.path is None:
            names = [name for name in (*declaration.scopes, *wanted.add) if name not in wanted.remove]
            raise UsageError(f"the scopes stand in no file; set {declaration.label} to {','.join(names)}")
        shown = near(declaration.path)
        try:
            before, after = descriptors.edited(declaration.path, wanted.add, wanted.remove)
            if arguments.diff:
                _write_diff(shown, before, after)
                continue
            descriptors.write(declaration.path, after)
        except descriptors.Unreadable as error:
            raise UsageError(f"{shown} {error}: {_words(wanted.add, wanted.remove)}") from error
        except OSError as error:
            raise UsageError(f"{shown} cannot be written: {error.strerror}") from error
        print_line(f"{shown}: {_words(wanted.add, wanted.remove)}")
    _say_last(look, to_output=not arguments.diff)


def _words(add: Sequence[str], remove: Sequence[str]) -> str:
    words = [f"add {', '.join(add)}"] if add else []
    return "; ".join([*words, f"remove {', '.join(remove)}"] if remove else words)


def _write_diff(path: str, before: bytes, after: bytes) -> None:
    import difflib

    encoding = "utf-16" if before.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    old, new = (data.decode(encoding).splitlines(keepends=True) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        print_text(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")


def _migrate(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project.migrate import migrated, render

    look = _look(arguments)
    print_text(render([migrated(app, look.settings, arguments.family) for app in look.apps]))
    _say_last(look)


def _justify(arguments: argparse.Namespace) -> None:
    from flake8_confluence_scopes.project.justify import page

    look = _look(arguments)
    audits = _audits(look)
    text = page(audits, arguments.output)
    if arguments.output is None:
        print_text(text)
    else:
        save(arguments.output, text)
    _say_last(look, audits)
