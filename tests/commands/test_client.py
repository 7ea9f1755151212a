"""``confluence-scopes client``: list, show, derive and check."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes.cli import main
from tests.blocks import block
from tests.calls.libraries.test_client_models import DATA

NAME = "atlassian-python-api"


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["client", *arguments])
    return code, *capsys.readouterr()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "my.json"
    path.write_text(json.dumps(DATA), encoding="utf-8")
    return str(path)


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, output, errors = ask(capsys, "list")
    assert (code, errors) == (0, "")
    assert output.startswith(f"{NAME}: {NAME} 1.17.")
    listed: list[dict[str, Any]] = json.loads(ask(capsys, "list", "--format", "json")[1])
    assert [model["name"] for model in listed] == [NAME, "md2cf"]
    assert list(listed[0]) == ["name", "package", "versions", "executed", "date", "source", "generator", "classes"]


def test_show_a_method(capsys: pytest.CaptureFixture[str], file: str) -> None:
    code, output, errors = ask(capsys, "show", file, "fetch")
    assert (code, errors) == (0, "")
    assert output.splitlines() == [
        "acme: acme-client 1.0 to 3.1.4, 1 class, 2 methods, 2026-11-28",
        "site.fetch(page/page_id/id, kind, expand, options)",
        "    on cloud: 2.0 to 3.1.4",
        "    on server: 1.0 to 2.5",
        "    in 1.0 it may send more, which nobody knows",
        "    GET /rest/api/content/{page}, if expand absent",
        "    GET /rest/api/content/{}, if expand given and kind is 'page' or 1 and page is not None and the answer asks for it, "
        "on cloud, in 2.0 to 2.5, 3.1",
        "    POST /rpc/json, on server (rpc)",
    ]


def test_show_all(capsys: pytest.CaptureFixture[str], file: str) -> None:
    lines = ask(capsys, "show", file)[1].splitlines()
    assert [line for line in lines if line.startswith("site.")] == [
        "site.fetch(page/page_id/id, kind, expand, options)",
        "site.close()",
    ]
    assert "confluence.update_page(page_id, title," in ask(capsys, "show", NAME, "update_page")[1]


def test_show_as_json(capsys: pytest.CaptureFixture[str], file: str) -> None:
    shown = json.loads(ask(capsys, "show", file, "--format", "json")[1])
    fetch, close = shown["methods"]
    assert close == {"model": "site", "method": "close", "requests": []}
    assert fetch["requests"][1] == {
        "method": "GET",
        "path": "/rest/api/content/{}",
        "when": {"given": ["expand"], "equal": {"kind": ["page", 1]}, "unequal": {"page": [None]}, "answer": True},
        "on": ["cloud"],
        "in": "2.0 to 2.5, 3.1",
        "kind": "rest",
    }


def test_check(capsys: pytest.CaptureFixture[str], file: str) -> None:
    assert ask(capsys, "check", file) == (0, "acme: acme-client 1.0 to 3.1.4, 1 class, 2 methods, 2026-11-28\n", "")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("check", "missing.json"), "missing.json cannot be read: "),
        (("show", "missing.json"), f"name a client model that can (the packaged models are {NAME}, md2cf)"),
        (("show", NAME, "fly"), f"{NAME} has no method fly; see confluence-scopes client show {NAME}"),
    ],
)
def test_what_is_not_there(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str) -> None:
    code, output, errors = ask(capsys, *arguments)
    assert (code, output) == (2, "")
    assert errors.count("\n") == 1 and reason in errors


def test_a_model_without_methods(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text(json.dumps({**DATA, "classes": {"acme.Wiki": "site"}, "models": {"site": {}}}), encoding="utf-8")
    said = "confluence-scopes: acme has no methods; derive or name a model of another class\n"
    assert ask(capsys, "show", str(path)) == (2, "", said)


def write(folder: Path, source: str = "", name: str = "acme") -> None:
    (folder / f"{name}.py").write_text(source, encoding="utf-8")


CLIENT = """
import requests
class Wiki:
    def read(self, id): return requests.get(f"https://example.com/rest/api/content/{id}")
    def any(self, url): return requests.get(url)
    def none(self): return 1
