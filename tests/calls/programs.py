"""Random programs that build URLs and request them, and what they really request when Python runs them."""

from __future__ import annotations

import builtins
import re
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st

from flake8_confluence_scopes.path_template import PathTemplate

FILE = "<program>"
PARAMETERS = ("p", "q")
FLAGS = ("flag", "other")

ELSEWHERE = '''\
ROOT = "/rest/api/elsewhere"
TEMPLATES = {"item": "{root}/item/{id}", "all": ROOT + "/all"}
NAMED = "%(root)s/named/%(id)s"
TWO = "%s/two/%s"

def below(root, *pieces):
    return "/".join([root, *pieces])

def filled(name, **fields):
    return TEMPLATES[name].format(**fields)

def fetch(session, url, method="GET"):
    return session.request(method, url)

class Endpoint:
    base_url = ROOT
    suffix = "/end"

    def __init__(self, root=None):
        if root is not None:
            self.base_url = root
        self._tail = ""

    @property
    def tail(self):
        return self._tail or self.suffix

    def url(self, *pieces):
        url = f"{self.base_url}/url"
        url += self.tail
        return below(url, *pieces)

    def __str__(self):
        return self.base_url + "/text"
'''
"""Another module of the project, ``elsewhere``."""

PRELUDE = '''\
import elsewhere
import httpx
import os
import posixpath
import requests
from dataclasses import dataclass
from elsewhere import NAMED, Endpoint, below as joined
from enum import Enum
from functools import cached_property, partial, wraps
from os.path import join as path_join
from pathlib import PurePosixPath
from string import Template
from typing import Generic, NewType, Optional, TypeVar, overload
from urllib.parse import quote, urldefrag, urljoin, urlparse, urlsplit, urlunparse, urlunsplit
from yarl import URL

T = TypeVar("T")
Address = NewType("Address", str)
API = "api"

def under(url, piece="top", *more, sep="/", **options):
    found = url + sep + piece
    with_more = sep.join((found, *more))
    return with_more + options.get("tail", "")

def chosen(url, wanted=None):
    if wanted is None:
        return url + "/all"
    return f"{url}/{wanted}"

def passed(*arguments, **options):
    return under(*arguments, **options)

def cut(url, /, *, piece, last="last"):
    parts = [url]
    parts.append(piece)
    parts += [last]
    return "/".join(parts)

def early(url, piece):
    if piece == "page":
        return url + "/early"
    for name in ("one", "one"):
        if name == "two":
            return url + "/never"
    return "{}/{}/{}".format(url, piece, name)

def maker(url, tail="made"):
    def inner(piece):
        return url + "/" + piece + "/" + tail
    return inner

def each(url):
    yield url + "/first"
    yield url + "/second"

def mapped(url, piece):
    table = {"a": url, "b": piece}
    table["a"] = table["a"] + "/mapped"
    table["c"] = table["b"] + "-c"
    return "/".join([table["a"], table["c"]])

def matched(url, piece):
    match piece:
        case "page" | "space":
            return url + "/known"
        case "content":
            tail = "/content"
        case _:
            tail = "/other"
    return url + tail

def matched_or_on(url, piece):
    match piece:
        case "page" | "space":
            return url + "/known"
        case _:
            url = url + "/on"
    return url + "/" + piece

def changed(url, more=False, piece=""):
    if more:
        url += "/more"
        if not piece:
            url += "/still"
    elif piece:
        url = f"{url}/{piece}"
    try:
        tail = "/tried"
    finally:
        url = url + "/finally"
    return url + tail

def replaced(url, piece):
    parts = list(urlparse(url))
    parts[2] = parts[2] + "/" + piece
    parts[4] = "start=" + piece
    return urlunparse(parts)

def versioned(piece, root="rest", api=API, version=None):
    parts = ["", root, api]
    if version is not None:
        parts.append(version)
    parts.append(piece)
    return "/".join(parts)

def queried(url, expand=None, **more):
    url += "?limit=5"
    if expand:
        url += "&expand=" + expand
    if "start" in more:
        url = f"{url}&start={more['start']}"
    return url

def ended(url, *pieces):
    for piece in (*pieces, ""):
        if not piece:
            break
        url = url + "/" + piece
    return url

def settled(url, piece, kind="page"):
    if kind not in ("page", "space"):
        raise ValueError(kind)
    suffix = ""
    if not url.endswith("/"):
        suffix = "/"
    if suffix:
        return url + suffix + piece
    return url + piece

def filled(url, piece, wanted=True, more=None):
    parts = []
    if wanted:
        parts.append(url)
    else:
        parts.extend(["/rest/api", "unwanted"])
    if more is not None:
        parts += [more, "more"]
    parts.append(piece)
    return "/".join(parts)

def typed(url: Optional[T], other: "Optional[str]" = None) -> "T | None":
    found: Optional[T] = None
    if other is not None:
        return other
    if found is None:
        found = url
    return found

class Store(Generic[T]):
    loaded: "Optional[T]" = None

    def __init__(self, url: "str | None" = None) -> None:
        self._url: Optional[Address] = url and Address(url)
        self.tail: Optional[str] = None

    def ensure(self) -> "Optional[Address]":
        found = self.loaded
        if found is None:
            found = self._url or Address("/rest/api/store")
        return found

    @cached_property
    def kept(self) -> "str":
        return f"{self.ensure()}/kept"

    @overload
    def of(self, piece: str) -> str: ...

    @overload
    def of(self, piece: None = None) -> "Optional[T]": ...

    def of(self, piece=None):
        return self.ensure() if piece is None else f"{self.ensure()}/{piece}"

class Settable:
    _root = "/rest/api/settable"

    @property
    def root(self):
        return self._root

    @root.setter
    def root(self, value):
        if not value:
            raise ValueError(value)
        self._root = value

    @root.deleter
    def root(self):
        del self._root

    def moved(self, url):
        self.root = url
        return self.root

class Changing:
    @property
    def root(self):
        return self._root

    @root.setter
    def root(self, value):
        self._root = value.rstrip("/") + "/changed"

    def moved(self, url):
        self.root = url
        return self.root

def moved(url):
    place = Changing()
    place.root = url
    return place.root

class Verb(str, Enum):
    READ = "GET"
    WRITE = "PUT"

class Kind(Enum):
    PAGE = ("page", "/rest/api/kind")
    SPACE = ("space", "/rest/api/kind/space")

    def __init__(self, word, root):
        self.word = word
        self.root = root

    def url(self, piece):
        return f"{self.root}/{self.word}/{piece}"

def paged(session, url):
    following = url
    while following:
        session.get(following)
        following = ""

def send(session, path, method="GET", **options):
    session.request(method, f"/rest/api/sent/{path}")

def relay(client, *arguments, **options):
    send(client, *arguments, **options)

def same(left, right):
    return left.lower() == right.lower()

def by_verb(session, verb, path):
    if same("get", verb):
        return session.get("/rest/api/verb/" + path)
    if same(verb, "PUT"):
        return session.request("PUT", "/rest/api/verb/" + path)
    session.request("DELETE", f"/rest/api/verb/{path}")

def is_change(verb):
    return verb.upper() in ("PUT", "POST", "DELETE")

def by_predicate(session, verb, path):
    if is_change(verb):
        return session.request(verb, "/rest/api/change/" + path)
    return session.get("/rest/api/read/" + path)

def limited(function):
    @wraps(function)
    def wrapper(*arguments, **options):
        return function(*arguments, **options)
    return wrapper

class Limited:
    def __init__(self, client):
        self._client = client

    def __getattr__(self, name):
        found = getattr(self._client, name)
        return limited(found) if callable(found) else found

class Proxy:
    def __init__(self, client, root="/rest/api/proxy"):
        object.__setattr__(self, "root", root)
        self.__dict__["_client"] = client
        setattr(self, "kind", "proxy")

    def __getattr__(self, name):
        return getattr(self._client, name)

    @property
    def full(self):
        return self.root + "/" + self.kind

    @full.setter
    def full(self, value):
        self.wanted = value

    def walk(self, piece):
        return self.get(f"{self.full}/{piece}")

class Path(Enum):
    PAGE = "/rest/api/enum"

    @property
    def under(self):
        return self.value + "/under"

@dataclass
class Place:
    url: str
    tail: str = "place"

    def full(self):
        return f"{self.url}/{self.tail}"

PATHS = {"page": "/rest/api/paths/{}", "space": Path.PAGE.value + "/{key}"}
FORM = f"{PATHS['page']}/form"

class Api(Endpoint):
    base_url = "/rest/api/api"
    suffix = ""
    _paths = dict(one="/one/{0}", two="/two/{0}")

    def __init__(self, session, root=None, *, version="v1"):
        super().__init__(root)
        self._session = session
        self.version = version

    def endpoint(self, name, piece):
        return self.base_url + self._paths[name].format(piece)

    def _request(self, method, path, **options):
        url = path if path.startswith("/rest") else self.base_url + "/" + path
        return self._session.request(method, url)

    def fetch(self, piece="all"):
        return self._request("GET", piece)

    def change(self, piece, **options):
        return self._request(method="PUT", path=f"{self.base_url}/{self.version}/{piece}", **options)

    def drop(self, *pieces):
        for piece in pieces:
            self._request("DELETE", piece)

class Base:
    kind = "base"
    root = "/rest/api/base"
    names = {"one": "/rest/api/one", "two": "/rest/api/two"}

    def __init__(self, session, url, tail="tail"):
        self.session = session
        self.url = url
        self.path = f"{self.url}/{tail}"

    @property
    def full(self):
        return self.path + "/" + self.kind

    def below(self, piece):
        return "/".join([self.url, piece])

    def send(self, piece, method="GET"):
        self.session.request(method, self.below(piece))

    @classmethod
    def rooted(cls, piece):
        return cls.root + "/" + piece

    @staticmethod
    def plain(piece):
        return "/rest/api/plain/" + piece

def relabelled(url):
    base = Base(None, url)
    base.kind = "relabelled"
    return f"{base.url}/{base.kind}"

def renamed(url, piece):
    base = Base(None, url)
    base.url = url + "/renamed"
    return base.below(piece)

class Derived(Base):
    kind = "derived"
    root = "/rest/api/derived"

    def __init__(self, session, url):
        super().__init__(session, url + "/more", tail="end")
        self.own = self.root + "/own"

    def below(self, piece):
        return super().below(piece) + "/deep"

'''

