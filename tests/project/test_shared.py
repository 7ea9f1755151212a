"""Files that are not one app's alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes import cli, configuration
from flake8_confluence_scopes.commands.looking import Look, audits_of
from flake8_confluence_scopes.project import notebook
from flake8_confluence_scopes.project.analysis import analysed
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.report import Entry
from flake8_confluence_scopes.settings import Settings
from tests.project.test_analysis import put

MANIFEST = "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence\n    - write:page:confluence\n"
GET = 'import requests\nrequests.get("https://x/wiki/api/v2/pages/1")\n'
SYNC = 'import requests\ndef sync():\n    requests.put("https://x/wiki/api/v2/pages/1")\n'
SHARED = "a file that is not this app's alone sends a call that needs it"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for name in ("one", "two"):
        put(tmp_path / name / "manifest.yml", MANIFEST)
        put(tmp_path / name / "app.py", GET)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_scope(*paths: str) -> Entry:
    """What is said of the scope that no call of the app ``one`` needs."""
    audits = (audited(app, Settings()) for app in analysed(paths or (".",), Settings(), lambda path, reason: None))
    (entry,) = (
        entry
        for audit in audits
        for entry in audit.entries
        if audit.descriptor == "one/manifest.yml" and entry.subject == "write:page:confluence"
    )
    return entry


def test_what_the_app_does_not_import_is_no_matter(project: Path) -> None:
    put(project / "lib" / "pages.py", SYNC)
    put(project / "two" / "pages.py", SYNC)
    assert write_scope().kind == "unused"
    assert write_scope("one").kind == "unused"


@pytest.mark.parametrize("folder", ["lib", "two"])
def test_what_the_app_imports_runs_with_its_scopes(project: Path, folder: str) -> None:
    put(project / folder / "pages.py", SYNC)
    put(project / folder / "more.py", f"from {folder} import pages, more\n")
    put(project / "one" / "app.py", f"{GET}import {folder}.more\n")
    entry = write_scope()
    assert (entry.kind, entry.message) == ("not_proven", SHARED)
    assert [site.in_file for site in entry.sites] == [f"{folder}/pages.py:3"]
    assert write_scope("one").message == (
        f"{folder}/pages.py:3 mentions a REST root, and was not looked at; name it, or a folder above it"
    )


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("sync(", "lib/job.py is not checked: Python cannot parse it (SyntaxError in line 2)"),
        ("import requests\nrequests.put(input())", "a call that is not decided could need it"),
        ("requests.put('https://x/wiki/api/v2/' + input())", "a call that is not decided could need it"),
        (SYNC, SHARED),
        (f"{SYNC}requests.put('https://x/wiki/api/v2/' + input())", f"a call that is not decided could need it; {SHARED}"),
    ],
)
def test_what_imports_the_app_s_code_runs_with_its_scopes(project: Path, code: str, message: str) -> None:
    put(project / "lib" / "job.py", f"import one.app\n{code}\n")
    entry = write_scope()
    assert (entry.kind, entry.message) == ("not_proven", message)


@pytest.mark.parametrize("code", ["requests.put(input())", "requests.put('https://x/wiki/api/v2/' + input())"])
def test_what_a_comment_says_not_to_be_confluence_s_is_no_doubt(project: Path, code: str) -> None:
    put(project / "lib" / "job.py", f"import one.app, requests\n{code}  # noqa: CFS301\n")
    apps = analysed((".",), Settings(), lambda path, reason: None)
    look = Look(apps, Settings(), configuration.read([], notebook.lines_of).decide)
    audits = {audit.descriptor: audit for audit in audits_of(look)}
    assert [entry.subject for entry in audits["one/manifest.yml"].of("unused")] == ["write:page:confluence"]


def test_a_call_that_needs_another_scope_is_no_doubt(project: Path) -> None:
    others = f"{SYNC.replace('put', 'delete')}requests.get('https://x/wiki/api/v2/none')\n"
    put(project / "lib" / "job.py", f"import one.app\n{others}")
    assert write_scope().kind == "unused"


def test_an_app_without_files_may_be_that_of_any_file_that_has_several(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project / "lib" / "job.py", SYNC)
    (project / "one" / "app.py").unlink()
    before = (project / "one" / "manifest.yml").read_text()
    assert cli.main(["fix", "--remove-unused", "one"]) == 0
    assert (project / "one" / "manifest.yml").read_text() == before
    assert capsys.readouterr().out.endswith("0 calls in 0 files; not read: 1 other file that may call\n")
