"""The table [tool.flake8] of a pyproject.toml: it counts with Flake8-pyproject, and is named without it."""

from __future__ import annotations

import sys
from importlib import metadata, util
from pathlib import Path
from typing import Any

import pytest
from flake8.options import aggregator, config

from flake8_confluence_scopes import cli, configuration
from flake8_confluence_scopes.configuration import pyproject_table
from tests.support import run_flake8_here

TABLE = '[tool.flake8]\nselect = ["CFS"]\nconfluence-scopes = ["READ", "WRITE"]\nexclude = ["old"]\n'
CALL = 'import requests\n\nrequests.put("https://example.atlassian.net/wiki/rest/api/content/1")\n'
installed = pytest.mark.skipif(util.find_spec("flake8p") is None, reason="Flake8-pyproject is not installed")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "app.py").write_text("import requests\nrequests.delete('/wiki/rest/api/content/1')\n")
    (tmp_path / "app.py").write_text(CALL)
    (tmp_path / "pyproject.toml").write_text(TABLE)
    return tmp_path


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyproject_table, "_PACKAGE", "no-such-distribution")


@installed
def test_with_the_plugin_the_table_counts_as_in_flake8(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = aggregator.aggregate_options, config.parse_config
    assert cli.main(["audit"]) == 0
    output, errors = capsys.readouterr()
    assert (aggregator.aggregate_options, config.parse_config) == before
    assert ("declares READ, WRITE" in output, "old/" in output, errors) == (True, False, "")
    assert run_flake8_here(cwd=project).findings() == []


@installed
@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("[tool.flake8]\nexclude = {a = 1}\n", "pyproject.toml: Flake8-pyproject cannot read its table [tool.flake8] ("),
        ("[tool.flake8\n", "pyproject.toml is not TOML: Expected ']' at the end of a table declaration"),
        ("# \xe4\n", "pyproject.toml is not TOML: 'utf-8' codec can't decode byte 0xe4 in position 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(project: Path, table: str, sentence: str) -> None:
    (project / "pyproject.toml").write_text(table, encoding="latin-1")
    with pytest.raises(configuration.ConfigurationError) as error:
        configuration.read()
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("command", ["audit", "fix", "migrate", "justify"])
def test_without_the_plugin_the_table_is_named(
    project: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main([command, "--confluence-scopes=WRITE"])
    assert capsys.readouterr().err.splitlines()[0] == (
        "pyproject.toml: its table [tool.flake8] is not read, since Flake8-pyproject is not installed here; "
        "install it beside this program and flake8, or write the settings into a file .flake8"
    )


@pytest.mark.usefixtures("without")
def test_what_is_no_fault_of_the_table_stays_as_it_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise TypeError("a mistake of ours")

    monkeypatch.setattr(aggregator, "aggregate_options", fail)
    with pytest.raises(TypeError, match="of ours"):
        configuration.read()


@pytest.mark.parametrize(
    ("text", "has"),
    [
        (TABLE, True),
        ("a = 1\n [ tool . 'flake8' ]\n", True),
        ("[tool.flake8.x]\n", True),
        ("[tool.flake80]\n", False),
        ("# [tool.flake8]\n", False),
        ("", False),
    ],
)
def test_a_table_is_seen(project: Path, text: str, has: bool) -> None:
    (project / "pyproject.toml").write_text(text)
    assert pyproject_table.has_table() == has


def test_without_a_file_there_is_no_table(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    assert not pyproject_table.has_table()


def distribution(folder: Path, module: Path, group: str = "flake8.report") -> None:
    """A distribution of the package's name, whose plugin is a class in ``module``."""
    info = folder / "flake8_pyproject-9.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: Flake8-pyproject\nVersion: 9\n")
    (info / "entry_points.txt").write_text(f"[{group}]\nFlake8-pyproject = {module.stem}:Plugin\n")
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text("class Plugin:\n    @classmethod\n    def add_options(cls, manager):\n        print('RUN')\n")


@pytest.mark.parametrize(
    ("folder", "module", "group", "runs"),
    [
        ("site", "site/cfs_one.py", "flake8.report", True),
        ("site", "site/cfs_two.py", "flake8.extension", False),
        ("site", "elsewhere/cfs_three.py", "flake8.report", False),
        ("project", "project/cfs_four.py", "flake8.report", False),
    ],
)
def test_only_the_installed_plugin_runs_and_nothing_of_the_project(
    folder: str,
    module: str,
    group: str,
    runs: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    distribution(tmp_path / folder, tmp_path / module, group)
    (tmp_path / "project").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "project")
    places = [str(tmp_path / name) for name in ("elsewhere", "site")]
    libraries = [entry for entry in sys.path if "flake8_pyproject" not in _names(entry)]
    monkeypatch.setattr(sys, "path", ["", *places, *libraries])
    # Its own place is searched for what it declares, all others for their modules only.
    search: Any = metadata.distributions
    monkeypatch.setattr(
        metadata,
        "distributions",
        lambda name, path: search(name=name, path=[entry for entry in path if entry.startswith(str(tmp_path))]),
    )
    configuration.read()
    assert ("RUN" in capsys.readouterr().out) == runs


def _names(folder: str) -> str:
    place = Path(folder)
    return " ".join(path.name for path in place.glob("flake8_pyproject*")) if place.is_dir() else ""
