"""Files in which there is nothing to check: an empty one, the standard library, and a project that requests something
else."""

from __future__ import annotations

import sysconfig
import tempfile
from pathlib import Path

from tools.benchmarks.processes import OURS, flake8, pairs
from tools.benchmarks.rows import Row

MOST_EMPTY = 1.05
MOST_NOTHING = 1.01

_HEAD = '''\
"""Reads what a shop has, as of page {n}."""

import requests

from .client import ROOT, session
'''
_RESOURCE = '''

class {name}{n}:
    def __init__(self, shop):
        self.url = f"{{ROOT}}/shops/{{shop}}/{path}"

    def all(self):
        return session().get(self.url, params={{"page": {n}}}, timeout=10).json()

    def one(self, number):
        answer = requests.get(f"{{self.url}}/{{number}}", timeout=10)
        answer.raise_for_status()
        return answer.json()

    def cancel(self, number):
        return session().delete(f"{{self.url}}/{{number}}")
'''
_RESOURCES = ("Orders", "Invoices", "Customers", "Articles", "Deliveries", "Complaints")
"""With these, a file is as long as half of the files of real projects are: about 100 lines."""

_CLIENT = '''\
import requests

ROOT = "https://orders.example/v1"


def session():
    return requests.Session()
'''


def empty(rounds: int) -> list[Row]:
    """flake8 on an empty file."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "empty.py").touch()
        return _rows("an empty file", Path(folder), MOST_EMPTY, rounds)


def standard_library(rounds: int, folder: Path | None = None) -> list[Row]:
    """flake8 on Python's standard library, or on another folder."""
    folder = folder or Path(sysconfig.get_path("stdlib"))
    return _rows("the standard library", folder, MOST_NOTHING, rounds)


def other_requests(rounds: int, files: int) -> list[Row]:
    """flake8 on a project in which every file imports requests and none calls Confluence."""
    with tempfile.TemporaryDirectory() as name:
        package = Path(name) / "orders"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "client.py").write_text(_CLIENT, encoding="utf-8")
        for number in range(files):
            (package / f"orders_{number}.py").write_text(_other(number), encoding="utf-8")
        return _rows("a project with other requests", Path(name), MOST_NOTHING, rounds)


def _other(number: int) -> str:
    resources = (_RESOURCE.format(name=name, path=name.lower(), n=number) for name in _RESOURCES)
    return _HEAD.format(n=number) + "".join(resources)


def _rows(name: str, folder: Path, most: float, rounds: int) -> list[Row]:
    files = sorted(str(file.relative_to(folder)) for file in folder.rglob("*.py") if "site-packages" not in file.parts)
    found = pairs(flake8((), *files), flake8((OURS,), *files), folder, rounds)
    bare = found.first.cpu
    # Warnings may stand before it; what ends otherwise has imported libcst, or failed.
    imports = int(not found.second.said.endswith("-"))
    detail = f"{bare * found.ratio:.2f} s against {bare:.2f} s, {len(files):,} files"
    return [
        Row(f"{name}: flake8 with us against without", found.ratio, most, detail),
        Row(f"{name}: imports of libcst", imports, 0, ""),
    ]
