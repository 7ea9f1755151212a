"""Objects that stand for URLs: where all is known, they are what Python and the libraries make of them."""

from __future__ import annotations

import importlib
import pathlib
import posixpath
import urllib.parse

import pytest

from flake8_confluence_scopes.calls.values.domain import Text
from flake8_confluence_scopes.calls.values.openness import is_open
from tests.calls.evaluated import said_of, values_of
from tests.calls.snippets import found

IMPORTS = "import furl, httpx, httpx2, pathlib, posixpath, urllib.parse, yarl\nfrom urllib.parse import urlparse, urlsplit\n"
UNKNOWN = IMPORTS + "from .nowhere import x, y\n"
URL = "'https://u@H:80/wiki/a;b?c=d#e'"

KNOWN = [
    *(f"urlsplit({URL}).{name}" for name in ("scheme", "netloc", "path", "query", "fragment", "hostname")),
    *(f"urlparse({URL}).{name}" for name in ("scheme", "netloc", "path", "params", "query", "fragment", "hostname")),
    *(f"urllib.parse.urldefrag({URL}).{name}" for name in ("url", "fragment")), "urlsplit('/a').hostname",
    f"urlsplit({URL}).geturl()", f"urlparse({URL}).geturl()", f"urlsplit({URL})[2]",
    f"urlsplit({URL})._replace(path='/rest').geturl()", f"urlparse({URL})._replace(path='rest', query='').geturl()",
    f"urllib.parse.urlunsplit(urlsplit({URL})._replace(scheme='http', netloc='i'))",
    f"tuple(urlsplit({URL})._replace())", f"urllib.parse.urlunparse(urlparse({URL})._replace(params='', fragment=''))",
    f"urllib.parse.urlunparse(urlparse({URL})[:3] + ('', '', ''))",
    "urllib.parse.urlunsplit(('https', 'h', '/a', '', ''))", "urllib.parse.urlunsplit(['', '', 'a', 'b', 'c'])",
    "urllib.parse.urlunsplit(('https', 'h', '/a', None, None))",
    "urllib.parse.urlunparse(('https', 'h', 'a', 'p', 'q', 'f'))",
    "urllib.parse.urljoin('https://h/b', urlsplit('https://h/wiki').path + '/rest')",
    "urllib.parse.SplitResult('https', 'h', '/a', query='', fragment='').geturl()",
    "urllib.parse.ParseResult(scheme='https', netloc='h', path='/a', params='', query='b', fragment='').path",
    "[part for part in urlsplit('https://h/a?b#c')][1]", "(lambda s, n, p, q, f: n + p)(*urlsplit('https://h/a'))",
    "str(pathlib.PurePosixPath('/rest', 'api') / 'content')",
    "str(pathlib.PurePosixPath('/rest/').joinpath('api', 'a'))", "str(pathlib.PurePosixPath('/'))",
    "str(pathlib.PurePosixPath('/rest/api').parent)", "str(pathlib.PurePosixPath('a/b').with_name('c'))",
    "str(pathlib.PurePosixPath('/a', '/b/'))", "pathlib.PurePosixPath('/rest/api').as_posix()",
    "posixpath.join('/rest', 'api', '')",
]  # fmt: skip


@pytest.mark.parametrize("expression", KNOWN)
def test_what_is_known_is_what_python_gives(expression: str) -> None:
    names = {"pathlib": pathlib, "posixpath": posixpath, "urllib": urllib}
    names |= {name: getattr(urllib.parse, name) for name in ("urlparse", "urlsplit")}
    assert said_of(expression, IMPORTS) == [eval(expression, names)]


