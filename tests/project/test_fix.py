"""The command ``fix``: which scopes it adds and removes, and that it changes nothing else."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.descriptors import Event, NoDescriptor
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.fix import CannotFix, change
from flake8_confluence_scopes.project.fix_report import lines
from flake8_confluence_scopes.settings import Settings
from tests.calls.models import acme_file
from tests.project.projects import app, connect, forge
from tests.support import FIXTURES

CLASSIC = ("read:confluence-props", "read:confluence-user")
VERSION = "POST /wiki/rest/api/content/1/version"


@pytest.mark.parametrize(
    ("declared", "calls", "added"),
    [
        (["READ"], ["GET /rest/api/content"], []),
        (["READ"], ["DELETE /rest/api/content/1", "GET /rest/applinks/1.0/listApplicationLinks"], ["ADMIN"]),
        (["read:page:confluence"], [VERSION], ["read:content-details:confluence", "write:content:confluence"]),
        (["read:confluence-content.all"], [VERSION], ["write:confluence-content"]),
        (["read:content-details:confluence", *CLASSIC], [VERSION], ["write:confluence-content"]),
        (["read:page:confluence", "search:confluence"], [VERSION], ["write:confluence-content"]),
        (["read:page:confluence", "read:label:confluence"], ["GET /wiki/rest/api/search"], ["read:content-details:confluence"]),
        (["read:content-details:confluence"], [VERSION], ["write:content:confluence"]),
        (["read:connect-confluence"], [VERSION], ["write:connect-confluence"]),
    ],
)
def test_the_smallest_addition(declared: list[str], calls: list[str], added: list[str]) -> None:
    declaration = forge(*declared) if ":" in declared[0] else connect(*declared)
    assert change(app(declaration, *calls), Settings()).added == tuple(added)


@pytest.mark.parametrize("family", ["classic", "granular"])
def test_a_family_is_asked_for(family: str) -> None:
    granular = ("read:content-details:confluence", "write:content:confluence")
    added = {"classic": ("write:confluence-content",), "granular": granular}
    for declared in ("read:page:confluence", "read:confluence-content.all"):
        assert change(app(forge(declared), VERSION), Settings(), family=family).added == added[family]
    # What only one family opens is opened by that one.
    assert change(app(forge("storage:app"), "GET /wiki/api/v2/pages"), Settings(), family=family).added == (
        "read:page:confluence",
    )


@pytest.mark.parametrize(
    ("declared", "calls"),
    [
        (["read:page:confluence"], [VERSION]),
        (["read:confluence-content.all"], [VERSION]),
        (["read:content-details:confluence"], [VERSION]),
        (["read:connect-confluence"], [VERSION]),
        (["storage:app"], [VERSION]),
    ],
)
def test_the_message_names_what_fix_adds(declared: list[str], calls: list[str]) -> None:
    one = app(forge(*declared), *calls)
    (missing,) = audited(one, Settings()).of("missing")
    added = ", ".join(change(one, Settings()).added)
    assert missing.helps[0] == f"run `confluence-scopes fix`: it adds {added} to manifest.yml"


def test_what_is_added_first_changes_no_promise() -> None:
    """Two granular scopes, of operations that have no others, make no granular manifest of an empty one."""
    one = app(forge(), "GET /wiki/api/v2/pages/1", "PUT /wiki/api/v2/pages/1", "POST /wiki/rest/api/content/1/label")
    promised = [re.findall(r"adds (.+) to", step)[0] for entry in audited(one, Settings()).of("missing") for step in entry.helps]
    assert promised == ["read:page:confluence", "write:page:confluence", "write:confluence-content"]
    assert list(change(one, Settings()).added) == promised


def test_without_a_descriptor_there_is_no_change() -> None:
    with pytest.raises(CannotFix, match="^nothing can be fixed: none$"):
        change(app(NoDescriptor("none")), Settings())


READ, PUT, DELETE = "GET /rest/api/content", "PUT /rest/api/content/1", "DELETE /rest/api/content/1"


@pytest.mark.parametrize(
    ("declared", "calls", "after"),
    [
        (["READ", "WRIT"], [PUT], ["READ", "WRITE"]),
        # It is needed only beside another one, which implies it.
        (["READ", "WRIT"], [PUT, DELETE], ["READ", "DELETE"]),
        (["READ", "DELTE", "WRIT"], [PUT, DELETE], ["READ", "DELETE"]),
        (["WRIT", "WRITE"], [PUT], ["WRITE"]),
        (["WRIT", "WRITEE"], [PUT], ["WRITE"]),
        # It is more than a call needs.
        (["READ", "ADMIM"], [PUT], ["READ", "ADMIM", "WRITE"]),
        (["READ", "ADMIM", "ADMIN"], [PUT], ["READ", "ADMIN"]),
        # Nothing needs what is perhaps meant: that is left to people.
        (["READ", "WRIT"], [READ], ["READ", "WRIT"]),
        (["READ", "PROJCT_ADM"], [PUT], ["READ", "PROJCT_ADM", "WRITE"]),
    ],
)
def test_a_misspelled_scope_is_put_right_rather_than_doubled(declared: list[str], calls: list[str], after: list[str]) -> None:
    found = change(app(connect(*declared), *calls), Settings())
    assert found.applied_to(declared) == after
    assert [entry.code for entry in found.left] == ["CFS203"] * sum(one in declared for one in after if one[-1] in "TM")


def test_a_misspelled_scope_beside_another_alternative_is_left_to_people() -> None:
    declared = ["read:confluence-groups", "read:groups:confluence"]
    found = change(app(forge(*declared), "GET /wiki/rest/api/group"), Settings())
    assert found.applied_to(declared) == declared
    assert [entry.code for entry in found.left] == ["CFS203"]


def test_a_misspelled_scope_that_an_event_needs_is_put_right() -> None:
    manifest = forge("read:page:confluence", "read:confluence-content.sumary")
    manifest = manifest._replace(events=(Event("avi:confluence:created:page", 9),))
    found = change(app(manifest, "GET /wiki/api/v2/pages"), Settings())
    assert (found.replace, found.add) == ((("read:confluence-content.sumary", "read:confluence-content.summary"),), ())


def test_what_is_said_of_additions() -> None:
    found = change(app(connect("READ"), PUT, DELETE, PUT, *([DELETE] * 3)), Settings())
    (first, *_) = lines("x.json", found, 6, would=True)
    assert first == (
        "x.json: would add DELETE, which implies WRITE, for 6 calls: PUT /rest/api/content/1 at app.py:4, "
        "DELETE /rest/api/content/1 at app.py:5, PUT /rest/api/content/1 at app.py:6, and 3 more"
    )
    found = change(app(forge("read:connect-confluence"), "PUT /wiki/rest/api/content/1/restriction", DELETE), Settings())
    assert next(lines("x.yml", found, 6)).startswith(
        "x.yml: added delete:connect-confluence, which implies write:connect-confluence, for 2 calls: "
    )


@pytest.mark.parametrize(
    ("declared", "calls", "said"),
    [
        (["READ"], [], ["x: nothing to do, no call of Confluence was found"]),
        (["READ"], [READ], ["x: nothing to do, it declares what the call needs"]),
        (["READ"], [READ, READ], ["x: nothing to do, it declares what the 2 calls need"]),
        (
            ["READ"],
            ["? /rest/api/content", "? /rest/api/content/1"],
            [
                "x: nothing to add",
                "left to you: 2 calls that are not decided and may need more scopes",
                "  help: run `confluence-scopes audit`, which says why, and write the method and path so that they can be read",
            ],
        ),
    ],
)
def test_what_is_said_where_nothing_is_added(declared: list[str], calls: list[str], said: list[str]) -> None:
    assert list(lines("x", change(app(connect(*declared), *calls), Settings()), len(calls))) == said


def test_problems_are_listed_by_what_they_say() -> None:
    closed = [f"POST /wiki/rest/api/shelf{number}" for number in range(12)]
    found = list(lines("x", change(app(connect("READ"), *closed, *closed), Settings()), 24))
    assert found[1].startswith("left to you: app.py:4:") and found[1].endswith(" (and at 1 more)")
    assert found[2].startswith("  help: ")
    assert found[-1] == "left to you: 2 more; `confluence-scopes audit` lists them"
    assert len(found) == 1 + 2 * 10 + 1


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
    assert (output, ": would " in errors) == ("", False)


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
            "nothing can be fixed: connect-2014 knows Connect scopes only, and --confluence-scopes declares OAuth scopes; "
            "set confluence-catalog to cloud",
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


def test_all_that_named_methods_request_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    descriptor = tmp_path / "atlassian-connect.json"
    descriptor.write_text('{"scopes": ["READ", "WIRTE"]}', encoding="utf-8")
    # In `acme`, a page that is there is written by PUT and read; another mode also deletes a space.
    calls = "wiki.write_page('a', page_id=1)\nwiki.write_page('b', mode='no')\nwiki.quiet()\n"
    (tmp_path / "app.py").write_text(f"import acme\nwiki = acme.Wiki('u')\n{calls}", encoding="utf-8")
    assert cli.main(["fix", "--confluence-root=.", f"--confluence-clients={acme_file(tmp_path)}"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "atlassian-connect.json: added DELETE, which implies WRITE, for 2 calls: PUT /rest/api/content/1 at app.py:3, "
        "POST /rest/api/content at app.py:4, DELETE /rest/api/space/A at app.py:4",
        "atlassian-connect.json: removed WIRTE, which is no scope: WRITE is declared or implied",
        "2 calls in 1 file",
    ]
    assert descriptor.read_text(encoding="utf-8") == '{"scopes": ["READ", "DELETE"]}'


def test_several_descriptors_in_one_run(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "several"
    texts = {"a": '{"scopes": ["READ"]}', "b": "[", "c": '{"scopes": ["READ", "WRIT", "WRTE"]}', "d": "{"}
    for name, text in texts.items():
        (root / name).mkdir(parents=True)
        (root / name / "atlassian-connect.json").write_text(text, encoding="utf-8")
        (root / name / "app.py").write_text('import requests\nrequests.put("/rest/api/content/1")\n', encoding="utf-8")
    (root / "setup.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(root)
    assert cli.main(["fix"]) == 2
    output, errors = capsys.readouterr()
    assert output.splitlines() == [
        "a/atlassian-connect.json: added WRITE, for 1 call: PUT /rest/api/content/1 at a/app.py:2",
        "c/atlassian-connect.json: wrote WRITE for WRIT, which is no scope",
        "c/atlassian-connect.json: removed WRTE, which is no scope: WRITE is declared or implied",
        "4 calls in 5 files",
    ]
    assert [line.partition(" is not ")[0] for line in errors.splitlines()] == [
        "confluence-scopes: nothing can be fixed: atlassian-connect.json",
        "confluence-scopes: nothing can be fixed: atlassian-connect.json",
    ]
    assert (root / "c" / "atlassian-connect.json").read_text(encoding="utf-8") == '{"scopes": ["READ", "WRITE"]}'


def test_a_misspelled_scope_in_an_option_is_put_right_by_hand(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fix", "--confluence-scopes=READ,ADMN"]) == 2
    assert capsys.readouterr().err == (
        "confluence-scopes: the scopes stand in no file; set --confluence-scopes to READ,ADMIN\n"
    )


def test_a_misspelled_scope_in_a_template_is_put_right_by_hand(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("atlassian-connect.json").write_text('{"scopes": ["READ", "ADMN", "WRTE"], "x": {{ x }}}')
    assert cli.main(["fix"]) == 2
    assert capsys.readouterr().err == (
        "confluence-scopes: atlassian-connect.json is a template; edit its scopes by hand: write ADMIN for ADMN; remove WRTE\n"
    )


def test_a_folder_that_cannot_be_written(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(source: str, target: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert cli.main(["fix"]) == 2
    assert capsys.readouterr().err == (
        "confluence-scopes: atlassian-connect.json cannot be written: Permission denied; "
        "make it writable, or edit it as `confluence-scopes fix --diff` shows\n"
    )


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
