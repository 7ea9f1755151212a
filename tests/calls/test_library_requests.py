"""What a library's named method requests, asked by its name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flake8_confluence_scopes import calls
from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel
from flake8_confluence_scopes.explaining import library_methods

ROWS = [
    {"method": "GET", "path": "/rest/api/content/{id}", "when": {"given": ["id"], "absent": ["all"]}},
    {"method": "PUT", "path": "/rest/api/content/{id}", "when": {"equal": {"kind": ["a", 1]}, "unequal": {"side": [None]}}},
    {"method": "GET", "path": "/pages/view.action", "kind": "action"},
    {"method": "GET", "path": "/pages", "on": ["cloud"]},
]


@pytest.fixture(autouse=True)
def acme() -> Iterator[None]:
    """A client model of our own, in force for a test."""
    methods = {"send": {"requests": ROWS}, "act": {"requests": ROWS[2:3]}, "odd": {"requests": ROWS[3:]}}
    data = {
        "name": "acme",
        "package": "acme",
        "date": "2026-01-01",
        "source": "a test",
        "generator": "a test",
        "versions": {"from": "1.0.0", "to": "2.0.0", "executed": ["1.0.0", "2.0.0"]},
        "classes": {"acme.sites.Site": "site"},
        "models": {"site": methods},
    }
    models_in_force.use((ClientModel(data),))
    yield
    models_in_force.use(())


def test_each_request_says_when_it_is_sent() -> None:
    (found,) = calls.requested_by("Site.send")
    assert (found.client, found.release) == ("acme.sites.Site.send", "2.0.0")
    assert [one.when for one in found.requests] == ["with id, without all", "where kind is 'a' or 1, where side is not None", ""]


def test_a_method_that_requests_no_resource() -> None:
    found = calls.requested_by("sites.Site.act")
    assert list(library_methods.as_lines(found, lambda method, path: [])) == [
        "acme.sites.Site.act of acme 2.0.0 sends to Confluence Cloud nothing"
    ]


def test_a_path_without_a_root_has_no_answer() -> None:
    found = calls.requested_by("Site.odd")
    lines = list(library_methods.as_lines([*found, *found], lambda method, path: []))
    assert lines == [*(once := [lines[0], "", "GET /pages"]), "", *once]


@pytest.mark.parametrize(
    ("name", "near"), [("Site.sendd", "Site.send"), ("Sit.act", "Site.act"), ("Zebra.zzzzzzzzzzzz", ""), ("send", "Site.send")]
)
def test_the_nearest_name(name: str, near: str) -> None:
    assert calls.requested_by(name) == []
    assert library_methods.nearest(name) == near
