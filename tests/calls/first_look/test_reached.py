"""Which files the imports of others lead to."""

from __future__ import annotations

import os
from pathlib import Path

from flake8_confluence_scopes.calls import modules_imported, modules_reached


def test_imports_are_followed_however_far_and_once(tmp_path: Path) -> None:
    texts = {
        "a.py": "from lib import b",
        "lib/__init__.py": "",
        "lib/b.py": "def f():\n    from . import c",
        "lib/c.py": "import a, requests",
        "d.py": "import a",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    start, root = str(tmp_path / "a.py"), str(tmp_path)

    def named(paths: object) -> set[str]:
        assert isinstance(paths, (tuple, frozenset))
        return {os.path.relpath(path, tmp_path) for path in paths}

    assert named(modules_reached([start], root)) == {"a.py", "lib/__init__.py", "lib/b.py", "lib/c.py"}
    assert named(modules_imported(start, root)) == {"lib/__init__.py", "lib/b.py"}
    assert modules_imported(str(tmp_path / "gone.py"), None) == ()
