"""Properties with a setter, compared with Python itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

CLASS = """
class Place:
    def __init__(self, path):
        self.path = path
    @property
    def path(self):
        {getter}
    @path.setter
    def path(self, value):
        {setter}
"""
FOLLOWED = [
    ("self._path = value", "return self._path"),
    ("self._path = value.replace('user', 'content')", "return self._path"),
    ("self._path = '/rest' + value", "return self._path"),
    ("self._path = self.root = value.strip('/')", "return self.root"),
    ("if value == '/user': value = '/own'\n        self._path = value", "return self._path"),
    ("if value: self._path = value\n        else: self._path = '/none'", "return self._path"),
    ("self.root = value + '/'; self._path = self.root + 'x'", "return self._path"),
]


@pytest.mark.parametrize(("setter", "getter"), FOLLOWED)
@pytest.mark.parametrize(
    "use",
    [
        "y = Place('/user').path",
        "p = Place('/user')\np.path = '/user/memberof'\ny = p.path",
        "class Own(Place):\n    def own(self):\n        self.path = '/user/1'\n        return self.path\ny = Own('/user').own()",
        "class Own(Place): pass\np = Own('/user')\np.path = '/user/2'\ny = p.path",
    ],
)
def test_an_attribute_is_what_the_setter_makes_of_what_is_assigned(setter: str, getter: str, use: str) -> None:
    before = CLASS.format(setter=setter, getter=getter) + use
    names: dict[str, Any] = {}
    exec(before, names)
    said = said_of("y", before)
    assert names["y"] in said


@pytest.mark.parametrize(
    ("setter", "getter"),
    [
        ("self._path = value", "return self._path + '/x'"),
        ("self._paths.append(value)", "return self._path"),
        ("self._path = value", "return other(self)"),
        ("self._path = value", "return self._path if self.x else self.y"),
        ("self.x.path = value", "return self.x.path"),
        ("store(self, value)", "return self._path"),
    ],
)
def test_what_it_makes_is_unknown_where_the_property_gives_more_than_one_attribute(setter: str, getter: str) -> None:
    before = CLASS.format(setter=setter, getter=getter) + "p = Place('/user')\np.path = '/a'\ny = p.path"
    assert said_of("y", before) == ["?"]


@pytest.mark.parametrize(
    "methods",
    [
        "    path = None\n",
        "    @property\n    def path(self):\n        return '/none'\n    @path.deleter\n    def path(self):\n        pass\n",
        "    @property\n    def path(self):\n        return '/none'\n    @other.setter\n    def other(self, value): pass\n",
        "    def path(self):\n        pass\n",
    ],
)
def test_without_a_setter_it_is_what_is_assigned(methods: str) -> None:
    assert said_of("y", f"class Place:\n{methods}p = Place()\np.path = '/a'\ny = p.path") == ["/a"]


def test_a_setter_that_may_leave_the_attribute_alone() -> None:
    setter = "if x(): self._path = value"
    before = CLASS.format(setter=setter, getter="return self._path").replace("self.path = path", "self._path = '/first'")
    said = said_of("y", before + "p = Place('/user')\np.path = '/a'\ny = p.path")
    assert {"/first", "/a"} <= set(said)


def test_what_a_method_finds_is_no_assignment() -> None:
    source = """
        import requests
        class Place:
            def __init__(self):
                self._path = "/rest/api/user"
            @property
            def path(self):
                return self._path
            @path.setter
            def path(self, value):
                self._path = value.replace("user", "group")
            def send(self):
                requests.get("https://x" + self.path)
                if input():
                    self.path = "/rest/api/user/memberof"
                requests.delete("https://x" + self.path)
        Place().send()
    """
    assert set(found(source)) >= {"GET /rest/api/user", "DELETE /rest/api/user", "DELETE /rest/api/group/memberof"}
    assert "DELETE /rest/api/user/memberof" not in found(source)
