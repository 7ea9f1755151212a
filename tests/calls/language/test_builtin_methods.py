"""Methods of texts, lists and dicts: where all is known, they give what Python gives."""

from __future__ import annotations

import pytest

from tests.calls.evaluated import said_of, values_of
from tests.calls.snippets import found
from tests.calls.texts import shown

KNOWN = [
    "' a '.strip()", "' a '.lstrip()", "' a '.rstrip(None)", "'/a/'.strip('/')", "'/a/'.lstrip('/')", "'/a/'.rstrip('/')",
    "'aB'.lower()", "'aB'.upper()", "'aB'.swapcase()", "'ab cd'.title()", "'ab'.capitalize()", "'\\xdf'.casefold()",
    "'{}-{}'.format(1, 'a')", "'{a}{b}'.format(b=1, a=True)", "'{}{a}'.format(*[1], **{'a': 2})", "'/'.join(['a', 'b'])",
    "'/'.join(('a',))", "'/'.join([])", "'/'.join(x for x in ('a', 'b'))", "'-'.join({'a'})", "'/'.join(list(('a', 'b')))",
    "'a-b'.replace('-', '/')", "'aab'.replace('a', '')", "'abc'.startswith('a')", "'abc'.startswith(('x', 'a'))",
    "'abc'.startswith(('x', 'y'))", "'abc'.startswith(())", "'abc'.endswith('c')", "'abc'.endswith('a')",
    "'abc'.removeprefix('a')", "'abc'.removeprefix('x')", "'abc'.removesuffix('c')", "'a/b/c'.split('/')",
    "'a/b/c'.split('/', 1)", "'a b'.split()", "' a  b '.split(None, 1)", "'a/b/c'.rsplit('/', 1)", "'a/b'.partition('/')",
    "'a/b/c'.rpartition('/')", "'a\\nb'.splitlines()", "'a\\nb'.splitlines(True)", "'a/b'.split('/')[-1]",
    "'a'.__str__()", "[1, 2].copy()", "{'a': 1}.copy()", "{'a': 1}.get('a')", "{'a': 1}.get('b')", "{'a': 1}.get('b', 2)",
    "{'a': 1}.get('a', 2)", "{'a': None}.get('a', 2)", "{1: 'a'}.get(1)",
    "{'a': 1}.pop('a')", "{'a': 1}.pop('b', 2)", "{'a': 1}.setdefault('a', 2)",
    "{}.setdefault('a', 2)",
    "list({'a': 1, 'b': 2}.items())", "list({'a': 1, 'b': 2}.values())", "list({'a': 1, 'b': 2}.keys())",
    "[k + v for k, v in {'a': 'b', 'c': 'd'}.items()]", "'{}'.format('{}').format(1)", "'%s'.strip('%') + 'a'",
]  # fmt: skip


