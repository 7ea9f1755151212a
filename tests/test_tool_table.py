"""The table ``[tool.confluence-scopes]``: it counts for the command line alone, where flake8 has no config of its own."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from flake8_confluence_scopes import cli, configuration, tool_table
from flake8_confluence_scopes.configuration import pyproject_table
from flake8_confluence_scopes.settings import Settings
from tests.blocks import block
from tests.calls.models import acme_file
from tests.support import run_flake8_here

SOURCE = 'import requests\n\nrequests.get("https://a.atlassian.net/wiki/api/v2/pages/1")\n'
SCOPES = '[tool.confluence-scopes]\nscopes = ["read:page:confluence"]\n'
NOT_COUNTED = (
    "pyproject.toml: its table [tool.confluence-scopes] does not count, since flake8 has a config of its own; "
    "keep the settings there"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without a descriptor, as the working directory; nothing above it is looked at."""
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "app"
    (folder / ".git").mkdir(parents=True)
    (folder / "app.py").write_text(SOURCE)
    monkeypatch.chdir(folder)
    return folder


def put(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def test_the_scopes_count_for_the_commands(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(project, SCOPES)
    assert cli.main(["check"]) == 0
    assert capsys.readouterr() == ("No findings.\n1 call in 1 file\n", "")
    assert cli.main(["audit"]) == 0
    assert "declares read:page:confluence\n" in capsys.readouterr().out
    assert cli.main(["check", "--confluence-scopes=read:me"]) == 1


def test_every_key(project: Path) -> None:
    (project / "gen").mkdir()
    (project / "forge").mkdir()
    (project / "forge" / "manifest.yml").write_text("")
    put(
        project,
        "[tool.confluence-scopes]\n"
        'descriptor = "forge/manifest.yml"\nroot = "forge"\ncatalog = "connect-2014"\n'
        'extend-select = "CFS106"\nexclude = ["gen", "old"]\nextend-exclude = "x.py"\ndisable-noqa = false\n'
        'ignore = ["CFS301"]\nextend-ignore = []\nselect = ["CFS"]\n'
        '[tool.confluence-scopes.keep-scopes]\nREAD = "one, two"\n"read:x:y" = "z"\n'
        '[tool.confluence-scopes.per-file-ignores]\n"a.py" = ["CFS101", "CFS102"]\n"b.py" = "CFS2"\n',
    )
    found = configuration.read()
    assert found.settings == Settings(
        descriptor=str(project / "forge" / "manifest.yml"),
        catalog="connect-2014",
        root=str(project / "forge"),
        extra_codes=frozenset({"CFS106"}),
        keep_scopes=(("READ", "one, two"), ("read:x:y", "z")),
    )
    assert [found.excluded(name) for name in ("gen", "old", "x.py", "app.py")] == [True, True, True, False]
    silenced = {name: found.decide(str(project / name), 1, "CFS102") for name in ("a.py", "b.py", "app.py")}
    assert [bool(silence) for silence in silenced.values()] == [True, False, False]
    assert found.decide(str(project / "b.py"), 1, "CFS201") is not None


def test_lines_may_be_texts(project: Path) -> None:
    put(project, '[tool.confluence-scopes]\nkeep-scopes = ["A: b", "C: d"]\nper-file-ignores = "a.py: CFS101"\n')
    found = configuration.read()
    assert found.settings.keep_scopes == (("A", "b"), ("C", "d"))
    assert found.decide(str(project / "a.py"), 1, "CFS101") is not None


@pytest.mark.parametrize("value", ['"acme.json"', '"./acme.json,"', '["acme.json", "acme.json"]'])
def test_client_models_count_from_the_file_s_folder(project: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    file = acme_file(project)
    put(project, f"[tool.confluence-scopes]\nclients = {value}\n")
    (project / "sub").mkdir()
    monkeypatch.chdir(project / "sub")
    assert {os.path.normpath(path) for path in configuration.read().settings.clients} == {file}


def test_the_table_stands_in_a_folder_above(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(project, SCOPES + 'catalog = "ours.json"\n')
    (project / "inner").mkdir()
    put(project / "inner", "[project]\nname = 'x'\n")
    monkeypatch.chdir(project / "inner")
    assert configuration.read(["--confluence-catalog=cloud"]).settings.scopes == ("read:page:confluence",)
    put(project.parent, '[tool.confluence-scopes]\nscopes = "READ"\n')
    put(project, "")
    assert configuration.read().settings.scopes is None


def test_a_catalog_s_path_counts_from_the_file(project: Path) -> None:
    (project / "ours.json").write_text("{}")
    put(project, '[tool.confluence-scopes]\ncatalog = "ours.json"\n')
    with pytest.raises(configuration.ConfigurationError, match=str(project / "ours.json")):
        configuration.read()


def test_the_root_of_the_disk_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    monkeypatch.setattr(tool_table, "stands_in", lambda folder: False)
    assert tool_table.find() is None


@pytest.mark.parametrize("name", ["setup.cfg", "tox.ini", ".flake8"])
def test_a_config_of_flake8_s_own_counts_in_its_place(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project, SCOPES)
    (project / name).write_text("[flake8]\nmax-line-length = 100\n")
    assert cli.main(["check", "-q", "--format=concise"]) == 1
    output, errors = capsys.readouterr()
    assert (output[:21], errors) == ("app.py:3:14: CFS201 1", f"{NOT_COUNTED}\n")


@pytest.mark.parametrize("arguments", [["--config=other.cfg"], ["--append-config=other.cfg"]])
def test_a_named_config_counts_in_its_place(project: Path, arguments: list[str]) -> None:
    put(project, SCOPES)
    (project / "other.cfg").write_text("[flake8]\nconfluence-scopes = READ\n")
    found = configuration.read(arguments)
    assert (found.settings.scopes, found.remark) == (("READ",), NOT_COUNTED)
    assert configuration.read(["--isolated"]).settings.scopes is None


def test_a_table_of_flake8_s_own_counts_where_it_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(project, SCOPES + '[tool.flake8]\nconfluence-scopes = "READ"\n')
    found = configuration.read()
    assert (found.settings.scopes, found.remark) == (("READ",), NOT_COUNTED)
    monkeypatch.setattr(pyproject_table, "_plugin", lambda: None)
    found = configuration.read()
    assert found.settings.scopes == ("read:page:confluence",)
    assert "[tool.flake8] is not read" in found.remark


def test_flake8_says_that_it_does_not_read_the_table(project: Path) -> None:
    none = "no atlassian-connect.json or Forge manifest.yml in the project"
    for text, reason in ((SCOPES, tool_table.PASSED_OVER), ("", none)):
        put(project, text)
        (found,) = run_flake8_here("--isolated", "--select=CFS", cwd=project).findings()
        assert found.message.startswith(f"CFS201 1 call cannot be checked: {reason}")
        assert len(found.message) <= 160


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("scopes = [", "pyproject.toml is not TOML: "),
        ("scope = []", "pyproject.toml: [tool.confluence-scopes] has no key scope; did you mean scopes?"),
        (
            "jobs = 3",
            "pyproject.toml: [tool.confluence-scopes] has no key jobs; write some of select, extend-select, ignore, "
            "extend-ignore, per-file-ignores, exclude, extend-exclude, disable-noqa, ",
        ),
        (
            "scopes = 3",
            "pyproject.toml: [tool.confluence-scopes] has another kind of value for scopes; write a text or a list of texts",
        ),
        ("scopes = [1]", "pyproject.toml: [tool.confluence-scopes] has another kind of value for scopes; write a text or a list"),
        ("descriptor = ['a']", "pyproject.toml: [tool.confluence-scopes] has another kind of value for descriptor; write a text"),
        ("disable-noqa = 1", "pyproject.toml: [tool.confluence-scopes] has another kind of value for disable-noqa; write true"),
        ("select = ['CF101']", "pyproject.toml: select of [tool.confluence-scopes]: there is no code CF101 here; did you mean"),
        ("extend-ignore = 'E9, CFS999'", "pyproject.toml: extend-ignore of [tool.confluence-scopes]: there is no code CFS999 "),
        ("descriptor = 'gone.json'", "--confluence-descriptor: there is no file "),
        ("scopes = ['1x']", "--confluence-scopes: "),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(
    project: Path, text: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project, f"[tool.confluence-scopes]\n{text}\n")
    assert cli.main(["check"]) == 2
    output, errors = capsys.readouterr()
    assert (output, errors.count("\n")) == ("", 1)
    assert errors.startswith(f"confluence-scopes: {sentence}")


def test_what_is_no_table(project: Path) -> None:
    put(project, '[tool]\nx = """\n[tool.confluence-scopes]\n"""\n')
    assert configuration.read().settings == Settings()
    put(project, "tool.confluence-scopes = 3\n")
    with pytest.raises(configuration.ConfigurationError, match="confluence-scopes is no table there"):
        configuration.read()


def test_on_python_3_10_tomli_reads_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(project, SCOPES)
    asked: list[str] = []

    def toml(name: str) -> object:
        asked.append(name)
        data = {"tool": {"confluence-scopes": {"scopes": ["read:page:confluence"]}}}
        return SimpleNamespace(loads=lambda text: data, TOMLDecodeError=ValueError)

    for version, name in (((3, 10), "tomli"), ((3, 11), "tomllib")):
        with monkeypatch.context() as context:
            context.setattr(importlib, "import_module", toml)
            context.setattr(sys, "version_info", version)
            table = tool_table.read(str(project), ["confluence-scopes"])
        assert table is not None
        assert table.config["flake8"]["confluence-scopes"] == "read:page:confluence"
        assert asked[-1] == name


def test_the_table_of_the_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(project, block("docs/check.md", "The same findings as flake8", "toml"))
    (project / "legacy.py").write_text(SOURCE.replace("get(", "delete("))
    (project / "generated").mkdir()
    (project / "generated" / "b.py").write_text(SOURCE.replace("get(", "delete("))
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out.startswith("No findings.\n")
    (project / "other.py").write_text(SOURCE.replace("get(", "delete("))
    assert cli.main(["check", "--format=concise"]) == 1
    assert capsys.readouterr().out.startswith("other.py:3:17: CFS101 DELETE /wiki/api/v2/pages/1 needs scope ")
