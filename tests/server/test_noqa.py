"""Where a comment may stand."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.server.lines import Lines
from flake8_confluence_scopes.server.noqa import edit


@pytest.mark.parametrize(("source", "line"), [("x = '''\n", 1), ("x = 1\n", 3), ("", 1)])
def test_where_that_cannot_be_told(source: str, line: int) -> None:
    assert edit(Lines(source), source, line, "CFS101") is None


def test_behind_the_last_comment_that_names_codes() -> None:
    source = "x = 1  # noqa: E501 # noqa:W1, E2 \n"
    found = edit(Lines(source), source, 1, "CFS101")
    assert found is not None
    assert (found["range"]["start"]["character"], found["newText"]) == (source.index(" \n"), ",CFS101")
