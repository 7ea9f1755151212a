"""Which assignments to an attribute of anything but a receiver are found, and which blocks are visited for them."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.calls.flow.blocks import ClassBlock, FunctionBlock, Module
from flake8_confluence_scopes.calls.flow.statements import flow_of
from flake8_confluence_scopes.calls.flow.stores import stores_in

TEXT = """\
class Client:
    def __init__(self):
        self.path = '/'

    @classmethod
    def of(cls, path):
        cls.path = path
        print(cls.path, self.path == 1)

def far(client):
    def nearer():
        {line}
    return nearer

def other(client):
    return f(client.path), client.path == 2, [client.path for _ in client.path]
"""


def module_with(line: str, end: str = "\n") -> Module:
    text = TEXT.format(line=line).replace("\n", end)
    return Module("m", None, tree=ast.parse(text), text=text)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("client.path = 1", ["1"]),
        ("client.path: str = 1", ["1"]),
        ("client.a.path = 1", ["1"]),
        ("f(client)[0].path = 1", ["1"]),
        ("client.path = other.path = 1", ["1", "1"]),
        ("client.path = 1; client.path = 2", ["1", "2"]),
        ("(client.path) = 1", ["1"]),
        ("myself.path = 1", ["1"]),
        ("self.path = 1", []),
        ("client.paths = 1", []),
        ("client.path == 1", []),
        ("client.path += 1", []),
        ("client.path[1] = 1", []),
        ("path = client.path", []),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_sets_an_attribute(line: str, values: list[str], end: str) -> None:
    found = list(stores_in(module_with(line, end), "path"))
    assert [ast.unparse(store.value) for _, store in found] == values
    assert [getattr(block, "name") for block, _ in found] == ["nearer"] * len(values)


def test_only_blocks_are_visited_that_may_set_it() -> None:
    module = module_with("client.path = 1")
    assert len(list(stores_in(module, "path"))) == 1
    cls, far, other = flow_of(module).inner.values()
    assert isinstance(cls, ClassBlock) and isinstance(far, FunctionBlock)
    assert far.flow is not None
    assert (cls.flow, other.flow) == (None, None)


def test_where_nothing_sets_it_nothing_is_visited() -> None:
    module = module_with("client.paths = 1")
    assert list(stores_in(module, "path")) == []
    assert module.flow is None
