"""What one method requests, derived from its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import derived_method
from tests.calls.deriving import method


@pytest.mark.parametrize(
    "body, expected",
    [
        ("def do(self, id): return self._send('GET', f'content/{id}')", ["GET /rest/api/content/{id}"]),
        ("def do(self, key): return self._send('PUT', 'space/' + key + '/label')", ["PUT /rest/api/space/{key}/label"]),
        ("def do(self, id): return self._send('GET', f'content/{int(id)}')", ["GET /rest/api/content/{}"]),
        ("def do(self, page): return self._send('GET', f'content/{page.id}')", ["GET /rest/api/content/{}"]),
        ("def do(self, ids):\n    for id in ids: self._send('GET', f'content/{id}')", ["GET /rest/api/content/{} maybe"]),
        ("def do(self, ids: list): return self._send('GET', f'content/{ids[0]}')", ["GET /rest/api/content/{}"]),
        ("def do(self, ids): return self._send('GET', f'content/{ids[0]}')", ["GET /rest/api/content/{}"]),
        ("def do(self, a): return self._send('GET', 'content/{id}/' + a)", ["GET /rest/api/content/{}/{}"]),
        ("def do(self, a):\n    self._send('GET', 'space')\n    return self.do(a + 'x')", ["GET /rest/api/space"]),
        ("def do(self): return requests.get('https://example.com')", []),
        ("def do(self):\n    page = self._send('GET', 'space')\n    return requests.get(page['next'])", ["GET /rest/api/space"]),
        ("def do(self, *ids): return self._send('GET', f'content/{ids[0]}')", ["GET /rest/api/content/{}"]),
        ("def do(self, a, b): return self._send('GET', f'content/{a}{b}')", ["GET /rest/api/content/{}"]),
        (
            "def do(self, a, b='page'): return self._send('GET', f'content/{a}/child/{b}')",
            ["GET /rest/api/content/{a}/child/{b}"],
        ),
        (
            "def do(self, id=None): return self._send('PUT', f'content/{id}') if id else self._send('POST', 'content')",
            ["POST /rest/api/content absent id", "PUT /rest/api/content/{id} given id"],
        ),
        (
            "def do(self, all=False):\n    if all: return self._send('DELETE', 'longtask')",
            ["DELETE /rest/api/longtask equal all [True]"],
        ),
        (
            "def do(self, all: bool):\n    if all: return self._send('DELETE', 'longtask')",
            ["DELETE /rest/api/longtask equal all [True]"],
        ),
        (
            "def do(self, kind='a'):\n    if kind == 'b': self._send('GET', 'group')\n"
            "    elif kind in ('c', 'a'): self._send('GET', 'space')",
            ["GET /rest/api/space equal kind ['c', 'a']", "GET /rest/api/group equal kind ['b']"],
        ),
        (
            "def do(self, kind):\n    if kind != 'b': self._send('GET', 'group')",
            ["GET /rest/api/group unequal kind ['b']"],
        ),
        (
            "def do(self, kind=None):\n    if kind and kind != 'b': self._send('GET', 'group')",
            ["GET /rest/api/group given kind unequal kind ['b']"],
        ),
        (
            "def do(self, a=None, b=None):\n    if a and b: self._send('GET', 'search')\n"
            "    elif a or b: self._send('GET', 'space')",
            [
                "GET /rest/api/space given b absent a",
                "GET /rest/api/space given a absent b",
                "GET /rest/api/search given a b",
            ],
        ),
        (
            "def do(self, kind):\n    match kind:\n        case 'a' | None: self._send('GET', 'search')\n"
            "        case _: self._send('GET', 'space')",
            ["GET /rest/api/search equal kind ['a', None]", "GET /rest/api/space unequal kind ['a', None]"],
        ),
        (
            "def do(self, kind):\n    match kind:\n        case 'a': return self._send('GET', 'search')\n"
            "        case _: self._send('GET', 'space')\n    self.end(kind)\ndef end(self, kind):\n    def inner(path, q=None):\n"
            "        return self._send('PUT', path) if q else None\n    if kind != 'b': inner('group', kind)",
            [
                "GET /rest/api/search equal kind ['a']",
                "GET /rest/api/space unequal kind ['a']",
                "PUT /rest/api/group unequal kind ['a', 'b']",
            ],
        ),
        (
            "def do(self, kind): return self._send('GET', {'a': 'space', 'b': 'group'}.get(kind, 'search'))",
            [
                "GET /rest/api/space equal kind ['a']",
                "GET /rest/api/group equal kind ['b']",
                "GET /rest/api/search unequal kind ['a', 'b']",
            ],
        ),
        ("def do(self, kind):\n    if kind.startswith('x'): self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        ("def do(self, kind):\n    if kind in 'xyz': self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        ("def do(self, kind):\n    if 'x' in kind: self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        ("def do(self, kind):\n    if kind > 3: self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        ("def do(self, kind):\n    if kind.lower() == 'x': self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        (
            "DEFAULT = print()\ndef do(self, kind=DEFAULT):\n    if kind == 'x': self._send('GET', 'space')",
            ["GET /rest/api/space maybe"],
        ),
        (
            "def do(self):\n    if self._send('GET', 'space'): self._send('POST', 'space')",
            ["GET /rest/api/space", "POST /rest/api/space maybe"],
        ),
        ("def do(self):\n    fetch = lambda path: self._send('GET', path)\n    return fetch('space')", ["GET /rest/api/space"]),
        ("def do(self):\n    while True: self._send('GET', 'space')", ["GET /rest/api/space"]),
        ("def do(self, x):\n    while x: self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        ("def do(self):\n    try: pass\n    except KeyError: self._send('GET', 'space')", ["GET /rest/api/space maybe"]),
        (
            "def do(self, x): return self._send('GET', 'space' if x.y else 'group')",
            ["GET /rest/api/space maybe", "GET /rest/api/group maybe"],
        ),
        ("@staticmethod\ndef do(id): return requests.get(f'https://h/rest/api/content/{id}')", ["GET /rest/api/content/{id}"]),
        ("@classmethod\ndef do(cls, id): return requests.get(f'//h/rest/api/content/{id}')", ["GET /rest/api/content/{id}"]),
        ("async def do(self, id): return self._send('GET', f'content/{id}')", ["GET /rest/api/content/{id}"]),
        ("def do(self): return requests.get('https://h/pages/x.action')", ["GET /pages/x.action other"]),
        ("def do(self): return requests.get('/plugins//x')", ["GET /plugins/x other"]),
        ("def do(self): return 1", []),
        (
            "def do(self): return requests.get(self.joined(self.base, 'rest/api/space'))\n"
            "def joined(self, url, path): return '/'.join(str(s).strip('/') for s in [url, path] if s is not None)",
            ["GET /rest/api/space"],
        ),
        ("def do(self, callback): return callback(self._send('GET', 'space'))", ["GET /rest/api/space"]),
        (
            "def do(self):\n    page = self._send('GET', 'space')\n    while page: page = requests.get(self.base + page['next'])",
            ["GET /rest/api/space"],
        ),
    ],
)
def test_what_the_source_tells(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert method(tmp_path, body) == (expected, [])


@pytest.mark.parametrize(
    "condition",
    [
        "kind.lower() == 'page'", "'page' == kind.strip()", "kind[0] == 'p'", "f'{kind}s' == 'pages'", "kind + 's' != 'blogs'",
        "made == 'page'", "made in ('page', 'blog')", "'pa' in kind.lower()", "{'page': 1}.get(made)",
    ],
)  # fmt: skip
def test_what_is_made_of_a_parameter_tells_nothing_of_what_callers_give(tmp_path: Path, condition: str) -> None:
    body = f"def do(self, kind='page'):\n    made = kind.lower()\n    if {condition}: self._send('GET', 'space')"
    assert method(tmp_path, body) == (["GET /rest/api/space maybe"], [])


def test_a_pattern_for_what_is_made_of_a_parameter(tmp_path: Path) -> None:
    body = "def do(self, kind='page'):\n    match kind.lower():\n        case 'blog': self._send('GET', 'search')\n"
    body += "        case _: self._send('GET', 'space')"
    assert method(tmp_path, body)[0] == ["GET /rest/api/space maybe", "GET /rest/api/search given kind maybe"]


@pytest.mark.parametrize("condition", ["kind == q", "q == kind", "kind.strip() == q", "q == kind.strip()"])
def test_two_parameters_that_may_be_the_same(tmp_path: Path, condition: str) -> None:
    """Also where one of them is what it is by default."""
    body = f"def do(self, q=None, kind='page'):\n    if {condition}: self._send('GET', 'space')"
    rows, _ = method(tmp_path, body)
    assert "GET /rest/api/space given q maybe" in rows


@pytest.mark.parametrize(
    "body, expected, reason",
    [
        ("def do(self, path): return self._send('GET', path)", [], "the resource is not known: path"),
        ("def do(self, path):\n    self._send('GET', 'space')\n    self._send('GET', path)", ["GET /rest/api/space"],
         "the resource is not known: path"),
        ("def do(self, verb): return self._send(verb, 'space')", [], "the method verb is not known"),
        ("def do(self, kind): return self._send('GET', {'a': 'space', 'b': 'group'}[kind])",
         ["GET /rest/api/space equal kind ['a']", "GET /rest/api/group equal kind ['b']"], "the resource is not known: path"),
        ("def do(self, url): return requests.get(url)", [], "the URL is not known: url"),
        ("def do(self, url): return requests.get(url + '/x')", [], "the URL is not known: url"),
        ("def do(self, id): return requests.get(f'{self.base}/page/{id}')", ["GET /page/{id} relative"],
         "its path counts from the URL that the object is made with: self.base"),
        ("def do(self):\n    import atlassian\n    return atlassian.Confluence('https://h').fly()", [],
         "what atlassian.Confluence.fly requests is not known"),
        ("def do(self): raise NotImplementedError", [], "it leaves what it does to heirs"),
        ("def do(self): return 1\nif print():\n    def do(self): return 2", [], "it is defined in several ways"),
    ],
)  # fmt: skip
def test_what_it_leaves_open(tmp_path: Path, body: str, expected: list[str], reason: str) -> None:
    assert method(tmp_path, body) == (expected, [reason])


def test_too_many_states_are_tried_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = """
    def do(self, id, a=None, b=None):
        if a: self._send('GET', f'content/{id}')
        if b == 'x': self._send('GET', 'space')
    """
    together = method(tmp_path, body)
    monkeypatch.setattr(derived_method, "MOST_TRIALS", 2)
    alone = method(tmp_path, body)
    assert together == (["GET /rest/api/space equal b ['x']", "GET /rest/api/content/{id} given a"], [])
    assert (sorted(alone[0]), alone[1]) == (
        ["GET /rest/api/content/{id} given a maybe", "GET /rest/api/space equal b ['x'] maybe"],
        [],
    )


def test_what_seems_not_to_matter_may_still_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = """
    def do(self, id, kind='page', all=False):
        if kind == 'x' and id != 'all': self._send('GET', f'content/{id}')
    """
    together = method(tmp_path, body)
    monkeypatch.setattr(derived_method, "MOST_TRIALS", 8)
    assert together == (["GET /rest/api/content/{id} equal kind ['x'] unequal id ['all']"], [])
    assert method(tmp_path, body) == (["GET /rest/api/content/{id} equal kind ['x'] maybe"], [])


def test_too_many_conditions_are_none(tmp_path: Path) -> None:
    tests = " or ".join(f"{one} and not {other}" for one, other in ("ab", "bc", "cd", "da"))
    body = f"def do(self, a=None, b=None, c=None, d=None):\n    if {tests}: self._send('GET', 'space')"
    assert method(tmp_path, body) == (["GET /rest/api/space maybe"], [])