OF_LIBRARIES = {
    "httpx": [
        "URL('https://h/wiki/').join('rest/api')", "URL('https://h/wiki').join('/rest')",
        "URL('https://h').join(URL('rest'))", "URL('https://h/wiki').copy_with(path='/rest/api')",
        "URL('https://h/a?b=c').copy_with(path='/rest')", "URL('https://h/a').copy_with(scheme='http', host='i')",
        "URL('https://h', path='/rest')", "URL(URL('https://h/a'))", "URL(scheme='https', host='h', path='/rest')",
        "URL('https://h/wiki').path", "URL('https://h').path", "URL('https://h/a%20b').path",
        "URL('https://u:p@h:81/a').host", "URL('https://h').scheme", "URL('https://h/a#b').fragment",
        "URL('https://h/a') == 'https://h/a'",
    ],
    "yarl": [
        "URL('https://h/rest')", "URL('https://h/rest?a=b') / 'api'",
        "URL('https://h/rest').joinpath('api', 'content')", "URL('https://h/a').with_path('/rest')",
        "URL('https://h/a?b=c#d').with_path('rest')", "URL('https://h/wiki/').join(URL('rest'))",
        "URL('https://h/a/b?c=d').with_name('e')", "URL('https://h/a').with_scheme('http')",
        "URL('https://h/a').with_host('i')", "URL('https://h/a/b?c=d').parent", "URL('https://h/a/b').parent / 'c'",
        "URL('https://h/a?b=c').with_query(None)", "URL('https://h/a?b=c').relative()", "URL('https://h/a').origin()",
        "URL('https://h/a').with_fragment('b')", "URL.build(scheme='https', host='h', path='/rest')",
        "URL('https://h', encoded=True) / 'a'", "URL('/rest') / 'api'", "URL('https://h').joinpath('a', encoded=True)",
        "URL('https://h/a').human_repr()", "URL('https://h/a').with_user(None)", "URL('https://h/a?b=c').path",
        "URL('https://h').path", "URL('https://h:81').host", "URL('/a').host", "URL('/a%20b').raw_path",
        "URL('https://h/a?b=c').query_string", "URL('https://h/a').scheme",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("package", "expression"),
    [(package, expression) for package, expressions in OF_LIBRARIES.items() for expression in expressions]
    + [("httpx2", expression) for expression in OF_LIBRARIES["httpx"]],
)
def test_what_is_known_is_what_the_library_gives(package: str, expression: str) -> None:
    module = pytest.importorskip(package, reason=f"{package} is not installed")
    real = eval(expression, {"URL": module.URL})
    assert said_of(expression, f"from {package} import URL") == [str(real) if isinstance(real, module.URL) else real]


@pytest.mark.parametrize("package", ["httpx", "httpx2", "yarl"])
def test_urls_of_libraries_have_what_is_followed(package: str) -> None:
    module = importlib.import_module(package) if package == "httpx" else pytest.importorskip(package, reason="not installed")
    wanted = {"yarl": ("with_query", "extend_query", "update_query", "without_query_params", "with_name", "with_port")}
    others = ("copy_set_param", "copy_add_param", "copy_remove_param", "copy_merge_params", "copy_with", "join")
    assert all(hasattr(module.URL, name) for name in wanted.get(package, others))


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("urlsplit(x).path", ["~"]),
        ("urlsplit(f'{x}/wiki').path + '/rest'", ["~/wiki/rest"]),
        ("urlsplit(f'https://{x}.atlassian.net/wiki').path + '/rest'", ["/wiki/rest"]),
        ("urlsplit(f'https://{x}/wiki').path", ["/wiki"]),
        ("urlsplit(f'https://{x}').path", ["~"]),
        ("urlsplit(f'https://{x}').hostname", ["~"]),
        ("urlsplit('https://[::1]/a').hostname", ["?"]),
        ("urlsplit(x)._replace(path='/rest').geturl()", ["~/rest"]),
        ("urlsplit(x)._replace(query='a=b').geturl()", ["~~?a=b"]),
        ("urlsplit(x)._replace(path='/rest', query=x).geturl()", ["~/rest?~"]),
        ("urlsplit(x)._replace(path='/rest', query='a' if x else 'b').geturl()", ["~/rest?~"]),
        ("urlsplit('https://h/a')._replace(path='/b' if x else '/c').geturl()", ["https://h/b", "https://h/c"]),
        ("urllib.parse.urlunparse(list(urlparse(x))[:2] + ['/rest', '', '', ''])", ["~/rest"]),
        ("f'{urlsplit(x).scheme}://{urlsplit(x).netloc}/rest'", ["~://~/rest"]),
        ("urlsplit('//h/a', x).geturl()", ["~://h/a"]),
        ("urlsplit(x)._replace('/rest')", ["?"]),
        ("urlsplit(x)._replace(paths='/rest')", ["?"]),
        ("urlsplit(x)._replace(**x)", ["?"]),
        ("urlsplit(x).geturl(1)", ["?"]),
        ("urlsplit(x).index('a')", ["?"]),
        ("urlsplit(x).port", ["?"]),
        ("list(urlsplit(x)).path", ["?"]),
        ("list(urlsplit(x)).geturl()", ["?"]),
        ("('a', 'b', 'c').path", ["?"]),
        ("('a', 'b', 'c').geturl()", ["?"]),
        ("urllib.parse.urldefrag('a#b').hostname", ["?"]),
        ("urllib.parse.urldefrag('a#b').geturl()", ["?"]),
        ("urllib.parse.urlunsplit(x)", ["?"]),
        ("urllib.parse.urlunsplit(('https', 'h'))", ["?"]),
        ("urllib.parse.urlunsplit({'https', 'h', '/a', '', 'b'})", ["?"]),
        ("urllib.parse.SplitResult('https', 'h', '/a')", ["?"]),
        ("urllib.parse.SplitResult(*x)", ["?"]),
        ("httpx.URL(x).join('rest/api')", ["~/rest/api"]),
        ("httpx.URL(f'{x}/wiki/').join('rest/api')", ["~/wiki/rest/api"]),
        ("httpx.URL('https://h/wiki/').join(x)", ["?"]),
        ("httpx.URL('https://h/wiki/').join(f'{x}/a')", ["~~/a"]),
        ("httpx.URL('https://h').join(['a'])", ["a"]),
        ("httpx.URL('/wiki').join('rest')", ["/rest"]),
        ("'/'.join('rest')", ["?"]),
        ("', '.join('rest/api')", ["?"]),
        ("httpx.URL(x).copy_with(path='/rest')", ["~/rest"]),
        ("httpx.URL(x).copy_with('/rest')", ["?"]),
        ("httpx.URL(x).copy_with(paths='/rest')", ["?"]),
        ("httpx.URL(x).copy_with(**y)", ["?"]),
        ("httpx.URL('https://h/a').copy_with(path=x)", ["https://h~"]),
        ("httpx.URL('https://h/a').copy_with(raw_path=b'/rest?a=b')", ["https://h~"]),
        ("httpx.URL('https://h/a').copy_with(netloc=b'i', port=80)", ["https://~/a"]),
        ("httpx.URL('https://h/a').copy_with(params={'a': 1})", ["https://h/a?~"]),
        ("httpx.URL('https://h/a').copy_with(username='u', path='/' + x)", ["https://h/~"]),
        ("httpx.URL('https://h/a?b=c').copy_merge_params({'a': 1})", ["https://h/a?~"]),
        ("httpx.URL('https://h/a').copy_add_param('a', x)", ["https://h/a?~"]),
        ("httpx.URL('https://[h').copy_with(path='/rest')", ["~"]),
        ("httpx.URL('https://[h').path", ["?"]),
        ("httpx.URL('https://h', 'i')", ["?"]),
        ("httpx.URL(*x)", ["?"]),
        ("httpx.URL('https://h').unheard_of", ["?"]),
        ("httpx.URL('https://h').unheard_of('a')", ["?"]),
        ("yarl.URL(x) / y", ["~/~"]),
        ("yarl.URL(x, encoded=True)", ["~"]),
        ("yarl.URL(x).joinpath('rest', x)", ["~/rest/~"]),
        ("yarl.URL('https://h') / '/rest'", ["?"]),
        ("(yarl.URL('https://h/') / 'rest').joinpath(name='x')", ["?"]),
        ("yarl.URL(x).with_path('/rest')", ["~/rest"]),
        ("yarl.URL(x).with_path('/rest', keep_query=True)", ["~/rest"]),
        ("yarl.URL(x).with_path('/rest', x)", ["?"]),
        ("yarl.URL(x).with_path('/rest', key=x)", ["?"]),
        ("yarl.URL('https://h/a').with_query(a=x)", ["https://h/a?~"]),
        ("yarl.URL('https://h/a?b=c').update_query({'a': x})", ["https://h/a?~"]),
        ("yarl.URL('https://h/a') % {'b': x}", ["https://h/a"]),
        ("yarl.URL('https://h/a').with_name(x)", ["https://h/~"]),
        ("yarl.URL('https://h').with_name('a')", ["?"]),
        ("yarl.URL(f'https://h/{x}').with_name('a')", ["?"]),
        ("yarl.URL('a').parent", ["?"]),
        ("yarl.URL(f'{x}/a/b').parent", ["~/a"]),
        ("yarl.URL('https://h/a').origin(1)", ["?"]),
        ("yarl.URL.build(path='/rest', **x)", ["?"]),
        ("yarl.URL.build(host=x, scheme='https', path='/rest')", ["https://~/rest"]),
        ("yarl.URL.build(host='h', scheme='https', path='/rest', query={'a': x}, port=80)", ["https://h/rest?~"]),
        ("furl.furl('https://h/') / 'rest' / x", ["https://h/rest/~"]),
        ("furl.furl('https://h/a').add(path='b').url", ["https://h/a/b"]),
        ("furl.furl('https://h/a').add({'b': x}).url", ["https://h/a"]),
        ("furl.furl('https://h/a').set(path='/rest', args=x).tostr()", ["https://h/rest"]),
        ("furl.furl('https://h/a').set({'b': x}).url", ["?"]),
        ("furl.furl('https://h/a/').join('b').url", ["https://h/a/b"]),
        ("furl.furl('https://h/a').copy().url", ["https://h/a"]),
        ("furl.furl('https://h/a').remove(path='a').url", ["?"]),
        ("x.joinpath('rest', 'api') / y", ["~/rest/api/~"]),
        ("x.with_path('/rest')", ["~/rest"]),
        ("x.copy_with(path='/rest')", ["~/rest"]),
        ("x.update_query(a=1)", ["~~?~"]),
        ("x.path", ["?"]),
        ("x._replace(path='/rest')", ["?"]),
        ("x / x", ["?"]),
        ("1 / 2", ["?"]),
        ("pathlib.PurePosixPath('/rest', x)", ["/rest/~"]),
        ("pathlib.PurePosixPath(*x)", ["?"]),
    ],
)
def test_what_is_not_known(expression: str, said: list[object]) -> None:
    assert said_of(expression, UNKNOWN) == said


