"""What an audit fails on."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.project import failing
from flake8_confluence_scopes.rules import OFF, RULES

CONNECT = '{"scopes": ["READ"]}'
FOUND = {
    "missing": ("requests.put('/wiki/rest/api/content/1')", CONNECT, ""),
    "closed": ("requests.delete('/wiki/rest/prototype/1/breadcrumb')", CONNECT, ""),
    "removed": ("requests.get('/wiki/rest/api/space')", CONNECT, "extend-select = CFS105"),
    "misspelled": ("requests.get('/wiki/rest/api/content')", '{"scopes": ["READ", "WRIET"]}', ""),
    "unused": ("requests.get('/wiki/rest/api/content')", '{"scopes": ["READ", "ADMIN"]}', ""),
    "undecided": ("requests.request(input(), '/wiki/rest/api/content')", CONNECT, ""),
    "unchecked": ("requests.get('/wiki/rest/api/content'); (", CONNECT, ""),
}
"""For each word a project of one line, its descriptor and its configuration, of which that word is true."""
NOT_BY_DEFAULT = ("unused", "undecided")


def put(folder: Path, word: str) -> None:
    line, descriptor, settings = FOUND[word]
    (folder / "app.py").write_text(f"import requests\nrequests.get('/wiki/rest/api/content')\n{line}\n")
    (folder / "atlassian-connect.json").write_text(descriptor)
    (folder / ".flake8").write_text(f"[flake8]\n{settings}\n")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_word_is_tried() -> None:
    assert (*FOUND, failing.ADDED) == failing.WORDS


@pytest.mark.parametrize("word", FOUND)
def test_a_word_fails_on_its_own_list_alone(word: str, project: Path) -> None:
    put(project, word)
    assert cli.main(["audit"]) == (word not in NOT_BY_DEFAULT)
    assert cli.main(["audit", "--fail-on", word]) == 1
    assert cli.main(["audit", "--fail-on", f" {word} , unused"]) == 1
    others = ",".join(other for other in FOUND if other != word)
    assert cli.main(["audit", "--fail-on", others]) == 0


def test_every_code_that_is_on_by_default_belongs_to_a_word() -> None:
    named = {code for codes in failing._CODES.values() for code in codes}
    assert {code for code, rule in RULES.items() if rule.default != OFF} <= named <= RULES.keys()


@pytest.mark.parametrize(
    ("settings", "code"),
    [("ignore = CFS101", 0), ("select = E,F", 0), ("extend-select = CFS301", 1), ("per-file-ignores = app.py: CFS101", 0)],
)
def test_the_configuration_of_flake8_is_in_force(settings: str, code: int, project: Path) -> None:
    put(project, "undecided" if "301" in settings else "missing")
    (project / ".flake8").write_text(f"[flake8]\n{settings}\n")
    assert cli.main(["audit"]) == code
    assert cli.main(["audit", "--fail-on=missing"]) == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--fail-on=missing,nonsense"],
            "--fail-on: 'nonsense' names nothing to fail on; write a list of missing, closed, removed, misspelled, unused, "
            "undecided, unchecked, added",
        ),
        (["--fail-on="], "--fail-on: '' names nothing to fail on; write a list of missing"),
        (["--fail-on=added"], "--fail-on: only --since REV can say what is added; name the revision, or leave out added"),
        (["--fail-on=added,missing", "--since=HEAD"], "--fail-on: --since only says what is added; write --fail-on added"),
    ],
)
def test_a_wrong_word_is_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["audit", *arguments]) == 2
    output, errors = capsys.readouterr()
    assert (output, errors.count("\n")) == ("", 1)
    assert errors.startswith(f"confluence-scopes: {sentence}")
