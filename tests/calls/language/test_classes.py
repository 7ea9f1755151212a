"""The order of a class's bases, and its heirs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.evaluation.evaluator import Evaluator
from flake8_confluence_scopes.calls.flow.blocks import Module
from flake8_confluence_scopes.calls.language import classes, name_lookup
from flake8_confluence_scopes.calls.language.rules import RULES
from flake8_confluence_scopes.calls.modules.project import Modules
from flake8_confluence_scopes.calls.modules.python_tree import parse
from flake8_confluence_scopes.calls.values.domain import ClassValue, External
from tests.calls.snippets import found


def looked_at(source: str) -> tuple[Evaluator, dict[str, ClassValue]]:
    """An evaluator of a module, and the module's classes."""
    module = Module("m", None, tree=parse(source), path="/no/such/m.py", text=source)
    modules = Modules(None)
    modules.add(module)
    ev = Evaluator(RULES, modules)
    names = [node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    frame = name_lookup.module_frame(ev, module)
    values = {name: ev.run(name_lookup.own_name(ev, frame, name))[0] for name in names}
    return ev, {name: value for name, value in values.items() if isinstance(value, ClassValue)}


def order(source: str, name: str) -> list[str]:
    ev, known = looked_at(source)
    found = ev.run(classes.order_of(ev, known[name]))
    return [item.block.name if isinstance(item, ClassValue) else getattr(item, "name", "") for item in found]


@pytest.mark.parametrize(
    "bases",
    [
        {"A": ""},
        {"A": "", "B": "A"},
        {"A": "", "B": "A", "C": "A", "D": "B, C"},
        {"A": "", "B": "", "C": "A, B"},
        {"A": "", "B": "A", "C": "B", "D": "A", "E": "C, D"},
        {"A": "dict", "B": "A"},
        {"A": "", "B": "A", "C": "A", "D": "A", "E": "B, C", "F": "E, D"},
    ],
)
def test_the_order_is_pythons(bases: dict[str, str]) -> None:
    source = "".join(f"class {name}({base}): pass\n" for name, base in bases.items())
    names: dict[str, type] = {}
    exec(source, names)  # noqa: S102
    for name in bases:
        expected = [cls.__name__ for cls in names[name].__mro__ if cls is not object]
        assert [item.rpartition(".")[2] for item in order(source, name)] == expected


def test_bases_that_nobody_knows() -> None:
    assert order("class A(make()): pass\nclass B(A, requests.Session): pass", "B") == [
        "B",
        "A",
        "?",
        "builtins.requests.Session",
    ]


def test_a_base_that_is_never_defined() -> None:
    assert order("if False:\n    from a import A\nclass B(A): pass", "B") == ["B", "?"]


def test_a_class_among_its_own_bases() -> None:
    assert set(order("class A(B): pass\nclass B(A): pass", "B")) == {"A", "B"}


def test_very_many_bases_are_cut() -> None:
    source = "class C0: pass\n" + "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(1, 100))
    assert len(order(source, "C99")) == classes.MOST_BASES


def test_heirs() -> None:
    source = "class A: pass\nclass B(A): pass\nclass C(B): pass\nclass D: pass\nx = 1\ndef f():\n    class E(A): pass\n"
    ev, known = looked_at(source)
    heirs = {name: [heir.block.name for heir in ev.run(classes.heirs_of(ev, cls))] for name, cls in known.items()}
    assert heirs == {"A": ["B", "C"], "B": ["C"], "C": [], "D": []}


def test_heirs_by_way_of_modules_that_lead_back(tmp_path: Path) -> None:
    source = """
        import requests
        class Base:
            def send(self):
                return requests.get("https://x/rest/api/" + self.kind)
        {imports}
        class Content({base}):
            kind = "content"
    """
    files = {
        "near.py": "from app import Base\nclass Near(Base): pass\n",
        "far/__init__.py": "from far.away import Far\n",
        "far/away.py": "import app\nclass Far(app.Base): pass\n",
        "deep/er/__init__.py": "",
        "deep/er/est.py": "from app import Base\nclass Deep(Base): pass\n",
        "apart.py": "class Base: pass\n",
        "app.py": "",
    }
    for imports, base, count in [
        ("from near import Near", "Near", 1),
        ("from far import Far", "Far", 1),
        ("import far", "far.Far", 1),
        ("from far import away", "away.Far", 1),
        ("import deep.er.est", "deep.er.est.Deep", 1),
        ("import deep.er.est as deepest", "deepest.Deep", 1),
        ("from apart import Base as Apart", "Base, Apart", 1),
        ("from near import *", "Near", 1),
        ("from near import Near", "(Near if input() else Near)", 1),
        ("from apart import Base as Apart", "Apart", 0),
        ("import apart", "apart.Base", 0),
        ("from nowhere import Near", "Near", 0),
    ]:
        calls = found(source.format(imports=imports, base=base), files, project=tmp_path)
        assert (imports, base, calls.count("GET /rest/api/content")) == (imports, base, count)


def test_a_class_is_no_heir_of_its_own() -> None:
    ev, known = looked_at("class A(B): pass\nclass B(A): pass\nclass C(A, A): pass")
    heirs = [[heir.block.name for heir in ev.run(classes.heirs_of(ev, cls))] for cls in known.values()]
    assert heirs == [["B", "C"], ["A", "C"], []]


def test_too_many_heirs_count_as_none() -> None:
    ev, known = looked_at("class A: pass\n" + "".join(f"class B{n}(A): pass\n" for n in range(17)))
    assert ev.run(classes.heirs_of(ev, known["A"])) == ()


def test_classes_in_functions_have_no_heirs() -> None:
    source = """
        import requests
        def main():
            class Base:
                def send(self):
                    return requests.get("https://x/rest/api/" + self.kind)
            class Content(Base):
                kind = "content"
            Content().send()
    """
    assert found(source) == ["GET /rest/api/content"]


def test_members_come_from_the_nearest_class_that_has_them() -> None:
    ev, known = looked_at("class A:\n    x = 1\n    y = 1\nclass B(A, dict):\n    x = 2\n")
    bases = ev.run(classes.order_of(ev, known["B"]))
    assert External("builtins.dict") in bases
    assert [ev.run(classes.class_member(ev, bases, name)) for name in "xyz"] == [
        ev.run(classes.class_member(ev, (known["B"],), "x")),
        ev.run(classes.class_member(ev, (known["A"],), "y")),
        (),
    ]
