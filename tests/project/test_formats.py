"""The output of every format for a fixture project of each outcome.

``tests/project/expected`` holds it; after a wanted change, and a look at the difference, it is written anew with
``confluence-scopes audit --format FORMAT`` in the project's folder.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from flake8_confluence_scopes import __version__, cli
from flake8_confluence_scopes.project.formats import FORMATS, text
from flake8_confluence_scopes.project.report import KINDS, Audit, Entry
from flake8_confluence_scopes.project.sites import Site
from tests.support import FIXTURES

EXPECTED = Path(__file__).parent / "expected"
SARIF = Draft202012Validator(
    json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=FormatChecker(),
)
"""The OASIS schema of SARIF 2.1.0, as Microsoft's SARIF Multitool 5.7.0 brings it to validate logs."""
EXITS = {
    "classic-and-granular": 0,
    "excluded-file": 0,
    "forge-javascript": 0,
    "forge-remote": 1,
    "not-proven-scope": 0,
    "notebook": 0,
    "oauth-integration": 1,
    "over-broad-scope": 0,
    "quickstart": 1,
    "silenced": 1,
    "unchecked-file": 1,
    "undecided-call": 1,
    "unreadable-descriptor": 1,
    "unused-scope": 0,
}
SITE = Site("a b/ü.py", 3, 5, 4, 1, "requests.get", "GET", "/rest/api/content")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("project", EXITS)
def test_a_format(project: str, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(FIXTURES / project)
    code = cli.main(["audit", "--format", form])
    output, errors = capsys.readouterr()
    expected = (EXPECTED / f"{project}.{form}").read_text(encoding="utf-8")
    assert output == expected.replace("VERSION", __version__)
    text = (EXPECTED / f"{project}.text").read_text(encoding="utf-8")
    last = text.splitlines(keepends=True)[-1]
    assert (code, errors) == (EXITS[project], "" if form == "text" else last)


def test_every_list_has_a_fixture_project() -> None:
    shown = set()
    for project in EXITS:
        (app,) = json.loads((EXPECTED / f"{project}.json").read_text(encoding="utf-8"))["apps"]
        shown |= {name for name in KINDS if app[name]}
    assert shown == KINDS.keys()


def audit(*entries: Entry, is_file: bool = True) -> Audit:
    return Audit("x.json", is_file, "connect", ("READ",), ("connect-2014",), {"READ": 2}, entries)


def test_colours_are_asked_for() -> None:
    plain = text.render([audit(Entry("missing", "READ", "m", (SITE,)))])
    coloured = text.render([audit(Entry("missing", "READ", "m", (SITE,)))], colour=True)
    assert "\x1b[31mREAD\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


def test_github_escapes_what_would_end_a_command() -> None:
    entry = Entry("missing", "READ", "m", (SITE._replace(file="a,b:c.py"),), code="CFS101", details=("50 %\nREAD",), helps=("",))
    assert FORMATS["github"]([audit(entry)]) == (
        "::error title=CFS101 missing-scope,file=a%2Cb%3Ac.py,line=3,col=5::50 %25%0AREAD\n"
    )


def test_a_scope_of_an_option_stands_in_no_file() -> None:
    unused = audit(Entry("unused", "READ", "no call needs it"), is_file=False)
    assert FORMATS["gitlab"]([unused]) == "[]\n"
    assert FORMATS["github"]([unused]) == "::warning title=unused-scope::scope READ is unused: no call needs it\n"
    (result,) = json.loads(FORMATS["sarif"]([unused]))["runs"][0]["results"]
    assert "locations" not in result


def test_gitlab_has_the_documented_shape() -> None:
    for file in EXPECTED.glob("*.gitlab"):
        issues = json.loads(file.read_text(encoding="utf-8"))
        for issue in issues:
            assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
            assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert issue["location"].keys() == {"path", "lines"}
            assert not issue["location"]["path"].startswith(("/", "./"))
            assert issue["location"]["lines"]["begin"] >= 1
        assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@pytest.mark.parametrize("project", EXITS)
def test_sarif_follows_its_schema(project: str) -> None:
    SARIF.validate(json.loads((EXPECTED / f"{project}.sarif").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("old", "new"), [('"error"', '"fatal"'), ('"startLine": ', '"startLine": -'), ('"rules"', '"rule"')]
)
def test_the_schema_finds_mistakes(old: str, new: str) -> None:
    text = (EXPECTED / "quickstart.sarif").read_text(encoding="utf-8")
    assert old in text
    assert not SARIF.is_valid(json.loads(text.replace(old, new)))


def test_sarif_has_what_its_schema_leaves_open() -> None:
    for file in EXPECTED.glob("*.sarif"):
        (run,) = json.loads(file.read_text(encoding="utf-8"))["runs"]
        assert run.keys() == {"tool", "columnKind", "results"}
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for rule in rules:
            assert rule["help"].keys() == {"text", "markdown"}
            assert rule["helpUri"].startswith("https://")
            assert re.fullmatch(r"[A-Z]\w+", rule["name"])
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("none", "note", "warning", "error")
            assert result["message"].keys() == {"text"}
            assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
            for location in result.get("locations", ()):
                region = location["physicalLocation"]["region"]
                assert region.keys() <= {"startLine", "startColumn", "endLine", "endColumn"}
                assert all(number >= 1 for number in region.values())


def test_sarif_names_files_as_uris() -> None:
    sites = (SITE, SITE._replace(file="/x y.py"))
    entry = Entry("missing", "READ", "m", sites, code="CFS101", details=("a", "b"), helps=("", "x"))
    results = json.loads(FORMATS["sarif"]([audit(entry)]))["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert [result["message"]["text"] for result in results] == ["a", "b\nhelp: x"]
    assert [place["artifactLocation"] for place in places] == [
        {"uri": "a%20b/%C3%BC.py", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///x%20y.py"},
    ]
    assert places[0]["region"] == {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 1}


def test_a_fingerprint_survives_moved_lines_and_tells_equal_calls_apart() -> None:
    def fingerprints(*sites: Site) -> list[str]:
        entry = Entry("missing", "READ", "m", sites, code="CFS101", details=("m",) * len(sites), helps=("",) * len(sites))
        results = json.loads(FORMATS["sarif"]([audit(entry)]))["runs"][0]["results"]
        return [result["partialFingerprints"]["confluenceScopes/v1"] for result in results]

    (before,) = fingerprints(SITE)
    moved, another = fingerprints(SITE._replace(line=90, end_line=91), SITE._replace(line=95))
    assert moved == before != another
