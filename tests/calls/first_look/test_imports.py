"""Import statements in a text, and the files that they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls.first_look.imports import imported, statements

TEXTS = {
    "import a": ["import a"],
    "x = 1\nimport a; import b\ny = 2": ["import a; import b"],
    "from a import (\n    b,\n    c,\n)\nf()": ["from a import (\n    b,\n    c,\n)"],
    "from a \\\n    import b, \\\n    c\nx": ["from a \\\n    import b, \\\n    c"],
    "from a \\\r\n    import b\r\nx": ["from a \\\r\n    import b\r"],
    "x = 'important'": ["x = 'important'"],
    "from a import (": ["from a import ("],
    "": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_statements(text: str) -> None:
    assert list(statements(text)) == TEXTS[text]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("a.py", "pkg/__init__.py", "pkg/b.py", "space/c.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("import a, os, pkg.b as b", ["a.py", "pkg/b.py"]),
        ("from pkg import b, x", ["pkg/__init__.py", "pkg/b.py"]),
        ("from space import c, x", ["space/c.py"]),
        ("from . import a", ["a.py"]),
        ("from .pkg import (b)", ["pkg/__init__.py", "pkg/b.py"]),
        ("from .. import a", []),
        ("import a\0", ["a.py"]),
        ("important a", []),
    ],
)
def test_files(text: str, files: list[str], project: Path) -> None:
    for root in (str(project), ""):
        found = imported([text], str(project / "app.py"), root)
        assert found == [str(project / file) for file in files]
