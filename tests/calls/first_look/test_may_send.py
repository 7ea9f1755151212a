"""Which texts may send a request without a REST root in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_confluence_scopes.calls import look_into
from flake8_confluence_scopes.calls.first_look.may_send import imports_client, may_send


@pytest.mark.parametrize(
    "statement",
    [
        "import requests",
        "import os, requests as r",
        "from requests import (\n    Session,\n)",
        "from httpx import get",
        "import urllib.request",
        "from urllib import parse, request",
        "from urllib.request import urlopen",
        "import http.client",
        "from http import client",
        "from atlassian import Confluence",
        "import requests.sessions",
    ],
)
def test_a_client_is_imported(statement: str) -> None:
    assert imports_client(f"import os\n{statement}\n")


@pytest.mark.parametrize(
    "text",
    [
        "import urllib.parse",
        "from urllib.parse import urljoin",
        "from http import HTTPStatus",
        "import my_requests",
        "requests = 1",
        "import os  # not requests",
    ],
)
def test_no_client_is_imported(text: str) -> None:
    assert not imports_client(text + "\n")


def test_through_a_module_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "wiki.py").write_text("import requests\nsession = requests.Session()\ndef page(url): ...\n", encoding="utf-8")
    (tmp_path / "other.py").write_text("def page(url): ...\n", encoding="utf-8")
    (tmp_path / "between.py").write_text("from wiki import session\n", encoding="utf-8")
    path = str(tmp_path / "app.py")

    def asks(source: str) -> bool:
        return may_send(source, path, str(tmp_path))

    assert asks("from wiki import page\npage(1)\n")
    assert asks("from wiki import session\nsession.get(URL)\n")
    assert asks("from between import session\nsession.get(URL)\n")
    assert not asks("from wiki import page\n")
    assert not asks("from other import page\npage(1)\n")
    assert not asks("from missing import page\npage(1)\n")
    assert not asks('from wiki import session\nsession.get("key")\n')
    assert not asks("page(1)\n")


def test_what_sends_nothing_is_not_looked_into(tmp_path: Path) -> None:
    path = str(tmp_path / "app.py")
    source = "def page(other): other.get_page()\n"
    assert not look_into(source, path).complete
    assert look_into(source, path, by_name=True).complete
