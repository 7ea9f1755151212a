"""The settings out of flake8's own config files."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes import configuration
from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import Settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_settings_are_those_of_the_config_file(here: Path) -> None:
    (here / "setup.cfg").write_text(
        "[flake8]\nconfluence-scopes = READ\nconfluence-keep-scopes =\n    A: one, two\n    read:x:y: z\nexclude = gen\n"
    )
    found = configuration.read()
    assert found.settings == Settings(scopes=("READ",), keep_scopes=(("A", "one, two"), ("read:x:y", "z")))
    assert [name for name in ("./gen", "gen", "a/gen", "a", ".") if found.excluded(name)] == ["./gen", "gen", "a/gen"]
    assert Plugin.settings != found.settings


def test_a_config_that_selects_others_is_put_back(here: Path) -> None:
    (here / "setup.cfg").write_text("[flake8]\nselect = E\n")
    assert not configuration.read().settings.shown
    assert Plugin.settings.shown


def test_both_lists_of_what_is_passed_over_count(here: Path) -> None:
    (here / "setup.cfg").write_text("[flake8]\nexclude = gen\nextend-exclude = old\n")
    excluded = configuration.read().excluded
    assert [excluded(name) for name in ("gen", "old", "app")] == [True, True, False]


def test_an_option_comes_before_the_config_file(here: Path) -> None:
    (here / "a.cfg").write_text("[flake8]\nconfluence-scopes = READ\n")
    assert configuration.read(["--config=a.cfg", "--confluence-scopes=WRITE"]).settings.scopes == ("WRITE",)


def test_no_other_plugin_is_loaded(here: Path) -> None:
    (here / "evil.py").write_text("raise SystemExit('run')")
    (here / "tox.ini").write_text("[flake8:local-plugins]\nextension =\n    EVL = evil:X\npaths = .\n")
    assert configuration.read().settings == Settings()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("confluence-catalog = nonsense", "--confluence-catalog: there is no catalog 'nonsense'"),
        ("confluence-keep-scopes = ACT_AS_USER", "--confluence-keep-scopes: 'ACT_AS_USER' gives no reason"),
        ("max-line-length = x", "invalid literal for int"),
        ("extend-ignore = CFS1011", "Error code 'CFS1011' supplied to 'extend-ignore' option does not match"),
    ],
)
def test_what_flake8_refuses_is_refused_in_one_line(here: Path, text: str, sentence: str) -> None:
    (here / "tox.ini").write_text(f"[flake8]\n{text}\n")
    with pytest.raises(configuration.ConfigurationError) as error:
        configuration.read()
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("confluence-catalogue", "did you mean confluence-catalog?"),
        ("confluence_scope", "did you mean confluence-scopes?"),
        ("confluence-x", "behind confluence- write some of catalog, clients, descriptor, keep-scopes, root, scopes"),
    ],
)
def test_an_option_that_flake8_would_pass_over(here: Path, name: str, hint: str) -> None:
    (here / ".flake8").write_text(f"[flake8]\nother-plugin = 1\nconfluence_scopes = READ\n{name} = READ\n")
    with pytest.raises(configuration.ConfigurationError) as error:
        configuration.read()
    assert str(error.value) == f"flake8's config file: there is no option {name}; {hint}"


@pytest.mark.parametrize("text", ["[flake8]\nselect = CFS\nselect = E\n", "[flake8\n"])
def test_a_config_file_that_flake8_cannot_read(here: Path, text: str) -> None:
    (here / "a.cfg").write_text(text)
    with pytest.raises(configuration.ConfigurationError) as error:
        configuration.read(["--config=a.cfg"])
    assert str(error.value).startswith("flake8 cannot read its config file: ")
    assert "a.cfg" in str(error.value)
    assert str(error.value).endswith("; mend it")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [b"[flake8\nselect = CFS\n", b"select = CFS\n", b"[flake8]\nselect = \xe9\n"])
def test_a_config_file_that_flake8_passes_over(here: Path, data: bytes) -> None:
    (here / ".flake8").write_bytes(data)
    remark = configuration.read().remark
    assert remark.startswith(".flake8: flake8 passes over it, since it cannot be parsed: ")
    assert remark.endswith("; mend it")
    assert "\n" not in remark
    assert configuration.read(["--isolated"]).remark == ""
    (here / "a.cfg").write_text("[flake8]\n")
    assert configuration.read(["--config=a.cfg"]).remark == ""
    (here / "setup.cfg").write_text("[flake8]\n")
    assert configuration.read().remark == ""


def test_a_config_file_that_is_not_there() -> None:
    with pytest.raises(configuration.ConfigurationError, match="--config: there is no file no.cfg; name a config file"):
        configuration.read(["--config=no.cfg"])
