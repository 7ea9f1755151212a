"""Named methods of libraries: which requests a model gives a call, by what it is called with, and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls import look_into
from tests.calls.models import acme_in_force
from tests.calls.snippets import calls_in, found


@pytest.fixture(autouse=True)
def acme() -> Iterator[None]:
    with acme_in_force():
        yield


_KEY = re.compile(r"(?<=content/)\w+")
_METHOD = re.compile(r"\s*(GET|PUT|POST|DELETE)(?= )")


def sent(call: str, setup: str = "wiki = acme.Wiki('https://x')") -> list[str]:
    return found(f"import acme\n{setup}\n{call}")


@pytest.mark.parametrize(
    "call, requests",
    [
        ("wiki.read_page(1)", "GET /rest/api/content/1"),
        ("wiki.read_page('a' + 'b')", "GET /rest/api/content/ab"),
        ("wiki.read_page(page_id=x)", "GET /rest/api/content/{}"),
        ("wiki.read_page(page_id=f'a{x}')", "GET /rest/api/content/a{}"),
        ("wiki.read_page()", "GET /rest/api/content/{}"),
        ("wiki.read_page(1 if x else 2)", "GET /rest/api/content/1 GET /rest/api/content/2"),
        ("wiki.read_page(*x)", "GET /rest/api/content/{}"),
        ("wiki.read_part(page_id=1)", "GET /rest/api/content/1/child/page"),
        ("wiki.read_part('page', 1)", "GET /rest/api/content/1/child/page"),
        ("wiki.read_part('comment', 1)", "GET /rest/api/content/1/child/comment"),
        ("wiki.read_part(kind='comment', page_id=1)", "GET /rest/api/content/1/child/comment"),
        ("wiki.read_part(x, 1)", "GET /rest/api/content/1/child/page GET /rest/api/content/1/child/{}"),
        ("wiki.read_part('a' if x else 'page', 1)", "GET /rest/api/content/1/child/a GET /rest/api/content/1/child/page"),
        ("wiki.write_page('a')", "POST /rest/api/content"),
        ("wiki.write_page('a', page_id=None)", "POST /rest/api/content"),
        ("wiki.write_page('a', page_id=2)", "PUT /rest/api/content/2 GET /rest/api/content/{}/history"),
        ("wiki.write_page('a', page_id=x)", "PUT /rest/api/content/{} GET /rest/api/content/{}/history"),
        ("wiki.write_page('a', mode='old')", "POST /rest/api/content GET /rest/api/space DELETE /rest/api/space/A"),
        ("wiki.write_page('a', mode='newer')", "POST /rest/api/content"),
        ("wiki.write_page('a', mode='mid')", "POST /rest/api/content DELETE /rest/api/space/A"),
        ("wiki.write_page('a', mode=x)", "POST /rest/api/content GET /rest/api/space DELETE /rest/api/space/A"),
        (
            "wiki.write_page('a', **x)",
            "POST /rest/api/content PUT /rest/api/content/{} GET /rest/api/content/{}/history GET /rest/api/space "
            "DELETE /rest/api/space/A",
        ),
        ("wiki.write_page('a', **{'page_id': 3})", "PUT /rest/api/content/3 GET /rest/api/content/{}/history"),
        ("wiki.read_page(x if x else '')", "GET /rest/api/content/{}"),
        ("wiki.read_part('a', x or '')", "GET /rest/api/content/{}/child/a"),
        ("wiki.read_page('')", "GET /rest/api/content/{}"),
        ("acme.Wiki.read_page(wiki, 1)", "GET /rest/api/content/1"),
        ("__import__('x') or acme.wiki.Wiki.read_page(wiki, 2)", "GET /rest/api/content/2"),
        ("acme.Wiki.read_page(wiki, page_id=1)", "GET /rest/api/content/1"),
        ("acme.Wiki.read_page", ""),
        ("wiki.quiet()", ""),
        ("wiki.unheard_of()", ""),
    ],
)
def test_the_arguments_decide_what_is_sent(call: str, requests: str) -> None:
    assert sorted(sent(call)) == sorted(_METHOD.sub(r"\n\1", requests).strip().splitlines())


@pytest.mark.parametrize(
    "body",
    [
        "x = find(q)\n    if x is None:\n        return\n    wiki.write_page('a', page_id=x)",
        "x = x or find(q)\n    assert x, 'no page'\n    wiki.write_page('a', page_id=x)",
        "x = find(q)\n    if not x:\n        x = '5'\n    wiki.write_page('a', page_id=x)",
        "x = find(q)\n    if x:\n        wiki.write_page('a', page_id=x)",
        "while not x:\n        x = find(q)\n    wiki.write_page('a', page_id=x)",
        "for y in q:\n        x = find(y)\n        if not x:\n            continue\n        wiki.write_page('a', page_id=x)",
        "if (x := find(q)) is not None:\n        wiki.write_page('a', page_id=x)",
        "x = find(q)\n    return wiki.write_page('a', page_id=x) if x else None",
        "x = find(q)\n    return x and wiki.write_page('a', page_id=x)",
        "q.x = find(q)\n    if q.x is None:\n        raise ValueError\n    wiki.write_page('a', page_id=q.x)",
    ],
)
def test_an_argument_that_is_not_none_behind_a_condition_is_given(body: str) -> None:
    find = "def find(q):\n    for item in q:\n        if item:\n            return item.id\n    return None"
    updates = ["PUT /rest/api/content/{}", "GET /rest/api/content/{}/history"]
    wiki = "wiki = acme.Wiki('https://x')"
    assert sent(f"def go(q, x=None):\n    {body}", f"{find}\n{wiki}") == updates
    without = "def go(q, x=None):\n    x = find(q)\n    if x is None:\n        print(q)\n    wiki.write_page('a', page_id=x)"
    assert sent(without, f"{find}\n{wiki}") == ["POST /rest/api/content", *updates]


def test_too_many_ways_to_fill_a_path_are_one() -> None:
    several = " ".join(f"if y == {number}: x = '{number}'\n" for number in range(5)).replace("\n ", "\n")
    call = "wiki.read_part(x, z)"
    source = f"{several}\nz = x\n{call}"
    assert sent(source) == ["GET /rest/api/content/{}/child/{}"]


@pytest.mark.parametrize(
    "made, requests",
    [
        ("acme.Wiki('https://x')", ["GET /api/v2/spaces", "GET /rest/api/space"]),
        ("acme.Wiki('https://x', cloud=True)", ["GET /api/v2/spaces"]),
        ("acme.Wiki('https://x', cloud=False)", ["GET /rest/api/space"]),
        ("acme.Wiki('https://x', cloud=x)", ["GET /api/v2/spaces", "GET /rest/api/space"]),
        ("acme.Wiki('https://x', cloud=1)", ["GET /api/v2/spaces", "GET /rest/api/space"]),
        ("acme.Wiki('https://x', cloud=True if x else False)", ["GET /api/v2/spaces", "GET /rest/api/space"]),
        ("acme.wiki.Wiki(url)", ["GET /api/v2/spaces", "GET /rest/api/space"]),
    ],
)
def test_the_constructor_decides_which_side_it_is(made: str, requests: list[str]) -> None:
    assert sorted(sent("wiki.find_spaces()", f"wiki = {made}")) == requests


@pytest.mark.parametrize(
    "made, requests",
    [
        ("'https://x.atlassian.net/wiki'", ["GET /rest/api/space"]),
        ("'https://x.atlassian.net', cloud=False", ["GET /rest/api/space"]),
        ("'https://wiki.example.com'", ["GET /rest/api/space"]),
    ],
)
def test_the_url_of_the_cloud_decides_it_as_well(made: str, requests: list[str]) -> None:
    assert found(f"import atlassian\natlassian.Confluence({made}).get_all_spaces()") == requests


@pytest.mark.parametrize(
    "made, requests",
    [
        ("WikiCloud('https://x')", ["GET /api/v2/spaces"]),
        ("WikiServer('https://x')", ["GET /rest/api/space"]),
        ("WikiServer('https://x', cloud=True)", ["GET /rest/api/space"]),
    ],
)
def test_a_class_named_after_its_side_decides_it(made: str, requests: list[str]) -> None:
    assert sent("wiki.find_spaces()", f"wiki = acme.{made}") == requests


@pytest.mark.parametrize(
    "said, requests",
    [
        ("", "GET /api/v2/spaces"),
        ("acme-client==1.9.0", "GET /rest/api/space/_all"),
        ("acme-client==1.5", "GET /rest/api/space/_all"),
        ("acme-client==0.1", "GET /rest/api/space/_all"),
        ("acme-client==9", "GET /api/v2/spaces"),
        ("acme-client==1.9.0\nacme-client==2.0", "GET /api/v2/spaces"),
        ("acme-client<2", "GET /rest/api/space/_all"),
        ("acme-client>1,<3", "GET /api/v2/spaces"),
        ("acme-client>7", "GET /api/v2/spaces"),
    ],
)
def test_the_release_that_the_project_asks_for_decides(tmp_path: Path, said: str, requests: str) -> None:
    source = "import acme\nacme.Wiki('https://x', cloud=True).find_spaces()"
    assert found(source, {"requirements.txt": said}, project=tmp_path) == [requests]


@pytest.mark.parametrize(
    "made, said, requests",
    [
        ("NewWiki", "", "GET /api/v2/spaces"),
        ("NewWiki", "acme-client==1.5", "GET /api/v2/spaces"),
        ("NewWiki", "acme-client<2", "GET /api/v2/spaces"),
        ("OldWiki", "", "GET /rest/api/space/_all"),
        ("OldWiki", "acme-client==3.0.0", "GET /rest/api/space/_all"),
        ("OldWiki", "acme-client>2", "GET /rest/api/space/_all"),
        ("NoWiki", "", "GET /api/v2/spaces"),
        ("NoWiki", "acme-client==1.5", "GET /rest/api/space/_all"),
    ],
)
def test_a_release_counts_that_has_the_class(tmp_path: Path, made: str, said: str, requests: str) -> None:
    source = f"import acme\nacme.{made}('https://x', cloud=True).find_spaces()"
    assert found(source, {"requirements.txt": said}, project=tmp_path) == [requests]


def test_the_newest_release_that_has_the_method_counts_where_several_may(tmp_path: Path) -> None:
    source = "import acme\nacme.Wiki('https://x').old_page_list()"
    assert found(source, project=tmp_path) == ["GET /rest/api/content"]
    assert found(source, {"requirements.txt": "acme-client>=1.9"}, project=tmp_path) == ["GET /rest/api/content"]
    assert found(source, {"requirements.txt": "acme-client>2"}, project=tmp_path) == ["GET /rest/api/content"]


@pytest.mark.parametrize(
    ("said", "requests"),
    [
        ("", ["GET /rest/api/space"]),
        ("atlassian-python-api>=3.41.0", ["GET /rest/api/space"]),
        ("atlassian-python-api==5.0.5", []),
        ("atlassian-python-api>=5", []),
    ],
)
def test_a_release_whose_method_asks_no_rest_resource_comes_last(tmp_path: Path, said: str, requests: list[str]) -> None:
    source = "from atlassian import Confluence\nConfluence('https://x.atlassian.net/wiki').get_all_spaces()"
    assert found(source, {"requirements.txt": said}, project=tmp_path) == requests


@pytest.mark.parametrize(
    ("arguments", "requests"),
    [("1, 'a.txt'", []), ("1, filename='a.txt'", []), ("1", ["DELETE /rest/api/content/1"])],
)
def test_each_side_has_its_own_order_of_parameters(tmp_path: Path, arguments: str, requests: list[str]) -> None:
    source = f"from atlassian import Confluence\nConfluence('https://example.com').delete_attachment({arguments})"
    assert found(source, {"requirements.txt": "atlassian-python-api==5.0.5"}, project=tmp_path) == requests


@pytest.mark.parametrize(
    "call, said, reasons",
    [
        ("old_page_list()", "acme-client==3", ["what acme.Wiki.old_page_list requests is not known"]),
        ("half_page_read()", "acme-client==3", ["what acme.Wiki.half_page_read requests is not known"]),
        ("half_page_read()", "acme-client==2", []),
        ("unheard_of()", "", ["what acme.Wiki.unheard_of requests is not known"]),
        ("__enter__()", "", []),
        ("quiet()", "", []),
        ("pages.get(1)", "", ["what acme.Wiki.pages.get requests is not known"]),
        ("pages.of('A').drop()", "", ["what acme.Wiki.pages.of requests is not known"]),
        ("pages.latest.drop()", "", ["what acme.Wiki.pages.latest.drop requests is not known"]),
        ("url.strip()", "", []),
        ("quiet.cache_clear()", "", []),
    ],
)
def test_what_no_model_tells_is_not_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, said: str, reasons: list[str]
) -> None:
    monkeypatch.setattr(fresh, "MOMENT", 1)
    (tmp_path / "requirements.txt").write_text(said, encoding="utf-8")
    source = f"import acme\nacme.Wiki('https://x').{call}"
    looked = look_into(source, str(tmp_path / "app.py"), root=str(tmp_path))
    assert [request.call.reason for request in looked.open] == reasons
    assert all(request.near and request.call.named for request in looked.open)


def test_the_attribute_of_an_unknown_name_of_an_inner_client_is_not_decided(tmp_path: Path) -> None:
    source = "import acme\npages = acme.Wiki('https://x').pages\ngetattr(pages, input())(1)"
    reasons = [request.call.reason for request in look_into(source, str(tmp_path / "app.py"), root=str(tmp_path)).open]
    assert "what acme.Wiki.pages.? requests is not known" in reasons


def test_a_call_tells_what_sends_it_and_where_its_name_stands() -> None:
    (call,) = calls_in("import acme\nwiki = acme.Wiki('https://x')\nprint(wiki\n      .read_page(1))")
    assert (call.client, call.product, call.named) == ("acme.Wiki.read_page", "confluence", True)
    assert call.argument == (4, 7, 4, 16)
    assert call.place == (3, 6, 4, 19)


def test_through_a_function_of_the_project_it_keeps_its_name() -> None:
    source = """
        import acme
        def enter(client, name):
            return client.login(name)
        enter(acme.Wiki("https://x"), "me")
    """
    (call,) = calls_in(source)
    assert (call.client, call.place.line, call.argument) == ("acme.Wiki.login", 5, (5, 0, 5, 5))


@given(st.dictionaries(st.sampled_from(["page_id", "mode"]), st.sampled_from(["'old'", "'new'", "None", "x"])))
def test_who_passes_more_on_may_send_all_that_one_with_known_arguments_sends(keywords: dict[str, str]) -> None:
    with acme_in_force():
        exact = sent(f"wiki.write_page('a', {', '.join(f'{name}={value}' for name, value in keywords.items())})")
        every = sent("wiki.write_page('a', **x)")
    assert {_KEY.sub("{}", one) for one in exact} <= {_KEY.sub("{}", one) for one in every}


@pytest.mark.parametrize(
    "url, requests",
    [
        ("'https://h.example/rest/api'", ["GET /rest/api/content/1/label"]),
        ("'https://h.example/rest/api/'", ["GET /rest/api/content/1/label"]),
        ("'https://h.example'", []),
        ("load()", []),
    ],
)
def test_a_path_that_counts_from_the_clients_url(url: str, requests: list[str]) -> None:
    assert found(f"from atlassian import ConfluenceCloud\nConfluenceCloud({url}).get_content_labels(1)") == requests
    assert found("from atlassian import ConfluenceCloud as C\ndef f(it):\n    C.get_content_labels(it, 1)") == []


@pytest.mark.parametrize("function", ["atlassian.create_confluence", "atlassian.ConfluenceBase.factory"])
def test_functions_of_a_library_that_make_objects(function: str) -> None:
    assert found(f"import atlassian\n{function}('https://x.atlassian.net').get_space(1)") == ["GET /api/v2/spaces/1"]
