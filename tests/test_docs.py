"""rules.py, docs/rules.md and the README say the same, and the examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flake8_confluence_scopes.rules import RULES
from tests.support import ROOT, run_flake8

HEADINGS = ["What it does", "Why it matters", "Example", "Use instead", "Since"]
DESCRIPTOR = '{"scopes": ["READ", "WRITE"]}'

README = (ROOT / "README.md").read_text(encoding="utf-8")
_SECTION = re.compile(r'^<a id="(\w+)"></a>\n\n## (.+)\n((?:(?!^<a id=).*\n)*)', re.MULTILINE)
_PART = re.compile(r"^### (.+)\n((?:(?!### ).*\n)*)", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| \[(\w+)\]\(docs/rules\.md#(\w+)\) \| (\S+) \| (on|off) \| (.+) \|$", re.MULTILINE)

SECTIONS = {
    title.partition(" ")[0]: (anchor, title, dict(_PART.findall(text)))
    for anchor, title, text in _SECTION.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
}
CODES_WITH_EXAMPLE = sorted(RULES.keys() - {"CFS902"})
"""CFS902 reports a mistake in the plugin itself, which no example can provoke."""


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
def test_a_section_shows_every_form_of_the_message(code: str) -> None:
    shown = _blocks(code, "What it does")["text"].splitlines()
    assert shown == [f"{code} {form}" for form in RULES[code].messages]


@pytest.mark.parametrize("code", RULES)
def test_a_section_says_when_a_code_is_off(code: str) -> None:
    assert ("off by default" in _part(code, "What it does")) != RULES[code].on


def test_the_readme_lists_every_code_with_the_words_of_its_section() -> None:
    rows = [(*row, f"Reports {meaning}.") for *row, meaning in _ROW.findall(README)]
    assert rows == [
        (
            code,
            code.lower(),
            rule.name,
            "on" if rule.on else "off",
            _part(code, "What it does").strip().splitlines()[0],
        )
        for code, rule in RULES.items()
    ]


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#\w+)?\)", README)
    assert "docs/demo.svg" in links
    assert [link for link in links if not (ROOT / link).exists()] == []


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
    run = run_flake8("--isolated", "--select", f"CFS1,CFS2,CFS9,{code}", "app.py", cwd=project)
    return [finding.code for finding in run.findings()]