@pytest.mark.parametrize(
    "expression",
    [
        "urlsplit(p).path", "urlsplit(p).scheme", "urlsplit(p).hostname", "urlsplit(p).query",
        "urlsplit(f'https://[{p}').path", "urlsplit(f'https://{p}').path",
        "urlsplit(p)._replace(path='/rest').geturl()", "httpx.URL(p).join('a')",
        "httpx.URL('https://h').copy_with(path=p)", "httpx.URL('https://h').copy_with(raw_path=p)", "p.joinpath('a')",
        "httpx.URL(f'https://[{p}').copy_with(path='/')", "yarl.URL('https://h').with_query(p)", "p.join('a/b')",
        "p.join('a')", "urllib.parse.urlunsplit(p)",
        "urllib.parse.urlunsplit(urlsplit('a')._replace(query='a' if x else p))",
        "urlsplit(f'https://[{p}]/a').hostname",
    ],
)  # fmt: skip
def test_a_caller_may_fill_what_is_not_known(expression: str) -> None:
    (value,) = values_of("f()", f"{UNKNOWN}\ndef f(p): return {expression}")
    assert is_open(value)
    assert not isinstance(value, Text) or all(hole.open for hole in value.holes)


@pytest.mark.parametrize("annotation", ["yarl.URL", "httpx.URL", "Optional[yarl.URL]", "'yarl.URL | str'"])
@pytest.mark.parametrize(
    "url",
    [
        "base / 'rest/api/space'", "base.joinpath('rest', 'api', 'space')", "base.with_path('/rest/api/space')",
        "base.join('rest/api/space')", "base.join(httpx.URL('rest/api/space'))", "base.copy_with(path='/rest/api/space')",
        "base.joinpath('rest/api', 'space').update_query(a=x)",
    ],
)  # fmt: skip
def test_parameters_that_are_url_objects(annotation: str, url: str) -> None:
    source = f"{UNKNOWN}from typing import Optional\ndef get(base: {annotation}):\n    httpx.get({url})\n"
    assert found(source) == ["GET /rest/api/space"]


