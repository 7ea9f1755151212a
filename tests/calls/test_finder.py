"""The calls of a file: what is reported, at which place, and with which reason."""

from __future__ import annotations

import ast
import textwrap

import pytest

from flake8_confluence_scopes.calls import Call, UncheckedFile, find_calls, may_hold_calls
from flake8_confluence_scopes.path_template import PathTemplate
from tests.calls.snippets import calls_in, found

WRAPPER = '''
import requests
class Api:
    def __init__(self, host):
        self.host = host
    def call(self, method, path, extra="", query=None):
        return requests.request(method, self.host + path + extra, params=query)
    def fixed(self):
        return requests.get(self.host + "/rest/api/content")
    def picked(self, name):
        return requests.get(self.host + "/rest/api/" + {"s": "space", "u": "user"}[name])
api = Api("https://company.example.com/wiki")
PATH = "/rest/api/space"
'''


def argument_of(statement: str) -> tuple[str, str]:
    """What the last call in a statement reports, and the text of the argument it stands at."""
    source = WRAPPER + statement
    call = [call for call in find_calls(source, "/no/such/app.py") if call.place.line > WRAPPER.count("\n")][-1]
    lines = source.splitlines()
    assert call.argument.line == call.argument.end_line
    return (
        f"{call.method} {call.path}",
        lines[call.argument.line - 1][call.argument.column : call.argument.end_column],
    )


@pytest.mark.parametrize(
    ("statement", "path", "argument"),
    [
        ("api.call('GET', '/rest/api/user')", "/wiki/rest/api/user", "'/rest/api/user'"),
        ("api.call(path='/rest/api/user', method='GET')", "/wiki/rest/api/user", "'/rest/api/user'"),
        ("api.call('GET', PATH)", "/wiki/rest/api/space", "PATH"),
        ("api.call('GET', PATH + '/A')", "/wiki/rest/api/space/A", "PATH + '/A'"),
        ("api.call('GET', f'{PATH}/A?x=1')", "/wiki/rest/api/space/A", "f'{PATH}/A?x=1'"),
        ("api.call('GET', '/rest/', 'api/content/2')", "/wiki/rest/api/content/2", "'api/content/2'"),
        ("api.call('GET', '', '/rest/api/user')", "/wiki/rest/api/user", "'/rest/api/user'"),
        ("api.call('GET', PATH, extra='/A')", "/wiki/rest/api/space/A", "PATH"),
        ("api.call(*('GET', PATH))", "/wiki/rest/api/space", "('GET', PATH)"),
        ("api.call(**{'method': 'GET', 'path': PATH})", "/wiki/rest/api/space", "{'method': 'GET', 'path': PATH}"),
        ("api.picked('u')", "/wiki/rest/api/user", "'u'"),
        ("requests.get(api.host + PATH)", "/wiki/rest/api/space", "api.host + PATH"),
        ("url = api.host + PATH\nrequests.get(url, timeout=3)", "/wiki/rest/api/space", "url"),
        ("Api('https://x/rest/api').call('GET', '/content/1')", "/rest/api/content/1", "'/content/1'"),
        (
            "(lambda base, path: requests.get(base + path))('https://company.example.com/very/long', PATH)",
            "/rest/api/space",
            "PATH",
        ),
        (
            "send = lambda text: requests.get('https://x' + PATH)\nsend('https://x/rest/api/user')",
            "/rest/api/space",
            "'https://x' + PATH",
        ),
    ],
)
def test_a_finding_stands_at_the_argument_that_carries_the_path(statement: str, path: str, argument: str) -> None:
    assert argument_of(statement) == (f"GET {path}", argument)


def test_without_such_an_argument_it_stands_at_the_call() -> None:
    source = """
        import functools, requests
        def spaces(method):
            return requests.request(method, "https://x/rest/api/space")
        functools.partial(requests.get, "https://x/rest/api/user")()
        spaces("PUT")
    """
    (_, *calls) = calls_in(source)
    assert [(call.method, str(call.path)) for call in calls] == [("GET", "/rest/api/user"), ("PUT", "/rest/api/space")]
    assert all(call.argument == call.place for call in calls)


def test_a_wrapper_that_takes_nothing_is_reported_inside() -> None:
    assert found(WRAPPER + "api.fixed()") == ["GET /rest/api/content"]


def test_places_count_characters_and_lines() -> None:
    source = """
        import requests
        x = "h\\u00e9", requests.get(
            "https://x"
            "/rest/api/content"
        )
    """.replace("\\u00e9", "\u00e9")
    (call,) = calls_in(source)
    assert call.place == (3, 10, 6, 1)
    assert call.argument == (4, 4, 5, 23)


