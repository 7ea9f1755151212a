"""Every fenced block of the pages is run or read by a test, and every link leads somewhere."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import blocks
from tests.blocks import BLOCKS, PAGES, Block, blocks_of
from tests.support import ROOT, before_last_line

pytestmark = pytest.mark.once

OWN_TEST = "docs/rules.md"
"""Its blocks belong to the sections that tests/test_docs.py checks one by one."""

PROGRAMS = {"flake8": "flake8", "confluence-scopes": "flake8_confluence_scopes"}
"""What a console block may call, and the module that is run for it."""

_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)\s]*)\)")
_CODE = re.compile(r"^(`{3,}).*?^\1$|(`+)[^`].*?\2", re.MULTILINE | re.DOTALL)

COMMANDS = [
    pytest.param(command, output, id=f"{one.page}: {command}")
    for one in BLOCKS
    if one.language == "console" and one.page != OWN_TEST
    for command, output in _COMMAND.findall(one.text)
]


def read_blocks(source: str) -> Iterator[tuple[str, str, str, int]]:
    """The blocks that a test module asks for by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "block":
            page, heading, language, *index = (ast.literal_eval(argument) for argument in node.args)
            yield page, heading, language, index[0] if index else 0


def anchors(text: str) -> set[str]:
    """The places of a page that a link can lead to: its headings as GitHub names them, and its own anchors."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
    return {*named, *re.findall(r'<a id="(\w+)">', text)}


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere; what stands in code is no link."""
    broken = []
    for link in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken


def test_every_block_is_run_or_read_by_a_test() -> None:
    tests = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "acceptance").rglob("*.py")]
    read = {one for file in tests for one in read_blocks(file.read_text(encoding="utf-8"))}
    written = {one[:4] for one in BLOCKS if one.page != OWN_TEST and one.language != "console"}
    assert (written - read, read - written) == (set(), set())


@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_a_command_prints_what_its_page_shows(command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-I", "-m", PROGRAMS[program], *arguments], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    is_silent = program != "confluence-scopes" or arguments[0] not in ("calls", "fix", "justify", "migrate")
    errors = done.stderr if is_silent else before_last_line(done.stderr)
    # What `fix --diff` says of its difference stands beside it.
    others = [line for line in errors.splitlines() if ": would " not in line]
    assert (done.stdout, others) == (output, [])


def test_every_line_of_a_console_block_belongs_to_a_command() -> None:
    consoles = [one for one in BLOCKS if one.language == "console"]
    assert consoles
    assert [one for one in consoles if not one.text.startswith("$ ")] == []


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_every_relative_link_leads_somewhere(page: str) -> None:
    assert broken_links(ROOT / page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A `b`, c\n\n[1](page.md) [2](no.md) [3](#a-b-c) [4](page.md#no) ![5](no.svg) `[6](no)`\n\n"
        "```text\n[7](no)\n```\n\n[8](https://example.com/no)\n",
        encoding="utf-8",
    )
    assert broken_links(page) == ["no.md", "page.md#no", "no.svg"]


def test_blocks_are_told_apart() -> None:
    text = "# A\n\n```sh\n# no heading\n```\n\n```sh\nb\n```\n\n## B\n\n````json\n```\n````\n"
    assert blocks_of("p", text) == [
        Block("p", "A", "sh", 0, "# no heading\n"),
        Block("p", "A", "sh", 1, "b\n"),
        Block("p", "B", "json", 0, "```\n"),
    ]


def test_a_block_that_is_not_there_fails() -> None:
    with pytest.raises(ValueError):
        blocks.block("README.md", "Try it", "no")
