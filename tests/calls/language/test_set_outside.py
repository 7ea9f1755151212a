"""Attributes that are set from outside of a class."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

PLACE = "class Place:\n    kind = '/a'\n    def send(self):\n        return self.kind\np = Place()\nq = Place()\n"
PLACE += "class Named(Place):\n    def __init__(self, name): pass\n"


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        ("p.kind = '/b'\ny = p.kind", ["/b"]),
        ("p.kind = '/b'\ny = q.kind", ["/a"]),
        ("p.kind = '/b'\np.kind = '/c'\ny = p.kind", ["/c"]),
        ("p.kind = '/b'\nfor i in x():\n    y = p.kind", ["/b"]),
        ("if x():\n    p.kind = '/b'\n    y = p.kind\nelse:\n    raise SystemExit", ["/b"]),
        ("if x():\n    p.kind = '/b'\nelse:\n    raise SystemExit\ny = p.kind", ["/b"]),
        ("p.other = '/b'\ny = p.kind", ["/a"]),
        ("y = thing.kind\nthing.kind = '/b'", ["?"]),
        ("thing = x()\nthing.kind = '/b'\ny = thing.kind", ["/b"]),
        ("p.kind, z = x()\ny = p.kind", ["/a"]),
        ("import requests\ns = requests.Session()\ns.kind = '/b'\ny = s.kind", ["?"]),
    ],
)
def test_what_the_block_itself_has_set(behind: str, said: list[str]) -> None:
    assert said_of("y", PLACE + behind) == said


@pytest.mark.parametrize(
    "behind",
    [
        "if x():\n    p.kind = '/b'\ny = p.kind",
        "for i in x():\n    y = p.kind\n    p.kind = '/b'",
        "p.kind = '/b'\np.send()\ny = p.kind",
        "def f():\n    p.kind = '/b'\ny = p.kind",
        "def f(r: Place):\n    r.kind = '/b'\ny = p.kind",
        "def f(r: Place):\n    r.kind = '/b'\ny = p.send()",
        "Place.kind = '/b'\ny = p.kind",
        "class Own(Place): pass\nPlace.kind = '/b'\ny = Own().kind",
        "class Own(Place): pass\ndef f(r: Place):\n    r.kind = '/b'\ny = Own().kind",
        "def f(r: Place):\n    r.kind: str = '/b'\ny = p.kind",
        "def f(r: Place):\n    z = r.kind = '/b'\ny = p.kind",
        "def f(r: Place):\n    (r.kind) = '/b'\ny = p.kind",
        "def f(u):\n    r = Named(u)\n    r.kind = u\n    return r.send()\ny = f('/b')",
        "def f(u):\n    r = Named(name=u)\n    r.kind = '/b'\n    return g(r)\ndef g(r):\n    return r.kind\ny = f('/c')",
        "def f():\n    r = Place()\n    r.kind = '/b'\n    return r.send()\ny = f()",
    ],
)
def test_what_may_be_set_is_one_of_several(behind: str) -> None:
    assert sorted(map(str, said_of("y", PLACE + behind))) == ["/a", "/b"]


@pytest.mark.parametrize(
    "behind",
    [
        "def f(r):\n    r.kind = '/b'\ny = p.kind",
        "class Other:\n    kind = '/c'\ndef f(r: Other):\n    r.kind = '/b'\ny = p.kind",
        "class Own(Place): pass\ndef f(r: Own):\n    r.kind = '/b'\ny = p.kind",
        "def f(r: Place):\n    r.kind == '/b'\ny = p.kind",
        "def f(u):\n    r = Named(u)\n    r.kind = '/b'\ny = Named('/c').kind",
        "def f(r: Place):\n    if 1 == 2:\n        r.kind = '/b'\ny = p.kind",
    ],
)
def test_what_is_set_on_something_else(behind: str) -> None:
    assert said_of("y", PLACE + behind) == ["/a"]


def test_what_another_module_sets(tmp_path: Path) -> None:
    files = {
        "places.py": "class Place:\n    kind = '/rest/api/space'\n",
        "moving.py": "from places import Place\ndef move(place: Place):\n    place.kind = '/rest/api/group'\n",
    }
    source = """
        import requests
        from moving import move
        from places import Place
        def send(place: Place):
            move(place)
            requests.get("https://x" + place.kind)
    """
    assert found(source, files, project=tmp_path) == ["GET /rest/api/group", "GET /rest/api/space"]


def test_an_attribute_that_leads_back_to_itself() -> None:
    behind = "def f(r: Place):\n    r.kind = r.kind + '/b'\ny = p.kind"
    assert "/a" in said_of("y", PLACE + behind)
