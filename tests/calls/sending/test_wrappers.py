"""Calls through functions and methods of the project: what a wrapper adds, and where its calls are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calls.snippets import calls_in, found


def test_prefix_suffix_and_method_come_from_the_body() -> None:
    source = """
        import requests
        class Api:
            def __init__(self, host):
                self.host = host
            def _request(self, method, path, **kwargs):
                return requests.request(method, f"{self.host}/wiki/rest/api/{path}", **kwargs)
            def get(self, path, **kwargs):
                return self._request("GET", path, **kwargs)
            def labels(self, path):
                return self._request(path=path + "/label", method="GET")
            def page(self, page_id):
                return self.get(f"content/{page_id}")
        api = Api("https://x")
        api.get("space", timeout=3)
        api.labels("content/1")
        api.page(1)
    """
    assert found(source) == [
        "GET /wiki/rest/api/content/{}",
        "GET /wiki/rest/api/space",
        "GET /wiki/rest/api/content/1/label",
    ]


@pytest.mark.parametrize(
    "call",
    [
        "send('PUT', 'content/1')",
        "send(path='content/1', method='PUT')",
        "send('PUT', path='content/1')",
        "send(*['PUT', 'content/1'])",
        "send(**{'method': 'PUT', 'path': 'content/1'})",
        "send(**dict(method='PUT', path='content/1'))",
        "again('PUT', 'content/1')",
        "again('PUT', path='content/1')",
        "again(path='content/1', method='PUT')",
        "twice('content/1')",
        "default('content/1')",
        "functools.partial(send, 'PUT')('content/1')",
    ],
)
def test_how_arguments_are_given(call: str) -> None:
    source = f"""
import functools, requests
def send(method, path):
    return requests.request(method, "https://x/rest/api/" + path)
def again(*args, **kwargs):
    return send(*args, **kwargs)
def twice(path, method="PUT"):
    return again(method, path)
def default(path, *, verb="PUT"):
    return send(verb, path)
{call}
"""
    assert found(source) == ["PUT /rest/api/content/1"]


@pytest.mark.parametrize(
    "decorator",
    [
        "@logged",
        "@tenacity.retry(stop=3)",
        "@retry",
        "@functools.lru_cache(maxsize=None)",
        "@staticmethod",
    ],
)
def test_decorators_keep_the_signature(decorator: str) -> None:
    source = f"""
import functools, tenacity, requests
def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner
class Api:
    {decorator}
    def get({"" if decorator == "@staticmethod" else "self, "}path):
        return requests.get("https://x/rest/api/" + path)
