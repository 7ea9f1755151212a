"""Which files imports lead to: the first of those that may be meant, and which is there."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.first_look import folders
from flake8_confluence_scopes.calls.modules.project_files import locate

NAMES = ["api", "pkg", "pkg.api", "pkg.sub", "pkg.sub.api", "plain", "plain.api", "sub.api", "src.api", "lib", "both", "no"]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Packages, folders that are none, a module beside a package of its name, and a folder of sources."""
    for file in (
        "api.py", "pkg/__init__.py", "pkg/api.py", "pkg/sub/__init__.py", "pkg/sub/api.py", "plain/api.py", "plain/pkg/lib.py",
        "src/lib.py", "src/api/__init__.py", "both.py", "both/__init__.py", "no.txt", "lib.d/__init__.py",
    ):  # fmt: skip
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    return tmp_path


def test_the_first_file_that_is_there(top: Path) -> None:
    found = set()
    for folder, name, level, rooted in product(["", "pkg", "pkg/sub", "plain", "plain/pkg"], ["", *NAMES], range(4), (0, 1)):
        if not name and not level:
            continue
        place, root = str(top / folder), str(top) if rooted else None
        expected = next(filter(os.path.isfile, locate(os.path.join(place, "_.py"), name, level, root)), "")
        assert folders.module_at(place, root or "", "." * level, name) == expected, (folder, name, level, rooted)
        found.add(expected)
    assert len(found) == 11


def test_what_was_looked_up_holds_until_a_folder_changes(top: Path) -> None:
    def lib() -> str:
        fresh.begin()
        return folders.module_at(str(top), "", "", "lib")

    os.utime(top, (1, 1))
    assert not lib()
    (top / "lib.py").touch()
    os.utime(top, (1, 1))
    assert not lib()
    os.utime(top, (2, 2))
    assert lib() == str(top / "lib.py")


def test_modules_in_a_package(top: Path) -> None:
    assert folders.inside(str(top), "pkg.sub") == folders.package_at(str(top / "pkg" / "sub"))
    assert folders.inside(str(top), "plain") == folders.package_at(str(top / "plain")) == ""


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b"])
def test_names_that_no_folder_has(name: str, top: Path) -> None:
    assert folders.package_at(str(top / name)) == ""
