"""URL paths with holes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.path_template import HOLE, PathTemplate, fits

quick = settings(deadline=None)

PIECES = st.lists(
    st.sampled_from(["rest/", "api/v2/", "download/", "wiki/", "/", "//", "x", ":", "1.0", " ", "\n", "{", "}", HOLE])
).map("".join)
ENDS = st.sampled_from(["", "?a=/rest/", "#/rest/", "?#"])
URLS = st.builds("{}/{}{}{}".format, PIECES, st.sampled_from(["rest/", "api/v2/"]), PIECES, ENDS)
PREFIXES = st.sampled_from(
    [
        "",
        "/",
        HOLE,
        f"{HOLE}/",
        "https://example.org/",
        "https://example.org//",
        "HTTPS://rest/",
        "https://user:download@rest:8080/",
        "//rest/",
        f"https://{HOLE}.atlassian.net/",
        f"https://{HOLE}/",
        f"https://api.atlassian.com/ex/confluence/{HOLE}/",
        "https://example.org/confluence/",
        "/forest/",
        "arrest/",
    ]
)
SEGMENTS = st.text(alphabet="abR1.-_ \0", min_size=1, max_size=5).map(lambda text: re.sub("\0+", "\0", text)).filter(
    lambda text: text != ".."
)
PATHS = st.builds(
    lambda root, segments, slash: "/".join([root, *segments]) + slash,
    st.sampled_from(["rest/api", "rest", "download", "api/v2"]),
    st.lists(SEGMENTS, min_size=1),
    st.sampled_from(["", "/"]),
)


@pytest.mark.parametrize(
    ("url", "text", "wiki"),
    [
        ("/rest/api/content", "/rest/api/content", False),
        ("rest/api/content/", "/rest/api/content/", False),
        ("https://example.org/rest/api/content", "/rest/api/content", False),
        ("https://example.atlassian.net/wiki/rest/api/content", "/rest/api/content", True),
        ("https://example.atlassian.net/wiki//rest/api/content", "/rest/api/content", True),
        ("wiki/api/v2/pages", "/api/v2/pages", True),
        ("/confluence/download/temp/x", "/download/temp/x", False),
        ("/rest/api/content/../contentbody/convert/storage", "/rest/api/contentbody/convert/storage", False),
        ("/rest/api/content/7/../../space/..", "/rest/api/", False),
        ("/rest/../../x", "/rest/../../x", False),
        ("/rest/api/../../../x", "/rest/../../x", False),
        (f"/rest/api/{HOLE}/../space", "/rest/api/{}/../space", False),
        ("/rest/api/a../b..c/..d", "/rest/api/a../b..c/..d", False),
        ("/mywiki/rest/api/content", "/rest/api/content", False),
        ("/wiki/x/rest/api/content", "/rest/api/content", False),
        (f"{HOLE}/wiki/rest/api/content", "/rest/api/content", True),
        (f"{HOLE}wiki/rest/api/content", "/rest/api/content", True),
        (f"{HOLE}rest/api/content/{HOLE}", "/rest/api/content/{}", False),
        (f"https://{HOLE}/rest/api/content", "/rest/api/content", False),
        (f"/rest/api/{HOLE}{HOLE}/x", "/rest/api/{}/x", False),
        ("/rest//api///content", "/rest/api/content", False),
        ("/rest/api/content/{{ id }}/{{{x}}}/{a{b}c}", "/rest/api/content/{}/{}/{}", False),
        ("/rest/api/content/:id/child/<int:page>/<b>x/a:b?c=/:d", "/rest/api/content/{}/child/{}/<b>x/a:b", False),
        ("/rest/api/content/:id", "/rest/api/content/{}", False),
        ("/rest/api/content?next=/rest/api/space", "/rest/api/content", False),
        ("/rest/api/content#/rest/x?y", "/rest/api/content", False),
        ("/rest/api/rest/api/v2/download/x", "/rest/api/rest/api/v2/download/x", False),
        ("https://wiki/rest/api/content", "/rest/api/content", False),
    ],
)
def test_of_url(url: str, text: str, wiki: bool) -> None:
    template = PathTemplate.of_url(url)
    assert template is not None
    assert (template.text.replace(HOLE, "{}"), template.wiki) == (text, wiki)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/",
        "/rest",
        "/REST/api/content",
        "/forest/api/content",
        "/api/v1/pages",
        "/api/v2",
        "https://rest/api/content",
        "//rest/api/content",
        "https://example.org/?next=/rest/api/content",
        "https://example.org/#/rest/api/content",
        HOLE,
    ],
)
def test_of_a_url_without_a_rest_root(url: str) -> None:
    assert PathTemplate.of_url(url) is None


@quick
@given(URLS)
def test_every_template_is_well_formed_and_its_own_template(url: str) -> None:
    template = PathTemplate.of_url(url)
    assume(template is not None)
    assert template is not None
    assert template.text.startswith(("/rest/", "/download/", "/api/v2/"))
    assert not re.search("[?#]|//|\0\0", template.text)
    assert all(template.segments)
    assert PathTemplate.of_url(template.text) == template._replace(wiki=False)
    assert PathTemplate.of_url(f"/wiki{template.text}") == template._replace(wiki=True)


@quick
@given(PREFIXES, st.sampled_from(["", "wiki/"]), PATHS, ENDS)
def test_what_stands_around_the_path_does_not_matter(prefix: str, wiki: str, path: str, end: str) -> None:
    assert PathTemplate.of_url(prefix + wiki + path + end) == PathTemplate("/" + path, wiki != "")


@quick
@given(PATHS, st.booleans())
def test_a_template_reads_what_it_writes(path: str, wiki: bool) -> None:
    template = PathTemplate("/" + path, wiki)
    assert PathTemplate.parse(str(template)) == template
    assert HOLE not in str(template)
    assert str(template).startswith("/wiki/") == wiki


@quick
@given(PATHS)
def test_segments_and_slash_make_up_the_text(path: str) -> None:
    template = PathTemplate("/" + path)
    slash = "/" if template.trailing_slash else ""
    assert "/" + "/".join(template.segments) + slash == template.text
    assert template.has_holes == any(HOLE in segment for segment in template.segments)


def test_parse_takes_any_name_of_a_hole() -> None:
    assert PathTemplate.parse("/rest/api/content/{id}/child/{}-{x.y}") == PathTemplate(
        f"/rest/api/content/{HOLE}/child/{HOLE}-{HOLE}"
    )
    assert PathTemplate.parse("/rest/a{b/c}") == PathTemplate("/rest/a{b/c}")
    assert PathTemplate.parse("/content/{id}") is None


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/rest/api/content", True),
        ("/rest/api/content/{}", True),
        ("/rest/api/{}", False),
        ("/rest/api/{}/{}", False),
        ("/rest/api/{}/content", True),
        ("/rest/api/content-{}", False),
        ("/rest/{}/content", False),
        ("/rest/{}", False),
        ("/rest/api", False),
        ("/rest/api/", False),
        ("/rest/prototype/1/content", True),
        ("/rest/prototype/1.0/{}", False),
        ("/rest/prototype/LATEST/content", True),
        ("/rest/prototype/latest", True),
        ("/rest/prototype/1/{}/x", False),
        ("/download/temp", True),
        ("/download/{}", False),
        ("/download/", False),
        ("/api/v2/pages/{}", True),
        ("/api/v2/{}", False),
        ("/api/v2/", False),
    ],
)
def test_names_resource(path: str, names: bool) -> None:
    template = PathTemplate.parse(path)
    assert template is not None
    assert template.names_resource is names


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/api/v2/{kind}/{id}/labels", True),
        ("/api/v2/{kind}/{id}/{part}/1", True),
        ("/api/v2/{kind}/{id}/{part}", False),
        ("/api/v2/{kind}/labels", False),
        ("/rest/api/{kind}/{id}/label", True),
        ("/rest/{name}/1.0/{id}", False),
        ("/download/{kind}/{id}/file", True),
        ("/download/{kind}/{id}", False),
        ("/rest/", False),
    ],
)
def test_names_part(path: str, names: bool) -> None:
    template = PathTemplate.parse(path)
    assert template is not None
    assert template.names_part is names


@pytest.mark.parametrize(
    ("path", "two"),
    [
        ("/rest/api/content/rest/api/space", True),
        ("/rest/api/content/{}/wiki/api/v2/pages", True),
        ("/api/v2/rest/api/space", True),
        ("/rest/api/content/rest/apis", False),
        ("/rest/api/content", False),
        ("/api/v2/pages", False),
        ("/download/attachments/1/rest/a.png", False),
    ],
)
def test_two_roots(path: str, two: bool) -> None:
    template = PathTemplate.parse(path)
    assert template is not None
    assert template.has_two_roots is two


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        ("/rest/api/content/{}", "/rest/api/content/1", True),
        ("/rest/api/content/{}", "/rest/api/content/1/", True),
        ("/rest/api/content/{}", "/wiki/rest/api/content/{}", True),
        ("/rest/api/content/{}", "/rest/api/content", False),
        ("/rest/api/content/{}", "/rest/api/content/1/child", False),
        ("/rest/api/content/1", "/rest/api/content/{}", False),
        ("/rest/api/{}-{}/x", "/rest/api/a-b/x", True),
        ("/rest/api/{}-{}/x", "/rest/api/ab/x", False),
    ],
)
def test_covers(one: str, other: str, covers: bool) -> None:
    first, second = PathTemplate.parse(one), PathTemplate.parse(other)
    assert first is not None
    assert second is not None
    assert first.covers(second) is covers


@quick
@given(PATHS)
def test_a_template_covers_itself(path: str) -> None:
    template = PathTemplate("/" + path)
    assert template.covers(template)


@quick
@given(SEGMENTS, SEGMENTS)
def test_a_hole_fits_what_an_expression_would(pattern: str, segment: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split(HOLE)))
    assert fits(pattern, segment) == (re.fullmatch(expression, segment, re.DOTALL) is not None)


@quick
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "ab", "-"]), st.sampled_from(["", "a", "ab", "-b"]))))
def test_a_filled_hole_fits(parts: list[tuple[str, str]]) -> None:
    pattern = "".join(literal + HOLE for literal, _ in parts)
    assert fits(pattern, "".join(literal + filling for literal, filling in parts))


def test_many_holes_take_no_time() -> None:
    start = time.process_time()
    assert not fits(f"a{HOLE}" * 1000 + "b", "a" * 5000)
    assert not fits(f"{HOLE}a" * 1000 + f"{HOLE}b{HOLE}", "a" * 5000)
    assert time.process_time() - start < 2
