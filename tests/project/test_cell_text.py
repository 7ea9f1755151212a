"""What IPython reads otherwise than Python, line by line."""

from __future__ import annotations

import ast

import pytest

from flake8_confluence_scopes.project.cell_text import CellText, NoPython, as_python


def translated(text: str) -> CellText:
    return as_python(text.split("\n"))


@pytest.mark.parametrize(
    ("line", "python", "shift"),
    [
        ("%matplotlib inline", "pass", 0),
        ("%time f()", "f()", 6),
        ("%timeit -n 10 -r 3 f()", "f()", 19),
        ("%time", "pass", 0),
        ("!curl -s https://x", "pass", 0),
        ("!!ls", "pass", 0),
        ("?open", "pass", 0),
        ("open?", "pass", 0),
        ("a.b??  ", "pass", 0),
        ("%time?", "pass", 0),
        ("x = %pwd", "x = get_ipython()", 0),
        ("x = !ls", "x = get_ipython()", 0),
        ("a, b[0] = !ls", "a, b[0] = get_ipython()", 0),
        ("x = %time f()", "x = f()", 6),
    ],
)
def test_a_line_of_ipython_s(line: str, python: str, shift: int) -> None:
    assert translated(f"{line}\nx = 1") == CellText([python, "x = 1"], [shift, 0], "", [] if shift else [0])


@pytest.mark.parametrize(
    "text",
    [
        "'''\n!x\n%y\n'''",
        "f(1\n  % 2)",
        "x = 7 \\\n  % 2",
        "await f()",
        "async with a as b:\n    pass",
        "return 1",
        "",
        "   ",
        "\n\n# only a comment",
    ],
)
def test_python_stays_as_it_is(text: str) -> None:
    lines = text.split("\n")
    assert translated(text) == CellText(lines, [0] * len(lines), "", [])


@pytest.mark.parametrize(
    "text",
    [
        "'''\n!x\n%y\n'''",
        '"""\n!x \\""" \n"""',
        "f(1 # (\n  % 2)",
        "x = 7 \\\n  % 2",
        "x = 'it\\\n % 3'",
        "x = [')', 'a\\'',\n  2]",
    ],
)
def test_what_goes_on_is_no_magic(text: str) -> None:
    lines = text.split("\n")
    assert translated("%pwd\n" + text + "\n%pwd").lines == ["pass", *lines, "pass"]


def test_a_command_may_go_on_over_several_lines() -> None:
    cell = translated("!curl \\\n  -X 'PUT \\\n  https://x\nx = 1")
    assert (cell.lines, cell.passed_over) == (["pass", "", "", "x = 1"], [0, 1, 2])


def test_a_magic_in_a_block_keeps_the_block() -> None:
    cell = translated("for x in y:\n    %pwd\n    %time f(x)\nelse:\n    !ls")
    assert cell.lines == ["for x in y:", "    pass", "    f(x)", "else:", "    pass"]
    assert cell.shifts == [0, 0, 6, 0, 0]
    ast.parse("\n".join(cell.lines))


def test_ipython_takes_the_first_line_s_indent_from_all() -> None:
    cell = translated("    x = 1\n    if x:\n        y\nz")
    assert (cell.lines, cell.shifts) == (["x = 1", "if x:", "    y", "z"], [4, 4, 4, 0])


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 3", "%%capture out", "\n%%prun", "%%python3"])
def test_a_cell_magic_whose_body_is_python(magic: str) -> None:
    cell = translated(magic + "\n  x = 1\n%pwd")
    count = magic.count("\n") + 1
    assert cell.lines == [""] * count + ["x = 1", "pass"]
    assert (cell.shifts[-2:], cell.passed_over) == ([2, 0], [*range(count), count + 1])


@pytest.mark.parametrize("magic", ["bash", "javascript", "html", "writefile x.py", "sql"])
def test_any_other_cell_magic_is_a_language_of_its_own(magic: str) -> None:
    cell = translated(f"%%{magic}\nx = 1")
    assert cell == CellText(["", ""], [0, 0], magic.split()[0], [0, 1])


@pytest.mark.parametrize(
    "text",
    ["x = = 1", "%pwd\nx = (", "%pwd\nx = 'a\ny", "%pwd\n'''", "x = )", "%%time\n\n x x", "\0", "\ud800"],
)
def test_what_is_no_python_has_a_reason(text: str) -> None:
    with pytest.raises(NoPython, match="Python cannot parse it"):
        translated(text)
