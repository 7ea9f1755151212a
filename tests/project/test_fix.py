"""The command ``fix``: which scopes it adds and removes, and that it changes nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.descriptors import NoDescriptor
from flake8_confluence_scopes.project.fix import Change, change
from flake8_confluence_scopes.settings import Settings
from tests.project.projects import app, connect, forge
from tests.support import FIXTURES

VERSION = "POST /wiki/rest/api/content/1/version"


@pytest.mark.parametrize(
    ("declared", "calls", "added"),
    [
        (["READ"], ["GET /rest/api/content"], []),
        (["READ"], ["DELETE /rest/api/content/1", "GET /rest/applinks/1.0/listApplicationLinks"], ["ADMIN"]),
        (["read:page:confluence"], [VERSION], ["write:confluence-content"]),
        (["read:content-details:confluence"], [VERSION], ["write:content:confluence"]),
        (["read:connect-confluence"], [VERSION], ["write:connect-confluence"]),
    ],
)
def test_the_smallest_addition(declared: list[str], calls: list[str], added: list[str]) -> None:
    declaration = forge(*declared) if ":" in declared[0] else connect(*declared)
    assert change(app(declaration, *calls), Settings()) == Change(tuple(added), (), ())


def test_without_a_descriptor_there_is_no_change() -> None:
    assert change(app(NoDescriptor("none")), Settings()) is None


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fixture projects, in the first of which commands run."""
    shutil.copytree(FIXTURES, tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path / "fixtures" / "quickstart")
    return tmp_path / "fixtures"


@pytest.mark.parametrize(
    "project", ["quickstart", "forge-remote", "connect-on-forge", "silenced", "unused-scope", "not-proven-scope"]
)
def test_after_a_fix_nothing_is_missing_or_left_to_fix(
    project: str, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy / project)
    assert cli.main(["fix", "--remove-unused", "--confluence-root=."]) == 0
    assert cli.main(["audit", "--fail-on=missing,unused", "--confluence-root=."]) == 0
    capsys.readouterr()
    assert cli.main(["fix", "--remove-unused", "--diff", "--confluence-root=."]) == 0
    output, errors = capsys.readouterr()
    assert (output, errors.count("\n")) == ("", 1)


def test_a_diff_changes_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    descriptor = copy / "quickstart" / "atlassian-connect.json"
    before = descriptor.read_bytes()
    assert cli.main(["fix", "--diff"]) == 0
    output = capsys.readouterr().out.splitlines()
    assert output[:2] == ["--- a/atlassian-connect.json", "+++ b/atlassian-connect.json"]
    assert [line for line in output[2:] if line[0] in "+-"] == ['-    "WRITE"', '+    "WRITE",', '+    "ADMIN"']
    assert descriptor.read_bytes() == before


def test_a_diff_of_a_file_without_a_last_line_end(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("atlassian-connect.json").write_bytes('\ufeff{"scopes": ["READ"]}'.encode("utf-16-le"))
    assert cli.main(["fix", "--diff"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        '+{"scopes": ["READ", "ADMIN"]}',
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("[", [], "nothing can be fixed: atlassian-connect.json is not JSON: Expecting value (line 1, column 2)"),
        (
            '{"scopes": ["READ"], "x": {{ x }}}',
            [],
            "atlassian-connect.json is a template; edit its scopes by hand: add ADMIN",
        ),
        ("{}", ["--confluence-scopes=READ"], "the scopes stand in no file; set --confluence-scopes to READ,ADMIN"),
        (
            "{}",
            ["--confluence-scopes=read:page:confluence", "--confluence-catalog=connect-2014"],
            "nothing can be fixed: --confluence-scopes the catalog knows no scopes of its kind",
        ),
    ],
)
def test_what_cannot_be_fixed_is_one_sentence(
    copy: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], sentence: str
) -> None:
    Path("atlassian-connect.json").write_text(text)
    assert cli.main(["fix", *options]) == 2
    assert capsys.readouterr() == ("", f"confluence-scopes: {sentence}\n")


EXPRESS = """\
{
  "baseUrl": "{{localBaseUrl}}",
  "scopes": ["READ"],
  "modules": {"webItems": [{"url": "{{x}}"}]}
}
"""


def test_json_with_markup_in_its_texts_is_edited_as_json(copy: Path) -> None:
    descriptor = copy / "express-descriptor" / "atlassian-connect.json"
    before = descriptor.read_text(encoding="utf-8")
    assert cli.main(["fix", "--confluence-root=../express-descriptor", "../express-descriptor"]) == 0
    assert descriptor.read_text(encoding="utf-8") == before.replace('["READ"]', '["READ", "WRITE"]')


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"{{localBaseUrl}}"', "{{localBaseUrl}}", "atlassian-connect.json is a template; edit its scopes by hand: add ADMIN"),
        (
            '"READ"',
            '"READ", "{{scope}}"',
            'nothing can be fixed: atlassian-connect.json is a template without one literal "scopes" list; '
            "set confluence-scopes instead",
        ),
    ],
)
def test_other_markup_is_left_to_people(
    copy: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, sentence: str
) -> None:
    text = EXPRESS.replace(old, new)
    Path("atlassian-connect.json").write_text(text, encoding="utf-8")
    assert cli.main(["fix"]) == 2
    assert capsys.readouterr() == ("", f"confluence-scopes: {sentence}\n")
    assert Path("atlassian-connect.json").read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(source: str, target: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert cli.main(["fix"]) == 2
    assert capsys.readouterr().err == "confluence-scopes: atlassian-connect.json cannot be written: Permission denied\n"


def test_nothing_is_added_for_what_is_silenced(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy / "silenced")
    descriptor = Path("atlassian-connect.json")
    before = descriptor.read_bytes()
    assert cli.main(["fix", "generated", "legacy.py"]) == 0
    assert descriptor.read_bytes() == before
    assert cli.main(["fix", "--disable-noqa", "generated"]) == 0
    assert descriptor.read_bytes() == before
    assert cli.main(["fix", "--disable-noqa", "legacy.py"]) == 0
    assert b'"WRITE", "DELETE"' in descriptor.read_bytes()
