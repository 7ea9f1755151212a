"""The values of the room, and its table of kinds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.descriptors import Descriptor, declared_by_option, kinds
from flake8_confluence_scopes.descriptors.declaration import unique


def test_the_option_declares_connect_scopes_in_any_case() -> None:
    assert declared_by_option(("read", " Write ", "READ", "act_as_user")) == Descriptor(
        "--confluence-scopes", None, "option", ("READ", "WRITE", "ACT_AS_USER")
    )


def test_the_option_keeps_the_case_of_oauth_scopes() -> None:
    scopes = ("read:confluence-content.all", "write:page:confluence")
    assert declared_by_option((scopes[0], f" {scopes[1]}", scopes[0])).scopes == scopes


@settings(deadline=None)
@given(st.lists(st.sampled_from(["READ", "WRITE", "ADMIN", "read:x"])))
def test_unique_keeps_each_name_once_in_the_order_of_its_first_place(names: list[str]) -> None:
    result = unique(names)
    assert sorted(result) == sorted(set(names))
    assert list(result) == sorted(set(names), key=names.index)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/app/atlassian-connect.json", "connect"),
        ("/app/CONNECT.JSON", "connect"),
        ("/app/atlassian-connect.json.j2", "connect"),
        ("/app/descriptor", "connect"),
    ],
)
def test_kind_of_a_named_file(path: str, name: str) -> None:
    assert kinds.kind_of(path).name == name


def test_every_file_name_leads_to_its_own_kind() -> None:
    for kind in kinds.KINDS:
        for name in kind.file_names:
            assert kinds.kind_of(name) is kind
    assert kinds.FILE_NAMES == ("atlassian-connect.json", "manifest.yml", "manifest.yaml")
    assert kinds.kind_of("atlassian-connect.json").is_one("/no/such/atlassian-connect.json")
