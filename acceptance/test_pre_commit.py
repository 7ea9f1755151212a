"""Real pre-commit in a git repository of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.blocks import block
from tests.support import ROOT

CALL = 'import requests\n\nrequests.delete("/rest/api/content/1")\n'
FINDING = "app.py:3:17: CFS101 DELETE /rest/api/content/1 needs scope DELETE; atlassian-connect.json lacks it"
LINTED = block("docs/ci.md", "pre-commit", "yaml", 0)
AUDITED = block("docs/ci.md", "pre-commit", "yaml", 1)


class Repository(NamedTuple):
    """A git repository with an app that declares READ and needs DELETE."""

    path: Path

    def run(self, *command: str) -> tuple[int, str]:
        """The exit code and all output of a command in the repository."""
        bin_folder = Path(sys.executable).parent
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
            "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(self.path.parent / "pre-commit"),
            "PRE_COMMIT_COLOR": "never",
        }
        done = subprocess.run(
            command,
            cwd=self.path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")
        self.run("git", "add", name)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "app")
    made.path.mkdir()
    made.run("git", "init", "--quiet")
    made.run("git", "config", "user.name", "Example")
    made.run("git", "config", "user.email", "example@example.com")
    made.write("app.py", CALL)
    made.write("notes.txt", "notes\n")
    made.write("atlassian-connect.json", '{"scopes": ["READ"]}\n')
    return made


def test_the_local_hook_and_a_change_in_the_descriptor_alone(repository: Repository) -> None:
    repository.write(".pre-commit-config.yaml", LINTED)
    code, output = repository.run("pre-commit", "run", "--all-files")
    assert (code, output.splitlines()[0].rpartition(".")[2]) == (1, "Failed")
    assert FINDING in output
    repository.run("git", "commit", "--quiet", "--message", "first")

    repository.write("atlassian-connect.json", '{"scopes": ["DELETE"]}\n')
    code, output = repository.run("pre-commit", "run")
    assert (code, output.strip().rpartition(".")[2]) == (0, "Passed")
    repository.run("git", "commit", "--quiet", "--message", "second")

    repository.write("atlassian-connect.json", '{"scopes": ["READ"]} \n')
    assert repository.run("pre-commit", "run")[0] == 1
    repository.run("git", "commit", "--quiet", "--message", "third")

    repository.write("notes.txt", "other notes\n")
    code, output = repository.run("pre-commit", "run")
    assert (code, "Skipped" in output) == (0, True)


def test_our_hooks_are_valid_and_the_page_names_one(repository: Repository) -> None:
    manifest = ROOT / ".pre-commit-hooks.yaml"
    assert repository.run("pre-commit", "validate-manifest", str(manifest)) == (0, "")
    repository.write("config.yaml", AUDITED)
    assert repository.run("pre-commit", "validate-config", "config.yaml") == (0, "")
    (used,) = yaml.safe_load(AUDITED)["repos"]
    assert [hook["id"] for hook in used["hooks"]] == [hook["id"] for hook in yaml.safe_load(manifest.read_text())]


@pytest.mark.parametrize("hook", ["confluence-scopes-audit", "confluence-scopes-check"])
def test_our_hook(hook: str, repository: Repository) -> None:
    command = ("pre-commit", "try-repo", str(ROOT), hook, "--all-files")
    code, output = repository.run(*command)
    assert (code, "DELETE" in output) == (1, True), output
    repository.write("atlassian-connect.json", '{"scopes": ["DELETE"]}\n')
    code, output = repository.run(*command)
    assert (code, output.strip().rpartition(".")[2]) == (0, "Passed"), output
