"""Events of the descriptor: what they need, and what they leave open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flake8_confluence_scopes import cli
from flake8_confluence_scopes.descriptors import Descriptor, Event, NoDescriptor
from flake8_confluence_scopes.project import beside, events
from flake8_confluence_scopes.project.audit import audited
from flake8_confluence_scopes.project.fix import change
from flake8_confluence_scopes.project.formats import FORMATS
from flake8_confluence_scopes.project.justification import justified
from flake8_confluence_scopes.project.justify import page
from flake8_confluence_scopes.project.migrate import migrated, render
from flake8_confluence_scopes.project.report import Audit
from flake8_confluence_scopes.settings import Settings
from tests.project.projects import app, connect, forge, said

CREATED, TRASHED = "avi:confluence:created:page", "avi:confluence:trashed:page"
SUMMARY, WRITE = "read:confluence-content.summary", "write:confluence-content"
PAGE = "read:page:confluence"
GET = "GET /wiki/api/v2/pages/1"


def manifest(*names: str, declared: tuple[str, ...] = (PAGE, SUMMARY)) -> Descriptor:
    """A manifest whose events stand on its lines from 11 on."""
    return forge(*declared)._replace(events=tuple(Event(name, line) for line, name in enumerate(names, 11)))


def audit(declaration: Descriptor) -> Audit:
    return audited(app(declaration, GET), Settings())


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_scope_that_an_event_needs_is_required() -> None:
    found = audit(manifest(CREATED, "avi:jira:created:issue"))
    assert said(found) == {}
    (needed,) = [entry for entry in found.of("required") if entry.subject == SUMMARY]
    assert needed.message == "1 event needs it"
    assert [(site.place, site.operation) for site in needed.sites] == [("manifest.yml:11:1", CREATED)]
    assert f"    manifest.yml:11:1  {CREATED}\n" in FORMATS["text"]([found])
    assert f"[manifest.yml:11](manifest.yml#L11) `{CREATED}`" in FORMATS["markdown"]([found])
    text = page([justified(app(manifest(CREATED), GET), found)])
    assert f"For 1 event.\n\n| event | where |\n| --- | --- |\n| `{CREATED}` |" in text


def test_a_scope_of_calls_and_events_has_both() -> None:
    found = audited(app(manifest(CREATED), "GET /wiki/rest/api/analytics/content/1/views"), Settings())
    (needed,) = found.of("required")
    assert (needed.subject, needed.message) == (SUMMARY, "1 call and 1 event need it")


@pytest.mark.parametrize("declared", [(PAGE,), (PAGE, "read:connect-confluence"), (PAGE, "read:confluence-content.all")])
def test_no_other_scope_takes_its_place(declared: tuple[str, ...]) -> None:
    declaration = manifest(CREATED, "avi:confluence:liked:page", declared=declared)
    found = audit(declaration)
    (missing,) = found.of("missing")
    assert (missing.subject, missing.message) == (SUMMARY, f"2 events need {SUMMARY}")
    assert missing.alternatives == ((SUMMARY,),)
    assert missing.details[0] == f"the event {CREATED} needs scope {SUMMARY}; manifest.yml lacks it"
    (app_,) = json.loads(FORMATS["json"]([found]))["apps"]
    site = app_["missing"][0]["sites"][0]
    assert {key: site[key] for key in ("file", "line", "client", "method", "path")} == {
        "file": "manifest.yml", "line": 11, "client": "event", "method": "", "path": CREATED,
    }
    (result, _) = [
        one for one in json.loads(FORMATS["sarif"]([found]))["runs"][0]["results"] if one["ruleId"] == "CFS101"
    ]
    assert (result["message"]["text"], result["level"]) == (f"{missing.details[0]}\nhelp: {missing.helps[0]}", "error")
    wanted = change(app(declaration, GET), Settings())
    assert wanted.added == (SUMMARY,)
    assert [[site.path for site in one.sites] for one in wanted.add] == [[CREATED, "avi:confluence:liked:page"]]


def test_one_event_is_one() -> None:
    (missing,) = audit(manifest(CREATED, declared=(PAGE,))).of("missing")
    assert missing.message == f"1 event needs {SUMMARY}"


def test_a_write_scope_that_may_be_dropped_is_not_proven() -> None:
    found = audit(manifest(TRASHED, declared=(PAGE, SUMMARY, WRITE, "write:page:confluence")))
    (doubtful,) = found.of("not_proven")
    assert (doubtful.subject, doubtful.sites[0].place) == (WRITE, "manifest.yml:11:1")
    assert doubtful.message == f"manifest.yml:11 subscribes to {TRASHED}, which needs it, but perhaps not for good"
    assert [entry.subject for entry in found.of("unused")] == ["write:page:confluence"]
    assert audit(manifest(TRASHED)).of("missing") == []


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["avi:confluence:performed:search"], "avi:confluence:performed:search"),
        ([""], "an event whose name cannot be read"),
        (["webhook:page_created", "webhook:page_removed"], "a webhook (page_created, page_removed)"),
        ([f"webhook:e{number}" for number in range(5)], "a webhook (e0, e1, e2, ...)"),
        (["webhook:a\nb" + "x" * 1000], "a webhook (a\\nb" + "x" * 97 + ")"),
    ],
)
def test_an_event_of_which_no_source_tells_may_need_anything(names: list[str], reason: str) -> None:
    found = audit(manifest(*names, declared=(PAGE, WRITE)))
    (doubtful,) = found.of("not_proven")
    assert doubtful.subject == WRITE
    assert doubtful.message == f"manifest.yml:11 subscribes to {reason}, and no source tells the scopes that it needs"
    assert len(doubtful.sites) == len(names)
    assert found.of("missing") == []


def test_events_of_other_products_are_no_matter() -> None:
    assert said(audit(manifest("avi:jira:created:issue", "avi:forge:installed:app", declared=(PAGE, WRITE)))) == {
        "unused": [WRITE]
    }


def test_without_a_descriptor_there_are_no_events() -> None:
    assert events.needed(NoDescriptor("none")) == events.lacking(NoDescriptor("none")) == []


def test_webhooks_are_named_where_a_connect_app_moves_to_forge() -> None:
    declaration = connect("READ")._replace(
        label="atlassian-connect.json", events=(Event("webhook:page_trashed", 3), Event("webhook:blog_created", 4), Event("", 5))
    )
    text = render([migrated(app(declaration, GET), Settings())])
    place = "#   atlassian-connect.json"
    assert (
        "# Events need scopes by themselves, which are not in the list:\n"
        f"{place}:3:1  webhook page_trashed: the Forge event {TRASHED} needs {SUMMARY}, {WRITE}\n"
        f"{place}:4:1  webhook blog_created: look up its Forge event, and the scopes that the event needs\n"
        "permissions:"
    ) in text


def test_a_manifest_s_events_are_in_the_list() -> None:
    text = render([migrated(app(manifest(CREATED), GET), Settings(), "granular")])
    assert f"    - {SUMMARY} # 1 event, manifest.yml:11:1\n    - {PAGE} # 1 call, app.py:4:25\n" in text
    assert "1 of them with scopes" in text


def test_the_case_of_a_forge_app_with_javascript(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "backend").mkdir()
    (tmp_path / "src" / "index.js").write_text('await api.asUser().requestConfluence(route`/wiki/x`, {method: "PUT"});\n')
    (tmp_path / "backend" / "app.py").write_text('import requests\nrequests.get("https://x/wiki/api/v2/pages/1")\n')
    text = "app:\n  id: x\nmodules:\n  trigger:\n    - key: t\n      events:\n        - avi:confluence:created:page\n"
    scopes = f"permissions:\n  scopes:\n    - {PAGE}\n    - {SUMMARY}\n    - {WRITE}\n"
    (tmp_path / "manifest.yml").write_text(text + scopes)
    assert cli.main(["audit"]) == 0
    output = capsys.readouterr().out
    assert f"{WRITE}  (src/index.js:1 mentions requestConfluence, and JavaScript is not read)\n    src/index.js:1:1" in output
    assert "Unused scopes" not in output
    assert cli.main(["fix", "--remove-unused", "--diff"]) == 0
    assert capsys.readouterr().out == ""
    assert f"  {SUMMARY}\n    manifest.yml:7:1     {CREATED}\n" in output


def test_fix_adds_what_an_event_needs_to_the_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.py").write_text('import requests\nrequests.get("https://x.atlassian.net/wiki/api/v2/pages/1")\n')
    events = f"        - {CREATED}\n        - avi:jira:created:issue\n"
    text = f"app:\n  id: x\nmodules:\n  trigger:\n    - key: t\n      events:\n{events}permissions:\n  scopes:\n    - {PAGE}\n"
    (tmp_path / "manifest.yml").write_text(text)
    assert cli.main(["audit"]) == cli.main(["audit", "--fail-on=missing"]) == 1
    assert cli.main(["audit", "--fail-on=unused,closed"]) == 0
    assert f"Missing scopes\n  {SUMMARY}\n    manifest.yml:7:1  {CREATED}\n" in capsys.readouterr().out
    assert cli.main(["fix"]) == 0
    assert (tmp_path / "manifest.yml").read_text() == f"{text}    - {SUMMARY}\n"
    assert cli.main(["audit"]) == 0


def test_a_descriptor_with_events_asks_for_the_files_beside_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "doubts", lambda app, settings: [])
    assert said(audit(manifest(CREATED, declared=(PAGE, SUMMARY, WRITE)))) == {"unused": [WRITE]}
