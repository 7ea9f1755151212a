"""The plugin inside the real flake8, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.modules.python_tree import MOST_COMMAS
from tests.expectations import Reported
from tests.support import Run, run_flake8, run_flake8_here

NAME = "atlassian-connect.json"
SOURCE = """\
import requests


def clean(site, page, verb):
    requests.delete(f"{site}/rest/api/content/{page}")
    requests.get(f"{site}/rest/api/content/{page}")
    requests.put(site + "/rest/api/content/" + page)
    requests.request(verb, f"{site}/rest/api/content/{page}")
"""
DELETE = "CFS101 DELETE /rest/api/content/{} needs scope DELETE; atlassian-connect.json lacks it"
PUT = "CFS101 PUT /rest/api/content/{} needs scope WRITE; atlassian-connect.json lacks it"
UNDECIDED = "CFS301 ? /rest/api/content/{} is not checked: the method verb is not known"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that declares READ; its root is its own, whatever is above it."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    put(root / NAME, '{"scopes": ["READ"]}')
    put(root / "web" / "app.py", SOURCE)
    return root


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def select(*arguments: str | Path, cwd: Path, stdin: str | None = None) -> Run:
    """The plugin's findings alone, without any config."""
    return run_flake8("--isolated", "--select=CFS", *arguments, cwd=cwd, stdin=stdin)


def expected(path: str) -> list[Reported]:
    return [Reported(path, 5, 20, "CFS101", DELETE), Reported(path, 7, 17, "CFS101", PUT)]


def test_a_path(project: Path) -> None:
    assert select("web/app.py", cwd=project).findings() == expected("web/app.py")
    assert select(cwd=project).findings() == expected("web/app.py")


def test_standard_input(project: Path) -> None:
    (project / "web" / "app.py").write_text("x = 1\n", encoding="utf-8")
    for name in ("web/app.py", str(project / "web" / "app.py"), "not/there.py"):
        run = select("--stdin-display-name", name, "-", cwd=project, stdin=SOURCE)
        assert run.findings() == expected(name)
    assert select("-", cwd=project, stdin=SOURCE).findings() == expected("stdin")


def test_another_working_directory(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    path = project / "web" / "app.py"
    assert select(path, cwd=other).findings() == expected(path.as_posix())
    assert select("../project/web/app.py", cwd=other).findings() == expected("../project/web/app.py")
    run = select("--stdin-display-name", path, "-", cwd=other, stdin=SOURCE)
    assert run.findings() == expected(path.as_posix())


def test_several_processes(project: Path) -> None:
    names = [f"web/app{number}.py" for number in range(4)]
    for name in names:
        put(project / name, SOURCE)
    run = select("--jobs", "2", "--confluence-scopes", "READ", *names, cwd=project)
    serial = select("--jobs", "1", "--confluence-scopes", "READ", *names, cwd=project)
    assert run == serial
    assert [found.path for found in run.findings()] == sorted([*names, *names])


def test_per_file_ignores(project: Path) -> None:
    settings = ("a.py:E501", "b.py:CFS101", "c.py:CFS301", "web/sub/*:CFS101")
    for name in ("a.py", "b.py", "c.py", "sub/d.py"):
        put(project / "web" / name, SOURCE)
    run = select("--per-file-ignores", "\n".join(settings), "--jobs=1", "web", cwd=project)
    assert run.findings() == [*expected("web/a.py"), *expected("web/app.py"), *expected("web/c.py")]


def test_a_comment_silences_its_line_only(project: Path) -> None:
    silenced = SOURCE.replace("{page}\")\n    requests.get", "{page}\")  # noqa: CFS101\n    requests.get")
    put(project / "web" / "app.py", silenced)
    assert select(cwd=project).findings() == expected("web/app.py")[1:]
    put(project / "web" / "app.py", silenced.replace("CFS101", "CFS102"))
    assert select(cwd=project).findings() == expected("web/app.py")


def test_the_comment_stands_at_the_argument(project: Path) -> None:
    split = 'import requests\nrequests.delete(\n    "/rest/api/content/1",{}\n    timeout=9,{}\n)\n'
    put(project / "web" / "app.py", split.format("", "  # noqa: CFS101"))
    assert [found[1:4] for found in select(cwd=project).findings()] == [(3, 4, "CFS101")]
    put(project / "web" / "app.py", split.format("  # noqa: CFS101", ""))
    assert select(cwd=project).findings() == []


def test_other_plugins_report_as_ever(project: Path) -> None:
    put(project / "web" / "app.py", "import os\n" + SOURCE)
    run = run_flake8("--isolated", "web/app.py", cwd=project)
    assert [(found.line, found.code) for found in run.findings()] == [(1, "F401"), (6, "CFS101"), (8, "CFS101")]


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["--confluence-scopes", "READ;WRITE"], "--confluence-scopes: 'READ;WRITE' is no scope name; "),
        (["--confluence-descriptor", "no.json"], "--confluence-descriptor: there is no file no.json; "),
        (["--confluence-descriptor", NAME, "--confluence-scopes", "READ"], "--confluence-descriptor and "),
        (["--confluence-root", "no"], "--confluence-root: no is no directory; "),
        (["--confluence-catalog", "no"], "--confluence-catalog: "),
        (["--confluence-catalog", "."], "--confluence-catalog: "),
    ],
)
def test_a_bad_value_ends_the_run_with_one_sentence(
    project: Path, arguments: list[str], begins: str
) -> None:
    run = select(*arguments, cwd=project)
    assert (run.returncode, run.stderr) == (1, "")
    introduction, sentence = run.stdout.splitlines()
    assert introduction.startswith("There was a critical error")
    assert sentence.startswith(begins)


