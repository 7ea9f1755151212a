"""Which requests a call sends: through bound methods, getattr, partials, lambdas, loops and unknown receivers."""

from __future__ import annotations

import pytest

from tests.calls.snippets import calls_in, found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("fn = session.post\nfn('https://x/rest/api/space')", "POST /rest/api/space"),
        ("fn = requests.put\nfn('https://x/rest/api/space')", "PUT /rest/api/space"),
        ("{'a': requests.put, 'b': requests.get}['b']('https://x/rest/api/space')", "GET /rest/api/space"),
        ("getattr(session, 'post')('https://x/rest/api/space')", "POST /rest/api/space"),
        ("getattr(requests, 'POST'.lower())('https://x/rest/api/space')", "POST /rest/api/space"),
        ("fn = getattr(session, 'get', None)\nfn('https://x/rest/api/space')", "GET /rest/api/space"),
        ("(session or requests.Session()).get('https://x/rest/api/space')", "GET /rest/api/space"),
        ("if (s := requests.Session()):\n    s.get('https://x/rest/api/space')", "GET /rest/api/space"),
        ("with requests.Session() as s:\n    s.get('https://x/rest/api/space')", "GET /rest/api/space"),
        ("functools.partial(requests.get, timeout=3)('https://x/rest/api/space')", "GET /rest/api/space"),
        ("functools.partial(requests.request, 'PUT')('https://x/rest/api/space')", "PUT /rest/api/space"),
        ("functools.partial(requests.get, 'https://x/rest/api/space')()", "GET /rest/api/space"),
        ("get = functools.partial(requests.request, method='GET')\nget(url='https://x/rest/api/space')", "GET /rest/api/space"),
        ("(lambda path: requests.get('https://x' + path))('/rest/api/space')", "GET /rest/api/space"),
        ("requests.request(http.HTTPMethod.DELETE, 'https://x/rest/api/space')", "DELETE /rest/api/space"),
        ("requests.request(**{'method': 'GET', 'url': 'https://x/rest/api/space'})", "GET /rest/api/space"),
        ("requests.request(*['GET', 'https://x/rest/api/space'])", "GET /rest/api/space"),
        ("requests.get(httpx.URL('https://x/rest/api/space'))", "GET /rest/api/space"),
    ],
)
def test_a_callable_as_a_value(source: str, expected: str) -> None:
    imports = "import functools, http, httpx, requests\nsession = requests.Session()\n"
    assert found(imports + source) == [expected]


def test_a_request_without_a_method_of_an_unknown_client_is_undecided() -> None:
    assert found("client.request(url='https://x/rest/api/content/1')") == [
        "? /rest/api/content/1: the method of request(...) is not known"
    ]


def test_a_method_whose_name_nobody_knows_is_undecided() -> None:
    source = """
        import requests
        session = requests.Session()
        def on_session(verb):
            getattr(session, verb)("https://x/rest/api/content")
        def on_module(verb):
            getattr(requests, verb)("https://x/rest/api/content")
        def on_something(client, verb):
            getattr(client, verb)("https://x/rest/api/content")
        def on_no_client(table, owner, verb):
            getattr(table, verb)("https://x/rest/api/content")
            getattr(owner, verb)("https://x/rest/api/content")
        def chosen(connection, verb):
            {"get": connection.get, "put": connection.put}[verb]("https://x/rest/api/content")
        def call(send):
            send("https://x/rest/api/content")
    """
    assert found(source) == [
        "? /rest/api/content: the method of getattr(requests.Session, ...) is not known",
        "? /rest/api/content: the method of getattr(requests, ...) is not known",
        "? /rest/api/content: the method of getattr(client, ...) is not known",
        "? /rest/api/content: the method of getattr(connection, ...) is not known",
        "? /rest/api/content: the method of send(...) is not known",
    ]


def test_a_name_that_the_caller_gives() -> None:
    source = """
        import requests
        def send(verb, path):
            return getattr(requests, verb.lower())("https://x/rest/api" + path)
        send("GET", "/content")
        send(path="/space", verb="Delete")
        send(input(), "/user")
    """
    assert found(source) == [
        "GET /rest/api/content",
        "DELETE /rest/api/space",
        "? /rest/api/user: the method of getattr(requests, ...) is not known",
    ]


def test_each_round_of_a_loop_has_its_own_names() -> None:
    source = """
        import requests
        for method, path in [("GET", "/rest/api/content"), ("DELETE", "/rest/api/space")]:
            requests.request(method, "https://x" + path)
        for verb in (requests.get, requests.put):
            verb("https://x/rest/api/user")
        URLS = {"a": "https://x/rest/api/group", "b": "https://x/rest/api/label"}
        for name in URLS:
            requests.get(URLS[name])
        for name, url in URLS.items():
            if name == "a":
                requests.post(url)
        for _ in range(3):
            for path in ["/rest/api/audit"]:
                requests.get("https://x" + path)
    """
    assert found(source) == [
        "GET /rest/api/content",
        "DELETE /rest/api/space",
        "GET /rest/api/user",
        "PUT /rest/api/user",
        "GET /rest/api/group",
        "GET /rest/api/label",
        "POST /rest/api/group",
        "GET /rest/api/audit",
    ]


