"""The command ``check``: what it shows, where it reads from, and how it exits."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli, unsaved
from flake8_confluence_scopes.commands import check
from tests.support import FIXTURES, ROOT

EXPECTED = Path(__file__).parent / "expected"
SOURCE = 'import requests\n\nrequests.delete("https://a.atlassian.net/wiki/rest/api/content/1")\n'
FOUND = "CFS101 DELETE /wiki/rest/api/content/1 needs scope DELETE; atlassian-connect.json lacks it"
PAGE = "https://github.com/flake8-confluence-scopes/flake8-confluence-scopes/blob/main/docs/rules.md#cfs101"
SHOWN = f"""\
{FOUND}
 --> app.py:3:17
  |
3 | requests.delete("https://a.atlassian.net/wiki/rest/api/content/1")
  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
help: run `confluence-scopes fix`: it adds DELETE to atlassian-connect.json
missing-scope: {PAGE}

"""
SUMMARY = "1 finding in 1 file: 1 missing-scope\n`confluence-scopes fix` mends 1 of them.\n"
LAST = "1 call in 1 file\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app that declares too little, as the working directory, before a terminal of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / ".git").mkdir()
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}')
    (tmp_path / "app.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def said(project: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


class Said:
    """Runs the command; gives the exit code, standard output and standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = cli.main(["check", *arguments])
        return code, *self._capsys.readouterr()

    def of_input(self, data: bytes, *arguments: str) -> tuple[int, str, str]:
        """The same, with standard input."""
        with pytest.MonkeyPatch.context() as context:
            context.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            return self("-", *arguments)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("quickstart", ()),
        ("forge-remote", ()),
        ("notebook", ("--confluence-scopes=read:me",)),
        ("unreadable-descriptor", ()),
        ("unchecked-file", ()),
    ],
)
def test_a_project(
    name: str, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FIXTURES / name)
    monkeypatch.setenv("COLUMNS", "100")
    assert cli.main(["check", *options]) == 1
    assert capsys.readouterr() == ((EXPECTED / f"{name}.full").read_text(encoding="utf-8"), "")


def test_the_page_shows_what_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    ((arguments, output),) = re.findall(r"^```console\n\$ confluence-scopes (.+)\n((?:.*\n)*?)```$", page, re.MULTILINE)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    cli.main(arguments.split())
    assert capsys.readouterr().out == output


def test_a_finding_is_shown_with_its_source_and_the_next_step(said: Said) -> None:
    assert said() == (1, SHOWN + SUMMARY + LAST, "")
    assert said("app.py", "--quiet") == (1, SHOWN, "")
    assert said("--exit-zero") == (0, SHOWN + SUMMARY + LAST, "")


def test_the_command_that_mends_names_the_same_paths(said: Said, project: Path) -> None:
    (project / "a b").mkdir()
    (project / "app.py").rename(project / "a b" / "app.py")
    assert "`confluence-scopes fix 'a b'` mends 1 of them.\n" in said("a b")[1]


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        ('{"scopes": ["READ", "DELTE"]}', ["2 findings in 2 files: 1 missing-scope, 1 unknown-scope", "2"]),
        # Nothing is like the first, and nothing needs what the second perhaps means: that is left to people.
        ('{"scopes": ["READ", "XYZZY"]}', ["2 findings in 2 files: 1 missing-scope, 1 unknown-scope", "1"]),
        ('{"scopes": ["DELETE", "SPACE_ADMN"]}', ["1 finding in 1 file: 1 unknown-scope", "0"]),
        # It stands beside the right one.
        ('{"scopes": ["DELETE", "DELTE"]}', ["1 finding in 1 file: 1 unknown-scope", "1"]),
        # A template is changed by hand.
        ('{"scopes": ["READ", "DELTE"], "x": {{ x }}}', ["2 findings in 2 files: 1 missing-scope, 1 unknown-scope", "0"]),
    ],
)
def test_the_summary_counts_what_fix_mends(said: Said, project: Path, declared: str, lines: list[str]) -> None:
    (project / "atlassian-connect.json").write_text(declared, encoding="utf-8")
    counted, mended = lines
    text = said()[1]
    assert f"\n{counted}\n" in text
    assert re.findall(r"fix` mends (\d+) of them", text) == [mended] * (mended != "0")


