"""Which of the user's options counts, and that without any the project's own descriptor does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_confluence_scopes.descriptors import NoDescriptor, declared, declared_by_option, read

NAME = "atlassian-connect.json"
PUT = Callable[..., str]


@pytest.fixture
def file(put: PUT, tmp_path: Path) -> str:
    """A file of a project that declares READ, beside a descriptor of another name that declares WRITE."""
    put(f"app/{NAME}", '{"scopes": ["READ"]}')
    put("app/other.json", '{"scopes": ["WRITE"]}')
    return str(tmp_path / "app" / "web" / "a.py")


@pytest.mark.parametrize("scopes", [(), ("ADMIN", "read:page:confluence")])
def test_the_scopes_of_the_option_count_first(scopes: tuple[str, ...], file: str, tmp_path: Path) -> None:
    other = str(tmp_path / "app" / "other.json")
    assert declared(file, scopes=scopes, descriptor=other, root=str(tmp_path)) == declared_by_option(scopes)


def test_then_the_descriptor_that_the_option_names(file: str, tmp_path: Path) -> None:
    other = str(tmp_path / "app" / "other.json")
    assert declared(file, descriptor=other, root=str(tmp_path)) == read(other)


def test_then_the_one_that_is_found_from_the_file_up_to_the_root(file: str, tmp_path: Path) -> None:
    assert declared(file, root=str(tmp_path)) == read(str(tmp_path / "app" / NAME))
    assert isinstance(declared(file, root=str(tmp_path / "app" / "web")), NoDescriptor)
