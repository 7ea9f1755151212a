"""What holds for every path that a Connect table decides: filling its holes never changes the answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import Requirement, Undecided
from tests.scopes.paths import packaged

TABLES = ("connect-2014", "connect-2016")
VERSIONS = {row["path"]: row["versions"] for table in TABLES for row in packaged(table)["rows"]}
PATHS = sorted(VERSIONS)
WORDS = sorted({word for text in PATHS for word in re.findall(r"[\w-]+", text)} - {"rest", "version"})
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD")

plain = st.sampled_from([*WORDS, "1", "1.0", "2.0", "latest", "issue", "x"]) | st.text("abc1.", min_size=1)
glued = st.builds(lambda word, at: word[:at] + HOLE + word[at:], plain, st.integers(0, 12))
segment = plain | st.just(HOLE) | glued.filter(lambda text: text != HOLE)


@st.composite
def templates(draw: st.DrawFn) -> PathTemplate:
    """A path that begins like a row, with some segments replaced, dropped or added."""
    version = draw(st.sampled_from(["1", "1.0", "latest", HOLE]))
    own = draw(st.sampled_from(PATHS)).replace("{version}", version)
    segments = re.sub(r"/\.[*+]$", "", own).strip("/").split("/")
    for index in range(1, len(segments)):
        if draw(st.integers(0, 3)) == 0:
            segments[index] = draw(segment)
    segments = segments[: draw(st.integers(2, 6))] + draw(st.lists(segment, max_size=2))
    return PathTemplate("/" + "/".join(segments) + draw(st.sampled_from(["", "/"])))


def filled(draw: st.DrawFn, path: PathTemplate, versions: list[str]) -> PathTemplate:
    """The path with every hole filled; one beside literal text perhaps with several segments or nothing."""
    segments = []
    for index, part in enumerate(path.segments):
        if part == HOLE:
            values = st.sampled_from(versions) if index == 2 and versions else plain
            segments.append(draw(values))
        else:
            beside = plain | st.just("") | st.builds("{}/{}".format, plain, plain)
            segments.append("".join(draw(beside) if char == HOLE else char for char in part))
    return PathTemplate("/" + "/".join(segments) + ("/" if path.trailing_slash else ""))


def decides(requirement: Requirement) -> tuple[object, ...]:
    """The answer without the name of the row that gave it."""
    return (type(requirement), *requirement[1:])


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
@settings(deadline=None)
def test_filling_the_holes_of_a_decided_path_changes_nothing(table: str, data: st.DataObject) -> None:
    catalog = scopes.load(table)
    path, method = data.draw(templates()), data.draw(st.sampled_from(METHODS))
    assume(path.has_holes)
    answer = catalog.requirement(method, path)
    assume(not isinstance(answer, Undecided))
    versions = VERSIONS.get(answer[0], []) if answer else []
    other = data.draw(st.composite(filled)(path, versions))
    assert decides(catalog.requirement(method, other)) == decides(answer), other


@pytest.mark.parametrize("table", TABLES)
@given(path=templates())
@settings(deadline=None)
def test_known_paths_are_listed_under_every_method(table: str, path: PathTemplate) -> None:
    catalog = scopes.load(table)
    answer = catalog.requirement("HEAD", path)
    if isinstance(answer, (scopes.Closed, scopes.UnlistedVersion)):
        assert catalog.knows(path)
    if catalog.knows(path):
        assert not isinstance(answer, scopes.UnlistedResource)


@given(path=templates())
@settings(deadline=None)
def test_a_path_without_holes_is_always_decided(path: PathTemplate) -> None:
    whole = PathTemplate(path.text.replace(HOLE, "x"))
    for table in TABLES:
        assert not isinstance(scopes.load(table).requirement("GET", whole), Undecided)