def test_what_no_file_declares_is_not_mended(said: Said) -> None:
    _, output, _ = said("--confluence-scopes=READ")
    assert "help: add DELETE to --confluence-scopes\n" in output
    assert "1 finding in 1 file: 1 missing-scope\n" + LAST == output[-len(LAST) - 37 :]


def test_nothing_to_find(said: Said) -> None:
    assert said("--confluence-scopes=DELETE") == (0, "No findings.\n" + LAST, "")
    assert said("--confluence-scopes=DELETE", "-q") == (0, "", "")


def test_the_formats(said: Said, project: Path) -> None:
    assert said("--format=concise") == (1, f"app.py:3:17: {FOUND}\n", LAST)
    code, output, errors = said("--format=json")
    (app,) = json.loads(output)["apps"]
    assert (code, errors, [len(app[name]) for name in ("required", "missing", "unused")]) == (1, LAST, [0, 1, 0])
    for form, beginning in (("sarif", '{\n "$schema"'), ("github", "::error "), ("gitlab", "[\n"), ("markdown", "# ")):
        assert said(f"--format={form}", "-q")[1].startswith(beginning)
    assert {"full", *check.FORMATS} == {"full", "concise", "json", "markdown", "sarif", "github", "gitlab"}


def test_the_findings_go_to_a_file(said: Said, project: Path) -> None:
    assert said("-o", "found.txt") == (1, "", LAST)
    assert (project / "found.txt").read_text(encoding="utf-8") == SHOWN + SUMMARY
    assert said("-o", "no/found.txt") == (
        2,
        "",
        "confluence-scopes: no/found.txt cannot be written: No such file or directory; name another file\n",
    )


def test_the_codes_are_selected_as_in_flake8(said: Said) -> None:
    for options in (["--select=CFS2"], ["--ignore=CFS101"], ["--extend-ignore=CFS1"]):
        assert said(*options)[:2] == (0, "No findings.\n" + LAST)
    assert "CFS105 DELETE /wiki/rest/api/content/1 was removed" in said("--extend-select=CFS105")[1]


def test_a_code_that_does_not_exist_is_no_run_without_findings(said: Said) -> None:
    assert said("--select=CF101") == (
        2,
        "",
        "confluence-scopes: --select: there is no code CF101 here; did you mean CFS101?\n",
    )
    for options in (["--ignore=E9, CFS301"], ["--select=E9,CFS1"], ["--extend-select=W", "--extend-ignore=C9"]):
        assert said(*options)[0] in (0, 1)
    assert said("--extend-ignore=E9,CFS3o1")[2].startswith("confluence-scopes: --extend-ignore: there is no code CFS3o1 here; ")


def test_a_comment_counts(said: Said, project: Path) -> None:
    (project / "app.py").write_text(SOURCE.replace("\n", "  # noqa: CFS101\n"))
    assert said()[0] == 0
    assert said("--disable-noqa")[0] == 1


@pytest.mark.parametrize(
    ("option", "terminal", "coloured"),
    [("auto", True, True), ("auto", False, False), ("always", False, True), ("never", True, False)],
)
def test_the_colours(said: Said, option: str, terminal: bool, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    _, output, _ = said(f"--color={option}")
    assert ("\x1b[1;91mCFS101\x1b[0m" in output) == coloured
    assert check_plain(output) == SHOWN + SUMMARY + LAST
    monkeypatch.setenv("NO_COLOR", "1")
    assert ("\x1b[" in said("--color=auto")[1], "\x1b[" in said(f"--color={option}", "-ofound.txt")[1]) == (False, False)


def check_plain(text: str) -> str:
    """A text without its colours."""
    first, *others = text.split("\x1b[")
    return first + "".join(other.partition("m")[2] for other in others)


def test_standard_input(said: Said, project: Path) -> None:
    (project / "app.py").unlink()
    assert said.of_input(SOURCE.encode()) == (1, (SHOWN + SUMMARY + LAST).replace("app.py", "stdin"), "")
    (project / "app.py").write_text("")
    output = said.of_input(SOURCE.encode(), "--stdin-filename=app.py")[1]
    assert output == (SHOWN + SUMMARY + LAST).replace("fix` mends", "fix app.py` mends")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SOURCE.encode()[:-1], [3]),
        (SOURCE.encode("utf-8-sig").replace(b"\n", b"\r\n"), [3]),
        (b"# coding: latin-1\n" + SOURCE.encode() + b"# \xfc", [4]),
        (SOURCE.replace("1\")", "1\")  # noqa").encode(), []),
        (b"", []),
        (b'print "old"\nrequests.delete("/rest/api/content")', [1]),
    ],
)
def test_every_kind_of_standard_input(said: Said, project: Path, data: bytes, expected: list[int]) -> None:
    code, output, errors = said.of_input(data, "--stdin-filename=app.py", "--format=concise")
    assert [int(line.split(":")[1]) for line in output.splitlines()] == expected
    assert (code, " in 1 file" in errors) == (bool(expected), True)
    assert unsaved.at(str(project / "app.py")) is None