Api().get("content/1")
"""
    assert found(source) == ["GET /rest/api/content/1"]


def test_async_wrappers() -> None:
    source = """
        import httpx
        class Api:
            async def _get(self, path):
                async with httpx.AsyncClient(base_url="https://x/wiki/rest/api") as client:
                    return await client.get(path)
            async def spaces(self):
                return await self._get("space")
    """
    assert found(source) == ["GET /wiki/rest/api/space"]


def test_class_methods_and_static_methods() -> None:
    source = """
        import requests
        class Api:
            BASE = "https://x/rest/api"
            @staticmethod
            def static(path):
                return requests.get(Api.BASE + path)
            @classmethod
            def of_class(cls, path):
                return requests.put(cls.BASE + path)
            def use(self):
                self.static("/content/1")
                Api.static("/content/2")
                self.of_class("/content/3")
                type(self).of_class("/content/4")
                self.__class__.of_class("/content/5")
        class Wiki(Api):
            BASE = "https://x/wiki/rest/api"
        Wiki.of_class("/content/6")
        Wiki.static("/content/7")
        Api.use(Api())
    """
    assert found(source) == [
        "GET /rest/api/content/1",
        "GET /rest/api/content/2",
        "PUT /rest/api/content/3",
        "PUT /rest/api/content/4",
        "PUT /rest/api/content/5",
        "PUT /wiki/rest/api/content/6",
        "GET /rest/api/content/7",
    ]


def test_functions_inside_functions() -> None:
    source = """
        import requests
        def api(base):
            def send(path, method="GET"):
                return requests.request(method, base + path)
            send("/rest/api/content/1")
            send("/rest/api/content/2", "PUT")
            return send
        api("https://x/wiki")("/rest/api/content/3")
        def endpoint(path):
            def call(**kwargs):
                return requests.get("https://x/rest/api/" + path, **kwargs)
            return call
        spaces = endpoint("space")
        spaces()
    """
    assert found(source) == [
        "GET /rest/api/content/1",
        "PUT /rest/api/content/2",
        "GET /wiki/rest/api/content/3",
        "GET /rest/api/space",
    ]


def test_recursion_ends() -> None:
    source = """
        import requests
        def fetch(path, start=0):
            answer = requests.get("https://x/rest/api/" + path, params={"start": start})
            return fetch(path, start + 1) if answer.json()["next"] else answer
        def walk(url):
            for key in requests.get(url).json():
                walk("https://x/rest/api/content/" + key + "/child/page")
        def deeper(path):
            requests.get("https://x" + path)
            deeper(path + "/label")
        fetch("content/1")
        walk("https://x/rest/api/content/2")
        deeper("/rest/api/content/3")
    """
    assert found(source) == [
        "GET /rest/api/content/{}/child/page",
        "GET /rest/api/content/1",
        "GET /rest/api/content/2",
        "GET /rest/api/content/3",
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)])
def test_wrappers_that_call_each_other(order: tuple[int, ...]) -> None:
    methods = [
        "    def _post(self, path):\n        return self._request('POST', path)\n",
        "    def _request(self, method, path):\n"
        "        answer = requests.request(method, 'https://x' + path)\n"
        "        return self.login() or self._request(method, path) if answer else None\n",
        "    def login(self):\n        self._post('/rest/api/login')\n",
    ]
    source = "import requests\nclass Api:\n" + "".join(methods[index] for index in order)
    source += "    def create(self):\n        self._post('/rest/api/content')\n"
    assert sorted(found(source)) == ["POST /rest/api/content", "POST /rest/api/login"]


def test_functions_that_call_each_other() -> None:
    source = """
        import requests
        def first(path, times):
            return second(path, times - 1)
        def second(path, times):
            return first(path, times) if times else requests.get("https://x" + path)
        def main():
            first("/rest/api/content", 3)
            second("/rest/api/space", 3)
    """
    assert found(source) == ["GET /rest/api/content", "GET /rest/api/space"]


def test_circles_without_any_request() -> None:
    source = """
        def even(number):
            return odd(number - 1)
        def odd(number):
            return even(number - 1)
        ROOT = "/rest/api/content"
        even(ROOT)
    """
    assert found(source) == []


def test_a_wrapper_is_no_finding_where_its_callers_settle_it() -> None:
    source = """
        import requests
        def send(method, path):
            return requests.request(method, "https://x" + path)
        def page(method, key):
            return send(method, "/rest/api/content/" + key)
        page("DELETE", "1")
    """
    assert found(source) == [
        "? /rest/api/content/{}: the method method is not known",
        "DELETE /rest/api/content/1",
    ]


def test_a_caller_is_reported_beside_a_settled_wrapper_where_it_says_something_else() -> None:
    source = """
        import requests
        def content(rest):
            return requests.get("https://x/rest/api/content/" + rest)
        def labels(key, suffix=""):
            return requests.get(f"https://x/rest/api/content/{key}/label{suffix}")
        def of(kind, method="GET"):
            return requests.request(method, "https://x/rest/api/space/" + kind)
        content("1")
        content("1/child/page")
        labels("1")
        labels("1", "/mine")
        of("a")
        of("a", "PUT")
    """
    assert found(source) == [
        "GET /rest/api/content/{}",
        "GET /rest/api/content/{}/label{}",
        "? /rest/api/space/{}: the method method is not known",
        "GET /rest/api/space/{}",
        "GET /rest/api/content/1/child/page",
        "GET /rest/api/content/1/label/mine",
        "PUT /rest/api/space/a",
    ]


def test_a_call_of_one_function_is_measured_by_the_same_call_inside_it() -> None:
    source = """
        import requests
        def both(key, path):
            requests.get("https://x/rest/api/content/" + key)
            requests.get("https://x" + path)
        both("1", "/rest/api/content/2")
    """
    assert found(source) == ["GET /rest/api/content/{}", "GET /rest/api/content/2"]


def test_objects_that_send_when_they_are_made() -> None:
    source = """
        import requests
        from dataclasses import dataclass
        class Page:
            def __init__(self, path):
                self.data = requests.get("https://x/rest/api/" + path).json()
        class ById(Page):
            def __init__(self, key):
                super().__init__("content/" + key)
        class Same(Page):
            pass
        @dataclass
        class Record:
            path: str
            def __post_init__(self):
                requests.get("https://x" + self.path)
        Page("space/1")
        ById("5")
        Same("user/1")
        Record("/rest/api/group")
    """
    calls = calls_in(source)
    assert [(call.client, str(call.path), call.place.line) for call in calls] == [
        ("__init__", "/rest/api/content/{}", 9),
        ("Page", "/rest/api/space/1", 17),
        ("Same", "/rest/api/user/1", 19),
        ("Record", "/rest/api/group", 20),
    ]


def test_what_stands_in_a_wrapper() -> None:
    source = """
        import requests
        class Odd:
            __init__ = make()
        def send(path, later=False):
            class Local:
                url = "https://x"
            if later:
                return lambda: requests.put(Local.url + path)
            return requests.get(Local.url + path)
        Odd("/rest/api/content")
        send("/rest/api/space")
        send("/rest/api/user", True)
        send("/rest/api/group", later())
    """
    assert found(source) == [
        "GET /rest/api/space",
        "PUT /rest/api/user",
        "GET /rest/api/group",
        "PUT /rest/api/group",
    ]


BASE = """
    import requests
    class Base:
        resource = None
        def __init__(self, host):
            self.host = host
        def all(self):
            return requests.get(f"{self.host}/rest/api/{self.resource}")
        def one(self, key):
            return self._send("DELETE", key)
        def _send(self, method, key):
            return requests.request(method, f"{self.host}/rest/api/{self.resource}/{key}")
