"""Whether a function's text may set an attribute."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock, Module
from flake8_confluence_scopes.calls.flow.setting import that_may_set
from flake8_confluence_scopes.calls.flow.statements import flow_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("self.url = 1", True),
        ("self.a, self.url = 1, 2", True),
        ("self.url: str = 1", True),
        ("self.url[1] = 2", True),
        ("self.url.append(1)", True),
        ("del self.url", True),
        ("with f() as self.url: pass", True),
        ("self.urls = 1", False),
        ("self.url(1)", False),
        ("self.url (1)", False),
        ("self.\uff55rl = 1", True),
        ("pass", False),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_setting(line: str, expected: bool, end: str) -> None:
    text = f"class A:\n    x = url = 1\n    def f(self):\n        {line}\n    url = 2".replace("\n", end)
    module = Module("m", None, tree=ast.parse(text), text=text)
    (cls,) = flow_of(module).inner.values()
    assert isinstance(cls, ClassBlock)
    (function,) = flow_of(cls).inner.values()
    assert isinstance(function, FunctionBlock)
    assert that_may_set([function], cls, "url") == [function] * expected
    assert expected or "self.url" not in flow_of(function).exit


def test_a_function_on_the_last_line() -> None:
    text = "class A:\n    def f(self): self.url = 1"
    module = Module("m", None, tree=ast.parse(text), text=text)
    (cls,) = flow_of(module).inner.values()
    assert isinstance(cls, ClassBlock)
    (function,) = flow_of(cls).inner.values()
    assert isinstance(function, FunctionBlock)
    assert that_may_set([function], cls, "url") == [function]


def test_which_of_several() -> None:
    lines = ("url = 1", "self.url = 1", "self.url(1)", "x = 1; url", "self.x = 'ä'", "urls(url)", "self.url", "(1)", "url  (1)")
    text = "url = 1\nclass A:\n" + "".join(f"    def f{i}(self):\n        {line}\n" for i, line in enumerate(lines))
    module = Module("m", None, tree=ast.parse(text), text=text)
    (cls,) = flow_of(module).inner.values()
    assert isinstance(cls, ClassBlock)
    functions = [block for block in flow_of(cls).inner.values() if isinstance(block, FunctionBlock)]
    assert [function.name for function in that_may_set(functions, cls, "url")] == ["f0", "f1", "f3", "f4", "f5", "f6"]
    assert [function.name for function in that_may_set(functions, cls, "x =")] == ["f4"]
    assert [function.name for function in that_may_set(functions, cls, "url(")] == ["f2", "f4"]
