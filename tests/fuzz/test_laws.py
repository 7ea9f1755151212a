"""What must not change an answer: names of variables, more scopes, silenced lines, the order of files, processes."""

from __future__ import annotations

import ast
import functools
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from flake8_confluence_scopes import checker, scopes
from flake8_confluence_scopes.calls import Call, Place, find_calls
from flake8_confluence_scopes.descriptors import Descriptor, declared_by_option
from flake8_confluence_scopes.path_template import PathTemplate
from flake8_confluence_scopes.scopes.requirement import METHODS
from tests.calls.programs import Program, programs
from tests.expectations import Reported
from tests.fuzz.linting import lint
from tests.fuzz.renaming import PREFIX, renamed
from tests.support import FIXTURES, run_flake8, run_flake8_here

RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck))
FILES = sorted(FIXTURES.rglob("*.py"))
PROJECTS = ("forge-remote", "modules", "no-descriptor", "quickstart", "removed-operations", "undecided-call", "unknown-scope")
OPTIONS = ("--isolated", "--select=CFS,CFS105,CFS301")


# Names.


def said(source: str) -> list[object]:
    """The calls of a module, without what a longer name moves on its line."""
    calls = find_calls(source, "/no/such/folder/program.py")
    return [(call.client.replace(PREFIX, ""), *call[1:3], call.place.line, call.decided, call.product) for call in calls]


@settings(RELAXED, max_examples=settings().max_examples // 2)
@given(programs())
def test_other_names_for_variables_say_nothing_else_of_a_program(program: Program) -> None:
    other = renamed(program.source)
    note(other)
    assert other != program.source
    assert said(other) == said(program.source)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(FIXTURES).as_posix())
def test_other_names_for_variables_say_nothing_else_of_a_fixture(file: Path) -> None:
    def found(source: str) -> list[tuple[int, str]]:
        return [(line, message.replace(PREFIX, "")) for line, _, message in lint(source, str(file))]

    source = file.read_text(encoding="utf-8")
    # libcst cannot parse one of them, on purpose.
    assert "unchecked-file" in file.parts or found(renamed(source)) == found(source)


def test_what_is_renamed() -> None:
    before = """\
def f(a, *b):
    c = d = a
    e.c = x(c=c, a=a)
    for g, (h, *i) in b: print(f"{g} {h}", [i for i in i])
    def j(): nonlocal d; d = c; k = 1
    with open(d) as m: pass
    try: n = [__o := 1]
    except E as p: print(p)
class l: c1 = 1
def r(s): k = t = l; print(id, v)
def u(): id = 1; global v; v = w = 2
"""
    after = renamed(before)
    assert after == (
        before.replace("c = d", "q_c = q_d").replace("=c, a", "=q_c, a").replace("g, (h, *i)", "q_g, (q_h, *q_i)")
        .replace("{g} {h}", "{q_g} {q_h}").replace("[i for i in i]", "[q_i for q_i in q_i]")
        .replace("nonlocal d; d = c; k", "nonlocal q_d; q_d = q_c; q_k").replace("open(d) as m", "open(q_d) as q_m")
        .replace("n = [", "q_n = [").replace("as p: print(p)", "as q_p: print(q_p)").replace("k = t = l", "q_k = q_t = l")
        .replace("w = 2", "q_w = 2")
    )  # fmt: skip


# Scopes.


@functools.cache
def every_call() -> tuple[Call, ...]:
    """A call of every resource that a catalog lists, by every method, on a line of its own."""
    paths = {
        (prefix + entry.resource).replace("/wiki/wiki/", "/wiki/")
        for name in scopes.names()
        for entry in scopes.load(name).entries()
        for prefix in ("", "/wiki")
    }
    found: list[Call] = []
    templates = (PathTemplate.parse(path.replace(".*", "x").replace(".+", "x")) for path in sorted(paths))
    for template in filter(None, templates):
        for method in METHODS:
            place = Place(len(found) + 1, 0, len(found) + 1, 9)
            found.append(Call("requests", method, template, place, place))
    return tuple(found)


@functools.cache
def every_scope() -> tuple[str, ...]:
    """Each scope that a catalog asks for, in each spelling, and some that none asks for."""
    found = dict.fromkeys((*scopes.CONNECT_SCOPES, *map(scopes.on_forge, scopes.CHAIN), "storage:app", "x:y", "WIRTE"))
    for call in every_call():
        answer = scopes.load("cloud").requirement(call.method, call.path)
        if isinstance(answer, scopes.Needs):
            found.update(dict.fromkeys(name for names in answer.alternatives for name in names))
    return tuple(found)


