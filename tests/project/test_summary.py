"""The last line of the commands about a project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from tests.project.test_analysis import put

DESCRIPTOR = '{"scopes": ["READ", "WRITE"]}'
GET = 'import os, requests\nrequests.get("https://x/wiki/rest/api/content/1")\n'
OPEN = 'import os, requests\nrequests.post(os.environ["URL"])\n'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    put(tmp_path / "atlassian-connect.json", DESCRIPTOR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def last(*arguments: str, capsys: pytest.CaptureFixture[str], stream: str = "out") -> str:
    """The last line that a command prints to a stream."""
    cli.main(list(arguments))
    return str(getattr(capsys.readouterr(), stream)).splitlines()[-1]


def test_nothing_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert last("audit", capsys=capsys) == "0 calls in 0 files"


def test_what_is_counted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(project / "a.py", GET)
    assert last("audit", capsys=capsys) == "1 call in 1 file"
    put(project / "b.py", OPEN)
    assert last("audit", capsys=capsys) == "1 call in 2 files; 1 other request with an open URL"
    put(project / "b.py", "confluence = 1\n" + OPEN + "requests.put(os.environ['OTHER'])\n")
    assert last("audit", capsys=capsys) == "3 calls in 2 files; 2 not decided"
    put(project / "c.py", "import requests\n(")
    put(project / "d.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": "x x"}]}))
    put(project / "e.js", "requestConfluence()\n")
    put(project / "f.js", "requestConfluence()\n")
    assert last("audit", capsys=capsys) == (
        "3 calls in 4 files; 2 not decided; not read: 1 file, 1 part of notebooks, 2 other files that may call"
    )
    (project / "f.js").unlink()
    assert last("audit", capsys=capsys).endswith("1 other file that may call")


@pytest.fixture
def one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evaluation is given up at once."""
    from flake8_confluence_scopes.calls.evaluation import evaluator

    monkeypatch.setattr(evaluator, "MOST_STEPS", 1)
    monkeypatch.setattr(evaluator, "MOST_STEPS_A_LINE", 0)


@pytest.mark.usefixtures("one_step")
def test_a_bound_that_was_reached(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(project / "a.py", "import requests\ndef page(url):\n    requests.get(url + '/rest/api/content')\npage('x')\n")
    assert last("audit", capsys=capsys).endswith("; given up in part: 1 file")
    cli.main(["calls"])
    errors = capsys.readouterr().err.splitlines()
    assert errors[0] == "./a.py: 1 steps of evaluation, and 0 more a line, were not enough"
    cli.main(["audit", "--format=json"])
    (app,) = json.loads(capsys.readouterr().out)["apps"]
    assert app["unused"] == []
    reasons = {one["reason"] for one in app["not_proven"]}
    assert reasons == {"not all calls of a.py are known: 1 steps of evaluation, and 0 more a line, were not enough"}


@pytest.mark.usefixtures("one_step")
def test_a_bound_that_was_reached_where_nothing_names_the_product(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It still counts, and keeps scopes from being unused; nothing is said of the file by itself."""
    put(project / "a.py", "import requests\ndef page(url):\n    requests.get(url + '/pages')\npage('x' + input())\n")
    assert cli.main(["calls"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "0 calls in 1 file; given up in part: 1 file\n")
    cli.main(["audit", "--format=json"])
    (app,) = json.loads(capsys.readouterr().out)["apps"]
    assert app["unused"] == []
    assert {one["reason"].partition(":")[0] for one in app["not_proven"]} == {"not all calls of a.py are known"}


@pytest.mark.parametrize(
    ("arguments", "stream"),
    [
        (["audit"], "out"),
        (["audit", "--format=json"], "err"),
        (["audit", "--format=github"], "err"),
        (["audit", "--write-baseline=b.json"], "err"),
        (["calls"], "err"),
        (["calls", "--format=json"], "err"),
        (["fix"], "out"),
        (["fix", "--diff"], "err"),
        (["justify"], "err"),
        (["justify", "-o", "page.md"], "err"),
        (["migrate"], "err"),
    ],
)
def test_where_it_stands(
    project: Path, arguments: list[str], stream: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project / "a.py", GET)
    assert last(*arguments, capsys=capsys, stream=stream) == "1 call in 1 file"
