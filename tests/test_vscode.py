"""VS Code's Flake8 extension: how it calls flake8, in one process that stays.

It lints the saved file by its absolute path; the process runs flake8's module again and again.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blocks import block

FORMAT = "--format='%(row)d,%(col)d,%(code).1s,%(code)s:%(text)s'"
"""No shell takes the quotation marks away."""
LINE = re.compile(r"'(?P<line>\d+),(?P<column>-?\d+),(?P<type>\w+),(?P<code>\w+\d+):(?P<message>.*)'")

RESIDENT = """\
import contextlib, io, json, runpy, sys
for line in sys.stdin:
    request = json.loads(line)
    sys.argv, sys.stdin = ["flake8", *request["arguments"]], io.TextIOWrapper(io.BytesIO(request["text"].encode()))
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
        runpy.run_module("flake8", run_name="__main__")
    sys.stdin = sys.__stdin__
    print(json.dumps(output.buffer.getvalue().decode()), flush=True)
"""
CALL = 'import requests\n\nrequests.delete("/rest/api/content/1")\n'
NEEDS = "DELETE /rest/api/content/1 needs scope DELETE; atlassian-connect.json lacks it"


class Extension:
    """The extension's process, with ``root`` as its working directory."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-W", "ignore::RuntimeWarning", "-c", RESIDENT],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def lint(self, *arguments: str | Path, text: str = "") -> list[tuple[str, ...]]:
        """Line, column, code and message of each finding."""
        assert self._process.stdin and self._process.stdout
        request = {"arguments": [FORMAT, *map(str, arguments)], "text": text}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        lines = json.loads(self._process.stdout.readline()).splitlines()
        found = [LINE.fullmatch(line) for line in lines]
        assert all(found), lines
        return [match.group("line", "column", "code", "message") for match in found if match]

    def close(self) -> None:
        self._process.communicate(timeout=60)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    (tmp_path / "app.py").write_text(CALL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def extension(root: Path) -> Iterator[Extension]:
    started = Extension(root)
    yield started
    started.close()


def test_the_second_lint_sees_the_changed_descriptor(root: Path, extension: Extension) -> None:
    descriptor, file = root / "atlassian-connect.json", root / "app.py"
    for _ in range(2):
        assert extension.lint(file) == [("3", "17", "CFS101", NEEDS)]
    descriptor.write_text('{"scopes": ["DELETE"]}', encoding="utf-8")
    assert extension.lint(file) == []
    descriptor.write_text("{", encoding="utf-8")
    ((_, _, code, _),) = extension.lint(file)
    assert code == "CFS202"
    descriptor.unlink()
    ((_, _, code, _),) = extension.lint(file)
    assert code == "CFS201"


def test_a_replaced_descriptor_of_the_same_size(root: Path, extension: Extension) -> None:
    """As editors save: a new file is put in place of the old one."""
    assert extension.lint(root / "app.py") == [("3", "17", "CFS101", NEEDS)]
    (root / "new.json").write_text('{"scopes":["ADMIN"]}', encoding="utf-8")
    os.replace(root / "new.json", root / "atlassian-connect.json")
    assert extension.lint(root / "app.py") == []


def test_the_config_file_is_read_at_each_lint(root: Path, extension: Extension) -> None:
    assert len(extension.lint(root / "app.py")) == 1
    (root / ".flake8").write_text("[flake8]\nconfluence-scopes = DELETE\n", encoding="utf-8")
    assert extension.lint(root / "app.py") == []


def test_standard_input_with_the_absolute_name(root: Path, extension: Extension) -> None:
    """Once only: flake8 keeps the first text that it reads from there as long as the process lives."""
    found = extension.lint("--stdin-display-name", root / "new.py", "-", text=f"# \u00fc\n{CALL}")
    assert found == [("4", "17", "CFS101", NEEDS)]


def test_the_page_gives_the_code_a_severity() -> None:
    """The extension looks a finding up by its code, then by its first letters."""
    settings = json.loads(block("docs/editors.md", "VS Code", "json"))
    assert settings["flake8.severity"] == {"CFS": "Warning"}
