"""docs/limits.md says what is not followed, and where evaluation stops, as it is."""

from __future__ import annotations

import re

from flake8_confluence_scopes.calls.evaluation.evaluator import MOST_STEPS, MOST_STEPS_A_LINE
from flake8_confluence_scopes.calls.flow.reaching import MOST_DEFINITIONS
from flake8_confluence_scopes.calls.language.results import DEEPEST_RECURSION
from flake8_confluence_scopes.calls.model import LARGEST
from flake8_confluence_scopes.calls.modules.project import MOST_READ
from flake8_confluence_scopes.calls.modules.python_tree import MOST_COMMAS
from flake8_confluence_scopes.calls.values.domain import LONGEST_TEXT, MOST_ALTERNATIVES
from tests.support import FIXTURES, ROOT

PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_MISS = re.compile(r"# miss: (.+)$", re.MULTILINE)


def test_every_line_of_the_table_has_its_words_at_a_missed_call() -> None:
    """That the calls are missed indeed is what the fixtures' own test says."""
    _, _, *rows = _TABLE.findall(PAGE)[0].splitlines()
    listed = [row.split("|")[1].strip().replace("`", "") for row in rows]
    texts = [file.read_text(encoding="utf-8") for file in (FIXTURES / "limits").rglob("*.py")]
    assert sorted(listed) == sorted(words for text in texts for words in _MISS.findall(text))


def test_the_bounds_are_those_of_the_code() -> None:
    assert re.findall(r"^Bounds, .*: (.*)\.$", PAGE, re.MULTILINE) == [
        f"{MOST_ALTERNATIVES} values of one expression, {MOST_DEFINITIONS} definitions of one name, "
        f"{LONGEST_TEXT:,} characters of one text, {DEEPEST_RECURSION} rounds of a recursion, "
        f"{MOST_STEPS:,} steps of evaluation of one file and {MOST_STEPS_A_LINE} more for each of its lines, "
        f"{MOST_READ:,} characters of the other modules that a file's calls lead to and as many of those that only bases of "
        "classes lead to"
    ]
    assert f"A file of more than {LARGEST:,} characters or {MOST_COMMAS:,} commas is data" in PAGE


def test_the_tests_that_the_pages_name_are_there() -> None:
    pages = PAGE + (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+_\w+)`", pages))
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    assert named - set(re.findall(r"^(?:async )?def (test_\w+)\(", tests, re.MULTILINE)) == set()
    assert named
