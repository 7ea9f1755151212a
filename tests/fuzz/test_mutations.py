"""Whatever code says, the plugin answers: changed fixtures, in bounded time and without an internal error.

``CFS_TEST_MUTATIONS`` sets how many changes are tried, ``CFS_TEST_SEED`` the first of their seeds.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from random import Random

import pytest

from flake8_confluence_scopes import calls
from flake8_confluence_scopes.plugin import Plugin
from tests.blocks import block
from tests.fuzz.linting import lint
from tests.fuzz.mutations import CHAIN, Code, Mutant, is_code, mutants, mutated
from tests.support import FIXTURES, ROOT

pytestmark = pytest.mark.once

MUTATIONS = int(os.environ.get("CFS_TEST_MUTATIONS", "200"))
SEED = int(os.environ.get("CFS_TEST_SEED", "0"))
# Without the fixture that libcst cannot parse.
FILES = [file for file in sorted(FIXTURES.rglob("*.py")) if "unchecked-file" not in file.parts]

APP = "import requests\nrequests.get('/rest/api/content')\n"


def answer(mutant: Mutant) -> int:
    """How many findings a changed text has. Raises AssertionError, which says where the text comes from."""
    try:
        return len(lint(mutant.source, str(mutant.path)))
    except AssertionError as error:
        raise AssertionError(f"{mutant.path}, seed {mutant.seed}: {error}") from error


def test_every_changed_fixture_has_an_answer() -> None:
    found = [answer(mutant) for mutant in mutants(FILES, SEED, MUTATIONS)]
    assert len(found) == MUTATIONS
    # They are code that the plugin looks into.
    assert sum(found) > MUTATIONS


def test_a_failure_says_what_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(calls, "look_into", lambda *_, **__: [][0])
    with pytest.raises(AssertionError, match=r"app.py, seed 7: CFS902 the plugin failed with IndexError"):
        answer(Mutant(tmp_path / "app.py", APP, 7))


def test_an_endless_answer_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(plugin: Plugin) -> None:
        while True:
            pass

    monkeypatch.setattr(Plugin, "_findings", endless)
    with pytest.raises(AssertionError, match="no answer after 0.2 seconds"):
        lint(APP, "app.py", longest=0.2)


def test_a_seed_stands_for_its_changes(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text(APP * 5, encoding="utf-8")
    found = list(mutants([path], 3, 2 * CHAIN + 1))
    assert [mutant.seed for mutant in found] == [3] * CHAIN + [4] * CHAIN + [5]
    assert list(mutants([path], 3, 2 * CHAIN + 1)) == found
    assert all(is_code(mutant.source) for mutant in found)
    assert len({mutant.source for mutant in found}) > CHAIN


def test_the_command_of_the_page() -> None:
    *variables, program, path = shlex.split(block("docs/reliability.md", "Fuzzing", "sh"))
    assert [one.partition("=")[0] for one in variables] == re.findall(r"environ.get\(\"(\w+)", Path(__file__).read_text("utf-8"))
    assert (program, ROOT / path) == ("pytest", Path(__file__))


def test_what_cannot_be_changed_stays() -> None:
    empty = Code("")
    assert mutated(empty, Random(0)) is empty
    assert not is_code("x = (")