def test_a_bad_value_in_a_config_file(project: Path) -> None:
    put(project / "tox.ini", "[flake8]\nconfluence-catalog = ./no.json\n")
    run = run_flake8(cwd=project)
    assert (run.returncode, run.stderr, len(run.stdout.splitlines())) == (1, "", 2)
    assert str(project / "no.json") in run.stdout


def test_paths_in_a_config_file(project: Path, tmp_path: Path) -> None:
    put(project / "config" / "scopes.json", '{"scopes": ["ADMIN", "X"]}')
    config = put(project / "config" / "flake8.ini", "[flake8]\nconfluence-descriptor = ./scopes.json\n")
    run = run_flake8("--config", config, "--select=CFS", project / "web", cwd=tmp_path)
    assert [found.message for found in run.findings()] == [
        "CFS203 scopes.json declares X, which is no scope of Confluence"
    ]


def test_declared_scopes_without_a_file(project: Path) -> None:
    put(project / "tox.ini", "[flake8]\nconfluence-scopes =\n    read:confluence-content.summary,\n    write\n")
    put(project / "web" / "app.py", 'import requests\nrequests.get("/wiki/rest/api/content/1/child/page")\n')
    run = run_flake8("--select=CFS", "--confluence-scopes=ACT_AS_USER", cwd=project)
    assert [found.message for found in run.findings()] == [
        "CFS101 GET /wiki/rest/api/content/1/child/page needs scope READ; --confluence-scopes lacks it"
    ]
    run = run_flake8("--select=CFS101", cwd=project)
    assert [found.message for found in run.findings()] == []


def test_a_root_of_its_own(project: Path, tmp_path: Path) -> None:
    put(project / "web" / ".git" / "HEAD", "")
    (project / NAME).rename(project / "web.json")
    put(project / "static" / NAME, '{"scopes": ["READ"]}')
    arguments = ("web/app.py", "--confluence-root")
    assert select(*arguments, ".", cwd=project).findings() == expected("web/app.py")
    assert [found.code for found in select(*arguments, "web", cwd=project).findings()] == ["CFS201"]


def test_a_catalog_of_one_s_own(project: Path) -> None:
    catalog = {
        "schema": 1,
        "name": "ours",
        "family": "connect",
        "source": "us",
        "date": "2026-11",
        "generator": "by hand",
        "rows": [{"path": "/rest/shelf/{version}/books", "versions": ["1"], "scopes": {"GET": "WRITE"}}],
    }
    put(project / "catalogs" / "ours.json", json.dumps(catalog))
    put(project / "tox.ini", "[flake8]\nconfluence-catalog = ./catalogs/ours.json\n")
    put(project / "web" / "app.py", 'import requests\nrequests.get("https://x.example/rest/shelf/1/books")\n')
    run = run_flake8("--select=CFS", "--config=project/tox.ini", "project", cwd=project.parent)
    assert [found.message for found in run.findings()] == [
        "CFS101 GET /rest/shelf/1/books needs scope WRITE; atlassian-connect.json lacks it"
    ]