@pytest.mark.parametrize("count", [4, 5])
def test_parts_of_several_urls_that_code_takes_one_by_one(count: int) -> None:
    urls = [f"https://h{number}/{number}" for number in range(count)]
    before = f"{UNKNOWN}url = next(iter({urls}))\nscheme, netloc, path, *_ = urlsplit(url)"
    built = said_of("urllib.parse.urlunsplit((scheme, netloc, path, '', ''))", before)
    known = [f"https://h{host}/{number}" for host in range(4) for number in range(4)]
    assert built == (known if count == 4 else [f"~/{number}" for number in range(5)])
    assert said_of("urllib.parse.urldefrag(url)[0]", before) == [f"https://h{number}/{number}" for number in range(count)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("url.path.add('b')", "?"),
        ("url.path.segments.append('b')", "?"),
        ("url.path = '/b'", "?"),
        ("url.path /= 'b'", "?"),
        ("url.add(path='b')", "?"),
        ("url.set(path='b')", "?"),
        ("url.args['b'] = 'c'", "https://h/a"),
        ("url /= 'b'", "https://h/a/b"),
        ("url.host = 'i'", "https://h/a"),
        ("other.path.add('b')", "https://h/a"),
    ],
)
def test_a_url_object_that_is_changed_in_place(change: str, said: str) -> None:
    before = f"import furl\nurl = furl.furl('https://h/a')\nother = furl.furl('')\n{change}"
    assert said_of("url", before) == [said]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("parts[2] = '/b'", ["https", "h", "/b", "", ""]),
        ("parts[-1] = 'b'", ["https", "h", "/a", "", "b"]),
        ("parts[5] = '/b'", "?"),
        ("parts[x] = '/b'", "?"),
        ("parts['a'] = '/b'", "?"),
        ("parts[1:2] = ['/b']", "?"),
        ("parts.insert(0, '/b')", "?"),
    ],
)
def test_a_list_of_parts_that_is_changed(change: str, said: object) -> None:
    before = f"{UNKNOWN}parts = list(urlsplit('https://h/a'))\n{change}"
    assert said_of("parts", before) == [said]


