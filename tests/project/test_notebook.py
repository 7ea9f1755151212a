"""Notebooks: from the file's bytes to one module's text, and back to its places."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.project import notebook as notebooks
from flake8_confluence_scopes.project.notebook import CellLine, Notebook, of_data, read
from flake8_confluence_scopes.sources import UnreadableSource
from tests.project.notebooks import notebook

GET = 'requests.get("https://x/wiki/api/v2/pages/1")'
MANIFEST = "app:\n  id: x\npermissions:\n  scopes:\n    - read:page:confluence\n    - read:space:confluence\n"


def read_text(text: str) -> Notebook:
    return of_data(text.encode())


def unread(text: str) -> list[str]:
    return [f"{part.at.cell}:{part.at.line} {part.reason}{'' if part.unchecked else '!'}" for part in read_text(text).unread]


def test_the_cells_are_one_module_in_their_order() -> None:
    found = read_text(notebook("import requests\n\nx = 1", ["y = 2\n", "z = ", "3"]))
    assert found.text == "import requests\n\nx = 1\ny = 2\nz = 3\n"
    assert found.lines == (*(CellLine(1, line, 1) for line in (1, 2, 3)), CellLine(2, 1, 1), CellLine(2, 2, 1))


def test_each_line_stands_on_a_line_of_the_file() -> None:
    text = notebook(["a = 1\n", "b = 2\n", "\n", "c = 3"], "d\ne", indent=1)
    found = read_text(text)
    rows = text.split("\n")
    assert [rows[line.file_line - 1].strip() for line in found.lines[:4]] == ['"a = 1\\n",', '"b = 2\\n",', '"\\n",', '"c = 3"']
    assert [rows[line.file_line - 1].strip() for line in found.lines[4:]] == ['"source": "d\\ne"'] * 2


def test_other_cells_count_and_are_no_code() -> None:
    cells = [
        {"cell_type": "markdown", "source": "# x"},
        {"cell_type": "raw", "source": 3},
        {"cell_type": "code", "source": ["x = 1\r\n", "y = '\r'"]},
    ]
    found = read_text("\ufeff" + json.dumps({"cells": cells}))
    assert (found.text, [line.cell for line in found.lines], found.unread) == ("x = 1\ny = ' '\n", [3, 3], ())


def test_version_3_has_worksheets() -> None:
    sheets = [
        {"cells": [{"cell_type": "heading", "source": "x"}, {"cell_type": "code", "input": ["x = 1"], "language": "python"}]},
        {"cells": [{"cell_type": "code", "input": "y = '/rest/api/'", "language": "R"}]},
    ]
    text = json.dumps({"nbformat": 3, "metadata": {"name": ""}, "worksheets": sheets})
    assert read_text(text).text == "x = 1\n"
    assert unread(text) == ["3:1 mentions a REST root, and R is not read!"]


def test_a_cell_that_is_no_python_does_not_lose_the_others() -> None:
    text = notebook("x = 1", "x = = 2", "y = 3")
    assert read_text(text).text == "x = 1\ny = 3\n"
    assert unread(text) == ["2:1 in cell 2, Python cannot parse it (SyntaxError in line 1)"]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (3, "1:1 cell 1 has no type"),
        ({}, "1:1 cell 1 has no type"),
        ({"cell_type": ["code"]}, "1:1 cell 1 has no type"),
        ({"cell_type": "code"}, "1:1 cell 1 has no text"),
        ({"cell_type": "code", "source": {"a": 1}}, "1:1 cell 1 has no text"),
        ({"cell_type": "code", "source": ["x", 1]}, "1:1 cell 1 has no text"),
    ],
)
def test_a_cell_of_wrong_types_is_named(cell: object, reason: str) -> None:
    text = json.dumps({"cells": [cell, {"cell_type": "code", "source": []}, {"cell_type": "code", "source": "x"}]})
    assert unread(text) == [reason]
    assert read_text(text).text == "\nx\n"


@pytest.mark.parametrize(
    ("cell", "reasons"),
    [
        ("%%bash\ncurl https://x/rest/api/space", ["1:2 mentions a REST root, and a cell of %%bash is not read!"]),
        ("%%javascript\nfetch('/pages')", []),
        ("!curl https://x/wiki/rest/api/space", ["1:1 mentions a REST root, and a line for IPython or the shell is not read!"]),
        ("%pwd\n!ls", []),
        ("%%html\n<script>requestConfluence()", ["1:2 mentions requestConfluence, and a cell of %%html is not read!"]),
    ],
)
def test_what_is_no_python_and_mentions_a_root_is_named(cell: str, reasons: list[str]) -> None:
    assert unread(notebook(cell)) == reasons


@pytest.mark.parametrize(
    ("metadata", "is_python"),
    [
        ({}, True),
        ([], True),
        ({"kernelspec": {"language": "python"}}, True),
        ({"language_info": {"name": "ipython3"}}, True),
        ({"language_info": {"name": ""}, "kernelspec": []}, True),
        ({"language_info": {"name": "R"}}, False),
        ({"kernelspec": {"language": "julia"}}, False),
    ],
)
def test_the_kernel_has_a_language(metadata: object, is_python: bool) -> None:
    found = read_text(notebook("x = '/rest/api/content'", metadata=metadata))
    assert bool(found.text) == is_python != bool(found.unread)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is not JSON (line 1)"),
        (b"\xff\xfe", "it is not text in UTF-8, as a notebook has to be"),
        (b"[]", "it is no notebook: it holds no object"),
        (b"{}", "it is no notebook: it has no cells"),
        (b'{"worksheets": []}', "it is no notebook: it has no cells"),
        (b'{"worksheets": [1]}', "it is no notebook: its cells are no list"),
        (b'{"cells": {}}', "it is no notebook: its cells are no list"),
        (b'{"cells": ' + b"[" * 100_000, "it nests too deeply"),
        (b'{"cells": [' + b",".join([b"1"] * 20_001) + b"]}", "it has more than 20000 cells"),
    ],
)
def test_what_is_no_notebook_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource) as raised:
        of_data(data)
    assert str(raised.value) == reason


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "LARGEST_MIB", 1)
    (tmp_path / "large.ipynb").write_bytes(b"x" * ((1 << 20) + 1))
    (tmp_path / "folder.ipynb").mkdir()
    reasons = []
    for name in ("large", "folder", "missing"):
        with pytest.raises(UnreadableSource) as raised:
            read(str(tmp_path / f"{name}.ipynb"))
        reasons.append(str(raised.value))
    assert reasons == [
        "it is larger than 1 MiB; clear its outputs",
        "it is not a regular file",
        f"it cannot be read: {os.strerror(2)}",
    ]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "manifest.yml").write_text(MANIFEST)
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "a.ipynb").write_text("no notebook")
    text = notebook(["import requests\n", "%time 1"], ["%time  " + GET + "\n", "f(\n", "await " + GET + ")"], "x x", indent=1)
    (tmp_path / "a.ipynb").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_calls_name_the_cell(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["calls"]) == 0
    assert capsys.readouterr() == (
        "./a.ipynb:cell 2:1:8  GET     /wiki/api/v2/pages/1\n./a.ipynb:cell 2:3:7  GET     /wiki/api/v2/pages/1\n",
        "./a.ipynb:cell 3:1: in cell 3, Python cannot parse it (SyntaxError in line 1)\n"
        "2 calls in 1 file; not read: 1 part of notebooks\n",
    )
    assert cli.main(["calls", "--format=json", "a.ipynb"]) == 0
    first, _ = json.loads(capsys.readouterr().out)
    place = {name: first[name] for name in ("file", "cell", "line", "column", "end_line", "end_column")}
    assert place == {"file": "a.ipynb", "cell": 2, "line": 1, "column": 8, "end_line": 1, "end_column": 8 + len(GET)}


def test_every_format_names_the_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "manifest.yml").write_text(MANIFEST.replace("page", "blogpost"))
    rows = (project / "a.ipynb").read_text().split("\n")
    line = next(number for number, row in enumerate(rows, 1) if "%time  " in row)
    broken = next(number for number, row in enumerate(rows, 1) if "x x" in row)
    said = {}
    for form in ("text", "json", "markdown", "sarif", "github", "gitlab"):
        assert cli.main(["audit", "--format", form]) == 1
        said[form] = capsys.readouterr().out
    assert "    a.ipynb:cell 2:1:21  GET     /wiki/api/v2/pages/1\n" in said["text"]
    assert "CFS901 the cell's calls are not checked: in cell 3, Python cannot parse it (SyntaxError in line 1)\n" in said["text"]
    assert f"[a.ipynb:cell 2:1](a.ipynb#L{line}) `GET /wiki/api/v2/pages/1`" in said["markdown"]
    (app,) = json.loads(said["json"])["apps"]
    site = app["missing"][0]["sites"][0]
    assert (site["cell"], site["line"], site["column"], "file_line" in site) == (2, 1, 21, False)
    assert [(one["code"], one["sites"][0]["cell"]) for one in app["problems"]] == [("CFS901", 3)]
    assert f"file=a.ipynb,line={line}::" in said["github"]
    assert "(cell 2, line 1)%0Ahelp: " in said["github"]
    assert {issue["location"]["lines"]["begin"] for issue in json.loads(said["gitlab"])} >= {line, line + 2, broken}
    results = json.loads(said["sarif"])["runs"][0]["results"]
    regions = [
        one["locations"][0]["physicalLocation"]["region"] for one in results if "line 1)\nhelp: " in one["message"]["text"]
    ]
    assert regions == [{"startLine": line}, {"startLine": broken}]


def test_a_scope_that_a_broken_cell_may_need_is_not_proven(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["audit", "--format=json"])
    (app,) = json.loads(capsys.readouterr().out)["apps"]
    (perhaps,) = app["not_proven"]
    assert (perhaps["scope"], app["unused"]) == ("read:space:confluence", [])
    assert perhaps["reason"] == "a.ipynb:cell 3:1 is not checked: in cell 3, Python cannot parse it (SyntaxError in line 1)"


def test_a_notebook_that_cannot_be_read_is_a_file_that_is_not_checked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "b.ipynb").write_text("hello")
    assert cli.main(["audit", "b.ipynb"]) == 1
    assert "CFS901 the file's calls are not checked: it is not JSON (line 1)\n    b.ipynb:1:1\n" in capsys.readouterr().out
    assert cli.main(["fix", "--remove-unused", "--diff"]) == 0
    assert capsys.readouterr().out == ""


def test_a_cell_in_another_language_is_a_doubt_and_no_problem(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "a.ipynb").write_text(notebook("%%javascript\nfetch('/wiki/rest/api/space')"))
    (project / "app.py").write_text("import requests\n" + GET)
    assert cli.main(["audit"]) == 0
    output = capsys.readouterr().out
    assert "a.ipynb:cell 1:2 mentions a REST root, and a cell of %%javascript is not read)\n    a.ipynb:cell 1:2:1\n" in output
    (project / "a.ipynb").write_text(notebook("%%javascript\nfetch('/spaces')"))
    assert cli.main(["audit"]) == 0
    assert "read:space:confluence  (no call needs it)" in capsys.readouterr().out


def test_migrate_and_justify_name_the_cell(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate"]) == 0
    assert "    - read:page:confluence # 2 calls, a.ipynb:cell 2:1:21\n" in capsys.readouterr().out
    assert cli.main(["justify"]) == 0
    assert "[a.ipynb:cell 2:1](a.ipynb#L" in capsys.readouterr().out


def test_the_case_of_a_notebook_beside_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("manifest.yml").write_text(MANIFEST)
    Path("app.py").write_text(f"import requests\n\n{GET}\n")
    Path("report.ipynb").write_text(notebook(["import requests\n", GET.replace("pages/1", "spaces")]))
    for paths in ([], ["app.py", "report.ipynb"]):
        assert cli.main(["audit", *paths]) == 0
        output = capsys.readouterr().out
        assert "report.ipynb:cell 1:2:14  GET     /wiki/api/v2/spaces" in output
        assert "nused scopes" not in output


def test_the_lines_of_a_cell(project: Path) -> None:
    assert notebooks.cell_lines("a.ipynb", 99) == []
    Path("b.ipynb").write_text('{"cells": [{"cell_type": "code", "source": ["a\\n", "b"]}, 7]}')
    assert [notebooks.cell_lines("b.ipynb", number) for number in (1, 2, 3)] == [["a", "b"], [""], []]
