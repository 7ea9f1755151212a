"""Joining URLs and paths with holes, against the library's own functions."""

from __future__ import annotations

import posixpath
from urllib.parse import urljoin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values import urls
from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.path_template import HOLE
from tests.calls.texts import filled, shown, text, texts

quick = settings(deadline=None)

BASES = st.lists(
    st.sampled_from(["https://", "h", "/", "wiki", "?", "#", ".", "..", "z", "zz0zz", "[", ":", "=a", " "]), max_size=5
).map("".join)
HOLED = st.builds(
    "{}{}".format,
    st.sampled_from(["https://h/", "https://~/", "/", "wiki/", "https://~.h/~/", ""]),
    st.lists(st.sampled_from(["~", "a", "/", "z", "..", "?a=~"]), max_size=5).map("".join),
)


@quick
@example("https://[", "/a")
@given(BASES, BASES)
def test_join_without_holes_is_urljoin(base: str, url: str) -> None:
    joined = urls.join(Text(base), Text(url))
    try:
        real = urljoin(base, url)
    except ValueError:
        assert joined.holes == (Hole("urljoin(...)"),)
    else:
        assert joined == Text(real)


@quick
@example("~", "a")
@given(HOLED, HOLED)
def test_join_with_holes_is_urljoin_of_what_fills_them(base: str, url: str) -> None:
    first, second = text(base), text(url.replace("~", "~", 1))
    second = Text(second.template, tuple(Hole(f"R{number}") for number in range(len(second.holes))))
    joined = urls.join(first, second)
    shown(joined)
    if base.startswith("~") or url.startswith("~"):
        return
    assert filled(joined) == urljoin(filled(first), filled(second))


@pytest.mark.parametrize(
    ("base", "url", "joined"),
    [
        ("https://~/wiki/", "rest/api/content", "https://~/wiki/rest/api/content"),
        ("https://~/wiki", "rest/api/content", "https://~/rest/api/content"),
        ("https://~/wiki/", "/rest/api/content/~", "https://~/rest/api/content/~"),
        ("~", "/rest/api/content", "~/rest/api/content"),
        ("~", "rest/api/content", "~/rest/api/content"),
        ("~/", "rest/api/content", "~/rest/api/content"),
        ("~/wiki/", "rest/api/content", "~/wiki/rest/api/content"),
        ("~wiki/", "rest/api/content", "~wiki/rest/api/content"),
        ("~wiki/", "/rest/api/content", "~/rest/api/content"),
        ("~/wiki/", "../rest/api/content", "~/rest/api/content"),
        ("https://h/wiki/", "~/rest/api/content", "~~/rest/api/content"),
        ("https://h/wiki/", "~", "~~"),
        ("https://h/wiki/", "https://~/rest", "https://~/rest"),
        ("https://h/a?b=/c/~", "rest", "https://h/rest"),
        ("https://h/a/b", "?c=~", "https://h/a/b?c=~"),
        ("https://h/a/b", "//~/c", "https://~/c"),
        ("https://[~", "a", "~"),
        ("", "rest/~", "rest/~"),
        ("~", "", "~"),
    ],
)
def test_join_with_holes(base: str, url: str, joined: str) -> None:
    assert shown(urls.join(text(base), text(url))) == joined


def test_join_keeps_who_may_fill_a_hole() -> None:
    base, url = Text(f"https://{HOLE}/", (Hole("host", True),)), Text(f"{HOLE}/x", (Hole("path"),))
    assert urls.join(base, Text(f"x/{HOLE}", (Hole("id"),))).holes == (Hole("host", True), Hole("id"))
    assert urls.join(base, url).holes == (Hole("the base URL", True), Hole("path"))
    assert urls.join(Text(f"https://[{HOLE}", base.holes), Text("x")).holes == (Hole("urljoin(...)", True),)


@pytest.mark.parametrize(("base", "shown"), [("https://x/rest/api/", True), ("https://x/wiki/", False)])
def test_a_base_that_is_lost_may_have_shown_a_root(base: str, shown: bool) -> None:
    joined = urls.join(Text(base), Text(f"{HOLE}/x", (Hole("path", True),)))
    assert urls.shows_root(Text(base)) is shown
    assert urls.shows_root(joined) is shown
    assert urls.shows_root(urls.join(joined, joined)) is shown


@quick
@given(st.lists(texts("a/", 3), max_size=4))
def test_join_path_is_os_path_join(parts: list[Text]) -> None:
    joined = urls.join_path(parts)
    shown(joined)
    assert filled(joined) == (posixpath.join(*map(filled, parts)) if parts else "")


@pytest.mark.parametrize(
    ("base", "path", "joined"),
    [
        ("https://h/wiki", "rest", "https://h/wiki/rest"),
        ("https://h/wiki/", "/rest/~", "https://h/wiki/rest/~"),
        ("~", "/rest", "~/rest"),
        ("https://h", "https://~/rest", "https://~/rest"),
        ("", "/rest", "/rest"),
    ],
)
def test_append(base: str, path: str, joined: str) -> None:
    assert shown(urls.append(text(base), text(path))) == joined
