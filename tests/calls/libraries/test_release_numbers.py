"""Release numbers and requirements, as pip and poetry read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from flake8_confluence_scopes.calls.libraries.release_numbers import allows, pinned, release

_NUMBERS = st.lists(st.integers(0, 3), min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))


@pytest.mark.parametrize(
    "text, numbers",
    [("4.0.7", (4, 0, 7)), ("4.0.0", (4,)), ("v3.41", (3, 41)), ("3.41.0rc1", (3, 41)), ("1!2.0", (2,)), ("x", ()), ("", ())],
)
def test_the_numbers_of_a_release(text: str, numbers: tuple[int, ...]) -> None:
    assert release(text) == numbers


@pytest.mark.parametrize(
    "requirement, numbers",
    [
        ("==3.41.21", (3, 41, 21)),
        ("=== 4.0", (4,)),
        ("3.41.21", (3, 41, 21)),
        ("=3.41", (3, 41)),
        ("==3.*", ()),
        ("==3.41,!=3.42", ()),
        ("==3.41||==4.0", ()),
        ("==3.41||latest", ()),
        (">=3", ()),
        ("*", ()),
        ("", ()),
    ],
)
def test_the_one_release_that_a_requirement_allows(requirement: str, numbers: tuple[int, ...]) -> None:
    assert pinned(requirement) == numbers


@pytest.mark.parametrize(
    "requirement, allowed, refused",
    [
        ("^3.41", "3.41 3.42.1 3.999", "3.40.9 4.0 5.0"),
        ("^0.2.3", "0.2.3 0.2.9", "0.3 1.0"),
        ("^0", "0.9", "1.0"),
        ("~3.41", "3.41 3.41.21", "3.42"),
        ("~3", "3.0 3.41", "4.0"),
        ("3.*", "3.0 3.41", "4.0"),
        ("*", "0.1 9", ""),
        ("", "0.1 9", ""),
        (">=3 <4", "3.41", "2.0 4.0"),
        ("^3.41 || ^5.0", "3.42 5.0.5", "4.0"),
        ("git+main", "3.0 4.0", ""),
    ],
)
def test_poetry_and_pipenv_have_more_ways_to_say_it(requirement: str, allowed: str, refused: str) -> None:
    assert all(allows(requirement, release(number)) for number in allowed.split())
    assert not any(allows(requirement, release(number)) for number in refused.split())


@given(st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), _NUMBERS, st.sampled_from(["~=", "=="]), _NUMBERS, _NUMBERS)
def test_what_pip_allows_is_allowed(first: str, bound: str, second: str, start: str, wanted: str) -> None:
    clause = {"~=": f"~={start}.0", "==": f"=={start}.*"}[second]
    requirement = f"{first}{bound},{clause}"
    assert allows(requirement, release(wanted)) == SpecifierSet(requirement).contains(Version(wanted))
