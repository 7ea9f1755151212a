"""What an assignment, a change in place or an import gives its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calls.evaluated import said_of
from tests.calls.snippets import found

CHANGES = [
    "x.append('c')", "x.pop()", "x.pop(0)", "x.pop(-1)", "x.pop(7)", "x[0] = 'd'", "del x[0]", "del x[-1]", "x += ['e']",
    "x.extend(['f'])", "x.clear()", "x.sort()", "x.insert(0, 'g')", "x.reverse()", "x[0:1] = ['h']", "x.remove('a')",
    "x.append(*['h'])", "x.pop(*[0])", "x.extend(('i', 'j'))", "x.extend('kl')", "x.extend(['m', *'no'])", "x.extend([])",
]  # fmt: skip


@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3))
def test_a_changed_list_is_as_python_has_it_or_unknown(changes: list[str]) -> None:
    before = "\n".join(["x = ['a', 'b']", *changes])
    names: dict[str, object] = {}
    try:
        exec(before, names)
    except (IndexError, ValueError):
        return
    assert said_of("x", before) in ([names["x"]], ["?"])


@pytest.mark.parametrize(
    "change, after",
    [
        ("x.append('c')", ["a", "b", "c"]),
        ("x.pop()", ["a"]),
        ("x.pop(0)", ["b"]),
        ("del x[0]", ["b"]),
        ("x += ['e']", ["a", "b", "e"]),
        ("x.pop(7)", "?"),
        ("x.extend(['c', 'd'])", ["a", "b", "c", "d"]),
        ("x.extend(('c',))", ["a", "b", "c"]),
        ("x.extend([])", ["a", "b"]),
        ("x.extend([*'cd'])", "?"),
        ("x.extend('cd')", "?"),
        ("x.extend(y for y in 'c')", "?"),
        ("x.extend(('c', y) for y in (1, 2))", ["a", "b", ("c", 1), ("c", 2)]),
        ("x.extend({'c'})", ["a", "b", "c"]),
        ("x = {'a', 'b'}\nx.add('c')", {"a", "b", "c"}),
        ("x.append(*['c'])", "?"),
        ("x.append('c', 'd')", "?"),
        ("x.pop(*[0])", "?"),
        ("x.clear()", "?"),
        ("x[0] = 'd'", ["d", "b"]),
        ("x[-1] = 'd'", ["a", "d"]),
        ("x[2] = 'd'", "?"),
        ("x['0'] = 'd'", "?"),
        ("x[:1] = 'd'", "?"),
        ("x[0] += 'd'", "?"),
        ("x = {'a'}\nx[0] = 'd'", "?"),
    ],
)
def test_changes_of_a_list(change: str, after: object) -> None:
    assert said_of("x", f"x = ['a', 'b']\n{change}") == [after]


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        ("['a', 'b']", ["extend('c')", "insert(0, 'c')", "remove('a')", "clear()", "sort()", "reverse()"]),
        ("{'a': 'b'}", ["clear()", "update(c='d')", "setdefault('c', 'd')", "popitem()"]),
        ("{'a', 'b'}", ["remove('a')", "clear()", "update('c')", "discard('a')"]),
    ],
)
def test_a_collection_is_unknown_once_one_of_its_methods_has_changed_it(value: str, changes: list[str]) -> None:
    for change in changes:
        assert said_of("x", f"x = {value}\nx.{change}") == ["?"], change
        assert "?" in said_of("x", f"x = {value}\nif y:\n    x.{change}"), change


@pytest.mark.parametrize(
    "change, after",
    [
        ("x['c'] = 'd'", {"a": "b", "c": "d"}),
        ("x['a'] = 'd'", {"a": "d"}),
        ("x.pop('a')", {}),
        ("del x['a']", {}),
        ("x.pop('z', None)", {"a": "b"}),
        ("x.pop(name())", "?"),
        ("x.popitem()", "?"),
        ("x.clear()", "?"),
        ("x.update({'c': 'd'})", {"a": "b", "c": "d"}),
        ("x.update(dict(a='d'))", {"a": "d"}),
        ("x.update({'c': 'd'}, e='f')", "?"),
    ],
)
def test_changes_of_a_dict(change: str, after: object) -> None:
    assert said_of("x", f"x = {{'a': 'b'}}\n{change}") == [after]


@pytest.mark.parametrize("more", ["name()", "{**name()}", "{'c': 'd', **name()}"])
def test_what_nobody_knows_may_replace_each_entry_of_a_dict(more: str) -> None:
    for change in (f"x.update({more})", f"x = {{**x, **{more}}}"):
        assert said_of("x['a']", f"x = {{'a': 'b', 'c': 'b'}}\n{change}") == ["?"]
    assert said_of("x['a']", f"x = {{**{more}, 'a': 'b'}}") == ["b"]


def test_other_definitions() -> None:
    assert said_of("x", "flag = False\nif flag:\n    x = 'a'") == []
    assert said_of("x", "def x(): pass\ndel x\nx += 'a'") == ["~a"]
    assert said_of("C().x()", "class C:\n    y = 'a'\n    def x(self):\n        self.y += 'b'\n        return self.y") == ["ab"]
    assert said_of("f()", "y = 'a'\ndef f():\n    global y\n    y += 'b'\n    return y") == ["a", "~b"]


def test_what_is_neither_list_nor_dict_stays() -> None:
    assert said_of("x", "x = 'abc'\nx.pop()") == ["abc"]
    assert said_of("x", "x = 'abc'\nx.append('d')") == ["abc"]
    assert said_of("x", "x = ('abc', 'd')\nx.pop(0)") == ["?"]


def test_a_parameter_that_an_annotation_types() -> None:
    source = """
        import requests
        def f(owner):
            session: requests.Session = owner.session
            session.get("https://x/rest/api/space")
            url: str = "https://x/rest/api/content"
            session.get(url)
    """
    assert found(source) == ["GET /rest/api/space", "GET /rest/api/content"]


def test_an_alternative_that_cannot_have_run() -> None:
    source = """
        import requests
        def send(path, kind="space"):
            if kind == "space":
                path = "/rest/api/space/" + path
            elif kind == "user":
                path = "/rest/api/user"
            requests.get("https://x" + path)
        send("a")
        send("b", "user")
    """
    assert found(source) == ["GET /rest/api/space/{}", "GET /rest/api/user"]
