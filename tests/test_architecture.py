"""docs/architecture.md: its picture is the house as it stands, and its steps suffice."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from flake8_confluence_scopes.calls import find_calls
from tests.blocks import block
from tests.support import PACKAGE, ROOT
from tests.test_walls import FLOORS

pytestmark = pytest.mark.once

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PARTS = {f"{path.name}/" if path.is_dir() else path.name for path in PACKAGE.iterdir() if path.name[:2] != "__"}
BESIDE = ("README.md", "docs", "fixtures", "setup.cfg", "tests", "tools")

_ITEM = re.compile(r"^\d\. (.+)$", re.MULTILINE)


def _code(name: str) -> str:
    """A stretch of code in a sentence, as the group ``name``."""
    return rf"(?P<{name}_>`+)(?P<{name}>(?:(?!(?P={name}_)).)+)(?P={name}_)"


_STEP = re.compile(
    "|".join(
        (
            rf"Write {_code('new_file')}: {_code('content')}",
            rf"[Ii]n {_code('file')}, put {_code('line')} (?P<side>below|above) {_code('anchor')}",
            rf"[Ii]n {_code('changed')}, replace {_code('old')} with {_code('new')}",
            r"[Rr]un `(?P<command>[^`]+)`|and `(?P<another>pytest [^`]+)`",
        )
    )
)


class Done(NamedTuple):
    """What a process left behind."""

    returncode: int
    output: str


class House:
    """A copy of the project in which steps are taken. Its processes import the copy, and coverage does not see them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        without = shutil.ignore_patterns("__pycache__", ".hypothesis")
        shutil.copytree(PACKAGE, root / PACKAGE.name, ignore=without)
        for name in BESIDE:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name, ignore=without)
            else:
                shutil.copy(ROOT / name, root / name)

    def python(self, *arguments: str, folder: str = ".") -> Done:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root / folder,
            env=environment | {"PYTHONPATH": str(self.root)},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        return Done(done.returncode, done.stdout + done.stderr)

    def flake8(self, file: str, select: str = "CFS") -> list[str]:
        """The codes, details and columns from 0 that flake8 reports in a fixture's file."""
        path, selected = Path(file), f"--select={select}"
        lines = self.python("-m", "flake8", "--isolated", selected, path.name, folder=str(path.parent)).output
        return [re.sub(r"^\S*?:1:(\d+): ", lambda it: f"{int(it[1]) - 1} ", line) for line in lines.splitlines()]

    def put(self, file: str, line: str, side: str, anchor: str) -> None:
        lines = (self.root / file).read_text(encoding="utf-8").splitlines()
        (place,) = (number for number, text in enumerate(lines) if text.strip().startswith(anchor))
        neighbour = lines[place + 1] if side == "below" else lines[place]
        indentation = neighbour[: len(neighbour) - len(neighbour.lstrip())]
        lines.insert(place + (side == "below"), indentation + line)
        (self.root / file).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.root / file).write_text(text.replace(old, new), encoding="utf-8")

    def run(self, command: str) -> None:
        program, *arguments = shlex.split(command)
        if program == "pytest":
            arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
        done = self.python(*arguments)
        assert done.returncode == 0, done.output

    def take(self, step: re.Match[str]) -> None:
        """Does what one sentence of the page says."""
        if step["new_file"]:
            (self.root / step["new_file"]).write_text(step["content"] + "\n", encoding="utf-8")
        elif step["file"]:
            self.put(step["file"], step["line"], step["side"], step["anchor"])
        elif step["changed"]:
            self.replace(step["changed"], step["old"], step["new"])
        else:
            self.run(step["command"] or step["another"])

    def steps(self, heading: str, by_hand: Callable[[], None] = lambda: None) -> None:
        """Takes the five steps under a heading; ``by_hand`` writes what the fourth one leaves to the author."""
        items = _ITEM.findall(re.split(r"^## ", PAGE, flags=re.MULTILINE)[HEADINGS.index(heading) + 1])
        assert len(items) == 5
        for number, item in enumerate(items, 1):
            sentences = list(_STEP.finditer(item))
            assert sentences, item
            for sentence in sentences:
                self.take(sentence)
            if number == 4:
                by_hand()


HEADINGS = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_picture_shows_the_house() -> None:
    picture = block("docs/architecture.md", "Architecture", "text")
    shown = set(re.findall(r"\b[a-z][a-z0-9_]*(?:\.py|/)", picture))
    assert shown <= PARTS
    assert {part for part in PARTS if part.endswith("/")} | {"plugin.py", "cli.py", "checker.py"} <= shown


