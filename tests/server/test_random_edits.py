"""A law: whatever is edited, the server says what a fresh look at the same texts says, and so does a fresh server."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flake8_confluence_scopes.server.diagnostics import SENT_HERE
from flake8_confluence_scopes.server.documents import Document
from flake8_confluence_scopes.server.lines import Json, Lines, edit_between
from flake8_confluence_scopes.server.session import Session
from tests.server.editor import Editor

EDITS = int(os.environ.get("CFS_TEST_EDITS", "100"))
SEED = int(os.environ.get("CFS_TEST_SEED", "24"))

CONNECT = "atlassian-connect.json"
LINES = {
    "app.py": (
        "import requests",
        "from api import fetch, BASE",
        "import api",
        "fetch('/rest/api/content/1')",
        "requests.delete(BASE + '/content/1')",
        "requests.put('/rest/api/content/1')  # noqa: CFS101",
        "api.fetch(\n    f'{api.BASE}/space'\n)",
        "x = '\U0001f600', requests.post('/rest/api/content')",
        "x = (",
        ")",
    ),
    "api.py": (
        "import requests",
        "BASE = '/rest/api'",
        "BASE = '/wiki/rest/api'",
        "def fetch(path): return requests.delete(path)",
        "def fetch(path): return requests.get(path)",
        "def fetch(path): return path",
        "'''",
        "\ufeff",
    ),
}
DESCRIPTORS = (
    '{"scopes": ["READ"]}',
    '{"scopes": ["DELETE"]}',
    '{\r\n"scopes": ["RAED", "WRITE"]}',
    '{"scopes": ["WRI',
    "{}",
    "",
    "[",
)

Told = tuple[str, str, Json, list[tuple[str, Json]]]


class World:
    """The server, its open documents, and what counts of them."""

    def __init__(self, top: Path, editor: Editor) -> None:
        self.chance = random.Random(SEED)
        self.top, self.editor = top, editor
        self.readable = DESCRIPTORS[0]
        """The descriptor's last text that could be read."""
        for name in (*LINES, CONNECT):
            editor.open(top / name, (top / name).read_text(encoding="utf-8"))

    def step(self) -> None:
        """One edit, as one change or as two."""
        name = self.chance.choice(("app.py", "app.py", "api.py", CONNECT))
        file = self.top / name
        before = self.editor.texts[file.as_uri()]
        after = self.chance.choice(self.kinds[name])(self, name, before)
        between = self.chance.choice((before, after, ""))
        first, second = edit_between(Lines(before), between), edit_between(Lines(between), after)
        changes = [{"range": one["range"], "text": one["newText"]} for one in (first, second)]
        self.editor.edit(file, changes, after)
        self.readable = self.texts().get(CONNECT, self.readable)

    def texts(self) -> dict[str, str]:
        """The open texts without a descriptor that cannot be read."""
        found = {name: self.editor.texts[(self.top / name).as_uri()] for name in (*LINES, CONNECT)}
        broken = DESCRIPTORS[3], DESCRIPTORS[5], DESCRIPTORS[6]
        return {name: text for name, text in found.items() if text not in broken}

    def fresh(self) -> dict[str, list[Told]]:
        """What a look says at the same texts in another folder, without anything that was known."""
        folder = Path(tempfile.mkdtemp(dir=self.top.parent))
        (folder / ".git").mkdir()
        for name, text in (self.texts() | {CONNECT: self.readable}).items():
            (folder / name).write_bytes(text.encode())
        session = Session()
        session.set_folders([str(folder)])
        return {
            name: told(session.diagnostics(Document((folder / name).as_uri(), "", 1, self.texts().get(name, ""))))
            for name in LINES
        }

    def shown(self, editor: Editor) -> dict[str, list[Told]]:
        return {name: told(editor.shown[(self.top / name).as_uri()]["diagnostics"]) for name in LINES}

    def insert(self, name: str, before: str) -> str:
        lines = before.split("\n")
        lines.insert(self.chance.randrange(len(lines) + 1), self.chance.choice(LINES[name]))
        return "\n".join(lines)

    def drop(self, name: str, before: str) -> str:
        lines = before.split("\n")
        del lines[self.chance.randrange(len(lines))]
        return "\n".join(lines)

    def cut(self, name: str, before: str) -> str:
        start = self.chance.randrange(len(before) + 1)
        return before[:start] + before[start + 1 :]

    def start_again(self, name: str, before: str) -> str:
        return "\r\n".join(self.chance.sample(LINES[name], 4))

    def other_descriptor(self, name: str, before: str) -> str:
        return self.chance.choice(DESCRIPTORS)

    _code: tuple[Callable[[World, str, str], str], ...] = (insert, insert, insert, drop, drop, cut, start_again)
    kinds = {"app.py": _code, "api.py": _code, CONNECT: (other_descriptor,)}


def told(diagnostics: list[Json]) -> list[Told]:
    """What diagnostics say, and where the requests of wrappers stand, without the folder."""
    return [(one["code"], one["message"], one["range"], list(sent_at(one))) for one in diagnostics]


def sent_at(diagnostic: Json) -> Iterator[tuple[str, Json]]:
    for one in diagnostic.get("relatedInformation", ()):
        if one["message"] == SENT_HERE:
            yield one["location"]["uri"].rpartition("/")[2], one["location"]["range"]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    top = tmp_path / "top"
    top.mkdir()
    (top / ".git").mkdir()
    (top / CONNECT).write_text(DESCRIPTORS[0], encoding="utf-8")
    for name, lines in LINES.items():
        (top / name).write_text("\n".join(lines[:4]) + "\n", encoding="utf-8")
    return top


def test_whatever_is_edited_the_server_says_what_a_fresh_look_says(top: Path) -> None:
    with Editor(top) as editor:
        world = World(top, editor)
        for number in range(EDITS):
            world.step()
            expected = world.fresh()
            editor.until(lambda expected=expected: world.shown(editor) == expected)  # type: ignore[misc]
            for _ in range(number % 100 // 99):
                with Editor(top) as other:
                    other.open(top / CONNECT, world.readable)
                    for name in LINES:
                        other.open(top / name, editor.texts[(top / name).as_uri()])
                    other.until(lambda expected=expected: world.shown(other) == expected)  # type: ignore[misc]
        assert editor.errors() == ""
