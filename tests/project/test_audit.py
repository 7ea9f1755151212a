"""An app's audit, beyond what the fixtures show."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flake8_confluence_scopes import descriptors
from flake8_confluence_scopes.descriptors import NoDescriptor
from flake8_confluence_scopes.project import audit as audit_module
from flake8_confluence_scopes.project import failing, sites
from flake8_confluence_scopes.project.analysis import analysed
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.settings import Settings
from flake8_confluence_scopes.silence import Decide, Silence
from tests.calls.models import acme_file, acme_in_force
from tests.project.projects import app, audit_of, connect

GET = "GET /wiki/rest/api/content"


def test_without_a_descriptor_nothing_is_compared() -> None:
    audit = audit_of(NoDescriptor("none"), GET, GET)
    assert [(entry.code, entry.message) for entry in audit.entries] == [("CFS201", "2 calls cannot be checked: none")]
    assert failing.fails([audit])


def test_a_catalog_without_an_answer_is_a_problem() -> None:
    audit = audit_of(connect("read:page:confluence"), GET, settings=Settings(catalog="connect-2014"))
    assert [entry.code for entry in audit.entries] == ["CFS201"]
    assert audit.catalogs == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{\n "scopes": [\n  "READ",\n  "write"]\n}', {"READ": 3, "WRITE": 4}),
        ('\ufeff{\n "x": "READ", "scopes": ["\\u0052EAD"]}', {"READ": 1}),
        ('{"scopes": []}', {}),
    ],
)
def test_the_lines_of_scopes(text: str, lines: dict[str, int], tmp_path: Path) -> None:
    path = tmp_path / "atlassian-connect.json"
    path.write_text(text, encoding="utf-8")
    declaration = descriptors.read(str(path))
    assert audit_module.audited(app(declaration), Settings()).lines == lines
    assert audit_module.audited(app(declaration), Settings()).descriptor == path.as_posix()


def test_a_descriptor_that_is_gone_meanwhile_has_no_lines(tmp_path: Path) -> None:
    gone = connect("READ")._replace(path=str(tmp_path / "gone.json"))
    assert audit_of(gone, GET).lines == {}


def test_another_drive_has_no_relative_path(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert sites.near("/x/y") == "/x/y"


def test_the_same_call_twice_in_one_place_is_one_site() -> None:
    twice = app(connect("READ"), GET)
    (file,) = twice.files
    doubled = twice._replace(files=(file._replace(calls=file.calls * 2),))
    (entry,) = audit_module.audited(doubled, Settings()).of("required")
    assert (entry.message, len(entry.sites)) == ("1 call needs it", 1)


def test_of_a_named_method_each_requirement_is_said_once(tmp_path: Path) -> None:
    file = tmp_path / "app.py"
    file.write_text("import acme\nacme.Wiki('u').write_page('a', page_id=1)\n", encoding="utf-8")
    own = Settings(root=str(tmp_path), clients=(acme_file(tmp_path),))
    with acme_in_force():
        (only,) = analysed([str(file)], own._replace(scopes=("ADMIN_",)), print)
        missing = audited(only, Settings()).of("missing")
        (enough,) = analysed([str(file)], own._replace(scopes=("WRITE",)), print)
        required = audited(enough, Settings()).of("required")
    assert [(entry.subject, len(entry.sites)) for entry in missing] == [("WRITE", 1), ("READ", 1)]
    assert [(entry.subject, site.operation) for entry in required for site in entry.sites] == [
        ("READ", "GET /rest/api/content/{}/history"),
        ("WRITE", "PUT /rest/api/content/1"),
    ]


def test_a_scope_that_a_named_method_may_need_is_not_called_unused(tmp_path: Path) -> None:
    file = tmp_path / "app.py"
    file.write_text(
        'from atlassian import Confluence\nwiki = Confluence("https://x", cloud=True)\n'
        'wiki.get_page_by_id(1)\nwiki.update_page(1, "title", "body")\n',
        encoding="utf-8",
    )
    (tmp_path / "manifest.yml").write_text(
        "app:\n  id: x\npermissions:\n  scopes:\n    - read:confluence-content.summary\n"
        "    - write:confluence-content\n    - write:confluence-file\n",
        encoding="utf-8",
    )
    (only,) = analysed([str(file)], Settings(root=str(tmp_path)), print)
    audit = audited(only, Settings())
    assert [entry.subject for entry in audit.of("unused")] == ["write:confluence-file"]
    assert [entry.subject for entry in audit.of("not_proven")] == ["read:confluence-content.summary", "write:confluence-content"]


def test_what_is_about_the_descriptor_is_said_once() -> None:
    one = app(NoDescriptor("none"), GET)
    several = one._replace(files=(*one.files, one.files[0]._replace(path="b.py")))
    assert len(audit_module.audited(several, Settings()).entries) == 1


def test_what_is_about_the_descriptor_is_silenced_only_where_every_file_s_first_call_is() -> None:
    one = app(connect("READ", "WRIET"), GET)
    several = one._replace(files=(*one.files, one.files[0]._replace(path="b.py"), one.files[0]._replace(path="c.py")))

    def but(*shown: str) -> Decide:
        return lambda path, line, code: None if path in shown else Silence("# noqa", in_source=True)

    def places(decide: Decide) -> dict[str, list[str]]:
        audit = audit_module.audited(several, Settings(), decide)
        return {kind: [site.file for entry in audit.of(kind) for site in entry.sites] for kind in ("problems", "silenced")}

    assert places(but()) == {"problems": [], "silenced": ["app.py"]}
    assert places(but("b.py", "c.py")) == {"problems": ["b.py"], "silenced": []}
