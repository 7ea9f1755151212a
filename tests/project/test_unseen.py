"""What an open URL leaves of "unused": the scopes of operations with its method, unless a comment says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.project.analysis import analysed
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.settings import Settings
from tests.project.test_analysis import put
from tests.support import run_flake8_here

HEAD = "import os, requests\n"
SCOPES = ("READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def judged(*declared: str) -> dict[str, list[str]]:
    """The scopes of each verdict."""
    (app,) = analysed(["."], Settings(scopes=declared), lambda path, reason: None)
    audit = audited(app, Settings(scopes=declared))
    found: dict[str, list[str]] = {}
    for entry in (*audit.of("unused"), *audit.of("not_proven")):
        found.setdefault(entry.kind, []).append(entry.subject)
    return found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("requests.get(os.environ['URL'])", {"not_proven": ["read:page:confluence"], "unused": ["delete:page:confluence"]}),
        # Some operations with DELETE need a scope to read, too.
        ("requests.delete(os.environ['URL'])", {"not_proven": ["read:page:confluence", "delete:page:confluence"]}),
        ("requests.head(os.environ['URL'])", {"unused": ["read:page:confluence", "delete:page:confluence"]}),
        ("def page(url):\n    requests.get(url)", {"not_proven": ["read:page:confluence"], "unused": ["delete:page:confluence"]}),
        (
            "def page(url):\n    requests.get(url)\npage('https://example.com/')",
            {"unused": ["read:page:confluence", "delete:page:confluence"]},
        ),
        (
            "def page(url):\n    requests.get(url)\npage(os.environ['URL'])",
            {"not_proven": ["read:page:confluence"], "unused": ["delete:page:confluence"]},
        ),
        (
            "def one(method, url):\n    requests.request(method, url)",
            {"not_proven": ["read:page:confluence", "delete:page:confluence"]},
        ),
        (
            "import atlassian\natlassian.Confluence(url='x').get_page(1)",
            {"not_proven": ["read:page:confluence", "delete:page:confluence"]},
        ),
        ("def one(client):\n    client.get('/login')", {"unused": ["read:page:confluence", "delete:page:confluence"]}),
        (
            "def one(client):\n    client.get('/pages/1')",
            {"not_proven": ["read:page:confluence"], "unused": ["delete:page:confluence"]},
        ),
    ],
)
def test_what_is_proven(project: Path, code: str, expected: dict[str, list[str]]) -> None:
    put(project / "app.py", HEAD + code + "\n")
    assert judged("read:page:confluence", "delete:page:confluence") == expected


def test_a_connect_scope_that_implies_others(project: Path) -> None:
    put(project / "app.py", HEAD + "def drop(kind):\n    requests.delete(f'https://x/wiki/rest/api/{kind}')\n")
    assert "unused" not in judged("READ", "WRITE", "DELETE")


def test_a_comment_that_names_the_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(project / "atlassian-connect.json", '{"scopes": ["READ"]}')
    for comment, kind in (("", "Perhaps unused"), ("  # noqa", "Perhaps unused"), ("  # noqa: CFS301", "Unused")):
        put(project / "app.py", f"{HEAD}requests.get(os.environ['URL']){comment}\n")
        assert cli.main(["audit"]) == 0
        assert f"{kind} scopes" in capsys.readouterr().out


def test_flake8_and_the_audit_name_the_same_open_requests(project: Path) -> None:
    """A function that somebody calls, be it in another file, is left to its callers."""
    functions = "def page(url):\n    requests.get(url)\ndef other(url):\n    requests.get(url)\n"
    put(project / "wiki.py", f"{HEAD}confluence = 1\n{functions}")
    put(project / "app.py", "import wiki\nwiki.page(input())\n")
    put(project / ".flake8", "[flake8]\nextend-select = CFS301\nextend-ignore = E,F\nconfluence-scopes = READ\n")
    found = run_flake8_here(cwd=project).findings()
    assert [(one.path, one.line, one.column, one.code) for one in found] == [("wiki.py", 6, 17, "CFS301")]
