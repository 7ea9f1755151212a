"""The command line."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flake8_confluence_scopes import ISSUES, __version__, calls, cli
from flake8_confluence_scopes.project import analysis
from flake8_confluence_scopes.rules import RULES
from tests.calls.models import acme_file
from tests.support import before_last_line

Ask = Callable[..., tuple[int, str, str]]

SOURCE = """\
import requests


def save(verb, site, page):
    requests.request(verb, f"{site}/wiki/rest/api/content/{page}")
    return requests.get(
        f"{site}/rest/api/content/{page}"
    )


requests.get("https://jira.example.com/rest/api/2/issue/X-1")
"""


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command in ``tmp_path``; gives its exit code, its output and its errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        output, errors = capsys.readouterr()
        return code, output, before_last_line(errors) if arguments[:1] == ("calls",) and code == 0 else errors

    return run


def put(path: Path, text: str = SOURCE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-I", "-m", "flake8_confluence_scopes", *arguments]


def test_calls_as_text(ask: Ask, tmp_path: Path) -> None:
    put(tmp_path / "app.py")
    put(tmp_path / "a" / "long_name.py", 'import httpx\nhttpx.delete("/rest/api/content/1")\n')
    assert ask("calls") == (
        0,
        "./app.py:5:5          ?       /wiki/rest/api/content/{}  (the method verb is not known)\n"
        "./app.py:6:12         GET     /rest/api/content/{}\n"
        "./a/long_name.py:2:1  DELETE  /rest/api/content/1\n",
        "",
    )


ROWS = [
    {
        "file": "app.py",
        "line": 5,
        "column": 5,
        "end_line": 5,
        "end_column": 67,
        "client": "requests.request",
        "method": "?",
        "path": "/wiki/rest/api/content/{}",
        "decided": False,
        "reason": "the method verb is not known",
    },
    {
        "file": "app.py",
        "line": 6,
        "column": 12,
        "end_line": 8,
        "end_column": 6,
        "client": "requests.get",
        "method": "GET",
        "path": "/rest/api/content/{}",
        "decided": True,
        "reason": "",
    },
]


def test_calls_as_json(ask: Ask, tmp_path: Path) -> None:
    put(tmp_path / "app.py")
    code, output, errors = ask("calls", "app.py", "--format", "json")
    assert (code, errors) == (0, "")
    assert [list(row.items()) for row in json.loads(output)] == [list(row.items()) for row in ROWS]


def test_calls_as_lines_of_json(ask: Ask, tmp_path: Path) -> None:
    put(tmp_path / "app.py")
    code, output, errors = ask("calls", "--format=jsonl", "app.py")
    assert (code, errors) == (0, "")
    assert [json.loads(line) for line in output.splitlines()] == ROWS


def test_each_possible_path_is_a_row_of_its_own(ask: Ask, tmp_path: Path) -> None:
    loop = "for kind in ('page', 'space'):\n    requests.get(f'/wiki/rest/api/{kind}')\n"
    put(tmp_path / "app.py", f"import requests\n{loop}")
    _, output, _ = ask("calls", "--format=jsonl")
    rows = [json.loads(line) for line in output.splitlines()]
    assert [(row["line"], row["column"], row["path"]) for row in rows] == [
        (3, 5, "/wiki/rest/api/page"),
        (3, 5, "/wiki/rest/api/space"),
    ]


@pytest.mark.parametrize(("form", "output"), [("text", ""), ("json", "[]\n"), ("jsonl", "")])
def test_no_calls(ask: Ask, tmp_path: Path, form: str, output: str) -> None:
    put(tmp_path / "app.py", "x = 1\n")
    assert ask("calls", "--format", form) == (0, output, "")


def test_which_files_are_looked_through(ask: Ask, tmp_path: Path) -> None:
    line = 'import requests\nrequests.get("/rest/api/content")\n'
    for name in ("b.py", "a/z.py", "a/b/c.py", "a.txt", "script", ".github/x.py", ".tox/x.py", "node_modules/x.py"):
        put(tmp_path / name, line)
    for name in ("__pycache__/x.py", "venv/lib/x.py", "conda/x.py", "x/site-packages/x.py"):
        put(tmp_path / name, line)
    put(tmp_path / "venv" / "pyvenv.cfg", "")
    (tmp_path / "conda" / "conda-meta").mkdir()
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "dangling.py").symlink_to("nowhere")

    def looked_through(*paths: str) -> list[str]:
        _, output, errors = ask("calls", *paths)
        assert errors == ""
        return [row.split(":")[0] for row in output.splitlines()]

    assert looked_through() == looked_through(".") == ["./b.py", "./.github/x.py", "./a/z.py", "./a/b/c.py"]
    assert looked_through("a") == ["a/z.py", "a/b/c.py"]
    assert looked_through("a/", "script", "./a/z.py") == ["a/z.py", "a/b/c.py", "script"]
    assert looked_through("venv", ".tox") == ["venv/lib/x.py", ".tox/x.py"]
    assert looked_through(str(tmp_path / "a" / "b")) == [str(tmp_path / "a" / "b" / "c.py")]


def test_a_closed_output_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with monkeypatch.context() as context:
        context.setattr(sys, "stdout", None)
        assert cli.main(["catalog", "list"]) == 2
    sentence = "confluence-scopes: standard output is closed; write to a file with -o, or to /dev/null\n"
    assert capsys.readouterr() == ("", sentence)


def test_with_a_closed_stderr_the_answer_stays_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with monkeypatch.context() as context:
        context.setattr(sys, "stderr", None)
        assert cli.main(["calls", str(tmp_path)]) == 0
        sys.stderr.close()
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(os.name == "nt", reason="needs named pipes")
def test_a_named_pipe_is_not_waited_for(ask: Ask, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert ask("calls") == (0, "", "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'y = "/rest/api' + b"," * 200_001 + b'"', "it has more than 200000 commas"),
        (b'"/rest/api" def', "Python cannot parse it (SyntaxError in line 1)"),
        (b'"/rest/api \xff"', "it is not text in the encoding that it declares, or else UTF-8"),
        (b"# coding: nonsense", "it is not text in the encoding that it declares, or else UTF-8"),
        (b"# coding: hex", "it is not text in the encoding that it declares, or else UTF-8"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_listed(
    ask: Ask, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "a.py").write_bytes(content)
    put(tmp_path / "b.py", 'import requests\nrequests.get("/rest/api/content")\n')
    assert ask("calls") == (0, "./b.py:2:1  GET     /rest/api/content\n", f"./a.py: {reason}\n")


def test_an_unreadable_file_is_named(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "link.py").symlink_to("nowhere")
    assert ask("calls", "link.py") == (0, "", "link.py: it cannot be read: No such file or directory\n")


def test_an_unreadable_directory_is_named(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert ask("calls") == (0, "", ".: it cannot be listed: Permission denied\n")


def test_a_failing_analysis_is_named(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str, filename: str, **options: object) -> list[calls.Call]:
        raise KeyError(filename)

    monkeypatch.setattr(analysis, "look_into", fail)
    put(tmp_path / "app.py")
    code, output, errors = ask("calls")
    reason = f"the analysis failed with KeyError; please report it at {ISSUES}"
    assert (code, output, errors) == (0, "", f"./app.py: {reason}\n")


def test_an_interruption(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(source: str, filename: str, **options: object) -> list[calls.Call]:
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "look_into", interrupt)
    put(tmp_path / "app.py")
    assert ask("calls") == (130, "", "")


NAMED = {line for rule in RULES.values() for form in rule.helps for line in re.findall("`confluence-scopes (.+?)`", form)}


@pytest.mark.parametrize("line", sorted(NAMED))
def test_what_the_next_steps_name_is_a_whole_command(ask: Ask, line: str) -> None:
    assert "see confluence-scopes" not in ask(*line.format(catalog="connect").split())[2]


def test_calls_of_a_client_model_of_one_s_own(ask: Ask, tmp_path: Path) -> None:
    put(tmp_path / "app.py", "import acme\nacme.Wiki('https://x').read_page(1)\n")
    file = acme_file(tmp_path)
    row = (0, "./app.py:2:1  GET     /rest/api/content/1\n", "")
    assert ask("calls") == (0, "", "")
    assert ask("calls", f"--confluence-clients={file}") == row
    put(tmp_path / ".flake8", f"[flake8]\nconfluence-clients = {file}\n")
    assert ask("calls") == row
    gone = "confluence-scopes: --confluence-clients: no.json cannot be read: No such file or directory; name a client "
    gone += "model that can\n"
    assert ask("calls", "--confluence-clients=no.json") == (2, "", gone)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system with names of any bytes")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.py"
    with open(name, "w", encoding="utf-8") as file:
        file.write('import requests\nrequests.get("/rest/api/content")\nx y\n')
    done = subprocess.run(command("calls"), cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == b""
    assert b"caf\\udce9.py: Python cannot parse it" in done.stderr
    with open(name, "a+", encoding="utf-8") as file:
        file.truncate(49)
    done = subprocess.run(command("calls"), cwd=tmp_path, capture_output=True, check=True)
    row = "./caf\\udce9.py:2:1  GET     /rest/api/content" + os.linesep
    assert (done.stdout, before_last_line(done.stderr.decode())) == (row.encode(), "")
    done = subprocess.run(
        command("calls", "--format", "jsonl"), cwd=tmp_path, capture_output=True, check=True
    )
    assert json.loads(done.stdout)["file"] == "./caf\udce9.py"


def test_an_output_without_the_name_s_letters(tmp_path: Path) -> None:
    put(tmp_path / "caf\u00e9.py", 'import requests\nrequests.get("/rest/api/content")\n')
    done = subprocess.run(
        [sys.executable, "-m", "flake8_confluence_scopes", "calls"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="ascii",
        check=True,
    )
    assert done.stdout == "./caf\\xe9.py:2:1  GET     /rest/api/content\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has another kind of pipe")
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    put(tmp_path / "app.py")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command("calls"), cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk(tmp_path: Path) -> None:
    put(tmp_path / "app.py")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("calls"), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (2, b"confluence-scopes: No space left on device\n")


def test_explain(ask: Ask) -> None:
    address = "https://x.atlassian.net/wiki/rest/searchv3/1.0/search?query={words}"
    code, output, errors = ask("explain", "get", address, "--catalog", "connect-2014")
    assert (code, errors) == (0, "")
    assert output == (
        "GET /wiki/rest/searchv3/1.0/search\n"
        "\n"
        "connect-2014, 2014-02, in Connect scopes\n"
        "  row:    /rest/searchv3/{version}/search\n"
        "  answer: needs READ\n"
        '  source: Atlassian Connect documentation, page "Confluence REST Scopes" (February 2014)\n'
    )


@pytest.mark.parametrize(
    ("method", "path", "catalog", "lines"),
    [
        ("DELETE", "/rest/api/space/{key}", "connect-2014", ["  answer: closed to apps; open is GET"]),
        (
            "POST",
            "/rest/api/user/{id}",
            "connect-2014",
            ["  answer: closed to apps; no such resource is listed"],
        ),
        (
            "GET",
            "/rest/searchv3/2.0/search",
            "connect-2014",
            ["  answer: closed to apps; not version 2.0, but 1, 1.0, latest is listed"],
        ),
        (
            "GET",
            "/rest/api/latest/content",
            "connect-2014",
            ["  answer: closed to apps; not version latest, but no version is listed"],
        ),
        (
            "GET",
            "/rest/api/{what}",
            "connect-2014",
            ["  answer: not decided: the segment after /rest/api is not known"],
        ),
        (
            "GET",
            "/api/v2/pages/{id}/children",
            "cloud",
            [
                "  row:    /wiki/api/v2/pages/{id}/children",
                "  answer: needs read:page:confluence",
                "  note:   deprecated",
                "  answer: needs READ",
            ],
        ),
        (
            "GET",
            "/confluence/rest/api/group/member",
            "cloud",
            [
                "  row:    /wiki/rest/api/group/member",
                "  answer: needs one of [read:confluence-groups], "
                "[read:group:confluence, read:user:confluence]",
                "  note:   removed, as of 2026-07-21",
            ],
        ),
        (
            "GET",
            "/wiki/rest/api/space",
            "cloud",
            ["  note:   removed, as of 2026-07-21; its successor is /wiki/api/v2/spaces"],
        ),
    ],
)
def test_explain_an_answer(ask: Ask, method: str, path: str, catalog: str, lines: list[str]) -> None:
    code, output, errors = ask("explain", method, path, "--catalog", catalog)
    assert (code, errors) == (0, "")
    assert [line for line in lines if line not in output.splitlines()] == []


def test_explain_an_operation_that_is_closed_outright(ask: Ask) -> None:
    _, output, _ = ask("explain", "GET", "/wiki/rest/api/audit/export", "--catalog", "cloud")
    assert "  answer: closed to apps; open is no method\n" in output


def test_explain_asks_all_packaged_catalogs(ask: Ask) -> None:
    _, output, _ = ask("explain", "GET", "/wiki/rest/api/space/{key}/property")
    assert [line for line in output.splitlines() if line.startswith(("connect", "cloud", "  table"))] == [
        "connect, 2026-07-21, in Connect scopes",
        "  table:  cloud, 2026-07-21",
        "connect-2014, 2014-02, in Connect scopes",
        "connect-2016, 2016-03-02, in Connect scopes",
        "cloud, 2026-07-21, in OAuth scopes",
        "cloud, 2026-07-21, in Connect scopes",
    ]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (
            "/rest/mywork/1/action",
            [
                "connect, 2026-07-21, in Connect scopes",
                "  table:  connect-2014, 2014-02",
                "  row:    /rest/mywork/{version}/action",
                "  answer: needs WRITE",
                '  source: Atlassian Connect documentation, page "Confluence REST Scopes" (February 2014)',
            ],
        ),
        (
            "/rest/shelf/1",
            [
                "connect, 2026-07-21, in Connect scopes",
                "  answer: closed to apps; no such resource is listed",
                "  source: cloud, connect-2016 and connect-2014, asked in this order",
            ],
        ),
    ],
)
def test_explain_names_the_table_that_decides(ask: Ask, path: str, lines: list[str]) -> None:
    _, output, _ = ask("explain", "PUT", path, "--catalog", "connect")
    assert output.splitlines()[2:] == lines


def test_explain_of_all_says_nothing_twice(ask: Ask) -> None:
    _, output, _ = ask("explain", "PUT", "/rest/mywork/1/action")
    assert output.count("row:    /rest/mywork/{version}/action") == 2
    assert output.count("page \"Confluence REST Scopes\"") == 1
    assert output.splitlines()[2:6] == [
        "connect, 2026-07-21, in Connect scopes",
        "  table:  connect-2014, 2014-02",
        "  answer: needs WRITE",
        "",
    ]


def test_explain_as_json(ask: Ask) -> None:
    code, output, errors = ask("explain", "patch", "rest/api/content/{id}", "--format=json")
    assert (code, errors) == (0, "")
    explained = json.loads(output)
    assert (explained["method"], explained["path"]) == ("PATCH", "/rest/api/content/{}")
    connect, oldest, *_ = explained["answers"]
    assert (connect["catalog"], connect["table"], connect["resource"]) == (
        "connect",
        "cloud",
        "/wiki/rest/api/content/{id}",
    )
    assert oldest == {
        "catalog": "connect-2014",
        "table": "connect-2014",
        "family": "connect",
        "date": "2014-02",
        "source": 'Atlassian Connect documentation, page "Confluence REST Scopes" (February 2014)',
        "answer": "closed",
        "resource": "/rest/api/content",
        "methods": ["GET", "POST", "PUT", "DELETE"],
        "removed": "",
        "deprecated": False,
        "successor": "",
    }


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/rest/api/content", "needs"),
        ("/rest/foo/1/x", "unlisted-resource"),
        ("/rest/ui/3/content", "unlisted-version"),
        ("/rest/{x}/1/content", "undecided"),
    ],
)
def test_explain_names_the_kind_of_answer(ask: Ask, path: str, answer: str) -> None:
    _, output, _ = ask("explain", "GET", path, "--format", "json", "--catalog", "connect-2014")
    assert [found["answer"] for found in json.loads(output)["answers"]] == [answer]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "the following arguments are required: COMMAND; see confluence-scopes --help"),
        (["calls", "no/such"], "there is no file or directory no/such; name what to look through"),
        (
            ["explain", "/rest/api/content", "GET"],
            "/rest/api/content is no HTTP method; write GET, POST, PUT or DELETE, and then the path",
        ),
        (
            ["explain", "GET", "/wiki/pages/{id}"],
            "/wiki/pages/{id} has no REST root; write a path with rest/, download/ or api/v2/ in it, "
            "such as /rest/api/content/{id}",
        ),
        (
            ["explain"],
            "the following arguments are required: SUBJECT; see confluence-scopes explain --help",
        ),
        (
            ["calls", "--form", "json"],
            "unrecognized arguments: --form; did you mean --format?; see confluence-scopes calls --help",
        ),
        (
            ["check", "--output-format=concise"],
            "unrecognized arguments: --output-format=concise; did you mean --format?; see confluence-scopes check --help",
        ),
        (["audit", "--x=1"], "unrecognized arguments: --x=1; see confluence-scopes audit --help"),
        (["adit"], "there is no command adit; did you mean audit?; see confluence-scopes --help"),
        (["catalog", "lst"], "there is no action lst; did you mean list?; see confluence-scopes catalog --help"),
        (
            ["calls", "--format=xml"],
            "--format: there is no xml; write text, json or jsonl; see confluence-scopes calls --help",
        ),
    ],
)
def test_a_wrong_question(ask: Ask, arguments: list[str], sentence: str) -> None:
    assert ask(*arguments) == (2, "", f"confluence-scopes: {sentence}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["calls", "--format", "xml"],
        ["explain", "GET", "/rest/api/content", "--catalog", "nonsense"],
        ["audits"],
    ],
)
def test_a_wrong_question_is_answered_in_one_line(ask: Ask, arguments: list[str]) -> None:
    code, output, errors = ask(*arguments)
    assert (code, output) == (2, "")
    assert errors.startswith("confluence-scopes: ")
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_what_it_says_of_itself(option: str) -> None:
    done = subprocess.run(command(option), capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(
        f"confluence-scopes {__version__}\n" if option == "--version" else "usage: confluence-scopes "
    )
    assert done.stderr == ""
