"""Parsed modules are kept for the next file, as long as they are what stands in the file."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import UncheckedFile, kept_modules
from flake8_confluence_scopes.calls.kept_modules import of_file, of_text


@pytest.fixture(autouse=True)
def fixture_nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_modules, "_kept", kept_modules._Store())


@pytest.fixture(name="file")
def fixture_file(tmp_path: Path) -> Iterator[str]:
    file = tmp_path / "api.py"
    file.write_text("A = 1\n")
    yield str(file)


def write(file: str, text: str, time: int) -> None:
    Path(file).write_text(text)
    os.utime(file, ns=(time, time))


def test_the_same_text_is_parsed_once(file: str) -> None:
    module = of_text(file, "A = 1\n")
    assert of_text(file, "A = 1\n") is module
    assert of_file(file) is module
    assert of_file(file) is module
    other = of_text(file, "A = 2\n")
    assert other is not module
    assert other.text == "A = 2\n"
    found = of_file(file)
    assert found is not None
    assert found.text == "A = 1\n"


def test_a_changed_file_is_read_again(file: str) -> None:
    write(file, "A = 1\n", 1)
    module = of_file(file)
    write(file, "A = 2\n", 2)
    changed = of_file(file)
    assert module is not None
    assert changed is not None
    assert (module.text, changed.text) == ("A = 1\n", "A = 2\n")
    write(file, "A = 2\n", 3)
    assert of_file(file) is changed


def test_what_cannot_be_parsed_is_not_tried_again(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, "A = (", 1)
    assert of_file(file) is None
    monkeypatch.setattr(kept_modules, "parse", None)
    assert of_file(file) is None
    monkeypatch.undo()
    with pytest.raises(UncheckedFile):
        of_text(file, "A = (")


def test_no_file(tmp_path: Path) -> None:
    assert of_file(str(tmp_path)) is None
    assert of_file(str(tmp_path / "gone.py")) is None
    assert of_file("\0") is None


def test_only_so_much_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_modules, "MOST_KEPT", 20)
    first, second, third = (of_text(name, f"{name} = 12345\n") for name in "abc")
    assert of_text("c", "c = 12345\n") is third
    assert of_text("b", "b = 12345\n") is second
    assert of_text("a", "a = 12345\n") is not first
    large = of_text("d", "d = 1234567890123456789\n")
    assert of_text("d", "d = 1234567890123456789\n") is large


def test_the_end_of_the_process_looks_for_no_garbage_in_trees() -> None:
    program = """
        import atexit, gc
        atexit.register(lambda: print(gc.get_freeze_count() > 0))
        import flake8_confluence_scopes.calls.kept_modules
        """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, check=True)
    assert done.stdout.split() == [b"True"]
