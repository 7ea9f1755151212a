"""``str.format`` and ``%`` against Python's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.calls.values.domain import NONE, Hole, Items, Member, Text, Value, constant, unknown
from flake8_confluence_scopes.calls.values.formatting import format_text, keys, percent
from flake8_confluence_scopes.calls.values.texts import as_text
from tests.calls.texts import filled, shown, text

quick = settings(deadline=None)

FIELDS = ["a", "{", "}", "{{", "}}", "{}", "{0}", "{1}", "{k}", "{!s}", "{!r}", "{:>4}", "{:{}}", "{0[0]}", "{.real}"]
CONVERSIONS = ["a", "%s", "%d", "%%", "%i", "%r", "%5s", "%-3d", "%.1s", "%x", "%(k)s", "%(k)d", "%*d", "%", "%q", "% d"]
VALUES = st.one_of(st.integers(-9, 9), st.booleans(), st.text("ab", max_size=2), st.floats(0, 9, width=16))
UNKNOWN = unknown("x", True)


def value(known: object) -> Value:
    return Text(known) if isinstance(known, str) else constant(known)


def agrees(said: Text, real: str) -> bool:
    """Whether the text, its holes filled with something, is what Python gives."""
    return re.fullmatch(".*".join(map(re.escape, shown(said).split("~"))), real, re.DOTALL) is not None


@quick
@given(st.lists(st.sampled_from(FIELDS), max_size=5).map("".join), st.lists(VALUES, max_size=3), VALUES)
@example("{:{}}/{}", ["a", 3, "b"], 0)
@example("{.real}{}", [1, "b"], 0)
@example("{}{0}", ["a"], 0)
def test_format_is_pythons(template: str, positional: list[object], keyword: object) -> None:
    said = format_text(Text(template), [value(item) for item in positional], {"k": value(keyword)}, None)
    try:
        real = template.format(*positional, k=keyword)
    except (ValueError, LookupError, TypeError, AttributeError):
        shown(said)
    else:
        assert agrees(said, real), (shown(said), real)


@quick
@given(st.lists(st.sampled_from(["{}", "{0}", "{k}", "a", "{{", "}}", "{!s}"]), max_size=5).map("".join), VALUES, VALUES)
def test_format_of_plain_fields_is_known(template: str, first: object, keyword: object) -> None:
    positional = [first] * template.count("{}")
    said = format_text(Text(template), [value(item) for item in positional], {"k": value(keyword)}, None)
    try:
        real = template.format(*positional, k=keyword)
    except (ValueError, LookupError):
        return
    assert filled(said) == real


@pytest.mark.parametrize(
    ("template", "said", "names"),
    [
        ("/rest/{}/{}", "/rest/a/~", ["x"]),
        ("/rest/{1}/{k}", "/rest/~/page", ["x"]),
        ("/rest/{9}", "/rest/~", ["9"]),
        ("/rest/{other}/{k}", "/rest/~/page", ["other"]),
        ("/rest/{k!r}/{k:>9}", "/rest/~/~", ["k", "k"]),
        ("/rest/{1.name}", "/rest/~", ["1.name"]),
        ("/rest/{²}", "/rest/~", ["²"]),
        ("/rest/{" + "1" * 5000 + "}", None, ["1" * 5000]),
        ("/rest/~/{k}/~", "/rest/~/page/~", ["Q0", "Q1"]),
        ("/rest/{~}/~/{k}", "/rest/~/~/page", ["\0", "Q1"]),
        ("/rest/{k!~}/~", "~", ["format(...)"]),
        ("/rest/{", "~", ["format(...)"]),
        ("/rest/{:{!}}", "~", ["format(...)"]),
    ],
)
def test_format_with_holes(template: str, said: str | None, names: list[str]) -> None:
    found = format_text(text(template), [Text("a"), unknown("x")], {"k": Text("page")}, None)
    if said is not None:
        assert shown(found) == said
    assert [hole.name for hole in found.holes] == names


def test_format_tells_what_a_caller_may_fill() -> None:
    found = format_text(Text("{0}{0!r}{1}{k}"), [UNKNOWN], {}, None)
    assert [hole.open for hole in found.holes] == [True, True, False, False]
    found = format_text(Text("{1}{k}"), [], {}, Hole("options", True))
    assert found.holes == (Hole("1", True), Hole("k", True))


@quick
@given(st.lists(st.sampled_from(CONVERSIONS), max_size=5).map("".join), st.lists(VALUES, max_size=3))
@example("%s%", ["a"])
@example("%*d%s", [5, 3, "a"])
def test_percent_with_a_tuple_is_pythons(template: str, given_values: list[object]) -> None:
    said = percent(Text(template), NONE, [value(item) for item in given_values], {})
    try:
        real = template % tuple(given_values)
    except (ValueError, TypeError):
        shown(said)
    else:
        assert agrees(said, real), (shown(said), real)


@quick
@given(st.lists(st.sampled_from(CONVERSIONS), max_size=5).map("".join), VALUES)
def test_percent_with_a_dict_is_pythons(template: str, given_value: object) -> None:
    table: Mapping[str, Value] = {"k": value(given_value)}
    said = percent(Text(template), unknown("a dict"), None, table)
    try:
        real = template % {"k": given_value}
    except (ValueError, TypeError):
        shown(said)
    else:
        assert agrees(said, real), (shown(said), real)


@quick
@given(st.lists(st.sampled_from(["a", "%s", "%%", "%d"]), max_size=5).map("".join), st.integers(), st.booleans())
def test_percent_of_plain_conversions_is_known(template: str, number: int, flag: bool) -> None:
    count = template.replace("%%", "").count("%")
    numbers = [flag, *[number] * count][:count]
    said = percent(Text(template), NONE, [constant(item) for item in numbers], {})
    assert filled(said) == template % tuple(numbers)


@pytest.mark.parametrize(
    ("template", "given_value", "said", "names"),
    [
        ("/rest/%s", Text("a"), "/rest/a", []),
        ("/rest/%s/%s", UNKNOWN, "/rest/~/~", ["x", "%s"]),
        ("/rest/%d", UNKNOWN, "/rest/~", ["x"]),
        ("/rest/%d", Member(UNKNOWN, "id"), "/rest/~", ["x.id"]),
        ("/rest/%d", constant(3.7), "/rest/~", ["%d"]),
        ("/rest/%d", Text("a"), "/rest/~", ["%d"]),
        ("/rest/%5s", UNKNOWN, "/rest/~", ["%5s"]),
        ("/rest/%s", Items(((Text("a"),),)), "/rest/~", ["items"]),
        ("/rest/%(k)s", UNKNOWN, "/rest/~", ["%(k)s"]),
        ("/~/%s/~", Text("a"), "/~/a/~", ["Q0", "Q1"]),
        ("/%(~)s/~", Text("a"), "/~/~", ["%(\0)s", "Q1"]),
        ("100%/%s", Text("a"), "~", ["a text with %"]),
    ],
)
def test_percent_with_holes(template: str, given_value: Value, said: str, names: list[str]) -> None:
    found = percent(text(template), given_value, None, {})
    assert shown(found) == said
    assert [hole.name for hole in found.holes] == names


def test_percent_tells_what_a_caller_may_fill() -> None:
    found = percent(Text("%r%d%(k)s"), UNKNOWN, [UNKNOWN, UNKNOWN], {})
    assert [hole.open for hole in found.holes] == [True, True, False]


def test_keys() -> None:
    assert keys("/%(space)s/%(page)d/%s/%%(x)s") == {"space", "page"}


def test_a_very_long_number_is_a_hole() -> None:
    number = constant(16**5000)
    assert as_text(number).holes == percent(Text("%d"), number, None, {}).holes == (Hole("a long number"),)
