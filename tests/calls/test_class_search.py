"""Classes by their full names."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.class_search import ClassSearchError, search
from flake8_confluence_scopes.calls.derived_model import derive

SOURCE = """
import elsewhere
class Wiki:
    class Inner:
        def a(self): return 1
    def b(self): return 1
class Twice:
    pass
if elsewhere.x:
    class Twice:
        pass
from elsewhere import Other
number = 1
"""


def methods(name: str, *folders: Path, installed: Path | None = None) -> list[str]:
    """The methods of a class of one of the folders."""
    found = search(name, list(map(str, folders)), [str(installed)] * (installed is not None))
    return list(derive(found, "", "").methods)


def reason(name: str, *folders: Path) -> str:
    with pytest.raises(ClassSearchError) as caught:
        methods(name, *folders)
    return str(caught.value)


def test_where_it_is(tmp_path: Path) -> None:
    own, installed = tmp_path / "own", tmp_path / "installed"
    for folder in (own, installed):
        (folder / "acme").mkdir(parents=True)
    (own / "one.py").write_text(SOURCE, encoding="utf-8")
    (own / "acme" / "client.py").write_text(SOURCE, encoding="utf-8")
    (installed / "acme" / "__init__.py").write_text(SOURCE, encoding="utf-8")
    (installed / "two.py").write_text(SOURCE.replace("def b", "def c"), encoding="utf-8")
    (installed / "one.py").write_text("", encoding="utf-8")
    assert methods("one.Wiki", own, own, installed=installed) == ["b"]
    assert methods("acme.client.Wiki", own, installed=installed) == ["b"]
    assert methods("two.Wiki", own, installed=installed) == ["c"]
    assert methods("one.Wiki.Inner", own) == ["a"]


def test_why_it_is_not_found(tmp_path: Path) -> None:
    first, second, broken = tmp_path / "first", tmp_path / "second", tmp_path / "broken"
    for folder, text in ((first, SOURCE), (second, "x = 1\n"), (broken, "class Wiki\n")):
        folder.mkdir()
        (folder / "acme.py").write_text(text, encoding="utf-8")
    (broken / "nul.py").write_bytes(b"# coding: nowhere\n")
    assert reason("Wiki", first) == "'Wiki' is no full name of a class; write one such as my_package.client.Wiki"
    assert reason("acme..Wiki", first).startswith("'acme..Wiki' is no full name")
    assert reason("nowhere.Wiki", first).startswith("there is no module nowhere here, and none is installed beside this program")
    assert reason("acme.Wiki", first, second).endswith("; say by --folder from which folder it counts")
    assert reason("acme.Wikki", first) == f"{first / 'acme.py'} has no class Wikki; did you mean Wiki?"
    assert reason("acme.number", first).endswith("has no class number; name one of Twice, Wiki")
    assert reason("acme.Wiki", second).endswith("has no class Wiki; name the module that has it")
    assert reason("acme.Twice", first).startswith("acme.Twice is one of several classes, at lines 7 and 10; keep one")
    assert reason("acme.Other", first) == "acme.Other is elsewhere.Other, which another package has; derive that one"
    assert reason("acme.Wiki", broken).endswith("cannot be read: Python cannot parse it (SyntaxError in line 1); mend it first")
    assert "cannot be read: " in reason("nul.Wiki", broken)


def test_its_other_names(tmp_path: Path) -> None:
    package = tmp_path / "acme"
    (package / "inner").mkdir(parents=True)
    top = "from acme.inner import Wiki\nfrom acme.inner import deep\nNice = Wiki\n"
    (package / "__init__.py").write_text(top, encoding="utf-8")
    (package / "inner" / "__init__.py").write_text("from .deep import Wiki\n", encoding="utf-8")
    (package / "inner" / "deep.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "alone.py").write_text("from acme import Nice\n", encoding="utf-8")
    names = {
        name: list(derive(search(name, [str(tmp_path)], []), "", "").data["classes"])
        for name in ("acme.Nice", "acme.inner.deep.Wiki", "alone.Nice", "acme.Wiki.Inner")
    }
    every = ["acme.inner.deep.Wiki", "acme.inner.Wiki", "acme.Wiki"]
    assert names == {
        "acme.Nice": ["acme.Nice", *every],
        "acme.inner.deep.Wiki": every,
        "alone.Nice": ["alone.Nice", *every],
        "acme.Wiki.Inner": ["acme.Wiki.Inner"],
    }