def test_calls_are_in_the_order_of_the_source() -> None:
    source = """
        import requests
        def later():
            requests.get("https://x/rest/api/a/b")
        requests.get("https://x/rest/api/c/d"); requests.put("https://x/rest/api/a/b")
        for verb in ("POST", "DELETE"):
            requests.request(verb, "https://x/rest/api/e/f")
    """
    assert found(source) == [
        "GET /rest/api/a/b",
        "GET /rest/api/c/d",
        "PUT /rest/api/a/b",
        "DELETE /rest/api/e/f",
        "POST /rest/api/e/f",
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("'https://x/rest/api/content'", ["GET /rest/api/content"]),
        ("'https://x/wiki/rest/api/' + kind()", ["GET /wiki/rest/api/{}: the resource is not known: kind(...)"]),
        ("f'https://x/wiki/rest/api/{kind()}{a()}?{b()}'", ["GET /wiki/rest/api/{}: the resource is not known: kind(...)"]),
        ("'https://x/wiki/rest/api/'", ["GET /wiki/rest/api/: the path names no resource"]),
        ("'https://x/rest/api/' + kind()", []),
        ("'https://x/other/' + kind()", []),
        ("kind()", []),
    ],
)
def test_reasons(url: str, expected: list[str]) -> None:
    assert found(f"import requests\nROOT = '/rest/api'\nrequests.get({url})") == expected


def test_what_is_up_to_a_caller_is_not_reported() -> None:
    source = """
        import requests
        def get(path):
            return requests.get("https://x/wiki/rest/api/" + path)
        def request(method, kind):
            return requests.request(method, "https://x/wiki/rest/api/" + kind)
    """
    assert found(source) == []


def test_one_call_one_path() -> None:
    source = """
        import requests
        def first(base, session=None, flag=False):
            base = base or "https://x/wiki"
            url = base + "/rest/api/content"
            (session or requests.Session()).get(url)
        def second(flag, query):
            url = "https://x/rest/api/space"
            if flag:
                url += query
            requests.get(url)
            url = f"https://x/rest/api/content/{query}/label"
            requests.get(url + query if flag else url)
        def third(flag, key):
            name = key if flag else "page-" + key
            requests.get("https://x/rest/api/label/" + name)
        def fourth(flag, key):
            name = key if flag else "A"
            requests.get("https://x/rest/api/user/" + name)
    """
    assert found(source) == [
        "GET /wiki/rest/api/content",
        "GET /rest/api/space",
        "GET /rest/api/content/{}/label",
        "GET /rest/api/label/{}",
        "GET /rest/api/user/A",
        "GET /rest/api/user/{}",
    ]


def test_a_setting_that_is_empty_by_default_is_filled_before_it_is_used() -> None:
    source = """
        import requests
        class Api:
            page = ""
            def find(self):
                self.page = requests.get("https://x").json()["page"]
            def send(self):
                requests.put(f"/rest/api/content/{self.page}")
            def spaces(self, key):
                url = "/rest/api/space/"
                requests.get(url)
                return self.space(key or "")
            def space(self, key):
                requests.get(f"/rest/api/space/{key}")
        Api().space("")
    """
    assert found(source) == ["PUT /rest/api/content/{}", "GET /rest/api/space/", "GET /rest/api/space/{}"]


def test_a_number_in_the_place_of_an_open_key_is_no_call_of_its_own() -> None:
    source = """
        import requests
        class Api:
            space = -1
            def find(self, key):
                self.space = requests.get("https://x").json()["id"]
                requests.get(f"/rest/api/space/{self.space}/content")
                requests.get(f"/rest/api/content/{7 if key else 'home'}")
                requests.get("/rest/api/content/0" if key else f"/rest/api/content/{key}/label")
                requests.get(f"/rest/api/{3 if key else self.space}/group")
    """
    assert found(source) == [
        "GET /rest/api/space/{}/content",
        "GET /rest/api/content/7",
        "GET /rest/api/content/home",
        "GET /rest/api/content/0",
        "GET /rest/api/content/{}/label",
        "GET /rest/api/3/group",
        "GET /rest/api/{}/group: the resource is not known: requests.get(...).json(...)[...]",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("'{key}', '17'", ["{}"]),
        ("'17', '{key}'", ["{}"]),
        ("'{key}', 'search'", ["search", "{}"]),
        ("'{id}', '{key}'", ["{}"]),
        ("'{key}'.replace('{key}', 'search'), '{key}'", ["search", "{}"]),
    ],
)
def test_the_words_of_a_loop_are_said_as_far_as_others_do_not_cover_them(words: str, said: list[str]) -> None:
    source = f"""
        import requests
        for word in ({words}):
            requests.get(f"/rest/api/content/{{word}}")
        """
    assert sorted(found(source)) == sorted(f"GET /rest/api/content/{one}" for one in said)


def test_a_field_that_is_filled_elsewhere_is_no_call_of_its_own() -> None:
    source = """
        import requests
        def send(key, fields):
            path = "/rest/api/space/{key}"
            requests.get(path.format(key="DEV") if fields else path)
            requests.get("/rest/api/content/{id}" if fields else "/rest/api/content/{key}")
            requests.get("/rest/api/content/{id}/label" if fields else "/rest/api/content/7/child/{kind}")
    """
    assert found(source) == [
        "GET /rest/api/space/DEV",
        "GET /rest/api/content/{}",
        "GET /rest/api/content/7/child/{}",
        "GET /rest/api/content/{}/label",
    ]


