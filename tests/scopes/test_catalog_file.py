"""Catalog files that people bring: the documented form works, anything else is one clear sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.scopes import (
    CatalogError,
    Closed,
    Entry,
    Lifecycle,
    Needs,
    Undecided,
    UnlistedResource,
    UnlistedVersion,
)
from flake8_confluence_scopes.scopes.catalog_file import parse
from tests.blocks import block
from tests.scopes.paths import path

ABOUT = {"schema": 1, "name": "ours", "source": "us", "date": "2026", "generator": "hand"}
ROW = {"path": "/rest/x/a", "versions": [], "scopes": {"GET": "READ"}}
OPERATION = {
    "method": "GET",
    "path": "/rest/x/{id}",
    "connect": "READ",
    "classic": [],
    "granular": [["read:x:confluence"]],
}


def table(*rows: object) -> dict[str, Any]:
    return {**ABOUT, "family": "connect", "rows": list(rows)}


def document(*operations: object) -> dict[str, Any]:
    return {**ABOUT, "family": "oauth", "operations": list(operations)}


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> list[scopes.Catalog]:
    """The catalogs that docs/catalogs.md shows."""
    examples = (
        block("docs/catalogs.md", "`rows`: a Connect table", "json"),
        block("docs/catalogs.md", "`operations`: a REST document", "json"),
    )
    catalogs = []
    for index, example in enumerate(examples):
        file = tmp_path_factory.mktemp("docs") / f"{index}.json"
        file.write_text(example, encoding="utf-8")
        catalogs.append(scopes.load(str(file)))
    return catalogs


def test_the_documented_table(documented: list[scopes.Catalog]) -> None:
    ours = documented[0]
    assert (ours.name, ours.family, ours.date) == ("ours", "connect", "2026-11-01")
    assert (ours.source, ours.generator) == ("our own measurements", "by hand")
    task, spaces = "/rest/mywork/{version}/task", "/rest/ui/{version}/spaces"
    for method, text, expected in (
        ("PUT", "/rest/api/content/1", Needs("/rest/api/content", (("WRITE",),))),
        ("PUT", "/rest/mywork/1/task", Closed(task, ("GET", "POST"))),
        ("GET", "/rest/ui/1.0/spaces/", Needs(spaces, ((),))),
        ("GET", "/rest/ui/1.0/spaces/1", UnlistedResource()),
        ("POST", "/download/temp/1", Closed("/download/temp/.*", ("GET",))),
    ):
        assert ours.requirement(method, path(text)) == expected


def test_the_documented_document(documented: list[scopes.Catalog]) -> None:
    ours = documented[1]
    page, content = path("/api/v2/pages/{}"), path("/rest/api/content/{}")
    assert ours.requirement("GET", page) == Needs("/wiki/api/v2/pages/{id}", (("read:page:confluence",),))
    assert ours.requirement("PUT", content) == Needs(
        "/wiki/rest/api/content/{id}",
        (("write:confluence-content",), ("read:content-details:confluence", "write:content:confluence")),
    )
    assert ours.lifecycle("PUT", content) == Lifecycle("2026-07-21", True)
    assert len(documented) == 2


def test_paths_that_are_matched_as_a_whole() -> None:
    exact = parse(table({**ROW, "path": "/download/all"}, {**ROW, "path": "/rest/x/b/.+"}), "ours")
    assert exact.requirement("GET", path("/download/all")) == Needs("/download/all", (("READ",),))
    assert exact.requirement("GET", path("/download/all/")) == UnlistedResource()
    assert exact.requirement("GET", path("/download/all/x")) == UnlistedResource()
    assert exact.requirement("GET", path("/rest/x/b/")) == UnlistedResource()
    assert exact.requirement("GET", path("/rest/x/b/c")) == Needs("/rest/x/b/.+", (("READ",),))


def test_the_entries_of_a_table() -> None:
    versioned = {"path": "/rest/y/{version}/b", "versions": ["1", "latest"], "scopes": {"GET": "NONE", "PUT": "N/A"}}
    ours = parse(table(ROW, versioned), "ours")
    assert list(ours.entries()) == [
        Entry("GET", "/rest/x/a", (), (("READ",),), None, Lifecycle()),
        Entry("GET", "/rest/y/{version}/b", ("1", "latest"), ((),), None, Lifecycle()),
    ]
    assert not ours.mentions("READ")


def test_the_entries_of_a_document() -> None:
    closed = {"method": "PUT", "path": "/rest/y", "classic": [["write:y"]], "granular": [], "deprecated": True}
    ours = parse(document(OPERATION, closed), "ours")
    assert sorted(ours.entries()) == [
        Entry("GET", "/rest/x/{id}", (), (("READ",),), (("read:x:confluence",),), Lifecycle()),
        Entry("PUT", "/rest/y", (), None, (("write:y",),), Lifecycle(deprecated=True)),
    ]
    assert ours.mentions("read:x:confluence")
    assert ours.mentions("write:y")
    assert not ours.mentions("read:y:confluence")


def test_a_hole_before_an_exact_row_may_be_a_version_that_it_does_not_have() -> None:
    ours = parse(table({**ROW, "exact": True}), "ours")
    assert ours.requirement("GET", path("/rest/x/1/a")) == UnlistedVersion("/rest/x/a", "1", ())
    assert ours.requirement("GET", path("/rest/x/{}/a")) == Undecided("the segment after /rest/x is not known")


def test_an_operation_without_connect_scope_is_undecided_for_connect() -> None:
    ours = parse(document({**OPERATION, "connect": None}), "ours")
    expected = Undecided("ours names no Connect scope for this operation")
    assert ours.for_connect().requirement("GET", path("/rest/x/1")) == expected


def test_a_literal_path_that_only_begins_like_the_context_path() -> None:
    ours = parse(document({**OPERATION, "path": "/wikis/{id}"}), "ours")
    assert ours.knows(path("/wikis/1"))


WHERE = "; write it as /rest/name/resource or, exactly where versions are listed"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "its top level must be an object"),
        ({}, "its schema is None; write it in schema 1, the only one that this version reads"),
        ({**table(), "schema": 2}, "its schema is 2; write it in schema 1, the only one that this version reads"),
        ({**table(), "schema": True}, "its schema is True; write"),
        ({"schema": 1}, "its top level needs 'name' with a text"),
        ({**table(), "date": 2014}, "its top level needs 'date' with a text"),
        ({**table(), "family": "forge"}, "its family is 'forge'; write connect or oauth"),
        ({**table(), "rows": {}}, "its top level needs 'rows' with a list"),
        (table("x"), "rows[0] must be an object"),
        (table(ROW, {}), "rows[1] needs 'path' with a text"),
        (table({**ROW, "path": 1}), "rows[0] needs 'path' with a text"),
        (table({**ROW, "path": "rest/x/a"}), "rows[0].path is 'rest/x/a'; begin it with a slash"),
        (table({**ROW, "path": "/rest/x/\0"}), "rows[0].path is '/rest/x/\\x00'; begin it with a slash"),
        (table({**ROW, "path": "/rest"}), f"rows[0].path is '/rest'{WHERE}"),
        (table({**ROW, "path": "/rest/x"}), f"rows[0].path is '/rest/x'{WHERE}"),
        (table({**ROW, "path": "/rest//x/a"}), f"rows[0].path is '/rest//x/a'{WHERE}"),
        (table({**ROW, "path": "/rest/x//a"}), f"rows[0].path is '/rest/x//a'{WHERE}"),
        (table({**ROW, "path": "/rest/x/{id}"}), f"rows[0].path is '/rest/x/{{id}}'{WHERE}"),
        (table({**ROW, "path": "/rest/x/a|b+"}), f"rows[0].path is '/rest/x/a|b+'{WHERE}"),
        (table({**ROW, "path": "/rest/x/1.0/a"}), f"rows[0].path is '/rest/x/1.0/a'{WHERE}"),
        (table({**ROW, "path": "/rest/x/{version}/a"}), f"rows[0].path is '/rest/x/{{version}}/a'{WHERE}"),
        (table({**ROW, "versions": ["1"]}), f"rows[0].path is '/rest/x/a'{WHERE}"),
        (table({**ROW, "path": "/download/x", "versions": ["1"]}), f"rows[0].path is '/download/x'{WHERE}"),
        (table({**ROW, "versions": None}), "rows[0].versions must be a list of texts"),
        (table({**ROW, "versions": [1]}), "rows[0].versions must be a list of texts"),
        (
            table({**ROW, "path": "/rest/x/{version}/a", "versions": ["beta"]}),
            "rows[0].versions must hold texts such as 1, 1.0 or latest",
        ),
        (table({**ROW, "exact": "yes"}), "rows[0].exact must be true or false"),
        (table({**ROW, "scopes": ["READ"]}), "rows[0].scopes must be an object"),
        (
            table({**ROW, "scopes": {"PATCH": "READ"}}),
            "rows[0].scopes names method 'PATCH'; write GET, POST, PUT, DELETE",
        ),
        (
            table({**ROW, "scopes": {"GET": "READS"}}),
            "rows[0].scopes.GET is 'READS'; write one of NONE, READ, WRITE, DELETE, SPACE_ADMIN, ADMIN, "
            "ACT_AS_USER, ACCESS_EMAIL_ADDRESSES, N/A",
        ),
        (table({**ROW, "scopes": {"GET": ["x" * 56]}}), "rows[0].scopes.GET is ['" + "x" * 56 + "']; write"),
        (table({**ROW, "scopes": {"GET": ["x" * 80]}}), "rows[0].scopes.GET is ['" + "x" * 55 + "...; write"),
        (table(ROW, ROW), "rows[1] lists /rest/x/a a second time; keep one of them"),
        ({**document(), "operations": None}, "its top level needs 'operations' with a list"),
        (document(OPERATION, 1), "operations[1] must be an object"),
        (document({**OPERATION, "method": None}), "operations[0] needs 'method' with a text"),
        (
            document({**OPERATION, "method": "get"}),
            "operations[0].method is 'get'; write one of GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS",
        ),
        (document({**OPERATION, "path": None}), "operations[0] needs 'path' with a text"),
        (document({**OPERATION, "path": "rest/x"}), "operations[0].path is 'rest/x'; begin it with a slash"),
        (
            document({**OPERATION, "path": "/rest/x-{id}"}),
            "operations[0].path is '/rest/x-{id}'; write whole segments, each a word or a {parameter}",
        ),
        (document({**OPERATION, "path": "/rest//x"}), "operations[0].path is '/rest//x'; write whole"),
        (
            document({**OPERATION, "connect": "WRITES"}),
            "operations[0].connect is 'WRITES'; write one of INACCESSIBLE, NONE, READ",
        ),
        (document({**OPERATION, "connect": 1}), "operations[0] needs 'connect' with a text"),
        (document({**OPERATION, "classic": None}), "operations[0] needs 'classic' with a list"),
        (document({**OPERATION, "classic": ["a:b"]}), "operations[0].classic[0] must be a list of texts"),
        (document({**OPERATION, "granular": [[1]]}), "operations[0].granular[0] must be a list of texts"),
        (document({**OPERATION, "granular": [[]]}), "operations[0].granular must not hold an empty list"),
        (document({**OPERATION, "deprecated": 1}), "operations[0].deprecated must be true or false"),
        (document({**OPERATION, "removed": 2026}), "operations[0] needs 'removed' with a text"),
        (
            document(OPERATION, {**OPERATION, "path": "/wiki/rest/x/{key}"}),
            "operations[1] lists GET /wiki/rest/x/{key} a second time; keep one of them",
        ),
    ],
)
def test_a_bad_file_is_one_sentence(data: object, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CatalogError) as raised:
        scopes.load(str(file))
    assert str(raised.value).startswith(f"{file} is no catalog: {sentence}")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not JSON: Expecting value: line 1 column 1 (char 0); name a catalog file in JSON"),
        (b"\x80abc", "is not JSON: 'utf-8' codec can't decode byte 0x80"),
        (b"[" * 200_000, "nests too deeply; name a catalog file"),
        (b" " * (16 * 1024 * 1024), "is not JSON: Expecting value"),
        (b" " * (16 * 1024 * 1024 + 1), "is larger than 16 MB; name a catalog file that is smaller"),
    ],
)
def test_a_file_that_is_no_json(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_bytes(content)
    with pytest.raises(CatalogError) as raised:
        scopes.load(str(file))
    assert str(raised.value).startswith(f"{file} {sentence}")


def test_a_deep_file_of_well_formed_paths(tmp_path: Path) -> None:
    file = tmp_path / "deep.json"
    deep = "/rest/x" + "/a" * 50_000
    file.write_text(json.dumps(document({**OPERATION, "path": deep})), encoding="utf-8")
    ours = scopes.load(str(file))
    assert ours.knows(path(deep))
    assert isinstance(ours.requirement("GET", path("/rest/x/{}")), Undecided)


def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("connect-2015", "./my.json", "a\0b", ""):
        with pytest.raises(CatalogError, match="there is no catalog .*; write connect, connect-2014, .*, cloud or a"):
            scopes.load(name)
    with pytest.raises(CatalogError, match=" is no file; name a catalog file"):
        scopes.load(str(tmp_path))
    file = tmp_path / "my.json"
    file.write_text(json.dumps(table()), encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(CatalogError, match="my.json cannot be read: Permission denied; name a catalog file that can"):
        scopes.load(str(file))


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_text(json.dumps(table(ROW)), encoding="utf-8-sig")
    assert scopes.load(str(file)).knows(path("/rest/x/a"))


def test_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_text(json.dumps(table(ROW)), encoding="utf-8")
    first = scopes.load(str(file))
    assert scopes.load(str(file)) is first
    file.write_text(json.dumps(table({**ROW, "scopes": {"GET": "NONE"}})), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert scopes.load(str(file)).requirement("GET", path("/rest/x/a")) == Needs("/rest/x/a", ((),))