def missing(calls: list[Call], kind: str, declared: tuple[str, ...]) -> set[int]:
    """The lines of CFS101."""
    descriptor = declared_by_option(declared) if kind == "option" else Descriptor("x", "/x", kind, declared)
    return {found.line for found in checker.check(calls, descriptor) if found.code == "CFS101"}


def family(name: str) -> str:
    """The family of scopes that a name makes its list one of; empty where it says nothing of that."""
    if scopes.connect_scope(name):
        return "connect"
    return "oauth" if "confluence" in name else ""


@RELAXED
@given(
    st.data(),
    st.sampled_from((("connect", "connect"), ("forge", "connect"), ("forge", "oauth"), ("option", "oauth"))),
    st.randoms(use_true_random=False),
)
def test_one_more_scope_is_never_one_more_missing_scope(
    data: st.DataObject, kind: tuple[str, str], chance: Random
) -> None:
    descriptor, wanted = kind
    calls = chance.sample(every_call(), 300)
    # The first scope of another family asks another catalog, too.
    of_one = st.sampled_from([name for name in every_scope() if descriptor == "connect" or family(name) in ("", wanted)])
    declared = tuple(data.draw(st.lists(of_one, max_size=4)))
    if descriptor != "connect":
        declared = ("read:connect-confluence" if wanted == "connect" else "read:confluence-user", *declared)
    assert missing(calls, descriptor, (*declared, data.draw(of_one))) <= missing(calls, descriptor, declared)


def test_there_are_calls_and_scopes_to_try() -> None:
    assert len(every_call()) > 2_000
    assert len(every_scope()) > 90
    assert missing(list(every_call()), "forge", ("storage:app",))


# Files.


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fixtures in which every kind of code is reported, each as a repository of its own."""
    top = tmp_path_factory.mktemp("tree")
    for name in PROJECTS:
        shutil.copytree(FIXTURES / name, top / name)
        (top / name / ".git").mkdir()
    return top


@pytest.fixture(scope="module")
def reported(tree: Path) -> list[Reported]:
    """What flake8 says of all of them."""
    found = run_flake8_here(*OPTIONS, cwd=tree).findings()
    assert {one.code for one in found} > {"CFS101", "CFS102", "CFS103", "CFS104", "CFS105", "CFS201", "CFS203"}
    return found


def test_neither_the_order_of_files_nor_processes_change_anything(tree: Path, reported: list[Reported]) -> None:
    names = [file.relative_to(tree).as_posix() for file in sorted(tree.rglob("*.py"))]
    Random(0).shuffle(names)
    assert run_flake8_here(*OPTIONS, *names, cwd=tree).findings() == reported
    assert run_flake8_here(*OPTIONS, *reversed(names), cwd=tree).findings() == reported
    assert run_flake8(*OPTIONS, "--jobs=2", *names, cwd=tree).findings() == reported


def commented(text: str, line: int, comment: str) -> str | None:
    """The text with a comment behind a line; None where the line cannot have one, or shares its comment with others."""
    lines = text.splitlines(keepends=True)
    body = lines[line - 1].rstrip("\n")
    lines[line - 1] = f"{body}  {comment}\n"
    after = "".join(lines)
    try:
        same = ast.dump(ast.parse(after)) == ast.dump(ast.parse(text))
    except SyntaxError:
        return None
    longer = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Constant, ast.JoinedStr))]
    shared = any(node.lineno != node.end_lineno and node.lineno <= line <= (node.end_lineno or 0) for node in longer)
    return after if same and not shared else None


def test_a_comment_silences_its_code_on_its_line_and_nothing_else(
    tree: Path, reported: list[Reported], tmp_path: Path
) -> None:
    chance = Random(0)
    left = list(reported)
    shutil.copytree(tree, tmp_path / "tree")
    for place in sorted({one[:2] for one in reported}):
        path, line = place
        code = chance.choice(sorted({one.code for one in reported if one[:2] == place} | {"CFS999"}))
        file = tmp_path / "tree" / path
        text = commented(file.read_text(encoding="utf-8"), line, f"# noqa: {code}")
        if text is not None and chance.random() < 0.5:
            file.write_text(text, encoding="utf-8")
            left = [one for one in left if (*one[:2], one.code) != (path, line, code)]
    assert len(reported) / 2 < len(left) < len(reported)
    assert run_flake8_here(*OPTIONS, cwd=tmp_path / "tree").findings() == left


@pytest.mark.parametrize("text", ["x = '''\n'''\n", "x = 1 + \\\n1\n", "f('''\n''', 1)\n"])
def test_lines_that_cannot_have_a_comment_of_their_own(text: str) -> None:
    assert commented(text, 1, "# noqa") is None
    assert commented("x = 1\n" + text, 1, "# noqa") == "x = 1  # noqa\n" + text
