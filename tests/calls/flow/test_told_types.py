"""Types that a condition tells of names."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow.told_types import types_told
from tests.calls.snippets import found

CLASSES = """
import requests
class Sender:
    def go(self, path):
        return requests.get("https://x/wiki" + path)
class Other:
    def go(self, path):
        return path
"""
FOUND = ["GET /wiki/rest/api/space"]


@pytest.mark.parametrize(
    ("test", "truth", "said"),
    [
        ("isinstance(x, Client)", True, ["x: Client"]),
        ("isinstance(x, Client)", False, []),
        ("not isinstance(x, Client)", False, ["x: Client"]),
        ("not isinstance(x, Client)", True, []),
        ("isinstance(x, (Client, api.Client))", True, ["x: Client | api.Client"]),
        ("x and isinstance(x, Client) and isinstance(y, _Client)", True, ["x: Client", "y: _Client"]),
        ("isinstance(x, Client) and y", False, []),
        ("isinstance(x, Client) or y", True, []),
        ("not isinstance(x, Client) or not y", False, ["x: Client"]),
        ("isinstance(x, str)", True, []),
        ("isinstance(x, (Client, str))", True, []),
        ("isinstance(x, kinds())", True, []),
        ("isinstance(x, ())", True, []),
        ("isinstance(x.y, Client)", True, []),
        ("isinstance(x)", True, []),
        ("issubclass(x, Client)", True, []),
        ("is_client(x)", True, []),
        ("x", True, []),
    ],
)
def test_what_a_test_tells(test: str, truth: bool, said: list[str]) -> None:
    node = ast.parse(test, mode="eval").body
    assert [f"{name.id}: {ast.unparse(annotation)}" for name, annotation in types_told(node, truth)] == said


@pytest.mark.parametrize(
    "body",
    [
        "if isinstance(x, Sender):\n  x.go('/rest/api/space')",
        "if not isinstance(x, Sender):\n  return\n x.go('/rest/api/space')",
        "if not isinstance(x, Sender):\n  raise TypeError\n else:\n  x.go('/rest/api/space')",
        "if x is None:\n  return\n elif isinstance(x, Sender):\n  x.go('/rest/api/space')",
        "if not isinstance(x, Sender):\n  return\n elif y:\n  x.go('/rest/api/space')",
        "assert isinstance(x, Sender), 'no sender'\n x.go('/rest/api/space')",
        "for one in x:\n  if not isinstance(one, Sender):\n   continue\n  one.go('/rest/api/space')",
        "if isinstance(x, Sender) and y:\n  for _ in y:\n   x.go('/rest/api/space')",
        "if isinstance(x, (Sender, Other)):\n  x.go('/rest/api/space')",
        "z = y(x)\n if isinstance(z, Sender):\n  z.go('/rest/api/space')",
    ],
)
def test_a_class_that_isinstance_tells(body: str) -> None:
    assert found(f"{CLASSES}def f(x, y):\n {body}\n") == FOUND


@pytest.mark.parametrize(
    "body",
    [
        "if isinstance(x, Other):\n  x.go('/rest/api/space')",
        "if isinstance(x, Sender):\n  pass\n x.go('/rest/api/space')",
        "if isinstance(x, Sender):\n  y()\n else:\n  x.go('/rest/api/space')",
        "if isinstance(x, Sender):\n  x = y\n  x.go('/rest/api/space')",
        "if isinstance(x, Sender) or y:\n  x.go('/rest/api/space')",
        "assert isinstance(y, Sender)\n x.go('/rest/api/space')",
        "x = Other()\n if isinstance(x, Sender):\n  x.go('/rest/api/space')",
    ],
)
def test_near_misses(body: str) -> None:
    assert found(f"{CLASSES}def f(x, y):\n {body}\n") == []


def test_an_attribute_of_what_a_constructor_asks() -> None:
    source = """
        class Thing:
            def __init__(self, parent):
                if isinstance(parent, Sender):
                    self.sender = parent
                else:
                    self.sender = parent.sender
            def load(self):
                self.sender.go("/rest/api/space")
    """
    assert found(CLASSES.replace("\n", "\n        ") + source) == FOUND


def test_a_name_from_outside_stays_what_it_is_there() -> None:
    source = "kept = {}\ndef f():\n if isinstance(kept, Sender):\n  kept.go('/rest/api/space')\n"
    assert found(CLASSES + source) == []


def test_what_a_branch_assigns_goes_on_behind_it() -> None:
    source = "def f(x, y):\n if isinstance(x, Other):\n  x = Sender()\n else:\n  y()\n x.go('/rest/api/space')\n"
    assert found(CLASSES + source) == FOUND
