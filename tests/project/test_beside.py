"""The files beside a descriptor that are not read, and what they leave open."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.project import beside, mentions
from flake8_confluence_scopes.project.analysis import App, analysed
from flake8_confluence_scopes.project.mentions import Mention, first_mention, language_of, language_of_script
from flake8_confluence_scopes.project.scope_use import Doubt
from flake8_confluence_scopes.settings import Settings
from tests.project.notebooks import notebook
from tests.project.projects import forge
from tests.project.test_analysis import put

MANIFEST = "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence\n    - read:space:confluence\n"
SOURCE = 'import requests\nrequests.get("https://x/wiki/api/v2/pages/1")\n'
BRIDGE = "// a page\nawait requestConfluence(route`/wiki/api/v2/pages`)\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    put(tmp_path / "manifest.yml", MANIFEST)
    put(tmp_path / "app.py", SOURCE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reasons(settings: Settings = Settings(), paths: tuple[str, ...] = (".",)) -> list[str]:
    (app, *_) = analysed(paths, settings, lambda path, reason: None)
    return list(dict.fromkeys(doubt.reason for doubt in beside.doubts(app, settings)))


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a.js", "JavaScript"),
        ("a/b.JSX", "JavaScript"),
        ("a.cjs", "JavaScript"),
        ("a.d.ts", "TypeScript"),
        ("a.tsx", "TypeScript"),
        ("a.vue", "Vue"),
        ("a.svelte", "Svelte"),
        ("a.htm", "HTML"),
        ("a.js.j2", "templates"),
        ("x/Templates/a.txt", "templates"),
        ("x/a.txt", ""),
        ("templates/atlassian-connect.json", ""),
        ("templates.xml", ""),
        ("a.py", "Python"),
        ("a.pyw", "Python"),
        ("a.ipynb", "Python"),
        ("a.pyi", ""),
        ("a.sh", "shell scripts"),
        ("A.java", "Java"),
        ("js", ""),
    ],
)
def test_languages(path: str, language: str) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("x\nfetch('/rest/api/content')", Mention(2, mentions.ROOT)),
        ("AP.request(`/wiki/api/v2/pages`)", Mention(1, mentions.ROOT)),
        ("a['rest',\n'api']", Mention(1, mentions.ROOT)),
        ("x\nx\nrequestConfluence", Mention(3, mentions.BRIDGE)),
        ("the rest of the api is download/able", None),
        ("", None),
    ],
)
def test_mentions(text: str, mention: Mention | None) -> None:
    assert first_mention(text) == mention


def test_a_file_that_mentions_nothing_leaves_nothing_open() -> None:
    put(Path("src/index.js"), "export const rest = api;\n")
    put(Path("src/notes.txt"), BRIDGE)
    assert reasons() == []


def test_a_file_with_a_mention_is_named_with_its_line() -> None:
    put(Path("src/index.js"), BRIDGE)
    put(Path("src/view.html"), "<a href='/rest/api/space'>")
    assert reasons() == [
        "src/index.js:2 mentions requestConfluence, and JavaScript is not read",
        "src/view.html:1 mentions a REST root, and HTML is not read",
    ]


def test_the_page_that_justify_writes_is_no_caller() -> None:
    assert cli.main(["justify", "--format=html", "-o", "scopes.html"]) == 0
    assert first_mention(Path("scopes.html").read_text(encoding="utf-8"))
    assert reasons() == []


def test_what_git_ignores_and_node_modules_are_no_callers(project: Path) -> None:
    (project / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], check=True)
    for name in ("node_modules/@forge/api/index.js", "dist/bundle.js"):
        put(Path(name), BRIDGE)
    assert reasons() == ["dist/bundle.js:2 mentions requestConfluence, and JavaScript is not read"]
    put(Path(".gitignore"), "dist/\n")
    assert reasons() == []


def test_many_files_are_counted_and_the_first_ones_named() -> None:
    for number in range(30):
        put(Path(f"src/f{number:02}.ts"), BRIDGE if number else "fetch('/rest/api/space')")
    put(Path("a.hbs"), BRIDGE)
    put(Path("b.hbs"), BRIDGE)
    (app,) = analysed(["."], Settings(), lambda path, reason: None)
    found = beside.doubts(app, Settings())
    assert list(dict.fromkeys(doubt.reason for doubt in found)) == [
        "a.hbs:2 and 1 more file mention requestConfluence, and templates are not read",
        "src/f00.ts:1 and 29 more files mention a REST root or requestConfluence, and TypeScript is not read",
    ]
    assert len(found) == 2 + 20


def test_bounds_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    put(Path("a.js"), "x" * 3000)
    put(Path("b.js"), "x" * 3000)
    put(Path("c.js"), "x" * 500)
    monkeypatch.setattr(beside, "_MB", 100)
    monkeypatch.setattr(beside, "LARGEST_MB", 20)
    assert reasons() == ["a.js and 1 more file are not searched: more than 20 MB"]
    monkeypatch.setattr(beside, "LARGEST_MB", 100)
    monkeypatch.setattr(beside, "MOST_MB", 40)
    assert reasons() == ["b.js is not searched: the search ends after 40 MB"]
    monkeypatch.setattr(beside, "MOST_FILES", 1)
    assert reasons() == ["b.js is not searched: the search ends after 1 files"]


def test_files_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("loop.js").symlink_to("loop.js")
    Path("gone.js").symlink_to("nowhere")
    os.mkfifo("pipe.js")
    put(Path("utf16.js")).write_bytes(b"\xff\xfe" + "'/rest/api/space'".encode("utf-16-le"))
    assert reasons() == ["utf16.js:1 mentions a REST root, and JavaScript is not read"]

    def refuse(path: str, *arguments: object) -> object:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("builtins.open", refuse)
    assert beside._content("utf16.js") == "Permission denied"


def test_a_folder_that_cannot_be_listed_may_hold_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    put(Path("src/a.js"), BRIDGE)
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("src"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    (app,) = analysed(["app.py"], Settings(), lambda path, reason: None)
    monkeypatch.setattr(os, "scandir", refuse)
    assert [doubt.reason for doubt in beside.doubts(app, Settings())] == [
        "src is not searched: cannot be listed: Permission denied"
    ]


def test_each_app_has_its_own_files() -> None:
    for name in ("one", "two"):
        put(Path(name, "manifest.yml"), MANIFEST)
        put(Path(name, "app.py"), SOURCE)
        put(Path(name, "src/index.js"), BRIDGE)
    Path("manifest.yml").unlink()
    assert reasons(paths=("one",)) == ["one/src/index.js:2 mentions requestConfluence, and JavaScript is not read"]
    # What no descriptor counts for may be anybody's.
    put(Path("shared/a.js"), BRIDGE)
    assert len(reasons(paths=("two",))) == 1
    assert "and 1 more file" in reasons(paths=("two",))[0]


def test_scopes_of_an_option_have_the_project_s_files() -> None:
    put(Path("src/index.js"), BRIDGE)
    settings = Settings(scopes=("read:page:confluence",))
    assert len(reasons(settings)) == 1
    doubts = beside.doubts(App(forge("read:page:confluence"), ()), settings)
    assert [doubt.site.file for doubt in doubts] == ["app.py", "src/index.js"]


WRAPPER = 'import requests\ndef send(verb, path):\n    requests.request(verb, "https://x/wiki/api/v2" + path)\n'
CALLER = 'from api import send\nsend("GET", "/spaces")\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("job.py", CALLER),
        ("job.pyw", CALLER),
        ("bin/job", "#!/usr/bin/env -S python3 -u\n" + CALLER),
        ("job.ipynb", notebook(CALLER)),
        ("job.ipynb", "{ not json\n" + CALLER),
        ("job.py", 'import api\nprint(api.send("GET", "/spaces"))\n'),
    ],
)
def test_who_calls_the_app_s_wrappers_may_need_any_scope(name: str, text: str) -> None:
    put(Path("api.py"), WRAPPER)
    put(Path("other.py"), "from api import nothing\n")
    put(Path("README"), CALLER)
    put(Path("LICENSE"), "")
    put(Path(name), text)
    assert reasons(paths=("app.py", "api.py")) == [
        f"{name}:1 mentions a function that sends requests, and was not looked at; name it, or a folder above it"
    ]


def test_several_files_are_named_together() -> None:
    for name in ("a.py", "b.py"):
        put(Path(name), SOURCE)
    assert reasons(paths=("app.py",)) == [
        "a.py:2 and 1 more file mention a REST root, and were not looked at; name them, or their folders"
    ]


@pytest.mark.parametrize(
    ("start", "language"),
    [
        ("#!/usr/bin/python3.11 -u\n", "Python"),
        ("#! /bin/sh\n", "shell scripts"),
        ("#!/usr/bin/env node\n", "JavaScript"),
        ("#!/usr/bin/env -S deno run\n", "JavaScript"),
        ("#!/bin/awk -f\n", ""),
        ("# no script\n", ""),
        ("", ""),
    ],
)
def test_languages_of_scripts(start: str, language: str) -> None:
    assert language_of_script(start.encode()) == language


def test_a_script_of_another_language() -> None:
    put(Path("publish"), "#!/bin/bash\ncurl -X PUT https://x/wiki/api/v2/pages/1\n")
    put(Path("Main.java"), 'get("/wiki/api/v2/pages");\n')
    os.mkfifo("pipe")
    assert reasons() == [
        "Main.java:1 mentions a REST root, and Java is not read",
        "publish:2 mentions a REST root, and shell scripts are not read",
    ]


def test_folders_that_people_write_in_are_searched_though_they_are_hidden() -> None:
    put(Path(".github/scripts/publish.js"), BRIDGE)
    put(Path(".tox/x/publish.js"), BRIDGE)
    assert reasons() == [".github/scripts/publish.js:2 mentions requestConfluence, and JavaScript is not read"]


def test_without_a_descriptor_the_folder_of_the_files_counts(project: Path) -> None:
    (project / "manifest.yml").unlink()
    put(project / "src" / "a.js", BRIDGE)
    put(project / "scripts" / "job.py", SOURCE)
    assert reasons(paths=("scripts",)) == []
    said = ["src/a.js:2 mentions requestConfluence, and JavaScript is not read"]
    assert reasons(paths=("scripts", "app.py")) == said
    assert reasons() == said


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SOURCE, "mentions a REST root"),
        ("import httpx\nhttpx.get(URL)\n", "mentions an HTTP client"),
        ("import os\n", ""),
    ],
)
def test_python_that_nobody_asked_for(project: Path, text: str, what: str) -> None:
    put(project / "other" / "job.py", text)
    assert reasons() == []
    said = f"other/job.py:{2 if text is SOURCE else 1} {what}, and was not looked at; name it, or a folder above it"
    assert reasons(paths=("app.py",)) == ([said] if what else [])


def test_python_without_the_app_s_descriptor_is_no_part_of_the_app(project: Path) -> None:
    put(project / "other" / "job.py", SOURCE)
    put(project / "one" / "manifest.yml", MANIFEST)
    put(project / "one" / "app.py", SOURCE)
    (project / "manifest.yml").unlink()
    put(project / "two" / "manifest.yml", MANIFEST)
    assert reasons(paths=("one",)) == []


def test_the_files_are_searched_once_and_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(Path("src/index.js"), BRIDGE)
    searched: list[App] = []
    real = beside.doubts

    def noted(app: App, settings: Settings) -> list[Doubt]:
        searched.append(app)
        return real(app, settings)

    monkeypatch.setattr(beside, "doubts", noted)
    for command in (["fix"], ["migrate"], ["scopes"], ["justify"], ["audit"]):
        searched.clear()
        assert cli.main(command) == 0
        assert len(searched) == 1
        both = "".join(capsys.readouterr())
        assert both.endswith("1 call in 1 file; not read: 1 other file that may call\n")
    assert cli.main(["fix", "--remove-unused"]) == 0
    assert cli.main(["audit"]) == 0
    output = capsys.readouterr().out
    assert "read:space:confluence  (src/index.js:2 mentions requestConfluence, and JavaScript is not read)" in output
    assert Path("manifest.yml").read_text() == MANIFEST


def test_an_option_s_app_has_not_the_files_of_another_app() -> None:
    for name in ("one", "two"):
        put(Path(name, "manifest.yml"), MANIFEST)
        put(Path(name, "src/index.js"), BRIDGE)
    Path("manifest.yml").unlink()
    option = Settings(scopes=("read:page:confluence",))
    assert reasons(option, ("app.py",)) == []
    put(Path("one/app.py"), SOURCE)
    assert reasons(option, ("one", "app.py")) == [
        "one/src/index.js:2 mentions requestConfluence, and JavaScript is not read"
    ]
    # One descriptor for the project is that of all its folders.
    Path("two/manifest.yml").unlink()
    assert any("and 1 more file" in reason for reason in reasons(option, ("app.py", "one")))
