"""Requests whose URL the code leaves open, and who may settle them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls import FileCalls, FunctionAt, OpenRequest, find_calls, look_into
from flake8_confluence_scopes.calls.modules import project as modules_of_calls
from flake8_confluence_scopes.path_template import PathTemplate


def look(folder: Path, source: str, **others: str) -> FileCalls:
    """What ``app.py`` of a project with ``others`` sends."""
    for name, text in others.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    path = str(folder / "app.py")
    found = look_into(source, path, root=str(folder))
    # Who asks for what is reported alone gets the same.
    alone = look_into(source, path, root=str(folder), reports=is_near)
    assert (list(filter(is_near, alone.open)), alone.calls) == (list(filter(is_near, found.open)), found.calls)
    return found


def is_near(request: OpenRequest) -> bool:
    return request.near


def shown(found: FileCalls) -> list[tuple[int, str, str]]:
    """Line, method and path of the open requests."""
    return [(one.call.place.line, one.call.method, str(one.call.path)) for one in found.open]


def only(found: FileCalls) -> OpenRequest:
    (one,) = found.open
    return one


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ('os.environ["BASE"]', "{}"),
        ('os.environ["BASE"] + "/content/" + key', "{}/content/{}"),
        ('f"https://{os.environ[\'HOST\']}/content"', "{}/content"),
        ('f"https://example.atlassian.net/{key}"', "{}"),
        ('f"https://example.atlassian.net/wiki/{key}/x?y={key}"', "{}/x"),
        ('f"https://{key}.atlassian.net/wiki/{key}"', "{}.atlassian.net/wiki/{}"),
        ('f"https://api.atlassian.com/ex/confluence/{key}/{key}"', "{}/{}"),
        ('f"https://api.atlassian.com/ex/confluence/1f2e/wiki{key}"', "{}"),
        ('f"https://api.atlassian.com/ex/confluence/1f2e/{key}/x"', "{}/x"),
        ('f"https://example.atlassian.net{key}content/1"', "{}content/1"),
        ('f"https://example.atlassian.net/wiki/rest{key}/content"', "{}/content"),
        ('f"https://example.atlassian.net//wiki/api{key}"', "{}"),
        ('f"https://example.atlassian.net/wiki/rest/api/{key}"', "/wiki/rest/api/{}"),
        ('f"https://example.atlassian.net/rest/{key}"', "/rest/{}"),
    ],
)
def test_what_may_be_confluence_s(tmp_path: Path, url: str, path: str) -> None:
    found = look(tmp_path, f"# atlassian\nimport os, requests\nkey = input()\nrequests.get({url})\n")
    assert shown(found) == [(4, "GET", path)] or [str(call.path) for call in found.calls] == [path]


@pytest.mark.parametrize(
    "url",
    [
        '"https://example.atlassian.net/login"',
        '"https://example.atlassian.net/wiki/rest/api/content"',
        'f"https://api.example.com/v1/{key}"',
        'f"https://{key}.example.com/v1/{key}"',
        'f"https://api.example.com/api/v1{key}"',
        'f"https://example.com/api/{key}"',
        'f"http://localhost:8080/api/{key}"',
        'f"ftp://{key}/content"',
        'f"/v1/{key}"',
        'f"v1/{key}"',
        'f"https://example.atlassian.net/rest/api/{key}/rest/api/content"',
    ],
)
def test_what_is_certainly_something_else(tmp_path: Path, url: str) -> None:
    assert shown(look(tmp_path, f"# atlassian\nimport requests\nkey = input()\nrequests.get({url})\n")) == []


def test_a_host_that_is_written_is_somebody_else_s_where_nothing_names_the_product(tmp_path: Path) -> None:
    source = 'import requests\nkey = input()\nrequests.get(f"https://example.com/{key}")\n'
    assert shown(look(tmp_path, source)) == []
    assert shown(look(tmp_path, source.replace("key =", "confluence = key ="))) == [(3, "GET", "{}")]
    host = source.replace("example.com", "{key}")
    assert (shown(look(tmp_path, host)), only(look(tmp_path, host)).near) == ([(3, "GET", "{}/{}")], False)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("from confluence_pages import x", True),
        ("URL = os.environ['CONFLUENCE_URL']", True),
        ("SITE = 'https://example.atlassian.net'", True),
        ("# confluence", False),
        ("'''Reads Confluence.'''", False),
        ("import lib", False),
    ],
)
def test_what_names_the_product(tmp_path: Path, line: str, near: bool) -> None:
    """Code does, of the file or of a module that it leads to; what people write beside it does not."""
    source = "import os, requests\nimport lib\n{}\nrequests.get(os.environ[lib.NAME])\nrequests.get(lib.ROOT + input())\n"
    names = "NAME = 'URL'\nROOT = '/rest/api/'\n"
    for app, lib in ((source.format(line), names), (source.format(""), names + f"import os\n{line}\n")):
        assert [one.near for one in look(tmp_path, app, lib=lib).open] == [near, True]


def test_a_host_is_somebody_else_s_only_where_not_even_a_comment_names_the_product(tmp_path: Path) -> None:
    source = "import requests\nrequests.get(f'https://example.com/{input()}')\n"
    assert shown(look(tmp_path, source)) == []
    assert not only(look(tmp_path, f"'''Reads Confluence.'''\n{source}")).near


@pytest.mark.parametrize(
    "url",
    [
        "https://example.atlassian.net/api/{key}",
        "https://example.com/wiki/api/{key}",
        "https://{host}/api/{key}",
        "https://example.com/confluence/{key}",
        "https://example.com/{key}",
    ],
)
def test_a_host_that_may_be_confluences(tmp_path: Path, url: str) -> None:
    source = f'# confluence\nimport requests\ndef send(host, key):\n    requests.get(f"{url}")\nsend(input(), input())\n'
    assert [line for line, _, _ in shown(look(tmp_path, source))] == [4]


@pytest.mark.parametrize(
    ("url", "waits"),
    [
        ("lib.url(*parts)", True),
        ("lib.url(**names)", True),
        ("lib.url(lib.key, *parts)", True),
        ("lib.url(1, key=key)", True),
        ("lib.url(lib.key(), lib.key(key))", True),
        ("lib.Maker.url(key)", True),
        ("lib.maker().url(key)", True),
        ("lib.maker(key).url()", True),
        ("key.url()", True),
        ("(lib.a or lib.b)[0](key)", True),
        ("lib.url(*[1, 2])", False),
        ("lib.url(1, key=lib.key)", False),
        ("lib.maker().url(lib.key())", False),
        ("(lib.a or lib.b)[0](lib.key)", False),
    ],
)
def test_what_another_package_makes_of_a_parameter_waits_for_callers(url: str, waits: bool, tmp_path: Path) -> None:
    found = look(tmp_path, f"import lib, requests\ndef page(key, *parts, **names):\n    requests.get({url})\n")
    assert (only(found).waits_for is not None) is waits


def test_a_parameter_waits_for_its_callers(tmp_path: Path) -> None:
    found = look(tmp_path, "import requests\nclass Wiki:\n    def page(self, url):\n        requests.get(url)\n")
    function = FunctionAt(str(tmp_path / "app.py"), "Wiki.page")
    assert only(found).waits_for == function
    assert {link.waits_for for link in found.links} == {function}
    assert function.name == "page"
    found = look(tmp_path, "import requests\ndef page(url):\n    return (lambda: requests.get(url))()\n")
    assert {one.waits_for for one in found.open} == {FunctionAt(str(tmp_path / "app.py"), "page")}


def test_a_lambda_of_the_module_has_callers_that_nobody_knows(tmp_path: Path) -> None:
    assert only(look(tmp_path, "import requests\nget = lambda url: requests.get(url)\n")).waits_for is None


def test_what_callers_fill(tmp_path: Path) -> None:
    """A call in another file leads to the request, settles it, or leaves it open."""
    wiki = "import requests\ndef page(url):\n    return requests.get(url)\n"
    call = "import os\nfrom wiki import page\npage({})\n"
    settled = look(tmp_path, call.format('"https://example.com/x"'), wiki=wiki)
    assert (settled.open, settled.links) == ((), frozenset())
    assert settled.reached == {FunctionAt(str(tmp_path / "wiki.py"), "page")}
    (link,) = look(tmp_path, call.format('os.environ["URL"]'), wiki=wiki).links
    assert (link.site.function.qualname, link.waits_for) == ("page", None)
    passed = look(tmp_path, "from wiki import page\ndef one(url):\n    page(url)\n", wiki=wiki)
    assert {link.waits_for for link in passed.links} == {FunctionAt(str(tmp_path / "app.py"), "one")}


def test_an_object_that_is_called_is_reached(tmp_path: Path) -> None:
    source = "import requests\nclass Get:\n    def __call__(self, url):\n        requests.get(url)\nGet()('https://x.example/')\n"
    assert [one.qualname for one in look(tmp_path, source).reached] == ["Get.__call__"]


def test_a_constructor_s_base(tmp_path: Path) -> None:
    source = (
        "import httpx\n"
        "def page(client: httpx.Client, key):\n"
        "    client.get(f'/content/{key}')\n"
        "    client.get('/wiki/rest/api/content')\n"
        "    httpx.Client().get('/content')\n"
    )
    found = look(tmp_path, source)
    assert shown(found) == [(3, "GET", "{}/content/{}")]
    assert only(found).call.reason == "the URL is not known: the base URL of httpx.Client"


def test_a_method_that_no_table_lists(tmp_path: Path) -> None:
    source = (
        "import atlassian\n"
        "wiki = atlassian.Confluence(url='https://example.atlassian.net')\n"
        "wiki.unheard_of(1)\n"
        "wiki.get('rest/api/space')\n"
        "wiki.close()\n"
        "atlassian.Jira(url='x').update_page(1)\n"
        "class Mine(atlassian.Confluence):\n"
        "    def one(self):\n"
        "        self.unknown(1)\n"
        "        self.two()\n"
        "    def two(self):\n"
        "        pass\n"
    )
    found = look(tmp_path, source)
    assert shown(found) == [(3, "?", "{}"), (9, "?", "{}")]
    assert [one.call.named for one in found.open] == [True, True]
    assert found.open[0].call.reason == "what atlassian.Confluence.unheard_of requests is not known"
    assert [str(call.path) for call in found.calls] == ["/rest/api/space"]


def test_another_product_s_client(tmp_path: Path) -> None:
    assert shown(look(tmp_path, "import os, atlassian\natlassian.Jira(os.environ['URL']).get('issue')\n")) == []


def test_receivers_that_nothing_resolves(tmp_path: Path) -> None:
    source = (
        "import requests\n"
        "def pages(client, url, method):\n"
        "    client.get(url)\n"
        "    client.get('/content/1')\n"
        "    client.request(method, url)\n"
    )
    found = look(tmp_path, source)
    assert shown(found) == [(3, "GET", "{}"), (4, "GET", "{}/content/1")]
    assert not any(one.near for one in found.open)


def test_what_is_reported_already(tmp_path: Path) -> None:
    """The same resource on a base that is not known, and the next page of an answer, say nothing new."""
    source = (
        "import requests\n"
        "def pages(base='https://example.atlassian.net/wiki/rest/api'):\n"
        "    requests.get(f'{base}/content/search')\n"
        "def every():\n"
        "    url = 'https://example.atlassian.net/wiki/rest/api/content'\n"
        "    while url:\n"
        "        answer = requests.get(url).json()\n"
        "        url = answer['_links']['next']\n"
        "def other():\n"
        "    url = 'https://example.atlassian.net/wiki/rest/api/content'\n"
        "    if input():\n"
        "        url = settings['url']\n"
        "    requests.get(url)\n"
        "def posting():\n"
        "    url = 'https://example.atlassian.net/wiki/rest/api/content'\n"
        "    requests.get(url)\n"
    )
    found = look(tmp_path, source)
    assert [call.place.line for call in found.calls] == [3, 7, 13, 16]
    assert shown(found) == [(13, "GET", "{}")]


@pytest.mark.parametrize("url", ["site + following", "f'{site}{following}'", "site + following if following else None"])
@pytest.mark.parametrize("link", ["answer['_links']['next']", "answer.get('_links', {}).get('next')"])
def test_the_next_page_by_any_name(tmp_path: Path, url: str, link: str) -> None:
    source = (
        "import requests\n"
        "def every(site='https://example.atlassian.net/wiki'):\n"
        "    url = site + '/rest/api/content'\n"
        "    while url:\n"
        "        answer = requests.get(url).json()\n"
        f"        following = {link}\n"
        f"        url = {url}\n"
    )
    assert shown(look(tmp_path, source)) == []
    assert shown(look(tmp_path, source.replace(link, "os.environ['FOLLOWING']"))) == [(5, "GET", "{}")]


def in_loop(urls: list[str]) -> str:
    return f"import requests\ndef f(kind):\n    for url in ({', '.join(urls)},):\n        requests.get(url)\n"


def in_branches(urls: list[str]) -> str:
    branches = " ".join(f"{url} if is_{number}() else" for number, url in enumerate(urls))
    return f"import requests\ndef f(kind):\n    requests.get({branches} None)\n"


@pytest.mark.parametrize("kind", ["kind", "input()"])
def test_what_another_url_of_the_same_call_says_is_not_said_of_an_open_one(tmp_path: Path, kind: str) -> None:
    urls = ["'/rest/api/content'", f"f'/rest/api/{{{kind}}}'", "'/rest/api/space'"]
    loop, branch = in_loop(urls), in_branches(urls)
    for source, line in ((loop, 4), (branch, 3)):
        found = look(tmp_path, source)
        assert [str(call.path) for call in found.calls] == ["/rest/api/content", "/rest/api/space"]
        assert shown(found) == [(line, "GET", "/rest/api/{}")]


URLS = {
    "'/rest/api/content'": "/rest/api/content",
    "'/rest/api/space/search'": "/rest/api/space/search",
    "'/rest/api/content/{key}'": "/rest/api/content/{key}",
    "'/rest/api/space/17'": "/rest/api/space/17",
    "f'/rest/api/{kind}'": "/rest/api/label",
    "f'/rest/api/content/{kind}'": "/rest/api/content/label",
    "f'/rest/api/space/{kind}/content'": "/rest/api/space/label/content",
    "'/rest/api/space/{key}'.format(key='search')": "/rest/api/space/search",
    "'/rest/api/space/{key}'.format(key=kind)": "/rest/api/space/label",
}
"""Expressions, and what they are where ``kind`` is a label."""


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    urls=st.lists(st.sampled_from(list(URLS)), min_size=1, max_size=4),
    written=st.sampled_from((in_loop, in_branches)),
)
def test_each_url_of_a_call_is_said_or_covered_by_one_that_is(
    tmp_path: Path, urls: list[str], written: Callable[[list[str]], str]
) -> None:
    found = look(tmp_path, written(urls))
    said = [*(call.path for call in found.calls), *(one.call.path for one in found.open)]
    for path in map(PathTemplate.parse, map(URLS.__getitem__, urls)):
        assert path is not None
        assert any(one.covers(path) for one in said), (path, said)


def test_where_the_url_stands(tmp_path: Path) -> None:
    source = "from os import environ\nimport requests\nrequests.get(timeout=1, url=environ['A'])\n"
    source += "requests.get(f'{environ[\"A\"]}/x')\nrequests.get(*x)\n"
    found = look(tmp_path, source)
    assert [one.call.argument[:2] for one in found.open] == [(3, 28), (4, 13), (5, 0)]


def test_two_methods_of_one_call(tmp_path: Path) -> None:
    source = (
        "import os, requests\n"
        "url = 'https://x.example/rest/api/content' if input() else os.environ['URL']\n"
        "requests.request('GET' if input('PUT') else 'PUT', url)\n"
    )
    found = look(tmp_path, source)
    assert {call.method for call in found.calls} == {"GET", "PUT"}
    assert {method for _, method, _ in shown(found)} == {"GET", "PUT"}


def test_several_urls_of_one_call_are_one_request(tmp_path: Path) -> None:
    source = "import os, requests\nfor name in ('A', 'B'):\n    requests.get(os.environ[name])\n"
    source += "    requests.post(os.environ[name])\n"
    assert shown(look(tmp_path, source)) == [(3, "GET", "{}"), (4, "POST", "{}")]


def test_who_else_calls(tmp_path: Path) -> None:
    source = (
        "import functools, flask, requests\n"
        "app = flask.Flask(__name__)\n"
        "def own(function): return function\n"
        "@app.route('/')\ndef route(url): requests.get(url)\n"
        "@functools.cache\ndef kept(url): requests.get(url)\n"
        "@own\ndef wrapped(url): requests.get(url)\n"
        "class Wiki:\n"
        "    @property\n    def one(self): return requests.get(self.url)\n"
        "    @one.setter\n    def one(self, url): self.url = requests.get(url)\n"
        "    def later(self, url): requests.get(url)\n"
        "    def start(self, pool): pool.add(self.later, key=self.url, other=1)\n"
        "def thing(other): other.clean_up()\n"
    )
    found = look(tmp_path, source)
    assert {one.qualname for one in found.handed} == {"route", "Wiki.later"}
    assert "clean_up" in found.unresolved and "add" in found.unresolved


@pytest.mark.parametrize(
    "given",
    [
        "pool.add([[send]])", "pool.add({'x': (1, send)})", "pool.add(send if input() else None)", "pool.add(input() and send)",
        "pool.add(*[send])", "pool.add(**{'x': send})", "pool.table['x'] = send", "pool.table |= {'x': [send]}",
        "pool.later = send", "other = send\npool.add(other)", "pool.add([one for one in (send,)])", "pool.add(x)(send)",
        "def start(run=send): run(1)", "def start(): return send", "pool.add(lambda: [send])", "class Started:\n    run = send",
        "try: pool.add(send)\nexcept Wiki: pass", "pool.add(Wiki)", "pool.add(Wiki())", "wiki = Wiki()\npool.add([wiki])",
        "pool.add({'x': Wiki()})", "pool.table['x'] = Wiki", "class More(Wiki): ...\npool.add(More)", "pool.add(Wiki().send)",
        "pool.add(start(1).x(send))",
    ],
)  # fmt: skip
def test_who_is_handed_to_others(tmp_path: Path, given: str) -> None:
    source = "import requests\nfrom pools import pool\n"
    source += "def send(url): requests.get(url)\nclass Wiki:\n    def send(self, url): requests.get(url)\n"
    found = look(tmp_path, f"{source}send('https://x.example/')\nWiki().send('https://x.example/')\n{given}\n")
    assert len(found.handed) == 1 and {one.name for one in found.handed} == {"send"}


@pytest.mark.parametrize(
    "given",
    [
        "send(1)", "pool.add(send(1))", "send.x = 1", "pool.add(send.x)", "isinstance(1, Wiki)", "Wiki().send(1)",
        "class More(Wiki): ...", "def own(wiki: Wiki) -> Wiki: ...", "try: send(1)\nexcept Wiki: pass", "own(Wiki())",
        "from x import send", "Wiki.x = pool.x(1)[0]",
    ],
)  # fmt: skip
def test_who_is_not_handed_to_others(tmp_path: Path, given: str) -> None:
    source = "import requests\nfrom pools import pool\ndef own(wiki): wiki.send(1)\n"
    source += "def send(url): requests.get(url)\nclass Wiki:\n    def send(self, url): requests.get(url)\n"
    assert look(tmp_path, f"{source}{given}\n").handed == frozenset()


@pytest.mark.parametrize(
    ("client", "paths"),
    [
        ("httpx.Client(base_url=os.environ['BASE'])", ["{}/content"]),
        ("httpx.Client(base_url=os.environ.get('BASE', 'https://x.example'))", ["{}/content"]),
        ("httpx.Client(base_url=input() or None)", ["{}/content"]),
        ("httpx.Client(base_url='https://x.example' if input() else os.environ['BASE'])", ["{}/content"]),
        ("aiohttp.ClientSession(os.environ['BASE'])", ["{}/content"]),
        ("httpx.Client(base_url=None)", []),
        ("httpx.Client(base_url='https://x.example')", []),
    ],
)
def test_a_client_whose_base_is_not_known(tmp_path: Path, client: str, paths: list[str]) -> None:
    found = look(tmp_path, f"import aiohttp, httpx, os\nclient = {client}\nclient.get('/content')\n")
    assert [path for _, _, path in shown(found)] == paths


def test_bounds_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import requests\nimport big\nrequests.get(big.URL)\nimport more\nrequests.get(more.URL)\n"
    monkeypatch.setattr(modules_of_calls, "MOST_READ", 5)
    texts = {"big": "URL = 'https://example.com/rest/api/content'\n", "more": "URL = 'https://x.example/'\n"}
    found = look(tmp_path, source, **texts)
    assert found.spent == ("more than 5 characters of other modules would have to be read, more.py among them",)
    assert look_into(source, str(tmp_path / "app.py"), open_urls=False).spent[0].endswith("more.py among them")


def test_steps_that_are_spent_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_confluence_scopes.calls.evaluation import evaluator

    monkeypatch.setattr(evaluator, "MOST_STEPS", 1)
    monkeypatch.setattr(evaluator, "MOST_STEPS_A_LINE", 0)
    source = "import requests\ndef page(url):\n    return requests.get(url + '/rest/api/content')\npage('https://x.example')\n"
    assert look(tmp_path, source).spent == ("1 steps of evaluation, and 0 more a line, were not enough",)


@pytest.mark.parametrize(
    ("source", "others", "said"),
    [
        ("import requests, a\nrequests.get(a.f(input()))\n", {"a": "def f(url): return url\n"}, False),
        ("import requests, a\nrequests.get(a.f(input()))\n", {"a": "def f(url): return url\n# confluence\n"}, False),
        ("import requests, a\nrequests.get(a.f(input()))\n", {"a": "import b\n", "b": "import c\n", "c": "CONFLUENCE = 1"}, True),
        ("import requests, a\nconfluence = 1\nrequests.get(a.f(input()))\n", {"a": "def f(url): return url\n"}, True),
        ("import requests, a\nrequests.get(a.f('/rest/api/content'))\n", {"a": "def f(url): return url\n"}, True),
        ("import requests, a\nrequests.get(a.f())\n", {"a": "def f(): return '/rest/api/content'\n"}, True),
    ],
)
def test_bounds_are_said_where_the_product_is_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, others: dict[str, str], said: bool
) -> None:
    from flake8_confluence_scopes.calls.evaluation import evaluator

    monkeypatch.setattr(evaluator, "MOST_STEPS", 1)
    monkeypatch.setattr(evaluator, "MOST_STEPS_A_LINE", 0)
    found = look(tmp_path, source, **others)
    assert found.spent == ("1 steps of evaluation, and 0 more a line, were not enough",)
    assert found.spent_near == found.spent * said
    alone = look_into(source, str(tmp_path / "app.py"), root=str(tmp_path), reports=is_near)
    assert alone.spent_near == alone.spent * said


def test_without_open_urls_bounds_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_confluence_scopes.calls.evaluation import evaluator

    monkeypatch.setattr(evaluator, "MOST_STEPS", 1)
    monkeypatch.setattr(evaluator, "MOST_STEPS_A_LINE", 0)
    found = look_into("import requests\nx = '/rest/api'\nrequests.get(x + f(x))\n", str(tmp_path / "app.py"), open_urls=False)
    assert found.spent and found.spent_near == found.spent


def test_requests_that_are_too_many_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flake8_confluence_scopes.calls.sending import sites

    monkeypatch.setattr(sites, "_MOST_REQUESTS", 1)
    source = (
        "import requests\n"
        "def both(base):\n"
        "    requests.get(base + '/rest/api/content')\n"
        "    requests.get(base + '/rest/api/' + input())\n"
        "    requests.get(base + '/rest/api/' + input() + '/label')\n"
        "both('https://x.example/wiki')\n"
    )
    assert look(tmp_path, source).spent == ("a function sends more different requests than are kept",)


def test_where_nothing_is_to_be_reported_no_call_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import requests, app_client\nconfluence = 1\ndef page(url): return app_client.fetch(url)\n"
    monkeypatch.setattr(modules_of_calls, "MOST_READ", 5)
    others = {
        "app_client": "import far\ndef fetch(url): return far.send(url)\n",
        "far": "import requests, farther\ndef send(url): return farther.send(requests.get(url))\n",
        "farther": "def send(url): return url\n",
    }
    assert "far.py among them" in look(tmp_path, source, **others).spent[0]
    found = look_into(source, str(tmp_path / "app.py"), root=str(tmp_path), reports=is_near)
    assert (found.open, found.links, found.spent, found.complete) == ((), frozenset(), (), False)
    sends = f"{source}requests.get(input())\n"
    found = look_into(sends, str(tmp_path / "app.py"), root=str(tmp_path), reports=is_near)
    assert len(found.open) == 1
    assert found.complete


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("class Wiki:\n    def __call__(self, url): requests.get(url)\nWiki()(input())\n", [4]),
        ("class Wiki:\n    def __init__(self, url): requests.get(url)\nWiki(input())\n", [4]),
        ("class Client:\n    def get(self, url): return self.session.get(url)\nClient().get(input())\n", [4]),
        ("class Client:\n    def get(self, url): self.thing.handle(url)\nClient().get(input())\n", [5]),
        ("def send(url): requests.get(url)\nfor one in [send, requests.get]: one(input())\n", [3, 4]),
        ("def send(url): requests.get(url)\nfor one in [send, input]: one(input())\n", [3]),
        ("def send(url): requests.get(url)\nfor url in [input(), input()]: send(url)\n", [3]),
        ("class Wiki:\n    def send(self, url): pass\nfor one in [Wiki().send]: one(input())\n", []),
    ],
)
def test_what_calls_send_by_themselves(tmp_path: Path, code: str, lines: list[int]) -> None:
    found = look(tmp_path, f"# confluence\nimport requests\n{code}")
    assert [line for line, _, _ in shown(found)] == lines


def test_without_open_urls_the_calls_are_the_same(tmp_path: Path) -> None:
    source = "import requests\nrequests.get('https://x.example/rest/api/content')\ndef page(url): requests.get(url)\n"
    found = look(tmp_path, source)
    assert list(found.calls) == find_calls(source, str(tmp_path / "app.py"))
    assert found.complete and not look_into(source, "app.py", open_urls=False).complete
