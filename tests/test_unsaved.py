"""Texts that an editor holds open count in the place of files: for modules, descriptors and the first look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes import descriptors, file_findings, fresh, sources, unsaved
from flake8_confluence_scopes.calls.model import LARGEST
from flake8_confluence_scopes.settings import Settings

APP = "from api import fetch\n\nfetch('DELETE', '/content/1')\n"
API = "import requests\n\ndef fetch(method, path):\n    return requests.request(method, 'https://x.example/{}' + path)\n"
OPEN = "import requests\n\ndef fetch(url):\n    requests.delete('https://confluence.example/' + url)\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project that declares READ."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "atlassian-connect.json").write_text('{"scopes": ["READ"]}', encoding="utf-8")
    yield tmp_path
    unsaved._held.clear()
    fresh.forget()


def hold(path: Path, text: str) -> None:
    unsaved.hold(str(path), text)
    fresh.forget()


def release(path: Path) -> None:
    unsaved.release(str(path))
    fresh.forget()


def said(project: Path, source: str = APP, settings: Settings = Settings()) -> list[str]:
    found = file_findings.of_file(source, str(project / "app.py"), settings, str(project))
    return [f"{one.code} {one.message.partition(' needs ')[0].partition(': ')[0][7:]}".strip() for one in found.findings]


def test_a_module_that_is_on_no_disk_yet(project: Path) -> None:
    assert said(project) == []
    api = project / "api.py"
    hold(api, API.replace("{}", "rest/api"))
    assert said(project) == ["CFS101 DELETE /rest/api/content/1"]
    hold(api, API.replace("{}", "rest/other"))
    assert said(project) == []
    release(api)
    assert said(project) == []


def test_a_module_s_unsaved_text_counts_and_then_the_disk_again(project: Path) -> None:
    api = project / "api.py"
    api.write_text(API.replace("{}", "rest/api"), encoding="utf-8")
    assert said(project) == ["CFS101 DELETE /rest/api/content/1"]
    hold(api, "def fetch(method, path): pass\n")
    assert said(project) == []
    hold(api, "def fetch(\n")
    assert said(project) == []
    hold(api, "#" * (LARGEST + 1))
    assert said(project) == []
    release(api)
    assert said(project) == ["CFS101 DELETE /rest/api/content/1"]


def test_a_descriptor_that_is_on_no_disk_yet(tmp_path: Path) -> None:
    manifest, app = tmp_path / "manifest.yml", str(tmp_path / "app.py")
    unsaved.hold(str(manifest), "app:\n  id: x\npermissions:\n  scopes: [read:page:confluence]\n")
    found = descriptors.find(app, root=str(tmp_path))
    unsaved.release(str(manifest))
    assert isinstance(found, descriptors.Descriptor)
    assert found.scopes == ("read:page:confluence",)
    assert isinstance(descriptors.find(app, root=str(tmp_path)), descriptors.NoDescriptor)


def test_a_descriptor_s_unsaved_text(project: Path) -> None:
    file = project / "atlassian-connect.json"
    hold(project / "api.py", API.replace("{}", "rest/api"))
    hold(file, '{"scopes": ["DELETE"]}')
    assert said(project) == []
    hold(file, " " * (2 << 20))
    assert said(project) == ["CFS202 1 call cannot be checked"]
    release(file)
    assert said(project) == ["CFS101 DELETE /rest/api/content/1"]


def test_who_calls_a_function_is_told_by_unsaved_texts(project: Path) -> None:
    asked = Settings(extra_codes=frozenset(["CFS301"]))
    caller = project / "caller.py"
    caller.write_text("from app import fetch\n", encoding="utf-8")
    assert len(said(project, OPEN, asked)) == 1
    hold(caller, "from app import fetch\nfetch('/rest/api/content')\n")
    assert said(project, OPEN, asked) == []
    assert sources.read(str(caller)) == "from app import fetch\nfetch('/rest/api/content')\n"


def test_no_two_texts_have_one_number() -> None:
    unsaved.hold("/a", "x")
    first = unsaved.at("/a")
    unsaved.hold("/a", "x")
    second = unsaved.at("/a")
    unsaved.release("/a")
    unsaved.release("/a")
    assert first is not None and second is not None
    assert (first.text, second.text, first.number < second.number) == ("x", "x", True)
    assert unsaved.at("/a") is None
    assert (unsaved.names_in("/"), unsaved.exists("/a")) == ([], False)


def test_what_is_new_below_a_folder(project: Path) -> None:
    for path in (project / "atlassian-connect.json", project / "a" / "b.py", project.with_name(f"{project.name}-other")):
        unsaved.hold(str(path), "")
    assert unsaved.new_below(str(project)) == [str(project / "a" / "b.py")]


def test_what_is_held_or_on_the_disk_exists(project: Path) -> None:
    held, link = project / "held.json", project / "link.json"
    hold(held, "{}")
    link.symlink_to("nowhere")
    names = ("held.json", "link.json", "atlassian-connect.json", "gone.json")
    assert [unsaved.exists(str(project / name)) for name in names] == [True, True, True, False]