"""


def test_what_heirs_fill_in_is_reported_in_the_base_class() -> None:
    source = f"""{BASE}
    class Content(Base):
        resource = "content"
    class Space(Base):
        resource = "space"
        def more(self):
            return self.all()
    Content("https://x").all()
    Content("https://x").one(4)
"""
    calls = calls_in(source)
    assert [(call.place.line, call.method, str(call.path)) for call in calls] == [
        (8, "GET", "/rest/api/content"),
        (8, "GET", "/rest/api/space"),
        (10, "DELETE", "/rest/api/content/{}"),
        (10, "DELETE", "/rest/api/space/{}"),
    ]


def test_what_heirs_in_other_modules_fill_in_is_reported_at_their_calls(tmp_path: Path) -> None:
    source = """
        from base import Base
        class Content(Base):
            resource = "content"
            def again(self):
                return self.all()
        Content("https://x").one(4)
    """
    assert found(source, {"base.py": BASE}, project=tmp_path) == ["GET /rest/api/content", "DELETE /rest/api/content/4"]


ROOTED = """
    import requests
    ROOT = "https://x/rest/api/content"
    def put(path, data):
        return requests.put(ROOT + path, json=data)
    def get(path="", **options):
        return requests.get(ROOT + path, **options)
    def send(method, path=None):
        url = ROOT
        if path:
            url += path
        return requests.request(method, url)
    def post(path):
        return send("POST", path=path)
    def patch(path):
        url = ROOT if path is None else ROOT + path
        return requests.patch(url)
    def page(page, data):