def test_a_path_with_two_roots_comes_from_a_way_that_is_not_taken() -> None:
    source = """
        import requests
        def url_of(base, path):
            url = base + path if "://" not in path else path
            if "/rest/api/" not in url:
                url = base + "/rest/api/" + url
            return url
        def send(base, key):
            requests.get(url_of(base, f"/rest/api/content/{key}"))
            requests.get(f"{base}/rest/api/content/{key}/wiki/api/v2/pages/1")
    """
    assert found(source) == ["GET /rest/api/content/{}"]


def test_classes_and_functions_inside_others() -> None:
    source = """
        import requests
        class Outer:
            requests.get("https://x/rest/api/content/1")
            class Inner:
                path = "/rest/api/content/2"
                def send(self):
                    requests.get("https://x" + self.path)
                    class Local:
                        requests.get("https://x/rest/api/content/3")
                    def inner():
                        return requests.get("https://x/rest/api/content/4")
                    return [requests.get("https://x/rest/api/content/" + key) for key in ("5",)]
    """
    assert found(source) == [f"GET /rest/api/content/{number}" for number in range(1, 6)]


def test_code_that_never_runs_sends_nothing() -> None:
    source = """
        import requests
        if False:
            requests.get("https://x/rest/api/content/1")
        DEBUG = False
        def main(kind="a"):
            if DEBUG:
                requests.get("https://x/rest/api/content/2")
            return requests.get("https://x/rest/api/content/3")
    """
    assert found(source) == ["GET /rest/api/content/3"]


def test_a_text_without_a_root_is_not_even_parsed() -> None:
    assert find_calls("this is no Python", "/no/such/app.py") == []
    assert not may_hold_calls("import requests\nrequests.get('https://x')")


def test_a_source_that_is_no_python() -> None:
    with pytest.raises(UncheckedFile, match="^Python cannot parse it "):
        find_calls("'/rest/api/content' this is no Python", "/no/such/app.py")


def test_only_what_belongs_is_found_where_somebody_asks_for_it() -> None:
    source = "import requests\nfor path in ('/rest/api/2/issue', '/rest/api/space'):\n    requests.get(path)\n"
    asked: list[tuple[str, bool]] = []

    def belongs(path: PathTemplate, named: bool) -> bool:
        asked.append((path.text, named))
        return path.text.endswith("space")

    assert [call.path.text for call in find_calls(source, "/no/such/app.py")] == ["/rest/api/2/issue", "/rest/api/space"]
    assert [call.path.text for call in find_calls(source, "/no/such/app.py", belongs=belongs)] == ["/rest/api/space"]
    assert ("/rest/api/2/issue", False) in asked


def test_the_tree_may_be_given() -> None:
    source = textwrap.dedent("""
        import requests
        requests.get("https://x/rest/api/content")
    """)
    assert find_calls(source, "/no/such/app.py", tree=ast.parse(source)) == find_calls(source, "/no/such/app.py")


def test_a_call_says_whether_it_is_decided() -> None:
    decided, undecided = calls_in("""
        import requests
        requests.get("https://x/rest/api/content")
        requests.request(verb(), "https://x/rest/api/content")
    """)
    assert isinstance(decided, Call)
    assert (decided.decided, undecided.decided) == (True, False)
    assert undecided.reason == "the method verb(...) is not known"


@pytest.mark.parametrize(
    "url",
    [
        "'https://api.example.com/api/v2/spaces'",
        "f'https://{x}.example.com:8443/api/v2/spaces'",
        "'https://u:p@api.example.com' + '/api/v2/spaces'",
        "BASE + 'api/v2/spaces'",
        "os.getenv('URL', 'https://api.example.com') + '/api/v2/spaces'",
        "urlunparse(('https', 'api.example.com', '/api/v2/spaces', '', '', ''))",
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_spaces_of_a_host_that_is_nobody_of_atlassian_s_are_somebody_else_s(url: str, named: bool) -> None:
    source = "import os, requests\nfrom urllib.parse import urlunparse\nfrom .nowhere import x\n"
    source += f"BASE = 'https://api.example.com/'\nrequests.get({url})" + "  # Confluence" * named
    assert found(source) == ["GET /api/v2/spaces"] * named


@pytest.mark.parametrize(
    "url",
    [
        "'https://x.atlassian.net/api/v2/spaces'",
        "'https://localhost:8080/api/v2/spaces'",
        "'https://api.example.com/wiki/api/v2/spaces'",
        "f'https://{x}/api/v2/spaces'",
        "f'https://wiki.{x}/api/v2/spaces'",
        "x + '/api/v2/spaces'",
        "'/api/v2/spaces'",
    ],
)
def test_spaces_of_a_host_that_may_be_confluence_s_are_reported(url: str) -> None:
    (said,) = found(f"import requests\nfrom .nowhere import x\nrequests.get({url})")
    assert said.endswith("/api/v2/spaces")
