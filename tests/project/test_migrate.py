"""The commands ``migrate`` and ``justify``; ``tests/project/expected`` holds their output for some fixture projects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli, scopes
from flake8_confluence_scopes.descriptors import Declaration, NoDescriptor
from flake8_confluence_scopes.descriptors import forge as manifest
from flake8_confluence_scopes.project.analysis import analysed
from flake8_confluence_scopes.project.migrate import Migration, migrated, render
from flake8_confluence_scopes.project.sites import shown
from flake8_confluence_scopes.settings import Settings
from tests.calls.models import acme_file, acme_in_force
from tests.project.projects import app, connect
from tests.support import FIXTURES

EXPECTED = Path(__file__).parent / "expected"
VERSION = "POST /wiki/rest/api/content/1/version"
GRANULAR = ["read:content-details:confluence", "write:content:confluence"]


@pytest.mark.parametrize("project", ["quickstart", "unused-scope", "undecided-call", "no-descriptor", "oauth-integration"])
@pytest.mark.parametrize("command", ["migrate", "justify"])
def test_the_output(
    command: str, project: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FIXTURES / project)
    assert cli.main([command]) == 0
    output, errors = capsys.readouterr()
    assert output == (EXPECTED / f"{project}.{command}").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+ calls? in \d+ files?(; [^\n]+)?\n", errors)


def migration(*operations: str, declared: Declaration = connect("READ"), family: str = "classic") -> Migration:
    return migrated(app(declared, *operations), Settings(), family)


@pytest.mark.parametrize(
    ("operations", "family", "expected"),
    [
        ([VERSION], "classic", ["write:confluence-content"]),
        ([VERSION], "granular", GRANULAR),
        (["GET /wiki/api/v2/pages"], "classic", ["read:page:confluence"]),
        (["GET /wiki/api/v2/pages", VERSION], "granular", sorted(["read:page:confluence", *GRANULAR])),
        (["GET /rest/mywork/1/task"], "classic", []),
    ],
)
def test_the_scopes_of_a_family(operations: list[str], family: str, expected: list[str]) -> None:
    found = migration(*operations, family=family)
    assert list(found.scopes) == expected
    assert manifest.scopes(render([found]).encode()) == tuple(expected)


def test_what_needs_a_look() -> None:
    found = migration("GET /rest/mywork/1/task", "GET /wiki/rest/api/space", "? /wiki/rest/api/space")
    assert [one.code for one in found.closed] == ["CFS103"]
    assert [one.code for one in found.outdated] == ["CFS105"]
    assert [one.code for one in found.undecided] == ["CFS301"]


def test_what_other_releases_of_a_library_send(tmp_path: Path) -> None:
    file = tmp_path / "app.py"
    file.write_text(
        "import acme\nwiki = acme.Wiki('u')\nwiki.old_page_list(); wiki.find_spaces(); wiki.read_page(1); wiki.write_page(1)\n",
        encoding="utf-8",
    )
    with acme_in_force():
        (only,) = analysed([str(file)], Settings(root=str(tmp_path), clients=(acme_file(tmp_path),)), print)
        found = migrated(only, Settings())
    assert [one.message for one in found.libraries] == [
        "Wiki.old_page_list of acme-client: 1.0.0 to 1.9.0: GET /rest/api/content; "
        "2.0.0 to 3.0.0: no such method for Confluence Cloud",
        "Wiki.find_spaces of acme-client: 1.0.0 to 1.9.0: GET /rest/api/space/_all; 2.0.0 to 3.0.0: GET /api/v2/spaces",
    ]
    assert "# Releases of the library differ in what these calls send:" in render([found])


def test_what_the_list_leaves_out_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {
        "atlassian-connect.json": '{"scopes": ["READ"]}',
        "app.py": "confluence = 1\nimport requests\nrequests.put(input())\nrequests.get(input())  # noqa: CFS301\n",
        "broken.py": "import requests\nrequests.get(\n",
        "page.js": "AP.request('/rest/api/content')\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert cli.main(["migrate"]) == 0
    output = capsys.readouterr()
    assert output.out.splitlines()[1:] == [
        "#",
        "# These calls are not decided, their scopes are not in the list:",
        "#   app.py:3:14  PUT {} is not checked: the URL is not known: input(...)",
        "#",
        "# These files may call, their scopes are not in the list:",
        "#   broken.py is not checked: Python cannot parse it (SyntaxError in line 2)",
        "#   page.js:1 mentions a REST root, and JavaScript is not read",
        "permissions:",
        "  scopes: []",
    ]
    assert output.err == "2 calls in 2 files; 2 not decided; not read: 1 file, 1 other file that may call\n"


def test_impersonation_is_no_scope_on_forge() -> None:
    assert "allowImpersonation" in render([migration(declared=connect("ACT_AS_USER"))])
    assert "allowImpersonation" not in render([migration(declared=NoDescriptor("none"))])


@pytest.mark.parametrize(("catalog", "asked"), [("connect-2014", "cloud"), ("cloud", "cloud"), ("", "cloud")])
def test_a_catalog_of_connect_scopes_cannot_be_asked(catalog: str, asked: str) -> None:
    assert migrated(app(connect("READ"), VERSION), Settings(catalog=catalog or None)).catalog == asked
    assert scopes.load(asked).family == "oauth"


def test_the_links_of_a_page_count_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "src" / "a b.py").write_text("import requests\nrequests.get('/wiki/rest/api/content')\n")
    monkeypatch.chdir(tmp_path / "src")
    page = tmp_path / "docs" / "scopes.md"
    assert cli.main(["justify", "--confluence-scopes=READ", "-o", str(page)]) == 0
    assert "| [a b.py:2](../src/a%20b.py#L2) |" in page.read_text()
    assert capsys.readouterr().out == ""
    assert cli.main(["justify", "--confluence-scopes=READ", "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err.endswith("cannot be written: Is a directory; name another file\n")


def test_a_name_stays_on_its_line() -> None:
    assert shown("./a\nb\udcff.py") == "a\\nb\\udcff.py"