# In each form <u> stands for a URL, <p> for a segment, <c> for a condition, <m> for a method, <v>, <g> and <o> for names
# that hold a URL, a segment or an object, <x> for a name whose URL may be changed, <U>, <P> and <n> for new names.
WORDS = (
    '"content"', "'space'", "r'a1'", '("con" "tent")', '"\\x63ontent"', '"\\u0070age"', '"\\143ontent"', '"""Label"""',
    '"\\N{LATIN SMALL LETTER C}ontent"', "('b' f'-2')", "'c.d'", 'rf"page"', "('a' r'1')", '"pa\\147e"',
)  # fmt: skip
ROOTS = (
    "'/rest/api/content'", '"https://host/wiki/rest/api/space"', "'/wiki/rest/api/a1'", "('/rest' r'/api/' \"b-2\")",
    '"\\x2frest\\57api/\\u0070age"', "f'/rest/api/n{1}'", '"""/rest/api/it\'s"""', "'/rest/api/c.d'", "r'/rest/api/Label'",
)  # fmt: skip
PIECES = (
    "(<p> + '-' + <p>)", "str(7)", "(<p>).lower()", "(<p>).upper()", "(<p>).strip()", "(<p>).title()",
    "'x/page/z'.split('/')[1]", "'x/page/z'.split('/', 1)[-2]", "'x-page'.partition('-')[2]",
    "'a/b/page'.rsplit('/', 1)[1]", "'x-NAME'.replace('NAME', <p>)", "{'k': <p>, 'l': <p>}['l']",
    "{'k': <p>, 'l': <p>, 'k': <p>}['k']", "{'k': <p>}.get('k', <p>)", "{'k': <p>}.get('m', <p>)", "(<p>, <p>)[1]",
    "[<p>, <p>][-2]", "(<p> if <c> else <p>)", "('%s' % <p>)", "('%d-%s' % (3, <p>))", "('%s' % (<p>,))",
    "('%(a)s-%%-%(b)s' % {'a': <p>, 'b': <p>})", "quote(<p>, '{}')", "quote('a/b', safe='')", "(<p> or <p>)", "('' or <p>)",
    "('x' and <p>)", "'}}{{{}'.format(<p>)", "f'}}{3}'", "f'{<g>}{{x}}{<g>!s}'", "'-'.join([<p>, <p>])",
    "[x + 'x' for x in (<p>, <p>) if x != 'zz'][1]", "[b + a for a, b in [(<p>, <p>)]][0]", "f\"{'-'.join(['a', <g>])}\"",
    "(<n> := <p>)", "(lambda a, b=<p>: a + b)(<p>)", "'vvpagevv'.strip('v')", "'page-x'.removesuffix('-x')",
    "(<p>).removeprefix('p')", "str(1) + str(2)", "f'{1 + 1}'", "'{0}{1}{0}'.format(<p>, <p>)",
    "'xpagex'[1:-1]", "'page'[-1]", "['a', <p>, <p>][1:][0]", "('x' + <p>)[1:]", "'-'.join((<p>, <p>, 'z')[:-1])",
)  # fmt: skip
URLS = (
    "(<u> + '/' + <p>)", 'f"{<v>}/{<g>}"', "f'{<v>}' '/' f'{<g>}/{1}'", "('%s/%s' % (<u>, <p>))", "'{}/{}'.format(<u>, <p>)",
    "'{1}/{0}'.format(<p>, <u>)", "'{u}/{p}'.format(p=<p>, u=<u>)", "'{u}/{}'.format(<p>, **{'u': <u>})",
    "'{}/{}'.format(*[<u>, <p>])", "'/'.join([<u>, <p>])", "'/'.join((<u>, *[<p>, <p>]))", "'/'.join(list((<u>, <p>)))",
    "'/'.join(x for x in [<u>, <p>])", "(<u> + '/ID/x').replace('ID', <p>)", "(<u> + '//').rstrip('/')",
    "(' ' + <u> + ' ').strip()", "((<u>).removesuffix('nt') + '/z')", "((<u>).removesuffix('/') + '/z')",
    "('/wiki' + <u>).removeprefix('/wiki')", "urljoin(<u> + '/', 'x' + <p>)", "urljoin(<u> + '/x', 'y' + <p>)",
    "urljoin('https://host/wiki/', <u>)", "path_join(<u>, <p>)", "os.path.join(<u>, <p>, 'tail')",
    "(<u> + '/cut')[:-len('/cut')]", "(<u> + '/x/y').rsplit('/', 2)[0]", "(<u> + '/y').rpartition('/')[0]",
    "posixpath.join('/x', <u>)", "(<u> if <c> else <u>)", "((<n> := <u>) + '/' + <p>)", "under(<u>)", "under(<u>, <p>)",
    "under(<u>, <p>, <p>)", "under(<u>, <p>, <p>, <p>, tail='/t')", "under(<u>, sep='/x/')", "under(piece=<p>, url=<u>)",
    "under(*[<u>, <p>], **{'tail': '/u'})", "chosen(<u>)", "chosen(<u>, <p>)", "chosen(<u>, wanted=<p>)", "passed(<u>)",
    "passed(<u>, <p>)", "passed(<u>, <p>, <p>, sep='/y/')", "passed(<u>, piece=<p>, tail='/v')", "cut(<u>, piece=<p>)",
    "cut(<u>, last=<p>, piece=<p>)", "early(<u>, <p>)", "{'a': <u>, 'b': Base.root}['a']", "maker(<u>)(<p>)",
    "maker(tail=<p>, url=<u>)(<p>)", "mapped(<u>, <p>)", "matched(<u>, <p>)", "changed(<u>)", "changed(<u>, True)",
    "matched_or_on(<u>, <p>)",
    "changed(<u>, piece=<p>)",
    "changed(<u>, more=<p>, piece=<p>)", "Path.PAGE.value", "Path.PAGE.under", "Path['PAGE'].value", "Place(<u>).full()",
    "Place(<u>, tail=<p>).full()", "Place(<u>, <p>).url", "[x for x in each(<u>)][0] if 0 else <u>", "partial(under, <u>)(<p>)",
    "partial(under, sep='/w/')(<u>, <p>)", "Base.rooted(<p>)", "Derived.rooted(<p>)", "Derived.plain(<p>)",
    "Base.names['one']", "Derived.names.get('two')", "<o>.url", "<o>.path", "<o>.full", "<o>.below(<p>)", "<o>.rooted(<p>)",
    "<o>.names['two']", "<o>.root", "Derived(None, <u>).own", "Derived(None, url=<u>).full", "Base(None, <u>, tail=<p>).path",
    "Base(*(None, <u>)).below(<p>)", "(lambda u, v=<p>: u + '/' + v)(<u>)", "(None or <u>)", "[<u>, Base.root][0]",
    "(Base.root, <u>)[-1]", "[x + '/y' for x in [<u>, <u>]][1]", "(<u>).split('?')[0]", "(<u> + '?a=b')", "(<u> + '#c')",
    "elsewhere.ROOT", "elsewhere.below(<u>, <p>)", "joined(<u>, <p>, <p>)", "elsewhere.TEMPLATES['all']",
    "elsewhere.TEMPLATES['item'].format(root=<u>, id=<p>)", "elsewhere.filled('item', root=<u>, id=<p>)",
    "NAMED % {'root': <u>, 'id': <p>}", "NAMED % dict(root=<u>, id=<p>)", "elsewhere.TWO % (<u>, <p>)", "Endpoint().url(<p>)",
    "Endpoint.base_url", "Endpoint(<u>).base_url", "Endpoint(root=<u>).url(<p>, <p>)", "PATHS['page'].format(<p>)",
    "PATHS['space'].format(key=<p>)", "FORM.format(<p>)", "Api(None).url(<p>)", "Api(None, <u>).endpoint('two', <p>)",
    "Api(None).endpoint('one', piece=<p>)", "Api(None, root=<u>).base_url", "(Api(None).base_url + Endpoint().tail)",
    "'{0.base_url}/{1}'.format(Api(None), <p>) if 0 else <u>", "partial(elsewhere.below, <u>)(<p>)",
    "'%s' % <u>", "str(<u>)", "{**{'a': <u>}, 'a': <u>}['a']", "dict(a=<u>)['a']", "[a for a, b in [(<u>, <p>)]][0]",
    "(Base if <c> else Derived).root", "getattr(<o>, 'url')", "Proxy(None, <u>).full", "Proxy(None).root",
    "vars(<o>)['url']", "('x' + <u>)[1:]",
    "urlsplit(<u>).path", "(urlparse(<u>).path + '/' + <p>)", "urlsplit(<u>)[2]", "urlsplit(<u>).geturl()", "urldefrag(<u>).url",
    "urlunsplit(urlsplit(<u>))", "urlunparse(urlparse(<u>)._replace(query='a=b', fragment=''))", "urldefrag(<u>)[0]",
    "urlsplit(<u>)._replace(path='/rest/api/' + <p>).geturl()", "urljoin(<u>, urlsplit(<u>).path + '/' + <p>)",
    "('https://' + urlsplit(<u>).netloc + '/rest/api/' + <p>)", "urlunsplit((*urlsplit(<u>)[:2], '/rest/api/x/' + <p>, '', ''))",
    "[part for part in urlparse(<u>)][2]", "replaced(<u>, <p>)", "str(PurePosixPath('/rest/api', <p>) / <p>)",
    "str(PurePosixPath('/rest/api').joinpath(<p>, 'x').parent)", "str(httpx.URL(<u> + '/').join(<p>))",
    "str(httpx.URL(<u>).copy_with(path='/rest/api/' + <p>))", "str(httpx.URL(<u>, fragment='c'))",
    "versioned('page/' + <p>)", "versioned('a1/' + <p>, api=API, version='v1')", "queried(<u>)",
    "versioned(root='wiki/rest', piece='space/' + <p>)", "queried(<u>, <p>)",
    "queried(<u>, start=<p>, type='x', expand=<p>)", "ended(<u>)", "ended(<u>, '')", "settled(<u>, <p>)",
    "settled(<u> + '/', <p>, 'space')", "filled(<u>, <p>)", "filled(<u>, <p>, False)", "filled(<u>, <p>, more=<p>)",
    "typed(<u>)", "typed('x', <u>)", "typed(other=None, url=<u>)",
    "Kind.PAGE.url(<p>)", "Kind['SPACE'].url(<p>)", "Kind.SPACE.root",
    "[kind.url(<p>) for kind in Kind][1]", "Template('$root/${id}/x').substitute(root=<u>, id=<p>)",
    "Template('$u/$p').safe_substitute({'u': <u>, 'p': <p>})", "'{u}/{p}'.format_map({'u': <u>, 'p': <p>})",
    "'{u}/x'.format_map(dict(u=<u>))", "Limited(Base(None, <u>)).below(<p>)", "Limited(Base(None, <u>)).full",
    "limited(under)(<u>, <p>)", "f\"{URL('/rest/api/yarl') / 'a1'}/{<g>}\"",
    "str(URL('https://host/').with_path('/rest/api/yarl') / 'c.d')",
    "str(URL('https://host/x/').join(URL('/rest/api/yarl')))",
    "(<u> + '/')[:-1]", "(<u> if (<u>)[0] == '/' else <u>)", "'{0.root}/{1}'.format(<u>, <p>) if 0 else <u>",
    "Changing().moved(<u>)", "moved(<u>)", "relabelled(<u>)",
)  # fmt: skip
UNSETTLED = (
    "Store(<u>).ensure()", "Store().kept", "Store(<u>).kept", "Store(<u>).of(<p>)", "Store().of()", "Store(<u>).of(piece=None)",
    "Settable().root", "Settable().moved(<u>)", "renamed(<u>, <p>)",
)  # fmt: skip
"""URLs beside which others are said: an attribute may be what its annotation allows, and what is left where it is deleted."""
UNFOLLOWED = (
    "'{0[0]}{1[k]}'.format((<p>,), {'k': <p>})", "'{!r:>9}{:{}}{}'.format(<p>, <p>, 9, 'end')", "f'{<g>!r}'",
    "f'{<g>:>9}'", "sorted([<p>, <p>])[0]", "'%-9s%r' % (<p>, <p>)", "'%*d%s' % (5, 3, <p>)", "'%s' % [<p>]", "(<p>)[1:]",
    "'-'.join(sorted({<p>, <p>}))", "(<p> * 2)", "max(<p>, <p>)", "'-'.join([x for x in (<p>, <p>, 'z') if x > 'a'])",
    "'{:d}'.format(3)", "'%d' % 3.7", "'%s%%' % <p>", "str(None)", "f'{None}'", "str(b'x')", "'%s' % b'x'",
    "(<p>).replace('a', 'b', 1)", "next(iter([<p>, <p>]))", "('x', <p>)[len(<p>) > 0]",
)  # fmt: skip
CONDITIONS = (
    "1 == 1", "not ''", "'a' in ('a', 'b')", "'x' in ['a', 'b']", "'content'.startswith('c')", "None is None", "None",
    "<p> == 'page'", "<p> != 'content'", "<p> not in ['x', 'page']", "2 == 3 or 'a'", "'' and 1", "'page' in {'page': 1}",
    "True", "0", "[] or ()", "1 == True", "<p> in {'page', 'space'}", "not <p>", "'/rest' in <u>", "Derived.kind == 'derived'",
    "Base.root is not None", "(<p>).endswith(('e', 't'))",
    "same('A', 'a')", "not same('a', 'b')",
)  # fmt: skip
UNKNOWN_CONDITIONS = ("flag", "other", "not flag", "p == 'px'", "flag and other", "q in ('px', 'y')", "flag is True")
ASSIGNMENTS = (
    "<U> = <u>", "<U> = <u>", "<P> = <p>", "<U>, <P> = <u>, <p>", "(<P>, [<U>, *<n>]) = <p>, [<u>, <p>, <p>]",
    "<n>, <n>, <U>, <n>, <n> = urlsplit(<u>)", "<n>, <n>, <U>, *<n> = urlparse(<u>)", "<U>, <n> = urldefrag(<u>)",
    "<x> += '/' + <p>", "<x> = <x> + '/' + <p>", "<U>: str = <u>", "<n> = <U> = <u>",
)  # fmt: skip
REQUESTS = (
    "session.request(<m>, <u>)", "session.request(<m>, <u>)", "session.request(url=<u>, method=<m>)", "session.get(<u>)",
    "send(session, <p>, <m>)", "send(session, <p>)", "relay(session, <p>, method=<m>)", "partial(send, session)(<p>)",
    "send(path=<p>, session=session)", "Base(session, <u>).send(<p>, <m>)", "Derived(session, <u>).send(<p>)",
    "elsewhere.fetch(session, <u>)", "elsewhere.fetch(session, url=<u>, method=<m>)", "Api(session).fetch()",
    "Api(session).fetch(<p>)", "Api(session, <u>).change(<p>)", "Api(session, version=<p>).change(<p>, timeout=9)",
    "Api(session).drop(<p>, <p>)", "session.request(*[<m>, <u>])", "session.request(**{'method': <m>, 'url': <u>})",
    "paged(session, <u>)", "session.request(Verb.WRITE.value, <u>)", "session.request(Verb.READ, <u>)",
    "session.get(str(URL('/rest/api/yarl') % {'a': <p>}))", "by_predicate(session, <m>, <p>)",
    "Limited(session).request(<m>, <u>)", "limited(session.get)(<u>)", "Limited(Api(session)).fetch(<p>)",
    "Limited(Api(session, <u>)).change(piece=<p>)", "Limited(Proxy(session)).get(<u>)",
    "getattr(session, 'get')(<u>)", "by_verb(session, <m>, <p>)", "Proxy(session).walk(<p>)", "Proxy(session, <u>).walk(<p>)",
    "Proxy(session).request(<m>, <u>)", "Proxy(client=session).get(Proxy(None).full)",
)  # fmt: skip
BLOCKS = (
    ("if <c>:",), ("if <c>:", "else:"), ("if <c>:", "elif <c>:", "else:"), ("for <P> in [<p>, <p>]:",),
    ("for <U>, <P> in ((<u>, <p>), (<u>, <p>)):",), ("for <U> in (<u>, <u>, <u>):",), ("while True:",), ("with lock:",),
    ("try:", "finally:"), ("for <U> in each(<u>):",), ("for <n>, <P> in enumerate([<p>, <p>]):",),
    ("for <n> in Kind:",),
    ("for <P>, <U> in {'k': <u>, 'l': <u>}.items():",), ("for <P> in {'k': 1, 'l': 2}:",), ("if <c>:", "if <c>:", "else:"),
)  # fmt: skip
UNKNOWN_BLOCKS = (*BLOCKS, ("try:", "except KeyError:"), ("try:", "except KeyError:", "else:", "finally:"))
LOOPS = ("for", "while")