"""


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("put('/' + str(page), data)", ["PUT /rest/api/content/{}"]),
        ("put(path='/' + page + '/', data=data)", ["PUT /rest/api/content/{}/"]),
        ("put(f'/{page}/{data}', 1)", ["PUT /rest/api/content/{}/{}"]),
        ("put('/%s' % page, 1)", ["PUT /rest/api/content/{}"]),
        ("put('', data)", ["PUT /rest/api/content"]),
        ("get(params=data)", ["GET /rest/api/content"]),
        ("get('/' + page)", ["GET /rest/api/content/{}"]),
        ("send('GET')", ["GET /rest/api/content"]),
        ("send('GET', path=f'/{page}/label')", ["GET /rest/api/content/{}/label"]),
        ("send('GET', '/' + page)", ["GET /rest/api/content/{}"]),
        ("post('/' + page)", ["POST /rest/api/content/{}"]),
        ("post('')", ["POST /rest/api/content"]),
        ("patch(None)", ["PATCH /rest/api/content"]),
        ("patch('/' + page)", ["PATCH /rest/api/content/{}"]),
    ],
)
def test_a_path_that_may_be_empty_is_the_callers_to_give(call: str, said: list[str]) -> None:
    body = "? /rest/api/content: the method method is not known"
    assert found(f"{ROOTED}        {call}\n") == [body, *said]


def test_a_path_that_may_be_left_out_is_the_bodys() -> None:
    assert found("""
    import requests
    def get(path=None):
        url = "https://x/rest/api/content"
        if path:
            url += path
        return requests.get(url)
    get("/7")
    """) == ["GET /rest/api/content", "GET /rest/api/content/7"]


def test_callers_name_the_part_of_a_resource_that_a_wrapper_leaves_open() -> None:
    assert found("""
    import requests
    class Client:
        def _part(self, page, part):
            return requests.get(f"https://x/wiki/api/v2/pages/{page}/{part}")
        def _sorted(self, page, order, part):
            return self._part(page, part)
        def _all(self, page, part):
            return self._sorted(page, "id", part)
        def comments(self, page):
            return self._part(page, "footer-comments")
        def labels(self, page):
            return self._all(page, part="labels")
        def use(self, page, key):
            self._part(page, key)
            self._all("12", "34")
    """) == [
        "GET /wiki/api/v2/pages/{}/{}",
        "GET /wiki/api/v2/pages/{}/footer-comments",
        "GET /wiki/api/v2/pages/{}/labels",
    ]


def test_a_function_that_is_called_with_nothing() -> None:
    assert found("""
    import functools, requests
    def fetch(url, verb="GET"):
        return requests.request(verb, url)
    def retry(action, times=3):
        for _ in range(times):
            return action()
    def run(callback):
        return retry(callback)
    def stop(callback):
        callback()
    def sync(site):
        retry(functools.partial(fetch, site + "/rest/api/content"))
        run(functools.partial(fetch, site + "/rest/api/space", verb="PUT"))
        retry(lambda: fetch(site + "/rest/api/user"))
        stop(functools.partial(print, site + "/rest/api/group"))
        stop(site)
    """) == ["GET /rest/api/content", "PUT /rest/api/space", "GET /rest/api/user"]


def test_a_wrapper_that_keeps_its_argument_in_an_attribute() -> None:
    assert found("""
    import requests
    class Client:
        def fetch(self, path):
            self.url = "https://x/rest/api/" + path
            return requests.get(self.url)
        def use(self):
            self.fetch("content")
    """) == ["GET /rest/api/content"]


def test_a_part_of_resources_that_callers_name_is_not_decided() -> None:
    assert found("""
    import requests
    class Client:
        def _url(self, kind, key):
            return f"https://x/wiki/api/v2/{kind}/{key}/labels"
        def labels(self, kind, key):
            return requests.get(self._url(kind, key))
        def all(self, kind):
            return requests.get(f"https://x/wiki/api/v2/{kind}")
        def use(self, page):
            return self.labels("pages", page)
    """) == [
        "GET /wiki/api/v2/{}/{}/labels: the resource is not known: kind",
        "GET /wiki/api/v2/pages/{}/labels",
    ]


def test_a_slash_that_is_added_where_it_is_missing() -> None:
    source = """
    import requests
    def send(path):
        if not path.startswith("/"):
            path = "/" + path
        return requests.get("https://x/rest/api/content" + path)
    def use(page):
        send("/")
        send("label")
        send("/" + page + "/history")
        send(f"{page}/child")
    """
    assert found(source) == [
        "GET /rest/api/content/",
        "GET /rest/api/content/label",
        "GET /rest/api/content/{}/history",
        "GET /rest/api/content/{}/child",
    ]
    optional = source.replace("send(path)", "send(path='')")
    assert "GET /rest/api/content/{}" in found(optional)


def test_a_parameter_that_a_list_or_a_dict_takes_up() -> None:
    source = """
        import requests
        def by_list(path):
            parts = ["https://x/rest/api"]
            parts.append(path)
            requests.get("/".join(parts))
        def by_dict(path, key):
            parts = {"root": "https://x/rest/api"}
            parts["path"] = path
            requests.put("{root}/{path}".format(**parts))
        by_list("content")
        by_dict("space", 1)
    """
    assert found(source) == ["GET /rest/api/content", "PUT /rest/api/space"]


def test_an_object_inside_of_one_is_made_with_what_its_callers_give() -> None:
    source = """
        import requests
        class Session:
            def __init__(self, base):
                self.base = base
            def send(self, method, path):
                return requests.request(method, f"{self.base}/{path}")
        class Wiki:
            def __init__(self, base):
                self.session = Session(base)
            def save(self):
                return self.session.send("POST", "content")
        Wiki("https://x/rest/api").save()
    """
    assert found(source) == ["POST /rest/api/content"]


@pytest.mark.parametrize(
    "body",
    [
        "return requests.request(**{'method': 'GET', 'timeout': 3, **options})",
        "options = {'method': 'GET', **options}; return requests.request(**options)",
        "every = {'method': 'GET'}; every.update(options); return requests.request(**every)",
        "every = {'method': 'GET'} | options; return requests.request(**every)",
        "every = {'method': 'GET', **options}; return requests.request(every['method'], every['url'])",
        "every = {'method': 'GET', **options}; return requests.request(every.pop('method'), every.get('url'), **every)",
    ],
)
def test_a_wrapper_puts_keyword_arguments_over_its_own(body: str) -> None:
    source = f"""
import requests
def call(**options):
    {body}
call(url="https://x/rest/api/content/1")
call(url="https://x/rest/api/content/2", method="DELETE", json={{}})
call(json={{}})
"""
    assert found(source) == ["GET /rest/api/content/1", "DELETE /rest/api/content/2"]


@pytest.mark.parametrize("body", ["options = {**options, **settings}", "options.update(settings)"])
def test_what_a_file_says_over_keyword_arguments_leaves_all_of_them_open(body: str) -> None:
    source = f"""
import json, requests
settings = json.load(open("settings.json"))
def call(**options):
    {body}
    requests.request("GET", **options)
call(url="https://x/rest/api/content/1")
"""
    assert found(source) == []
