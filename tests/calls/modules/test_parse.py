"""Parsing, and the reasons for not doing it."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst
import pytest

from flake8_confluence_scopes.calls.model import UncheckedFile
from flake8_confluence_scopes.calls.modules import parse as parsing
from flake8_confluence_scopes.calls.modules.parse import parse


def reason(source: str) -> str:
    with pytest.raises(UncheckedFile) as caught:
        parse(source)
    return str(caught.value)


@pytest.mark.parametrize("source", ["a = (", "\0", "a = 1 +\n", "'\\d'; a b", "\ud800"])
def test_what_python_cannot_parse(source: str) -> None:
    assert reason(source).startswith("Python cannot parse it (")


def test_a_source_that_nests_too_deeply() -> None:
    assert reason("a = " + " + ".join(["b"] * 2_000)) == "it nests too deeply"


def test_a_source_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "LARGEST", 10)
    assert reason("a = 1  # 2 3") == "it has more than 10 characters"


def test_a_source_that_is_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST_COMMAS", 3)
    assert reason("a = 1, 2, 3, 4, 5") == "it has more than 3 commas"
    assert isinstance(parse("a = 1, 2, 3, 4"), cst.Module)


class Panic(BaseException):
    """A failure of the native parser."""


def failing(error: BaseException) -> Callable[[str], cst.Module]:
    def parse_module(source: str) -> cst.Module:
        raise error

    return parse_module


@pytest.mark.parametrize("error", [Panic(), ValueError(), RecursionError()])
def test_what_libcst_cannot_parse(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(cst, "parse_module", failing(error))
    assert reason("a = 1") == f"libcst cannot parse it ({type(error).__name__})"


def test_an_interrupt_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cst, "parse_module", failing(KeyboardInterrupt()))
    for before in (None, ("b = 1", cst.Module(()))):
        with pytest.raises(KeyboardInterrupt):
            parse("a = 1", None, before)


def test_warnings_of_the_source_are_its_own() -> None:
    assert parse("a = '\\d'").code == "a = '\\d'"
