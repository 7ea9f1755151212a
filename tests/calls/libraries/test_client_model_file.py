"""Client models that people bring, and the packaged ones as if somebody had brought them."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flake8_confluence_scopes import calls
from flake8_confluence_scopes.calls.libraries import client_model_file, models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModelError
from tests.calls.libraries.test_client_models import DATA
from tests.support import PACKAGE

PACKAGED = PACKAGE / "calls" / "libraries" / "data"


@pytest.fixture(autouse=True)
def no_extra_models() -> Iterator[None]:
    yield
    calls.use_clients(())


def changed(*path: Any, to: Any) -> Any:
    """The example with another value at the end of the path."""
    data = copy.deepcopy(DATA)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = to
    return data


def without(*path: Any) -> Any:
    """The example without the key at the end of the path."""
    data = copy.deepcopy(DATA)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return data


FETCH = ("models", "site", "fetch")
FIRST = (*FETCH, "requests", 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([], "its top level must be an object"),
        (without("schema"), "its schema is None; write it in schema 1, the only one that this version reads"),
        (changed("schema", to=2), "its schema is 2; write it in schema 1, the only one that this version reads"),
        (changed("schema", to=True), "its schema is True; write it in schema 1, the only one that this version reads"),
        (without("models"), "its top level has no 'models'; add it"),
        (
            changed("colour", to="red"),
            "its top level has the unknown key 'colour'; write only schema, name, package, versions, date, source, "
            "generator, classes, since, models",
        ),
        (changed("name", to=""), "name is ''; write a text"),
        (changed("versions", "to", to="next"), "versions.to is 'next'; write a version such as 4.0.7"),
        (
            changed("versions", "from", to="9"),
            "versions.from is '9', behind versions.to; write the oldest version as from",
        ),
        (
            changed(*FIRST, "in", to="3.0..2.0"),
            "models.site.fetch.requests[0].in is '3.0..2.0'; write versions such as 3.0.0..4.0.7",
        ),
        (
            changed(*FIRST, "in", to="1..2..3"),
            "models.site.fetch.requests[0].in is '1..2..3'; write versions such as 3.0.0..4.0.7",
        ),
        (changed("classes", "acme.Site", to="shop"), "classes.acme.Site is 'shop'; write one of site"),
        (changed("classes", "acme.Site", to="site:moon"), "classes.acme.Site is 'site:moon'; write one of site"),
        (changed("models", to=[]), "models must be an object"),
        (without(*FETCH, "requests"), "models.site.fetch has no 'requests'; add it"),
        (
            changed(*FETCH, "signatures", to=[{"in": "1.0..2.0"}]),
            "models.site.fetch.signatures[0] has no 'parameters'; add it",
        ),
        (changed(*FETCH, "requests", to={}), "models.site.fetch.requests must be a list"),
        (
            changed(*FETCH, "parameters", 1, to="a b"),
            "models.site.fetch.parameters[1] is 'a b'; "
            "write a name, or a list of names of which the first is the present one",
        ),
        (
            changed(*FETCH, "defaults", "kind", to=[]),
            "models.site.fetch.defaults.kind is []; write a text, a number, true, false or null",
        ),
        (
            changed(*FIRST, "path", to="rest/api/content"),
            "models.site.fetch.requests[0].path is 'rest/api/content'; "
            "write a path that begins with a slash, as in /rest/api/content/{page_id}",
        ),
        (
            changed(*FIRST, "path", to="/rest/" + "x?" * 60),
            f"models.site.fetch.requests[0].path is '/rest/{'x?' * 25}...; "
            "write a path that begins with a slash, as in /rest/api/content/{page_id}",
        ),
        (
            changed(*FIRST, "method", to="get"),
            "models.site.fetch.requests[0].method is 'get'; write a method such as GET",
        ),
        (
            changed(*FIRST, "on", to=["moon"]),
            "models.site.fetch.requests[0].on[0] is 'moon'; write cloud or server",
        ),
        (
            changed(*FIRST, "in", to="1.0..next"),
            "models.site.fetch.requests[0].in is '1.0..next'; write versions such as 3.0.0..4.0.7",
        ),
        (
            changed(*FIRST, "kind", to="odd"),
            "models.site.fetch.requests[0].kind is 'odd'; write rest or action or rpc or relative or other",
        ),
        (
            changed(*FIRST, "when", "answer", to=1),
            "models.site.fetch.requests[0].when.answer is 1; write true or false",
        ),
        (
            changed(*FIRST, "when", "given", to=[""]),
            "models.site.fetch.requests[0].when.given[0] is ''; write a parameter's name",
        ),
    ],
)
def test_what_is_no_model(data: Any, reason: str) -> None:
    with pytest.raises(ClientModelError) as caught:
        client_model_file.parse(data, "my.json")
    assert str(caught.value) == f"my.json is no client model: {reason}"


def test_an_empty_list_of_requests_is_right() -> None:
    model = client_model_file.parse(DATA, "my.json")
    close = model.method("site", "close")
    assert close is not None and close.requests == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", " is not JSON: "),
        (b"[" * 100_000, " nests too deeply; name a client model"),
        (b" " * (1 << 24) + b"1", "larger than 16 MB"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "my.json"
    file.write_bytes(content)
    with pytest.raises(ClientModelError, match=reason):
        calls.read_client_model(str(file))


@pytest.mark.parametrize("name", ["missing.json", "no\0path"])
def test_what_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(ClientModelError, match="name a client model"):
        calls.use_clients([str(tmp_path / name)])


def test_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "my.json"
    file.write_text(json.dumps(DATA), encoding="utf-8")
    calls.use_clients([str(file)])
    first = models_in_force.modelled("acme.Site")
    calls.use_clients([str(file)])
    assert first is not None and models_in_force.modelled("acme.Site") is first
    file.write_text(json.dumps(changed("classes", to={"acme.Other": "site:server"})), encoding="utf-8")
    os.utime(file, (1, 1))
    calls.use_clients([str(file)])
    assert models_in_force.modelled("acme.Site") is None
    other = models_in_force.modelled("acme.Other")
    assert other is not None and (other.kind, other.side) == ("site", "server")


@pytest.mark.once
@pytest.mark.parametrize("name", models_in_force.PACKAGED.values())
def test_the_packaged_models_are_right(name: str) -> None:
    file = PACKAGED / f"{name}.json"
    model = calls.read_client_model(str(file))
    assert model.name == name
    methods = [model.method(kind, method) for kind in set(model.classes.values()) for method in model.names(kind)]
    assert None not in methods
    assert {top.partition(".")[0] for top in model.classes} <= models_in_force.top_modules()


@pytest.mark.once
def test_nothing_else_is_packaged() -> None:
    assert {file.stem for file in PACKAGED.iterdir()} == set(models_in_force.PACKAGED.values())
