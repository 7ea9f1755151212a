"""Which client models are in force."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flake8_confluence_scopes.calls.libraries import models_in_force
from flake8_confluence_scopes.calls.libraries.client_models import ClientModel
from tests.calls.libraries.test_client_models import MODEL


@pytest.fixture(autouse=True)
def no_extra_models() -> Iterator[None]:
    yield
    models_in_force.use(())


def test_the_packaged_one() -> None:
    found = models_in_force.modelled("atlassian.Confluence")
    assert found is not None
    assert found.model.package == "atlassian-python-api"
    assert "update_page" in found.names()
    method = found.method("update_page")
    assert method is not None
    assert {row.method for row in method.requests} == {"GET", "PUT"}
    assert [model.name for model in models_in_force.models()] == ["atlassian-python-api", "md2cf"]
    assert [model.name for model in models_in_force.models_of(frozenset(["md2cf"]))] == ["md2cf"]


@pytest.mark.parametrize("name", ["atlassian.Jira", "requests.Session", "Confluence", ""])
def test_other_classes(name: str) -> None:
    assert models_in_force.modelled(name) is None


def test_a_name_of_another_package_reads_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(models_in_force, "packaged")
    assert models_in_force.modelled("requests.Session") is None
    with pytest.raises(NameError):
        models_in_force.modelled("atlassian.Confluence")


def test_models_of_one_s_own() -> None:
    extra = (MODEL,)
    models_in_force.use(extra)
    models_in_force.use(extra)
    assert models_in_force.modelled("acme.Site") == (MODEL, "site", "acme.Site", None)
    assert models_in_force.modelled("atlassian.Confluence") is not None
    assert models_in_force.top_modules() == {"acme", "atlassian", "md2cf"}
    assert models_in_force.models_of(frozenset(["acme"])) == extra
    assert models_in_force.models()[0] is MODEL
    site = models_in_force.modelled("acme.Site")
    assert site is not None and site.is_in((9, 9)) and site.names() == ("fetch", "close")
    models_in_force.use(())
    assert models_in_force.modelled("acme.Site") is None
    assert models_in_force.top_modules() == {"atlassian", "md2cf"}


def test_one_s_own_model_comes_before_a_packaged_one() -> None:
    data = {
        "name": "mine",
        "package": "atlassian-python-api",
        "versions": {"from": "1", "to": "1"},
        "date": "2026-11-28",
        "source": "an example",
        "generator": "by hand",
        "classes": {"atlassian.Confluence": "mine"},
        "models": {"mine": {}},
    }
    mine = ClientModel(data)
    models_in_force.use((mine,))
    assert models_in_force.modelled("atlassian.Confluence") == (mine, "mine", "atlassian.Confluence", None)
