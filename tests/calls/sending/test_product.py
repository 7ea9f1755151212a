"""Clients, and classes with calls, that are named after Confluence."""

from __future__ import annotations

import pytest

from tests.calls.snippets import calls_in

NAMED = [
    "confluence.get('/rest/tinymce/1/a')", "self.confluence_client.get('/rest/tinymce/1/a')",
    "atlassian.Confluence('https://x').get('/rest/tinymce/1/a')", "ConfluenceApi().get('/rest/tinymce/1/a')",
    "Heir().get('/rest/tinymce/1/a')", "External().get('/rest/tinymce/1/a')",
    "requests.get(CONFLUENCE_URL + '/rest/tinymce/1/a')", "requests.get(settings.confluence_url + '/rest/tinymce/1/a')",
    "run(confluence.get, '/rest/tinymce/1/a')", "run(ConfluenceApi().get, '/rest/tinymce/1/a')",
    "join(CONFLUENCE_URL, '/rest/tinymce/1/a')", "join(base=settings.confluence_host, path='/rest/tinymce/1/a')",
    "requests.get(ENVIRONED_CONFLUENCE + '/rest/tinymce/1/a')",
]  # fmt: skip
OTHERS = [
    "requests.get('https://x/rest/tinymce/1/a')", "Api().get('/rest/tinymce/1/a')",
    "confluence.session.get('/rest/tinymce/1/a')", "get('/rest/tinymce/1/a')",
    "requests.get(settings.url + '/rest/tinymce/1/a')", "requests.get('https://x/rest/tinymce/1/a', CONFLUENCE_URL)",
    "join(settings.url, '/rest/tinymce/1/a', settings.confluence_page)",
]  # fmt: skip
SOURCE = """
    import atlassian, os, requests
    from somewhere import ConfluenceBase
    class Api:
        def get(self, path):
            return requests.get("https://x" + path)
    class ConfluenceApi(Api):
        def own(self):
            return requests.get("https://x/rest/tinymce/1/b")
    class Heir(ConfluenceApi):
        pass
    class External(ConfluenceBase):
        def get(self, path):
            return requests.get("https://x" + path)
    class JiraApi(Api):
        pass
    class Both(JiraApi, ConfluenceApi):
        pass
    def get(path):
        return requests.get("https://x" + path)
    def run(function, path):
        return function(path)
    def join(base, path, page=None):
        return requests.get(f"{base}{path}")
    ENVIRONED_CONFLUENCE = os.environ["CONFLUENCE_URL"]
    CONFLUENCE_URL = open("x").read()
    JIRA = open("y").read()
    def f(self, confluence, jira, settings):
"""


@pytest.mark.parametrize(
    ("call", "named"),
    [
        *((call, "confluence") for call in NAMED),
        *((call, "") for call in OTHERS),
        ("jira.get('/rest/tinymce/1/a')", "jira"),
        ("JiraApi().get('/rest/tinymce/1/a')", "jira"),
        ("Both().get('/rest/tinymce/1/a')", "confluence"),
        ("requests.get(JIRA + '/rest/tinymce/1/a')", "jira"),
        ("run(jira.get, '/rest/tinymce/1/a')", "jira"),
        ("self.bitbucket.get('/rest/tinymce/1/a')", "bitbucket"),
    ],
)
def test_what_a_client_is_named_after(call: str, named: str) -> None:
    found = {str(item.path): item.product for item in calls_in(SOURCE + f"        {call}\n")}
    assert found == {"/rest/tinymce/1/a": named, "/rest/tinymce/1/b": "confluence"}
