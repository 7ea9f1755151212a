"""Which mutants the mutation testing makes, and what it makes of a small project's tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tools import mutate
from tools.mutate import Mutant

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module"),
]

ROOM = Path("house", "sums")
SIGN = """\
def sign(number: int) -> int:
    return -1 if number < 0 else 1
"""
COUNT = """\
def count(number: int) -> int:
    while number > 0:
        number -= 1
    return number
"""
KILLING = "from house.sums import sign\n\ndef test() -> None:\n    assert (sign.sign(-2), sign.sign(0)) == (-1, 1)\n"
IDLE = "from house.sums import sign\n\ndef test() -> None:\n    assert sign\n"
DEEP = "from house.sums.deep import deep\n\ndef test() -> None:\n    assert deep.SUM == 1\n"


@pytest.fixture(autouse=True)
def few_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes with the small project's tests start faster so."""
    pytest.importorskip("mutmut", reason="mutmut is not installed")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unmeasured: None) -> Path:
    """A project with one room of one module, without tests."""
    monkeypatch.setattr(mutate, "ROOT", tmp_path / "project")
    monkeypatch.setattr(mutate, "PACKAGE", "house")
    put(mutate.ROOT, {"house/__init__.py": "", "house/sums/__init__.py": "", "house/sums/sign.py": SIGN})
    (mutate.ROOT / "tests" / "sums").mkdir(parents=True)
    return mutate.ROOT


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def changed(text: str) -> Mutant:
    return Mutant(ROOM / "sign.py", 1, "", "", "", text)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("x = 1", {"x = None", "x = 2"}),
        ("if a < b: f(c)", {"if a <= b: f(c)", "if a < b: f(None)"}),
        ("def f(x: 'A' = 1) -> 'B': ...", {"def f(x: 'A' = 2) -> 'B': ..."}),
        ("return not x", {"return x"}),
        ("@cache(1)\ndef f(): return 1", {"@cache(1)\ndef f(): return 2"}),
        ("__all__ = ['f']", set()),
        ("A: TypeAlias = 'int'", set()),
        ("isinstance(x, A); len(y)", set()),
        ('"""What it does."""', set()),
    ],
)
def test_the_mutants_of_a_module(text: str, changes: set[str], tmp_path: Path) -> None:
    put(tmp_path, {"room/a.py": text})
    drawn, population = mutate.mutants(tmp_path, Path("room"), 10, 1)
    assert {mutant.text for mutant in drawn} == changes
    assert len(drawn) == population == len(changes)


def test_a_sample_depends_on_its_seed_alone(tmp_path: Path) -> None:
    put(tmp_path, {f"room/{name}.py": "\n".join(f"x{number} = y" for number in range(20)) for name in "ba"})
    one, again, other = (mutate.mutants(tmp_path, Path("room"), 10, seed) for seed in (1, 1, 2))
    assert one == again != other
    drawn, population = one
    assert population == 40
    places = [(mutant.path.name, mutant.line) for mutant in drawn]
    assert places == sorted(places)
    assert len(set(places)) == 10
    assert {name for name, _ in places} == {"a.py", "b.py"}


def test_a_mutant_shows_its_place_and_its_change(house: Path) -> None:
    drawn, _ = mutate.mutants(house, ROOM, 10, 1)
    assert [str(mutant) for mutant in drawn if mutant.after == "<= 0"] == [
        "house/sums/sign.py:2: return -1 if number < 0 else 1\n    < 0  ->  <= 0"
    ]


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ({"test_sign.py": KILLING, "test_other.py": IDLE}, "killed"),
        ({"test_sign.py": IDLE, "test_other.py": KILLING}, "killed"),
        ({"test_sign.py": IDLE, "test_other.py": IDLE}, "survived"),
        ({"test_sign.py": IDLE}, "survived"),
        ({"test_other.py": IDLE}, "survived"),
    ],
)
def test_what_the_tests_make_of_a_mutant(tests: dict[str, str], expected: str, house: Path) -> None:
    put(house / "tests" / "sums", tests)
    assert mutate.outcome(house, changed(SIGN.replace("<", "<=")), "tests/sums", 60) == expected
    assert (house / ROOM / "sign.py").read_text(encoding="utf-8") == SIGN


