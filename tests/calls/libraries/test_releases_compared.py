"""What releases of a library request by the same method."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flake8_confluence_scopes.calls import releases_of
from tests.calls.models import acme_in_force


@pytest.fixture(autouse=True)
def acme() -> Iterator[None]:
    with acme_in_force():
        yield


@pytest.mark.parametrize("client", ["acme.Wiki.read_page", "acme.Wiki.unheard_of", "acme.Other.read_page", "requests.get", "?"])
def test_nothing_is_said_where_they_agree_or_nobody_knows(client: str) -> None:
    assert releases_of(client) == ""


def test_each_run_of_releases_that_differ() -> None:
    assert releases_of("acme.Wiki.old_page_list") == (
        "Wiki.old_page_list of acme-client: 1.0.0 to 1.9.0: GET /rest/api/content; "
        "2.0.0 to 3.0.0: no such method for Confluence Cloud"
    )
    assert releases_of("acme.wiki.Wiki.find_spaces") == (
        "Wiki.find_spaces of acme-client: 1.0.0 to 1.9.0: GET /rest/api/space/_all; 2.0.0 to 3.0.0: GET /api/v2/spaces"
    )
    assert releases_of("acme.Wiki.late") == "Wiki.late of acme-client: 1.0.0 to 2.0.0: nothing; 3.0.0: GET /rest/api/space"