@pytest.mark.parametrize("expression", KNOWN)
def test_what_is_known_is_what_python_gives(expression: str) -> None:
    assert said_of(expression) == [eval(expression)]


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("f'/{x}/'.strip('/')", ["~"]),
        ("f'{x}/'.rstrip('/').lower()", ["~"]),
        ("f'A{x}'.lower()", ["a~"]),
        ("f'a{x}'.upper()", ["A~"]),
        ("f'a{x}'.title()", ["?"]),
        ("f'{x}/a/b'.rsplit('/', 2)", [["~", "a", "b"]]),
        ("f'{x}/a/b'.rsplit('/', maxsplit=2)", ["?"]),
        ("f'{x}/a/b'.rsplit('/', 1)[0]", ["~/a"]),
        ("f'{x}/a/b'.rsplit('/', 3)", ["?"]),
        ("f'a/{x}'.rsplit('/', 1)", ["?"]),
        ("f'{x}/a'.rsplit('/')", ["?"]),
        ("f'{x}/a'.rsplit('/', 0)", ["?"]),
        ("f'{x}/a'.rsplit('/', 'b')", ["?"]),
        ("f'{x}/a'.rsplit('/', x)", ["?"]),
        ("f'{x}/a'.rsplit('', 1)", ["?"]),
        ("f'{x}/a'.rsplit(x, 1)", ["?"]),
        ("f'{x}/a'.rsplit(None, 1)", ["?"]),
        ("f'{x}/a'.rsplit(f'/{x}', 1)", ["?"]),
        ("f'{x}/a'.rsplit()", ["?"]),
        ("f'{x}/a/b'.rpartition('/')", [("~/a", "/", "b")]),
        ("f'{x}a'.rpartition('/')", ["?"]),
        ("f'{x}/a'.rpartition()", ["?"]),
        ("'a'.strip(x)", ["?"]),
        ("'a'.strip('a', 'b')", ["?"]),
        ("'a'.strip(chars='a')", ["?"]),
        ("'a'.lower(*x)", ["?"]),
        ("'a'.lower(1)", ["?"]),
        ("'a'.upper(1)", ["?"]),
        ("'a'.replace(x, 'b')", ["?"]),
        ("'a'.replace('', 'b')", ["?"]),
        ("'aXb'.replace('X', x)", ["a~b"]),
        ("'aab'.replace('a', 'c', 1)", ["?"]),
        ("'aab'.replace('a', 'c', count=1)", ["?"]),
        ("'a'.replace('a')", ["?"]),
        ("'a'.replace(1, 'b')", ["?"]),
        ("'/'.join(['a', x])", ["a/~"]),
        ("'/'.join(x)", ["?"]),
        ("'/'.join('ab')", ["?"]),
        ("'/'.join({'a', 'b'})", ["?"]),
        ("'/'.join(sorted(['a', 'b']))", ["?"]),
        ("'/'.join([y for y in ('a', 'b') if x])", ["?"]),
        ("'/'.join([y for y in ('a', x) if y])", ["a/~"]),
        ("'/'.join([y for y in ('a', x) if y is not None])", ["a/~"]),
        ("f'/a{x}'.startswith('/a')", [True]),
        ("f'/a{x}'.startswith('/ab')", ["?"]),
        ("f'/a{x}'.startswith(('/b', x))", ["?"]),
        ("f'/a{x}'.startswith(('/ab', '/a'))", [True]),
        ("'abc'.startswith('b', 1)", ["?"]),
        ("'abc'.startswith(('a' if x else 'b', 'x'))", ["?"]),
        ("'abc'.startswith('a' if x else 'b')", [True, False]),
        ("'abc'.startswith(1)", ["?"]),
        ("'abc'.startswith(x)", ["?"]),
        ("f'{x}/'.removesuffix('/')", ["~"]),
        ("f're{x}'.removeprefix('rest/')", ["?"]),
        ("'abc'.removesuffix(x)", ["?"]),
        ("f'a/{x}?b={x}'.split('?')", [["a/~", "b=~"]]),
        ("f'{x}'.split('/')[1]", ["?"]),
        ("f'a/{x}'.split()", ["?"]),
        ("f'a/{x}'.split('/', 1)", ["?"]),
        ("'a/b'.split(x)", ["?"]),
        ("'a/b'.split('')", ["?"]),
        ("'a/b'.split(b'/')", ["?"]),
        ("'a/b'.split([])", ["?"]),
        ("'a'.encode()", ["?"]),
        ("'a'.unheard_of()", ["?"]),
        ("'{}{}'.format(x, *y)", ["~~"]),
        ("'{}{}'.format(*y, 'a')", ["~~"]),
        ("'{}{a}'.format('b', **y)", ["b~"]),
        ("'{}'.format('a' if x else 'b')", ["a", "b"]),
        ("'{}'.format(None if x else 'b')", ["b"]),
        ("('a' if x else 'b').upper()", ["A", "B"]),
        ("x.upper()", ["?"]),
        ("x.strip('/')", ["~"]),
        ("x.lower() + 'a'", ["~a"]),
        *((f"x.{method}() + 'a'", ["~a"]) for method in ("strip", "lstrip", "rstrip", "__str__", "encode", "decode", "as_posix")),
        ("x.format(1)", ["?"]),
        ("x.get('a', 'b')", ["b", "?"]),
        ("x.get('a', None)", ["?"]),
        ("x.get('a')", ["?"]),
        ("x.setdefault('a', 'b')", ["b", "?"]),
        ("x.join('rest/a')", ["~/rest/a"]),
        ("x.join('rest')", ["?"]),
        ("x.join(x)", ["?"]),
        ("x.join(['rest/a'])", ["?"]),
        ("x.join('a/b', 'c/d')", ["?"]),
        ("x.join()", ["?"]),
        ("[1].index(1)", ["?"]),
        ("{'a': 1}.get(x)", ["?"]),
        ("{'a': 1}.get(x, 2)", ["?"]),
        ("{'a': 1, **x}.get('b', 2)", [2, "?"]),
        ("{'a': 1, x: 3}.get('b', 2)", [2, "?"]),
        ("{**x, 'a': 1}.get('a', 2)", [1]),
        ("{'a': 1}.get('a' if x else 'b', 2)", [1, 2]),
        ("{'a': 1}.get()", ["?"]),
        ("{**x}.items()", ["?"]),
        ("{**x}.values()", ["?"]),
        ("{**x}.copy()", ["?"]),
        ("{'a': 1}.popitem()", ["?"]),
        ("{'a': 1}.pop('b')", ["?"]),
        ("{'a': 1}.pop('b', None)", ["?"]),
        ("{'a': {'b': 1}}.pop('a')", ["?"]),
        ("{'a': 1}.setdefault('b', [])", ["?"]),
        ("{'a': 1}.pop()", ["?"]),
        ("{'a': 1}.pop('b', None)", ["?"]),
        ("{'a': 1}.pop('b', {})", ["?"]),
        ("{'a': 1}.setdefault('b', [])", ["?"]),
        ("{'a': {}}.pop('a')", ["?"]),
        ("{'a': 1}.pop(x, 2)", ["?"]),
        ("{'a': 1, **x}.pop('b', 2)", [2, "?"]),
        ("{True: 'a'}.get(1, 'b')", ["?"]),
    ],
)
def test_what_is_not_known(expression: str, said: list[object]) -> None:
    assert said_of(expression, "from .nowhere import x, y") == said