@pytest.mark.parametrize(
    ("data", "arguments", "sentence"),
    [
        (b"\xff\xfe\x00", [], "standard input is not text in the encoding that it declares, or else UTF-8"),
        (b"# coding: nonsense", [], "standard input is not text in the encoding that it declares, or else UTF-8"),
        (b"", ["--stdin-filename=a.ipynb"], "a notebook is not read from standard input; name its file instead"),
        (b"", ["app.py"], "standard input is one file; write - alone, and look at the others in another run"),
    ],
)
def test_standard_input_that_cannot_be_read(said: Said, data: bytes, arguments: list[str], sentence: str) -> None:
    assert said.of_input(data, *arguments) == (2, "", f"confluence-scopes: {sentence}\n")


def test_standard_input_that_is_closed(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert said("-") == (2, "", "confluence-scopes: standard input is closed; name a file in its place\n")


def test_what_was_asked_wrongly(said: Said) -> None:
    assert said("--stdin-filename=a.py")[0::2] == (
        2,
        "confluence-scopes: --stdin-filename is the name of standard input; write - as the path\n",
    )
    assert said("gone")[0::2] == (2, "confluence-scopes: there is no file or directory gone; name what to look through\n")


def test_a_narrow_terminal_and_a_long_line(said: Said, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    (project / "app.py").write_text(SOURCE.replace("requests.delete", "x = [" + "1, " * 50 + "]; requests.delete"))
    source = [line for line in said()[1].splitlines() if line[:3] in ("3 |", "  |")]
    assert source == [
        "  |",
        '3 | ...s.delete("https://a.atlassian....',
        "  |             " + "^" * 21,
        "  |",
    ]


def test_an_argument_of_several_lines(said: Said, project: Path) -> None:
    url = '\tbase +\r\n\r\n\t"/wiki/rest/api/content/1"'
    (project / "app.py").write_bytes(f'import requests\r\nbase = "\u65e5"; requests.delete(\r\n{url})'.encode())
    assert said("-q")[1].splitlines()[1:10] == [
        " --> app.py:3:2",
        "  |",
        '2 |   base = "\u65e5"; requests.delete(',
        "3 | /     base +",
        "4 | |",
        '5 | |     "/wiki/rest/api/content/1")',
        "  | |______________________________^",
        "  |",
        "help: run `confluence-scopes fix`: it adds DELETE to atlassian-connect.json",
    ]


def test_of_an_argument_of_many_lines_some_are_left_out(said: Said, project: Path) -> None:
    url = '"/wiki/rest/api/content/"' + "\n    ''" * 9 + '\n    "1"'
    (project / "app.py").write_text(f"import requests\n\nrequests.delete({url})")
    assert said("-q", "--color=always")[1].splitlines()[3:11] == [
        f"\x1b[1;94m{frame}\x1b[0m {text}".rstrip()
        for frame, text in (
            (" 3 |", '  requests.delete("/wiki/rest/api/content/"'),
            ("   |", "\x1b[1;91m _________________^\x1b[0m"),
            (" 4 |", "\x1b[1;91m| \x1b[0m    ''"),
            (" 5 |", "\x1b[1;91m| \x1b[0m    ''"),
            ("... ", "\x1b[1;91m| \x1b[0m"),
            ("13 |", '\x1b[1;91m| \x1b[0m    "1")'),
            ("   |", "\x1b[1;91m|_______^\x1b[0m"),
            ("   |", ""),
        )
    ]


def test_a_file_that_is_no_source_is_named_alone(said: Said, project: Path) -> None:
    (project / "atlassian-connect.json").write_text('{"scopes": ["DELETE", "RAED"]}', encoding="utf-16")
    assert said("-q")[1].splitlines()[:3] == [
        "CFS203 atlassian-connect.json declares RAED, which is no scope of Confluence; did you mean READ?",
        " --> atlassian-connect.json:1:1",
        "help: put READ in its place: `confluence-scopes fix` does, where something needs READ",
    ]