def test_more_rounds_than_can_be_followed_are_told_apart_no_longer() -> None:
    rows = ", ".join(f"('GET', '/rest/api/content/{number}')" for number in range(5))
    source = f"""
        import requests
        for method, path in [{rows}]:
            for _ in [1, 2, 3, 4]:
                requests.request(method, "https://x" + path)
    """
    assert found(source) == [f"GET /rest/api/content/{number}" for number in range(5)]


def test_rounds_that_are_too_many_alternatives_together() -> None:
    source = """
        import requests
        def fetch(url):
            return requests.get("https://x" + url)
        def log(url):
            return url
        for first in ["a", "b", "c", "d", "e"]:
            for second in ["f", "g", "h"]:
                fetch(f"/rest/api/{first}{second}/{first}")
                log(f"/rest/api/{first}{second}/{first}")
    """
    assert found(source) == [f"GET /rest/api/{first}{second}/{first}" for first in "abcde" for second in "fgh"]


def test_a_call_reports_each_method_and_path_once_from_the_client_that_is_known() -> None:
    source = """
        import requests
        def fetch(session=None):
            session = session or requests.Session()
            return session.get("https://x/rest/api/content")
    """
    assert [(call.client, call.method) for call in calls_in(source)] == [("requests.Session.get", "GET")]


def test_an_alternative_with_an_empty_segment_gives_way() -> None:
    source = """
        import requests
        def fetch(name):
            part = name if name else ""
            requests.get("https://x/rest/api/content/" + part + "/label")
    """
    assert found(source) == ["GET /rest/api/content/{}/label"]
    assert found("import requests\nrequests.get('https://x/rest/api//content')") == ["GET /rest/api/content"]


def test_receivers_without_a_type() -> None:
    source = """
        def fetch(client, method):
            client.get("/rest/api/content")
            client.request("PUT", "/rest/api/space")
            client.request(method, "/rest/api/user")
            client.post(url="/rest/api/group")
            client.delete(endpoint="/rest/api/label")
            client.send("/rest/api/content")
            client.get()
            client.get(["/rest/api/content"])
            client.get("/rest/api/content", timeout=3).json()
    """
    assert found(source) == [
        "GET /rest/api/content",
        "PUT /rest/api/space",
        "? /rest/api/user: the method method is not known",
        "POST /rest/api/group",
        "DELETE /rest/api/label",
        "GET /rest/api/content",
    ]


def test_arguments_that_nobody_knows() -> None:
    source = """
        import requests
        session = requests.Session()
        def fetch(*args, **kwargs):
            return session.request(*args, **kwargs)
        def get(*args):
            return requests.get(*args)
        def page(**kwargs):
            return session.request(url="https://x/rest/api/content", **kwargs)
        fetch("GET", "https://x/rest/api/space")
        fetch("GET", url="https://x/rest/api/user")
        get("https://x/rest/api/group")
        page(method="PUT")
    """
    assert found(source) == [
        "? /rest/api/content: the method **kwargs is not known",
        "GET /rest/api/space",
        "GET /rest/api/user",
        "GET /rest/api/group",
        "PUT /rest/api/content",
    ]


def test_objects_that_are_called() -> None:
    source = """
        import requests
        class Fetch:
            def __init__(self, base):
                self.base = base
            def __call__(self, path):
                return requests.get(self.base + path)
        fetch = Fetch("https://x/wiki")
        fetch("/rest/api/content")
        class Plain:
            pass
        Plain()("/rest/api/space")
    """
    assert found(source) == ["GET /wiki/rest/api/content"]


def test_a_request_method_left_out() -> None:
    assert found("import requests\nrequests.request(None, 'https://x/rest/api/content')") == [
        "? /rest/api/content: the method of requests.request(...) is not known"
    ]


def test_methods_may_be_anything_that_is_a_text() -> None:
    source = """
        import enum, requests
        class Verb(str, enum.Enum):
            GET = "get"
        class Other(enum.Enum):
            PUT = "put"
        requests.request(Verb.GET, "https://x/rest/api/content")
        requests.request(Other.PUT.value, "https://x/rest/api/content")
        requests.request(Other.PUT, "https://x/rest/api/content")
    """
    assert found(source) == [
        "GET /rest/api/content",
        "PUT /rest/api/content",
        "? /rest/api/content: the method Other is not known",
    ]


