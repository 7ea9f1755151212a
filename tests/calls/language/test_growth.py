"""Lists that loops fill: what they hold, and what is sent to each URL in them."""

from __future__ import annotations

import pytest

from tests.calls.snippets import found

GROWN = [
    """
    urls = []
    for one in ids:
        urls.append(f"{BASE}/content/{one}")
    for url in urls:
        requests.get(url)
    """,
    """
    urls = set()
    while ids():
        if ids:
            urls.add(f"{BASE}/content/{ids}")
    [requests.get(url) for url in urls]
    """,
    """
    urls = []
    for one in ids:
        urls.extend(f"{BASE}/content/{other}" for other in one)
    [requests.get(url) for url in urls if url]
    """,
    """
    jobs = []
    for one in ids:
        jobs.append(("page", f"{BASE}/content/{one}"))
        jobs.append(("label", f"{BASE}/content/{one}"))
    for kind, url in jobs:
        requests.get(url)
    """,
    """
    queue = [f"{BASE}/content/{ids}"]
    while queue:
        for one in requests.get(queue.pop()).json():
            queue.append(f"{BASE}/content/{one}")
    """,
    """
    queue = collections.deque([f"{BASE}/content/{ids}"])
    while queue:
        for one in requests.get(queue.popleft()).json():
            queue.append(f"{BASE}/content/{one}")
    """,
    """
    urls = ["", ""]
    for one in ids:
        urls[0] = f"{BASE}/content/{one}"
        requests.get(urls.pop(0))
    """,
]

NOT_KNOWN = [
    """
    urls = []
    for one in ids:
        urls.append(f"{BASE}/content/{one}")
        urls.insert(0, one)
    for url in urls:
        requests.get(url)
    """,
    """
    urls = [ids]
    for one in ids:
        urls.extend(one)
    for url in urls:
        requests.get(url)
    """,
]


def sent(body: str) -> list[str]:
    """The calls of a function of ``ids`` with this body."""
    before = "import collections\nimport requests\nBASE = 'https://example.atlassian.net/wiki/rest/api'\n"
    return found(f"{before}def send(ids):{body}")


@pytest.mark.parametrize("body", GROWN)
def test_each_url_that_a_loop_adds_is_sent_to(body: str) -> None:
    assert sent(body) == ["GET /wiki/rest/api/content/{}"]


@pytest.mark.parametrize("body", NOT_KNOWN)
def test_what_else_a_loop_adds_stays_open(body: str) -> None:
    assert all(": the URL is not known" in call for call in sent(body))


def test_a_list_before_the_loop_that_is_not_known_keeps_what_comes_in_open() -> None:
    body = """
    for one in ids():
        ids.append(f"{BASE}/content/{one}")
    for url in ids:
        requests.get(url)
    """
    assert sent(body) == []


def test_a_dict_that_a_loop_fills() -> None:
    body = """
    urls = {"page": f"{BASE}/content"}
    for one in ids:
        urls["label"] = f"{BASE}/content/{one}/label"
    requests.get(urls["page"])
    """
    assert sent(body) == ["GET /wiki/rest/api/content"]


def test_changes_before_a_loop_are_in_their_order() -> None:
    body = """
    parts = [BASE]
    for one in ids:
        pass
    parts.append("content")
    if ids:
        parts.append("search")
    requests.get("/".join(parts))
    """
    assert sent(body) == ["GET /wiki/rest/api/content", "GET /wiki/rest/api/content/search"]


def test_a_change_on_a_branch_that_is_never_taken_adds_nothing() -> None:
    body = """
    urls = [BASE + "/content"]
    for one in ids:
        if False:
            urls.append(BASE + "/space")
        urls.append(BASE + "/content")
    for url in urls:
        requests.get(url)
    """
    assert sent(body) == ["GET /wiki/rest/api/content"]


def test_a_loop_in_a_loop() -> None:
    body = """
    urls = []
    for one in ids:
        urls.append(f"{BASE}/content/{one}")
        for other in one:
            urls.append(f"{BASE}/content/{other}")
    for url in urls:
        requests.get(url)
    """
    assert sent(body) == ["GET /wiki/rest/api/content/{}"]


def test_a_change_behind_the_loop() -> None:
    body = """
    urls = []
    for one in ids:
        urls.append(f"{BASE}/content/{one}")
    urls.append(f"{BASE}/space")
    for url in urls:
        requests.get(url)
    """
    assert sent(body) == ["GET /wiki/rest/api/content/{}", "GET /wiki/rest/api/space"]