@pytest.mark.parametrize(
    ("expression", "opens"),
    [
        ("'a'.join(p)", True),
        ("'a'.join(x)", False),
        ("p.unheard_of()", True),
        ("'a'.unheard_of(p)", True),
        ("'a'.unheard_of(1)", False),
        ("{'a': 1}.get(p)", True),
        ("[p].index(1)", True),
    ],
)
def test_who_may_fill_what_is_not_known(expression: str, opens: bool) -> None:
    (value,) = values_of(f"(lambda p: {expression})", "from nowhere import x")
    del value
    (value,) = values_of("f(*unknown)", f"from nowhere import x, unknown\ndef f(p): return {expression}")
    assert getattr(getattr(value, "hole"), "open") is False
    found = values_of("f()", f"from nowhere import x\ndef f(p): return {expression}")
    assert [getattr(getattr(item, "hole"), "open") for item in found] == [opens]


def test_methods_of_external_objects_are_unknown() -> None:
    before = """
    import string
    from contextlib import ExitStack
    import requests
    """
    assert said_of("string.Template('/rest/$x').wrap(x=1)", before) == ["?"]
    assert said_of("string.Formatter().format('{}', 1)", before) == ["?"]


def test_replacing_in_many_alternatives() -> None:
    before = "from nowhere import x\nurl = '/rest/1/ID' if x[0] else '/rest/2/ID'"
    assert said_of("url.replace('ID', 'a' if x[0] else 'b')", before) == ["/rest/1/a", "/rest/1/b", "/rest/2/a", "/rest/2/b"]
    shown(values_of("url.replace('ID', x)", before)[0])


def test_a_format_of_too_many_alternatives_is_unknown() -> None:
    source = "def pick():\n" + "".join(f"    if x({i}):\n        return '{i}'\n" for i in range(6)) + "    return '6'\n"
    assert len(said_of("'{}'.format(pick())", source)) == 7
    assert said_of("'{}{}'.format(pick(), pick())", source) == ["?"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("self.wiki.url, '/rest/api/space/'", ["PUT /rest/api/space"]),
        ("None, 'https://example.atlassian.net/wiki/rest/api/space'", ["PUT /wiki/rest/api/space"]),
        ("None if key else self.wiki.url, f'rest/api/content/{key}', None", ["PUT /rest/api/content/{}"]),
        ("'https://example.atlassian.net/wiki', path='rest/api/space'", []),
        ("*key", []),
    ],
)
def test_a_client_s_function_that_joins_by_slashes(arguments: str, expected: list[str]) -> None:
    source = f"""
        import requests
        from atlassian import Confluence
        class Sender:
            def __init__(self, wiki: Confluence):
                self.wiki = wiki
            def send(self, key):
                return requests.put(self.wiki.url_joiner({arguments}))
    """
    assert found(source) == expected


def test_what_functions_put_into_a_dict_is_not_dead() -> None:
    source = """
        import requests
        class Pages:
            def fill(self, page):
                page["metadata"]["labels"] = [1]
                page["extra"] = [2]
            def publish(self, key):
                page = {"id": key, "metadata": {"type": "page"}}
                self.fill(page)
                metadata, extra = page.pop("metadata", {}), page.pop("extra", None)
                labels = metadata.get("labels")
                if labels:
                    requests.post("https://x/rest/api/content/1/label", json=labels)
                if extra:
                    requests.post("https://x/rest/api/content/1/property", json=extra)
    """
    assert found(source) == ["POST /rest/api/content/1/label", "POST /rest/api/content/1/property"]


def test_what_a_function_takes_out_of_its_keyword_arguments() -> None:
    source = """
        import requests
        def call(path, **kwargs):
            method = kwargs.pop("method", "GET")
            root = kwargs.setdefault("root", "https://x/rest/api")
            return requests.request(method, root + path, **kwargs)
        class Api:
            def __init__(self, **options):
                self.root = options.pop("root") + "/rest/api"
                self.session = requests.Session(**options)
            def delete(self, key):
                self.session.delete(self.root + "/content/" + key)
        call("/content/1")
        call("/content/2", method="DELETE")
        call("/content/3", method="PUT", root="https://x/wiki/rest/api")
    """
    assert found(source) == [
        "DELETE /rest/api/content/{}",
        "GET /rest/api/content/1",
        "DELETE /rest/api/content/2",
        "PUT /wiki/rest/api/content/3",
    ]
