"""flake8's own decision on a finding: the same as the real flake8 makes when it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes import configuration
from flake8_confluence_scopes.silence import Silence, nothing_silenced
from tests.support import run_flake8_here

CALL = "requests.delete('/wiki/rest/api/content/1')"
OWN_LINE = Silence("# noqa: CFS101", in_source=True, names_code=True)
BLANKET = Silence("# noqa", in_source=True)
WHOLE_FILE = Silence("# flake8: noqa", in_source=True)


def option(name: str) -> Silence:
    return Silence(name, in_source=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}')
    return tmp_path


def decided(project: Path, source: str, settings: str = "", *arguments: str) -> Silence | None:
    """What silences CFS101 at the one call of a file, after a look at whether flake8 shows it."""
    (project / "sub").mkdir()
    (project / "sub" / "app.py").write_text(source, encoding="utf-8")
    (project / ".flake8").write_text(f"[flake8]\n{settings}\n")
    line = source[: source.index(CALL[:15])].count("\n") + 1
    silence = configuration.read(arguments).decide("sub/app.py", line, "CFS101")
    shown = [one for one in run_flake8_here(*arguments, cwd=project).findings() if one.code == "CFS101"]
    assert (silence is None) == bool(shown), silence
    return silence


@pytest.mark.parametrize(
    ("source", "silence"),
    [
        (f"{CALL}\n", None),
        (f"{CALL}", None),
        (f"{CALL}  # noqa: CFS101", OWN_LINE),
        (f"{CALL}  # NOQA:E501,CFS1\n", OWN_LINE),
        (f"{CALL}  # noqa: E501 CFS101\n", OWN_LINE),
        (f"{CALL}  # noqa: E501\n", None),
        (f"{CALL}  # noqa: CFS102\n", None),
        (f"{CALL}  # noqa\n", BLANKET),
        (f"{CALL}  # noqa: CFS\n", BLANKET),
        (f"{CALL}  # a word # noqa : CFS101\n", BLANKET),
        (f"{CALL}  # no qa\n", None),
        (f"x = 1  # noqa\n{CALL}\n", None),
        (f"{CALL}; '''\n'''  # noqa: CFS101\n", OWN_LINE),
        (f"{CALL}; x = \\\n    1  # noqa: CFS101\n", OWN_LINE),
        (f"x = (\n    {CALL},\n)  # noqa: CFS101\n", None),
        (f"x = (\n    {CALL},  # noqa: CFS101\n)\n", OWN_LINE),
        (f"# flake8: noqa\n{CALL}\n", WHOLE_FILE),
        (f"{CALL}\n  # FLAKE8=NOQA", WHOLE_FILE),
        (f"{CALL}  # flake8: noqa\n", None),
        (f"{CALL}\nx = '# noqa'\n", None),
        (f"\ufeff{CALL}  # noqa: CFS101\n", OWN_LINE),
    ],
)
def test_comments(project: Path, source: str, silence: Silence | None) -> None:
    assert decided(project, f"{source}\nimport requests\n") == silence


def test_a_comment_on_the_whole_file_may_name_codes(project: Path) -> None:
    """flake8's versions differ on it; whatever the installed one does, the decision is the same."""
    decided(project, f"# flake8: noqa: CFS101\nimport requests\n{CALL}\n")


@pytest.mark.parametrize("comment", ["# noqa", "# noqa: CFS101", "# flake8: noqa"])
@pytest.mark.parametrize(("settings", "arguments"), [("", ["--disable-noqa"]), ("disable-noqa = true", [])])
def test_no_comment_counts(project: Path, comment: str, settings: str, arguments: list[str]) -> None:
    assert decided(project, f"{CALL} {comment}\n{comment}\nimport requests\n", settings, *arguments) is None


@pytest.mark.parametrize(
    ("settings", "silence"),
    [
        ("select = E,F", option("select")),
        ("select = CFS102", option("select")),
        ("select = E,F\nextend-select = CFS", None),
        ("select = CFS\nignore = CFS1", option("ignore")),
        ("ignore = CFS", option("ignore")),
        ("extend-ignore = CFS101", option("ignore")),
        ("extend-ignore = CFS1\nextend-select = CFS101", None),
        ("per-file-ignores = app.py: CFS1", option("per-file-ignores")),
        ("per-file-ignores = sub/*: CFS101", option("per-file-ignores")),
        ("per-file-ignores =\n    other/*: CFS101\n    app.py: E501", None),
        ("select = CFS\nper-file-ignores = ./sub/app.py: CFS1", option("per-file-ignores")),
        ("select = CFS\nper-file-ignores = ./sub/app.py: C", None),
        ("select = E\nper-file-ignores = app.py: CFS101", option("select")),
    ],
)
def test_options(project: Path, settings: str, silence: Silence | None) -> None:
    assert decided(project, f"import requests\n{CALL}\n", settings) == silence


def test_a_comment_comes_before_an_option(project: Path) -> None:
    assert decided(project, f"import requests\n{CALL}  # noqa: CFS101\n", "ignore = CFS") == OWN_LINE


def test_what_is_off_by_default_is_ignored(project: Path) -> None:
    (project / "app.py").write_text("")
    (project / ".flake8").write_text("[flake8]\n")
    decide = configuration.read().decide
    assert [decide("app.py", 1, code) for code in ("CFS301", "CFS101")] == [option("ignore"), None]


def test_a_file_that_is_gone_has_no_comments(project: Path) -> None:
    assert configuration.read().decide("gone.py", 1, "CFS101") is None


def test_a_file_with_the_name_of_standard_input(project: Path) -> None:
    (project / "-").write_text(f"{CALL}  # noqa\n")
    assert configuration.read().decide("-", 1, "CFS101") == BLANKET


@pytest.mark.parametrize("text", ["x = '''  # noqa\n", "\0  # noqa\n", "  x  # noqa\n y\n", "\\"])
def test_what_has_no_tokens(project: Path, text: str) -> None:
    (project / "app.py").write_text(text)
    assert configuration.read().decide("app.py", 1, "CFS101") == (BLANKET if "noqa" in text else None)


def test_a_file_is_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "app.py").write_text("x = 1  # noqa\n")
    decide = configuration.read().decide
    assert decide("app.py", 1, "CFS101") == BLANKET
    (project / "app.py").unlink()
    assert decide("app.py", 1, "CFS102") == BLANKET


def test_without_flake8_nothing_is_silenced() -> None:
    assert nothing_silenced("app.py", 1, "CFS101") is None
