"""The reader of the fixture comments."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_confluence_scopes.rules import RULES, finding
from tests.expectations import (
    DETAILS,
    Expectations,
    Expected,
    Reported,
    UnreadableExpectation,
    fields,
    mismatches,
    parse_comment,
    read_expectations,
)

DELETE_MESSAGE = "CFS101 DELETE /rest/api/space needs scope DELETE; atlassian-connect.json lacks it"
DELETE_CALL = Expected("app.py", 3, 13, "CFS101", "DELETE")
DELETE_REPORT = Reported("app.py", 3, 13, "CFS101", DELETE_MESSAGE)


@pytest.mark.parametrize(
    ("comment", "findings"),
    [
        ("# CFS101: 13, DELETE", [DELETE_CALL]),
        ("# CFS103: 0, /wiki/rest/a,b", [Expected("app.py", 3, 0, "CFS103", "/wiki/rest/a,b")]),
        ("# CFS201: 4", [Expected("app.py", 3, 4, "CFS201", "")]),
        (
            "# noqa: E501 # CFS101: 13, DELETE  # CFS102: 40, PATCH",
            [DELETE_CALL, Expected("app.py", 3, 40, "CFS102", "PATCH")],
        ),
        ("# an ordinary comment about CFS101", []),
        ("# missing is not miss", []),
    ],
)
def test_a_comment_names_findings(comment: str, findings: list[Expected]) -> None:
    assert parse_comment("app.py", 3, comment) == (findings, "")


@pytest.mark.parametrize("remark", ["ok", "miss", "false"])
def test_a_comment_makes_a_remark(remark: str) -> None:
    assert parse_comment("app.py", 3, f"# {remark}: because") == ([], remark)
    assert parse_comment("app.py", 3, f"# noqa: CFS101 # {remark}: because") == ([], remark)


@pytest.mark.parametrize(
    "comment",
    [
        "# CFS101: 13",
        "# CFS101: 13,",
        "# CFS101 13, DELETE",
        "# CFS101: -1, DELETE",
        "# CFS101: 13, DELETE # ok: and not",
        "# CFS201: 13, a code without a detail",
        "# CFS999: 13",
        "# CFS10: 13, DELETE",
        "# CSF101: 13, DELETE",
        "# cfs101: 13, DELETE",
        "# ok",
        "# ok:",
        "# OK: shouted",
        "# miss because",
        "# false: alarm # miss: both",
    ],
)
def test_an_unreadable_expectation_fails(comment: str) -> None:
    with pytest.raises(UnreadableExpectation, match=r"^app\.py:3: "):
        parse_comment("app.py", 3, comment)


def test_a_project_is_read_with_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    source = 'x = "# CFS101: 1, IN A STRING"\n\nx  # CFS101: 13, DELETE\n'
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    (tmp_path / "web" / "views.py").write_text("x = 1  # ok: nothing\ny = 2  # plain\n", encoding="utf-8")
    assert read_expectations(tmp_path) == Expectations((DELETE_CALL,), {("web/views.py", 1): "ok"})


def test_a_project_without_expectations_fails(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1  # nothing to expect\n", encoding="utf-8")
    with pytest.raises(UnreadableExpectation, match="holds no expectation"):
        read_expectations(tmp_path)


def test_a_message_gives_its_fields() -> None:
    assert fields(DELETE_MESSAGE) == {
        "method": "DELETE",
        "path": "/rest/api/space",
        "needs": "scope DELETE",
        "descriptor": "atlassian-connect.json",
        "missing": "it",
    }


@pytest.mark.parametrize("message", ["CFS101 something else", "F401 'os' imported but unused", "CFS201"])
def test_a_message_that_no_rule_makes_fails(message: str) -> None:
    with pytest.raises(ValueError, match=r"no form in rules\.py"):
        fields(message)


@given(st.sampled_from(sorted(RULES)), st.data())
def test_the_detail_of_every_message_is_found(code: str, data: st.DataObject) -> None:
    """Whatever stands in the other fields, the field that a comment names comes back."""
    words = st.from_regex(r"[A-Za-z/{}]{1,8}", fullmatch=True)
    form = data.draw(st.integers(0, len(RULES[code].messages) - 1))
    forms = (*RULES[code].messages, *RULES[code].helps)
    names = dict.fromkeys(name for one in forms for _, name, _, _ in Formatter().parse(one) if name)
    values = {name: data.draw(words) for name in names}
    values["hint"] = data.draw(st.sampled_from(["", "; a hint"]))
    wanted = values.get(DETAILS.get(code, ""))
    found = fields(finding(1, 0, code, form, 0, **values).message)
    assert found.get(DETAILS.get(code, "")) == wanted


def test_what_the_comments_say_is_no_mismatch() -> None:
    false_alarm = Reported("app.py", 9, 0, "CFS201", "CFS201 1 call cannot be checked: no descriptor")
    expectations = Expectations(
        (DELETE_CALL, DELETE_CALL),
        {("app.py", 1): "ok", ("app.py", 2): "miss", ("app.py", 9): "false"},
    )
    assert mismatches(expectations, [DELETE_REPORT, DELETE_REPORT, false_alarm, false_alarm]) == []


@pytest.mark.parametrize(
    ("expectations", "reported", "problem"),
    [
        (
            Expectations((DELETE_CALL,), {}),
            [],
            "app.py:3: not reported: CFS101 at column 13, DELETE",
        ),
        (
            Expectations((DELETE_CALL,), {}),
            [DELETE_REPORT, DELETE_REPORT],
            f"app.py:3: column 13 is not expected: {DELETE_MESSAGE}",
        ),
        (
            Expectations((), {("app.py", 3): "ok"}),
            [DELETE_REPORT],
            f"app.py:3: column 13 is not expected: {DELETE_MESSAGE}",
        ),
        (
            Expectations((), {("app.py", 3): "miss"}),
            [DELETE_REPORT],
            f"app.py:3: the known miss is reported now, expect it: {DELETE_MESSAGE}",
        ),
        (
            Expectations((), {("app.py", 3): "false"}),
            [],
            "app.py:3: the known false alarm is gone, make it ok",
        ),
    ],
)
def test_every_difference_is_a_sentence(
    expectations: Expectations, reported: list[Reported], problem: str
) -> None:
    assert mismatches(expectations, reported) == [problem]


@pytest.mark.parametrize(
    "change",
    [{"line": 4}, {"column": 14}, {"path": "web/app.py"}, {"message": DELETE_MESSAGE.replace("DELETE", "X")}],
)
def test_place_and_detail_count(change: dict[str, str | int]) -> None:
    moved = Reported(**(DELETE_REPORT._asdict() | change))
    assert len(mismatches(Expectations((DELETE_CALL,), {}), [moved])) == 2
