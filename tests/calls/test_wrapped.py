"""Which call inside of a wrapper sends the request."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import look_into
from flake8_confluence_scopes.calls.model import Call
from tests.support import ROOT

API = """
import requests

class Api:
    def send(self, path):
        return 'ä' and requests.delete(
            f'/rest/api/{path}')

    def fetch(self, path):
        return self.send(path)
"""


def calls(folder: Path, source: str) -> list[Call]:
    (folder / "api.py").write_text(API, encoding="utf-8")
    source = textwrap.dedent(source)
    return list(look_into(source, str(folder / "app.py"), root=str(folder), open_urls=False, sent_at=True).calls)


def sending(call: Call, source: str) -> str:
    """The text of what sends a call."""
    assert call.sent_at is not None
    _, (line, column, end_line, end) = call.sent_at
    lines = textwrap.dedent(source).split("\n")[line - 1 : end_line]
    lines[-1] = lines[-1][:end]
    return "\n".join(lines)[column:]


def test_in_another_module(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, "from api import Api\nApi().fetch('content/1')\n")
    assert call.sent_at is not None
    assert call.sent_at.file == str(tmp_path / "api.py")
    assert sending(call, API) == "requests.delete(\n            f'/rest/api/{path}')"


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("send = lambda path: requests.put('/rest/api/' + path)\nsend('content/1')", "requests.put('/rest/api/' + path)"),
        (
            "def outer(path):\n    def inner():\n        requests.put(path)\n    inner()\nouter('/rest/api/content/1')",
            "requests.put(path)",
        ),
        ("def both(*paths):\n    for path in paths: requests.put(path)\nboth('/rest/api/content/1')", "requests.put(path)"),
        (
            "def wiki(id): return Confluence('https://x.example').remove_page(id)\ndef f(send): send('/rest/api/content/1')\n"
            "f(requests.put)",
            "send('/rest/api/content/1')",
        ),
    ],
)
def test_in_the_same_module(tmp_path: Path, source: str, sent: str) -> None:
    source = f"import requests\nfrom atlassian import Confluence\n{source}\n"
    found = [call for call in calls(tmp_path, source) if call.sent_at is not None]
    assert [sending(call, source) for call in found] == [sent]


def test_what_a_call_sends_by_itself(tmp_path: Path) -> None:
    (call,) = calls(tmp_path, "import requests\nrequests.put('/rest/api/content/1')\n")
    assert call.sent_at is None


def test_nothing_else_is_found_than_by_a_lint() -> None:
    folder = ROOT / "fixtures" / "wrappers"
    found = 0
    for file in sorted(folder.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        lint = look_into(source, str(file), root=str(folder), open_urls=False)
        asked = look_into(source, str(file), root=str(folder), open_urls=False, sent_at=True)
        found += sum(call.sent_at is not None for call in asked.calls)
        assert asked._replace(calls=tuple(call._replace(sent_at=None) for call in asked.calls)) == lint
    assert found > 20