class Quiet:
    def none(self): return 1
"""


def test_derive(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, CLIENT)
    code, output, errors = ask(capsys, "derive", "acme.Wiki", "-o", "my.json")
    assert (code, output) == (0, "")
    assert errors.splitlines() == [
        "any: the URL is not known: url",
        "acme.Wiki: 2 methods in the model, read in acme.py; the lines above say what it leaves open",
    ]
    assert ask(capsys, "check", "my.json")[0] == 0
    assert ask(capsys, "show", "my.json", "read")[1].endswith("client.read(id)\n    GET /rest/api/content/{id}\n")
    printed = ask(capsys, "derive", "acme.Wiki")
    assert (printed[0], printed[2]) == (0, errors)
    assert json.loads(printed[1])["models"] == json.loads((tmp_path / "my.json").read_text(encoding="utf-8"))["models"]


def test_derive_of_an_other_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there").mkdir()
    write(tmp_path / "there", CLIENT.replace("def any(self, url): return requests.get(url)", ""))
    monkeypatch.chdir(tmp_path)
    code, output, errors = ask(capsys, "derive", "acme.Wiki", "--folder", "there")
    assert (code, json.loads(output)["name"]) == (0, "acme.Wiki")
    assert errors == "acme.Wiki: 2 methods in the model, read in acme.py\n"


def test_derive_of_what_is_installed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "installed"
    installed.mkdir()
    write(installed, CLIENT, "acme_that_is_installed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(installed))
    assert ask(capsys, "derive", "acme_that_is_installed.Wiki")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Wiki",), "'Wiki' is no full name of a class; write one such as my_package.client.Wiki"),
        (("nowhere.Wiki",), "there is no module nowhere here, and none is installed beside this program; "
         "say by --folder in which folder the package lies"),
        (("acme.Wikis",), "acme.py has no class Wikis; did you mean Wiki?"),
        (("acme.Quiet",), "no method of acme.Quiet sends requests; name the class that does"),
        (("acme.Wiki", "-o", "no/such/folder"), "no/such/folder cannot be written: No such file or directory; name another file"),
        (("acme.Wiki", "--folder", "nowhere"), "there is no file or directory nowhere; name what to look through"),
        (("broken.Wiki",), "broken.py cannot be read: Python cannot parse it (SyntaxError in line 1); mend it first"),
    ],
)  # fmt: skip
def test_what_cannot_be_derived(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, CLIENT)
    write(tmp_path, "class Wiki\n", "broken")
    code, output, errors = ask(capsys, "derive", *arguments)
    assert (code, output) == (2, "")
    assert errors.endswith(f"{sentence}\n") and errors.count("\n") == 1


@pytest.mark.once
def test_the_page_s_model_is_right(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my-client.json").write_text(block("docs/clients.md", "A model of your own", "json"), encoding="utf-8")
    assert ask(capsys, "check", "my-client.json")[0] == 0
    shown = block("docs/clients.md", "A model of your own", "text")
    assert ask(capsys, "show", "my-client.json", "publish") == (0, shown, "")


@pytest.mark.once
def test_the_page_s_client_is_derived(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = block("docs/clients.md", "A model out of a client's source", "python")
    Path("wiki_client.py").write_text(source, encoding="utf-8")
    said = block("docs/clients.md", "A model out of a client's source", "text")
    assert ask(capsys, "derive", "wiki_client.Wiki", "-o", "my-client.json") == (0, "", said)
    shown = block("docs/clients.md", "A model out of a client's source", "text", 1).replace("{date}", time.strftime("%Y-%m-%d"))
    assert ask(capsys, "show", "my-client.json", "publish") == (0, shown, "")
