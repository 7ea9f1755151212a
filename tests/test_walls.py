"""The walls of the house: who may import whom, and how large a module may grow."""

from __future__ import annotations

import ast
import functools
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import PACKAGE

pytestmark = pytest.mark.once

NAME = PACKAGE.name
ROOMS = ("calls", "descriptors", "scopes")
LONGEST = 340
"""Lines of a module."""

IMPORTS = {
    "__init__": set(),
    "__main__": {"cli"},
    "fresh": set(),
    "json_file": set(),
    "path_template": set(),
    "one_line": set(),
    "project_root": {"fresh"},
    "rules": {"one_line"},
    "silence": set(),
    "settings": {"one_line", "scopes"},
    "called_names": {"fresh", "sources", "unsaved"},
    "sources": {"descriptors", "unsaved"},
    "usage": set(),
    "unsaved": set(),
    "calls": {"fresh", "json_file", "path_template", "unsaved"},
    "descriptors": {"project_root", "unsaved"},
    "scopes": {"json_file", "path_template"},
    "belonging": {"calls", "path_template", "scopes"},
    "grants": {"descriptors", "rules", "scopes"},
    "judging": {"calls", "grants", "rules", "scopes"},
    "checker": {"calls", "descriptors", "grants", "judging", "rules", "scopes"},
    "collector": set(),
    "failure": set(),
    "explaining": {"calls", "path_template", "rules", "scopes"},
    "project": {
        "__init__",
        "belonging",
        "called_names",
        "calls",
        "checker",
        "collector",
        "descriptors",
        "failure",
        "grants",
        "judging",
        "one_line",
        "path_template",
        "project_root",
        "rules",
        "scopes",
        "settings",
        "silence",
        "sources",
    },
    "tool_table": {"rules"},
    "configuration": {"plugin", "settings", "silence", "tool_table"},
    "file_findings": {
        "belonging",
        "called_names",
        "calls",
        "checker",
        "collector",
        "descriptors",
        "path_template",
        "rules",
        "settings",
        "tool_table",
    },
    "plugin": {"__init__", "calls", "failure", "file_findings", "project_root", "rules", "settings"},
    "server": {
        "__init__",
        "calls",
        "checker",
        "configuration",
        "descriptors",
        "explaining",
        "failure",
        "file_findings",
        "fresh",
        "grants",
        "judging",
        "path_template",
        "project",
        "project_root",
        "rules",
        "scopes",
        "settings",
        "sources",
        "unsaved",
    },
    "commands": {
        "__init__",
        "calls",
        "configuration",
        "explaining",
        "path_template",
        "project",
        "rules",
        "scopes",
        "server",
        "settings",
        "silence",
        "sources",
        "unsaved",
        "usage",
    },
    "cli": {"__init__", "commands", "usage"},
}
"""What each room and each module of the hall imports of the package, wherever in its text."""

FOREIGN = {
    "atexit": {"collector"},
    "gc": {"collector", "server"},
    "argparse": {"cli", "commands", "configuration", "plugin"},
    "flake8": {"configuration", "plugin"},
    "multiprocessing": {"project"},
    "shtab": {"cli"},
    "importlib_resources": {"calls", "scopes"},
    "libcst": {"calls"},
    "lsprotocol": {"server"},
    "pluggy": {"server"},
    "pygls": {"server"},
    "yaml": {"descriptors"},
}
"""Who imports what has one place only. Of flake8 that is door 1: the plugin, the options as flake8 reads them, its
decision on a finding, and the one config file that a plugin of it brings; argparse has the type of its options."""

MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = ("sending", "language", "evaluation", "values", "first_look", "modules", "flow", "libraries", "model", "reasons")
"""What room 1 is made of below its door, from the top to the ground: imports point down only."""

