"""What an editor waits for: one process that lints a file again and again."""

from __future__ import annotations

import ast
import tempfile
from pathlib import Path

import libcst

from flake8_confluence_scopes.plugin import Plugin
from flake8_confluence_scopes.settings import validated
from tools.benchmarks import growth
from tools.benchmarks.rows import Row, seconds

MOST_WARM = 0.7
LINES = 1_000
CALLS = 20

OTHER = '''

def total_{n}(rows, rate=1.0):
    """Adds up what is paid."""
    found = 0
    for row in rows:
        if row.get("paid"):
            found += row["amount"] * rate
    return round(found, 2)
'''


def source(lines: int | None = None) -> str:
    """A file of about so many lines, ``LINES`` by default, with ``CALLS`` calls through a wrapper."""
    head = growth.calls(CALLS)
    count = ((lines or LINES) - head.count("\n")) // OTHER.count("\n")
    return head + "".join(OTHER.format(n=number) for number in range(count))


def rows(rounds: int) -> list[Row]:
    """The second lint of a file, with a changed line and without, against one parse of it; and whether a change of the
    descriptor is seen at once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        descriptor = folder / "atlassian-connect.json"
        descriptor.write_text('{"scopes": []}', encoding="utf-8")
        Plugin.settings = validated(root=name)
        text, file = source(), str(folder / "app.py")
        tree = ast.parse(text)
        parsing = seconds(lambda: libcst.parse_module(text), rounds)
        missing = _lint(text, tree, file)
        same = seconds(lambda: _lint(text, tree, file), rounds)
        texts = [f"{text}x = {number}\n" for number in range(rounds)]
        changed = iter([(one, ast.parse(one)) for one in texts])
        edited = seconds(lambda: _lint(*next(changed), file), rounds)
        descriptor.write_text('{"scopes": ["READ"]}', encoding="utf-8")
        unseen = _lint(text, tree, file)
    detail = f"{text.count(chr(10)):,} lines, {missing} calls, parsed in {parsing * 1e3:.0f} ms"
    return [
        Row("an editor: the second lint of a file against one parse", same / parsing, MOST_WARM, detail),
        Row("an editor: a lint after a line has changed against one parse", edited / parsing, MOST_WARM, detail),
        Row("an editor: calls judged by the descriptor as it was before it changed", unseen, 0, f"{missing} before"),
    ]


def _lint(text: str, tree: ast.AST, file: str) -> int:
    """How many findings there are; flake8 has parsed the file already."""
    return len(list(Plugin(tree, file, text.splitlines(keepends=True)).run()))
