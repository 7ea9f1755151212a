"""Measures what a keystroke costs the language server, as ratios within one run: ``python tools/latency.py``.

Prints the median and the 95th percentile over 200 keystrokes in one process, each against one parse of the same file by
libcst: CPU time from a change of the text to its diagnostics, without the wait for the next key and without the client.
The file has 1,000 lines with 20 calls, in a project of 500 files. Half of the keys are typed into the path of a call, half
into a comment, so that Python can parse the text after each of them: what it cannot costs less.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import libcst

# As a script, with this folder on sys.path instead of the one above.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flake8_confluence_scopes.server.lines import Json, Lines  # noqa: E402
from flake8_confluence_scopes.server.session import Session  # noqa: E402
from tools.benchmarks import editor, growth  # noqa: E402
from tools.benchmarks.rows import Row, seconds, table  # noqa: E402

FILES = 500
KEYSTROKES = 200
MOST_MEDIAN = 1.0
MOST_95TH = 2.0

_PATH = "/child/0"
_COMMENT = "# typed: "


def rows(files: int, keystrokes: int) -> list[Row]:
    """The two figures. Raises ValueError where the calls are not all reported."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name).resolve()
        session, uri = _session(top, files)
        document = session.documents.get(uri)
        assert document is not None
        text = document.text
        parses, taken, found = [], [], []
        for keys in _typed(text, keystrokes):
            parses.append(seconds(lambda: libcst.parse_module(text), 1))
            taken.append(seconds(lambda: found.append(_keystroke(session, uri, keys)), 1))
    if set(found) != {editor.CALLS}:
        raise ValueError(f"{sorted(set(found))} calls are reported instead of {editor.CALLS}")
    parse = statistics.median(parses)
    detail = f"{keystrokes} keystrokes, {files} files, parsed in {parse * 1e3:.0f} ms"
    late = statistics.quantiles(taken, n=20, method="inclusive")[-1]
    return [
        Row("a keystroke against one parse: median", statistics.median(taken) / parse, MOST_MEDIAN, detail),
        Row("a keystroke against one parse: 95th percentile", late / parse, MOST_95TH, detail),
    ]


def _session(top: Path, files: int) -> tuple[Session, str]:
    """A project with the file open, its first look done, and the file's address."""
    (top / ".git").mkdir()
    (top / "atlassian-connect.json").write_text('{"scopes": []}', encoding="utf-8")
    (top / "client.py").write_text(growth.lines(0), encoding="utf-8")
    for number, text in enumerate(growth.files(files)):
        (top / f"app_{number}.py").write_text(text, encoding="utf-8")
    session = Session()
    session.set_folders([str(top)])
    uri = (top / "edited.py").as_uri()
    text = editor.source() + _COMMENT + "\n"
    session.open(uri, "python", 0, text)
    _keystroke(session, uri, {"range": Lines(text).range(0, 0), "text": ""})
    return session, uri


def _typed(text: str, count: int) -> Iterator[Json]:
    """So many changes of one letter each, in two places by turns."""
    lines = Lines(text)
    ends = [text.index(mark) + len(mark) for mark in (_PATH, _COMMENT)]
    for number in range(count):
        place = lines.position(ends[number % 2])
        yield {"range": {"start": place, "end": place}, "text": "abcdefghij"[number % 10]}


def _keystroke(session: Session, uri: str, change: Json) -> int:
    """How many findings there are after a change, and after what the server does once a second."""
    session.change(uri, None, [change])
    document = session.documents.get(uri)
    assert document is not None
    found = session.diagnostics(document)
    session.look_at_the_disk()
    return len(found)


def main(arguments: list[str]) -> int:
    """Print the table; the status is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=FILES, help="files in the project (default: %(default)s)")
    parser.add_argument("--keystrokes", type=int, default=KEYSTROKES, help="two or more (default: %(default)s)")
    options = parser.parse_args(arguments)
    found = rows(options.files, options.keystrokes)
    print(table(found))
    return 1 if any(row.fails() for row in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