CALLS = {
    ".".join((NAME, *module.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): module
    for module in MODULES
    if module.is_relative_to(PACKAGE / "calls")
}
"""The files of room 1 by their dotted names."""


def part(module: Path) -> str:
    """The room that a module belongs to, or its own name."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    """The dotted names that a module imports, relative ones made absolute."""
    package = (NAME, *module.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            names = (*base, *(node.module.split(".") if node.module else ()))
            yield from (".".join((*names, alias.name)) for alias in node.names)


def parts_imported(module: Path) -> set[str]:
    """The rooms and hall modules that a module imports, without its own."""
    found = set()
    for name in imported(module):
        top, _, rest = name.partition(".")
        if top == NAME:
            first = rest.partition(".")[0]
            known = (PACKAGE / f"{first}.py").exists() or (PACKAGE / first / "__init__.py").exists()
            found.add(first if first and known else "__init__")
    return found - {part(module)}


def test_the_modules_are_found() -> None:
    assert {part(module) for module in MODULES} == IMPORTS.keys()
    assert set(ROOMS) < IMPORTS.keys()


@pytest.mark.parametrize("name", IMPORTS)
def test_who_imports_whom(name: str) -> None:
    modules = [module for module in MODULES if part(module) == name]
    assert set().union(*map(parts_imported, modules)) == IMPORTS[name]


def test_the_rooms_do_not_know_each_other() -> None:
    assert all(IMPORTS[room] <= {"fresh", "json_file", "path_template", "project_root", "unsaved"} for room in ROOMS)


@functools.cache
def calls_imported(name: str) -> set[str]:
    """The files of room 1 that one of them imports, for its types only or not."""
    found = set()
    for other in imported(CALLS[name]):
        while other and other not in CALLS:
            other = other.rpartition(".")[0]
        found |= {other} - {name, ""}
    return found


def floor(name: str) -> int:
    """The height of a file of room 1; the door and what stands beside it are above all."""
    parts = name.split(".")
    return FLOORS.index(parts[2]) + 1 if len(parts) > 2 and parts[2] in FLOORS else 0


def test_room_1_has_no_circle() -> None:
    order = list(graphlib.TopologicalSorter({name: calls_imported(name) for name in CALLS}).static_order())
    assert set(order) == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_no_arrow_points_up_in_room_1(name: str) -> None:
    assert [other for other in calls_imported(name) if floor(other) < floor(name)] == []


def test_one_file_of_room_1_knows_libcst() -> None:
    knowing = [name for name, file in CALLS.items() if any(other.split(".")[0] == "libcst" for other in imported(file))]
    assert knowing == [f"{NAME}.calls.visitor"]


def test_the_floors_are_the_folders_of_room_1() -> None:
    folders = {path.name for path in (PACKAGE / "calls").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {*folders, "model", "reasons"} == set(FLOORS)


def test_only_where_the_rooms_meet_two_are_known() -> None:
    knowing = {name for name, others in IMPORTS.items() if len(others.intersection(ROOMS)) > 1}
    joining = {"belonging", "checker", "file_findings", "grants", "judging", "project"}
    assert knowing == joining | {"commands", "explaining", "server"}


def test_nothing_that_flake8_imports_knows_the_project_s_questions() -> None:
    asking = {name for name, others in IMPORTS.items() if others & {"commands", "configuration", "project"}}
    assert asking == {"cli", "commands", "server"}


@pytest.mark.parametrize("package", FOREIGN)
def test_what_has_one_place_only(package: str) -> None:
    users = {
        part(module) for module in MODULES for name in imported(module) if name.split(".")[0] == package
    }
    assert users == FOREIGN[package]


def test_the_plugin_needs_argparse_for_its_types_only() -> None:
    text = (PACKAGE / "plugin.py").read_text(encoding="utf-8")
    at_run_time = [node for node in ast.parse(text).body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {alias.name for node in at_run_time for alias in node.names}
    assert names == {
        "ISSUES",
        "Settings",
        "SettingsError",
        "TYPE_CHECKING",
        "ClassVar",
        "__version__",
        "annotations",
        "os",
        "validated",
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_no_module_grows_too_long(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_relative_imports_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    module = tmp_path / "calls" / "x.py"
    module.parent.mkdir()
    module.write_text("from . import a\nfrom ..scopes.row import b\nfrom .c import d\nimport e.f\n", encoding="utf-8")
    assert list(imported(module)) == [f"{NAME}.calls.a", f"{NAME}.scopes.row.b", f"{NAME}.calls.c.d", "e.f"]
