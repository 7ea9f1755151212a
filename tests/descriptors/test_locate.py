"""From a linted file to its project's descriptor."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_confluence_scopes import project_root as folders
from flake8_confluence_scopes.descriptors import (
    Descriptor,
    NoDescriptor,
    UnreadableDescriptor,
    declared,
    find,
    locate,
)
from flake8_confluence_scopes.project_root import project_root

NAME = "atlassian-connect.json"
READ = '{"scopes": ["READ"]}'
PUT = Callable[..., str]
AGE = Callable[[str], None]

NAMED = "atlassian-connect.json or Forge manifest.yml"
NONE = NoDescriptor(f"no {NAMED} in the project; set confluence-descriptor or confluence-scopes")
NONE_ABOVE = NoDescriptor(
    f"no {NAMED} beside the file or above it; set confluence-descriptor or confluence-scopes"
)


def at(path: Path | str) -> Descriptor:
    return Descriptor(NAME, str(path), "connect", ("READ",))


def choice(found: object) -> str:
    """The reason of a choice between several, whose paths are there."""
    assert isinstance(found, NoDescriptor)
    assert len(found.choice) > 1
    assert set(map(os.path.isfile, found.choice)) == {True}
    return found.reason


@pytest.fixture
def no_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the tests' directory lies, it is in no repository."""
    monkeypatch.setattr(folders, "_REPOSITORY_MARKS", (".no-such-mark",))


def test_beside_the_file(put: PUT, tmp_path: Path) -> None:
    path = put(f"app/{NAME}", READ)
    assert find(str(tmp_path / "app" / "a.py"), cwd=str(tmp_path)) == at(path)


def test_the_nearest_above(put: PUT, tmp_path: Path) -> None:
    put(NAME, "{}")
    path = put(f"app/{NAME}", READ)
    put(f"app/web/static/{NAME}", "{}")
    assert find("app/web/views/a.py", cwd=str(tmp_path)) == at(path)


