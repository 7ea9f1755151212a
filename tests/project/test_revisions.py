"""The scopes that a change adds and drops, by git."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.project import revisions

GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose folder ``app`` is the working directory; its work tree is one step ahead of its commit."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "atlassian-connect.json").write_text('{"scopes": ["READ", "ADMIN"]}')
    (folder / "app.py").write_text("import requests\nrequests.get('/wiki/rest/api/content')\n")
    (tmp_path / "link").symlink_to("app")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*GIT, *arguments], cwd=tmp_path, check=True, capture_output=True)
    (folder / "atlassian-connect.json").write_text('{"scopes": ["READ", "WRITE"]}')
    (folder / "new.py").write_text("import requests\nrequests.put('/wiki/rest/api/content/1')\n")
    monkeypatch.chdir(folder)
    return tmp_path


@pytest.mark.parametrize("paths", [[], ["."], ["app.py", "new.py"]])
def test_added_and_dropped_scopes(repository: Path, paths: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--since", "HEAD", *paths]) == 0
    assert tuple(capsys.readouterr()) == (
        "Scopes since HEAD\n  declared:\n    + WRITE\n    - ADMIN\n  required by calls:\n    + WRITE\n\n2 calls in 2 files\n",
        "",
    )
    assert Path.cwd() == repository / "app"


def test_what_is_added_fails_where_it_is_asked_for(repository: Path) -> None:
    assert cli.main(["audit", "--since", "HEAD", "--fail-on", "added"]) == 1
    (repository / "app" / "new.py").unlink()
    (repository / "app" / "atlassian-connect.json").write_text('{"scopes": ["READ"]}')
    assert cli.main(["audit", "--since", "HEAD", "--fail-on", "added"]) == 0


def test_what_is_all_new(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--since", "HEAD", "new.py"]) == 0
    assert "    + READ\n    + WRITE\n" in capsys.readouterr().out


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run([*GIT, "add", "."], check=True)
    subprocess.run([*GIT, "commit", "-qm", "second"], check=True)
    assert cli.main(["audit", "--since", "HEAD"]) == 0
    said, _, last = capsys.readouterr().out.partition("\n\n")
    assert said == "Scopes since HEAD\n  declared: no change\n  required by calls: no change"
    assert last == "2 calls in 2 files\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--since", "nonsense"], "--since: git says 'fatal: Needed a single revision'; name a commit, branch or tag"),
        (["--since", "--help"], "--since: git says 'fatal: Needed a single revision'; name a commit, branch or tag"),
        (["--since", "HEAD", ".."], "--since needs paths below the working directory; name them from here"),
        (
            ["--since", "HEAD", "--format", "json"],
            "--since has a text of its own; leave out --format, --baseline and --write-baseline",
        ),
    ],
)
def test_what_cannot_be_compared(
    repository: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    first, value, *rest = arguments
    assert cli.main(["audit", f"{first}={value}", *rest]) == 2
    assert tuple(capsys.readouterr()) == ("", f"confluence-scopes: {sentence}\n")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", "")
    assert cli.main(["audit", "--since", "HEAD"]) == 2
    assert capsys.readouterr().err == "confluence-scopes: --since needs git, which is not installed; install it\n"


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert cli.main(["audit", "--since", "HEAD"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("confluence-scopes: --since: git says 'fatal: not a git repository")
    assert said.endswith("; run this in a git repository\n")


def test_nothing_of_an_archive_leads_out_of_the_folder(tmp_path: Path) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name in ("a/b.py", "../out.py", "a/../../out.py", str(tmp_path / "out.py"), "in/../c.py"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "a"
        archive.addfile(link)
    folder = tmp_path / "in"
    revisions.lay_out(data.getvalue(), str(folder))
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert found == ["in/a/b.py", "in/c.py"]


def test_a_folder_that_is_new(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "later").mkdir()
    monkeypatch.chdir(repository / "later")
    with revisions.checked_out("HEAD") as folder:
        assert os.listdir(folder) == []
        assert sorted(os.listdir(Path(folder).parent)) == [".git", "app", "later"]
    assert not os.path.exists(folder)