@pytest.mark.parametrize(
    "tests",
    [
        {"deep/test_deep.py": DEEP},
        {"deep/test_deep.py": IDLE, "deep/test_other.py": DEEP},
        {"deep/test_deep.py": IDLE, "test_other.py": DEEP},
        {"test_other.py": DEEP},
    ],
)
def test_a_mutant_of_an_inner_room(tests: dict[str, str], house: Path) -> None:
    put(house, {f"{ROOM}/deep/__init__.py": "", f"{ROOM}/deep/deep.py": "SUM = 1\n"})
    put(house / "tests" / "sums", tests)
    drawn, population = mutate.mutants(house, ROOM, 20, 1)
    inner = [mutant for mutant in drawn if mutant.path == ROOM / "deep" / "deep.py"]
    assert (len(inner), len(drawn), population) == (2, 9, 9)
    assert {mutate.outcome(house, mutant, "tests/sums", 60) for mutant in inner} == {"killed"}
    untouched = inner[0]._replace(text="SUM = 1\n")
    assert mutate.outcome(house, untouched, "tests/sums", 60) == "survived"


def test_no_process_of_the_tests_leaves_compiled_code_to_the_next_mutant(house: Path) -> None:
    command = '[sys.executable, "-c", "from house.sums import sign"]'
    test = f"import subprocess, sys\n\ndef test() -> None:\n    assert subprocess.run({command}).returncode == 0\n"
    put(house / "tests" / "sums", {"test_sign.py": test})
    assert mutate.outcome(house, changed(SIGN), "tests/sums", 60) == "survived"
    assert list(house.rglob("__pycache__")) == []


def test_a_mutant_without_end(house: Path) -> None:
    put(house / "tests" / "sums", {"test_sign.py": KILLING})
    endless = changed(SIGN.replace("return", "while True: number"))
    assert mutate.outcome(house, endless, "tests/sums", 1) == "timed out"
    assert (house / ROOM / "sign.py").read_text(encoding="utf-8") == SIGN


@pytest.mark.parametrize(
    ("test", "message"),
    [
        ("def test() -> None:\n    assert False\n", "tests/sums fails without any mutant"),
        ("def test() -> None:\n    assert True\n", "tests/sums does not run the code in "),
    ],
)
def test_tests_that_say_nothing_of_mutants(test: str, message: str, house: Path) -> None:
    put(house / "tests" / "sums", {"test_sign.py": test})
    with pytest.raises(SystemExit, match=message):
        next(mutate.examine(house, "sums", 1, 1))


def test_a_room_whose_mutants_are_killed(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(house, {"tests/sums/test_sign.py": KILLING, ".cache/large": ""})
    assert mutate.main(["sums", "--sample", "4", "--seed", "3"]) == 0
    assert capsys.readouterr().out == "sums: 4 of 7 mutants, seed 3: 4 killed, 0 timed out, 0 survived, 100.0 %\n"


def test_a_room_whose_mutants_survive(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(house, {"tests/sums/test_sign.py": IDLE})
    assert mutate.main(["sums", "--sample", "2"]) == 1
    *survivors, figures = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[::2] for line in survivors[::2]] == [
        ("survived", "house/sums/sign.py:2: return -1 if number < 0 else 1")
    ] * 2
    assert figures == "sums: 2 of 7 mutants, seed 1: 0 killed, 0 timed out, 2 survived, 0.0 %"


def test_what_it_says_of_itself() -> None:
    command = [sys.executable, "-I", str(ROOT / "tools" / "mutate.py"), "--help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("usage: mutate.py [-h] [--sample SAMPLE] [--seed SEED] [ROOM ...]")