def test_in_the_working_directory(put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(NAME, READ)
    monkeypatch.chdir(tmp_path)
    assert find("web/a.py") == at(path)
    assert find("web/a.py", cwd=".") == at(path)


@pytest.mark.parametrize("name", ["stdin", "-", "", "no/such/file.py", "./a.py", "sub/../a.py"])
def test_names_that_do_not_exist_count_by_their_text(put: PUT, tmp_path: Path, name: str) -> None:
    put(NAME, "{}")
    path = put(f"project/{NAME}", READ)
    assert find(name, cwd=str(tmp_path / "project")) == at(path)


def test_not_above_the_working_directory(put: PUT, tmp_path: Path, no_repository: None) -> None:
    put(NAME, READ)
    assert find("app/a.py", cwd=str(tmp_path / "project")) == NONE


@pytest.mark.parametrize("mark", [".git/HEAD", ".hg/store", ".git"])
def test_not_above_the_repository(put: PUT, tmp_path: Path, mark: str) -> None:
    put(NAME, READ)
    put(f"project/{mark}")
    assert find("project/app/a.py", cwd=str(tmp_path)) == NONE
    assert find(str(tmp_path / "project" / "a.py"), cwd="/") == NONE


def test_from_any_working_directory_the_same(put: PUT, tmp_path: Path) -> None:
    path = put(f"project/static/{NAME}", READ)
    put("project/.git/HEAD")
    filename = tmp_path / "project" / "app" / "a.py"
    for cwd in (tmp_path, tmp_path / "project", tmp_path / "other", Path("/")):
        assert find(str(filename), cwd=str(cwd)) == at(path)


def test_a_run_in_a_folder_of_a_repository_is_about_the_whole_of_it(put: PUT, tmp_path: Path) -> None:
    put("project/.git/HEAD")
    path = put(f"project/{NAME}", READ)
    folder = tmp_path / "project" / "app"
    assert find("views/a.py", cwd=str(folder)) == at(path)
    assert project_root("views/a.py", cwd=str(folder)) == str(tmp_path / "project")
    os.remove(path)
    path = put(f"project/static/{NAME}", READ)
    assert find("views/a.py", cwd=str(folder)) == at(path)


def test_the_nearest_repository_counts(put: PUT, tmp_path: Path) -> None:
    put(".git/HEAD")
    put(NAME, "{}")
    put("project/.git")
    path = put(f"project/static/{NAME}", READ)
    for cwd in (tmp_path, tmp_path / "project", tmp_path / "project" / "app"):
        assert find(str(tmp_path / "project" / "app" / "a.py"), cwd=str(cwd)) == at(path)


def test_the_working_directory_through_a_link(put: PUT, tmp_path: Path, no_repository: None) -> None:
    path = put(f"real/static/{NAME}", READ)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    linked = tmp_path / "link" / "static" / NAME
    assert find(str(tmp_path / "link" / "a.py"), cwd=str(tmp_path / "real")) == at(linked)
    assert find(str(tmp_path / "real" / "a.py"), cwd=str(tmp_path / "link")) == at(path)


def test_the_only_one_below(put: PUT, tmp_path: Path) -> None:
    put("node_modules/x/" + NAME, "{}")
    path = put(f"web/static/{NAME}", READ)
    assert find("app/a.py", cwd=str(tmp_path)) == at(path)


@pytest.mark.parametrize(
    ("directories", "listed"),
    [
        ("ab", f"a/{NAME}, b/{NAME}"),
        ("abc", f"a/{NAME}, b/{NAME}, c/{NAME}"),
        ("abcd", f"a/{NAME}, b/{NAME}, c/{NAME} and 1 more"),
        ("abcdefgh", f"a/{NAME}, b/{NAME}, c/{NAME} and 5 more"),
    ],
)
def test_several_below(put: PUT, tmp_path: Path, directories: str, listed: str) -> None:
    for directory in directories:
        put(f"{directory}/{NAME}", READ)
    reason = f"several descriptors, set confluence-descriptor to one of them: {listed}"
    assert choice(find("app.py", cwd=str(tmp_path))) == reason


def test_a_project_too_large_to_look_through(
    put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(f"a/{NAME}", READ)
    monkeypatch.setattr(locate, "search_below", lambda top: ((f"{top}/a/{NAME}",), False))
    assert find("app.py", cwd=str(tmp_path)) == NoDescriptor(
        "the project has more than 50000 files to look through; "
        "set confluence-descriptor or confluence-scopes"
    )


def test_outside_the_working_directory_and_any_repository(
    put: PUT, tmp_path: Path, no_repository: None
) -> None:
    put(NAME, "{}")
    filename, cwd = str(tmp_path / "project" / "a.py"), str(tmp_path / "other")
    (tmp_path / "other").mkdir()
    assert find(filename, cwd=cwd) == NONE
    assert project_root(filename, cwd=cwd) == str(tmp_path / "project")
    path = put(f"project/static/{NAME}", READ)
    assert find(filename, cwd=cwd) == at(path)
    path = put(f"project/{NAME}", READ)
    assert find(filename, cwd=cwd) == at(path)


def test_the_whole_disk_is_no_project(
    put: PUT, tmp_path: Path, no_repository: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(f"static/{NAME}", READ)
    monkeypatch.setattr(locate, "search_below", None)
    assert find(str(tmp_path / "a.py"), cwd="/") == NONE_ABOVE
    assert find("stdin", cwd="/") == NONE_ABOVE
    assert find("/a.py", cwd=str(tmp_path)) == NONE_ABOVE


def test_a_given_root(put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("repository/project/.git/HEAD")
    path = put(f"repository/static/{NAME}", READ)
    root = tmp_path / "repository"
    filename = str(root / "project" / "a.py")
    assert find(filename, root=str(root), cwd=str(root / "project")) == at(path)
    assert find(filename, root="repository", cwd=str(tmp_path)) == at(path)
    assert find(filename, root="..", cwd=str(root / "project")) == at(path)


def test_a_given_root_stops_the_way_up(put: PUT, tmp_path: Path) -> None:
    put(NAME, READ)
    assert find("project/app/a.py", root="project", cwd=str(tmp_path)) == NONE
    assert find("project/app/a.py", root="project/app", cwd=str(tmp_path)) == NONE


def test_a_file_outside_the_given_root(put: PUT, tmp_path: Path) -> None:
    put(f"elsewhere/{NAME}", "{}")
    path = put(f"project/{NAME}", READ)
    assert find("elsewhere/a.py", root="project", cwd=str(tmp_path)) == at(path)


def test_an_unreadable_one_is_not_passed_over(put: PUT, tmp_path: Path) -> None:
    put(NAME, READ)
    put(f"app/{NAME}", "[]")
    reason = "holds a list instead of an object"
    assert find("app/a.py", cwd=str(tmp_path)) == UnreadableDescriptor(NAME, reason)
    os.remove(tmp_path / "app" / NAME)
    (tmp_path / "app" / NAME).symlink_to("nowhere")
    reason = "is a link to a file that does not exist"
    assert find("app/a.py", cwd=str(tmp_path)) == UnreadableDescriptor(NAME, reason)


def test_a_name_that_no_system_takes(tmp_path: Path, no_repository: None) -> None:
    assert find("/a\0b/c\ud800/d.py", cwd=str(tmp_path)) == NONE
    assert find("a\0b/c\ud800/d.py", cwd=str(tmp_path)) == NONE


def test_a_process_that_lives_for_days_sees_each_change(put: PUT, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    assert find("a.py", cwd=str(tmp_path)) == NONE
    path = put(f"static/{NAME}", READ)
    assert find("a.py", cwd=str(tmp_path)) == at(path)
    put(f"static/{NAME}", "{}")
    assert find("a.py", cwd=str(tmp_path)) == Descriptor(NAME, path, "connect", ())
    put(f"web/{NAME}", READ)
    assert isinstance(find("a.py", cwd=str(tmp_path)), NoDescriptor)
    os.remove(path)
    assert find("a.py", cwd=str(tmp_path)) == at(tmp_path / "web" / NAME)
    os.remove(tmp_path / "web" / NAME)
    assert find("a.py", cwd=str(tmp_path)) == NONE


def test_many_linted_files_of_a_project_of_200_directories(tmp_path: Path, age: AGE) -> None:
    for number in range(200):
        (tmp_path / f"d{number % 20}" / f"e{number}").mkdir(parents=True)
    for directory, _, _ in os.walk(tmp_path):
        age(directory)
    start = time.process_time()
    for number in range(50):
        assert find(f"d1/a{number}.py", cwd=str(tmp_path)) == NONE
    assert time.process_time() - start < 2


def test_importing_the_room_is_cheap(run_python: Callable[..., str]) -> None:
    code = "import sys; import flake8_confluence_scopes.descriptors; print(*sys.modules)"
    modules = run_python(code).split()
    assert "flake8_confluence_scopes.descriptors" in modules
    assert not {"yaml", "libcst", "importlib_resources", "flake8"}.intersection(modules)


FORGE = "app:\npermissions:\n  scopes: [read:page:confluence]\n"
OTHER = "applications:\n- name: app\n"


def test_several_in_one_directory(put: PUT, tmp_path: Path) -> None:
    put(NAME, READ)
    put("manifest.yaml", OTHER)
    assert find("a.py", cwd=str(tmp_path)) == at(tmp_path / NAME)
    path = put("manifest.yml", FORGE)
    reason = f"several descriptors, set confluence-descriptor to one of them: {NAME}, manifest.yml"
    assert choice(find("a.py", cwd=str(tmp_path))) == reason
    os.remove(tmp_path / NAME)
    assert find("a.py", cwd=str(tmp_path)) == Descriptor("manifest.yml", path, "forge", ("read:page:confluence",))


def test_a_manifest_of_another_tool_is_passed_over(put: PUT, tmp_path: Path) -> None:
    put("app/manifest.yml", OTHER)
    put("deploy/manifest.yaml", OTHER)
    assert find("app/a.py", cwd=str(tmp_path)) == NONE
    path = put(NAME, READ)
    assert find("app/a.py", cwd=str(tmp_path)) == at(path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "is empty"), ("- a", "holds a list instead of a mapping"), ("%", "is not YAML: ")],
)
def test_a_broken_manifest_counts_where_there_is_no_other(
    put: PUT, tmp_path: Path, text: str, reason: str
) -> None:
    put("app/manifest.yml", text)
    found = find("app/a.py", cwd=str(tmp_path))
    assert isinstance(found, UnreadableDescriptor)
    assert found.reason.startswith(reason)
    path = put(f"web/{NAME}", READ)
    assert find("app/a.py", cwd=str(tmp_path)) == at(path)


BITBUCKET = '{"contexts": ["account"], "scopes": ["account"]}'
JIRA = '{"modules": {"jiraReports": []}, "scopes": ["READ"]}'
JIRA_ON_FORGE = "app:\nmodules:\n  jira:issuePanel: []\n"
ADVICE = "; set confluence-descriptor or confluence-scopes"


def test_another_product_s_descriptor_is_passed_over_on_the_way_up(put: PUT, tmp_path: Path) -> None:
    put(f"app/web/{NAME}", BITBUCKET)
    put("app/manifest.yml", JIRA_ON_FORGE)
    path = put(NAME, READ)
    assert find("app/web/a.py", cwd=str(tmp_path)) == at(path)


def test_another_product_s_descriptor_is_passed_over_beside_ours(put: PUT, tmp_path: Path) -> None:
    put("manifest.yml", JIRA_ON_FORGE)
    path = put(NAME, READ)
    assert find("a.py", cwd=str(tmp_path)) == at(path)


@pytest.mark.parametrize("other", [BITBUCKET, JIRA, BITBUCKET.replace('["account"]}', "1}")])
def test_another_product_s_descriptor_is_passed_over_below(put: PUT, tmp_path: Path, other: str) -> None:
    put(f"a/{NAME}", other)
    path = put(f"b/{NAME}", READ)
    assert find("a.py", cwd=str(tmp_path)) == find("a/a.py", cwd=str(tmp_path)) == at(path)


def test_only_other_products_have_one(put: PUT, tmp_path: Path) -> None:
    put(f"app/{NAME}", BITBUCKET)
    said = f'no descriptor but app/{NAME} (Bitbucket\'s, it has "contexts"){ADVICE}'
    assert find("app/a.py", cwd=str(tmp_path)) == find("a.py", cwd=str(tmp_path)) == NoDescriptor(said)
    put("app/manifest.yml", JIRA_ON_FORGE)
    put(f"a/{NAME}", JIRA)
    put(f"b/{NAME}", JIRA)
    said = (
        f"no descriptor but a/{NAME} (Jira's, all of its modules are), app/{NAME} (Bitbucket's, it has \"contexts\"), "
        f"app/manifest.yml (Jira's, all of its modules are) and 1 more{ADVICE}"
    )
    assert find("a.py", cwd=str(tmp_path)) == NoDescriptor(said)
    put(f"c/{NAME}", READ)
    assert find("a.py", cwd=str(tmp_path)) == at(tmp_path / "c" / NAME)


def test_only_other_products_have_one_where_there_is_no_project(
    put: PUT, tmp_path: Path, no_repository: None
) -> None:
    put(NAME, BITBUCKET)
    found = find(str(tmp_path / "a.py"), cwd="/")
    assert found == NoDescriptor(f'no descriptor but {NAME} (Bitbucket\'s, it has "contexts"){ADVICE}')


def test_a_broken_one_counts_before_another_product_s(put: PUT, tmp_path: Path) -> None:
    put(NAME, BITBUCKET)
    put("manifest.yml", "- a")
    assert find("a.py", cwd=str(tmp_path)) == UnreadableDescriptor(
        "manifest.yml", "holds a list instead of a mapping"
    )


@pytest.mark.parametrize(
    ("ours", "others"),
    [
        ({"confluence": READ}, {"jira": READ}),
        ({"apps/my-confluence": READ}, {"apps/web": READ, "apps/jsm": READ}),
        ({"jira": '{"scopes": ["READ"], "modules": {"blueprints": []}}'}, {"confluence": JIRA}),
        ({"web": READ}, {"confluence": BITBUCKET}),
        ({"confluence": '{"scopes": ["READ"], "modules": {"blueprints": []}}'}, {"web": READ}),
    ],
)
def test_content_and_then_the_folder_s_name_tells_the_right_one(
    put: PUT, tmp_path: Path, ours: dict[str, str], others: dict[str, str]
) -> None:
    for folder, text in others.items():
        put(f"{folder}/{NAME}", text)
    ((folder, text),) = ours.items()
    path = put(f"{folder}/{NAME}", text)
    found = find("server/a.py", cwd=str(tmp_path))
    assert isinstance(found, Descriptor)
    assert found.path == path


@pytest.mark.parametrize(
    "folders",
    [
        {"confluence": READ, "wiki": READ},
        {"jira-confluence": READ, "web": READ},
        {"jira": READ, "web": READ},
        {"confluenced": READ, "web": READ},
        {"confluence": READ, "jira": '{"scopes": ["SPACE_ADMIN"]}'},
    ],
)
def test_where_nothing_tells_one_all_are_named(put: PUT, tmp_path: Path, folders: dict[str, str]) -> None:
    for folder, text in folders.items():
        put(f"{folder}/{NAME}", text)
    listed = ", ".join(f"{folder}/{NAME}" for folder in sorted(folders))
    reason = f"several descriptors, set confluence-descriptor to one of them: {listed}"
    assert choice(find("server/a.py", cwd=str(tmp_path))) == reason


def test_the_top_s_own_name_tells_nothing(put: PUT, tmp_path: Path) -> None:
    for folder in ("confluence/a", "confluence/b"):
        put(f"{folder}/{NAME}", READ)
    assert isinstance(find("a.py", root="confluence", cwd=str(tmp_path)), NoDescriptor)


def test_a_search_that_was_given_up_leaves_open_whether_there_is_another(
    put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = tuple(put(f"{folder}/{NAME}", READ) for folder in ("confluence", "jira"))
    monkeypatch.setattr(locate, "search_below", lambda top: (paths, False))
    assert isinstance(find("app.py", cwd=str(tmp_path)), NoDescriptor)


def test_a_folder_of_many_descriptors_is_not_read_whole(
    put: PUT, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        put(f"a{number}/{NAME}", BITBUCKET)
    path = put(f"a{number}/manifest.yml", FORGE)
    reason = f"several descriptors, set confluence-descriptor to one of them: a0/{NAME}, a1/{NAME}, a10/{NAME} and 18 more"
    with monkeypatch.context() as patch:
        patch.setattr(locate, "look", None)
        assert choice(find("a.py", cwd=str(tmp_path))) == reason
    os.remove(tmp_path / "a0" / NAME)
    found = find("a.py", cwd=str(tmp_path))
    assert isinstance(found, Descriptor)
    assert found.path == path


def test_one_that_is_named_outright_is_read_whatever_it_is_for(put: PUT) -> None:
    path = put(NAME, BITBUCKET)
    assert declared("a.py", descriptor=path) == Descriptor(NAME, path, "connect", ("ACCOUNT",))