def test_the_parts_of_an_unknown_base_url() -> None:
    source = """
        import requests
        from urllib.parse import urlsplit, urljoin, urlunparse, urlparse
        class Wiki:
            def __init__(self, site, base):
                self.root = f"https://{site}.atlassian.net/wiki/api/v2"
                self.base = base
            def url(self, endpoint):
                return urljoin(self.root, f"{urlsplit(self.root).path}{endpoint}")
            def of_base(self, endpoint):
                parts = urlparse(self.base)
                return urlunparse(parts._replace(path=parts.path + endpoint))
            def ask(self, url):
                return requests.get(url)
            def spaces(self):
                self.ask(self.url("/spaces"))
                self.ask(self.of_base("/rest/api/space"))
                self.ask(self.of_base("/content"))
        Wiki("a", "https://h/rest/api").spaces()
    """
    assert found(source)[:2] == ["GET /wiki/api/v2/spaces", "GET /rest/api/space"]
    assert "GET /rest/api/content" in found(source)


@pytest.mark.parametrize(
    "url",
    [
        "base.join('api/v2/tasks')", "str(base.join('api/v2/tasks'))", "base.copy_with(path='/wiki/api/v2/tasks')",
        "str(base.copy_with(path='/wiki/api/v2/tasks', params={'limit': 1}))", "base.join('api/v2/tasks').copy_add_param('a', x)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("base", ["'https://example.atlassian.net/wiki/'", "f'https://{x}.atlassian.net/wiki/'"])
def test_requests_of_url_objects(url: str, base: str) -> None:
    assert found(f"{UNKNOWN}base = httpx.URL({base})\nhttpx.get({url})") == ["GET /wiki/api/v2/tasks"]


@pytest.mark.parametrize(
    "url",
    [
        "urlsplit('https://h/rest/api/content').netloc", "urlsplit('/rest/api/content').query",
        "urlsplit(x)._replace(path='/').geturl()", "urlsplit('https://h/?next=/rest/api/content').path",
        "httpx.URL('https://h/rest/api/content').join('/')",
        "httpx.URL('https://h/rest/api/content').copy_with(path='/')",
        "yarl.URL('https://h/rest/api/content').with_path('/')", "yarl.URL('https://h/rest/api/content').origin()",
        "yarl.URL('https://h/rest/api/content').host",
    ],
)  # fmt: skip
def test_near_misses(url: str) -> None:
    assert found(f"{UNKNOWN}import requests\nrequests.get({url})") == []
