"""What holds for every path that the catalog of Confluence Cloud decides."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import HOLE, PathTemplate
from flake8_confluence_scopes.scopes import Closed, Undecided, UnlistedResource
from tests.scopes.paths import packaged, path

PATHS = sorted({path(operation["path"]).text for operation in packaged("cloud")["operations"]})
WORDS = sorted({word for text in PATHS for word in text.split("/") if word and word != HOLE})
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH")
VIEWS = (scopes.load("cloud"), scopes.load("cloud").for_connect())

values = st.sampled_from(["12345", "~me", "x-y", "0a1b", "DS"])
"""What a parameter can hold: no word of the catalog."""

words = st.sampled_from(WORDS)
glued = st.builds(lambda word, at: word[:at] + HOLE + word[at:], words | values, st.integers(0, 12))
segment = words | values | st.just(HOLE) | glued


@st.composite
def templates(draw: st.DrawFn) -> PathTemplate:
    """A path that begins like an operation's, with some segments replaced, dropped or added."""
    segments = draw(st.sampled_from(PATHS)).strip("/").split("/")
    for index in range(1, len(segments)):
        if draw(st.integers(0, 3)) == 0:
            segments[index] = draw(segment)
    segments = segments[: draw(st.integers(2, 12))] + draw(st.lists(segment, max_size=1))
    return PathTemplate("/" + "/".join(segments))


def fill(draw: st.DrawFn, template: PathTemplate, value: st.SearchStrategy[str]) -> PathTemplate:
    """The path with a value for every hole."""
    return PathTemplate("".join(draw(value) if char == HOLE else char for char in template.text))


@given(data=st.data())
@settings(deadline=None)
def test_filling_the_holes_of_a_decided_path_with_parameters_changes_nothing(data: st.DataObject) -> None:
    template, method = data.draw(templates()), data.draw(st.sampled_from(METHODS))
    assume(template.has_holes)
    for catalog in VIEWS:
        answer = catalog.requirement(method, template)
        if not isinstance(answer, Undecided):
            other = data.draw(st.composite(fill)(template, values))
            assert catalog.requirement(method, other) == answer, other


@given(data=st.data())
@settings(deadline=None)
def test_no_filling_at_all_opens_what_is_closed_under_its_holes(data: st.DataObject) -> None:
    template, method = data.draw(templates()), data.draw(st.sampled_from(METHODS))
    assume(template.has_holes)
    cloud = VIEWS[0]
    answer = cloud.requirement(method, template)
    other = data.draw(st.composite(fill)(template, words | values))
    filled = cloud.requirement(method, other)
    assert not isinstance(answer, UnlistedResource) or filled == answer, other
    assert not isinstance(answer, Closed) or not answer.methods or isinstance(filled, Closed), other


@given(path=templates())
@settings(deadline=None)
def test_a_path_without_holes_is_always_decided(path: PathTemplate) -> None:
    whole = PathTemplate(path.text.replace(HOLE, "x"))
    for catalog in VIEWS:
        answer = catalog.requirement("GET", whole)
        assert not isinstance(answer, Undecided)
        assert catalog.knows(whole) is not isinstance(answer, UnlistedResource)
