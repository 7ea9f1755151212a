"""Random client classes, and calls of their methods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from hypothesis import strategies as st

ROOT = "https://example.com/rest/api"
METHODS = ("m0", "m1", "m2")

PRELUDE = '''\
import functools
import requests
from contextlib import contextmanager
from typing import Optional
from urllib.parse import quote

PATHS = {"page": "content/{}/child/page", "all": "content/{}/child"}

def joined(*parts):
    return "/".join(str(part).strip("/") for part in parts if part)

def logged(function):
    @functools.wraps(function)
    def inner(*arguments, **options):
        return function(*arguments, **options)
    return inner

def is_page(kind):
    return kind == "page"

'''

HEADS = (
    '''\
class Base:
    def __init__(self, base):
        self.base = base

    def _send(self, method, path, **options):
        return requests.request(method, f"{self.base}/{path}", **options).json()
''',
    '''\
class Base:
    def __init__(self, base):
        self.base = base
        self.session = requests.Session()

    @property
    def root(self):
        return self.base.rstrip("/") + "/"

    @logged
    def _send(self, method, path, params=None):
        answer = self.session.request(method=method, url=self.root + path, params=params)
        answer.raise_for_status()
        return answer.json()
''',
    '''\
class Session:
    def __init__(self, base):
        self.base = base
        self.http = requests.Session()

    def get(self, path):
        return self.send("GET", path)

    def send(self, method, path):
        return getattr(self.http, method.lower())(joined(self.base, path)).json()

class Base:
    def __init__(self, base):
        self.http = Session(base)

    def _send(self, method, path):
        if method == "GET":
            return self.http.get(path)
        return self.http.send(method, path)
''',
    '''\
class Transport:
    base = ""

    def _send(self, method, path, retries=1):
        while True:
            with requests.Session() as session:
                answer = session.request(method, "%s/%s" % (self.base, path))
            if answer.status_code != 503 or not retries:
                return answer.json()
            retries -= 1

class Base(Transport):
    def __init__(self, base):
        super().__init__()
        self.base = base
''',
)  # fmt: skip

# In each form <p> stands for the name of a parameter, <u> for a path, <s> for a request, <c> and <d> for conditions, <b> for
# statements, <t> for one of them.
SIGNATURES = (
    "def {}(self, p, q=None, kind='page', *, flag=False):",
    "@logged\ndef {}(self, p, q=None, kind='page', *, flag=False):",
    "def {}(self, p, q=None, kind='page', flag=False):",
    "def {}(self, p: str, q: Optional[str] = None, kind: str = 'page', *, flag: bool = False) -> dict:",
    "def {}(self, p, *, q: 'str | None' = None, flag=False, kind='page', **options):",
)
NAMES = ("p", "p", "kind", "(q or p)")
VERBS = ("GET", "POST", "PUT", "DELETE")
PATHS = (
    "'content'", "'space'", "f'content/{<p>}'", "'content/' + str(<p>)", "'content/%s/label' % <p>", "'user/{}'.format(<p>)",
    "f'content/{p}/child/{<p>}'", "'/'.join(['space', str(<p>), 'x'])", "joined('group', <p>)", "PATHS['all'].format(<p>)",
    "f'content/{quote(str(<p>))}'", "('content' if <c> else 'search')", "f'content/{q or p}'",
    "'group/{id}'.replace('{id}', str(<p>))",
    "f'content/{p}' + (f'/label/{q}' if q else '')", "'user' + (f'/{kind}' if <c> else '')", "f'space/{str(<p>)}?expand={<p>}'",
)  # fmt: skip
CONDITIONS = (
    "q", "q", "q is None", "q is not None", "flag", "flag is True", "kind == 'page'", "kind != 'page'", "kind == 'all'",
    "kind in ('page', 'all')", "kind not in ('all', 'other')", "is_page(kind)", "p == 'all'", "bool(q)", "q and q != 'all'",
    "kind.startswith('p')", "kind.lower() == 'page'", "{'page': True}.get(kind)", "isinstance(q, str)", "q == p", "len(kind) > 3",
    "self.base", "kind is None", "flag == False",
)  # fmt: skip
DEEPER = ("<c>", "<c>", "not <c>", "(<c> and <c>)", "(<c> or <c>)", "not (<c> or <c>)")
SENDS = ("self._send('<m>', <u>)", "self._send('<m>', <u>)", "self._send(path=<u>, method='<m>')", "(<s>)", "[<s>][0]")
SIMPLE = (
    "<s>", "<s>", "return <s>", "url = <u>\nself._send('<m>', url)", "page = <s>\nif page: <s>",
    "page = <s>\nself._send('PUT', f\"content/{page['id']}\")",
    "page = <s>\nif page.get('next'):\n    self._send('GET', 'content')",
    "return <s> if <d> else <s>", "<d> and <s>", "<d> or <s>", "if <d>: return None",
    "path = 'content'\nif <d>: path += f'/{<p>}'\n"
    "self._send('<m>', path)", "for one in ('a', 'b'): self._send('<m>', f'content/{one}')",
    "[self._send('<m>', one) for one in (<u>, <u>)]",
    "if <d>: raise ValueError(kind)", "fetch = lambda path: self._send('<m>', path)\nfetch(<u>)", "if <d>: kind = 'all'",
    "options = {'page': 'content', 'all': 'search'}\nself._send('<m>', options.get(kind, 'space'))", "q = q or 'all'",
    "send = functools.partial(self._send, '<m>')\nsend(<u>)", "verb = '<m>' if <d> else '<m>'\nself._send(verb, <u>)",
)  # fmt: skip
BLOCKS = (
    "<b>", "<b>", "if <d>:\n    <b>", "if <d>:\n    <b>\nelse:\n    <b>", "if <d>:\n    <b>\nelif <d>:\n    <b>\nelse:\n    <b>",
    "for one in (<p>, <p>):\n    self._send('<m>', f'content/{one}')\n    <b>", "try:\n    <b>\nexcept KeyError:\n    <b>",
    "while True:\n    page = <s>\n    <b>\n    if not page.get('next'): break", "with requests.Session() as session:\n    <b>",
    "match kind:\n    case 'page':\n        <b>\n    case 'all' | 'other':\n        <b>\n    case _:\n        <b>",
    "def inner(path, q=None):\n    return self._send('<m>', path) if q else None\ninner(<u>, <p>)\n<b>",
    "try:\n    <b>\nfinally:\n    <s>",
)  # fmt: skip
ENDS = (
    "pass", "return self.m0(<p>)", "return self.m0(p, q)", "self.m0(<p>, kind=kind, flag=<d>)", "<s>",
    "return super()._send('GET', <u>)",
)  # fmt: skip

EXACT_CONDITIONS = (
    "q", "q is None", "q is not None", "flag", "flag is True", "kind == 'page'", "kind != 'page'", "kind in ('page', 'all')",
    "not flag", "kind not in ('all', 'other')", "(q and flag)", "(flag or kind == 'all')",
)  # fmt: skip
EXACT_PATHS = (
    "'content'", "f'content/{p}'", "'content/%s/label' % p", "f'space/{kind}'", "'/'.join(['space', str(p), 'x'])",
    "('search' if <c> else f'user/{p}')", "'user' + (f'/{q}' if q else '')",
)  # fmt: skip
EXACT_STATEMENTS = (
    "<s>", "<s>", "return <s>", "if <c>: return None", "<c> and <s>", "return <s> if <c> else <s>", "if <c>: kind = 'all'",
    "path = 'content'\nif <c>: path += f'/{p}'\nself._send('<m>', path)", "verb = '<m>' if <c> else '<m>'\nself._send(verb, <u>)",
)  # fmt: skip
EXACT_BLOCKS = (
    "if <c>:\n    <b>\n<b>", "if <c>:\n    <b>\nelse:\n    <b>", "<b>\n<b>",
    "if <c>:\n    <b>\nelif <c>:\n    <b>\nelse:\n    <b>",
    "match kind:\n    case 'page':\n        <b>\n    case 'all' | 'other':\n        <b>\n    case _:\n        <b>",
)  # fmt: skip

ARGUMENTS = {
    "p": ("'1'", "x", "'all'"),
    "q": ("", "q=None", "q='2'", "q=x"),
    "kind": ("", "kind='page'", "kind='all'", "kind='other'", "kind='Page'", "kind=x"),
    "flag": ("", "flag=True", "flag=False"),
}

_HOLE = re.compile("<([a-z])>")


def _put(form: str, parts: tuple[str, ...]) -> str:
    """The form with these parts in its holes; one of several lines keeps the indentation of its hole."""
    left = iter(parts)
    lines = []
    for line in form.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines.append(_HOLE.sub(lambda _: next(left).replace("\n", "\n" + indent), line))
    return "\n".join(lines)


def _filled(forms: tuple[str, ...], parts: Mapping[str, st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    inner = dict(parts)
    return st.sampled_from(forms).flatmap(
        lambda form: st.tuples(*(inner[hole] for hole in _HOLE.findall(form))).map(lambda found: _put(form, found))
    )


def _strategies() -> Mapping[str, st.SearchStrategy[str]]:
    parts: dict[str, st.SearchStrategy[str]] = {"p": st.sampled_from(NAMES), "m": st.sampled_from(VERBS)}
    parts["c"] = _filled(CONDITIONS, parts)
    parts["d"] = _filled(DEEPER, parts)
    parts["u"] = _filled(PATHS, parts)
    parts["s"] = _filled(SENDS[:3], parts)
    parts["s"] = _filled(SENDS, parts)
    parts["b"] = _filled(SIMPLE, parts)
    parts["b"] = _filled(BLOCKS, parts)
    return parts


def _exact_strategies() -> Mapping[str, st.SearchStrategy[str]]:
    parts: dict[str, st.SearchStrategy[str]] = {"m": st.sampled_from(VERBS), "c": st.sampled_from(EXACT_CONDITIONS)}
    parts["u"] = _filled(EXACT_PATHS, parts)
    parts["s"] = _filled(SENDS[:3], parts)
    parts["b"] = _filled(EXACT_STATEMENTS, parts)
    return parts


PARTS, EXACT = _strategies(), _exact_strategies()
BODIES = st.lists(_filled(BLOCKS, PARTS), min_size=1, max_size=3).map("\n".join)


SHAPES = (
    "class Wiki(Base):\n    <b>\n    <b>\n    <b>\n",
    "class Mixin:\n    <b>\n\nclass Wiki(Mixin, Base):\n    <b>\n    <b>\n",
    "class First(Base):\n    <b>\n    <b>\n\nclass Other(Base):\n    <b>\n\nclass Wiki(First, Other):\n    pass\n",
    "class Inner(Base):\n    <b>\n    <b>\n    <b>\n\n"
    "class Wiki:\n    def __init__(self, base):\n        self._inner = Inner(base)\n\n"
    "    def __getattr__(self, name):\n        return getattr(self._inner, name)\n",
)  # fmt: skip
"""How the class with the methods comes about."""


class Client(NamedTuple):
    """A module with a class ``Wiki``, which has ``METHODS``."""

    source: str

    @property
    def with_root(self) -> str:
        """The source with the REST root by default."""
        return self.source.replace("(self, base):", f"(self, base={ROOT!r}):")


def _method(name: str, bodies: st.SearchStrategy[str], ends: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    found = st.tuples(st.sampled_from(SIGNATURES), bodies, ends)
    return found.map(lambda got: _put(got[0].format(name) + "\n    <b>\n    <b>", got[1:]) + "\n")


def clients() -> st.SearchStrategy[Client]:
    """Modules with a class ``Wiki``."""
    ends = _filled(ENDS, PARTS)
    methods = (_method(name, BODIES, st.just("pass") if name == "m0" else ends) for name in METHODS)
    return st.tuples(st.sampled_from(HEADS), st.sampled_from(SHAPES), *methods).map(
        lambda got: Client(PRELUDE + got[0] + "\n" + _put(got[1], got[2:]))
    )


def exact_clients() -> st.SearchStrategy[Client]:
    """Modules with a class ``Wiki`` whose arguments alone decide what is sent."""
    methods = (_method(name, _filled(EXACT_BLOCKS, EXACT), st.just("pass")) for name in METHODS)
    return st.tuples(st.sampled_from(HEADS), st.sampled_from(SHAPES), *methods).map(
        lambda got: Client(PRELUDE + got[0] + "\n" + _put(got[1], got[2:]))
    )


def calls() -> st.SearchStrategy[tuple[str, ...]]:
    """Arguments of a call, as source."""
    return st.tuples(*map(st.sampled_from, ARGUMENTS.values())).map(lambda found: tuple(filter(None, found)))


def exact_calls() -> st.SearchStrategy[tuple[str, ...]]:
    """Arguments of a call whose effect is known."""
    known = ({*every} - {"q=x", "kind=x"} for every in ARGUMENTS.values())
    return st.tuples(*(st.sampled_from(sorted(one)) for one in known)).map(lambda found: tuple(filter(None, found)))
