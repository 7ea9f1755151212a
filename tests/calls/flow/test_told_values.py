"""What conditions tell of the names in them; ``tests/calls/flow/test_statements.py`` has the law."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow.told_values import values_told
from tests.calls.evaluated import said_of

UNSURE = "x = None\nif y():\n    x = z()\n"


@pytest.mark.parametrize(
    ("test", "truth", "said"),
    [
        ("x", True, "x TRUE"),
        ("x", False, "x FALSE"),
        ("not x", True, "x FALSE"),
        ("x.y.z", True, "x.y.z TRUE"),
        ("x is None", True, "x NOTHING"),
        ("x is None", False, "x SOMETHING"),
        ("x.y is not None", True, "x.y SOMETHING"),
        ("not (x != None)", True, "x NOTHING"),
        ("x == 'a'", True, "x SOMETHING"),
        ("x == 'a'", False, ""),
        ("x != 'a'", True, ""),
        ("x != 'a'", False, "x SOMETHING"),
        ("x > 1", True, ""),
        ("x == y", True, ""),
        ("x is None is y", True, ""),
        ("x() is None", True, ""),
        ("x and not y and z is None", True, "x TRUE, y FALSE, z NOTHING"),
        ("x and y", False, ""),
        ("x or y", True, ""),
        ("x or y is None", False, "x FALSE, y SOMETHING"),
        ("(x := y())", True, "x TRUE"),
        ("(x := y()) is None", False, "x SOMETHING"),
        ("isinstance(x, str)", True, "x SOMETHING"),
        ("isinstance(x, (str, a.b))", True, "x SOMETHING"),
        ("isinstance(x, str)", False, ""),
        ("isinstance(x, (str, type(None)))", True, ""),
        ("isinstance(x, types.NoneType)", True, ""),
        ("isinstance(x[0], str)", True, ""),
        ("isinstance(x)", True, ""),
        ("is_page(x)", True, ""),
        ("x[0]", True, ""),
    ],
)
def test_what_a_test_tells(test: str, truth: bool, said: str) -> None:
    node = ast.parse(test, mode="eval").body
    assert ", ".join(f"{ast.unparse(name)} {what.name}" for name, what in values_told(node, truth)) == said


@pytest.mark.parametrize(
    "behind",
    [
        "assert x\ny = x",
        "assert x is not None, 'nothing'\ny = x",
        "if x is None:\n    raise SystemExit\ny = x",
        "if not x:\n    raise SystemExit\nelse:\n    y = x",
        "if x:\n    y = x\nelse:\n    raise SystemExit",
        "if x:\n    pass\nelse:\n    raise SystemExit\ny = x",
        "if x:\n    pass\nelif w:\n    raise SystemExit\nelse:\n    raise SystemExit\ny = x",
        "if w:\n    raise SystemExit\nelif not x:\n    raise SystemExit\ny = x",
        "if x == 'a':\n    y = x\nelse:\n    raise SystemExit",
        "while not x:\n    x = z()\ny = x",
        "while not x:\n    x = z()\nelse:\n    y = x",
        "while x:\n    y = x\n    raise SystemExit\nraise SystemExit",
        "for w in v:\n    if not x:\n        continue\n    y = x\n    raise SystemExit\nraise SystemExit",
        "if not x:\n    raise SystemExit\nfor w in range(3):\n    u(x)\n    y = x\n    break\nelse:\n    raise SystemExit",
        "try:\n    assert x\nexcept E:\n    raise SystemExit\ny = x",
        "try:\n    assert x\nfinally:\n    print()\ny = x",
        "if x is None:\n    x = z()()\ny = x",
        "y = x or z()",
        "y = x if x else z()",
        "y = z() if x is None else x",
        "y = [x for w in v if x is not None][0]",
        "y = x is None or x",
        "x = [x][0]\nassert isinstance(x, str)\ny = x",
    ],
)
def test_behind_a_condition_a_name_is_not_none(behind: str) -> None:
    assert None not in said_of("y", UNSURE + behind)
    assert "?" in said_of("y", UNSURE + behind)


@pytest.mark.parametrize(
    "behind",
    [
        "y = x",
        "if not x:\n    print()\ny = x",
        "if x:\n    raise SystemExit\ny = x",
        "if w:\n    assert x\ny = x",
        "assert w\ny = x",
        "assert x\nif w:\n    x = None\ny = x",
        "assert x\nfor w in v:\n    y = x\n    x = None",
        "while not x:\n    if w:\n        break\n    x = z()\ny = x",
        "if x:\n    pass\nelif (x := None):\n    pass\nelse:\n    y = x",
        "try:\n    assert x\nexcept E:\n    pass\ny = x",
        "try:\n    assert x\nfinally:\n    y = x",
        "y = x and x",
        "y = x or x",
        "y = x if w else z()",
    ],
)
def test_what_no_condition_tells_stays_as_it_is(behind: str) -> None:
    assert None in said_of("y", UNSURE + behind)


def test_each_side_of_a_condition_has_its_own_values() -> None:
    before = "x = None\nif w():\n    x = 'a'\nelif v():\n    x = ''\n"
    for test, values in (("x", ["a"]), ("not x", ["", None]), ("x is None", [None]), ("x is not None", ["a", ""])):
        assert said_of("y", f"{before}if {test}:\n    y = x\nelse:\n    raise SystemExit") == values


@pytest.mark.parametrize(
    ("behind", "is_told"),
    [
        ("assert c.x.y\ny = c.x.y", True),
        ("if c.x.y is None:\n    raise SystemExit\ny = c.x.y", True),
        ("assert c.x.y\nc.z = c.x.yy = None\ny = c.x.y", True),
        ("assert c.x.y\nfor i in v:\n    y = c.x.y", True),
        ("assert c.x.y\nc.x.y = None if w() else z()\ny = c.x.y", False),
        ("assert c.x.y\nc.x.y += z()\ny = c.x.y", False),
        ("assert c.x.y\nc.x = D()\ny = c.x.y", False),
        ("assert c.x.y\nc = C()\ny = c.x.y", False),
        ("assert c.x.y\nfor i in v:\n    y = c.x.y\n    c.x.y = None", False),
    ],
)
def test_attributes_are_told_until_they_are_set(behind: str, is_told: bool) -> None:
    classes = "class D:\n    def __init__(self):\n        self.y = None if w() else z()\nclass C:\n    x = D()\nc = C()\n"
    assert (None not in said_of("y", classes + behind)) is is_told


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        ("if not self.x: raise E\n  return self.x", True),
        ("while self.x is None: self.x = z()\n  return self.x", True),
        ("return self.x if self.x else 'a'", True),
        ("if self.x is None: self.x = z()\n  return self.x", True),
        ("if self.x.y: return self.x", False),
        ("if not self.x: raise E\n  self.x = None\n  return self.x", False),
        ("if not self.x: raise E\n  return (lambda: self.x)()", False),
    ],
)
def test_attributes_of_a_receiver(body: str, is_told: bool) -> None:
    methods = "class C:\n def __init__(self):\n  self.x = None if w() else z()\n def go(self):\n  "
    assert (None not in said_of("C().go()", methods + body)) is is_told


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        ("assert X\n return X", True),
        ("for i in v:\n  if X:\n   return X\n return 'a'", True),
        ("global X\n assert X\n X = None if w() else z()\n return X", False),
        ("X = None\n def g():\n  nonlocal X\n  X = z()\n assert X\n g()\n return X", False),
    ],
)
def test_names_from_outside(body: str, is_told: bool) -> None:
    assert (None not in said_of("f()", f"X = None if w() else z()\ndef f():\n {body}")) is is_told


def test_what_a_condition_finds_in_the_place_of_none_is_unknown() -> None:
    assert said_of("y", "x = None\nassert x\ny = x") == ["?"]
    assert said_of("y", "x = ''\nassert x\ny = x") == [""]


def test_a_long_condition_is_asked_near_its_end() -> None:
    many = " and ".join(["w()"] * 20)
    assert None not in said_of("y", f"{UNSURE}y = [0, 1][x and x or {many} and not x is None and [x] or 1]")
    assert None in said_of("y", f"{UNSURE}y = x is not None and {many} and x")
