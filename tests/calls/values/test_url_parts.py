"""The parts of URLs with holes, against the library's own functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urldefrag, urlparse, urlsplit, urlunparse, urlunsplit

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values import url_parts
from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.path_template import HOLE
from tests.calls.texts import filled, shown, text

quick = settings(deadline=None)

PIECES = ("https://", "h", "/", "wiki", "?", "#", ".", "z", "[", ":", ";p", "=a", " ", "@", "//", "A")
URLS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
HOLED = st.builds(
    "{}{}".format,
    st.sampled_from(["https://h/", "https://~/", "/", "wiki/", "https://~.h/~/", "https://~:80/", "~://~/", "//~/"]),
    st.lists(st.sampled_from(["~", "a", "/", "z", "..", "?a=~", "#~", ";~"]), max_size=5).map("".join),
)
BEHIND = st.lists(st.sampled_from(["/~", "/a", "/z0z", "/"]), max_size=4).map("".join)
REAL: dict[int, Callable[[str], Sequence[str]]] = {2: urldefrag, 5: urlsplit, 6: urlparse}
SIZES = st.sampled_from((5, 6))


@quick
@example("https://[", 5)
@example("https://h/a;b?c#d", 6)
@given(URLS, st.sampled_from((2, 5, 6)))
def test_split_without_holes_is_pythons(url: str, size: int) -> None:
    parts = url_parts.split(Text(url), size)
    try:
        real = REAL[size](url)
    except ValueError:
        assert parts is None
    else:
        assert parts == tuple(map(Text, real))


@quick
@given(HOLED, SIZES)
def test_split_with_holes_is_pythons_of_what_fills_them(url: str, size: int) -> None:
    parts = url_parts.split(text(url), size)
    assert parts is not None
    for part, real in zip(parts, (urlsplit if size == 5 else urlparse)(filled(text(url)))):
        shown(part)
        assert shown(part) == "~" or filled(part).lower() == real.lower()


@quick
@example("https://h", "/a", 5)
@given(st.sampled_from(["https://h", "https://h/", "https://h/wiki", "//h/wiki/", "/wiki", "wiki", ""]), BEHIND, SIZES)
def test_the_path_behind_a_base_url_is_that_of_the_base_url_and_the_rest(base: str, behind: str, size: int) -> None:
    assume("//" not in base.partition("//")[2] + behind)
    parts = url_parts.split(text("~" + behind), size)
    assert parts is not None
    path = shown(parts[2])
    assert path.startswith("~")
    (before, *_), after = parts[2].holes, Text(parts[2].template[1:], parts[2].holes[1:])
    assert before == Hole("Q0")
    rest = filled(Text(text("~" + behind).template[1:], text("~" + behind).holes[1:]))
    assert urlsplit(base).path + filled(after) == urlsplit(base + rest).path


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://~.atlassian.net/wiki/~?x=~#y", ["https", "~.atlassian.net", "/wiki/~", "x=~", "y"]),
        ("https://~/rest/~", ["https", "~", "/rest/~", "~", "~"]),
        ("~://~/rest", ["~", "~", "/rest", "~", "~"]),
        ("https://h", ["https", "h", "", "", ""]),
        ("https://~", ["https", "~", "~", "~", "~"]),
        ("https://h.~", ["https", "h.~", "~", "~", "~"]),
        ("https://~:80", ["https", "~:80", "", "~", "~"]),
        ("~/rest/~?x=~", ["~", "~", "~/rest/~", "x=~", "~"]),
        ("~", ["~", "~", "~", "~", "~"]),
        ("~wiki/rest", ["~", "~", "~wiki/rest", "~", "~"]),
        ("~.atlassian.net/wiki", ["~", "~", "~/wiki", "~", "~"]),
        ("~:8090?x=1#y", ["~", "~", "~", "x=1", "y"]),
        ("~#?", ["~", "~", "~", "~", "?"]),
        ("/rest/~", ["", "", "/rest/~", "~", "~"]),
        ("rest/~?", ["", "", "rest/~", "", "~"]),
    ],
)
def test_split_with_holes(url: str, parts: list[str]) -> None:
    found = url_parts.split(text(url), 5)
    assert found is not None
    assert list(map(shown, found)) == parts


def test_split_keeps_who_may_fill_a_hole_and_where_a_root_may_be() -> None:
    base = Hole("base", True, True)
    parts = url_parts.split(Text(f"{HOLE}/x/{HOLE}", (base, Hole("id"))), 5)
    assert parts is not None
    assert parts[2].holes == (base, Hole("id"))
    assert [part.holes[0].open for part in parts] == [True] * 5
    ended = url_parts.split(Text(f"https://{HOLE}", (base,)), 5)
    assert ended is not None
    assert ended[2].holes == (base,)


def test_urldefrag_with_holes() -> None:
    for url, parts in {"~/a?b=~#~": ["~/a?b=~", "~"], "https://~/a": ["https://~/a", ""]}.items():
        found = url_parts.split(text(url), 2)
        assert found is not None
        assert list(map(shown, found)) == parts


@quick
@given(URLS, SIZES)
def test_unsplit_without_holes_is_pythons(url: str, size: int) -> None:
    parts = url_parts.split(Text(url), size)
    assume(parts is not None)
    assert parts is not None
    real = [part.template for part in parts]
    assert url_parts.unsplit(parts) == Text(urlunsplit(real) if size == 5 else urlunparse(real))


@quick
@given(HOLED, SIZES)
def test_what_is_taken_apart_is_put_together_again(url: str, size: int) -> None:
    host, path = urlsplit(url)[1:3]
    # A host that ends in a hole, or in one and a text such as "api", may have the path's beginning in that hole.
    assume(not url.startswith("~://~") and (path or not host.endswith("~")) and not re.search("~[az]+$", host))
    parts = url_parts.split(text(url), size)
    assert parts is not None
    joined = url_parts.unsplit(parts)
    shown(joined)
    real = urlunsplit(urlsplit(filled(text(url)))) if size == 5 else urlunparse(urlparse(filled(text(url))))
    assert filled(joined) == real


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("https", "~", "/rest", "", ""), "https://~/rest"),
        (("https", "h", "rest/~", "", ""), "https://h/rest/~"),
        (("https", "h", "~", "a=~", "~"), "https://h~?a=~#~"),
        (("https", "h", "~", "~", ""), "https://h~?~"),
        (("https", "~", "", "", ""), "https://~"),
        (("https", "", "/rest/~", "", ""), "https:///rest/~"),
        (("~", "h", "/rest", "", ""), "~://h/rest"),
        (("~", "~", "/rest", "", ""), "~/rest"),
        (("~", "~", "rest", "", ""), "~/rest"),
        (("~", "~", "~/rest", "", ""), "~~/rest"),
        (("~", "~", "", "", ""), "~"),
        (("", "", "~/rest", "", ""), "~/rest"),
        (("", "h", "/rest/~", "", ""), "//h/rest/~"),
        (("https", "h", "/rest/~", "~", "a=b", ""), "https://h/rest/~;~?a=b"),
    ],
)
def test_unsplit_with_holes(parts: tuple[str, ...], joined: str) -> None:
    numbers = iter(range(99))
    given_parts = [
        Text(part.template, tuple(Hole(f"R{next(numbers)}") for _ in part.holes)) for part in map(text, parts)
    ]
    found = url_parts.unsplit(given_parts)
    assert shown(found) == joined
    assert set(found.holes) <= {hole for part in given_parts for hole in part.holes}


def test_a_query_that_may_be_none_is_left_out() -> None:
    parts = url_parts.split(text("~/rest"), 5)
    assert parts is not None
    assert shown(url_parts.unsplit(parts)) == "~~/rest"
    assert url_parts.unsplit(parts).holes == (Hole("the host of a URL"), Hole("Q0"))


@pytest.mark.parametrize(
    ("url", "changes", "changed"),
    [
        ("https://h/a?b#c", {"path": "/rest/~"}, "https://h/rest/~?b#c"),
        ("https://~.h/a/~", {"path": "rest"}, "https://~.h/rest"),
        ("~", {"path": "/rest"}, "~/rest"),
        ("https://h/a", {"scheme": "http", "netloc": "~"}, "http://~/a"),
        ("https://h/a", {}, "https://h/a"),
    ],
)
def test_parts_are_exchanged(url: str, changes: dict[str, str], changed: str) -> None:
    found = url_parts.with_parts(text(url), {name: text(part) for name, part in changes.items()})
    assert shown(found) == changed


def test_no_part_of_a_url_that_python_refuses_is_exchanged() -> None:
    assert url_parts.with_parts(text("https://[~"), {"path": text("/rest")}) is None


@pytest.mark.parametrize(("url", "path"), [("~/a?b=~", "~/a"), ("/a#~", "/a"), ("/~/b", "/~/b"), ("#?", "")])
def test_a_url_without_query(url: str, path: str) -> None:
    assert shown(url_parts.without_query(text(url))) == path


@pytest.mark.parametrize("netloc", ["h", "H.Example", "u:p@h", "u@h:80", "h:", "@h"])
def test_a_host_is_pythons(netloc: str) -> None:
    assert url_parts.host(Text(netloc)) == Text(urlsplit(f"//{netloc}").hostname or "")


def test_a_host_with_holes() -> None:
    assert url_parts.host(text("~@~.h:~")) == Text(f"{HOLE}.h", (Hole("Q1"),))
    assert url_parts.host(text("[~]")) is None


@pytest.mark.parametrize(
    ("url", "netloc", "path"),
    [
        ("https://~~api/v2/pages", "~~", "~api/v2/pages"),
        ("https://x~wiki", "x~", "~wiki"),
        ("https://~/wiki", "~", "/wiki"),
        ("https://~-test/wiki", "~-test", "/wiki"),
        ("https://~.example.com/wiki", "~.example.com", "/wiki"),
        ("https://~:8090/wiki", "~:8090", "/wiki"),
        ("https://~@example/wiki", "~@example", "/wiki"),
    ],
)
def test_where_a_host_ends_in_a_hole(url: str, netloc: str, path: str) -> None:
    parts = url_parts.split(text(url), 5)
    assert parts is not None
    assert [part.template.replace(HOLE, "~") for part in parts[1:3]] == [netloc, path]
