"""What tells the product that an app is for."""

from __future__ import annotations

import pytest

from flake8_confluence_scopes.descriptors import connect, forge, products
from flake8_confluence_scopes.scopes.scope_names import OTHER_PRODUCTS


def product(text: str) -> tuple[str, str] | None:
    data = text.encode()
    return connect.parse(data).product() if text.startswith("{") else forge.parse(data).product()


CONTEXTS = 'it has "contexts"'
SCOPES = "all of its scopes are"
MODULES = "all of its modules are"
NEUTRAL = (
    *("consumer", "function", "remote", "resolver", "scheduledTrigger", "trigger", "webtrigger"),
    "rovo:agent",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"contexts": ["account"]}', ("Bitbucket", CONTEXTS)),
        ('{"contexts": [], "scopes": ["READ"]}', ("Bitbucket", CONTEXTS)),
        ('{"scopes": ["account", "Repository:Write", " wiki "]}', ("Bitbucket", SCOPES)),
        ('{"modules": {"repoPages": [], "fileViews": []}}', ("Bitbucket", MODULES)),
        ('{"scopes": ["READ"], "modules": {"jiraIssueContents": [], "serviceDeskQueues": []}}', ("Jira", MODULES)),
        ('{"baseUrl": {{ url }}, "contexts": ["account"], "scopes": {{ scopes }}}', ("Bitbucket", CONTEXTS)),
        ('{"baseUrl": {{ url }}, "scopes": ["issue"]}', ("Bitbucket", SCOPES)),
        ('{"baseUrl": {{ url }}, "scopes": [], "modules": {"jiraReports": []}}', ("Jira", MODULES)),
        ("app: {}\nmodules:\n  jira:issuePanel: []\n", ("Jira", MODULES)),
        ("app: {}\nmodules: {jiraServiceManagement:queuePage: []}", ("Jira Service Management", MODULES)),
        ("app: {}\nmodules: {'bitbucket:mergeCheck': []}", ("Bitbucket", MODULES)),
        ("app: {}\nmodules: {'compass:adminPage': [], 'jira:adminPage': []}", ("Compass", MODULES)),
        ("app: {}\nconnectModules: {'jira:jiraReports': []}\npermissions: {scopes: [read:jira-work]}", ("Jira", MODULES)),
    ],
)
def test_another_product_s(text: str, told: tuple[str, str]) -> None:
    assert product(text) == told


@pytest.mark.parametrize("neutral", NEUTRAL)
def test_what_every_product_s_apps_have_decides_nothing(neutral: str) -> None:
    modules = f"modules: {{'{neutral}': [], 'jira:issuePanel': []}}"
    assert product(f"app: {{}}\n{modules}") == ("Jira", MODULES)
    assert product(f"app: {{}}\n{modules}\npermissions: {{scopes: [read:page:confluence]}}") == ("Confluence", "")


@pytest.mark.parametrize(
    "text",
    [
        '{"scopes": ["SPACE_ADMIN"], "contexts": ["personal"]}',
        '{"modules": {"jiraReports": [], "dynamicContentMacros": []}}',
        "app: {}\nmodules: {'jira:issuePanel': [], macro: []}",
        "app: {}\nmodules: {'jira:issuePanel': []}\npermissions: {scopes: [read:jira-work, read:page:confluence]}",
        "app: {}\nmodules: {'jira:issuePanel': []}\npermissions: {scopes: {read:connect-confluence: {}}}",
        "app: {}\nconnectModules: {'confluence:webItems': []}",
    ],
)
def test_confluence_s(text: str) -> None:
    assert product(text) == ("Confluence", "")


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"scopes": []}',
        '{"scopes": ["READ", "PROJECT_ADMIN"]}',
        '{"scopes": ["READ", "repository"]}',
        '{"scopes": "repository"}',
        '{"modules": {}}',
        '{"modules": []}',
        '{"modules": {"webItems": [], "jiraReports": []}}',
        '{"modules": {"jirafied": []}}',
        '{"modules": {"contexts": []}}',
        '{"baseUrl": {{ url }}, "modules": {{ modules }}}',
        "app: {}\nmodules: {}",
        "app: {}\nmodules:",
        "app: {}\nmodules: [jira:issuePanel]",
        "app: {}\npermissions: {scopes: [read:jira-work]}",
        "app: {}\nmodules: {jira: [], bitbucketed:x: []}",
        "app: {}\nmodules: {'jira:issuePanel': []}\npermissions: {scopes: ['${SCOPE}']}",
        "app: {}\nmodules: {'jira:issuePanel': [], 'dashboards:widget': []}",
        *(f"app: {{}}\nmodules: {{'{neutral}': []}}" for neutral in NEUTRAL),
    ],
)
def test_it_may_be_confluence_s(text: str) -> None:
    assert product(text) is None


def test_both_rooms_know_the_same_scopes_of_bitbucket() -> None:
    assert products.BITBUCKET_SCOPES == set(OTHER_PRODUCTS["Bitbucket"])


@pytest.mark.parametrize(
    "folder", ["confluence", "apps/my-confluence_app", "wiki", "Confluence", "confluenceApp/x", "confluence2"]
)
def test_a_folder_tells_confluence(folder: str) -> None:
    assert products.folder_tells(folder)


@pytest.mark.parametrize(
    "folder", ["", "app", "jira", "confluenced", "wikis", "jira-confluence", "bitbucket/wiki", "jsm/confluence"]
)
def test_a_folder_does_not_tell(folder: str) -> None:
    assert not products.folder_tells(folder)
