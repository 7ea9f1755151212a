"""The table of codes, and the messages that come out of it."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.rules import OFF_BY_DEFAULT, RULES, TO_TURN_ON, Finding, doubted, finding, help_for

FORMS = [(rule.code, form) for rule in RULES.values() for form in range(len(rule.messages))]
TEXTS = st.text() | st.text(alphabet=":0123456789 x/\n\u00e9\ud800")
PLAIN = "".join(map(chr, range(32, 127))).replace(":", "")


def fields_of(form: str) -> list[str]:
    """The fields of a form, in its order."""
    return [name for _, name, _, _ in string.Formatter().parse(form) if name is not None]


def every_field(code: str) -> list[str]:
    """The fields of all forms of a code."""
    return [name for form in (*RULES[code].messages, *RULES[code].helps) for name in fields_of(form)]


def test_the_table() -> None:
    assert {code: (rule.name, rule.default) for code, rule in RULES.items()} == {
        "CFS101": ("missing-scope", "on"),
        "CFS102": ("closed-method", "on"),
        "CFS103": ("unlisted-resource", "on"),
        "CFS104": ("unlisted-version", "on"),
        "CFS105": ("removed-operation", "on for OAuth"),
        "CFS106": ("deprecated-operation", "off"),
        "CFS201": ("no-descriptor", "on"),
        "CFS202": ("unreadable-descriptor", "on"),
        "CFS203": ("unknown-scope", "on"),
        "CFS301": ("undecided-call", "off"),
        "CFS901": ("unchecked-file", "on"),
        "CFS902": ("internal-error", "on"),
    }
    assert OFF_BY_DEFAULT == ("CFS106", "CFS301")
    assert TO_TURN_ON == ("CFS105", "CFS106", "CFS301")


@pytest.mark.parametrize(
    ("code", "form", "fields", "message"),
    [
        (
            "CFS101",
            0,
            {"path": "/wiki/rest/api/content/{}", "needs": "scope WRITE", "missing": "it"},
            "POST /wiki/rest/api/content/{} needs scope WRITE; atlassian-connect.json lacks it",
        ),
        (
            "CFS101",
            0,
            {"path": "/api/v2/x", "needs": "scopes a, b", "missing": "b"},
            "POST /api/v2/x needs scopes a, b; atlassian-connect.json lacks b",
        ),
        (
            "CFS102",
            0,
            {"path": "/rest/api/space", "methods": "GET", "resource": "/rest/api/space", "hint": ""},
            "POST /rest/api/space is closed to apps: connect-2014 opens only GET of /rest/api/space",
        ),
        (
            "CFS102",
            1,
            {"path": "/rest/api/user", "hint": "; the cloud catalog opens it with READ"},
            "POST /rest/api/user is closed to apps in connect-2014; the cloud catalog opens it with READ",
        ),
        (
            "CFS103",
            0,
            {"path": "/rest/x/1/y", "hint": ""},
            "POST /rest/x/1/y is closed to apps: connect-2014 lists no such resource",
        ),
        (
            "CFS104",
            0,
            {"path": "/rest/x/2/y", "version": "2", "versions": "1, latest", "resource": "/y", "hint": ""},
            "POST /rest/x/2/y names version 2; connect-2014 lists 1, latest of /y",
        ),
        (
            "CFS105",
            0,
            {"path": "/rest/api/x", "date": "2026-07-21", "hint": "; use POST /wiki/api/v2/xs"},
            "POST /rest/api/x was removed (REST document of 2026-07-21); use POST /wiki/api/v2/xs",
        ),
        (
            "CFS106",
            0,
            {"path": "/api/v2/x", "date": "2026-07-21", "hint": ""},
            "POST /api/v2/x is deprecated (REST document of 2026-07-21)",
        ),
        ("CFS201", 0, {"reason": "no descriptor"}, "2 calls cannot be checked: no descriptor"),
        ("CFS202", 0, {"reason": "is empty"}, "2 calls cannot be checked: atlassian-connect.json is empty"),
        (
            "CFS203",
            0,
            {"scope": "RAED", "nearest": "READ"},
            "atlassian-connect.json declares RAED, which is no scope of Confluence; did you mean READ?",
        ),
        (
            "CFS203",
            1,
            {"scope": "X"},
            "atlassian-connect.json declares X, which is no scope of Confluence",
        ),
        (
            "CFS203",
            2,
            {"scope": "X", "most": "200"},
            "atlassian-connect.json declares more than 200 scopes; those behind X are not checked for misspellings",
        ),
        (
            "CFS301",
            0,
            {"path": "/rest/api/{}", "reason": "the path is open"},
            "POST /rest/api/{} is not checked: the path is open",
        ),
        ("CFS901", 0, {"reason": "odd syntax"}, "the file's calls are not checked: odd syntax"),
        (
            "CFS902",
            0,
            {"error": "KeyError", "url": "https://example.org/"},
            "the plugin failed with KeyError, the file's calls are not checked; "
            "please report it at https://example.org/",
        ),
    ],
)
def test_the_messages(code: str, form: int, fields: dict[str, str], message: str) -> None:
    known = dict.fromkeys(every_field(code), "?")
    known |= {"method": "POST", "descriptor": "atlassian-connect.json", "catalog": "connect-2014", "waiting": "2 calls"}
    found = finding(3, 4, code, form, 0, **(known | fields))
    assert found == Finding(3, 4, code, f"{code} {message}", found.help)
    assert found.text == message


@pytest.mark.parametrize(
    ("code", "step", "fields", "expected"),
    [
        (
            "CFS101",
            0,
            {"addition": "WRITE", "descriptor": "manifest.yml"},
            "run `confluence-scopes fix`: it adds WRITE to manifest.yml",
        ),
        ("CFS105", 0, {"method": "GET", "successor": "/wiki/api/v2/pages/{id}"}, "use GET /wiki/api/v2/pages/{id}"),
        ("CFS203", 1, {"nearest": "a\tb"}, "put a\\tb in its place"),
        (
            "CFS203",
            0,
            {"nearest": "READ"},
            "put READ in its place: `confluence-scopes fix` does, where something needs READ",
        ),
    ],
)
def test_the_next_steps(code: str, step: int, fields: dict[str, str], expected: str) -> None:
    assert help_for(code, step, **fields) == expected
    known = dict.fromkeys(every_field(code), "?") | fields
    assert finding(3, 4, code, 0, step, **known).help == expected


@pytest.mark.parametrize("code", RULES)
def test_every_rule_names_one_next_step_in_a_short_line(code: str) -> None:
    for form in RULES[code].helps:
        first, *others = re.split(r"[:,]? ", form, maxsplit=1)
        assert re.fullmatch(r"[a-z]+", first), form
        assert len(form) <= 110, form
        assert not form.endswith("."), form
        assert others, form


@settings(deadline=None)
@example(texts=[":1:2: x"], form=("CFS201", 0))
@example(texts=["::: x"], form=("CFS201", 0))
@example(texts=[":1:2:3:4: x", ":5:6: y"], form=("CFS202", 0))
@example(texts=["x" * 296 + ":1:2: x"], form=("CFS201", 0))
@given(texts=st.lists(TEXTS, min_size=1), form=st.sampled_from(FORMS))
def test_no_field_breaks_a_message(texts: list[str], form: tuple[str, int]) -> None:
    values = {name: texts[place % len(texts)] for place, name in enumerate(every_field(form[0]))}
    line, column, code, message, step = finding(7, 8, form[0], form[1], 0, **values)
    assert (line, column, code) == (7, 8, form[0])
    assert (message + step).isascii()
    assert (message + step).isprintable()
    # The expression with which python-lsp-server takes a line of flake8's apart.
    parsed = re.fullmatch(r"(.*):(\d*):(\d*): (\w*) (.*)", f"a.py:7:9: {message}")
    assert parsed is not None
    assert parsed.groups()[:4] == ("a.py", "7", "9", code)


@settings(deadline=None)
@given(st.text(alphabet=PLAIN, max_size=300))
def test_a_plain_field_stays_as_it_is(text: str) -> None:
    assert finding(1, 0, "CFS201", waiting="2 calls", reason=text).message == f"CFS201 2 calls cannot be checked: {text}"


@pytest.mark.parametrize("char", ["x", "\n", "\u00e9", "\U0001f600", "\ud800"])
def test_a_long_field_is_cut_as_it_is_shown(char: str) -> None:
    shown = finding(1, 0, "CFS201", waiting="2 calls", reason=char * 10_000).message.removeprefix(
        "CFS201 2 calls cannot be checked: "
    )
    assert len(shown) == 300
    assert shown.endswith("...")


def test_other_signs_are_spelled_out() -> None:
    message = finding(1, 0, "CFS201", waiting="2 calls", reason="a\tb\n\0'\"\\ \u00fc{x}").message
    assert message == "CFS201 2 calls cannot be checked: a\\tb\\n\\x00'\"\\ \\xfc{x}"


@pytest.mark.parametrize("code", ["CFS000", "cfs101", ""])
def test_an_unknown_code(code: str) -> None:
    with pytest.raises(KeyError):
        finding(1, 0, code)


@pytest.mark.parametrize(("code", "form"), FORMS)
def test_a_missing_field(code: str, form: int) -> None:
    *_, last = fields_of(RULES[code].messages[form])
    with pytest.raises(KeyError):
        finding(1, 0, code, form, 0, **{name: "x" for name in every_field(code) if name != last})


def test_every_code_is_one_that_flake8_takes() -> None:
    assert all(re.fullmatch(r"CFS\d{3}", code) for code in RULES)
    assert list(RULES) == sorted(RULES)


ALL = "write CFS for all, or some of " + ", ".join(RULES)


@pytest.mark.parametrize(
    ("codes", "alone", "sentence"),
    [
        ([], True, ""),
        (["CFS"], True, ""),
        (["C", "CFS1", "CFS101"], True, ""),
        (["E9"], False, ""),
        (["E9", "CFS2"], True, ""),
        (["E9", "W"], True, f"there is no code E9 here; {ALL}"),
        (["CF101"], True, "there is no code CF101 here; did you mean CFS101?"),
        (["CF101"], False, ""),
        (["CFS", "CFS999"], False, "there is no code CFS999 here; did you mean CFS902?"),
        (["CFS", "CFS1011"], True, "there is no code CFS1011 here; did you mean CFS101?"),
    ],
)
def test_codes_that_can_only_be_a_slip(codes: list[str], alone: bool, sentence: str) -> None:
    assert doubted(codes, alone) == sentence
