"""A baseline: what is accepted stays silent, what is new does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli

CALL = "requests.delete('/wiki/rest/api/content/1')\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ", "ACT_AS_USER"]}')
    (tmp_path / "app.py").write_text("import requests\nrequests.get('/wiki/rest/api/content')\n" + CALL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def app(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, list[object]]]:
    code = cli.main(["audit", "--format", "json", *arguments])
    (found,) = json.loads(capsys.readouterr().out)["apps"]
    return code, found


@pytest.mark.parametrize(("descriptor", "line"), [('"READ", "ACT_AS_USER"', "2 findings"), ('"READ"', "1 finding")])
def test_what_is_passed_over_is_said(
    project: Path, descriptor: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "atlassian-connect.json").write_text(f'{{"scopes": [{descriptor}]}}')
    assert cli.main(["audit", "--write-baseline", "b.json"]) == 0
    capsys.readouterr()
    sentence = f"b.json accepts {line}, not shown here\n"
    assert cli.main(["audit", "--baseline", "b.json"]) == 0
    output, errors = capsys.readouterr()
    assert (output.endswith(f"\n\n{sentence}\n2 calls in 1 file\n"), errors) == (True, "")
    assert cli.main(["audit", "--baseline", "b.json", "--format", "json"]) == 0
    output, errors = capsys.readouterr()
    (found,) = json.loads(output)["apps"]
    assert (errors, str(found["passed_over"])) == (sentence + "2 calls in 1 file\n", line[0])


def test_only_new_things_are_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--write-baseline", "accepted.json"]) == 0
    assert tuple(capsys.readouterr()) == ("", "2 calls in 1 file\n")
    code, found = app("--baseline", "accepted.json", capsys=capsys)
    assert (code, found["missing"], found["not_proven"]) == (0, [], [])
    assert len(found["required"]) == 2
    text = (project / "app.py").read_text()
    (project / "app.py").write_text("# moved\n" + text + CALL)
    (project / "atlassian-connect.json").write_text('{"scopes": ["READ", "ACT_AS_USER", "WRITE"]}')
    code, found = app("--baseline", "accepted.json", capsys=capsys)
    (missing,) = found["missing"]
    assert code == 1
    assert isinstance(missing, dict)
    assert [site["line"] for site in missing["sites"]] == [5]
    (project / "atlassian-connect.json").write_text('{"scopes": ["READ", "ACCESS_EMAIL_ADDRESSES"]}')
    _, found = app("--baseline", "accepted.json", capsys=capsys)
    assert len(found["not_proven"]) == 1


def test_a_baseline_can_be_read_by_people(project: Path) -> None:
    assert cli.main(["audit", "--write-baseline", "accepted.json"]) == 0
    data = json.loads((project / "accepted.json").read_text())
    assert (data["version"], [one["rule"] for one in data["accepted"]]) == (1, ["CFS101", "not-proven-scope"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "cannot be read: No such file or directory; make it with --write-baseline"),
        ("{", "is not JSON; make it anew with --write-baseline"),
        ("[]", "is no baseline of version 1; make it anew with --write-baseline"),
        ('{"version": 2, "accepted": []}', "is no baseline of version 1; make it anew with --write-baseline"),
        ('{"version": 1}', "is no baseline of version 1; make it anew with --write-baseline"),
    ],
)
def test_what_is_no_baseline(
    project: Path, capsys: pytest.CaptureFixture[str], text: str | None, sentence: str
) -> None:
    if text is not None:
        (project / "b.json").write_text(text)
    assert cli.main(["audit", "--baseline", "b.json"]) == 2
    assert tuple(capsys.readouterr()) == ("", f"confluence-scopes: b.json {sentence}\n")


def test_a_stranger_among_the_accepted_accepts_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "b.json").write_text('{"version": 1, "accepted": [1, {}, {"fingerprint": 2}]}')
    code, found = app("--baseline", "b.json", capsys=capsys)
    assert (code, len(found["missing"])) == (1, 1)
