"""What the libcst visitor sees of an expression, and of what it cannot read."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst
import pytest

from flake8_confluence_scopes.calls.visitor import LONGEST, calls_in


@pytest.fixture(autouse=True)
def fixture_nothing_kept() -> None:
    calls_in.cache_clear()


def texts(text: str) -> list[tuple[str, str, list[str]]]:
    """Each call's name, its text and those of its arguments, of an expression in one line."""
    found = []
    for call in calls_in(text):
        places = [call.place, *call.arguments]
        whole, *arguments = (text[place.column : place.end_column] for place in places)
        found.append((call.name, whole, arguments))
    return found


def test_calls_in_the_order_of_the_source() -> None:
    assert texts('f(a, *b, k="ö" + g()(1), **z).h((t)) if (await i()) else [j() for _ in x]') == [
        ("h", 'f(a, *b, k="ö" + g()(1), **z).h((t))', ["t"]),
        ("f", 'f(a, *b, k="ö" + g()(1), **z)', ["a", "b", '"ö" + g()(1)', "z"]),
        ("", "g()(1)", ["1"]),
        ("g", "g()", []),
        ("i", "i()", []),
        ("j", "j()", []),
    ]


def test_places_count_lines_from_the_first() -> None:
    first, second = calls_in("a(\n  1) + b(2,\n3)")
    assert (first.place, first.arguments) == ((1, 0, 2, 4), ((2, 2, 2, 3),))
    assert (second.place, second.arguments) == ((2, 7, 3, 2), ((2, 9, 2, 10), (3, 0, 3, 1)))


@pytest.mark.parametrize("text", ["f(", "return f()", "f() = 1", "f() g()"])
def test_what_libcst_cannot_read(text: str) -> None:
    assert calls_in(text) == ()


@pytest.mark.parametrize("level", ["-", "not ", "(", "a.", "f(", "[", "lambda: ", "{1: "])
def test_no_depth_of_a_text_that_is_read_ends_the_process(level: str) -> None:
    end = {"(": ")", "f(": ")", "[": "]", "{1: ": "}"}.get(level, "")
    for size in (LONGEST, 10 * LONGEST):
        count = size // len(level + end) - 1
        assert all(call.name == "f" for call in calls_in(level * count + "f()" + end * count))


class Panic(BaseException):
    """A failure of the native parser."""


def failing(error: BaseException) -> Callable[[str], cst.Module]:
    def parse_module(source: str) -> cst.Module:
        raise error

    return parse_module


@pytest.mark.parametrize("error", [Panic(), ValueError(), RecursionError()])
def test_a_failure_of_libcst_is_no_call(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(cst, "parse_module", failing(error))
    assert calls_in("f()") == ()


def test_an_interrupt_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cst, "parse_module", failing(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        calls_in("f()")
