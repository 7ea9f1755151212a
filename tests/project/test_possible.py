"""Which scopes an undecided call could need."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes import grants
from flake8_confluence_scopes.project.possible import possible_scopes
from tests.project.projects import app, connect, forge


def possible(operation: str, *declared: str) -> frozenset[str]:
    declaration = forge(*declared) if any(":" in name for name in declared) else connect(*declared)
    (file,) = app(declaration, operation).files
    (call,) = file.calls
    return possible_scopes(call, grants.project_of(declaration))


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("? /rest/api/content/1", {"READ", "WRITE", "DELETE"}),
        ("GET /rest/api/content/{hole}", {"READ"}),
        ("GET /wiki/rest/{hole}", {"READ", "ADMIN", "ACCESS_EMAIL_ADDRESSES"}),
        ("? /wiki/download/temp/{hole}", {"READ"}),
        ("? /rest/API/content", {"READ", "WRITE", "DELETE"}),
        ("? /wiki/rest/nonsense/{hole}", set()),
    ],
)
def test_connect(operation: str, expected: set[str]) -> None:
    assert possible(operation, "READ") == expected


def test_oauth() -> None:
    assert possible("? /wiki/api/v2/pages/{hole}/title", "read:page:confluence") >= {"write:page:confluence"}
    assert possible("DELETE /wiki/api/v2/page{hole}", "read:page:confluence") >= {"delete:page:confluence"}
    assert possible("? /wiki/api/v2/spaces", "read:page:confluence").isdisjoint({"read:page:confluence"})


def test_where_the_catalog_does_not_say_any_connect_scope_is_possible() -> None:
    found = possible("? /wiki/api/v2/{hole}", "read:connect-confluence")
    assert "space-admin:connect-confluence" in found
