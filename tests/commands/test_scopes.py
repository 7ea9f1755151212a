"""The command ``scopes``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.descriptors import forge
from tests.support import FIXTURES, ROOT

EXPECTED = Path(__file__).parent / "expected"


@pytest.mark.parametrize("form", ["text", "json", "yaml"])
@pytest.mark.parametrize("project", ["quickstart", "no-descriptor", "undecided-call"])
def test_the_output(
    project: str, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FIXTURES / project)
    assert cli.main(["scopes", f"--format={form}"]) == 0
    output, errors = capsys.readouterr()
    assert output == (EXPECTED / f"{project}.scopes.{form}").read_text(encoding="utf-8")
    assert (errors == "") == (form == "text")


def test_the_yaml_is_a_manifest_for_each_family(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["scopes", "--format=yaml", str(FIXTURES / "forge-remote")])
    documents = capsys.readouterr().out.split("---\n")
    cli.main(["scopes", "--format=json", str(FIXTURES / "forge-remote")])
    families = json.loads(capsys.readouterr().out)["families"]
    for document, (name, family) in zip(documents, families.items(), strict=True):
        declared = [scope.replace("write:connect-confluence", "WRITE") for scope in forge.scopes(document.encode())]
        assert declared == family["scopes"]
        assert family["oauth"] == ("" if name == "connect" else " ".join(declared))


def test_nothing_to_declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["scopes", "--family=connect, connect"]) == 0
    assert capsys.readouterr().out == "Connect scopes (connect, 2026-07-21)\n  none\n\n0 calls in 0 files\n"
    cli.main(["scopes", "--family=classic", "--format=yaml"])
    assert "  scopes: []\n" in capsys.readouterr().out


def test_each_app_has_lists_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    for app, method, declared in (("a", "get", '{"scopes": []}'), ("b", "put", "["), ("c", "head", '{"scopes": []}')):
        (tmp_path / app).mkdir()
        (tmp_path / app / "atlassian-connect.json").write_text(declared)
        (tmp_path / app / "app.py").write_text(f'import requests\nrequests.{method}("/rest/api/content/1")\n')
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "atlassian-connect.json").write_text('{"scopes": ["ADMIN"]}')
    (tmp_path / "empty" / "app.py").touch()
    (tmp_path / "tool.py").write_text('import requests\nrequests.delete("/rest/api/content/1")\n')
    assert cli.main(["scopes", "--family=connect", "--format=json"]) == 0
    apps = {app["descriptor"]: app["families"]["connect"] for app in json.loads(capsys.readouterr().out)["apps"]}
    assert {name: family["scopes"] for name, family in apps.items()} == {
        "a/atlassian-connect.json": ["READ"],
        "atlassian-connect.json": ["WRITE"],
        "c/atlassian-connect.json": [],
        "files without a descriptor": ["DELETE"],
    }
    assert [site["method"] for site in apps["c/atlassian-connect.json"]["closed"]] == ["HEAD"]
    cli.main(["scopes", "--family=connect"])
    assert re.findall("^(.*): Connect scopes", capsys.readouterr().out, re.MULTILINE) == list(apps)
    cli.main(["scopes", "--family=connect", "a"])
    assert capsys.readouterr().out.startswith("Connect scopes ")


def test_a_family_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["scopes", "--family=classic,modern"]) == 2
    assert capsys.readouterr().err == (
        "confluence-scopes: --family: 'modern' is no family of scopes; write a list of classic, granular, connect\n"
    )


def test_the_page_shows_what_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "scopes.md").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    for arguments, output in re.findall(r"^```console\n\$ confluence-scopes (.+)\n((?:.*\n)*?)```$", page, re.MULTILINE):
        cli.main(arguments.split())
        assert capsys.readouterr().out == output
