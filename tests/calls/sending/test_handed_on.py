"""Clients' functions and methods in the hands of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import look_into

SOURCE = """
import requests, threading, functools
from atlassian import Confluence
from retry.api import retry_call
session = requests.Session()
wiki = Confluence(url="https://example.atlassian.net")
def run(function, *given):
    return function("https://example.com/x")
class Job:
    def __init__(self, function):
        pass
"""


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("threading.Thread(target=requests.put, args=links)", "PUT {} (the URL is not known: what Thread gives requests.put)"),
        ("retry_call(session.put, [url])", "PUT {} (the URL is not known: what retry_call gives requests.Session.put)"),
        ("put = retried()(session.put)", "PUT {} (the URL is not known: what another function gives requests.Session.put)"),
        ("given.register(put=requests.request)", "? {} (what requests.request requests is not known)"),
        ("given.register(wiki.get_space)", "GET /rest/api/space/{} (the way from its caller is not followed)"),
        ("print(session.put, hasattr(session.put, 'x'), functools.wraps(other))", ""),
        ("given.register(requests, session, wiki, session.close, wiki.nothing, 1)", ""),
        ("Job(session.put)", ""),
        ("run(len)", ""),
    ],
)
def test_what_is_handed_on_may_be_called_with_any_url(tmp_path: Path, code: str, sent: str) -> None:
    found = look_into(f"{SOURCE}{code}\n", str(tmp_path / "app.py"), root=str(tmp_path))
    assert [f"{one.call.method} {one.call.path} ({one.call.reason})" for one in found.open] == [sent] * bool(sent)


def test_a_method_whose_name_is_not_known_may_be_any(tmp_path: Path) -> None:
    found = look_into(f"{SOURCE}getattr(wiki, name)(1)\n", str(tmp_path / "app.py"), root=str(tmp_path))
    (one,) = found.open
    assert (one.call.method, one.call.reason) == ("?", "what getattr(atlassian.Confluence, ...) requests is not known")