TOO_DEEP = "is nested too deeply, in more than 200 levels; set confluence-scopes instead"
BAD_DESCRIPTORS = {
    b"": "is empty",
    b"\x00\xff\x80": "is not text in UTF-8, nor in UTF-16 with a byte order mark",
    b'{"scopes": ["READ"': "is not JSON: Expecting ',' delimiter (line 1, column 19)",
    b'["READ"]': "holds a list instead of an object",
    b'{"scopes": "READ"}': 'has a text as "scopes"; write a list such as ["READ", "WRITE"]',
    b'{"scopes": [1, null]}': 'has a number among its "scopes"; write a list such as ["READ", "WRITE"]',
    b'{"scopes": ' + b"[" * 100_000: TOO_DEEP,
    b"[" * 50_000_000: "is larger than 1 MiB; set confluence-scopes instead",
    b'{"scopes": [], "scopes": ["READ"]}': 'has the key "scopes" more than once; keep one of them',
}


def test_bad_descriptors(tmp_path: Path) -> None:
    reasons = [*BAD_DESCRIPTORS.values(), "is a directory", "is a link to a file that does not exist"]
    projects = [tmp_path / f"p{number:02}" for number in range(len(reasons))]
    for project in projects:
        put(project / ".git" / "HEAD", "")
        put(project / "app.py", SOURCE)
    for project, content in zip(projects, BAD_DESCRIPTORS):
        (project / NAME).write_bytes(content)
    (projects[-2] / NAME).mkdir()
    (projects[-1] / NAME).symlink_to("nowhere")
    assert select("--jobs=1", cwd=tmp_path).findings() == [
        Reported(f"{project.name}/app.py", 5, 20, "CFS202", f"CFS202 4 calls cannot be checked: {NAME} {reason}")
        for project, reason in zip(projects, reasons)
    ]


def test_no_descriptor(project: Path) -> None:
    (project / NAME).unlink()
    (found,) = select(cwd=project).findings()
    assert found[1:4] == (5, 20, "CFS201")


@pytest.mark.parametrize(
    "line", ["(x): int = 1", "x = " + "not " * 405 + "1"], ids=["parentheses", "deep"]
)
def test_what_python_parses_is_checked(project: Path, line: str) -> None:
    put(project / "web" / "app.py", f"{SOURCE}\n\n{line}\n")
    assert select("web", cwd=project).findings() == expected("web/app.py")


def test_an_unchecked_file(project: Path) -> None:
    put(project / "web" / "bad.py", f"import os\n{SOURCE}\n\nx = '{',' * (MOST_COMMAS + 1)}'\n")
    put(project / "web" / "z.py", SOURCE)
    run = select("--extend-select=F401", "--jobs=1", "web", cwd=project)
    message = f"CFS901 the file's calls are not checked: it has more than {MOST_COMMAS} commas"
    assert run.findings() == [
        *expected("web/app.py"),
        Reported("web/bad.py", 1, 0, "CFS901", message),
        Reported("web/bad.py", 1, 0, "F401", "F401 'os' imported but unused"),
        *expected("web/z.py"),
    ]


@pytest.mark.parametrize("line", ["(x): int = 1", "x = 'no call at all'"])
def test_a_file_without_a_rest_path_is_no_concern(project: Path, line: str) -> None:
    put(project / "web" / "app.py", f"{line}\n")
    assert select(cwd=project).findings() == []


