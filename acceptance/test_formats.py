"""What other packages' formats, reviewdog's pattern and Ruff make of our findings."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from acceptance.quickstart import FINDINGS
from tests.blocks import block
from tests.support import FIXTURES, ROOT

FILE = "fixtures/quickstart/app.py"


def flake8(*arguments: str, cwd: Path = ROOT) -> str:
    """What flake8 prints; it has to find something."""
    done = subprocess.run(
        [sys.executable, "-I", "-m", "flake8", "--select=CFS", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("json-pretty", block("docs/ci.md", "json", "json")),
        ("github", block("docs/ci.md", "github", "text")),
        ("gl-codeclimate", block("docs/ci.md", "gl-codeclimate", "json")),
    ],
)
def test_a_format_shows_what_its_page_shows(name: str, shown: str) -> None:
    assert flake8(f"--format={name}", FILE).rstrip("\n") == shown.rstrip("\n")


def test_the_short_json_is_the_same_in_one_line() -> None:
    text = flake8("--format=json", FILE)
    assert "\n" not in text.strip()
    assert json.loads(text) == json.loads(block("docs/ci.md", "json", "json"))


def test_sarif() -> None:
    log = json.loads(flake8("--format=sarif", FILE))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["results"] == json.loads(block("docs/ci.md", "sarif", "json"))
    assert run["tool"]["driver"]["rules"] == [{"id": "CFS101"}]


def test_a_whole_project_in_every_format() -> None:
    """As many findings as the default format has."""
    expected = len(flake8("fixtures/quickstart").splitlines())
    assert expected == FINDINGS > 0
    counted = {
        "json": sum(map(len, json.loads(flake8("--format=json", "fixtures/quickstart")).values())),
        "sarif": len(json.loads(flake8("--format=sarif", "fixtures/quickstart"))["runs"][0]["results"]),
        "github": len(flake8("--format=github", "fixtures/quickstart").splitlines()),
        "gl-codeclimate": len(json.loads(flake8("--format=gl-codeclimate", "fixtures/quickstart"))),
    }
    assert counted == dict.fromkeys(counted, expected)


def test_the_gitlab_job_writes_its_report(tmp_path: Path) -> None:
    (job,) = yaml.safe_load(block("docs/ci.md", "GitLab", "yaml")).values()
    install, check = job["script"]
    assert install.startswith("python -m pip install ")
    assert install.endswith(" flake8-gl-codeclimate")
    shutil.copytree(FIXTURES / "quickstart", tmp_path / "app")
    program, *arguments = shlex.split(check)
    assert program == "flake8"
    flake8(*arguments, cwd=tmp_path / "app")
    report: list[dict[str, Any]] = json.loads((tmp_path / "app" / job["artifacts"]["reports"]["codequality"]).read_text())
    # What GitLab's code quality report asks of an entry.
    for entry in report:
        assert entry["description"] and entry["check_name"] and entry["fingerprint"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] in ("app.py", "confluence.py")
        assert entry["location"]["lines"]["begin"] > 0
    assert len({entry["fingerprint"] for entry in report}) == len(report) == FINDINGS


@pytest.mark.parametrize("known", [False, True])
def test_ruff_keeps_our_comments_where_it_knows_them(known: bool, tmp_path: Path) -> None:
    settings = block("README.md", "Silencing a finding", "toml")
    (tmp_path / "pyproject.toml").write_text(settings if known else "", encoding="utf-8")
    source = 'import requests\n\nrequests.delete("/rest/api/content/1")  # noqa: CFS101\n'
    file = tmp_path / "app.py"
    file.write_text(source, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--preview", "--select=RUF100,RUF102", "--fix", "--no-cache", file.name],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert ("noqa" in file.read_text(encoding="utf-8")) is known
