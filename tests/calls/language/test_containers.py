"""Lists, dicts and comprehensions, beyond what ``test_expressions`` has."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values.domain import MOST_ALTERNATIVES, Items, Kind, Table
from tests.calls.evaluated import said_of, values_of
from tests.calls.snippets import found

BEFORE = """
from .nowhere import x, y
import nowhere
"""


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("[1, *(2, 3)]", Kind.LIST),
        ("(1, *[2])", Kind.TUPLE),
        ("{1, *[2]}", Kind.SET),
        ("[*{1, 2}]", Kind.SOME),
        ("[*{1}]", Kind.LIST),
        ("{*[y for y in (1, 2) if x]}", Kind.SOME),
        ("[y for y in (1, 2)]", Kind.LIST),
        ("(y for y in (1, 2))", Kind.LIST),
        ("[y for y in {1, 2}]", Kind.SOME),
        ("{y for y in [1, 2]}", Kind.SET),
        ("{y for y in {1, 2}}", Kind.SET),
        ("{y for y in [1, 2] if x}", Kind.SOME),
        ("[y for y in [1, 2] if x]", Kind.SOME),
        ("[y for y in [x] if y]", Kind.LIST),
        ("[y for y in [1 if x else 2] if y != 1]", Kind.SOME),
        ("[y for y in [None if x else 2] if y is not None]", Kind.LIST),
        ("[y for y in [nowhere.a, 2] if y]", Kind.LIST),
    ],
)
def test_kinds_of_collections(expression: str, kind: Kind) -> None:
    (value,) = values_of(expression, BEFORE)
    assert isinstance(value, Items)
    assert value.kind is kind


def test_dicts_that_change() -> None:
    before = f"""{BEFORE}
table = {{'a': 1, 'b': 2}}
table['a'] = 3
table['c'] = 4
other = {{'a': 1}}
other[x] = 2
"""
    assert said_of("table", before) == [{"a": 3, "b": 2, "c": 4}]
    assert said_of("other['a']", before) == [1, 2]
    (value,) = values_of("other", before)
    assert isinstance(value, Table)
    assert value.rest


def test_lists_that_grow() -> None:
    before = f"{BEFORE}\nparts = ['a']\nparts.append('b')\nparts += ('c',)\nmaybe = [y for y in ('a', 'b') if x]"
    before += "\nmaybe.append('c')"
    assert said_of("'/'.join(parts)", before) == ["a/b/c"]
    assert said_of("'/'.join(maybe)", before) == ["?"]
    assert said_of("maybe[0]", before) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("[f'/a/{y}' for y in x]", ["/a/~"]),
        ("[f'/a/{y}' for y in {'b': 1}]", ["/a/b"]),
        ("[y for y in ([] if x else ['b'])]", ["b"]),
        ("[f'{y}/d' for y in (['b'] if x else {'c': 1})]", ["b/d", "c/d"]),
        ("['/a/{}'.format(str(y)) for y in x]", ["/a/~"]),
        ("[f'/a/{x(y)}' for y in x]", "?"),
        ("[x.join(y) for y in x]", "?"),
        ("[(x[0])(y) for y in x]", "?"),
        ("[y for y in x]", "?"),
        ("[y for y in []]", "?"),
        ("[y + z for y in x for z in x]", "?"),
    ],
)
def test_one_round_stands_for_those_that_nobody_knows(expression: str, said: object) -> None:
    before = f"{BEFORE}\nfor found in {expression}:\n    pass"
    assert said_of("found", before) == ([said] if said == "?" else said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pop()", ["c"]),
        ("pop(0)", ["a"]),
        ("pop(-2)", ["b"]),
        ("pop(7)", ["?"]),
        ("pop(x)", ["a", "b", "c"]),
        ("pop(*x)", ["?"]),
        ("pop(index=0)", ["?"]),
        ("popleft()", ["a"]),
    ],
)
def test_what_is_taken_out_of_a_list(change: str, said: list[str]) -> None:
    assert said_of(f"['a', 'b', 'c'].{change}", BEFORE) == said
    assert said_of(f"collections.deque('abc' if x else ['a', 'b', 'c']).{change}", f"{BEFORE}\nimport collections") != []


def test_a_long_list_is_not_gone_through() -> None:
    items = ", ".join(map(str, range(MOST_ALTERNATIVES)))
    assert said_of(f"sum([a for a in [{items}]])", BEFORE) == ["?"]
    assert said_of(f"[a for a in [{items}]][15]", BEFORE) == [15]
    assert said_of(f"[a for a in [{items}, 16]][15]", BEFORE) == ["?"]


def test_comprehensions_in_comprehensions() -> None:
    assert said_of("[[(a, b) for b in ('c', 'd')] for a in ('a', 'b')]") == [
        [[("a", "c"), ("a", "d")], [("b", "c"), ("b", "d")]]
    ]
    assert said_of("[a for a in [b + '/x' for b in ('a', 'b')]][1]") == ["b/x"]


def test_comprehensions_see_what_is_around_them() -> None:
    before = """
    def urls(base, names=("a", "b")):
        prefix = base + "/rest"
        return [prefix + "/" + name for name in names if name != skipped]
    skipped = "a"
    """
    assert said_of("urls('https://h')", before) == [["https://h/rest/b"]]


@pytest.mark.parametrize(
    "url",
    [
        "'/'.join(['wiki', 'api', 'v2', *parts])",
        "'/'.join(('wiki/api', 'v2') + parts)",
        "'/'.join(['wiki', 'api', 'v2'] + list(parts))",
        "'wiki/api/v2/' + '/'.join(parts)",
        "'/'.join(map(str, ['wiki/api/v2', *parts]))",
        "'/'.join(filter(None, ['wiki/api/v2', *parts]))",
        "'/'.join(part.strip('/') for part in ('wiki/api', 'v2') + parts)",
    ],
)
def test_a_root_before_parts_that_only_callers_know(url: str) -> None:
    source = f"""
        import requests
        class Api:
            def url(self, *parts):
                return self.base + "/" + {url}
            def get(self, *parts, params=None):
                return requests.get(self.url(*parts), params=params)
            def labels(self, page):
                return self.get("pages", page, "labels")
    """
    assert found(source) == ["GET /wiki/api/v2/pages/{}/labels"]


def test_parts_without_a_root_bring_none() -> None:
    source = """
        import requests
        def get(*parts):
            return requests.get("/".join(["https://x", "wiki", *parts]))
        def send(page, name):
            get("pages", page)
            get("rest", "api", "content", page)
            get(*name)
    """
    assert found(source) == ["GET /wiki/rest/api/content/{}"]