_HOLE = re.compile("<([a-zA-Z])>")


class Program(NamedTuple):
    """A module whose function ``main`` sends requests. ``exact`` tells that the analysis has to know each of them:
    nothing in it is unknown, and it has no form that is not followed."""

    source: str
    exact: bool


class Writer:
    """Writes one program line by line; ``exact`` keeps it to what the analysis has to know."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.indent = ""
        self.exact: bool = draw(st.booleans())
        self.inside = False
        self.count = 0
        self.names: dict[str, list[str]] = {"U": ["Base.root"], "P": ["Derived.kind"], "O": []}
        self.fixed: set[str] = set()

    def write(self, form: str) -> None:
        """A line; its new names can be used below it."""
        new: list[str] = []
        line = self.fill(form, 2, new)
        self.lines.append(self.indent + line)
        for name in new:
            self.names[name[0]].append(name)

    def pick(self, options: tuple[str, ...] | list[str]) -> str:
        return str(self.draw(st.sampled_from(options)))

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def fill(self, form: str, depth: int, new: list[str]) -> str:
        """A form with everything in its place."""
        return _HOLE.sub(lambda match: self.part(match[1], depth, new), form)

    def part(self, kind: str, depth: int, new: list[str]) -> str:
        match kind:
            case "u" | "p":
                return self.expression(kind, depth - 1)
            case "c":
                known = self.exact or not self.inside or not self.chance(3)
                return self.fill(self.pick(CONDITIONS if known else UNKNOWN_CONDITIONS), 1, new)
            case "m":
                return self.pick(("'GET'", "'PUT'", "'post'", "'Delete'"))
            case "v" | "g" | "o":
                return self.held(kind)
            case "x":
                changeable = [name for name in self.names["U"] if name not in self.fixed]
                return changeable[-1] if changeable else self.held("v", 1)
        self.count += 1
        name = f"{kind}{self.count}"
        if kind != "n":
            new.append(name)
        return name

    def expression(self, kind: str, depth: int) -> str:
        """An expression for a URL or for a segment."""
        if depth > 0:
            if not self.exact and kind == "p" and self.chance(8):
                return self.fill(self.pick(UNFOLLOWED), depth, [])
            urls = URLS if self.exact else URLS + UNSETTLED
            return self.fill(self.pick(urls if kind == "u" else PIECES), depth, [])
        known = self.names[kind.upper()]
        if len(known) > 1 and not self.chance(3):
            return self.pick(known)
        return self.pick(WORDS if kind == "p" else ROOTS)

    def held(self, kind: str, one_in: int = 3) -> str:
        """The name of a URL, a segment or an object; ``one_in`` times, a new one."""
        letter = {"v": "U", "g": "P", "o": "O"}[kind]
        forms = {"U": ("<U> = <u>",), "P": ("<P> = <p>",), "O": ("<O> = Base(None, <u>)", "<O> = Derived(None, url=<u>)")}
        if not self.names[letter] or self.chance(one_in):
            self.write(self.pick(forms[letter]))
        return self.names[letter][-1]

    def block(self, heads: tuple[str, ...], depth: int) -> None:
        """A compound statement; the names that are new in it end with it."""
        outer, names, fixed = self.indent, {key: list(held) for key, held in self.names.items()}, set(self.fixed)
        for head in heads:
            self.write(head)
            if head.startswith((*LOOPS, "try") if self.exact else "try"):
                # What a loop makes of a name from before it is not followed round by round, and an exception, for all
                # that the analysis knows, may end a try statement's body behind any change.
                targets = self.lines[-1].partition(" in ")[0].replace(",", " ").split()
                self.fixed |= set(self.names["U"]) - set(targets)
            self.indent = outer + "    "
            self.body(self.draw(st.integers(0, 2)), depth - 1)
            self.lines += [f"{self.indent}break"] * head.startswith("while")
            self.indent, self.fixed = outer, set(fixed)
            self.names = {key: list(held) for key, held in names.items()}

    def body(self, size: int, depth: int) -> None:
        for _ in range(size):
            if depth > 0 and self.chance(3):
                self.block(self.draw(st.sampled_from(BLOCKS if self.exact else UNKNOWN_BLOCKS)), depth)
            else:
                self.write(self.pick(ASSIGNMENTS if self.chance(2) else REQUESTS))
        self.write(self.pick(REQUESTS))


@st.composite
def programs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Program:
    """Programs with a function ``main(session, p, q, flag, other)``."""
    writer = Writer(draw)
    writer.fixed = set(writer.names["U"])
    for _ in range(draw(st.integers(0, 3))):
        writer.write(writer.pick(ASSIGNMENTS))
    writer.fixed = set(writer.names["U"])
    writer.write(f"def main(session, lock, {', '.join((*PARAMETERS, *FLAGS))}):")
    writer.indent, writer.inside = "    ", True
    if writer.chance(2):
        writer.write("session = requests.Session()")
    if not writer.exact:
        writer.names["P"] += PARAMETERS
    writer.body(draw(st.integers(1, 5)), 3)
    return Program(PRELUDE + "\n".join(writer.lines) + "\n", writer.exact)


class Sent(NamedTuple):
    """A request that was sent, and the lines of the program that were running."""

    method: str
    path: PathTemplate
    lines: frozenset[int]


class Session:
    """Takes down what is requested of it; stands for ``requests.Session``."""

    sent: list[Sent]

    def request(self, method: str, url: str) -> None:
        lines = set()
        frame: types.FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == FILE:
                lines.add(frame.f_lineno)
            frame = frame.f_back
        # A URL object quotes the braces of a placeholder that nobody has filled.
        path = PathTemplate.of_url(url.replace("%7B", "{").replace("%7D", "}"))
        assert path is not None, url
        self.sent.append(Sent(method.upper(), path, frozenset(lines)))

    def get(self, url: str) -> None:
        self.request("GET", url)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass


def run(program: Program, inputs: Sequence[Mapping[str, object]]) -> list[Sent]:
    """What a program sends for each of the inputs. Its ``requests`` records; it can open and evaluate nothing."""
    sent: list[Sent] = []
    session = type("Session", (Session,), {"sent": sent})

    elsewhere = types.ModuleType("elsewhere")
    exec(ELSEWHERE, vars(elsewhere))

    def imported(name: str, *details: Any) -> object:
        ours = {"requests": types.SimpleNamespace(Session=session), "elsewhere": elsewhere}
        return ours[name] if name in ours else builtins.__import__(name, *details)

    names = {key: value for key, value in vars(builtins).items() if key not in ("open", "exec", "eval", "input")}
    scope: dict[str, Any] = {"__builtins__": names | {"__import__": imported}, "__name__": __name__}
    exec(compile(program.source, FILE, "exec"), scope)
    for arguments in inputs:
        scope["main"](session(), session(), **arguments)
    return list(dict.fromkeys(sent))
