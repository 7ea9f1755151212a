"""Scope names: what exists, what implies what, what is close."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.scopes import connect_scope, granted, is_known_scope, nearest_scope, on_forge
from flake8_confluence_scopes.scopes.scope_names import OTHER_PRODUCTS
from tests.scopes.paths import packaged

CHAIN = ["READ", "WRITE", "DELETE", "SPACE_ADMIN", "ADMIN"]
OTHERS = ["NONE", "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES", "write:confluence-content", "read:page:confluence"]
ON_FORGE = {scope: f"{scope.lower().replace('_', '-')}:connect-confluence" for scope in [*CHAIN, *OTHERS[1:3]]}

names = st.lists(st.sampled_from([*CHAIN, *OTHERS, *ON_FORGE.values()]))


@pytest.mark.parametrize("rank", range(5))
def test_each_connect_scope_implies_those_before_it(rank: int) -> None:
    assert granted([CHAIN[rank]]) == set(CHAIN[: rank + 1])


@pytest.mark.parametrize("scope", OTHERS)
def test_the_others_imply_nothing(scope: str) -> None:
    assert granted([scope]) == {scope}


@pytest.mark.parametrize("scope", ON_FORGE)
def test_a_connect_scope_in_forge_s_spelling_counts_as_the_connect_scope(scope: str) -> None:
    implied = granted([scope])
    assert granted([ON_FORGE[scope]]) == implied | {ON_FORGE[name] for name in implied}
    assert connect_scope(ON_FORGE[scope]) == connect_scope(scope) == scope
    assert on_forge(scope) == ON_FORGE[scope]
    assert ON_FORGE[scope] in packaged("oauth-scopes")["scopes"]


def test_other_scopes_are_no_connect_scopes() -> None:
    assert connect_scope("read:page:confluence") is None
    assert on_forge("read:page:confluence") == "read:page:confluence"
    assert on_forge("NONE") == "NONE"


@given(names, names)
def test_granted_is_a_closure(one: list[str], other: list[str]) -> None:
    assert granted(granted(one)) == granted(one) >= set(one)
    assert granted(one + other) == granted(one) | granted(other)


@pytest.mark.parametrize("scope", CHAIN + OTHERS)
def test_known(scope: str) -> None:
    assert is_known_scope(scope)


def test_every_name_that_a_catalog_needs_is_known() -> None:
    for operation in packaged("cloud")["operations"]:
        for scopes in (*operation["classic"], *operation["granular"]):
            assert all(is_known_scope(scope) for scope in scopes)
    assert len(packaged("oauth-scopes")["scopes"]) == 15 + 94 + 7


@pytest.mark.parametrize("scope", ["storage:app", "read:me", "read:jira-work", "read:comment:jira", "offline_access"])
def test_scopes_of_other_products_count_as_existing(scope: str) -> None:
    assert is_known_scope(scope)
    assert nearest_scope(scope) is None


@pytest.mark.parametrize(
    "scope", ["PROJECT_ADMIN", "ACCOUNT", "account", "PULLREQUEST:WRITE", "wiki", "repository:write", "ISSUE"]
)
def test_connect_scopes_of_other_products_exist(scope: str) -> None:
    assert is_known_scope(scope)
    assert nearest_scope(scope) is None
    assert granted([scope]) == {scope}
    assert connect_scope(scope) is None


def test_jira_s_scopes_are_confluence_s_but_for_one() -> None:
    confluence = {"NONE", *CHAIN, "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES"}
    assert set(OTHER_PRODUCTS["Jira"]) ^ confluence == {"PROJECT_ADMIN", "SPACE_ADMIN"}
    assert not confluence & {scope.upper() for scope in OTHER_PRODUCTS["Bitbucket"]}


@pytest.mark.parametrize(
    ("scope", "nearest"),
    [
        ("RAED", "READ"),
        ("WRITTE", "WRITE"),
        ("SPACEADMIN", "SPACE_ADMIN"),
        ("PROJECTADMIN", "SPACE_ADMIN"),
        ("ACCOUNTS", None),
        ("ACT_AS", "ACT_AS_USER"),
        ("READ_WRITE_EVERYTHING", None),
        ("read", "READ"),
        ("read:page:conflunce", "read:page:confluence"),
        ("write:confluence-contnet", "write:confluence-content"),
        ("Write:Confluence-Content", "write:confluence-content"),
        ("write:page", "write:page:confluence"),
        ("confluence:everything", None),
        ("", None),
    ],
)
def test_unknown(scope: str, nearest: str | None) -> None:
    assert not is_known_scope(scope)
    assert nearest_scope(scope) == nearest
