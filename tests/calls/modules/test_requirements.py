"""What a project's files say of the releases of a library that it asks for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flake8_confluence_scopes import fresh
from flake8_confluence_scopes.calls.modules.requirements import required

PACKAGE = "some-client"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is taken for what it was a moment ago."""
    monkeypatch.setattr(fresh, "MOMENT", 1)


def said(root: Path, folder: Path | None = None) -> tuple[str, ...]:
    return required(str(folder or root), str(root), PACKAGE)


@pytest.mark.parametrize(
    "name, text, wanted",
    [
        ("requirements.txt", "requests\nsome-client==3.41.21\n", ["==3.41.21"]),
        ("requirements.txt", "some_client >= 3 , < 4  # not 4\nother==1", [">= 3 , < 4"]),
        ("requirements.txt", "Some.Client[extra]~=3.41; python_version > '3'\n", ["~=3.41"]),
        ("requirements.txt", "# some-client==1\nother # some-client==1\n", []),
        ("requirements.txt", "some-client\n", []),
        ("requirements.txt", "some-client-stubs==1\nmy-some-client==1\nsome-client.x==1\n", []),
        ("requirements-dev.txt", "some-client==3", ["==3"]),
        ("requirements.in", "some-client!=3", ["!=3"]),
        ("requirements/base.txt", "some-client>3", [">3"]),
        ("constraints.txt", "some-client===3", ["===3"]),
        ("pyproject.toml", '[project]\ndependencies = ["some-client>=3.41,<4", "x"]\n', [">=3.41,<4"]),
        ("pyproject.toml", '[tool.poetry.dependencies]\nsome-client = "^3.41"\n', ["^3.41"]),
        ("pyproject.toml", 'some-client = {version = "~3", extras = ["x"]}\n', ["~3"]),
        ("pyproject.toml", 'some-client = {git = "https://example.com/some-client"}\n', []),
        ("pyproject.toml", 'dependencies = ["some-client @ https://example.com/a.zip"]\n', []),
        ("setup.cfg", "[options]\ninstall_requires =\n    some-client (>=3)\n", [">=3"]),
        ("setup.py", "setup(install_requires=['some-client<=3.41'])\n", ["<=3.41"]),
        ("Pipfile", '[packages]\nsome-client = "*"\n', ["*"]),
        ("Pipfile.lock", '{"default": {"some-client": {"hashes": ["a"], "version": "==3.41"}}}', ["==3.41"]),
        ("poetry.lock", '[[package]]\nname = "some-client"\nversion = "3.41.0"\ndescription = ""\n', ["==3.41.0"]),
        ("uv.lock", '[[package]]\nname = "a"\nversion = "1"\ndependencies = [{ name = "some-client" }]\n', []),
        ("pylock.toml", "[[packages]]\nname = 'some-client'\nversion = '3.4'\n", ["==3.4"]),
        ("README.txt", "some-client==3", []),
    ],
)
def test_what_a_file_says(tmp_path: Path, name: str, text: str, wanted: list[str]) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert said(tmp_path) == tuple(wanted)


def test_a_lock_file_says_it_alone(tmp_path: Path) -> None:
    (tmp_path / "poetry.lock").write_text('name = "some-client"\nversion = "3.41.0"\n', encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('some-client = "^3"\n', encoding="utf-8")
    assert said(tmp_path) == ("==3.41.0",)


def test_all_other_files_of_a_folder_count(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("some-client<4", encoding="utf-8")
    (tmp_path / "setup.cfg").write_text("some-client>3\nsome-client<4", encoding="utf-8")
    assert said(tmp_path) == ("<4", ">3")


def test_the_nearest_folder_that_says_anything_counts(tmp_path: Path) -> None:
    inner = tmp_path / "service" / "app"
    inner.mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("some-client==3", encoding="utf-8")
    (inner / "requirements.txt").write_text("some-client", encoding="utf-8")
    assert said(tmp_path, inner) == ("==3",)
    (tmp_path / "service" / "setup.cfg").write_text("some-client==4", encoding="utf-8")
    assert said(tmp_path, inner) == ("==4",)
    assert required(str(inner), None, PACKAGE) == ()
    assert required(str(inner), str(inner / "elsewhere"), PACKAGE) == ()


def test_a_change_counts_at_once(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("some-client==3", encoding="utf-8")
    assert said(tmp_path) == ("==3",)
    file.write_text("some-client==3.1", encoding="utf-8")
    assert said(tmp_path) == ("==3.1",)


def test_what_cannot_be_read_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements.txt").mkdir()
    (tmp_path / "setup.py").symlink_to(tmp_path / "nowhere")
    (tmp_path / "setup.cfg").write_text("some-client==3", encoding="utf-8")
    monkeypatch.setattr("builtins.open", _refuse)
    assert said(tmp_path) == ()
    assert required(os.path.join(tmp_path, "nowhere"), None, PACKAGE) == ()


def _refuse(*arguments: object, **keywords: object) -> None:
    raise PermissionError
