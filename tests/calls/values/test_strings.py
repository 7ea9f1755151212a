"""String operations on texts with holes: what Python does to a text whose holes are filled, or no word at all.

The holes are filled with names that hold nothing the operations look for.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values import strings
from flake8_confluence_scopes.calls.values.domain import LONGEST_TEXT, Hole, Text
from flake8_confluence_scopes.path_template import HOLE
from tests.calls.texts import filled, shown, text, texts

quick = settings(deadline=None)
PLAIN = st.text("ab/.", max_size=4)


@pytest.mark.parametrize(("read", "characters"), [("a/b", "a/b"), ("a\0b", "a b"), ("a\ud83d\x00b", "a  b")])
def test_literal_has_no_characters_that_no_url_holds(read: str, characters: str) -> None:
    assert strings.literal(read) == characters


@quick
@given(texts("ab/ "), st.one_of(st.none(), st.text("/. ", max_size=2)), st.booleans(), st.booleans())
def test_strip(subject: Text, characters: str | None, left: bool, right: bool) -> None:
    real = filled(subject)
    if left:
        real = real.lstrip(characters)
    if right:
        real = real.rstrip(characters)
    assert filled(strings.strip(subject, characters, left, right)) == real


@quick
@given(texts("ab/"), texts("ab/", 2), texts("ab/", 3))
def test_replace(subject: Text, old: Text, new: Text) -> None:
    named = Text(new.template, tuple(Hole(f"N{number}") for number in range(len(new.holes))))
    replaced = strings.replace(subject, old, named)
    expected = None if old.holes or not old.template else filled(subject).replace(old.template, filled(named))
    assert (None if replaced is None else filled(replaced)) == expected


@pytest.mark.parametrize(
    ("field", "template", "after"),
    [
        ("{~}", "/content/{id}/{part-name}", "/content/~/~"),
        ("{{~}}", "/content/{{id}}/{id}", "/content/~/{id}"),
        ("<~>", "~/content/<id>/label", "~/content/~/label"),
        (":~", "https://x:8080/content/:id/label", "https://x:8080/content/~/label"),
        ("${~}", "/content/${id}", "/content/~"),
        ("[~]", "/content/{id}", "/content/{id}"),
        ("{~}", "/content/{a/b}", "/content/{a/b}"),
        ("{~}", "/content/{a~}", "/content/{a~}"),
        ("~", "/content/{id}", None),
        ("{~", "/content/{id}", "/content/~}"),
        ("-~", "/content-states", None),
        ("https://~", "https://x/content", None),
        ("{~/~}", "/content/{id}", None),
    ],
)
def test_replace_fills_fields_whose_names_nobody_knows(field: str, template: str, after: str | None) -> None:
    replaced = strings.replace(text(template), text(field), text("~"))
    assert (None if replaced is None else shown(replaced)) == after


def test_holes_of_filled_fields_are_named_after_them() -> None:
    replaced = strings.replace(text("~/{id}/~"), text("{~}"), Text(HOLE, (Hole("value", True),)))
    assert replaced is not None
    assert replaced.holes == (Hole("Q0"), Hole("{id}", True), Hole("Q1"))


def test_replace_does_not_grow_without_end() -> None:
    subject = Text("a" * 100)
    assert strings.replace(subject, Text("a"), Text("b" * 20)) == Text("b" * LONGEST_TEXT)
    assert strings.replace(subject, Text("a"), Text("b" * 21)) is None


@quick
@given(texts("ab/"), st.text("ab/", min_size=1, max_size=2))
def test_split(subject: Text, separator: str) -> None:
    parts = strings.split(subject, separator)
    assert [filled(part) for part in parts] == filled(subject).split(separator)
    assert filled(strings.join(Text(separator), parts)) == filled(subject)


@quick
@given(texts("ab/"), st.text("ab/", min_size=1, max_size=2), st.integers(1, 3))
def test_split_behind(subject: Text, separator: str, count: int) -> None:
    parts = strings.split_behind(subject, separator, count)
    if parts is not None:
        assert [filled(part) for part in parts] == filled(subject).rsplit(separator, count)
    else:
        assert subject.holes


@quick
@given(texts("ab/"), st.one_of(st.none(), st.integers(-9, 9)), st.one_of(st.none(), st.integers(-9, 9)))
def test_cut(subject: Text, start: int | None, stop: int | None) -> None:
    part = strings.cut(subject, start, stop)
    if part is not None:
        assert filled(part) == filled(subject)[start:stop]
        assert filled(part) == shown(part) or subject.holes
    else:
        assert subject.holes


@pytest.mark.parametrize(
    ("template", "start", "stop", "part"),
    [
        ("/a/~/b", 1, -2, "a/~"),
        ("/a/~/b", -1, None, "b"),
        ("/a/~/b", 3, None, "~/b"),
        ("/a/~/b", 4, None, None),
        ("/a/~/b", None, -2, "/a/~"),
        ("/a/~/b", None, -3, None),
        ("~/a/~", 0, -1, None),
        ("~/a/~", None, None, "~/a/~"),
        ("~/a/~", 0, 0, ""),
    ],
)
def test_cut_counts_over_no_hole(template: str, start: int | None, stop: int | None, part: str | None) -> None:
    found = strings.cut(text(template), start, stop)
    assert (found if found is None else shown(found)) == part


@quick
@given(texts("ab", 2), st.lists(texts("ab", 2), max_size=4))
def test_join(separator: Text, parts: list[Text]) -> None:
    joined = strings.join(separator, parts)
    shown(joined)
    assert filled(joined) == filled(separator).join(map(filled, parts))


@quick
@given(texts("ab"), PLAIN)
def test_starts_with_ends_with_and_contains(subject: Text, part: str) -> None:
    real = filled(subject)
    assert strings.starts_with(subject, part) in (real.startswith(part), None)
    assert strings.ends_with(subject, part) in (real.endswith(part), None)
    assert strings.contains(subject, part) in (part in real, None)
    if not subject.holes:
        assert strings.starts_with(subject, part) is real.startswith(part)
        assert strings.ends_with(subject, part) is real.endswith(part)
        assert strings.contains(subject, part) is (part in real)


@pytest.mark.parametrize(
    ("template", "part", "starts", "ends", "holds"),
    [
        ("/rest/~/page", "/rest", True, False, True),
        ("/rest/~/page", "/rest/api", None, False, None),
        ("/rest/~/page", "/wiki", False, False, None),
        ("/rest/~/page", "e", False, True, True),
        ("~", "/", None, None, None),
        ("~", "", True, True, True),
    ],
)
def test_tests_of_texts_with_holes(
    template: str, part: str, starts: bool | None, ends: bool | None, holds: bool | None
) -> None:
    subject = text(template)
    assert strings.starts_with(subject, part) is starts
    assert strings.ends_with(subject, part) is ends
    assert strings.contains(subject, part) is holds


@quick
@given(texts("ab/"), PLAIN)
def test_remove_prefix_and_suffix(subject: Text, affix: str) -> None:
    before, behind = strings.remove_prefix(subject, affix), strings.remove_suffix(subject, affix)
    assert before is None or filled(before) == filled(subject).removeprefix(affix)
    assert behind is None or filled(behind) == filled(subject).removesuffix(affix)
    if not subject.holes:
        assert before is not None
        assert behind is not None


@pytest.mark.parametrize(
    ("template", "affix", "before", "behind"),
    [
        ("~/", "/", "~/", "~"),
        ("/~", "/", "~", "/~"),
        ("/re~", "/rest", None, "/re~"),
        ("~st/", "rest/", "~st/", None),
        ("/rest~", "/wiki", "/rest~", "/rest~"),
    ],
)
def test_a_hole_may_hold_a_part_of_an_affix(template: str, affix: str, before: str | None, behind: str | None) -> None:
    without = strings.remove_prefix(text(template), affix), strings.remove_suffix(text(template), affix)
    assert [None if found is None else shown(found) for found in without] == [before, behind]


@quick
@given(texts("ab", 4), texts("ab", 4))
def test_equal(first: Text, second: Text) -> None:
    answer = strings.equal(first, second)
    assert answer is strings.equal(second, first)
    if not first.holes and not second.holes:
        assert answer is (first.template == second.template)
    else:
        assert answer in (None, filled(first) == filled(second))


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("/rest/~", "/rest/api", None),
        ("/rest/~", "/wiki", False),
        ("~/page", "/rest/space", False),
        ("~a", "~b", None),
        ("ab~ba", "aba", False),
        ("ab~ba", "abba", None),
    ],
)
def test_equal_with_holes(first: str, second: str, answer: bool | None) -> None:
    assert strings.equal(text(first), text(second)) is answer


@quick
@given(texts("aB/\u00df"))
def test_lower_and_upper(subject: Text) -> None:
    assert shown(strings.lower(subject)) == shown(subject).lower()
    assert shown(strings.upper(subject)) == shown(subject).upper()
    assert strings.lower(subject).holes == strings.upper(subject).holes == subject.holes


def test_piecewise_leaves_the_holes() -> None:
    assert shown(strings.piecewise(text("a~b~"), lambda piece: f"<{piece}>")) == "<a>~<b>~<>"


def test_pieces_have_their_own_holes() -> None:
    pieces = strings.Pieces(text("a~b~~"))
    assert pieces.take(f"a{HOLE}") == Text(f"a{HOLE}", (Hole("Q0"),))
    assert pieces.take("b") == Text("b")
    assert pieces.take(HOLE * 2) == Text(HOLE * 2, (Hole("Q1"), Hole("Q2")))
