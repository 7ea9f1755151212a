"""The packaged catalogs are what their sources give."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes.scopes.catalog_file import rendered
from tests.support import PACKAGE, ROOT
from tools import build_catalogs

pytestmark = pytest.mark.once

DATA = PACKAGE / "scopes" / "data"
HEAD = "Resources and their Associated Scopes\n\nPathGETPOSTPUTDELETE\n"

sources_needed = pytest.mark.skipif(
    not build_catalogs.SOURCES.is_dir(),
    reason=f"the sources of the catalogs are not in {build_catalogs.SOURCES.name}/ beside the repository",
)


@sources_needed
@pytest.mark.parametrize("name", build_catalogs.FILES)
def test_the_packaged_file_is_what_the_sources_give(name: str) -> None:
    built = rendered(build_catalogs.FILES[name](build_catalogs.SOURCES))
    assert (DATA / f"{name}.json").read_bytes() == built.encode()


def test_nothing_else_is_packaged() -> None:
    written_by_hand = "scope-words.json"
    assert {file.name for file in DATA.iterdir()} == {written_by_hand, *(f"{name}.json" for name in build_catalogs.FILES)}


def test_glued_cells_are_taken_apart() -> None:
    page = f"""Example
PathGETPOSTPUTDELETE
/rest/example/{{version}}/license

1latest

READN/AN/AN/A
{HEAD}/download/temp/.*

READN/AN/AN/A
/rest/applinks/{{version}}/entities

1.02.0latest

N/AREADSPACE_ADMINADMIN
/rest/searchv3/{{version}}/search

11.0latest

NONEWRITEDELETEN/A"""
    assert build_catalogs.parse_page(page) == [
        {
            "path": "/download/temp/.*",
            "versions": [],
            "scopes": {"GET": "READ", "POST": "N/A", "PUT": "N/A", "DELETE": "N/A"},
        },
        {
            "path": "/rest/applinks/{version}/entities",
            "versions": ["1.0", "2.0", "latest"],
            "scopes": {"GET": "N/A", "POST": "READ", "PUT": "SPACE_ADMIN", "DELETE": "ADMIN"},
        },
        {
            "path": "/rest/searchv3/{version}/search",
            "versions": ["1", "1.0", "latest"],
            "scopes": {"GET": "NONE", "POST": "WRITE", "PUT": "DELETE", "DELETE": "N/A"},
        },
    ]


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ("", "the page has no table PathGETPOSTPUTDELETE under"),
        ("Resources and their Associated Scopes\nPathGETPOST", "the page has no table"),
        (HEAD + "READREADREADREAD", "'READREADREADREAD' after a row"),
        (HEAD + "/rest/api/space READREADREAD", "'READREADREAD' after /rest/api/space"),
        (HEAD + "/rest/api/space 1latest READREADREADREAD", "'1latest' after /rest/api/space"),
        (HEAD + "/rest/x/{version}/y N/AN/AN/AN/A", "'N/AN/AN/AN/A' after /rest/x/{version}/y"),
        (HEAD + "/rest/x/{version}/y 1latest 1latest", "'1latest' after /rest/x/{version}/y"),
        (HEAD + "/rest/api/space /rest/api/content", "'/rest/api/content' after /rest/api/space"),
        (HEAD + "/rest/api/space", "ends after /rest/api/space"),
    ],
)
def test_a_page_of_another_shape_is_refused(page: str, complaint: str) -> None:
    with pytest.raises(ValueError) as raised:
        build_catalogs.parse_page(page)
    assert complaint in str(raised.value)


def _facts(folder: Path, name: str, data: dict[str, Any]) -> None:
    (folder / "facts").mkdir(exist_ok=True)
    (folder / "facts" / name).write_text(json.dumps(data), encoding="utf-8")


def test_an_expression_that_no_catalog_file_can_hold_is_refused(tmp_path: Path) -> None:
    row = {"kind": "rest", "name": "x", "path": "/rest/x/a", "base_path_regex": "/(a|b)"}
    header = {"files": ["f"], "source": "s", "date": "2016-03-02", "implicit_row": row}
    _facts(tmp_path, "connect-table-2016.json", {"header": header, "rows": []})
    with pytest.raises(ValueError, match="which no catalog file can hold"):
        build_catalogs.connect_2016(tmp_path)


def test_documents_of_different_dates_are_refused(tmp_path: Path) -> None:
    for name, date in (("v1", "2026-07-21"), ("v2", "2026-07-22"), ("v1-2024-02", "2024-02-04")):
        _facts(tmp_path, f"cloud-{name}.json", {"header": {"document_date": date}, "operations": []})
    with pytest.raises(ValueError, match="different dates"):
        build_catalogs.cloud(tmp_path)


@sources_needed
def test_the_command_writes_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(build_catalogs.SOURCES), "--output", str(tmp_path)]
    assert build_catalogs.main([*arguments, "--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [f"{name}: differs" for name in build_catalogs.FILES]
    assert build_catalogs.main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [f"{name}: written" for name in build_catalogs.FILES]
    shutil.copy(tmp_path / "cloud.json", tmp_path / "connect-2016.json")
    assert build_catalogs.main([*arguments, "--check"]) == 1
    assert "connect-2016: differs" in capsys.readouterr().out
    assert build_catalogs.main(arguments) == 0
    assert build_catalogs.main([*arguments, "--check"]) == 0
    for name in build_catalogs.FILES:
        assert (tmp_path / f"{name}.json").read_bytes() == (DATA / f"{name}.json").read_bytes()


@sources_needed
def test_the_packaged_files_pass_the_check() -> None:
    command = [sys.executable, str(ROOT / "tools" / "build_catalogs.py"), "--check", "--output", str(DATA)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{name}: unchanged" for name in build_catalogs.FILES]
