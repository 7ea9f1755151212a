"""Raw option values -> settings, or one sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_confluence_scopes.settings import Settings, SettingsError, validated

MEMBERS = st.text(alphabet="READadmin_:.-09 ,;", max_size=12)


def test_nothing_configured() -> None:
    assert validated() == Settings()
    assert Settings() == Settings(
        descriptor=None, scopes=None, catalog=None, root=None, extra_codes=frozenset()
    )


def test_empty_values_count_as_not_set() -> None:
    assert validated(descriptor="", scopes=[], catalog="", root="") == Settings()


def test_good_values_are_kept(tmp_path: Path) -> None:
    descriptor = tmp_path / "my.json"
    descriptor.touch()
    extra = frozenset({"CFS301"})
    assert validated(
        descriptor=str(descriptor), catalog="connect-2014", root=str(tmp_path), extra_codes=extra
    ) == Settings(str(descriptor), None, "connect-2014", str(tmp_path), extra)


def test_scopes_are_kept_as_written() -> None:
    scopes = ["read", "WRITE", "read:confluence-content.all", "write:page:confluence", "ACT_AS_USER"]
    assert validated(scopes=scopes).scopes == tuple(scopes)


def test_a_descriptor_that_says_nothing_is_left_to_the_lint(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("nowhere")
    for path in (tmp_path, tmp_path / "link.json"):
        assert validated(descriptor=str(path)).descriptor == str(path)


def refusal(**values: str) -> str:
    with pytest.raises(SettingsError) as caught:
        validated(
            descriptor=values.get("descriptor"),
            scopes=values["scopes"].split(",") if "scopes" in values else None,
            catalog=values.get("catalog"),
            root=values.get("root"),
        )
    return str(caught.value)


def test_a_descriptor_and_scopes_exclude_each_other() -> None:
    assert refusal(descriptor="x.json", scopes="READ") == (
        "--confluence-descriptor and --confluence-scopes exclude each other: set only one of them"
    )


@pytest.mark.parametrize(("path", "shown"), [("no/such.json", "no/such.json"), ("a\0b", "a\\x00b"), ("a\nb", "a\\nb")])
def test_a_missing_descriptor(path: str, shown: str) -> None:
    assert refusal(descriptor=path) == (
        f"--confluence-descriptor: there is no file {shown}; "
        "a path in a config file needs a leading ./ to count from that file"
    )


def test_a_root_that_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for root in (f"{tmp_path}/missing", f"{tmp_path}/file"):
        assert refusal(root=root) == (
            f"--confluence-root: {root} is no directory; name the project's top folder"
        )


@pytest.mark.parametrize(
    "scope", ["READ WRITE", "READ;WRITE", '["READ"]', "-", "", "7", "R\u00c9AD", "READ\n", "_READ", "a=b"]
)
def test_a_text_that_is_no_scope(scope: str) -> None:
    assert refusal(scopes=f"READ,{scope}") == (
        f"--confluence-scopes: {scope!r} is no scope name; "
        "write names such as READ,WRITE, separated by commas"
    )


@pytest.mark.parametrize("catalog", ["no-such-catalog", "./missing.json"])
def test_an_unknown_catalog(catalog: str) -> None:
    sentence = refusal(catalog=catalog)
    assert sentence.startswith("--confluence-catalog: ")
    assert catalog in sentence
    assert "\n" not in sentence


@settings(deadline=None)
@given(st.lists(MEMBERS))
def test_any_list_is_kept_or_refused_in_one_sentence(scopes: list[str]) -> None:
    try:
        kept = validated(scopes=scopes).scopes
    except SettingsError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert kept == (tuple(scopes) or None)
