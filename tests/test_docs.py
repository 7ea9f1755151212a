"""The code, the README and the pages in docs/ say the same, and the examples do what they say."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from flake8_confluence_scopes import scopes
from flake8_confluence_scopes.calls.libraries.clients import CLIENTS, FUNCTIONS
from flake8_confluence_scopes.calls.reasons import Reason
from flake8_confluence_scopes.rules import OAUTH, OFF, ON, RULES
from flake8_confluence_scopes.scopes.requirement import REASONS
from tests.support import ROOT, before_last_line, run_flake8, run_flake8_here

HEADINGS = ["What it does", "Why it matters", "Example", "Use instead", "Since"]
DESCRIPTOR = '{"scopes": ["READ", "WRITE"]}'

README = (ROOT / "README.md").read_text(encoding="utf-8")
_SECTION = re.compile(r'^<a id="(\w+)"></a>\n\n## (.+)\n((?:(?!^<a id=).*\n)*)', re.MULTILINE)
_PART = re.compile(r"^### (.+)\n((?:(?!### ).*\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONSOLE = re.compile(r"^```console\n\$ confluence-scopes (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
_ROW = re.compile(r"^\| \[(\w+)\]\(docs/rules\.md#(\w+)\) \| (\S+) \| (on|on for OAuth|off) \| (.+) \|$", re.MULTILINE)

SECTIONS = {
    title.partition(" ")[0]: (anchor, title, dict(_PART.findall(text)))
    for anchor, title, text in _SECTION.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
}
COMMANDS = _CONSOLE.findall(README)
"""The arguments of each command that the README shows, and what it prints."""

CODES_WITH_EXAMPLE = sorted(RULES.keys() - {"CFS901", "CFS902"})
"""CFS901 reports what is too large for a page, CFS902 a mistake in the plugin itself, which no example can provoke."""


def _part(code: str, heading: str) -> str:
    text: str = SECTIONS[code][2][heading]
    return text


def _blocks(code: str, heading: str) -> dict[str, str]:
    return dict(_BLOCK.findall(_part(code, heading)))


def test_every_rule_has_a_section_in_the_order_of_the_table() -> None:
    assert [(anchor, title) for anchor, title, _ in SECTIONS.values()] == [
        (code.lower(), f"{code} {rule.name}") for code, rule in RULES.items()
    ]


@pytest.mark.parametrize("code", RULES)
def test_a_section_has_all_its_parts(code: str) -> None:
    parts = SECTIONS[code][2]
    assert list(parts) == HEADINGS
    assert all(text.strip() for text in parts.values())
    assert re.fullmatch(r"\d+\.\d+\.\d+", parts["Since"].strip())


@pytest.mark.parametrize("code", RULES)
def test_a_section_shows_every_form_of_the_message_and_of_the_next_step(code: str) -> None:
    shown = _blocks(code, "What it does")["text"].splitlines()
    rule = RULES[code]
    assert shown == [*(f"{code} {form}" for form in rule.messages), *(f"help: {form}" for form in rule.helps)]


def test_the_reasons_are_listed() -> None:
    listed = re.findall(r"^\| `(.+?)` \|", _part("CFS301", "What it does"), re.MULTILINE)
    assert sorted(listed) == sorted([*(reason.value for reason in Reason), *REASONS])


@pytest.mark.parametrize("code", RULES)
def test_a_section_begins_with_what_the_rule_reports(code: str) -> None:
    assert _part(code, "What it does").strip().splitlines()[0] == f"Reports {RULES[code].reports}."


@pytest.mark.parametrize("code", RULES)
def test_a_section_says_when_a_code_is_off(code: str) -> None:
    words = {"It is off by default": OFF, "It is on where the scopes are OAuth's": OAUTH}
    said = [default for words, default in words.items() if words in _part(code, "What it does")]
    assert (said or [ON]) == [RULES[code].default]


def test_the_readme_lists_every_code_with_the_words_of_its_rule() -> None:
    assert _ROW.findall(README) == [
        (
            code,
            code.lower(),
            rule.name,
            rule.default,
            rule.reports,
        )
        for code, rule in RULES.items()
    ]


def test_the_readme_leads_to_every_page() -> None:
    assert {f"docs/{page.name}" for page in (ROOT / "docs").iterdir()} <= set(re.findall(r"\]\(([^)#]+)", README))


def test_the_readme_names_every_client_library() -> None:
    (known,) = re.findall("^It knows (.*)$", README, re.MULTILINE)
    imported = {name.partition(".")[0].replace("_", "-") for name in (*CLIENTS, *FUNCTIONS)}
    named = set(re.findall(r"[\w-]+", known.replace("atlassian-python-api", "atlassian")))
    assert imported - named == set()


def test_the_catalogs_are_listed() -> None:
    page = (ROOT / "docs" / "catalogs.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` \| .* \| (?:\d+ )?(?:\w+ )?(\d{4}) \| ", page, re.MULTILINE)
    assert listed == [(name, scopes.load(name).date[:4]) for name in scopes.names()]


def test_the_readme_shows_the_commands() -> None:
    assert [arguments.split()[0] for arguments, _ in COMMANDS] == ["calls", "explain", "audit"]


@pytest.mark.parametrize(("arguments", "output"), COMMANDS)
def test_a_command_prints_what_the_readme_shows(arguments: str, output: str) -> None:
    command = [sys.executable, "-I", "-m", "flake8_confluence_scopes", *shlex.split(arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    errors = before_last_line(done.stderr) if command[4] == "calls" else done.stderr
    assert (done.stdout, errors) == (output, "")


def test_the_readme_lists_every_option() -> None:
    help_text = run_flake8("--help", cwd=ROOT / "docs").stdout
    options = set(re.findall(r"--confluence-[a-z-]+", help_text))
    assert options
    assert set(re.findall(r"^\| `(--[a-z-]+)", README, re.MULTILINE)) == options


@pytest.mark.parametrize("code", CODES_WITH_EXAMPLE)
def test_the_example_shows_the_finding(code: str, tmp_path: Path) -> None:
    assert _codes(code, "Example", tmp_path) == [code]


@pytest.mark.parametrize("code", CODES_WITH_EXAMPLE)
def test_what_to_use_instead_is_free_of_findings(code: str, tmp_path: Path) -> None:
    assert _codes(code, "Use instead", tmp_path) == []


def _codes(code: str, heading: str, project: Path) -> list[str]:
    blocks = _blocks(code, heading)
    (project / "app.py").write_text(blocks["python"], encoding="utf-8")
    if code != "CFS201" or "json" in blocks:
        descriptor = blocks.get("json", DESCRIPTOR)
        (project / "atlassian-connect.json").write_text(descriptor, encoding="utf-8")
    config = "--isolated"
    if "ini" in blocks:
        (project / "flake8.ini").write_text(blocks["ini"], encoding="utf-8")
        config = "--config=flake8.ini"
    run = run_flake8_here(config, "--select", f"CFS1,CFS2,CFS9,{code}", "app.py", cwd=project)
    return [finding.code for finding in run.findings()]