def test_a_request_of_an_answer_that_is_made_up() -> None:
    source = """
        import httpx
        class Fake:
          def answer(self):
            asked = httpx.Request("GET", "https://x/rest/api/content/1")
            self.asked = httpx.Request("GET", "https://x/rest/api/content/2")
            sent = httpx.Request("GET", "https://x/rest/api/content/3")
            httpx.Response(200, request=httpx.Request("GET", "https://x/rest/api/content/4"))
            httpx.Response(200, request=asked, json={})
            Response(200, request=self.asked)
            Response(httpx.Request("GET", "https://x/rest/api/content/5"), html=sent)
            Other(request=httpx.Request("GET", "https://x/rest/api/content/6"))
    """
    assert found(source) == [f"GET /rest/api/content/{number}" for number in (3, 5, 6)]


def test_a_loop_through_one_of_two_lists() -> None:
    assert found("""
    import requests
    def fetch(path):
        requests.get("https://x/rest/api/" + path)
    def all_of_them(flag):
        for name in ["content", "space"] if flag else ["user"]:
            fetch(name)
    """) == ["GET /rest/api/content", "GET /rest/api/space", "GET /rest/api/user"]


def test_reasons_name_what_is_not_known() -> None:
    many = "".join(f"        elif flags[{n}]:\n            verb = flags[{n}]\n" for n in range(70))
    assert found(f"""
    import requests
    def send(options, other, flags):
        requests.request(options.get("verb", "GET"), "https://x/rest/api/content")
        requests.request(other["verb"], "https://x/rest/api/space")
        if flags:
            verb = ""
{many}
        requests.request(verb, "https://x/rest/api/user")
    """) == [
        "? /rest/api/content: the method options.get(...) is not known",
        "GET /rest/api/content",
        "? /rest/api/space: the method other[...] is not known",
        "? /rest/api/user: the method verb is not known",
    ]


@pytest.mark.parametrize("client", ["client", "requests"])
def test_an_empty_part_that_a_condition_keeps_away(client: str) -> None:
    assert found(f"""
    import requests
    def label(client, known, page):
        page_id = page if known else ""
        if page_id:
            {client}.post(f"https://x/rest/api/content/{{page_id}}/label")
    """) == ["POST /rest/api/content/{}/label"]


def test_a_host_by_many_names() -> None:
    assert found("""
    import requests
    def fetch(a, x):
        host = a.p or a.q or a.r or a.s or a.t
        path = x.p or x.q or x.r or "/rest/api/content"
        requests.get(f"{host}{path}")
    """) == ["GET /rest/api/content"]


TRANSPORT = """
    import requests
    class Client:
        def __init__(self, site, transport=None):
            self.site = site
            self._transport = {transport}
        def _plain(self, url):
            return requests.get(url)
        def space(self):
            return self._transport(self.site + "/rest/api/space")
"""


@pytest.mark.parametrize(
    ("transport", "said"),
    [
        ("transport or self._plain", ["GET /rest/api/space"]),
        ("transport if transport else requests.put", ["PUT /rest/api/space"]),
        ("transport", ["? /rest/api/space: the method of transport(...) is not known"]),
        ("transport or print", ["? /rest/api/space: the method of transport(...) is not known"]),
    ],
)
def test_what_is_passed_in_the_place_of_a_function_does_the_same(transport: str, said: list[str]) -> None:
    assert found(TRANSPORT.replace("{transport}", transport)) == said


def test_a_call_without_arguments_says_no_more_than_the_function() -> None:
    source = """
        import requests
        def send(path="/rest/api/space", verb="PUT"):
            requests.request(verb, "https://x" + path)
        def main(argv=None):
            send()
            send(path="/rest/api/content")
        def made(path):
            def inner():
                requests.get("https://x" + path)
            inner()
        class Api:
            def __init__(self, path):
                self.path = path
            def send(self):
                requests.get("https://x" + self.path)
        main()
        made("/rest/api/user")
        Api("/rest/api/group").send()
    """
    assert found(source) == [
        "? /rest/api/space: the method verb is not known",
        "PUT /rest/api/space",
        "PUT /rest/api/content",
        "GET /rest/api/user",
        "GET /rest/api/group",
    ]


def test_a_loop_through_a_list_that_branches_fill() -> None:
    source = """
        import requests
        def comments(site, which):
            kinds = []
            if which in ("all", "footer"):
                kinds.append(("footer-comments", "1"))
            if which in ("all", "inline"):
                kinds.append(("inline-comments", "2"))
            for kind, key in kinds:
                requests.get(f"{site}/wiki/api/v2/{kind}/{key}")
    """
    assert found(source) == ["GET /wiki/api/v2/footer-comments/1", "GET /wiki/api/v2/inline-comments/2"]
    # Where it may hold what nobody knows, rounds are not told apart.
    open_source = source.replace("kinds = []", "kinds = given or []").replace('"2"', '"two"')
    assert "GET /wiki/api/v2/footer-comments/two" in found(open_source)
