"""Which texts were made by filling the fields of a template."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.calls.values import filled
from flake8_confluence_scopes.calls.values.alternatives import unconditional, under
from flake8_confluence_scopes.calls.values.domain import ALWAYS, Text
from flake8_confluence_scopes.calls.values.filled import is_made_of
from flake8_confluence_scopes.calls.values.texts import concatenate
from tests.calls.evaluated import values_of

TEMPLATE = Text("/content/{key}")


@pytest.mark.parametrize(
    "expression",
    [
        "'/content/{key}'.format(key='search')",
        "'/content/{key}'.format(**{'key': x})",
        "'/content/{key}'.replace('{key}', 'search')",
        "'/content/{key}'.replace('{' + x + '}', y)",
        "'https://x' + '/content/{key}'.format(key='a') + '/label'",
        "('/content/{key}'.format(key='a') if x else '/content/{key}'.format(key='b'))",
    ],
)
def test_what_fills_a_template_leaves_its_mark(expression: str) -> None:
    for value in values_of(expression):
        assert isinstance(value, Text)
        assert is_made_of(value, TEMPLATE)
        assert is_made_of(value, concatenate((Text("https://x"), TEMPLATE, Text("/label"))))
        assert not is_made_of(value, Text("/space/{key}"))


@pytest.mark.parametrize(
    "expression",
    ["'/content/{key}'", "'/content/{}'.replace('content', 'space')", "'{key}'.format(key='a')", "'/content/{key}' + 'x'"],
)
def test_what_fills_none_does_not(expression: str) -> None:
    (value,) = values_of(expression)
    assert isinstance(value, Text)
    assert value.when == ALWAYS


def test_a_mark_is_no_condition_that_gets_lost() -> None:
    made = filled.marked(Text("/content/search"), TEMPLATE)
    (alone,) = unconditional(under(frozenset((("x", True),)), (made,)))
    assert isinstance(alone, Text)
    assert is_made_of(alone, TEMPLATE) and alone.when == made.when
