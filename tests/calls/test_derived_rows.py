"""Requests as rows of a client model, where several say the same."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.derived_rows import Row, in_rows
from flake8_confluence_scopes.calls.sending.request import Request
from flake8_confluence_scopes.calls.values.domain import Hole, Text
from flake8_confluence_scopes.path_template import HOLE

GET = Text("GET")
KNOWN = Request("Wiki.send", GET, Text("https://h/rest/api/space"))


@pytest.mark.parametrize(
    ("template", "names", "told"),
    [
        (f"{HOLE}{HOLE}", ("url", "where"), True),
        (f"{HOLE}/group{HOLE}", ("url", "where"), False),
        (f"{HOLE}{HOLE}", ("where", "url"), False),
    ],
)
def test_what_is_known_better_by_the_same_call(template: str, names: tuple[str, ...], told: bool) -> None:
    """``url`` is a parameter of the method: what a caller gives may lead anywhere."""
    less = KNOWN._replace(url=Text(template, tuple(map(Hole, names))))
    found = in_rows((KNOWN, less), {}, ["url"])
    assert found.rows == {Row("GET", "/rest/api/space"): True}
    assert (not found.left_open) is told
