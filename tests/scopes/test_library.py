"""The packaged catalogs, and which paths are Confluence's."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.path_template import PathTemplate


def test_names_and_origins() -> None:
    assert scopes.tables() == ("connect-2014", "connect-2016", "cloud")
    assert scopes.names() == ("connect", *scopes.tables())
    for name in scopes.names():
        catalog = scopes.load(name)
        assert catalog is scopes.load(name)
        assert catalog.name == name
        assert catalog.generator == "tools/build_catalogs.py"
        assert "Confluence" in catalog.source or "Connect" in catalog.source or catalog.source.startswith("cloud, ")
    assert [scopes.load(name).date for name in scopes.tables()] == ["2014-02", "2016-03-02", "2026-07-21"]
    assert [scopes.load(name).family for name in scopes.tables()] == ["connect", "connect", "oauth"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/wiki/rest/api/anything", True),
        ("/wiki/api/v2/{id}", True),
        ("/rest/api/content/1", True),
        ("/rest/api/longtask/1", True),
        ("/api/v2/pages/{id}/labels", True),
        ("/rest/api/search/user", True),
        ("/rest/mywork/1/task", True),
        ("/rest/api/1.0/content", True),
        ("/rest/api/content{query}", True),
        ("/rest/api/2/issue/{key}", False),
        ("/rest/api/3/search", False),
        ("/rest/api/latest/user", False),
        ("/rest/api/{version}/issue", False),
        ("/rest/api/1.0/projects/{key}/repos", False),
        ("/rest/agile/1.0/board", False),
        ("/api/v2/tickets/{id}", False),
        ("/rest/{name}", False),
        ("/download/{name}", False),
    ],
)
def test_is_confluence(url: str, expected: bool) -> None:
    template = PathTemplate.parse(url)
    assert template is not None
    assert scopes.is_confluence(template) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/rest/api/2/issue/{key}", True),
        ("/rest/api/latest/user", True),
        ("/rest/agile/1.0/board", True),
        ("/rest/servicedeskapi/request", True),
        ("/rest/api/content", False),
        ("/rest/api", False),
        ("/rest/tinymce/1/macro", False),
        ("/rest/{name}", False),
        ("/rest/", False),
        ("/api/v2/pages", False),
        ("/download/temp/x", False),
    ],
)
def test_is_other_products(url: str, expected: bool) -> None:
    template = PathTemplate.parse(url)
    assert template is not None
    assert scopes.is_other_products(template) is expected


def test_importing_the_room_reads_nothing_and_loads_no_heavy_module() -> None:
    heavy = ("json", "importlib_resources", "difflib", "flake8", "libcst", "yaml")
    code = f"""
import sys
from flake8_confluence_scopes import scopes
print([name for name in {heavy!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'(\w+)'", done.stdout)) - already_loaded(heavy)
    assert loaded == set()


def already_loaded(names: tuple[str, ...]) -> set[str]:
    """Which of the modules a bare interpreter has loaded here, for instance to measure coverage."""
    code = f"import sys; print([name for name in {names!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(re.findall(r"'(\w+)'", done.stdout))