@pytest.mark.parametrize(
    ("config", "arguments", "shown"),
    [
        ("", [], False),
        ("", ["--extend-select=CFS301"], True),
        ("ignore = X\n", ["--select=CFS"], False),
        ("extend-select = CFS\n", [], False),
        ("ignore = X\nextend-select = CFS\n", [], False),
        ("ignore = X\nextend-select = CFS301\n", [], True),
        ("extend-select = CFS301\nper-file-ignores =\n    app.py:CFS301\n", [], False),
        ("extend-select = CFS301\nper-file-ignores =\n    other.py:CFS301\n", [], True),
    ],
)
def test_an_off_by_default_code(project: Path, config: str, arguments: list[str], shown: bool) -> None:
    put(project / ".flake8", f"[flake8]\n{config}")
    run = run_flake8_here(*arguments, "web/app.py", cwd=project)
    undecided = [found for found in run.findings() if found.code == "CFS301"]
    assert undecided == ([Reported("web/app.py", 8, 27, "CFS301", UNDECIDED)] if shown else [])


LOADED = """\
import sys
from flake8.main.cli import main
main(["--isolated", "--jobs=1", "--select=CFS", *sys.argv[1:]])
print("loaded", *sorted(name for name in sys.modules if name.startswith(("flake8_confluence_scopes.", "libcst"))))
"""


def loaded(*arguments: str, cwd: Path) -> set[str]:
    """The modules that flake8's process has loaded in the end, libcst's as one."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOADED, *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = done.stdout.splitlines()[-1].split()[1:]
    return {name.partition(".")[0] if name.startswith("libcst") else name.partition(".")[2] for name in names}


def test_a_file_without_a_rest_path_never_loads_libcst(project: Path) -> None:
    put(project / "web" / "app.py", "import requests\n\nrequests.get('https://x.example/restful')\n" * 3)
    at_start = {"plugin", "settings", "rules"}
    names = loaded("web/app.py", cwd=project)
    assert at_start | {"calls.first_look.may_hold"} < names
    assert not {"libcst", "calls.finder", "checker", "scopes"} & names


def test_a_file_without_a_call_never_loads_libcst(project: Path) -> None:
    put(project / "web" / "app.py", "PATH = '/rest/api/content'\nprint(PATH)\n")
    names = loaded("web/app.py", cwd=project)
    assert "calls.finder" in names
    assert "libcst" not in names


def test_a_file_with_a_rest_path_loads_libcst_but_not_what_costs_most(project: Path) -> None:
    names = loaded("web/app.py", cwd=project)
    assert {"libcst", "checker", "descriptors", "scopes"} < names
    assert not {"cli", "explanation", "sources"} & names


def test_odd_files(project: Path) -> None:
    folder = project / "web"
    (folder / "app.py").unlink()
    (folder / "bom.py").write_bytes(b"\xef\xbb\xbf" + SOURCE.encode())
    (folder / "crlf.py").write_bytes(SOURCE.replace("\n", "\r\n").encode())
    put(folder / "empty.py", "")
    put(folder / "one_line.py", 'import requests; requests.delete("/rest/api/content/1")')
    put(folder / "syntax.py", f"{SOURCE}\ndef\n")
    umlauts = SOURCE.replace('f"{site}', 'f"\u00fc\U0001f600/{site}').replace('put(site + "', 'put("\u00fc" + site + "')
    put(folder / "umlauts.py", umlauts)
    run = select("--extend-select=E999", "--jobs=1", cwd=project)
    found = run.findings()
    assert [one for one in found if one.code != "E999"] == [
        *expected("web/bom.py"),
        *expected("web/crlf.py"),
        Reported("web/one_line.py", 1, 33, "CFS101", DELETE.replace("{}", "1")),
        *expected("web/umlauts.py"),
    ]
    assert [one.path for one in found if one.code == "E999"] == ["web/syntax.py"]


def test_a_file_that_is_not_utf_8(project: Path) -> None:
    (project / "web" / "app.py").write_bytes(b"# \xe4\n" + SOURCE.encode())
    found = select(cwd=project).findings()
    assert [one.line for one in found if one.code == "CFS101"] == [6, 8]


def test_the_help_names_the_options(project: Path) -> None:
    text = run_flake8("--help", cwd=project).stdout
    for option in ("descriptor PATH", "scopes LIST", "catalog NAME-or-PATH", "root PATH"):
        assert f"--confluence-{option}" in text
