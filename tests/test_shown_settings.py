"""The settings and commands that the pages show, tried where no program from outside is needed."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.blocks import block
from tests.support import FIXTURES, ROOT, config, run_flake8

pytestmark = pytest.mark.once

COMMENTS = (
    block("docs/ci.md", "A comment on the pull request", "yaml"),
    block("docs/ci.md", "A comment on the merge request", "yaml"),
)
CALL = 'import requests\n\nbase_url, page_id = input(), input()\n'


def test_the_config_file(tmp_path: Path) -> None:
    (tmp_path / ".flake8").write_text(block("README.md", "Options", "ini"), encoding="utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["ADMIN"]}', encoding="utf-8")
    line = block("README.md", "Silencing a finding", "python")
    (tmp_path / "app.py").write_text(CALL + line, encoding="utf-8")
    assert run_flake8(cwd=tmp_path).findings() == []
    (tmp_path / "app.py").write_text(CALL + line.partition("  #")[0] + "\n", encoding="utf-8")
    (found,) = run_flake8(cwd=tmp_path).findings()
    assert (found.line, found.code) == (4, "CFS101")


def test_the_first_config_file_that_a_reader_writes(tmp_path: Path) -> None:
    (tmp_path / ".flake8").write_text(block("README.md", "In your project", "ini"), encoding="utf-8")
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    for folder in (tmp_path, tmp_path / ".venv"):
        folder.mkdir(exist_ok=True)
        (folder / "app.py").write_text(CALL + 'requests.delete(base_url + "/rest/api/content/1")\n', encoding="utf-8")
    assert [(found.path, found.code) for found in run_flake8(".", cwd=tmp_path).findings()] == [("app.py", "CFS101")]


def test_the_named_method_of_the_readme(tmp_path: Path) -> None:
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    (tmp_path / "app.py").write_text(block("README.md", "How it works", "python"), encoding="utf-8")
    found = run_flake8("app.py", cwd=tmp_path).findings()
    assert "".join(f"{one.message}\n" for one in found) == block("README.md", "How it works", "text")


def test_the_step_of_the_readme_is_that_of_the_page() -> None:
    (step,) = yaml.safe_load(block("README.md", "In your project", "yaml"))
    assert step["uses"] == yaml.safe_load(block("docs/ci.md", "GitHub Actions", "yaml"))["jobs"]["scopes"]["steps"][-1]["uses"]


def test_the_extra_of_the_language_server() -> None:
    *_, package = shlex.split(block("docs/editors.md", "The language server", "sh"))
    name, _, extra = package.rstrip("]").partition("[")
    assert name == "/path/to/flake8-confluence-scopes"
    assert extra in config("setup.cfg")["options.extras_require"]


def test_our_own_workflow_does_what_ci_does() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    *_, pythons, run = job["steps"]
    assert run["run"] == ".ci/run"
    classifiers = re.findall(r":: (3\.\d+)$", config("setup.cfg")["metadata"]["classifiers"], re.MULTILINE)
    assert pythons["with"]["python-version"].split() == classifiers
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("text", COMMENTS)
def test_the_comment_s_text_is_written(text: str, tmp_path: Path) -> None:
    written, sent = yaml.safe_load(text)["script"]
    shutil.copytree(FIXTURES / "quickstart", tmp_path / "app")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "-e", "-c", written]
    assert subprocess.run(command, cwd=tmp_path / "app", env=os.environ | {"PATH": path}, check=False).returncode == 0
    assert (tmp_path / "app" / "scopes.md").read_text(encoding="utf-8").startswith("# Confluence scopes\n")
    assert "scopes.md" in sent


def test_a_catalog_of_two_documents(tmp_path: Path) -> None:
    imported, used = block("docs/catalogs.md", "A newer catalog", "sh").splitlines()
    for name, path in (("swagger.v3.json", "/wiki/rest/api/content/{id}"), ("openapi-v2.v3.json", "/pages/{id}")):
        operation = {"x-atlassian-connect-scope": "DELETE", "x-atlassian-oauth2-scopes": []}
        server = "https://example.com" + ("/wiki/api/v2" if name.startswith("openapi") else "")
        document = {
            "openapi": "3.0.1",
            "info": {"title": name},
            "servers": [{"url": server}],
            "paths": {path: {"delete": operation}},
        }
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    program, *arguments = shlex.split(imported)
    assert program == "confluence-scopes"
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", *arguments]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    (tmp_path / "app.py").write_text(CALL + 'requests.delete(base_url + "/wiki/api/v2/pages/1")\n', encoding="utf-8")
    program, *arguments = shlex.split(used)
    assert program == "flake8"
    assert [found.code for found in run_flake8(*arguments, cwd=tmp_path).findings()] == ["CFS101"]


@pytest.mark.parametrize("name", ["SARIF", "GitLab"])
def test_the_audit_s_reports(name: str, tmp_path: Path) -> None:
    steps = yaml.safe_load(block("docs/ci.md", "The whole project", "yaml"))
    report = steps[-1]["with"]["sarif_file"] if name == "SARIF" else "gl-code-quality-report.json"
    command = steps[1]["run"] if name == "SARIF" else block("docs/ci.md", "The whole project", "sh")
    shutil.copytree(FIXTURES / "quickstart", tmp_path / "app")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path / "app", env=os.environ | {"PATH": path}, check=False)
    assert done.returncode == 1
    assert json.loads((tmp_path / "app" / report).read_text(encoding="utf-8"))


def test_kept_scopes(tmp_path: Path) -> None:
    (tmp_path / "tox.ini").write_text(block("docs/audit.md", "Scopes that calls do not show", "ini"), encoding="utf-8")
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ", "ACT_AS_USER"]}', encoding="utf-8")
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", "audit", "--format=json"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (app,) = json.loads(done.stdout)["apps"]
    assert [kept["scope"] for kept in app["kept"]] == ["READ", "ACT_AS_USER"]
    assert app["unused"] == []


def test_reviewdog_reads_flake8_s_default_lines() -> None:
    flake8, reviewdog = block("docs/ci.md", "reviewdog", "sh").split(" | ")
    assert "-f=pep8" in reviewdog.split()
    run = run_flake8(*shlex.split(flake8)[1:], "--format=default", cwd=FIXTURES / "quickstart")
    # reviewdog's pattern of the name pep8 is the errorformat %f:%l:%c: %m.
    lines = run.stdout.splitlines()
    assert len(lines) == 6
    assert [line for line in lines if not re.fullmatch(r"[^:]+:\d+:\d+: CFS\d{3} .+", line)] == []


def test_the_tox_environments_that_the_page_names() -> None:
    tox = config("tox.ini")
    every_time = set(re.split(r"[,\s]+", tox["tox"]["env_list"]))
    lines = block("CONTRIBUTING.md", "Tests", "sh").splitlines()
    assert {shlex.split(line)[:2][1] for line in lines} == {"-e"}
    assert {shlex.split(line)[2] for line in lines} <= every_time
    defined = {name.partition(":")[2] for name in tox.sections() if name.startswith("testenv:")}
    assert block("CONTRIBUTING.md", "Tests", "sh", 1) == "tox -e quick\n"
    defined.remove("quick")
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == [
        "editors",
        "neovim",
        "extension",
        "edits",
        "examples",
        "vscode",
        "package",
        "clients",
        "client-models",
        "agreement",
        "ecosystem",
        "everything",
        "page",
        "limits",
        "bench",
        "mutation",
        "fuzz",
    ]
    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == defined - every_time
    (checklist,) = re.findall(r"then `tox -e ([\w,-]+)`", page)
    assert defined - every_time - set(checklist.split(",")) == {"bench"}


_SELECTS = re.compile(r"flake8[^\n|']* --select[ =](\S+?)(?=['\s])")


def _selecting() -> list[tuple[str, str]]:
    """Each ``--select`` that a page, the action, a hook or an example has, with its file."""
    files = [ROOT / "README.md", ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *(ROOT / "docs").glob("*.md")]
    files += [path for path in (ROOT / "examples").rglob("*") if path.suffix in (".md", ".yml", ".yaml", ".toml")]
    texts = [(file, file.read_text(encoding="utf-8")) for file in sorted(files)]
    return [(file.relative_to(ROOT).as_posix(), found) for file, text in texts for found in _SELECTS.findall(text)]


def test_no_shown_command_passes_a_file_that_python_cannot_parse(tmp_path: Path) -> None:
    shown = _selecting()
    assert {file for file, _ in shown} >= {"README.md", "action.yml", "docs/ci.md", "docs/editors.md"}
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    (tmp_path / "app.py").write_text(CALL + 'print "old"\nrequests.delete(base_url + "/rest/api/content/1")\n')
    assert run_flake8("--isolated", "--select=CFS", cwd=tmp_path).findings() == []
    for selected in {selected for _, selected in shown}:
        run = run_flake8("--isolated", f"--select={selected}", cwd=tmp_path)
        assert ([found.code for found in run.findings()], run.returncode) == (["E999"], 1), shown


@pytest.mark.parametrize("paths", [".", "app.py confluence.py"])
def test_the_action_annotates_each_finding(paths: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    job = yaml.safe_load(block("docs/ci.md", "GitHub Actions", "yaml"))["jobs"]["scopes"]
    assert job["steps"][-1]["with"].keys() <= action["inputs"].keys()
    install, check, summary = action["runs"]["steps"]
    assert check["env"] == summary["env"] == {"PATHS": "${{ inputs.paths }}"}
    assert summary["if"] == "always()"
    assert "${{" not in install["run"] + check["run"] + summary["run"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", check["run"]],
        cwd=FIXTURES / "quickstart",
        env=os.environ | {"PATH": path, "PATHS": paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 6
    assert re.fullmatch(
        r"::error file=(\./)?app\.py,line=45,col=17,title=CFS101::DELETE \S+ needs scope DELETE; .*", lines[0]
    )


@pytest.mark.parametrize(("paths", "code"), [(".", 0), ("no/such/folder", 1)])
def test_the_action_writes_the_job_s_summary(paths: str, code: int, tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    summary = tmp_path / "summary.md"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", action["runs"]["steps"][-1]["run"]],
        cwd=FIXTURES / "quickstart",
        env=os.environ | {"PATH": path, "PATHS": paths, "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert summary.read_text(encoding="utf-8").startswith("# Confluence scopes\n" if code == 0 else "")
