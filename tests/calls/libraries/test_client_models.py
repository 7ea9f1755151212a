"""Client models as values."""

from __future__ import annotations

from typing import Any

import pytest

from flake8_confluence_scopes.calls.libraries.client_models import (
    ClientModel,
    ModelParameter,
    ModelRequest,
    NamedMethod,
    Range,
    Signature,
    When,
    version,
)

DATA: dict[str, Any] = {
    "schema": 1,
    "name": "acme",
    "package": "acme-client",
    "versions": {"from": "1.0", "to": "3.1.4", "executed": ["1.0", "3.1.4"]},
    "date": "2026-11-28",
    "source": "an example",
    "generator": "by hand",
    "classes": {"acme.Site": "site"},
    "models": {
        "site": {
            "fetch": {
                "parameters": [["page", "page_id", "id"], "kind", "*", "expand", "**options"],
                "defaults": {"kind": "page", "expand": None},
                "signatures": [{"in": "1.0..1.9", "parameters": ["kind", "*pages"]}],
                "requests": [
                    {"method": "GET", "path": "/rest/api/content/{page}", "when": {"absent": ["expand"]}},
                    {
                        "method": "GET",
                        "path": "/rest/api/content/{}",
                        "when": {
                            "given": ["expand"],
                            "equal": {"kind": ["page", 1]},
                            "unequal": {"page": [None]},
                            "answer": True,
                        },
                        "on": ["cloud"],
                        "in": "2.0..2.5, 3.1",
                    },
                    {"method": "POST", "path": "/rpc/json", "on": ["server"], "kind": "rpc"},
                ],
                "in": {"cloud": "2.0..3.1.4", "server": "1.0..2.5"},
                "incomplete": "1.0",
            },
            "close": {"requests": []},
        }
    },
}

MODEL = ClientModel(DATA)


def fetch() -> NamedMethod:
    method = MODEL.method("site", "fetch")
    assert method is not None
    return method


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4.0.7", (4, 0, 7)),
        ("==4.1rc1", (4, 1)),
        ("v3", (3,)),
        (" 1.17.0 ", (1, 17, 0)),
        ("next", ()),
        ("2.x", (2,)),
        ("1..2", (1,)),
    ],
)
def test_versions_are_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert version(text) == numbers


def test_the_header() -> None:
    assert (MODEL.name, MODEL.package, MODEL.date, MODEL.source, MODEL.generator) == (
        "acme",
        "acme-client",
        "2026-11-28",
        "an example",
        "by hand",
    )
    assert MODEL.versions == Range((1, 0), (3, 1, 4))
    assert MODEL.executed == ("1.0", "3.1.4")
    assert ClientModel(DATA | {"versions": {"from": "1.0", "to": "1.0"}}).executed == ("1.0",)
    assert MODEL.names("site") == ("fetch", "close")


@pytest.mark.parametrize(("wanted", "found"), [((0, 9), (1, 0)), ((2, 0), (2, 0)), ((4,), (3, 1, 4))])
def test_a_version_that_the_model_does_not_know_is_the_nearest(wanted: tuple[int, ...], found: tuple[int, ...]) -> None:
    assert MODEL.nearest(wanted) == found


def test_parameters() -> None:
    page = ModelParameter("page", "positional", ("page_id", "id"))
    assert page.names == ("page", "page_id", "id")
    assert fetch().parameters_in((3, 0)) == (
        page,
        ModelParameter("kind"),
        ModelParameter("expand", "keyword"),
        ModelParameter("options", "keywords"),
    )
    assert fetch().parameters_in((1, 5)) == (ModelParameter("kind"), ModelParameter("pages", "rest"))
    assert fetch().defaults == {"kind": "page", "expand": None}


def test_requests() -> None:
    plain = ModelRequest("GET", "/rest/api/content/{page}", When(absent=("expand",)))
    some = ModelRequest(
        "GET",
        "/rest/api/content/{}",
        When(("expand",), (), (("kind", ("page", 1)),), (("page", (None,)),), True),
        frozenset(("cloud",)),
        (Range((2, 0), (2, 5)), Range((3, 1), (3, 1))),
    )
    rpc = ModelRequest("POST", "/rpc/json", sides=frozenset(("server",)), kind="rpc")
    assert fetch().requests == (plain, some, rpc)
    assert fetch().requests_in((2, 1)) == (plain, some, rpc)
    assert fetch().requests_in((2, 1), "cloud") == (plain, some)
    assert fetch().requests_in((2, 6), "server") == (plain, rpc)


@pytest.mark.parametrize(
    ("wanted", "side", "found"),
    [
        ((1, 0), None, True),
        ((1, 0), "cloud", False),
        ((1, 0), "server", True),
        ((3, 0), "cloud", True),
        ((3, 0), "server", False),
        ((0, 1), None, False),
    ],
)
def test_which_versions_have_a_method(wanted: tuple[int, ...], side: Any, found: bool) -> None:
    assert fetch().is_in(wanted, side) is found


def test_a_method_without_ranges_is_there_always_and_runs_to_its_end() -> None:
    close = MODEL.method("site", "close")
    assert close == NamedMethod("close")
    assert close.is_in((9,)) and not close.is_incomplete((9,))
    assert fetch().is_incomplete((1, 0)) and not fetch().is_incomplete((1, 1))


def test_a_method_is_read_once() -> None:
    assert MODEL.method("site", "fetch") is MODEL.method("site", "fetch")
    assert MODEL.method("site", "vanish") is None


def test_a_signature_of_one_side() -> None:
    one = Signature((Range((1,), (2,)),), (ModelParameter("page"),), frozenset(("cloud",)))
    method = NamedMethod("fetch", signatures=(one,))
    assert method.parameters_in((1,), "cloud") == method.parameters_in((1,)) == (ModelParameter("page"),)
    assert method.parameters_in((1,), "server") == method.parameters_in((3,), "cloud") == ()


def test_which_versions_have_a_class() -> None:
    model = ClientModel(DATA | {"since": {"acme.Site": "2.0..3.0"}})
    assert model.has("acme.Site", (2, 5)) and not model.has("acme.Site", (1, 0))
    assert model.has("acme.Other", (1, 0))