def test_every_part_has_its_line() -> None:
    listed = {name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(.+?)`", row)}
    assert PARTS - {"py.typed"} <= listed
    inside = {name for name in listed if (PACKAGE / name).exists()}
    assert {name for name in listed - inside if not (ROOT / name).is_dir()} == set()


def test_every_file_of_room_1_is_on_its_map() -> None:
    rows = re.findall(r"^\| `(calls/\S+\.py)` \| \S", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(file.relative_to(PACKAGE).as_posix() for file in (PACKAGE / "calls").rglob("*.py"))


def test_the_floors_of_room_1_are_those_of_the_walls() -> None:
    picture = block("docs/architecture.md", "Room 1: from source to calls", "text")
    assert tuple(re.findall(r"^ {4,}([a-z][a-z_0-9]*)(?:\.py|/) ", picture, re.MULTILINE)) == FLOORS


def test_the_walk_of_one_url(tmp_path: Path) -> None:
    """The example that the page follows through the room."""
    found = re.search(r"of `(Api\(.*?)` with `(def page.*?: return .*?)`:", PAGE)
    assert found is not None
    source = f"import requests\nclass Api:\n    def __init__(self, root): self.root = root\n    {found[2]}\n{found[1]}\n"
    (call,) = find_calls(source, str(tmp_path / "api.py"))
    assert (call.place.line, f"{call.method} {call.path}") == (5, "GET /rest/api/content/5")
    assert f"`.page(5)` as `{call.method} {call.path}`" in PAGE


def test_the_words_of_room_1_are_told_once() -> None:
    section = PAGE.partition("The words of this room")[2].partition("## ")[0]
    words = [word.strip() for row in re.findall(r"^\| ([a-z, ]+) \|", section, re.MULTILINE) for word in row.split(",")]
    assert len(words) == len(set(words)) > 20


def test_the_steps_to_a_string_method(house: House) -> None:
    file = "fixtures/quickstart/filled.py"
    content = next(it["content"] for it in _STEP.finditer(PAGE) if it["new_file"] == file)
    (house.root / file).write_text(content + "\n", encoding="utf-8")
    assert house.flake8(file) == []
    house.steps("Add a string method")
    (found,) = house.flake8(file)
    assert found.startswith("33 CFS101 DELETE /rest/api/content/1 needs ") and content.endswith("# CFS101: 33, DELETE")


def test_the_steps_to_a_statement_kind(house: House) -> None:
    file = "fixtures/local-values/asserted.py"
    content = next(it["content"] for it in _STEP.finditer(PAGE) if it["new_file"] == file)
    (house.root / file).write_text(content + "\n", encoding="utf-8")
    (found,) = house.flake8(file)
    assert " CFS101 DELETE /rest/api/content/1 needs " in found
    house.steps("Add a statement kind")
    assert house.flake8(file) == []


def test_the_steps_to_a_reason(house: House) -> None:
    file = "fixtures/undecided-call/parts.py"
    content = next(it["content"] for it in _STEP.finditer(PAGE) if it["new_file"] == file)
    (house.root / file).write_text(content + "\n", encoding="utf-8")
    start = f"{content.partition('# CFS301: ')[2]} CFS301 ? /rest/api/content/1 is not checked: "
    assert house.flake8(file, "CFS301") == [start + "the method start is not known"]
    house.steps("Add a reason for undecided")
    assert house.flake8(file, "CFS301") == [start + "the parts of the method are not known: start, end"]


def test_the_steps_to_a_client(house: House) -> None:
    file = "fixtures/clients/acme_site.py"
    (_, content), *_ = [(it["new_file"], it["content"]) for it in _STEP.finditer(PAGE) if it["new_file"] == file]
    (house.root / file).write_text(content + "\n", encoding="utf-8")
    assert house.flake8(file) == []
    house.steps("Add a client")
    (found,) = house.flake8(file)
    assert re.match(r"71 CFS101 DELETE \S+ needs scope DELETE;", found)
    assert content.endswith("# CFS101: 71, DELETE")


def test_the_steps_to_a_client_model(house: House) -> None:
    house.steps("Add a client model")
    (found,) = house.flake8("fixtures/clients/acme_wiki.py")
    assert re.match(r"46 CFS101 POST /rest/api/content/1/label \(sent by Wiki.publish\) needs scope", found)


def test_the_steps_to_a_catalog(house: House) -> None:
    house.steps("Add a catalog")
    done = house.python(
        "-m", "flake8_confluence_scopes", "explain", "GET", "/rest/example/thing/1", "--catalog", "example"
    )
    assert done.returncode == 0
    assert "example, 2012-01-31, in Connect scopes" in done.output
    assert "answer: needs READ" in done.output
    house.replace("tests/scopes/test_library.py", '== ("connect-2014"', '== ("example", "connect-2014"')
    named = house.python("-c", "from flake8_confluence_scopes import scopes; print(*scopes.names())")
    assert named == Done(0, "connect example connect-2014 connect-2016 cloud\n")


def test_the_steps_to_a_rule(house: House) -> None:
    def section() -> None:
        rules = house.root / "docs" / "rules.md"
        text = rules.read_text(encoding="utf-8")
        before, anchor, after = text.partition('<a id="cfs201"></a>')
        ours = (
            '<a id="cfs107"></a>\n\n## CFS107 zero-content\n\n### What it does\n\n'
            "Reports a call that names no content.\n\n"
            "```text\nCFS107 {method} {path} names no content\nhelp: name a content\n```\n\n"
            "### Why it matters\n\nx\n\n### Example\n\nx\n\n### Use instead\n\nx\n\n### Since\n\n0.1.0\n\n"
        )
        rules.write_text(before + ours + anchor + after, encoding="utf-8")

    house.steps("Add a rule", section)
    assert house.flake8("fixtures/quickstart/zero.py") == ["30 CFS107 GET /rest/api/content/0 names no content"]
    found = house.python("-m", "flake8", "--isolated", "--select=CFS", "zero.py", folder="fixtures/quickstart").output
    code = (
        "from pathlib import Path; from tests.expectations import Reported, mismatches, read_expectations; "
        f"found = Reported('zero.py', 1, 30, 'CFS107', {found.split(': ', 1)[1].strip()!r}); "
        "expected = read_expectations(Path('fixtures/quickstart')); "
        "print([text for text in mismatches(expected, [found]) if 'zero' in text])"
    )
    assert house.python("-c", code) == Done(0, "[]\n")


def test_a_step_that_fails_is_noticed(house: House) -> None:
    with pytest.raises(AssertionError):
        house.run("pytest tests/test_docs.py -k no_such_test")
    with pytest.raises(ValueError):
        house.put("README.md", "x", "below", "no such line")
