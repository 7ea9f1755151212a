"""Enumerations of paths, methods and templates."""

from __future__ import annotations

import pytest

from tests.calls.snippets import calls_in, found

ENUM = """
import enum, requests
class Path(enum.Enum):
    CONTENT = "/rest/api/content"
    SPACE = "/rest/api/space"
    def url(self, base):
        return base + self.value
    @property
    def full(self):
        return "https://x" + self.value
    @classmethod
    def default(cls):
        return cls.SPACE
"""


CONSTRUCTED = """
import enum, requests
class Operation(enum.Enum):
    CREATE = ("POST", "/rest/api/content")
    READ = "GET", "/rest/api/content/{id}"
    def __init__(self, verb, path):
        self.verb = verb
        self.path = path
    @property
    def url(self):
        return "https://x" + self.path
"""


def test_members_with_a_constructor() -> None:
    source = f"""{CONSTRUCTED}
def call(operation, **given):
    requests.request(operation.verb, operation.url.format(**given))
call(Operation.CREATE)
call(Operation.READ, id=1)
requests.put("https://x" + Operation.READ.path)
requests.get("https://x" + Operation.READ.other)
"""
    assert found(source) == ["POST /rest/api/content", "GET /rest/api/content/1", "PUT /rest/api/content/{}"]


def test_a_member_whose_value_is_no_tuple_is_what_its_constructor_gets() -> None:
    source = """
        import enum, requests
        class Path(enum.Enum):
            SPACE = "/rest/api/space"
            def __init__(self, path):
                self.full = "https://x" + path
        requests.get(Path.SPACE.full)
    """
    assert found(source) == ["GET /rest/api/space"]
    assert found(source.replace("Path.SPACE.full", "Path.SPACE.path + '/rest/api/user'")) == ["GET /rest/api/user"]


@pytest.mark.parametrize(
    "url",
    [
        "'https://x' + Path.SPACE.value",
        "'https://x' + Path.SPACE._value_",
        "'https://x/rest/api/' + Path.SPACE.name.lower()",
        "'https://x/rest/api/' + Path.SPACE._name_.lower()",
        "'https://x' + Path['SPACE'].value",
        "Path.SPACE.url('https://x')",
        "Path.SPACE.full",
        "'https://x' + Path.default().value",
        "'https://x' + {Path.CONTENT: '/rest/api/user', Path.SPACE: '/rest/api/space'}[Path.SPACE]",
    ],
)
def test_members(url: str) -> None:
    assert found(f"{ENUM}\nrequests.get({url})") == ["GET /rest/api/space"]


@pytest.mark.parametrize("base", ["Enum", "StrEnum", "IntEnum", "Flag", "IntFlag"])
def test_each_kind_of_enumeration(base: str) -> None:
    source = f"""
import enum, requests
class Resource(enum.{base}):
    SPACE = enum.auto()
requests.get("https://x/rest/api/" + Resource.SPACE.name.lower())
"""
    assert found(source) == ["GET /rest/api/space"]


@pytest.mark.parametrize("url", ["Path('x').value", "Path[key].value", "Path.MISSING.value", "Path['url']", "Path.SPACE.missing"])
def test_what_is_no_member(url: str) -> None:
    source = f"{ENUM}\nrequests.get('https://x/rest/api/user/' + {url})"
    assert found(source) == ["GET /rest/api/user/{}"]


def test_loops_over_members() -> None:
    source = f"""{ENUM}
for path in Path:
    requests.get("https://x" + path.value)
for path in list(Path):
    requests.put("https://x/rest/api/user/" + path.value)
class Empty(enum.Enum):
    pass
for path in Empty:
    requests.post("https://x/rest/api/user/" + path.value)
class Plain:
    A = "/rest/api/group"
for path in Plain:
    requests.delete("https://x/rest/api/user/" + path)
for path in Path if flag else ["/rest/api/label"]:
    requests.patch("https://x/rest/api/user/" + path)
"""
    assert found(source)[:2] == ["GET /rest/api/content", "GET /rest/api/space"]
    assert "POST /rest/api/user/{}" in found(source)
    assert "DELETE /rest/api/user/{}" in found(source)


@pytest.mark.parametrize(
    "head",
    [
        "class Path(str, enum.Enum):",
        "class Path(enum.StrEnum):",
        "class Path(enum.Enum):\n    def __str__(self):\n        return self.value",
        "class Base(str, enum.Enum):\n    pass\nclass Path(Base):",
    ],
)
@pytest.mark.parametrize("url", ["f'https://x{Path.SPACE}'", "'https://x' + Path.SPACE", "'https://x%s' % Path.SPACE"])
def test_members_that_are_texts(head: str, url: str) -> None:
    source = f"import enum, requests\n{head}\n    SPACE = '/rest/api/space'\nrequests.get({url})"
    assert found(source) == ["GET /rest/api/space"]


def test_methods_of_members_that_are_texts() -> None:
    source = """
        import enum, requests
        class Path(enum.StrEnum):
            SPACE = "/rest/api/space/"
        class Many(str, enum.Enum):
            A = "/rest/api/user" if flag else "/rest/api/group"
        requests.get("https://x" + Path.SPACE.rstrip("/"))
        requests.put("https://x" + Path.SPACE.format())
        requests.post("https://x" + Many.A.value)
        requests.delete("https://x/rest/api/label/" + Many.A)
    """
    assert found(source) == [
        "GET /rest/api/space",
        "PUT /rest/api/space/",
        "POST /rest/api/group",
        "POST /rest/api/user",
        "DELETE /rest/api/label/{}",
    ]


def test_a_member_that_shows_itself() -> None:
    source = """
        import enum, requests
        class Path(enum.Enum):
            A = "/rest/api/space"
            def __str__(self):
                return str(Path.A)
        class Other(enum.Enum):
            A = "/rest/api/space"
            __str__ = show
        requests.get(f"https://x/rest/api/user/{Path.A}")
        requests.put(f"https://x/rest/api/user/{Other.A}")
    """
    assert found(source) == ["GET /rest/api/user/{}", "PUT /rest/api/user/{}"]


def test_members_as_arguments() -> None:
    source = f"""{ENUM}
def send(path: Path, base="https://company.example/wiki"):
    return requests.get(base + path.value)
send(Path.CONTENT)
"""
    (call,) = calls_in(source)
    assert (call.client, str(call.path)) == ("send", "/wiki/rest/api/content")
    assert call.argument[:2] == (call.place.line, len("send("))


def test_a_comprehension_over_an_enumeration() -> None:
    source = ENUM + """
urls = ["https://x" + path.value for path in Path if path.value != "/rest/api/content"]
requests.get(urls[0])
requests.get([path.url("https://x") for path in Path][0])
"""
    assert found(source) == ["GET /rest/api/space", "GET /rest/api/content"]
